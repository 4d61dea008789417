"""What the law makes of a count: outcomes on both sides of every bar."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError, RulebookError
from isonomia.exact import Bar
from isonomia.referendum import rules
from isonomia.referendum.rules import Count, PrintedShare, TerritoryCount, Votes, decide, silent
from isonomia.rulebook.examples import HALF_AND_HALF
from isonomia.rulebook.law import Law, Rulebook

ENOUGH = Count(registered=1000, took_part=600, yes=400, no=150)


def said(law: Law, yes: int, no: int = 0) -> tuple[TerritoryCount, ...]:
    """So many territories said to be for, the next ones against, the rest unknown."""
    ids = [one.id for one in law.register()]
    return tuple(TerritoryCount(id, majority="yes" if at < yes else "no") for at, id in enumerate(ids[: yes + no]))


def outcome(law: Law, agree: int = 17, against: int = 0, question: str = "amendment", **counts: int | None) -> str:
    return decide(Votes(replace(ENOUGH, **counts), said(law, agree, against)), law, question).outcome


def the_test(votes: Votes, law: Law, key: str) -> rules.Test:
    return next(one for one in decide(votes, law).tests if one.key == key)


def test_enough_voters_enough_yes_and_enough_territories_adopt(law: Law) -> None:
    assert outcome(law) == "adopted"


@pytest.mark.parametrize(
    ("took_part", "yes", "wanted"),
    [
        (500, 400, "invalid"),
        (501, 400, "adopted"),
        (600, 300, "rejected"),
        (600, 301, "adopted"),
        (601, 300, "rejected"),
    ],
)
def test_exactly_half_is_not_more_than_half(law: Law, took_part: int, yes: int, wanted: str) -> None:
    assert outcome(law, took_part=took_part, yes=yes, no=0) == wanted


@pytest.mark.parametrize(("agreeing", "wanted"), [(11, "rejected"), (12, "adopted"), (17, "adopted"), (0, "rejected")])
def test_two_thirds_of_17_territories_are_12(law: Law, agreeing: int, wanted: str) -> None:
    assert outcome(law, agreeing, 17 - agreeing) == wanted
    test = the_test(Votes(ENOUGH, said(law, agreeing, 17 - agreeing)), law, "referendum.regions")
    assert (test.required, test.numerator, test.denominator) == (12, agreeing, 17)


@pytest.mark.parametrize(("agreeing", "wanted"), [(13, "rejected"), (14, "adopted")])
def test_two_thirds_of_20_territories_are_14(kz: Rulebook, agreeing: int, wanted: str) -> None:
    assert outcome(kz.on(date(2022, 6, 8)), agreeing, 20 - agreeing) == wanted


@pytest.mark.parametrize(
    ("yes", "no", "wanted"),
    [(12, 0, "adopted"), (11, 5, "undecided"), (11, 0, "undecided"), (0, 6, "rejected"), (0, 5, "undecided")],
)
def test_a_missing_territory_leaves_the_outcome_open_only_where_it_could_change_it(
    law: Law, yes: int, no: int, wanted: str
) -> None:
    assert outcome(law, yes, no) == wanted


def test_what_is_missing_is_named(law: Law) -> None:
    decision = decide(Votes(Count(registered=1000, took_part=600), said(law, 11)), law)
    assert decision.outcome == "undecided"
    assert "yes" in decision.missing
    assert "yes of KZ-79" in decision.missing
    assert "took_part of KZ-79" in decision.missing
    assert not any("KZ-11" in one for one in decision.missing)


@pytest.mark.parametrize("absent", ["registered", "took_part", "yes"])
def test_absent_is_not_nought(law: Law, absent: str) -> None:
    without = decide(Votes(replace(ENOUGH, **{absent: None}), said(law, 17)), law)
    assert without.outcome == "undecided"
    assert absent in without.missing


def test_a_count_of_nought_is_known(law: Law) -> None:
    assert outcome(law, no=0, both_marked=0) == "adopted"
    nobody = decide(Votes(Count(registered=1000, took_part=0, yes=0, no=0)), law)
    assert nobody.outcome == "invalid"
    assert nobody.missing == ()


def test_a_vote_that_is_surely_invalid_needs_nothing_more(law: Law) -> None:
    assert decide(Votes(Count(registered=1000, took_part=500)), law).outcome == "invalid"


def test_a_vote_that_failed_one_test_is_not_rejected_while_its_validity_is_open(law: Law) -> None:
    assert decide(Votes(Count(took_part=600, yes=200), said(law, 17)), law).outcome == "undecided"


def test_the_base_is_all_who_took_part_with_the_invalid(law: Law) -> None:
    assert outcome(law, took_part=600, yes=299, no=200, invalid=101) == "rejected"
    test = the_test(Votes(ENOUGH, said(law, 17)), law, "referendum.majority")
    assert (test.numerator, test.denominator, test.bar.base, test.required) == (400, 600, "took_part", 301)


IMPOSSIBLE = [
    ({"took_part": 1001}, "took_part 1001 is more than registered 1000"),
    ({"yes": 601}, "yes 601 is more than took_part 600"),
    ({"no": 601}, "no 601 is more than took_part 600"),
    ({"both_marked": 601}, "both_marked 601 is more than took_part 600"),
    ({"invalid": 601}, "invalid 601 is more than took_part 600"),
    ({"blank": 601}, "blank 601 is more than took_part 600"),
    ({"yes": 300, "no": 301}, "yes and no together, 601, are more than took_part 600"),
]


@pytest.mark.parametrize(("counts", "complaint"), IMPOSSIBLE)
def test_counts_that_cannot_be_true_are_refused(law: Law, counts: dict[str, int], complaint: str) -> None:
    impossible = replace(ENOUGH, **counts)
    with pytest.raises(InputError, match=f"the whole country: {complaint}"):
        decide(Votes(impossible), law)
    with pytest.raises(InputError, match=f"territory KZ-11: {complaint}"):
        decide(Votes(ENOUGH, (TerritoryCount("KZ-11", impossible),)), law)


def test_all_registered_may_take_part_and_all_may_agree(law: Law) -> None:
    assert outcome(law, took_part=1000, yes=1000, no=0) == "adopted"
    assert outcome(law, took_part=1000, yes=0, no=1000) == "rejected"


@pytest.mark.parametrize("id", ["KZ-10", "KZ-99", "kz-11", "Almaty"])
def test_a_territory_that_did_not_exist_is_refused(law: Law, id: str) -> None:
    with pytest.raises(InputError, match=f"{id} was no territory of kz on 2022-06-05"):
        decide(Votes(ENOUGH, (TerritoryCount(id, majority="yes"),)), law)


def test_a_region_founded_on_8_june_counts_from_then_on(kz: Rulebook) -> None:
    votes = Votes(ENOUGH, (TerritoryCount("KZ-10", majority="yes"),))
    assert decide(votes, kz.on(date(2022, 6, 8))).outcome == "undecided"


def test_a_territory_is_given_once(law: Law) -> None:
    twice = (TerritoryCount("KZ-11", majority="yes"), TerritoryCount("KZ-11", majority="yes"))
    with pytest.raises(InputError, match="KZ-11 is given twice"):
        decide(Votes(ENOUGH, twice), law)


def test_a_majority_that_the_counts_contradict_is_refused(law: Law) -> None:
    against = Count(took_part=100, yes=50, no=50)
    with pytest.raises(InputError, match="KZ-11: the majority is given as yes, its counts say otherwise"):
        decide(Votes(ENOUGH, (TerritoryCount("KZ-11", against, "yes"),)), law)
    agreeing = (TerritoryCount("KZ-11", against, "no"),)
    assert the_test(Votes(ENOUGH, agreeing), law, "referendum.regions").tests[0].passed is False


def test_a_majority_that_a_printed_share_contradicts_is_refused(law: Law) -> None:
    printed = (PrintedShare("yes", "took_part", "49.99"),)
    with pytest.raises(InputError, match="KZ-11: the majority is given as yes"):
        decide(Votes(ENOUGH, (TerritoryCount("KZ-11", Count(), "yes", printed),)), law)


def test_a_majority_is_yes_or_no(law: Law) -> None:
    with pytest.raises(InputError, match='"yes" or "no", not "maybe"'):
        decide(Votes(ENOUGH, (TerritoryCount("KZ-11", majority="maybe"),)), law)


@pytest.mark.parametrize(("yes", "passed"), [(50, False), (51, True)])
def test_a_territory_with_a_tie_has_not_agreed(law: Law, yes: int, passed: bool) -> None:
    counts = (TerritoryCount("KZ-11", Count(took_part=100, yes=yes)),)
    test = the_test(Votes(ENOUGH, counts), law, "referendum.regions")
    assert test.tests[0].passed is passed
    assert test.tests[0].required == 51


def yes_of_took_part(percent: str) -> tuple[PrintedShare, ...]:
    return (PrintedShare("yes", "took_part", percent),)


BASES = [
    (TerritoryCount("KZ-11", Count(took_part=100, yes=70)), True, "counts"),
    (TerritoryCount("KZ-11", Count(took_part=100, yes=70), "yes", yes_of_took_part("70.0")), True, "counts"),
    (TerritoryCount("KZ-11", Count(took_part=100), None, yes_of_took_part("65.22")), True, "bounded"),
    (TerritoryCount("KZ-11", Count(took_part=100), None, yes_of_took_part("35.22")), False, "bounded"),
    (TerritoryCount("KZ-11", Count(), None, yes_of_took_part("65.22")), True, "printed_share"),
    (TerritoryCount("KZ-11", Count(), "yes", yes_of_took_part("65.22")), True, "printed_share"),
    (TerritoryCount("KZ-11", Count(), None, yes_of_took_part("50.01")), True, "printed_share"),
    (TerritoryCount("KZ-11", Count(), "yes"), True, "reported"),
    (TerritoryCount("KZ-11", Count(), "no"), False, "reported"),
    # 50.00 may have been 49.996 or 50.004: it decides nothing.
    (TerritoryCount("KZ-11", Count(), None, yes_of_took_part("50.00")), None, "counts"),
    (TerritoryCount("KZ-11", Count(), "yes", yes_of_took_part("50.00")), True, "reported"),
    # A share of another base says nothing of this test.
    (TerritoryCount("KZ-11", Count(), None, (PrintedShare("yes", "yes_plus_no", "70.00"),)), None, "counts"),
    (TerritoryCount("KZ-11", Count(), None, (PrintedShare("no", "took_part", "24.71"),)), None, "counts"),
    (TerritoryCount("KZ-11"), None, "counts"),
]


@pytest.mark.parametrize(("given", "passed", "basis"), BASES)
def test_a_test_says_on_what_it_rests(law: Law, given: TerritoryCount, passed: bool | None, basis: str) -> None:
    test = the_test(Votes(ENOUGH, (given,)), law, "referendum.regions").tests[0]
    assert test.where == "KZ-11"
    assert (test.passed, test.basis) == (passed, basis)
    assert bool(test.missing) is (passed is None)


def test_a_test_of_territories_rests_on_the_weakest_that_it_needs(law: Law) -> None:
    ids = [one.id for one in law.register()]
    counted = [TerritoryCount(id, Count(took_part=100, yes=70)) for id in ids]
    assert the_test(Votes(ENOUGH, tuple(counted)), law, "referendum.regions").basis == "counts"
    reported = [TerritoryCount(id, majority="yes") for id in ids]
    enough, short = (*counted[:12], *reported[12:]), (*counted[:11], *reported[11:])
    assert the_test(Votes(ENOUGH, enough), law, "referendum.regions").basis == "counts"
    assert the_test(Votes(ENOUGH, short), law, "referendum.regions").basis == "reported"
    against = [TerritoryCount(id, Count(took_part=100, yes=30)) for id in ids[:6]]
    failed = the_test(Votes(ENOUGH, (*against, *reported[6:])), law, "referendum.regions")
    assert (failed.passed, failed.basis) == (False, "counts")


@pytest.mark.parametrize(
    ("measure", "percent", "clears"),
    [
        ("yes", "50.01", True),
        ("yes", "50.00", None),
        ("yes", "49.99", False),
        ("yes", "50", None),
        ("no", "70.00", None),
    ],
)
def test_a_printed_share_clears_a_bar_where_every_share_printed_so_does(
    measure: str, percent: str, clears: bool | None
) -> None:
    bar = Bar(Fraction(1, 2), True, "yes", "took_part")
    assert PrintedShare(measure, "took_part", percent).clears(bar) is clears


def test_a_new_constitution_is_not_decided_where_the_law_is_silent(law: Law) -> None:
    with pytest.raises(RulebookError, match=r"adopted_if_new_constitution is unknown on 2022-06-05.*wholly new"):
        outcome(law, question="new_constitution")


def test_an_ordinary_question_needs_no_territories(law: Law) -> None:
    decision = decide(Votes(ENOUGH), law, "ordinary")
    assert decision.outcome == "adopted"
    assert [one.key for one in decision.tests] == ["referendum.quorum", "referendum.majority"]
    assert decide(Votes(replace(ENOUGH, yes=300)), law, "ordinary").outcome == "rejected"


def test_an_unknown_kind_of_question_is_refused(law: Law) -> None:
    with pytest.raises(InputError, match='no kind of question: "plebiscite"'):
        outcome(law, question="plebiscite")


def test_before_the_sources_begin_nothing_is_decided(kz: Rulebook) -> None:
    with pytest.raises(RulebookError, match="1995-08-30"):
        decide(Votes(ENOUGH), kz.on(date(1995, 8, 30)))


def test_before_may_2007_amendments_needed_no_territories(kz: Rulebook) -> None:
    decision = decide(Votes(ENOUGH), kz.on(date(2007, 4, 30)))
    assert decision.outcome == "adopted"
    assert [one.key for one in decision.tests] == ["referendum.quorum", "referendum.majority"]


def test_every_test_is_cited(law: Law) -> None:
    for one in decide(Votes(ENOUGH, said(law, 17)), law).tests:
        assert "art." in one.citation
        assert one.certainty == "text"


def test_what_the_law_does_not_say_of_votes_abroad_is_named(law: Law) -> None:
    assert [one.key for one in silent(law)] == ["referendum.abroad"]


counts = st.builds(
    lambda parts, idle: Count(
        registered=sum(parts) + idle,
        took_part=sum(parts),
        yes=parts[0],
        no=parts[1],
        both_marked=parts[2],
        invalid=parts[3],
    ),
    st.tuples(*[st.integers(0, 10**6)] * 4).filter(sum),
    st.integers(0, 10**6),
)


@given(counts, st.integers(2, 9))
def test_multiplying_all_votes_changes_no_outcome(count: Count, times: int) -> None:
    territories = (TerritoryCount("A", count), TerritoryCount("B", count))
    multiplied = Count(**{name: value * times for name, value in count.known().items()})
    before = decide(Votes(count, territories), HALF_AND_HALF)
    after = decide(Votes(multiplied, territories), HALF_AND_HALF)
    assert after.outcome == before.outcome


@given(st.permutations(["A", "B", "C"]), st.lists(st.sampled_from(["yes", "no", None]), min_size=3, max_size=3))
def test_the_order_of_the_territories_does_not_matter(order: list[str], answers: list[str | None]) -> None:
    given = [TerritoryCount(id, majority=said) for id, said in zip("ABC", answers, strict=True)]
    shuffled = sorted(given, key=lambda one: order.index(one.id))
    assert decide(Votes(ENOUGH, tuple(shuffled)), HALF_AND_HALF) == decide(Votes(ENOUGH, tuple(given)), HALF_AND_HALF)


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_decided_outcome_survives_whatever_is_still_missing(yes: int, no: int) -> None:
    if yes + no > 3:
        return
    rest = 3 - yes - no
    now = outcome(HALF_AND_HALF, yes, no)
    later = {outcome(HALF_AND_HALF, yes + more, no + rest - more) for more in range(rest + 1)}
    assert later == {now} if now != "undecided" else later == {"adopted", "rejected"}


def test_valid_ballots_are_those_that_the_law_names(law: Law) -> None:
    count = Count(took_part=600, yes=400, no=150, both_marked=30, invalid=20)
    assert count.get("valid", law) == 580
    assert count.get("yes_plus_no", law) == 550
    assert replace(count, both_marked=None).get("valid", law) is None
    share = count.share("yes", "valid", law)
    assert share is not None
    assert share.base == "valid"
    assert Count(took_part=0, yes=0).share("yes", "took_part", law) is None


@pytest.mark.parametrize(
    ("share", "base", "majority", "passed"),
    [
        (Fraction(1, 2), "took_part", "yes", True),
        (Fraction(2, 3), "took_part", "yes", None),
        (Fraction(2, 3), "took_part", "no", False),
        (Fraction(1, 2), "registered", "yes", None),
        (Fraction(1, 2), "registered", "no", False),
        (Fraction(2, 5), "took_part", "no", None),
    ],
)
def test_a_reported_majority_decides_only_a_bar_that_a_majority_decides(
    law: Law, share: Fraction, base: str, majority: str, passed: bool | None
) -> None:
    key = "referendum.region_majority"
    rule = replace(law.rule(key), value=Bar(share, True, "yes", base))
    other = replace(law, found={**law.found, key: rule})
    one = TerritoryCount("KZ-11", majority=majority)
    assert the_test(Votes(ENOUGH, (one,)), other, "referendum.regions").tests[0].passed is passed


@pytest.mark.parametrize("words", [(), ("regions",)])
def test_a_law_that_sets_no_bar_adopts_nothing(law: Law, words: tuple[str, ...]) -> None:
    adopted_if = replace(law.rule("referendum.adopted_if"), value=words)
    regions = replace(law.rule("referendum.regions"), value="none")
    found = {**law.found, "referendum.adopted_if": adopted_if, "referendum.regions": regions}
    with pytest.raises(RulebookError, match="names no bar"):
        decide(Votes(ENOUGH), replace(law, found=found))
