"""Read the figures of a vote as somebody hands them in: JSON, strictly, with a clear error for each fault.

The form: `registered, took_part, yes, no, both_marked, invalid, blank` (whole numbers; left out or null is not known,
never nought) and `territories`: a list of `{id, weight?, majority?, and the same fields}`.
"""

import json
import re
from dataclasses import dataclass
from fractions import Fraction

from isonomia.errors import InputError
from isonomia.referendum.rules import Count, TerritoryCount, Votes
from isonomia.rulebook.law import Law

FIELDS = tuple(Count.__dataclass_fields__)
MOST = 10_000
LONGEST_NUMBER = 20
_WEIGHT = re.compile(r"[0-9]{1,9}(/[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class _Written:
    """A number that cannot count votes (1.5, NaN, a thousand digits): kept as written, to be refused by name."""

    text: str


def read_votes(text: str, law: Law) -> Votes:
    """Read the figures of a vote.

    Raises:
        InputError: not JSON, a key that is unknown or stands twice, a number that is no whole number from 0 up, a
            weight that is not the law's; says which field of which territory.
    """
    top = _object(_parsed(text), "the file")
    territories = top.pop("territories", None)
    count = _count(top, "the file")
    if territories is None:
        return Votes(count)
    if not isinstance(territories, list) or len(territories) > MOST:
        raise InputError(f"territories: wanted a list of at most {MOST}")
    return Votes(count, tuple(_territory(one, f"territories[{at}]", law) for at, one in enumerate(territories)))


def _parsed(text: str) -> object:
    try:
        return json.loads(
            text, parse_int=_number, parse_float=_Written, parse_constant=_Written, object_pairs_hook=_no_doubles
        )
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from None


def _number(text: str) -> int | _Written:
    return int(text) if len(text) <= LONGEST_NUMBER else _Written(text)


def _shown(value: object) -> str:
    """What was handed in, short enough for one line."""
    if isinstance(value, _Written):
        return value.text[:60]
    return "a list or an object" if isinstance(value, dict | list) else json.dumps(value)[:60]


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise InputError(f'the key "{key}" stands twice')
        found[key] = value
    return found


def _object(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InputError(f"{where}: wanted an object with {', '.join(FIELDS)}, not {_shown(value)}")
    return value


def _count(fields: dict[str, object], where: str) -> Count:
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise InputError(f"{where}: unknown key {', '.join(unknown)} (known: {', '.join(FIELDS)})")
    return Count(**{name: _whole(value, f"{where}: {name}") for name, value in fields.items() if value is not None})


def _whole(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise InputError(f"{where}: wanted a whole number from 0 up, not {_shown(value)}")
    return value


def _territory(value: object, where: str, law: Law) -> TerritoryCount:
    fields = dict(_object(value, where))
    id, majority, weight = (fields.pop(name, None) for name in ("id", "majority", "weight"))
    if not isinstance(id, str) or not id:
        raise InputError(f"{where}: id: wanted the id of a territory, as KZ-11")
    if majority not in (None, "yes", "no"):
        raise InputError(f'{where} ({id}): majority: wanted "yes" or "no", not {_shown(majority)}')
    if weight is not None:
        _weighs(id, weight, where, law)
    return TerritoryCount(id, _count(fields, f"{where} ({id})"), str(majority) if majority else None)


def _weighs(id: str, weight: object, where: str, law: Law) -> None:
    """A weight that is handed in must be the law's: it is never taken from the file."""
    written = str(weight) if isinstance(weight, int | str) and not isinstance(weight, bool) else ""
    try:
        given = Fraction(written) if _WEIGHT.fullmatch(written) else None
    except ZeroDivisionError:
        given = None
    unit = law.by_id.get(id)
    if given is None or (unit is not None and unit.weight != given):
        wanted = f"the law of {law.country} gives {unit.weight}" if unit else 'wanted a number or a fraction "1/2"'
        raise InputError(f"{where} ({id}): weight {_shown(weight)}: {wanted}")
