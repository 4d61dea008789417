"""Read the versions of a country's working calendar from `calendar.toml`.

A version names only the days that it adds or changes; what an earlier version says of other days still stands.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from isonomia.deadlines.calendar import Calendar, DayKind, NotedDay
from isonomia.errors import InputError
from isonomia.rulebook.citation import Certainty
from isonomia.rulebook.cited import Sources, legal_date, names_in, sources_of
from isonomia.rulebook.lines import Table

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINARY = "ordinary"
KINDS = (*(str(one) for one in DayKind if one is not DayKind.WEEKEND), ORDINARY)
MOVED = (DayKind.SUBSTITUTED, DayKind.WORKING_WEEKEND)
MOST_YEARS = 100
YEARS = range(1900, 2200)


class Header(NamedTuple):
    """What all versions share: the days of the weekend, the names of holidays, the sources."""

    weekend: tuple[int, ...]
    names: Mapping[str, Mapping[str, str]]
    sources: Sources


def calendars_in(top: Table, country: str) -> tuple[Calendar, ...]:
    """Read every version, the oldest first."""
    names = top.take_table("name")
    header = Header(_weekend(top), {key: names_in(names, key) for key in names.left()}, sources_of(top))
    versions: list[Calendar] = []
    days: dict[date, NotedDay] = {}
    for table in top.take_list("version"):
        versions.append(_version(table, country, header, days))
        _in_order(versions, table)
    top.nothing_left()
    if not versions:
        raise top.fault("version", "wanted at least one version")
    return tuple(versions)


def _weekend(top: Table) -> tuple[int, ...]:
    named = top.take_texts("weekend")
    unknown = [one for one in named if one not in WEEKDAYS]
    if unknown or len(set(named)) != len(named) or len(named) > len(WEEKDAYS) - 1:
        raise top.fault("weekend", f"wanted days of the week as {', '.join(WEEKDAYS[5:])}, each once; not {named!r}")
    return tuple(sorted(WEEKDAYS.index(one) for one in named))


def _version(table: Table, country: str, header: Header, days: dict[date, NotedDay]) -> Calendar:
    """Read one version; `days` holds what earlier ones said and is brought up to date."""
    number, published = table.take_int("number"), _day(table, "published")
    years = _year(table, "first_year"), _year(table, "last_year")
    if not 0 <= years[1] - years[0] < MOST_YEARS:
        raise table.fault("last_year", f"wanted 1 to {MOST_YEARS} years, not {years[0]} to {years[1]}")
    open_years = _years(table, "open_years", years)
    said: set[date] = set()
    for one in table.take_list("days"):
        day = _noted(one, header, years, days)
        if day in said:
            raise one.fault("day", f"{day} stands twice in this version")
        said.add(day)
    table.nothing_left()
    noted = tuple(days[day] for day in sorted(days))
    try:
        return Calendar(country, number, published, years, header.weekend, noted, open_years)
    except InputError as error:
        raise table.fault("days", str(error)) from None


def _noted(table: Table, header: Header, years: tuple[int, int], days: dict[date, NotedDay]) -> date:
    """Read one day into `days`, or take out of them one that is ordinary again."""
    day, kind = _day(table, "day"), table.take_choice("kind", KINDS)
    if not years[0] <= day.year <= years[1]:
        raise table.fault("day", f"{day} lies outside the years of this version, {years[0]} to {years[1]}")
    source = table.take_choice("source", tuple(header.sources))
    if kind == ORDINARY:
        if days.pop(day, None) is None:
            raise table.fault("kind", f"no earlier version says anything of {day}")
    else:
        days[day] = NotedDay(
            day,
            DayKind(kind),
            header.names[table.take_choice("name", tuple(header.names))],
            _day(table, "moved") if kind in MOVED else None,
            header.sources[source][0],
            table.take_choice("certainty", tuple(Certainty)),
        )
        fault = days[day].fault(header.weekend)
        if fault:
            raise table.fault("kind", fault)
    table.nothing_left()
    return day


def _in_order(versions: list[Calendar], table: Table) -> None:
    """Refuse versions out of order: numbers count from 1, each is published after the last and drops no year."""
    new = versions[-1]
    if new.version != len(versions):
        raise table.fault("number", f"wanted {len(versions)}, not {new.version}: versions are numbered from 1")
    if len(versions) > 1:
        old = versions[-2]
        if new.published <= old.published:
            raise table.fault("published", f"wanted a day after {old.published}, when version {old.version} came out")
        if new.years[0] > old.years[0] or new.years[1] < old.years[1]:
            raise table.fault("first_year", f"version {old.version} covers {old.years[0]} to {old.years[1]}")


def _day(table: Table, key: str) -> date:
    found = legal_date(table, key)
    if found.first != found.last:
        raise table.fault(key, f'not a day: "{found}" (wanted the form 2022-06-05)')
    return found.first


def _year(table: Table, key: str) -> int:
    year = table.take_int(key)
    if year not in YEARS:
        raise table.fault(key, f"wanted a year from {YEARS[0]} to {YEARS[-1]}, not {year}")
    return year


def _years(table: Table, key: str, within: tuple[int, int]) -> tuple[int, ...]:
    found = table.take(key)
    if not isinstance(found, list) or not all(type(one) is int and within[0] <= one <= within[1] for one in found):
        raise table.fault(key, f"wanted a list of years from {within[0]} to {within[1]}, not {found!r}")
    return tuple(found)
