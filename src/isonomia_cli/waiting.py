"""`isonomia proposals times`: how long answers take, those that still wait counted in, from a list of any register."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import InputError
from isonomia.exact import decimal_text
from isonomia.proposals.times import SHARES, Times, Wait, after, answered_within, curve, times
from isonomia.wording import say
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import grouped, print_json, print_table, read_text

COLUMNS = ("id", "received", "answered")
A_DAY = 24 * 60 * 60
PRINTED = 2

Events = Annotated[
    Path,
    typer.Argument(metavar="EVENTS.csv", help="Columns id, received, answered; empty where an answer is waited for."),
]
Until = Annotated[str, typer.Option("--until", help="The day or moment of the list; without it, the last one in it.")]
Within = Annotated[
    int, typer.Option("--within", min=1, max=36600, help="Say which share was answered in so many days.")
]


def register(app: typer.Typer) -> None:
    """Give the group its verb."""
    app.command("times")(waiting)


def waiting(
    events: Events, until: Until = "", within: Within = 30, json: AsJson = False, language: Language = "en"
) -> None:
    """Say after how many days a half, three quarters and nine tenths were answered (the estimate of Kaplan and Meier).

    Days (2026-02-05) or moments (2026-02-05T14:30:00Z), all of one kind. An answer later than --until is one that was
    still waited for.
    """
    rows = list(_rows(read_text(events), events))
    end = _until(until, rows)
    waits = [_wait(row, end) for row in rows]
    # Moments are counted in seconds, days in days.
    found = _found(waits, end, A_DAY if end.moment else 1, within)
    if json:
        print_json(found)
    else:
        _print(found, language)


@dataclass(frozen=True, slots=True)
class At:
    """A day, or a moment, as a whole number of days or seconds."""

    number: int
    moment: bool
    text: str


Row = tuple[int, At, At | None]


def _rows(text: str, where: Path) -> Iterator[Row]:
    table = csv.reader(text.splitlines())
    header = next(table, [])
    if not set(COLUMNS) <= set(header):
        raise InputError(f"{where}: wanted the columns {', '.join(COLUMNS)}, not {', '.join(header)}")
    named, came, went = (header.index(one) for one in COLUMNS)
    seen: set[str] = set()
    for line, row in enumerate(table, 2):
        at = f"{where}:{line}"
        if len(row) != len(header):
            raise InputError(f"{at}: {len(row)} cells, wanted {len(header)}")
        if row[named] in seen:
            raise InputError(f'{at}: the id "{row[named]}" stands twice')
        seen.add(row[named])
        yield line, _at(row[came], at), _at(row[went], at) if row[went].strip() else None


def _at(text: str, where: str) -> At:
    text = text.strip()
    try:
        if len(text) == 10:
            return At(date.fromisoformat(text).toordinal(), False, text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f'{where}: no day and no moment: "{text}" (wanted 2026-02-05 or 2026-02-05T14:30:00Z)'
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return At(int(moment.timestamp()), True, text)


def _until(given: str, rows: Sequence[Row]) -> At:
    known = [one for _, came, went in rows for one in (came, went) if one is not None]
    if not known:
        raise InputError("the list is empty")
    end = _at(given, "--until") if given else max(known, key=lambda one: one.number)
    if any(one.moment is not end.moment for one in known):
        raise InputError("days and moments are mixed: wanted all of one kind, --until too")
    return end


def _wait(row: Row, end: At) -> Wait:
    line, came, went = row
    if went is not None and went.number < came.number:
        raise InputError(f"line {line}: answered {went.text}, received {came.text}")
    if came.number > end.number:
        raise InputError(f"line {line}: received {came.text}, after the end of the list, {end.text}")
    if went is None or went.number > end.number:
        return Wait(end.number - came.number, False)
    return Wait(went.number - came.number, True)


def _found(waits: Sequence[Wait], end: At, unit: int, within: int) -> dict[str, object]:
    steps, all_of_them = curve(waits), times(waits)
    shown = {str(int(share * 100)): _days(after(steps, share), unit) for share in SHARES}
    return {
        "until": end.text,
        "watched": all_of_them.watched,
        "answered": all_of_them.answered,
        "waiting": all_of_them.watched - all_of_them.answered,
        "answered_percent": decimal_text(Fraction(100 * all_of_them.answered, all_of_them.watched), PRINTED),
        "days": shown,
        "within_days": within,
        "within_percent": decimal_text(100 * answered_within(steps, within * unit), PRINTED),
        "half_of_answered_alone_days": _days(_alone(waits).after(SHARES[0]), unit),
    }


def _alone(waits: Sequence[Wait]) -> Times:
    """What a register says that leaves out those that wait: shown only beside the estimate."""
    return times(one for one in waits if one.answered)


def _days(length: int | None, unit: int) -> str | None:
    return None if length is None else decimal_text(Fraction(length, unit), PRINTED)


def _print(found: dict[str, object], language: str) -> None:
    days = found["days"]
    assert isinstance(days, dict)
    never = say("times.never", language)
    counts = [
        (say(f"times.{name}", language), grouped(_whole(found[name]))) for name in ("watched", "answered", "waiting")
    ]
    lengths = [(say("times.share", language, share=share), str(one or never)) for share, one in days.items()]
    part = say("times.within", language, days=found["within_days"])
    alone = say("times.alone", language), str(found["half_of_answered_alone_days"] or never)
    print_table([*counts, *lengths, (part, f"{found['within_percent']} %"), alone])


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
