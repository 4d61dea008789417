"""One document, one sequence of bytes: the canonical JSON of RFC 8785, for documents without floats."""

import re
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from isonomia.errors import RecordError

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 64

T = TypeVar("T")

_encoder = msgspec.json.Encoder()
_sorting_encoder = msgspec.json.Encoder(order="sorted")

_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)

# What a typed reading could let through: a number that is no small integer, or a key beyond the 16-bit plane.
_unlike_a_small_integer = re.compile(rb"[0-9](?:[.eE]|[0-9]{15})")
_beyond_sixteen_bits = re.compile(rb"[\xf0-\xf4]")


def encode(document: object) -> bytes:
    """Write a document in its one canonical form.

    Args:
        document: maps with text keys, lists, text, whole numbers, booleans, None, msgspec Structs of these.
    Raises:
        RecordError: something else stands in it; the message names the place, as `$.body.counts[3]`.

    >>> encode({"yes": 31, "no": 17, "place": "Ақтау"}).decode()
    '{"no":17,"place":"Ақтау","yes":31}'
    """
    return _encoder.encode(_plain(document, "$", 0))


def decode(data: bytes) -> object:
    """Read a document that must stand in its canonical form.

    Raises:
        RecordError: these bytes are not JSON, or not the bytes that `encode` would write for what they say.
    """
    document = _parse(data)
    if encode(document) != data:
        raise RecordError(f"not the canonical form: {_excerpt(data)}")
    return document


def decode_as(data: bytes, kind: type[T]) -> T:
    """Read a canonical document of a known kind; what the kind does not name is refused.

    Raises:
        RecordError: the bytes do not fit the kind, or are not its canonical form.
    """
    value = _typed(data, kind)
    if _encode_struct(value) != data:
        raise RecordError(f"not the canonical form of {kind.__name__}: {_excerpt(data)}")
    check_plain(data)
    return value


def check_plain(data: bytes) -> None:
    """Refuse what a typed reading can let through: floats, numbers from 2^53 up, rare keys out of order."""
    if _unlike_a_small_integer.search(data) or (not data.isascii() and _beyond_sixteen_bits.search(data)):
        decode(data)


def long_number(data: bytes) -> bool:
    """Say whether so many digits stand in a row, in numbers or in text, that a number could reach 2^53."""
    return b"0" * 16 in data.translate(_DIGITS_ALIKE)


def _parse(data: bytes) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RecordError(f"not JSON: {error}: {_excerpt(data)}") from None
    except RecursionError:
        raise RecordError(f"not a document: nested deeper than {MAX_DEPTH}") from None


def _typed(data: bytes, kind: type[T]) -> T:
    try:
        value: T = _decoder(cast(Hashable, kind)).decode(data)
        return value
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RecordError(f"does not fit {kind.__name__}: {error}") from None
    except RecursionError:
        raise RecordError(f"not a document: nested deeper than {MAX_DEPTH}") from None


@cache
def _decoder(kind: Hashable) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)


def _encode_struct(value: object) -> bytes:
    try:
        return _sorting_encoder.encode(value)
    except UnicodeEncodeError as error:
        raise RecordError(f"not text: {error}") from None


def _plain(value: object, path: str, depth: int) -> object:
    """Return the value with its keys in order, or refuse it at its path."""
    if depth > MAX_DEPTH:
        raise RecordError(f"{path}: nested deeper than {MAX_DEPTH}")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, int):
        return _integer(value, path)
    if isinstance(value, list | tuple):
        return [_plain(item, f"{path}[{number}]", depth + 1) for number, item in enumerate(value)]
    if isinstance(value, dict):
        return _map(value, path, depth)
    if isinstance(value, msgspec.Struct):
        return _plain(_builtins(value, path), path, depth)
    raise RecordError(f"{path}: a {type(value).__name__}; wanted: whole numbers, text, booleans, lists, maps")


def _builtins(value: msgspec.Struct, path: str) -> object:
    try:
        return msgspec.to_builtins(value)
    except TypeError as error:
        raise RecordError(f"{path}: {error}") from None


def _map(value: "dict[object, object]", path: str, depth: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise RecordError(f"{path}: the key {key!r} is not text")
        found[_text(key, path)] = _plain(item, f"{path}.{key}", depth + 1)
    return {key: found[key] for key in sorted(found, key=_units)}


def _units(key: str) -> bytes:
    # RFC 8785, 3.2.3: UTF-16 code units, whose order differs from that of code points beyond 16 bits
    return key.encode("utf-16-be")


def _text(value: str, path: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise RecordError(f"{path}: half of a surrogate pair is not text") from None
    return value


def _integer(value: int, path: str) -> int:
    if abs(value) > MAX_INTEGER:
        raise RecordError(f"{path}: {value} is beyond 2^53 - 1, the largest that every reader keeps exact")
    return int(value)


def _excerpt(data: bytes) -> str:
    return repr(data[:60])
