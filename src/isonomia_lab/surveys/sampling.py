"""FRAME.csv by a plan: the frame as at its day, the draw from it, and the rows of DRAW.csv."""

from collections.abc import Iterator, Sequence
from datetime import date

from isonomia.errors import InputError
from isonomia.rulebook.law import Rulebook
from isonomia.surveys.covering import check_territories
from isonomia.surveys.drawing import Drawn, draw
from isonomia.surveys.frames import Frame, Unit
from isonomia_lab.surveys.asking import Table, column_of
from isonomia_lab.surveys.planning import Plan, allocated, measured

DIGITS = 15
HEAD = ("unit", "stratum", "size", "inclusion", "probability", "every", "start")


def frame_of(table: Table, plan: Plan, rulebook: Rulebook | None = None) -> Frame:
    """The frame on the day of the plan, small units joined where units are drawn.

    Args:
        table: columns `unit`, `stratum` and `size`; `from` and `to` where units come and go, the last day not in it.
        plan: says the day, the source, and how many people a unit must hold.
        rulebook: knows the territories on that day; left out where strata are none.
    Raises:
        InputError: a cell that is no number or day; whatever a frame refuses.
    """
    frame = Frame.at(plan.as_at, plan.citation, _units(table))
    if rulebook is not None:
        check_territories(frame, rulebook, plan.left_out)
    least = max(plan.merge_below, plan.every)
    return frame.merged(least) if plan.of == "units" and least else frame


def drawn_from(frame: Frame, plan: Plan, seed: str) -> tuple[Drawn, ...]:
    """Draw the units that the plan wants.

    Raises:
        InputError: the plan counts people; whatever an allocation or a draw refuses.
    """
    if plan.of != "units":
        raise InputError('of: the sample of this plan counts people, and units are drawn; wanted is of = "units"')
    return draw(frame, allocated(measured(frame, plan), plan), seed, method=plan.method, every=plan.every)


def rows_of(drawn: Sequence[Drawn], plan: Plan) -> Iterator[tuple[str, ...]]:
    """The rows of DRAW.csv, the chance of each unit as a fraction."""
    probability = "false" if plan.quotas else "true"
    for one in drawn:
        asked = (str(one.every), str(one.start)) if one.every else ("", "")
        yield one.unit.code, one.unit.stratum, str(one.unit.size), str(one.inclusion), probability, *asked


def _units(table: Table) -> Iterator[Unit]:
    codes, strata, sizes = (column_of(table, one) for one in ("unit", "stratum", "size"))
    days = [table.get(one, [""] * len(codes)) for one in ("from", "to")]
    for row, (code, stratum, size, since, until) in enumerate(zip(codes, strata, sizes, *days, strict=True), 1):
        if not (size.isascii() and size.isdigit() and len(size) <= DIGITS):
            raise InputError(f'size, row {row}: "{size}"; wanted a whole number of people')
        yield Unit(
            code=code, stratum=stratum, size=int(size), since=_day(since, "from", row), until=_day(until, "to", row)
        )


def _day(text: str, column: str, row: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f'{column}, row {row}: "{text}"; wanted a day as 2022-06-08, or nothing') from None
