"""A commitment opens with its own salt, domain and value, and with nothing else."""

import hashlib
import hmac
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError, RecordError
from isonomia.record.canonical import encode
from isonomia.record.commitment import commit, opens

COUNTED = bytes(range(32))
# Computed by another program from the three lines of docs/record-format.md, where they stand too.
VECTORS = [
    (bytes(32), "example", "Ақтау", "a25459ac331dcee7414b494639f808b91e3001a55d176144adc1b5adbdbd7707"),
    (
        COUNTED,
        "proposal.submitted/author",
        "Әлия Құрманғазықызы Өтеген",
        "6809ab59c9d10a245c216a4efb2b72005cc980da218ab728f31bba4e00e09af9",
    ),
    (COUNTED, "proposal.submitted/author", "", "ec4931ec28ccadf2262712d6d51394d11e7d5f06abcfe74bbd9a4f14174b24b1"),
    (
        bytes([255]) * 32,
        "case.opened/parties",
        [{"year": 1987, "name": "Ғани"}, None, True],
        "3fc4c9048dc80a66af496a273c299d314389972fedd7ecbb5c1e9e47b4944898",
    ),
    (COUNTED, "a/b", "b", "c7678742fa9fcaf77894e5ea4eead650017770ac4615d219f5160e38ed271e1b"),
]
salts = st.binary(min_size=32, max_size=32)
domains = st.from_regex(r"[a-z0-9][A-Za-z0-9_./-]{0,30}", fullmatch=True)


@pytest.mark.parametrize(("salt", "domain", "value", "wanted"), VECTORS)
def test_published_vectors(salt: bytes, domain: str, value: object, wanted: str) -> None:
    assert commit(salt, domain, value) == wanted
    assert opens(wanted, salt, domain, value)


@given(salts, domains, st.text())
def test_it_is_what_the_document_says(salt: bytes, domain: str, value: str) -> None:
    message = domain.encode() + b"\x00" + json.dumps(value, ensure_ascii=False).encode()
    assert commit(salt, domain, value) == hmac.new(salt, message, hashlib.sha256).hexdigest()


@given(salts, salts, domains, domains, st.text(), st.text())
def test_nothing_else_opens_it(salt: bytes, other: bytes, domain: str, elsewhere: str, value: str, wrong: str) -> None:
    made = commit(salt, domain, value)
    assert opens(made, other, domain, value) is (salt == other)
    assert opens(made, salt, elsewhere, value) is (domain == elsewhere)
    assert opens(made, salt, domain, wrong) is (value == wrong)


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(InputError, match="wanted 32"):
        commit(salt, "example", "")


@pytest.mark.parametrize("domain", ["", "a\x00b", "a b", "ә", "a" * 256])
def test_a_domain_that_could_be_read_in_two_ways_is_refused(domain: str) -> None:
    with pytest.raises(InputError, match="domain"):
        commit(COUNTED, domain, "")


@pytest.mark.parametrize("value", [1.5, 2**53, b"bytes", "\ud800"])
def test_a_value_without_a_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(RecordError):
        commit(COUNTED, "example", value)


def test_what_is_no_commitment_is_not_opened() -> None:
    assert not opens("Ақтау", COUNTED, "example", "")


def test_the_document_prints_the_same_vectors() -> None:
    text = (Path(__file__).parents[3] / "docs" / "record-format.md").read_text(encoding="utf-8")
    for _, domain, value, wanted in VECTORS:
        assert f"| `{domain}` | `{encode(value).decode()}` | `{wanted}` |" in text
