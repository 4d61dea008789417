"""`isonomia parties`: a roll of members checked against a register, and its counts held against the minima of a day."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from isonomia.errors import InputError
from isonomia.parties.minima import Members, Standing, under
from isonomia.rulebook.law import Unknown
from isonomia.rulebook.loading import load
from isonomia.wording import printable, say
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import grouped, print_json, print_table, read_text
from isonomia_cli.rules import Laws, day_of, laws_folder
from isonomia_cli.speaking import MANNER, Encoding, Manner

app = typer.Typer(help="Parties: a roll of members checked against a register.", no_args_is_help=True)

RegisterFile = Annotated[Path, typer.Option("--register", help="The register: CSV or Parquet, each person once.")]
Country = Annotated[str, typer.Option("--law", help="The country whose law is asked.")]
On = Annotated[str, typer.Option("--on", help="The day whose law is asked, as 2026-03-16.")]
Days = Annotated[list[str], typer.Option("--on", help="A day whose minima are asked; may be given several times.")]
Private = Annotated[
    Path | None, typer.Option("--private", help="Write each line with a fault there, for the registrar alone.")
]


class InTerritory(msgspec.Struct):
    """Members in one territory."""

    territory: str
    number: int


class Counted(msgspec.Struct):
    """The counts of one party, as `check --json` prints them."""

    party: str
    members: int
    by_territory: list[InTerritory]


class Counts(msgspec.Struct):
    """The counts of a check."""

    parties: list[Counted]


@app.callback()
def group(encoding: Encoding = "utf-8", language: Language = "en", rules: Laws = None) -> None:
    """Parties: a roll of members checked against a register."""
    MANNER.set(Manner(encoding, language, rules))


@app.command()
def check(
    roll: Path, register: RegisterFile, on: On, law: Country = "kz", private: Private = None, json: AsJson = False
) -> None:
    """Check a roll of one or several parties; what is printed are counts, nobody's name or number.

    ROLL has the columns party, person, name, territory and joined; the register person, born, territory, citizen, died
    and barred. With --private OUT.csv names are compared too: lines whose names are one name in other letters go to
    OUT-names.csv. Exit code 1 where a party does not reach the minima of the day.
    """
    from isonomia_lab.rolls.checking import METHOD, asked_by, check_roll, counts_json
    from isonomia_lab.rolls.names import alike

    names = private.with_stem(f"{private.stem}-names") if private else None
    refuse_same(private, roll, register)
    refuse_same(names, roll, register)
    told = MANNER.get()
    rulebook = load(laws_folder(told.rules), law)
    day = day_of(on, "--on")
    found = check_roll(roll, register, asked_by(rulebook.on(day)), encoding=told.encoding, private=private)
    spelled = alike(roll, encoding=told.encoding, private=names) if names else None
    standings = [under(Members(one.members, one.by_territory), rulebook, day) for one in found]
    if json:
        pairs = zip(counts_json(found), standings, strict=True)
        parties = [{**count, "minima": standing_json(standing)} for count, standing in pairs]
        told_of = {} if spelled is None else {"alike": len(spelled)}
        print_json({"law": law, "method": METHOD, "parties": parties, **told_of})
    else:
        for one, standing in zip(found, standings, strict=True):
            print(printable(one.party))
            rows = [("parties.rows", one.rows), ("parties.counted", one.members)]
            rows += [(f"word.roll_{kind}", number) for kind, number in one.faults.items()]
            print_table((say(name, told.language), grouped(number)) for name, number in rows)
            print_table(_lines(standing, told.language))
        if spelled is not None:
            print_table([(say("parties.alike", told.language), grouped(len(spelled)))])
    if not all(one.reached for one in standings):
        raise typer.Exit(1)


@app.command()
def what_if(counts: Path, on: Days, law: Country = "kz", json: AsJson = False) -> None:
    """Hold the same counts against the minima of several days: a what-if, and no decision.

    COUNTS is what `isonomia parties check --json` printed.
    """
    told = MANNER.get()
    rulebook = load(laws_folder(told.rules), law)
    days = [day_of(one, "--on") for one in on]
    held = {one.party: [under(_members(one), rulebook, day) for day in days] for one in _read(counts).parties}
    note = say("parties.what_if", told.language)
    if json:
        parties = [{"party": party, "minima": list(map(standing_json, each))} for party, each in held.items()]
        print_json({"law": law, "what_if": note, "parties": parties})
        return
    print(note)
    for party, each in held.items():
        print(printable(party))
        print_table(line for one in each for line in _lines(one, told.language))


def refuse_same(private: Path | None, *files: Path) -> None:
    """Refuse to write what is private over a file that is read."""
    if private is not None and any(private.resolve() == one.resolve() for one in files):
        raise InputError(f"{private}: --private names a file that is read")


def _read(path: Path) -> Counts:
    try:
        return msgspec.json.decode(read_text(path), type=Counts)
    except msgspec.MsgspecError as error:
        raise InputError(f"{path}: not what `isonomia parties check --json` prints: {error}") from None


def _members(one: Counted) -> Members:
    return Members(one.members, {at.territory: at.number for at in one.by_territory})


def standing_json(standing: Standing) -> dict[str, object]:
    """The minima of a day as plain values."""
    tests: Iterable[dict[str, object]] = (
        {"rule": one.key, "unknown": one.missing}
        if isinstance(one, Unknown)
        else {"rule": one.key, "counted": one.counted, "wanted": one.wanted, "source": one.citation}
        for one in standing.tests
    )
    return {"on": str(standing.day), "reached": standing.reached, "tests": list(tests), "short": list(standing.short)}


def _lines(standing: Standing, language: str) -> Iterator[tuple[str, ...]]:
    """The minima of a day as lines: the rule, what was counted, what is wanted, and where that stands."""
    reached = {True: "parties.reached", False: "parties.not_reached", None: "parties.not_known"}[standing.reached]
    yield str(standing.day), say(reached, language)
    for one in standing.tests:
        name = say(f"rule.{one.key}", language)
        if isinstance(one, Unknown):
            yield name, one.missing
        else:
            yield name, f"{grouped(one.counted)} / {grouped(one.wanted)}", one.citation
