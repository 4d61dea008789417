"""Turnout by the hour, shaped for the step chart, the tiles and the table: as printed, conflicts and falls marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from isonomia.exact import decimal_text, read_decimal
from isonomia.record.act import Act
from isonomia.referendum.state import Referendum
from isonomia.referendum.turnout import NATIONAL, Point, series
from isonomia.rulebook.law import Territory

LEFT, RIGHT = Fraction(7), Fraction(93)
TOP, FLOOR, HIGHEST = 30, 230, 80
SHADES = (50, 60, 70, 75)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One hour of the national series: the printed share, where its step begins and ends, how high it stands."""

    hour: str
    percent: str
    x: str
    until: str
    sure: str
    width: str
    y: str
    height: str
    before: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHour:
    """An hour at which the sources differ: every value that was printed, and how high each stands."""

    hour: str
    printed: tuple[str, ...]
    x: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was printed for one place at one hour, and what of it the rest of the series refutes.

    `conflict` where the sources differ, `falls` where the series falls.
    """

    hour: str
    printed: tuple[str, ...]
    refuted: tuple[str, ...]
    conflict: bool
    falls: bool
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One territory's row of the table (None: the whole country)."""

    territory: Territory | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HourSource:
    """One report: its hour, what was counted, and the act with its sources."""

    hour: str
    measure: str
    count: int | None
    percent: str
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One territory on the grid of equal tiles: its place, its shade and what is written on it."""

    territory: Territory
    column: int
    row: int
    shade: int
    percent: str | None

    @property
    def city(self) -> bool:
        """Whether it is a city."""
        return self.territory.kind != "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Everything that was reported of turnout on polling day."""

    steps: tuple[Step, ...]
    open: tuple[OpenHour, ...]
    hours: tuple[str, ...]
    lines: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    tile_hour: str
    reports: tuple[HourSource, ...]
    national: str

    @property
    def act_line(self) -> tuple[tuple[Act, ...], ...]:
        """For each hour the reports of that hour, as the last line of the table."""
        return tuple(tuple(one.act for one in self.reports if one.hour == hour) for hour in self.hours)

    @property
    def tile_acts(self) -> tuple[Act, ...]:
        """The reports that the tiles are drawn from."""
        return tuple(one.act for one in self.reports if one.hour == self.tile_hour)


def hours(state: Referendum) -> Hours:
    """Shape the reports of polling day."""
    found = series(state.reports())
    falls = {(one.where, dict(one.params).get("later")) for one in state.findings() if one.code == "series_falls"}
    names = tuple(sorted({hour for points in found.values() for hour in points}))
    units = [one for one in state.law.register() if one.id in found]
    last = names[-1] if names else ""
    return Hours(
        steps=tuple(_steps(found.get(NATIONAL, {}))),
        open=tuple(_open(found.get(NATIONAL, {}))),
        hours=names,
        lines=tuple(_line(place, found, names, falls) for place in (None, *units) if place or NATIONAL in found),
        tiles=tuple(_tile(one, found[one.id].get(last)) for one in units),
        tile_hour=last,
        reports=tuple(
            HourSource(
                hour=one.hour,
                measure=one.body.measure,
                count=one.body.received,
                percent=one.percent.get(NATIONAL, ""),
                act=one.act,
            )
            for one in sorted(state.reports(), key=lambda one: one.hour)
        ),
        national=found.get(NATIONAL, {})[last].value or "" if last in found.get(NATIONAL, {}) else "",
    )


def _line(
    unit: Territory | None,
    found: Mapping[str, Mapping[str, Point]],
    names: tuple[str, ...],
    falls: set[tuple[str, str | None]],
) -> Line:
    place = unit.id if unit else NATIONAL
    points = found[place]
    cells = tuple(
        Cell(
            hour=hour,
            printed=points[hour].standing if hour in points else (),
            refuted=_refuted(points[hour]) if hour in points else (),
            conflict=hour in points and len(points[hour].printed) > 1,
            falls=(place, hour) in falls,
            acts=points[hour].acts if hour in points else (),
        )
        for hour in names
    )
    return Line(territory=unit, cells=cells)


def _refuted(point: Point) -> tuple[str, ...]:
    return tuple(one for one in point.printed if one not in point.standing)


def _minutes(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])


def _across(hour: str, names: tuple[str, ...]) -> Fraction:
    """Where an hour stands on the chart, in per cent of its width."""
    first, last = _minutes(names[0]), _minutes(names[-1])
    return LEFT + (RIGHT - LEFT) * (_minutes(hour) - first) / max(last - first, 1)


def _down(percent: str) -> Fraction:
    """Where a share stands on the chart, in pixels from its top."""
    return FLOOR - (FLOOR - TOP) * min(read_decimal(percent)[0] / HIGHEST, Fraction(1))


def _steps(points: Mapping[str, Point]) -> Iterator[Step]:
    """Lay the national series out; an hour at which the sources differ is left out of the line."""
    names = tuple(points)
    known = [(point.hour, point.value) for point in points.values() if point.value is not None]
    for at, (hour, value) in enumerate(known):
        here, height = _across(hour, names), _down(value)
        end = _across(known[at + 1][0], names) if at + 1 < len(known) else Fraction(100)
        open_hours = (_across(point.hour, names) for point in points.values() if point.value is None)
        sure = min((one for one in open_hours if here < one < end), default=end)
        yield Step(
            hour=hour,
            percent=value,
            x=decimal_text(here, 2),
            until=decimal_text(end, 2),
            sure=decimal_text(sure, 2),
            width=decimal_text(end - here, 2),
            y=decimal_text(height, 1),
            height=decimal_text(FLOOR - height, 1),
            before=decimal_text(_down(known[at - 1][1]) if at else Fraction(FLOOR), 1),
            label=decimal_text(height - 8, 1),
        )


def _open(points: Mapping[str, Point]) -> Iterator[OpenHour]:
    """The hours at which the sources differ and nothing settles it: every value, none of them drawn as true."""
    names = tuple(points)
    for point in points.values():
        if point.value is None:
            marks = tuple(decimal_text(_down(one), 1) for one in point.standing)
            yield OpenHour(
                hour=point.hour, printed=point.standing, x=decimal_text(_across(point.hour, names), 2), marks=marks
            )


def _tile(unit: Territory, point: Point | None) -> Tile:
    value = point.value if point else None
    column, row = unit.tile
    shade = 1 + sum(read_decimal(value)[0] >= one for one in SHADES) if value else 0
    return Tile(territory=unit, column=column, row=row, shade=shade, percent=value)
