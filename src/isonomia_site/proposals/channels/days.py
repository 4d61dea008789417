"""When something was received: the day of the rulebook's zone."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from isonomia_site.proposals.channels.filing import Reading, Unfit

_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:,?\s+(\d{1,2}:\d{2}(?::\d{2})?))?")
_RUBY = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) (?:UTC|([+-]\d{2}):?(\d{2}))")
FIRST = date(1990, 1, 1)


def received(text: str, reading: Reading) -> date:
    """The day that a date or moment means: `2026-01-15`, `15.01.2026`, `2026-01-15T09:00:00Z`.

    A moment with a zone is carried into the rulebook's; one without is taken as standing in it.

    Raises:
        Unfit: there is none, or it is no date.
    """
    if not text.strip():
        if reading.received_on is None:
            raise Unfit("no_day")
        return reading.received_on
    return _day(text.strip(), reading.zone.key)


def of_epoch(seconds: float | int, reading: Reading) -> date:
    """The day of a moment that is counted in seconds from 1970."""
    try:
        return _plausible(datetime.fromtimestamp(seconds, UTC).astimezone(reading.zone).date(), str(seconds))
    except (ValueError, OverflowError, OSError):
        raise Unfit("day", given=seconds) from None


@lru_cache(maxsize=4096)
def _day(text: str, zone: str) -> date:
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(_plain(text))
        return _plausible((moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment).date(), text)
    except (ValueError, OverflowError):
        raise Unfit("day", given=text[:40]) from None


def _plain(text: str) -> str:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, clock = found.groups()
        return f"{year}-{month:>02}-{day:>02}" + (f"T{clock:>05}" if clock else "")
    if found := _RUBY.fullmatch(text):
        return found[1].replace(" ", "T") + (f"{found[2]}:{found[3]}" if found[2] else "+00:00")
    return text


def _plausible(day: date, given: str) -> date:
    if day < FIRST:
        raise Unfit("day", given=given[:40])
    return day
