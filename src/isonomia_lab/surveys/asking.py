"""DESIGN.toml and RECIPE.toml: how a sample was drawn, what is asked of it, and what its weights shall meet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import nan
from typing import TypeAlias, TypeVar

import msgspec
import numpy as np

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Floats, Marks
from isonomia_lab.surveys.calibration import Total, calibrate
from isonomia_lab.surveys.design import Design, Lonely, design
from isonomia_lab.surveys.estimates import Answers, Asked, Estimate, Kind, estimate
from isonomia_lab.surveys.margins import margin
from isonomia_lab.surveys.raking import rake
from isonomia_lab.surveys.weights import Weights

Table: TypeAlias = Mapping[str, Sequence[str]]
"""A file by its columns, in the order of their headings; values as they were written."""

MISSING = ("", "NA")
File = TypeVar("File", bound=msgspec.Struct)


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[estimate]]`: a number asked of the survey.

    `variable` and `denominator` are columns; `category` is the value whose share is asked, left out for each; `domain`
    is a column (each of its values), or a column and a value as in `sex = F`; `at` is the share of a quantile.
    """

    kind: Kind
    variable: str
    denominator: str = ""
    category: str = ""
    domain: str = ""
    interval: str = ""
    level: float = 0.95
    at: float = 0.5


class DesignFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """DESIGN.toml: columns that say how the sample was drawn, and the estimates asked."""

    estimate: tuple[Wanted, ...]
    weights: str = ""
    strata: str = ""
    clusters: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    lonely: Lonely = Lonely.FAIL
    nested: bool = False
    quotas: bool = False


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """RECIPE.toml: the column of base weights, the method, and the margins and totals to be met."""

    weights: str
    margins: dict[str, dict[str, float]]
    method: str = "raking"
    totals: dict[str, float] = {}
    bounds: tuple[float, float] | None = None
    id: str = ""


class Answered(msgspec.Struct, frozen=True):
    """An estimate with what it is of."""

    kind: Kind
    variable: str
    denominator: str
    category: str
    domain: str
    level: float
    found: Estimate


def read_design(text: str, name: str) -> DesignFile:
    """Read DESIGN.toml; faults are told with the name of the file."""
    return read_toml(text, DesignFile, name)


def read_recipe(text: str, name: str) -> Recipe:
    """Read RECIPE.toml; faults are told with the name of the file."""
    return read_toml(text, Recipe, name)


def read_toml(text: str, kind: type[File], name: str) -> File:
    """Read a file of one kind; faults are told with its name."""
    try:
        return msgspec.toml.decode(text, type=kind)
    except ValueError as error:
        raise InputError(f"{name}: {error}") from None


def answered(table: Table, asked: DesignFile) -> Iterator[Answered]:
    """Answer every estimate that is asked, category by category and domain by domain.

    Raises:
        InputError: a column that is not there, a value that is no number, and whatever an estimate refuses.
    """
    drawn = drawn_as(table, asked)
    for wanted in asked.estimate:
        words = Asked(wanted.kind, wanted.interval, wanted.level, wanted.at)
        for category, values in _variables(table, wanted):
            of = numbers_of(table, wanted.denominator) if wanted.denominator else None
            for domain, marks in _domains(table, wanted.domain):
                found = estimate(drawn, Answers(values, marks, of), words, quotas=asked.quotas)
                yield Answered(wanted.kind, wanted.variable, wanted.denominator, category, domain, wanted.level, found)


def drawn_as(table: Table, asked: DesignFile) -> Design:
    """The design that the file tells of the columns."""
    if not (asked.weights or asked.fpc):
        raise InputError("weights: name the column of weights, or of population sizes in fpc")
    return design(
        numbers_of(table, asked.weights) if asked.weights else None,
        strata=column_of(table, asked.strata) if asked.strata else None,
        clusters=[column_of(table, one) for one in asked.clusters],
        population=[numbers_of(table, one) for one in asked.fpc],
        nested=asked.nested,
        lonely=asked.lonely,
    )


def weighed(table: Table, recipe: Recipe) -> Weights:
    """Make the weights that a recipe describes.

    Raises:
        MarginError: no such weights exist: the margin and the category in the way.
    """
    base = numbers_of(table, recipe.weights)
    margins = [margin(name, column_of(table, name), targets) for name, targets in recipe.margins.items()]
    if recipe.method == "raking" and not recipe.totals and recipe.bounds is None:
        return rake(base, margins)
    totals = [Total(name, numbers_of(table, name), target) for name, target in recipe.totals.items()]
    return calibrate(base, margins, totals, kind=recipe.method, bounds=recipe.bounds)


def column_of(table: Table, name: str) -> Sequence[str]:
    if name not in table:
        raise InputError(f'no column "{name}"; there are {", ".join(table)}')
    return table[name]


def numbers_of(table: Table, name: str, missing: Collection[str] = MISSING) -> Floats:
    """A column of numbers; not a number where nothing was answered."""
    column = column_of(table, name)
    found = np.empty(len(column))
    for row, one in enumerate(column):
        try:
            found[row] = nan if one in missing else float(one)
        except ValueError:
            raise InputError(f'{name}, row {row + 1}: "{one}" is no number') from None
    return found


def _variables(table: Table, wanted: Wanted) -> Iterator[tuple[str, Floats]]:
    """The numbers of a variable; of a proportion, one and nought for each category that is asked."""
    column = column_of(table, wanted.variable)
    there = sorted({one for one in column if one not in MISSING})
    if wanted.kind is not Kind.PROPORTION or (not wanted.category and set(there) <= {"0", "1"}):
        yield "", numbers_of(table, wanted.variable)
        return
    if wanted.category and wanted.category not in there:
        raise InputError(f'{wanted.variable}: nobody answered "{wanted.category}"; there are {", ".join(there[:20])}')
    for category in [wanted.category] if wanted.category else there:
        yield category, np.array([nan if one in MISSING else float(one == category) for one in column])


def _domains(table: Table, text: str) -> Iterator[tuple[str, Marks]]:
    """The domain `column = value`, or each value of a column; without any, everybody."""
    name, given, value = (one.strip() for one in text.replace("==", "=").partition("="))
    if not name:
        yield "", np.ones(len(next(iter(table.values()))), np.bool_)
        return
    column = np.array(column_of(table, name))
    values = [value] if given else sorted(set(column.tolist()) - set(MISSING))
    for one in values:
        if not (marks := column == one).any():
            raise InputError(f'domain: nobody has "{one}" in {name}')
        yield f"{name} = {one}", marks
