"""The canonical form: what RFC 8785 says, and what we refuse."""

import json

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import RecordError
from isonomia.record.canonical import MAX_INTEGER, decode, decode_as, encode

texts = st.text(st.characters(exclude_categories=["Cs"]))
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


class Pair(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Two values, one of them optional."""

    whole: int
    anything: object = None
    words: str = ""


@given(documents)
def test_it_is_the_canonical_form_of_the_oracle(document: object) -> None:
    assert encode(document) == rfc8785.dumps(document)  # type: ignore[arg-type]


@given(documents)
def test_what_is_written_is_read(document: object) -> None:
    assert decode(encode(document)) == document


@given(documents)
def test_another_spelling_is_refused(document: object) -> None:
    spaced = json.dumps(document, ensure_ascii=False, separators=(", ", ": ")).encode() + b" "
    with pytest.raises(RecordError):
        decode(spaced)


def _holds_a_float(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_a_float, value.values()))
    if isinstance(value, list):
        return any(map(_holds_a_float, value))
    return isinstance(value, float)


def test_the_reference_documents_come_out_or_are_refused_for_their_floats(vectors) -> None:
    for vector in vectors("jcs-documents.json")["vectors"]:
        document = json.loads(bytes.fromhex(vector["input_utf8_hex"]))
        if _holds_a_float(document):
            with pytest.raises(RecordError, match="float"):
                encode(document)
        else:
            wanted = bytes.fromhex(vector["canonical_utf8_hex"])
            assert encode(document) == wanted, vector["name"]
            assert decode(wanted) == document


def test_the_reference_numbers_that_are_whole_come_out(vectors) -> None:
    seen = 0
    for _, text in vectors("jcs-numbers.json")["vectors"]:
        if text.lstrip("-").isdigit() and abs(int(text)) <= MAX_INTEGER:
            assert encode(int(text)).decode() == text
            assert decode(text.encode()) == int(text)
            seen += 1
        else:
            with pytest.raises(RecordError):
                decode(text.encode())
    assert seen


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (1.5, "$"),
        (float("nan"), "$"),
        ({"a": [1, 2.0]}, r"\$\.a\[1\]"),
        ({"a": {"b": 2**53}}, r"\$\.a\.b"),
        ([-(2**53)], r"\$\[0\]"),
        ({"a": "\ud800"}, r"\$\.a"),
        ({"\udc00": 1}, r"\$"),
        ({1: 1}, r"\$"),
        ({"a": b"x"}, r"\$\.a"),
        ({"a": {1, 2}}, r"\$\.a"),
        ({"a": Pair(whole=1, anything=object())}, r"\$\.a"),
        (Pair(whole=1, anything=[1.5]), r"\$\.anything\[0\]"),
    ],
)
def test_what_has_no_place_is_refused_by_its_path(document: object, path: str) -> None:
    with pytest.raises(RecordError, match=path):
        encode(document)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"9007199254740992",
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf1",
        b"",
        b"NaN",
        b"[" * 100_000,
        b"[" * 70 + b"]" * 70,
        '{"\U0001f600":1,"\ufb33":2}'.encode()[::-1],
        '{"\ufb33":2,"\U0001f600":1}'.encode(),
    ],
)
def test_other_forms_are_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        decode(data)


def test_keys_stand_in_the_order_of_utf16() -> None:
    assert encode({"\ufb33": 2, "\U0001f600": 1}) == '{"\U0001f600":1,"\ufb33":2}'.encode()


def test_a_struct_is_read_as_it_was_written() -> None:
    pair = Pair(whole=3, words="Ә")
    assert decode_as(encode(pair), Pair) == pair
    assert encode(Pair(whole=3)) == b'{"whole":3}'


@pytest.mark.parametrize(
    "data",
    [
        b'{"whole":3,"words":""}',
        b'{"words":"a","whole":3}',
        b'{"whole":3,"other":1}',
        b'{"whole":3.0}',
        b'{"anything":1.5,"whole":3}',
        b'{"anything":{"\xef\xac\xb3":2,"\xf0\x9f\x98\x80":1},"whole":3}',
        b'{"whole":9007199254740992}',
        b'{"whole":"3"}',
        b"{}",
        b"[" * 100_000,
    ],
)
def test_a_struct_in_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        decode_as(data, Pair)
