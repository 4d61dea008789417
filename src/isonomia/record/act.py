"""One act as it stands in the record: who did what, in which matter, at which place, when entered."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from isonomia.errors import RecordError
from isonomia.record.canonical import check_plain, encode, long_number
from isonomia.record.shapes import Shape, shape_of
from isonomia.record.tiles import MAX_ENTRY

_SEGMENT = r"[A-Za-z0-9][A-Za-z0-9_.-]*"

ActName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z", max_length=64)]
Identifier = Annotated[str, Meta(pattern=rf"^{_SEGMENT}(/{_SEGMENT})*\Z", max_length=128)]
"""An id that a person can read: letters, digits, `_ . -`, parts divided by `/`."""

Version = Annotated[int, Meta(ge=1, le=999)]
Word = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=64)]
Instant = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Short = Annotated[str, Meta(max_length=128)]

_NAME_STARTS = len('{"act":"')
_NAME_ENDS = _NAME_STARTS + 65


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What an act says; each kind of act derives its own, closed list of fields from this.

    Derive with `class StationReported(Body, frozen=True, kw_only=True)`.
    """


class Blob(Body, frozen=True, kw_only=True):
    """A long text or a scan, cited by its hash.

    In the body of any act, whatever has both `sha256` and `size` cites a blob published beside the log.
    """

    sha256: Digest
    size: Whole
    media: Annotated[str, Meta(pattern=r"^[a-z0-9.+-]+/[a-z0-9.+-]+\Z", max_length=100)]


class Actor(Body, frozen=True, kw_only=True):
    """Who acted: a role and, where the law wants it, a public capacity or a commitment to an identity."""

    role: Word
    capacity: Identifier | None = None
    commitment: Digest | None = None


class _AnyActor(Body, frozen=True, kw_only=True):
    """An actor whose words are yet to be checked."""

    role: Short
    capacity: Short | None = None
    commitment: Short | None = None


class Commitment(Body, frozen=True, kw_only=True):
    """A salted commitment to a value that the record does not show; `field` says which."""

    field: Word
    hmac: Digest


class Entry(Body, frozen=True, kw_only=True):
    """The outer form of an act. Keys are closed; what is empty is left out."""

    act: ActName
    v: Version
    id: Identifier
    matter: Identifier
    place: Whole
    at: Instant
    actor: Actor
    body: msgspec.Raw
    commit: tuple[Commitment, ...] = ()


Bodies = Mapping[tuple[str, int], type[msgspec.Struct]]
"""The kinds of act that a reader knows, by name and version."""


class Act(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One act, read: its header, its typed body, and its number in the log where it came from one."""

    act: str
    v: int
    id: str
    matter: str
    place: int
    at: str
    actor: Actor
    body: msgspec.Struct
    commit: tuple[Commitment, ...] = ()
    index: int | None = None


_entry_decoder = msgspec.json.Decoder(Entry)
_encoder = msgspec.json.Encoder(order="sorted")


def read_entry(data: bytes, bodies: Bodies, index: int | None = None) -> Act:
    """Read one entry of the log, refusing all but the canonical bytes of an act of a known kind.

    Raises:
        RecordError: too long, not canonical, a field that does not fit, or an unknown act or version.
    """
    # What is right is seen at once; what is wrong with the rest is said by reading it step by step.
    return read_at_once(data, bodies, index) or read_step_by_step(data, bodies, index)


def read_at_once(data: bytes, bodies: Bodies, index: int | None) -> Act | None:
    """Read one entry, header and body together; None where there is a doubt, whatever it is."""
    if len(data) > MAX_ENTRY:
        return None
    try:
        name = _named(data[_NAME_STARTS : data.index(b'"', _NAME_STARTS, _NAME_ENDS)], data[-5:])
        decode, shape = _at_once(bodies[name], name)
        entry = decode(data)
        if _encoder.encode(entry) != data:
            return None
        if shape.loose or (shape.large and long_number(data)):
            check_plain(data)
        return Act(
            act=name[0],
            v=name[1],
            id=entry.id,
            matter=_identifier(entry.matter),
            place=entry.place,
            at=_instant(entry.at),
            actor=_actor(entry.actor),
            body=entry.body,
            commit=entry.commit,
            index=index,
        )
    except (RecordError, msgspec.MsgspecError, LookupError, ValueError, OverflowError, RecursionError):
        return None


def read_step_by_step(data: bytes, bodies: Bodies, index: int | None) -> Act:
    """Read one entry, and say what is wrong with it.

    Raises:
        RecordError: as `read_entry`.
    """
    if len(data) > MAX_ENTRY:
        raise RecordError(f"an entry of {len(data)} bytes; at most {MAX_ENTRY} are allowed")
    try:
        entry = _entry_decoder.decode(data)
        kind = bodies.get((entry.act, entry.v))
        if kind is None:
            raise RecordError(f"unknown act {entry.act!r} of version {entry.v}")
        body = _decoder(kind).decode(entry.body)
        # What the fields do not hold is lost here, and so found: doubled keys, blanks, other number forms.
        written = _encoder.encode(msgspec.structs.replace(entry, body=msgspec.Raw(_encoder.encode(body))))
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise RecordError(f"not an act: {error}") from None
    if written != data:
        raise RecordError("not the canonical form of the act that it says")
    check_plain(data)
    _check_instant(entry.at)
    return Act(
        act=entry.act,
        v=entry.v,
        id=entry.id,
        matter=entry.matter,
        place=entry.place,
        at=entry.at,
        actor=entry.actor,
        body=body,
        commit=entry.commit,
        index=index,
    )


def write_entry(act: Act) -> bytes:
    """Return the bytes of an act as they enter the log.

    Raises:
        RecordError: a field does not fit; a reader would refuse these bytes.
    """
    entry: dict[str, object] = {
        "act": act.act,
        "v": act.v,
        "id": act.id,
        "matter": act.matter,
        "place": act.place,
        "at": act.at,
        "actor": act.actor,
        "body": act.body,
    }
    if act.commit:
        entry["commit"] = act.commit
    # The pen and the eye share one set of rules: what was written is read before it is handed out.
    return _written(entry, act) or _written_slowly(entry, act)


def _written(entry: dict[str, object], act: Act) -> bytes | None:
    """The bytes of an act that reads back as what it is; None for any other, which `encode` will name."""
    try:
        data = _encoder.encode(entry)
        read = read_entry(data, {(act.act, act.v): type(act.body)})
    except (msgspec.MsgspecError, RecordError, TypeError, ValueError, RecursionError):
        return None
    return data if read.body == act.body and read.actor == act.actor and read.commit == act.commit else None


def _written_slowly(entry: dict[str, object], act: Act) -> bytes:
    data = encode(entry)
    read_entry(data, {(act.act, act.v): type(act.body)})
    return data


def cited_blobs(body: msgspec.Struct) -> list[tuple[str, int]]:
    """Return hash and size of every blob that an act's body cites."""
    if not shape_of(type(body)).cites:
        return []
    found: list[tuple[str, int]] = []
    pending: list[object] = [msgspec.to_builtins(body)]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            digest, size = value.get("sha256"), value.get("size")
            if isinstance(digest, str) and isinstance(size, int) and re.fullmatch("[0-9a-f]{64}", digest):
                found.append((digest, size))
            pending.extend(value.values())
        elif isinstance(value, list | tuple):
            pending.extend(value)
    return found


@cache
def _decoder(kind: type[msgspec.Struct]) -> "msgspec.json.Decoder[msgspec.Struct]":
    return msgspec.json.Decoder(kind)


@cache
def _at_once(kind: type[msgspec.Struct], name: tuple[str, int]) -> tuple[Callable[[bytes], Any], Shape]:
    """Return how header and body of one kind are read together, and what its bodies may hold.

    Of name and version only those of the kind are taken. What repeats from act to act is only taken as text: it is
    checked apart, and remembered. The fields are in the order of the bytes, in which they are found soonest.
    """
    act, v = msgspec.convert(name, tuple[ActName, Version])
    apart = {"matter": Short, "at": Short, "actor": _AnyActor}
    given = {"act": Literal[act], "v": Literal[v], "body": kind, **apart}
    fields = [
        (field.name, given.get(field.name, field.type), *(() if field.required else (field.default,)))
        for field in sorted(msgspec.structs.fields(Entry), key=lambda field: field.name)
    ]
    whole = msgspec.defstruct("WholeEntry", fields, bases=(Body,), frozen=True, kw_only=True)
    return msgspec.json.Decoder(whole).decode, shape_of(kind)


@lru_cache(maxsize=256)
def _named(name: bytes, end: bytes) -> tuple[str, int]:
    """Guess the kind of an act from the first text in its bytes and the number at their end."""
    return name.decode("ascii"), int(end.rpartition(b":")[2].removesuffix(b"}"))


@lru_cache(maxsize=4096)
def _identifier(text: str) -> str:
    return msgspec.convert(text, Identifier)


@lru_cache(maxsize=4096)
def _instant(text: str) -> str:
    _check_instant(msgspec.convert(text, Instant))
    return text


@lru_cache(maxsize=4096)
def _actor(given: _AnyActor) -> Actor:
    return msgspec.convert(given, Actor, from_attributes=True)


def _check_instant(at: str) -> None:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        raise RecordError(f"there is no instant {at}") from None
