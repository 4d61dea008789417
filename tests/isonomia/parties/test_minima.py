"""The same counts under the minima of two days: a what-if, and what is unknown stays so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.parties.minima import Group, Members, Minimum, of_group, of_members, under
from isonomia.rulebook.law import Rulebook, Unknown
from isonomia.rulebook.loading import read, shipped
from tests.isonomia.parties.story import IN_KZ

BEFORE, AFTER = date(2022, 11, 17), date(2022, 11, 18)


def wanted(standing: object) -> dict[str, int]:
    tests = getattr(standing, "tests", ())
    return {one.key.removeprefix("parties."): one.wanted for one in tests if isinstance(one, Minimum)}


def test_the_numbers_of_kazakhstan_on_both_sides_of_the_change(kz: Rulebook) -> None:
    none = Members(0, {})
    assert wanted(under(none, kz, BEFORE)) == {"members": 20000, "territories": 20}
    assert wanted(under(none, kz, AFTER)) == {"members": 5000, "territories": 20}
    group = Group(700, frozenset(IN_KZ[:14]), 10)
    assert wanted(of_group(group, kz.on(BEFORE))) == {
        "initiative_group": 1000,
        "group_territories": 14,
        "committee": 10,
    }
    assert (of_group(group, kz.on(BEFORE)).reached, of_group(group, kz.on(AFTER)).reached) == (False, True)
    terms = [kz.on(day).term(f"parties.{name}") for day in (BEFORE, AFTER) for name in ("congress", "branches")]
    assert [one.count for one in terms if not isinstance(one, Unknown)] == [2, 6, 3, 12]


@pytest.mark.parametrize(
    ("each", "before", "after"), [(199, False, False), (250, False, True), (999, False, True), (1000, True, True)]
)
def test_the_same_counts_under_both_laws(kz: Rulebook, each: int, before: bool, after: bool) -> None:
    members = Members(each * len(IN_KZ), dict.fromkeys(IN_KZ, each))
    assert (under(members, kz, BEFORE).reached, under(members, kz, AFTER).reached) == (before, after)


def test_enough_in_all_but_one_territory_is_not_enough(kz: Rulebook) -> None:
    counts = {**dict.fromkeys(IN_KZ, 300), IN_KZ[0]: 199}
    standing = under(Members(sum(counts.values()), counts), kz, AFTER)
    assert standing.reached is False and standing.short == (IN_KZ[0],)


def test_what_is_unknown_blocks_only_its_own_test(kz_texts: dict[str, str]) -> None:
    start = kz_texts["parties.toml"].index("[rule.members_per_territory]")
    end = kz_texts["parties.toml"].index("[rule.territories]")
    gap = '[rule.members_per_territory]\nunit = "number"\n[[rule.members_per_territory.value]]\nfrom = "2014"\n'
    text = kz_texts["parties.toml"][:start] + gap + 'unknown = "how many"\n\n' + kz_texts["parties.toml"][end:]
    rulebook = read("kz", {**kz_texts, "parties.toml": text})
    enough, few = Members(5000, {IN_KZ[0]: 5000}), Members(4999, {IN_KZ[0]: 4999})
    assert under(enough, rulebook, AFTER).reached is None
    assert [one.key for one in under(enough, rulebook, AFTER).missing] == ["parties.members_per_territory"]
    assert under(few, rulebook, AFTER).reached is False


def test_on_a_day_within_a_month_that_the_source_names_the_number_is_unknown(kz: Rulebook) -> None:
    standing = under(Members(30000, dict.fromkeys(IN_KZ, 1500)), kz, date(2020, 6, 15))
    assert standing.reached is None and "2020-06" in standing.missing[0].missing


def test_counts_that_do_not_add_up_are_no_counts() -> None:
    for number, here in ((5, {"KZ-10": 4}), (-1, {"KZ-10": -1})):
        with pytest.raises(InputError):
            Members(number, here)


@given(st.lists(st.integers(0, 400), min_size=20, max_size=20), st.integers(0, 19))
def test_one_member_more_never_loses_a_minimum(counts: list[int], place: int) -> None:
    law = shipped("kz").on(AFTER)
    more = [number + (at == place) for at, number in enumerate(counts)]
    before, after = (of_members(Members(sum(one), dict(zip(IN_KZ, one, strict=True))), law) for one in (counts, more))
    assert after.reached or not before.reached
