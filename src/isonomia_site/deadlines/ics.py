"""One deadline as a file for anybody's own calendar (iCalendar, RFC 5545): a whole day, with its reasons."""

from collections.abc import Iterator
from datetime import timedelta

from isonomia.wording import say, say_finding
from isonomia_site.deadlines.presenting import Explained

LONGEST = 75
"""Bytes in a line; a longer one goes on in the next, after a space."""


def calendar_file(shown: Explained, language: str) -> str:
    """Write the file. It holds no moment of now: the same answer is the same bytes."""
    found, key = shown.found, shown.rule.key
    stamp = f"{found.calendar.published:%Y%m%d}T000000Z"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Isonomia//Legal days//EN",
        "BEGIN:VEVENT",
        f"UID:{key}-{found.trigger}-v{found.calendar.version}@isonomia",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{found.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{found.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(say(f'rule.{key}', language))}",
        f"DESCRIPTION:{_escaped(chr(10).join(_reasons(shown, language)))}",
        f"STATUS:{'TENTATIVE' if found.provisional else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _reasons(shown: Explained, language: str) -> Iterator[str]:
    yield shown.words
    yield f"{shown.found.trigger}: {shown.event}"
    yield shown.rule.citation
    for one in shown.found.warnings():
        yield say_finding(one, language)


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
