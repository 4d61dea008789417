"""Whether the strata of a frame are the territories that the law knows on its day: no region before its decree."""

from collections.abc import Collection, Sequence
from datetime import date

from isonomia.errors import InputError
from isonomia.rulebook.law import Rulebook, Territory
from isonomia.surveys.frames import Frame

# What stands behind it is a part of a territory, as in "KZ-10/urban".
PART = "/"


def check_territories(frame: Frame, rulebook: Rulebook, left_out: Collection[str] = ()) -> None:
    """Refuse a frame whose strata are other territories than there were on its day.

    Args:
        frame: each stratum is the id of a territory or one of its names; a part of it may follow after "/".
        left_out: ids of territories that the survey says it does not cover.
    Raises:
        InputError: a territory that was not there on that day, or one that was and has no unit; the act that made or
            ended it is named.
        RulebookError: the territories of that day are not known.
    """
    there = {one.id: one for one in rulebook.on(frame.as_at).register()}
    ids = {name: one.id for one in rulebook.units for name in (one.id, *one.names.values(), *one.short.values())}
    named = {stratum.partition(PART)[0] for stratum in frame.strata()}
    if unknown := sorted(named - set(ids)):
        raise InputError(f'frame: "{unknown[0]}" is no territory of {rulebook.country} on any day known here')
    given = {ids[name] for name in named}
    strange = [_nearest(id, frame.as_at, rulebook) for id in sorted(given - set(there))]
    missing = [there[id] for id in sorted(set(there) - given - set(left_out))]
    if strange or missing:
        told = [f"{says}: {_told(ones)}" for says, ones in (("not one", strange), ("missing", missing)) if ones]
        raise InputError(
            f"a frame of {len(given)} territories as at {frame.as_at}, when there were {len(there)}; {'; '.join(told)}"
        )


def _nearest(id: str, day: date, rulebook: Rulebook) -> Territory:
    """A territory that is not there on a day, as it first stands after it, or as it last stood before it."""
    spans = [one for one in rulebook.units if one.id == id]
    return next((one for one in spans if one.since.last > day), spans[-1])


def _told(territories: Sequence[Territory]) -> str:
    """Territories with their days, and the acts that made them what they are."""
    names = (f"{one.id} {one.name('en')} ({_days(one)})" for one in territories)
    acts = dict.fromkeys(each.act for one in territories for each in one.citations)
    return f"{', '.join(names)}; {'; '.join(acts)}"


def _days(one: Territory) -> str:
    return f"from {one.since}" if one.until is None else f"from {one.since} until {one.until}"
