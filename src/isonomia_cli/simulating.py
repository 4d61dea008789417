"""`isonomia elections simulate`: the same votes under other laws, and around the votes that were counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from isonomia.elections.rules import Body
from isonomia.errors import InputError
from isonomia.exact import Bar, Share, decimal_text, read_decimal
from isonomia_cli.counted import File, Given, RulesFile, given_in, law_in, read_entrants
from isonomia_cli.options import AsJson
from isonomia_cli.options_together import options_together
from isonomia_cli.printing import print_json, print_table
from isonomia_cli.rules import Country, On
from isonomia_lab.simulation.supposing import IN_FORCE, Change, Outcome, Vote, outcome

if TYPE_CHECKING:
    # Arrays are loaded only where votes are drawn.
    from isonomia_lab.simulation.drawing import Chance, Drawn, Draws

NO_FORECAST = (
    "What if: the same votes under another law. No forecast: under another law people would have voted, and parties "
    "stood, otherwise."
)
MODEL = (
    "The draws are a model: each line moves as if its share came from a sample, a line with half of the votes by "
    "{points:g} points (one standard deviation), smaller ones by less; {count:,} draws, seed {seed}."
)
One = TypeVar("One")
MOST_LAWS, MOST_SEATS, MOST_DRAWS = 24, 10_000, 100_000
IN_FORCE_NAME = "in force"


@dataclass(frozen=True, slots=True)
class Counted:
    """Whose law is asked on which day, and what the votes do not say."""

    law: Country
    on: On
    rules: RulesFile = None
    given: Given = None

    def vote(self, path: Path) -> Vote:
        """The votes of a file, under the law of the day."""
        body, numbers = given_in(self.given or [])
        seats = numbers.pop("seats", None)
        return Vote(tuple(read_entrants(path)), Body(law_in(self.law, self.on, self.rules), body), seats, numbers)


@dataclass(frozen=True, slots=True)
class Supposing:
    """What other laws would say; every combination is one law."""

    method: Annotated[list[str] | None, typer.Option("--method", help="A method, as divisor/dhondt.")] = None
    threshold: Annotated[list[str] | None, typer.Option("--threshold", help="A bar in per cent; 0 for none.")] = None
    seats: Annotated[list[int] | None, typer.Option("--seats", help="How many seats lists share.")] = None

    def changes(self) -> list[Change]:
        """Every combination of what was given, without the law in force."""
        for one in self.seats or ():
            if not 1 <= one <= MOST_SEATS:
                raise InputError(f"--seats {one}: wanted a whole number from 1 to {MOST_SEATS:,}")
        shares = [_share(one) for one in self.threshold or ()]
        ways = list(product(_once(self.method), _once(shares), _once(self.seats)))
        if len(ways) > MOST_LAWS:
            raise InputError(f"{len(ways)} laws come of these options: wanted at most {MOST_LAWS} at once")
        found = (Change(method=way, threshold=share, seats=seats) for way, share, seats in ways)
        return [one for one in found if one != IN_FORCE]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Whether votes are drawn around those that were counted, and how far from them."""

    draws: Annotated[int, typer.Option("--draws", help=f"How often votes are drawn, at most {MOST_DRAWS:,}.")] = 0
    spread: Annotated[float | None, typer.Option("--spread", help="Points by which half of the votes move.")] = None
    seed: Annotated[str, typer.Option("--seed", help="Any word; the same word draws the same votes.")] = "1"

    def asked(self) -> "Draws | None":
        """The draws; None where none are asked for."""
        if not self.draws:
            if self.spread is not None:
                raise InputError("--spread is given, and no --draws: wanted both or neither")
            return None
        if not 1 <= self.draws <= MOST_DRAWS:
            raise InputError(f"--draws {self.draws}: wanted a whole number from 1 to {MOST_DRAWS:,}")
        if self.spread is None:
            raise InputError("--draws is given, and no --spread: how far votes may lie apart is yours to say, as 2")
        from isonomia_lab.simulation.drawing import Draws

        return Draws(self.draws, self.spread, self.seed)


def register(app: typer.Typer) -> None:
    """Add the verb to the group of elections."""
    app.command()(options_together(simulate))


def simulate(votes: File, counted: Counted, supposing: Supposing, drawing: Drawing, json: AsJson = False) -> None:
    """Hold the same votes against other laws: another method, bar or house, each of which may be given several times.

    Every combination is one law; what is not given stays as the law of the day has it. No forecast: under another law
    people would have voted otherwise.
    """
    vote, asked = counted.vote(votes), drawing.asked()
    outcomes = [outcome(vote, one) for one in (IN_FORCE, *supposing.changes())]
    if all(one.result is None for one in outcomes) and outcomes[0].missing:
        raise outcomes[0].missing
    found = _drawn(outcomes, asked)
    if json:
        print_json(_json(outcomes, found, asked))
    else:
        _print(outcomes, found, asked)


def _once(given: Sequence[One] | None) -> tuple[One | None, ...]:
    """What was given, each once; one None where nothing was."""
    return tuple(dict.fromkeys(given or ())) or (None,)


def _share(text: str) -> Fraction:
    try:
        share = read_decimal(text.removesuffix("%").strip())[0] / 100
    except InputError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise InputError(f"--threshold {text}: wanted per cent from 0 to 100, as 7 or 7.5")
    return share


def _drawn(outcomes: Sequence[Outcome], asked: "Draws | None") -> "list[Drawn | None]":
    """The draws under each law; none where none are asked for, or the law leaves the counted votes open."""
    if asked is None:
        return [None] * len(outcomes)
    from isonomia_lab.simulation.drawing import drawn

    return [drawn(one.vote, asked) if one.result else None for one in outcomes]


def _name(change: Change) -> str:
    """What a law says otherwise, in short."""
    parts = [
        "" if change.threshold is None else f"{_percent(change.threshold)} %" if change.threshold else "no bar",
        (change.method or "").partition("/")[2],
        "" if change.seats is None else f"{change.seats} seats",
    ]
    return ", ".join(filter(None, parts)) or IN_FORCE_NAME


def _percent(share: Fraction) -> str:
    return decimal_text(100 * share, 4).rstrip("0").rstrip(".")


def _json(outcomes: Sequence[Outcome], found: "Sequence[Drawn | None]", asked: "Draws | None") -> dict[str, object]:
    laws = [_law_json(one, held) for one, held in zip(outcomes, found, strict=True)]
    told: dict[str, object] = {"what_if": NO_FORECAST, "laws": laws}
    if asked:
        told["draws"] = {"count": asked.count, "spread": asked.points, "seed": asked.seed, "model": _model(asked)}
    return told


def _law_json(one: Outcome, held: "Drawn | None") -> dict[str, object]:
    law: dict[str, object] = {"law": _name(one.change), **_terms_json(one.vote)}
    if one.result is None or one.wasted is None:
        return {**law, "seats": None, "missing": str(one.missing)}
    index = one.disproportion
    law |= {
        "seats": dict(one.result.seats),
        "ties": [{"lists": list(tie.lists), "seats": tie.seats} for tie in one.result.ties],
        "wasted": _share_json(one.wasted),
        "disproportion": None if index is None else round(index, 4),
    }
    if held:
        law["draws"] = {"open": held.open, "missing": held.missing, "lists": _lists_json(held)}
    return law


def _terms_json(vote: Vote) -> dict[str, object]:
    terms = vote.terms()
    bar = terms.threshold
    threshold = {"share": str(bar.share), "base": bar.base} if isinstance(bar, Bar) else bar
    return {"method": terms.method, "threshold": threshold, "list_seats": terms.seats}


def _lists_json(held: "Drawn") -> dict[str, object]:
    return {
        name: {
            "seats": {"5": one.low, "50": one.middle, "95": one.high},
            "seated": _share_json(one.seated),
            "largest": _share_json(one.largest),
        }
        for name, one in held.lists.items()
    }


def _share_json(one: Share) -> dict[str, object]:
    return {"part": one.part, "whole": one.whole, "of": one.base}


def _print(outcomes: Sequence[Outcome], found: "Sequence[Drawn | None]", asked: "Draws | None") -> None:
    print(NO_FORECAST)
    print_table(_seats_lines(outcomes))
    for one in outcomes:
        if one.missing:
            print(f"{_name(one.change)}: open: {one.missing}")
        for tie in one.result.ties if one.result else ():
            print(f"{_name(one.change)}: tie: {', '.join(tie.lists)}: {tie.seats} between them, given to nobody")
    if asked:
        print(_model(asked))
    for one, held in zip(outcomes, found, strict=True):
        if held:
            print(f"\n{_name(one.change)}")
            print_table(_chance_lines(held))
            if held.open:
                print(f"open in {held.open:,} draws, which are in no other number: {held.missing}")


def _model(asked: "Draws") -> str:
    return MODEL.format(points=asked.points, count=asked.count, seed=asked.seed)


def _seats_lines(outcomes: Sequence[Outcome]) -> Iterable[tuple[str, ...]]:
    """A column for each law, a row for each list, and under them what the votes came to."""
    yield ("list", "votes", *(_name(one.change) for one in outcomes))
    first = outcomes[0].result
    lists = [one for one in outcomes[0].vote.entrants if one.kind != "against_all"]
    for line in sorted(lists, key=lambda one: (-one.votes, one.name)):
        before = first.seats[line.name] if first else None
        cells = (_cell(one, line.name, before if at else None) for at, one in enumerate(outcomes))
        yield (line.name, f"{line.votes:,}", *cells)
    yield ("votes for lists without a seat", "", *(_wasted(one) for one in outcomes))
    yield ("disproportion (Gallagher), points", "", *(_index(one) for one in outcomes))


def _cell(one: Outcome, name: str, before: int | None) -> str:
    if one.result is None:
        return "open"
    seats = one.result.seats[name]
    return str(seats) if before in (None, seats) else f"{seats} ({seats - before:+d})"


def _wasted(one: Outcome) -> str:
    return f"{one.wasted.part:,} ({one.wasted.percent(2)} %)" if one.wasted else "-"


def _index(one: Outcome) -> str:
    return "-" if one.disproportion is None else f"{one.disproportion:.2f}"


def _chance_lines(held: "Drawn") -> Iterable[tuple[str, ...]]:
    yield ("list", "5 %", "50 %", "95 %", "has a seat", "is largest alone")
    yield from ((name, *_chance(one)) for name, one in held.lists.items())


def _chance(one: "Chance") -> tuple[str, ...]:
    counts = (str(count) for count in (one.low, one.middle, one.high))
    return (*counts, *(f"{share.percent(1)} %" for share in (one.seated, one.largest)))
