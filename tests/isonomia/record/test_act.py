"""Acts: written and read by one set of rules."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from isonomia.errors import RecordError
from isonomia.record.act import Actor, Blob, Body, Commitment, cited_blobs, read_entry, write_entry
from isonomia.record.acts import ACTS
from isonomia.record.canonical import MAX_INTEGER, decode


class Loose(Body, frozen=True, kw_only=True):
    """A body with more freedom than one should have."""

    share: float | None = None
    anything: object = None
    scan: Blob | None = None
    scans: tuple[Blob, ...] = ()


def test_an_act_stands_in_the_record_as_decided(kit) -> None:
    commitment = Commitment(field="author", hmac="ab" * 32)
    act = replace(kit.act(9), commit=(commitment,), actor=Actor(role="clerk", capacity="kz/cec-1"))
    data = write_entry(act)
    assert list(decode(data)) == ["act", "actor", "at", "body", "commit", "id", "matter", "place", "v"]
    assert read_entry(data, kit.bodies, index=4) == replace(act, index=4)
    assert b"commit" not in write_entry(kit.act(9))


def test_the_records_own_acts(kit) -> None:
    for number, name in enumerate(["record.opened", "rulebook.adopted"]):
        act = kit.act(number)
        assert act.act == name
        assert read_entry(write_entry(act), ACTS) == act
    assert len(cited_blobs(kit.act(1).body)) == 2
    assert cited_blobs(kit.act(0).body) == []


@given(st.integers(-MAX_INTEGER, MAX_INTEGER), st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_body_is_read_as_it_was_written(kit, number: int, words: str) -> None:
    act = replace(kit.act(5), body=kit.noted(number=number, words=words))
    assert read_entry(write_entry(act), kit.bodies) == act


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_says_something_else(kit, place: int, bit: int) -> None:
    act = kit.act(12)
    data = bytearray(write_entry(act))
    data[place % len(data)] ^= 1 << bit
    with suppress(RecordError):
        assert read_entry(bytes(data), kit.bodies) != act


@pytest.mark.parametrize(
    "changes",
    [
        {"act": "noted"},
        {"act": "Test.noted"},
        {"act": "test.noted\n"},
        {"act": "a" * 60 + ".noted"},
        {"v": 0},
        {"v": True},
        {"id": ""},
        {"id": "a b"},
        {"id": "a//b"},
        {"id": "../b"},
        {"id": "a" * 129},
        {"matter": "/a"},
        {"matter": "a/"},
        {"matter": "a/ә"},
        {"place": -1},
        {"place": 2**53},
        {"at": "2026-03-01"},
        {"at": "2026-03-01T10:00:00+00:00"},
        {"at": "2026-03-01T10:00:00.5Z"},
        {"at": "2026-02-29T10:00:00Z"},
        {"at": "2026-03-01T24:00:00Z"},
        {"at": "2026-03-01T10:00:60Z"},
        {"at": "0000-01-01T00:00:00Z"},
        {"at": "2026-03-01T10:00:00Z\n"},
        {"actor": Actor(role="Mr Clerk")},
        {"actor": Actor(role="clerk", commitment="abc")},
        {"commit": (Commitment(field="author", hmac="AB" * 32),)},
    ],
)
def test_a_header_that_does_not_fit_is_refused(kit, changes: dict) -> None:
    with pytest.raises(RecordError):
        write_entry(replace(kit.act(3), **changes))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":1.0'),
        (b'"v":1', b'"v":2'),
        (b'"v":1', b'"v":1,"v":1'),
        (b'"v":1', b'"v":1 '),
        (b'"v":1', b'"v":1,"w":1'),
        (b'"number":3', b'"number":3,"other":4'),
        (b'"number":3', b'"number":3e0'),
        (b'"number":3', b'"number":03'),
        (b'"number":3', b'"number":9007199254740993'),
        (b'"number":3', b'"number":"3"'),
        (b'"number":3', b'"number":3,"number":3'),
        (b'"number":3,"words":"\xd0\x90\xd2\x9b\xd1\x82\xd0\xb0\xd1\x83"', b'"number":3,"words":""'),
        (b'"number":3', b'"words":"a","number":3'),
        (b'{"act"', b'{"commit":[],"act"'),
        (b'"role":"clerk"', b'"capacity":null,"role":"clerk"'),
        (b"test.noted", b"test.other"),
        (b"\xd0\x90", b"\xd0"),
        (b"\xd0\x90", b"\\u0410"),
        (b"\xd0\x90", b"\\ud800"),
    ],
)
def test_any_other_spelling_is_refused(kit, old: bytes, new: bytes) -> None:
    data = write_entry(kit.act(3))
    assert old in data
    with pytest.raises(RecordError):
        read_entry(data.replace(old, new), kit.bodies)


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"{}", b"\xff", b"[" * 60_000, b" " * 65_536])
def test_what_is_no_act_is_refused(kit, data: bytes) -> None:
    with pytest.raises(RecordError):
        read_entry(data, kit.bodies)


def test_an_act_is_not_longer_than_an_entry(kit) -> None:
    with pytest.raises(RecordError, match="65535"):
        write_entry(replace(kit.act(3), body=kit.noted(number=1, words="a" * 65_535)))


@pytest.mark.parametrize("body", [Loose(share=1.5), Loose(anything=2.0), Loose(anything=[2**53])])
def test_even_a_loose_body_lets_no_float_in(kit, body: Loose) -> None:
    act = replace(kit.act(3), act="test.loose", body=body)
    with pytest.raises(RecordError):
        write_entry(act)
    data = write_entry(replace(act, body=Loose(anything=7))).replace(b'"anything":7', b'"anything":7.5')
    with pytest.raises(RecordError, match="float"):
        read_entry(data, {("test.loose", 1): Loose})


def test_blobs_are_found_wherever_they_are_cited() -> None:
    one = Blob(sha256="ab" * 32, size=1, media="text/plain")
    two = Blob(sha256="cd" * 32, size=2, media="image/png")
    assert sorted(cited_blobs(Loose(scan=one, scans=(two,)))) == [(one.sha256, 1), (two.sha256, 2)]
