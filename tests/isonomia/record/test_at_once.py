"""The quick reading of an act says nothing that the reading step by step does not say."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from isonomia.errors import RecordError
from isonomia.record.act import Act, Blob, Body, Whole, cited_blobs, read_at_once, read_entry, read_step_by_step
from isonomia.record.canonical import check_plain, long_number
from isonomia.record.shapes import shape_of
from isonomia.reform.road import BODIES

CORPUS = sorted((Path(__file__).parents[2] / "golden" / "acts").glob("*.json"))


class Loose(Body, frozen=True, kw_only=True):
    """A body that may hold anything."""

    anything: object = None
    number: int = 0
    share: float = 0.0
    free: dict[str, int] = msgspec.field(default_factory=dict)


class Sure(Body, frozen=True, kw_only=True):
    """A body that its type keeps plain."""

    number: Whole = 0
    words: tuple[str, ...] = ()
    kind: Literal["a", "b"] = "a"
    pair: tuple[bool, str | None] = (True, None)


class Nested(Body, frozen=True, kw_only=True):
    """A body that may hold itself."""

    inner: "Nested | None" = None
    sized: Annotated[int, msgspec.Meta(ge=0)] = 0


class Scanned(Body, frozen=True, kw_only=True):
    """A body that may cite."""

    scans: tuple[Blob, ...] = ()


KNOWN = {**BODIES, ("test.loose", 1): Loose, ("test.sure", 22): Sure, ("test.nested", 333): Nested}


@cache
def corpus() -> list[bytes]:
    """One entry of each published kind, and some of kinds that no one should publish."""
    made = [path.read_bytes() for path in CORPUS]
    for (name, v), body in {
        ("test.loose", 1): {"anything": [{"a": None}, "Ақтау"], "free": {"b": 1, "a": 2}, "number": 7},
        ("test.sure", 22): {"kind": "b", "number": 12345678901, "words": ["a\\", '"', "\u2028", "😀"]},
        ("test.nested", 333): {"inner": {"inner": {}}},
    }.items():
        header = {"act": name, "at": "2026-03-01T10:00:00Z", "id": "a/b-1", "matter": "m", "place": 0, "v": v}
        more = {"actor": {"capacity": "kz/cec-1", "role": "clerk"}, "body": body}
        commit = [{"field": "author", "hmac": "0123456789abcdef" * 4}]
        entry = {**header, **more, "commit": commit}
        made.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())
    return made


def outcome(read: Any, data: bytes) -> Act | str:
    """What a reading says: the act, or why there is none."""
    try:
        return read(data, KNOWN, 5)
    except RecordError as error:
        return str(error)


def agree(data: bytes) -> Act | str:
    """Hold the readings against each other; return what they say."""
    wanted, quick = outcome(read_step_by_step, data), read_at_once(data, KNOWN, 5)
    assert outcome(read_entry, data) == wanted
    if isinstance(wanted, Act):
        assert quick is None or (quick == wanted and repr(quick) == repr(wanted))
    else:
        assert quick is None
    return wanted


def test_every_right_entry_is_read_at_once() -> None:
    for data in corpus():
        act = agree(data)
        assert isinstance(act, Act), act
        assert read_at_once(data, KNOWN, 5) == act


WEIRD = r"""
1.0 1e3 -0 0 -1 00 1.5 null true [] {} "" [[]] {"a":1} , : " {
9007199254740991 9007199254740992 -9007199254740993 99999999999999999999999999 NaN Infinity
"\u0041" "\ud800" "\ud83d\ude00" "😀" "Ә" "a\/b" "\n" "\u000a" {"\uffff":1,"😀":2} {"😀":1,"\uffff":2}
"v":1, "at":"2026-02-29T10:00:00Z", "at":"2026-W09-7T10:00:00Z", "commit":[], "index":5,
"actor":{"role":"Clerk"}, "actor":{"commitment":null,"role":"clerk"},
"""
PIECES = [*WEIRD.split(), " ", '"\x7f"', '"\x00"', '"\uffff"', "9" * 5000, f'"a/{"b" * 130}"']
PIECES += ["[" * 70 + "]" * 70, '{"inner":' * 70 + "{}" + "}" * 70]


@settings(max_examples=600)
@given(st.data())
def test_changed_entries_are_taken_or_refused_alike(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(corpus())))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(raw)))
        length = data.draw(st.integers(0, 6))
        piece = data.draw(st.sampled_from(PIECES).map(str.encode) | st.binary(max_size=3))
        raw[start : start + length] = piece
    agree(bytes(raw))


@settings(max_examples=400)
@given(st.data())
def test_entries_with_values_exchanged_are_taken_or_refused_alike(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from(corpus()))
    places = [found.end() for found in re.finditer(rb'[,{]"[a-z0-9_]+":', raw)]
    start = data.draw(st.sampled_from(places))
    text = raw[start:].decode()
    _, end = json.JSONDecoder().raw_decode(text)
    piece = data.draw(st.sampled_from(PIECES) | st.integers().map(str) | st.text(max_size=5).map(json.dumps))
    agree(raw[:start] + piece.encode("utf-8", "surrogatepass") + text[end:].encode())


@given(
    st.lists(st.sampled_from(["act", "actor", "at", "body", "id", "matter", "place", "v", "commit", "x"]), max_size=12)
)
def test_keys_in_any_order_or_doubled_are_refused_alike(keys: list[str]) -> None:
    entry = {key: json.dumps(value) for key, value in json.loads(corpus()[0]).items()}
    agree("{{{}}}".format(",".join(f'"{key}":{entry.get(key, "[]")}' for key in keys)).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b'{"act":"', b'{"act":"a.b"', b"[" * 60_000, b" " * 65_536]
)
def test_what_is_no_entry_is_refused_alike(data: bytes) -> None:
    assert isinstance(agree(data), str)


@given(st.binary(max_size=60) | st.from_regex(rb"[0-9a.]{10,40}", fullmatch=True))
@example(b"1" * 15)
@example(b"1" * 16)
def test_no_number_beyond_the_bound_is_missed(data: bytes) -> None:
    run = longest = 0
    for byte in data:
        run = run + 1 if 48 <= byte <= 57 else 0
        longest = max(longest, run)
    assert long_number(data) == (longest >= 16)


def test_the_shape_of_a_kind_says_what_its_bodies_may_hold() -> None:
    shapes = {kind.__name__: shape_of(kind) for kind in (Loose, Sure, Nested, Scanned)}
    said = {name: (shape.loose, shape.large, shape.cites) for name, shape in shapes.items()}
    assert said == {
        "Loose": (True, True, True),
        "Sure": (False, False, False),
        "Nested": (True, True, True),
        "Scanned": (False, False, True),
    }


@given(st.integers(-(2**70), 2**70))
def test_a_large_number_is_refused_alike(number: int) -> None:
    for data in corpus():
        if b'"number":7' in data:
            agree(data.replace(b'"number":7', b'"number":%d' % number))


def test_what_cites_is_found_by_the_type_alone() -> None:
    for data in corpus():
        act = read_entry(data, KNOWN)
        found = b'"sha256"' in data and b'"size"' in data
        assert bool(cited_blobs(act.body)) is found
        check_plain(data)
