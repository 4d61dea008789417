"""What the type of a body says of every body of its kind, so that it need not be asked of each one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import msgspec
from msgspec import inspect

from isonomia.record.canonical import MAX_INTEGER

_PLAIN = (inspect.NoneType, inspect.BoolType, inspect.StrType)
_LISTS = (inspect.ListType, inspect.VarTupleType)


@dataclass(frozen=True, slots=True)
class Shape:
    """What bodies of one kind may hold.

    `loose`: something that its fields do not name: floats, free maps, lists in lists without end.
    `large`: whole numbers that the type alone does not keep below 2^53.
    `cites`: a hash with a size, which cites a blob.
    """

    loose: bool
    large: bool
    cites: bool


@cache
def shape_of(kind: type[msgspec.Struct]) -> Shape:
    """Return the shape of one kind of body."""
    parts = list(_parts(inspect.type_info(kind), ()))
    loose = None in parts
    return Shape(
        loose=loose,
        large=any(isinstance(part, inspect.IntType) and not _bounded(part) for part in parts),
        cites=loose or any(isinstance(part, inspect.StructType) and _cites(part) for part in parts),
    )


def _parts(part: inspect.Type, above: tuple[type, ...]) -> Iterator[inspect.Type | None]:
    """Yield every type that a body is made of; None for one that says nothing of what it holds."""
    if isinstance(part, _PLAIN) or (isinstance(part, inspect.LiteralType) and _all_text(part)):
        return
    if isinstance(part, inspect.Metadata):
        yield from _parts(part.type, above)
    elif isinstance(part, inspect.IntType):
        yield part
    elif isinstance(part, _LISTS):
        yield from _parts(part.item_type, above)
    elif isinstance(part, inspect.UnionType | inspect.TupleType):
        for one in part.types if isinstance(part, inspect.UnionType) else part.item_types:
            yield from _parts(one, above)
    # A kind within itself could nest deeper than a document may.
    elif isinstance(part, inspect.StructType) and part.cls not in above and not part.array_like:
        yield part
        for field in part.fields:
            yield from _parts(field.type, (*above, part.cls)) if field.encode_name.isascii() else (None,)
    else:
        yield None


def _bounded(part: inspect.IntType) -> bool:
    lowest = part.ge if part.ge is not None else part.gt
    highest = part.le if part.le is not None else part.lt
    return lowest is not None and highest is not None and lowest >= -MAX_INTEGER and highest <= MAX_INTEGER


def _all_text(part: inspect.LiteralType) -> bool:
    return all(isinstance(value, str) for value in part.values)


def _cites(part: inspect.StructType) -> bool:
    return {"sha256", "size"} <= {field.encode_name for field in part.fields}
