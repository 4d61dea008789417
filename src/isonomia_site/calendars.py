"""Days as a file for anybody's own calendar (iCalendar, RFC 5545): whole days, each with its reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MEDIA = "text/calendar; charset=utf-8"
LONGEST = 75
"""Bytes in a line; a longer one goes on in the next, after a space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One whole day: `uid` is the same whenever it is written again, `stamped` the day of what it rests on."""

    uid: str
    stamped: date
    day: date
    summary: str
    description: str
    tentative: bool = False


def calendar_of(events: Iterable[Event]) -> str:
    """Write the file. It holds no moment of now: the same events are the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Isonomia//Legal days//EN"]
    for one in events:
        lines += _lines(one)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))


def _lines(one: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}@isonomia"
    yield f"DTSTAMP:{one.stamped:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(one.summary)}"
    yield f"DESCRIPTION:{_escaped(one.description)}"
    yield f"STATUS:{'TENTATIVE' if one.tentative else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line where it grows too long, never inside a letter."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
