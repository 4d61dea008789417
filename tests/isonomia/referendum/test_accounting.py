"""The books of a vote: a lost, swapped or changed digit is always found, and a proposed repair is always right."""

from collections.abc import Callable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from isonomia.errors import Finding
from isonomia.exact import Share
from isonomia.packs.loading import Pack
from isonomia.referendum.accounting import findings, identity_gap, slip, unique_repair
from isonomia.referendum.rules import Count, PrintedShare
from isonomia.rulebook.examples import HALF_AND_HALF
from isonomia.rulebook.law import Law

CLASSES = ("yes", "no", "both_marked", "invalid")
FOUND = {"identity_broken", "share_misprint", "part_exceeds_whole"}
PRELIMINARY = Count(registered=11734642, took_part=7986293, yes=6163863, no=1490475, both_marked=125859, invalid=20696)
PRINTED = (
    PrintedShare("took_part", "registered", "68.06"),
    PrintedShare("yes", "took_part", "77.18"),
    PrintedShare("no", "took_part", "18.66"),
    PrintedShare("both_marked", "took_part", "1.58"),
    PrintedShare("invalid", "took_part", "2.58"),
)


@st.composite
def totals(draw: st.DrawFn) -> Count:
    """Totals of a country of any size, with shares of the classes as votes have them."""
    took_part = draw(st.one_of(st.integers(100, 20_000_000), st.integers(1_000_000, 20_000_000)))
    invalid = took_part * draw(st.integers(0, 600)) // 10_000
    both = took_part * draw(st.integers(0, 300)) // 10_000
    yes = (took_part - invalid - both) * draw(st.integers(500, 9_900)) // 10_000
    registered = took_part * 10_000 // draw(st.integers(3_000, 9_900)) + 1
    return Count(
        registered=registered,
        took_part=took_part,
        yes=yes,
        no=took_part - invalid - both - yes,
        both_marked=both,
        invalid=invalid,
    )


def printed(count: Count, decimals: int) -> tuple[PrintedShare, ...]:
    """The shares as a commission prints them beside its totals."""
    known = count.known()
    classes = [
        PrintedShare(one, "took_part", Share(known[one], known["took_part"], "").percent(decimals)) for one in CLASSES
    ]
    turnout = Share(known["took_part"], known["registered"], "").percent(decimals)
    return (*classes, PrintedShare("took_part", "registered", turnout))


def lost(digits: str, at: int, _: int) -> str:
    return digits[:at] + digits[at + 1 :]


def swapped(digits: str, at: int, _: int) -> str:
    return digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]


def exchanged(digits: str, at: int, new: int) -> str:
    return digits[:at] + str(new) + digits[at + 1 :]


def doubled(digits: str, at: int, new: int) -> str:
    return digits[:at] + str(new) + digits[at:]


@st.composite
def misprints(draw: st.DrawFn) -> tuple[Count, str, Count, int]:
    """Totals, the field that was misprinted, the totals as printed, and the decimals of the shares beside them."""
    count = draw(totals())
    field = draw(st.sampled_from(("took_part", *CLASSES)))
    digits = str(count.known()[field])
    mishap: Callable[[str, int, int], str] = draw(st.sampled_from([lost, swapped, exchanged, doubled]))
    text = mishap(digits, draw(st.integers(0, len(digits) - 1)), draw(st.integers(0, 9)))
    assume(text and int(text) != int(digits))
    return count, field, Count(**{**count.known(), field: int(text)}), draw(st.sampled_from([1, 2, 3]))


@settings(max_examples=400)
@given(misprints())
def test_a_misprinted_digit_is_always_found_and_a_repair_is_always_the_true_value(
    case: tuple[Count, str, Count, int],
) -> None:
    true, field, wrong, decimals = case
    shares = printed(true, decimals)
    found = findings(wrong, shares, HALF_AND_HALF, "here")
    assert {one.code for one in found} & FOUND
    repair = unique_repair(wrong, shares, HALF_AND_HALF)
    repairs = [one for one in found if one.code == "only_repair"]
    assert len(repairs) == (repair is not None)
    if repair is not None:
        assert (repair.field, repair.value) == (field, true.known()[field])
        assert repair.printed == wrong.known()[field]


@settings(max_examples=200)
@given(misprints())
def test_with_one_class_unpublished_the_printed_shares_still_never_mislead(case: tuple[Count, str, Count, int]) -> None:
    true, field, wrong, decimals = case
    assume(field != "both_marked")
    without = Count(**{name: value for name, value in wrong.known().items() if name != "both_marked"})
    found = findings(without, printed(true, decimals), HALF_AND_HALF, "here")
    assert not [one for one in found if one.code == "only_repair"]
    share = without.share(field, "registered" if field == "took_part" else "took_part", HALF_AND_HALF)
    beside = Share(true.known()[field], true.known()["registered" if field == "took_part" else "took_part"], "")
    if share is not None and abs(share.fraction - beside.fraction) * 100 > 1:
        assert {one.code for one in found} & FOUND


@settings(max_examples=200)
@given(totals(), st.sampled_from([0, 1, 2, 3, 4]))
def test_untouched_totals_give_no_finding(count: Count, decimals: int) -> None:
    assert findings(count, printed(count, decimals), HALF_AND_HALF, "here") == []


@given(totals(), st.sampled_from(CLASSES))
def test_a_class_that_was_not_published_is_named_with_what_is_left_for_it(count: Count, silent: str) -> None:
    without = Count(**{name: value for name, value in count.known().items() if name != silent})
    found = findings(without, (), HALF_AND_HALF, "here")
    assert found == [Finding.of("remainder", "here", field=silent, rest=count.known()[silent])]


@given(totals())
@example(PRELIMINARY)
def test_two_unpublished_classes_leave_nothing_to_say(count: Count) -> None:
    without = Count(**{name: value for name, value in count.known().items() if name not in ("no", "invalid")})
    assert findings(without, (), HALF_AND_HALF, "here") == []


def test_20696_is_found_with_206096_as_the_only_repair(law: Law) -> None:
    found = {one.code: one for one in findings(PRELIMINARY, PRINTED, law, "kz-2022/preliminary-inform")}
    assert set(found) == {"identity_broken", "only_repair", "share_misprint"}
    assert found["identity_broken"].get("gap") == "185400"
    assert found["identity_broken"].get("sum") == "7800893"
    assert dict(found["only_repair"].params) == {
        "field": "invalid",
        "printed": "20696",
        "value": "206096",
        "slip": "digit_lost",
    }
    assert dict(found["share_misprint"].params) == {
        "measure": "invalid",
        "base": "took_part",
        "printed": "2.58",
        "computed": "0.26",
    }


def test_without_printed_shares_no_repair_is_proposed(law: Law) -> None:
    assert unique_repair(PRELIMINARY, (), law) is None
    assert {one.code for one in findings(PRELIMINARY, (), law, "")} == {"identity_broken"}


def test_a_slip_too_small_for_the_printed_shares_is_found_but_not_repaired(law: Law) -> None:
    wrong = Count(**{**PRELIMINARY.known(), "invalid": 206097})
    assert identity_gap(wrong, law) == -1
    assert {one.code for one in findings(wrong, PRINTED, law, "")} == {"identity_broken"}


def test_two_slips_at_once_are_found_and_no_single_repair_is_invented(law: Law) -> None:
    wrong = Count(**{**PRELIMINARY.known(), "no": 149475})
    assert unique_repair(wrong, PRINTED, law) is None
    assert "identity_broken" in {one.code for one in findings(wrong, PRINTED, law, "")}


def test_a_part_that_exceeds_its_whole_is_found(law: Law) -> None:
    found = findings(Count(registered=100, took_part=101, yes=102), (), law, "here")
    assert [(one.code, one.get("part"), one.get("whole")) for one in found] == [
        ("part_exceeds_whole", "took_part", "registered"),
        ("part_exceeds_whole", "yes", "took_part"),
    ]
    assert findings(Count(registered=100, took_part=100, yes=100), (), law, "here") == []


def test_classes_that_exceed_those_who_took_part_are_found_even_where_one_is_unknown(law: Law) -> None:
    found = findings(Count(took_part=100, yes=60, no=41, invalid=0), (), law, "here")
    assert [one.code for one in found] == ["identity_broken"]
    assert found[0].get("gap") == "-1"


@pytest.mark.parametrize(
    ("percent", "fits"), [("68.05", True), ("68.06", False), ("68.0", False), ("68.1", True), ("68", True)]
)
def test_a_printed_share_is_held_against_its_counts_at_its_own_decimals(law: Law, percent: str, fits: bool) -> None:
    count = Count(registered=11734642, took_part=7985769)
    found = findings(count, [PrintedShare("took_part", "registered", percent)], law, "here")
    assert (found == []) is fits


@pytest.mark.parametrize(
    ("printed", "value", "name"),
    [
        (20696, 206096, "digit_lost"),
        (3341510, 3431510, "digits_swapped"),
        (2086, 2068, "digits_swapped"),
        (12, 13, "digit_changed"),
        (1223, 123, "digit_added"),
        (5, 50, "digit_lost"),
        (123, 456, "other"),
        (1, 100, "other"),
    ],
)
def test_a_slip_of_the_pen_is_named(printed: int, value: int, name: str) -> None:
    assert slip(printed, value) == name


def test_the_pack_keeps_the_misprint_as_it_was_printed(pack: Pack) -> None:
    act = next(one for one in pack.acts if one.id == "kz-2022/preliminary-inform")
    assert any((one.measure, one.count) == ("invalid", 20696) for one in act.body.counts)  # type: ignore[attr-defined]
