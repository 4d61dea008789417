"""The hall's clock: when an act is entered. It may be wrong, and then says so; it never keeps anybody from filing."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.json import Decoder

from isonomia_site.record.models import Entry

TOLERANCE = timedelta(minutes=2)
LOOKED_BACK = 256
"""How many of the newest entries are asked: after a jump the newest one alone may already have the wrong time."""


class _Stamped(Struct):
    at: str


_decoder = Decoder(_Stamped)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def instant() -> str:
    """This moment as acts carry it: UTC, whole seconds."""
    return written(now())


def written(moment: datetime) -> str:
    """A moment as acts carry it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def behind() -> timedelta | None:
    """How far the clock is behind the newest acts; None while that is within tolerance, or nothing was entered.

    Then either the clock is wrong now, or it was wrong when those acts were entered.
    """
    rows = Entry.objects.order_by("-pk").values_list("body", flat=True)[:LOOKED_BACK]
    newest = max((_decoder.decode(bytes(body)).at for body in rows), default=None)
    if newest is None:
        return None
    gap = datetime.fromisoformat(newest) - now().replace(microsecond=0)
    return gap if gap > TOLERANCE else None
