"""Figures as somebody hands them in: every fault is one clear error that names the field."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.referendum.handed_in import FIELDS, read_votes
from isonomia.referendum.rules import Count, TerritoryCount
from isonomia.rulebook.examples import HALF_AND_HALF
from isonomia.rulebook.law import Law


def test_figures_are_read_as_they_are_given(law: Law) -> None:
    votes = read_votes(
        '{"registered": 1000, "took_part": 600, "yes": null, "no": 0,'
        ' "territories": [{"id": "KZ-11", "majority": "yes", "weight": 1}, {"id": "KZ-75", "took_part": 3, "yes": 2}]}',
        law,
    )
    assert votes.national == Count(registered=1000, took_part=600, no=0)
    assert votes.territories == (
        TerritoryCount("KZ-11", majority="yes"),
        TerritoryCount("KZ-75", Count(took_part=3, yes=2)),
    )


def test_what_is_left_out_is_not_known_and_nought_is(law: Law) -> None:
    votes = read_votes('{"blank": 0}', law)
    assert votes.national.blank == 0
    assert votes.national.yes is None
    assert read_votes("{}", law).national == Count()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "value",
    [
        "1.5",
        "1.0",
        "1e3",
        "-1",
        "NaN",
        "Infinity",
        "-Infinity",
        '"5"',
        "true",
        "[]",
        "{}",
        str(2**53),
        "9" * 40,
        "9" * 5000,
    ],
)
def test_a_number_that_is_no_whole_number_is_refused_by_name(law: Law, field: str, value: str) -> None:
    with pytest.raises(InputError, match=f"the file: {field}: wanted a whole number") as refused:
        read_votes(f'{{"{field}": {value}}}', law)
    assert len(str(refused.value)) < 300


def test_the_largest_exact_number_is_read(law: Law) -> None:
    assert read_votes(f'{{"registered": {2**53 - 1}}}', law).national.registered == 2**53 - 1


@pytest.mark.parametrize("value", ["1.5", "NaN", "-1", "9" * 5000])
def test_a_wrong_number_of_a_territory_names_the_territory(law: Law, value: str) -> None:
    text = f'{{"territories": [{{"id": "KZ-11", "yes": 1}}, {{"id": "KZ-75", "yes": {value}}}]}}'
    with pytest.raises(InputError, match=r"territories\[1\] \(KZ-75\): yes"):
        read_votes(text, law)


FAULTS = [
    ('{"turnout": 5}', "unknown key turnout"),
    ('{"yes": 5, "ja": 5}', "unknown key ja"),
    ('{"yes": 5, "yes": 6}', '"yes" stands twice'),
    ('{"territories": [{"id": "KZ-11", "yes": 1, "yes": 1}]}', '"yes" stands twice'),
    ('{"territories": [{"id": "KZ-11", "votes": 1}]}', r"territories\[0\] \(KZ-11\): unknown key votes"),
    ('{"territories": [{"yes": 1}]}', r"territories\[0\]: id"),
    ('{"territories": [{"id": 11}]}', r"territories\[0\]: id"),
    ('{"territories": [{"id": 1.1}]}', r"territories\[0\]: id"),
    ('{"territories": [{"id": ""}]}', r"territories\[0\]: id"),
    ('{"territories": ["KZ-11"]}', r"territories\[0\]: wanted an object"),
    ('{"territories": {"KZ-11": 1}}', "territories: wanted a list"),
    ('{"territories": 17}', "territories: wanted a list"),
    ('{"territories": [{"id": "KZ-11", "majority": "maybe"}]}', "KZ-11.: majority"),
    ('{"territories": [{"id": "KZ-11", "majority": true}]}', "KZ-11.: majority"),
    ('{"territories": [{"id": "KZ-11", "territories": []}]}', "unknown key territories"),
    ('{"yes": {"no": 1}}', "yes: wanted a whole number"),
    ("[]", "the file: wanted an object"),
    ("5", "the file: wanted an object"),
    ("null", "the file: wanted an object"),
    ("", "not JSON"),
    ("{", "not JSON"),
    ("{'yes': 1}", "not JSON"),
    ('{"yes": 1} x', "not JSON"),
    ('{"yes": 01}', "not JSON"),
    ("[" * 100_000, "not JSON"),
    ('{"yes": ' + "[" * 100_000 + "]" * 100_000 + "}", "not JSON|yes"),
]


@pytest.mark.parametrize(("text", "complaint"), FAULTS, ids=[text[:40] for text, _ in FAULTS])
def test_a_fault_of_form_is_refused(law: Law, text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as refused:
        read_votes(text, law)
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("depth", [10, 300, 900, 990, 3000, 50_000])
def test_nesting_is_refused_at_any_depth(law: Law, depth: int) -> None:
    with pytest.raises(InputError):
        read_votes('{"yes": ' + "[" * depth + "]" * depth + "}", law)


def test_too_many_territories_are_refused(law: Law) -> None:
    with pytest.raises(InputError, match="territories: wanted a list of at most"):
        read_votes(json.dumps({"territories": [{"id": "KZ-11"}] * 10_001}), law)


@pytest.mark.parametrize("weight", ["1", '"1"', '"2/2"'])
def test_a_weight_that_is_the_laws_is_accepted(law: Law, weight: str) -> None:
    assert read_votes(f'{{"territories": [{{"id": "KZ-11", "weight": {weight}}}]}}', law).territories[0].id == "KZ-11"


@pytest.mark.parametrize("weight", ["2", "0", '"1/2"', '"1/0"', '"a"', "true", "[]", "0.5", "1.0", '"1e999999999"'])
def test_a_weight_that_is_not_the_laws_is_refused_at_once(law: Law, weight: str) -> None:
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"territories\[0\] \(KZ-11\): weight .*the law of kz gives 1"):
        read_votes(f'{{"territories": [{{"id": "KZ-11", "weight": {weight}}}]}}', law)
    assert time.monotonic() - begun < 2


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(FIELDS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from((*FIELDS, "territories", "id", "weight", "majority", "x")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(plain)
def test_whatever_is_handed_in_is_read_or_refused_with_an_error_of_ours(value: Any) -> None:
    try:
        votes = read_votes(json.dumps(value), HALF_AND_HALF)
    except InputError as refused:
        assert "\n" not in str(refused)
    else:
        assert all(isinstance(one, int) and one >= 0 for one in votes.national.known().values())


def test_a_great_many_keys_are_read_once_each(law: Law) -> None:
    text = "{" + ",".join(f'"k{number}":1' for number in range(100_000)) + "}"
    with pytest.raises(InputError, match="unknown key"):
        read_votes(text, law)
