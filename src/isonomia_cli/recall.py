"""`isonomia recall`: signatures checked against a register, and what a sample of them tells."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import InputError
from isonomia.recall.deciding import seed_of
from isonomia.recall.rules import RECALLED, outcome
from isonomia.recall.rules import enough as is_enough
from isonomia.recall.sampling import Sample, interval, positions
from isonomia.rulebook.law import Unknown
from isonomia.rulebook.loading import load
from isonomia.wording import say
from isonomia_cli.options import AsJson, Language
from isonomia_cli.parties import Country, On, Private, RegisterFile, refuse_same
from isonomia_cli.printing import grouped, print_json, print_table
from isonomia_cli.rules import Laws, day_of, laws_folder
from isonomia_cli.speaking import MANNER, Encoding, Manner

app = typer.Typer(help="Recall of deputies: signatures checked against a register.", no_args_is_help=True)

District = Annotated[str, typer.Option("--district", help="The district, as `territory` of the register names it.")]
Days = Annotated[str, typer.Option("--days", help="The days on which voters could sign, as 2026-02-01..2026-02-28.")]
Voters = Annotated[int, typer.Option("--voters", min=1, help="How many voters the district has.")]


@app.callback()
def group(encoding: Encoding = "utf-8", language: Language = "en", rules: Laws = None) -> None:
    """Recall of deputies: signatures checked against a register."""
    MANNER.set(Manner(encoding, language, rules))


@app.command()
def check(
    signatures: Path,
    register: RegisterFile,
    district: District,
    days: Days,
    private: Private = None,
    json: AsJson = False,
) -> None:
    """Check signatures of voters; what is printed are counts, nobody's name or number.

    SIGNATURES has the columns person and signed; the register person, born, territory, citizen, died and barred.
    """
    from isonomia_lab.rolls.checking import METHOD
    from isonomia_lab.rolls.petition import Window, check_signatures

    refuse_same(private, signatures, register)
    told = MANNER.get()
    first, _, last = days.partition("..")
    window = Window(district, day_of(first, "--days"), day_of(last, "--days"))
    if window.first > window.last:
        raise InputError(f"--days: {window.first} is after {window.last}")
    found = check_signatures(signatures, register, window, encoding=told.encoding, private=private)
    if json:
        faults = [{"kind": kind, "number": number} for kind, number in found.faults.items() if number]
        print_json({"method": METHOD, "rows": found.rows, "valid": found.valid, "faults": faults})
        return
    rows = [("recall.rows", found.rows), ("recall.valid", found.valid)]
    rows += [(f"word.roll_{kind}", number) for kind, number in found.faults.items()]
    print_table((say(name, told.language), grouped(number)) for name, number in rows)


@app.command()
def enough(
    valid: Annotated[int, typer.Argument(help="Signatures that are valid.")],
    voters: Voters,
    on: On,
    law: Country = "kz",
    json: AsJson = False,
) -> None:
    """Say whether so many valid signatures lead to a vote by the law of a day.

    Exit code 1 where they do not, or the law says neither; 3 where it is not known.
    """
    told = MANNER.get()
    found = is_enough(valid, voters, load(laws_folder(told.rules), law).on(day_of(on, "--on")))
    code = "unknown" if isinstance(found, Unknown) else {True: "enough", False: "too_few", None: "undecided"}[found]
    if json:
        print_json({"valid": valid, "voters": voters, "on": on, "law": law, "outcome": code})
    else:
        print(say(f"recall.{code}", told.language))
    if found is not True:
        raise typer.Exit(3 if isinstance(found, Unknown) else 1)


@app.command()
def vote(
    took_part: Annotated[int, typer.Argument(help="Voters who took part.")],
    yes: Annotated[int, typer.Argument(help="Votes for the recall.")],
    voters: Voters,
    on: On,
    law: Country = "kz",
    json: AsJson = False,
) -> None:
    """Say what a vote comes to by the law of its day; exit code 1 where the deputy keeps the mandate."""
    told = MANNER.get()
    found = outcome(voters, took_part, yes, load(laws_folder(told.rules), law).on(day_of(on, "--on")))
    if json:
        print_json({"took_part": took_part, "yes": yes, "voters": voters, "on": on, "law": law, "outcome": found})
    else:
        print(say(f"word.recall_{found}", told.language))
    if found != RECALLED:
        raise typer.Exit(1)


@app.command()
def draw(
    size: Annotated[int, typer.Argument(help="Signatures in all.")],
    drawn: Annotated[int, typer.Argument(help="How many are drawn.")],
    sheets: Annotated[str, typer.Option("--sheets", help="The commitment to the sheets that were filed.")],
    value: Annotated[str, typer.Option("--value", help="What the public source said.")],
    matter: Annotated[str, typer.Option("--matter", help="The recall, as recall/2026-000001.")],
    json: AsJson = False,
) -> None:
    """Draw the sample of a recall: the seed, and which signatures it falls on in the order of the sheets."""
    seed = seed_of(sheets, value, matter)
    places = positions(seed, size, drawn)
    if json:
        print_json({"seed": seed, "places": places})
    else:
        print(seed, *places, sep="\n")


@app.command()
def sample(
    size: Annotated[int, typer.Argument(help="Signatures in all.")],
    drawn: Annotated[int, typer.Argument(help="How many were drawn.")],
    valid: Annotated[int, typer.Argument(help="How many of those were valid.")],
    risk: Annotated[str, typer.Option("--risk", help="In which part of all samples each bound may mislead.")] = "1/100",
    json: AsJson = False,
) -> None:
    """Say between which numbers of valid signatures a sample lies: exact, in whole numbers."""
    try:
        low, high = interval(Sample(size, drawn, valid), Fraction(risk))
    except (ValueError, ZeroDivisionError):
        raise InputError(f'--risk: "{risk}" (wanted a fraction such as 1/100)') from None
    if json:
        print_json({"size": size, "drawn": drawn, "valid": valid, "risk": risk, "least": low, "most": high})
    else:
        print(say("recall.between", MANNER.get().language, least=grouped(low), most=grouped(high), size=grouped(size)))
