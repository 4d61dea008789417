"""Turnout by the hour of polling day, as it was reported: a series that can only rise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from isonomia.errors import Finding
from isonomia.exact import Share, fits_print, read_decimal
from isonomia.record.act import Act
from isonomia.referendum.acts import TurnoutReported

NATIONAL = ""
OF = "registered"
ON_THE_DAY = "ballots_received"
HUNDRED = Fraction(100)


class Report:
    """One report of turnout: the act, its hour, and the share printed for each place (the whole country is "")."""

    def __init__(self, act: Act, body: TurnoutReported) -> None:
        self.act, self.body, self.hour = act, body, body.hour
        self.publisher = body.sources[0].publisher if body.sources else ""
        self.percent: Mapping[str, str] = {
            **({NATIONAL: body.percent} if body.percent else {}),
            **{one.territory: one.percent for one in body.territories},
        }


@dataclass(frozen=True, slots=True)
class Point:
    """What was printed of one place at one hour: every value, and those that the rest of the series leaves standing.

    A cumulative series cannot fall, so of values that differ, one above the next hour or below the last is refuted.
    """

    place: str
    hour: str
    printed: tuple[str, ...]
    standing: tuple[str, ...]
    acts: tuple[Act, ...]

    @property
    def value(self) -> str | None:
        """The share in per cent as printed, or None where more than one value stands."""
        return self.standing[0] if len(self.standing) == 1 else None


def series(reports: Sequence[Report], measure: str = ON_THE_DAY) -> dict[str, dict[str, Point]]:
    """Each place with its points by hour, hours rising; reports of another measure are another series."""
    found: dict[str, dict[str, Point]] = {}
    for report in sorted((one for one in reports if one.body.measure == measure), key=lambda one: one.hour):
        for place, percent in report.percent.items():
            hours = found.setdefault(place, {})
            former = hours.get(report.hour, Point(place, report.hour, (), (), ()))
            printed = tuple(dict.fromkeys((*former.printed, percent)))
            hours[report.hour] = Point(place, report.hour, printed, printed, (*former.acts, report.act))
    return {place: _settled(hours) for place, hours in found.items()}


def last_points(reports: Sequence[Report]) -> list[Point]:
    """What was printed of each territory at the last hour of which any territory was reported; empty without one."""
    points = [point for place, hours in series(reports).items() if place != NATIONAL for point in hours.values()]
    last = max((point.hour for point in points), default="")
    return [point for point in points if point.hour == last]


def _settled(hours: Mapping[str, Point]) -> dict[str, Point]:
    """Strike out of each hour with several values those that would make the series fall."""
    points = list(hours.values())
    around = zip([None, *points[:-1]], points, [*points[1:], None], strict=True)
    return {here.hour: _standing(before, here, after) for before, here, after in around}


def _standing(before: Point | None, here: Point, after: Point | None) -> Point:
    possible = tuple(one for one in here.printed if read_decimal(one)[0] <= HUNDRED)
    if len(possible) < 2:
        return replace(here, standing=possible)
    low = min((read_decimal(one)[0] for one in before.printed), default=Fraction()) if before else Fraction()
    high = max(read_decimal(one)[0] for one in after.printed) if after else HUNDRED
    left = tuple(one for one in possible if low <= read_decimal(one)[0] <= high)
    return replace(here, standing=left or possible)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value, or the mean of the two middle ones; at least one value."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def turnout_findings(reports: Sequence[Report]) -> list[Finding]:
    """Find reports that differ, series that fall, and shares that the counts beside them do not give."""
    found = [finding for report in reports for finding in (*_share(report), *_beyond(report))]
    for measure in dict.fromkeys(report.body.measure for report in reports):
        for place, hours in series(reports, measure).items():
            found += _differs(place, hours)
            found += _falls(place, hours)
    return found


def _beyond(report: Report) -> Iterator[Finding]:
    """Find shares of more than a hundred per cent."""
    for place, percent in report.percent.items():
        if read_decimal(percent)[0] > HUNDRED:
            shown = {"measure": report.body.measure, "base": OF, "printed": percent}
            yield Finding.of("over_a_hundred", place or report.act.id, **shown)


def _share(report: Report) -> Iterator[Finding]:
    body = report.body
    printed = [(report.act.id, body.received, body.registered, body.percent)]
    printed += [(one.territory, one.received, one.registered, one.percent) for one in body.territories]
    for where, received, registered, percent in printed:
        if received is None or not registered or not percent:
            continue
        exact = Share(received, registered, OF)
        if not fits_print(exact.fraction * 100, percent):
            shown = {"measure": body.measure, "base": OF, "printed": percent, "computed": exact.percent(2)}
            yield Finding.of("share_misprint", where, **shown)


def _differs(place: str, hours: Mapping[str, Point]) -> Iterator[Finding]:
    for hour, point in hours.items():
        if len(point.printed) > 1:
            values = " / ".join(point.printed)
            code = "turnout_conflict" if point.value is None else "turnout_settled"
            yield Finding.of(code, place, hour=hour, values=values, settled=point.value or "")


def _falls(place: str, hours: Mapping[str, Point]) -> Iterator[Finding]:
    """A cumulative series falls where every value of an hour is below every value of an earlier one.

    It is the hour before, or, past hours in dispute, the nearest one of which a single value was printed.
    """
    points = list(hours.values())
    for at, later in enumerate(points):
        after = max(later.printed, key=read_decimal)
        for earlier in reversed(points[:at]):
            before = min(earlier.printed, key=read_decimal)
            if read_decimal(after)[0] < read_decimal(before)[0]:
                yield Finding.of(
                    "series_falls", place, earlier=earlier.hour, before=before, later=later.hour, after=after
                )
                break
            if len(earlier.printed) == 1:
                break
