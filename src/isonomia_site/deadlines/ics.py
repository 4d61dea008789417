"""One deadline as a file for anybody's own calendar: a whole day, with its reasons."""

from collections.abc import Iterator

from isonomia.wording import say, say_finding
from isonomia_site.calendars import Event, calendar_of
from isonomia_site.deadlines.presenting import Explained


def calendar_file(shown: Explained, language: str) -> str:
    """Write the file. It holds no moment of now: the same answer is the same bytes."""
    found, key = shown.found, shown.rule.key
    event = Event(
        uid=f"{key}-{found.trigger}-v{found.calendar.version}",
        stamped=found.calendar.published,
        day=found.due,
        summary=say(f"rule.{key}", language),
        description="\n".join(_reasons(shown, language)),
        tentative=found.provisional,
    )
    return calendar_of([event])


def _reasons(shown: Explained, language: str) -> Iterator[str]:
    yield shown.words
    yield f"{shown.found.trigger}: {shown.event}"
    yield shown.rule.citation
    for one in shown.found.warnings():
        yield say_finding(one, language)
