"""Shares with their base, scores in fixed words, rates of dispositions, disclosure: exact."""

from fractions import Fraction

import pytest

from isonomia.errors import InputError
from isonomia.exact import Share, UnlikeBasesError, decimal_text
from isonomia.surveys.disclosure import ITEMS, NOT_DISCLOSED, Disclosure
from isonomia.surveys.dispositions import Dispositions, rates
from isonomia.surveys.scoring import Forecast, Interval, Result, Verdict, score, together
from isonomia.surveys.shares import converted, printed, root_text, simple_margin_squared

COUNTS = {"registered": 11734642, "took_part": 7985769, "yes": 6163516, "no": 1490470}
OF_ALL = Share(6163516, 7985769, "took_part")
OF_TWO = converted(OF_ALL, "yes_plus_no", COUNTS).became
HOUSES = {"Institute of Democracy": "79.4", "SOCIS-Astana": "76.7", "Qogamdyq Pikir": "74.8"}


def polled(percent: str, registered: bool = True, *intervals: Interval) -> Forecast:
    return Forecast("A", "yes", printed(percent, "yes_plus_no"), registered, intervals)


def test_shares_of_unlike_bases_are_not_compared_and_the_error_names_both() -> None:
    for compare in (Share.__lt__, Share.__eq__, Share.points_above):
        with pytest.raises(UnlikeBasesError) as error:
            compare(printed("79.4", "yes_plus_no"), OF_ALL)
        assert set(error.value.bases) == {"yes_plus_no", "took_part"}


def test_a_share_is_carried_to_another_base_with_the_counts_that_were_used() -> None:
    made = converted(OF_ALL, "yes_plus_no", COUNTS)
    assert (made.given.percent(2), made.became.percent(2)) == ("77.18", "80.53")
    assert made.became.fraction == Fraction(6163516, 6163516 + 1490470)
    assert made.counts == (("took_part", 7985769), ("yes", 6163516), ("no", 1490470))
    assert converted(made.became, "took_part", COUNTS).became == OF_ALL


@pytest.mark.parametrize(
    ("share", "base", "says"),
    [
        (printed("66.4", "respondents"), "registered", "respondents is not known here: no result counts it"),
        (OF_ALL, "certain_voters", "certain_voters is not known"),
        (Share(99, 100, "took_part"), "yes_plus_no", "more than all"),
    ],
)
def test_a_share_is_not_carried_where_a_count_is_missing(share: Share, base: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        converted(share, base, COUNTS)
    with pytest.raises(InputError, match="yes"):
        converted(OF_ALL, "yes_plus_no", {"took_part": 7985769, "no": 1490470})


def test_what_is_no_share_is_refused() -> None:
    for percent, base in (("100.1", "respondents"), ("-1", "respondents"), ("50", "people")):
        with pytest.raises(InputError):
            printed(percent, base)


def test_the_exit_polls_of_2022_against_the_wrong_base_have_no_error_at_all() -> None:
    for percent in HOUSES.values():
        one = score(polled(percent), Result("final", "yes", OF_ALL))
        assert (one.verdict, one.error) == (Verdict.OTHER_BASE, None)


def test_the_exit_polls_of_2022_on_one_base_err_all_one_way() -> None:
    scores = [score(polled(percent), Result("final", "yes", OF_TWO)) for percent in HOUSES.values()]
    assert [decimal_text(one.error, 2) for one in scores if one.error] == ["-1.13", "-3.83", "-5.73"]
    assert {one.verdict for one in scores} == {Verdict.NO_INTERVAL}
    all_three = together(scores)
    assert (decimal_text(all_three.mean_error, 2), root_text(all_three.mean_square, 2)) == ("-3.56", "4.03")
    assert (all_three.compared, all_three.assessed) == (3, 0)


def test_preliminary_and_final_results_are_kept_apart() -> None:
    first = Result("preliminary", "yes", Share(6163863, 6163863 + 1490475, "yes_plus_no"))
    one, other = (score(polled("79.4"), result) for result in (first, Result("final", "yes", OF_TWO)))
    assert (one.stage, other.stage) == ("preliminary", "final") and one.error != other.error
    with pytest.raises(InputError, match="one stage"):
        together([one, other])


HALF = Interval(50, Fraction("0.79"), Fraction("0.80"))
MOST = Interval(95, Fraction("0.77"), Fraction("0.81"))


@pytest.mark.parametrize(
    ("forecast", "wanted"),
    [
        (polled("80", True, Interval(50, Fraction("0.80"), Fraction("0.81")), MOST), "inside 50"),
        (polled("79.5", True, HALF, MOST), "inside 95"),
        (polled("77", True, Interval(95, Fraction("0.76"), Fraction("0.78"))), "outside 95"),
        (polled("79.5", True, HALF), "not assessable: no interval"),
        (polled("80", False, MOST), "not registered before the vote"),
        (Forecast("A", "took_part", OF_TWO, True, (MOST,)), "not comparable: quantity"),
        (Forecast("A", "yes", OF_ALL, True, (MOST,)), "not comparable: base"),
    ],
)
def test_a_forecast_gets_one_of_the_fixed_words(forecast: Forecast, wanted: str) -> None:
    one = score(forecast, Result("final", "yes", OF_TWO))
    assert one.verdict == wanted
    assert (one.error is None) is wanted.startswith("not comparable")


def test_the_margin_of_a_simple_sample_is_exact_under_its_root() -> None:
    share = printed("66.4", "respondents")
    assert root_text(simple_margin_squared(share, 1200), 2) == "2.67"
    assert root_text(simple_margin_squared(printed("76.7", "yes_plus_no"), 350000), 2) == "0.14"
    assert root_text(Fraction(9), 1) == "3.0"
    with pytest.raises(InputError):
        simple_margin_squared(share, 0)


CASES = [("1.1", 400), ("1.2", 20), ("2.11", 150), ("2.12", 10), ("2.2", 200), ("2.3", 20)]
CASES += [("3.1", 300), ("3.9", 100), ("4.3", 200)]


def test_the_rates_follow_from_the_codes() -> None:
    found = rates(Dispositions.of(CASES))
    assert found["e"] == Fraction(800, 1000)
    assert found["RR1"] == Fraction(400, 1200) and found["RR2"] == Fraction(420, 1200)
    assert found["RR3"] == Fraction(400, 1120) and found["RR4"] == Fraction(420, 1120)
    assert found["RR5"] == Fraction(400, 800) and found["RR6"] == Fraction(420, 800)
    assert found["COOP1"] == Fraction(400, 600) and found["COOP2"] == Fraction(420, 600)
    assert found["COOP3"] == Fraction(400, 580) and found["COOP4"] == Fraction(420, 580)
    assert [found[f"REF{at}"] for at in (1, 2, 3)] == [Fraction(160, 1200), Fraction(160, 1120), Fraction(160, 800)]
    assert [found[f"CON{at}"] for at in (1, 2, 3)] == [Fraction(600, 1200), Fraction(600, 1120), Fraction(600, 800)]
    assert len(found) == 17


def test_without_an_eligible_case_there_is_no_rate() -> None:
    with pytest.raises(InputError, match="no case of 9"):
        rates(Dispositions.of([("3.1", 4), ("4.1", 5)]))
    assert "COOP1" not in rates(Dispositions(not_contacted=3))


@pytest.mark.parametrize("counted", [[("1.3", 1)], [("2.4", 1)], [("5.1", 1)], [("3", 1)], [("1.1", 1)] * 2])
def test_a_code_that_nobody_knows_is_refused(counted: list[tuple[str, int]]) -> None:
    with pytest.raises(InputError, match=r"1\.1 to 4\.9"):
        Dispositions.of(counted)


def test_what_was_not_disclosed_is_said_so() -> None:
    house = Disclosure({"modes": "by telephone", "dates": "9 to 12 May 2022"})
    assert dict(house.lines())["weighting"] == NOT_DISCLOSED
    assert (house.completeness, house.publishable) == (Fraction(2, 11), False)
    assert Disclosure(dict.fromkeys(ITEMS, "told")).publishable
    for told in ({"colour": "blue"}, {"modes": " "}):
        with pytest.raises(InputError):
            Disclosure(told)
