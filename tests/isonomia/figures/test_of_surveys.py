"""What was claimed of the survey and the exit polls of 2022, held against what was printed of them and the result."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from isonomia.exact import Share, decimal_text
from isonomia.figures.claims import check_all
from isonomia.figures.verdicts import Check
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook
from isonomia.surveys.scoring import Result, score
from tests.isonomia.figures.checks import notes

Replay = Callable[..., Reform]


def checks(reform: Reform) -> dict[str, Check]:
    assert reform.refused == []
    return {one.claim: one for one in check_all(reform)}


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("F01", ("stated by a single source", "respondents", "76.4")),
        ("F02", ("stated by a single source", "", "1200")),
        ("F03", ("contradicted", "territories", "17")),
        ("F04", ("stated by a single source", "respondents", "70")),
        ("F05", ("stated by a single source", "respondents", "66.4")),
        ("F06", ("stated by a single source", "", "2022-05-09..2022-05-12")),
        ("F09", ("not derivable", "", "")),
        ("F30", ("holds", "yes_plus_no", "74.8–79.4")),
        ("F31", ("not comparable", "", "-1.65")),
    ],
)
def test_a_claim_on_surveys_gets_its_verdict(reform: Reform, claim: str, wanted: tuple[str, str, str]) -> None:
    one = checks(reform)[claim]
    assert (one.verdict, one.base, one.value) == wanted
    assert one.acts and one.waits_for == ""


def test_support_above_awareness_is_shown_with_the_margin_of_a_simple_sample(reform: Reform) -> None:
    one = checks(reform)["F01"]
    assert notes(one, "simple_margin") == [{"number": "1200", "margin": "2.40"}]
    assert notes(one, "polled_above") == [{"percent": "76.4", "other": "aware_of_referendum", "beside": "70"}]


def test_the_units_of_a_survey_are_those_of_its_days(reform: Reform) -> None:
    one = checks(reform)["F03"]
    assert [(told["number"], told["day"]) for told in notes(one, "units_on_day")] == [
        ("3", "2022-05-12"),
        ("14", "2022-05-12"),
    ]
    assert notes(one, "units_since") == [{"day": "2022-06-08"}]
    assert "4 May 2022" in one.citation


def test_exit_polls_err_on_their_own_base_and_are_not_held_against_another(reform: Reform) -> None:
    one = checks(reform)["F30"]
    assert notes(one, "result_of_other_base") == [{"percent": "77.18", "base": "took_part", "other": "yes_plus_no"}]
    assert [(told["percent"], told["result"], told["error"]) for told in notes(one, "house_error")] == [
        ("79.4", "80.53", "-1.13"),
        ("76.7", "80.53", "-3.83"),
        ("74.8", "80.53", "-5.73"),
    ]


def test_an_intention_of_may_is_not_the_turnout_of_june(reform: Reform) -> None:
    one = checks(reform)["F31"]
    assert notes(one, "unlike_quantities") == [{"quantity": "intends_to_take_part", "measure": "took_part"}]
    assert notes(one, "as_numbers")[0]["apart"] == "-1.65"
    assert notes(one, "inside_simple_margin") == [{"margin": "2.67", "number": "1200"}]


def test_the_misprint_stands_and_is_found(reform: Reform) -> None:
    found = [(one.code, one.where, dict(one.params)) for one in reform.surveys.findings()]
    assert ("shares_not_whole", "kz-2022/exit-poll-socis-elkz") in [(code, where) for code, where, _ in found]
    differ = {params["quantity"]: params["values"] for code, _, params in found if code == "statements_differ"}
    assert differ["yes"] == "76.7 (devdiscourse.com); 76.07 (el.kz)"
    assert set(differ) == {"yes", "no", "took_part"}


def test_the_exit_polls_are_scored_and_nobody_registered_one(reform: Reform) -> None:
    result = Result("final", "yes", Share(6163516, 6163516 + 1490470, "yes_plus_no"))
    scores = [score(one, result) for survey in reform.surveys.matters.values() for one in survey.said()]
    printed = [one for one in scores if one.verdict == "not registered before the vote" and one.error]
    assert {decimal_text(one.error, 2) for one in printed if one.error} == {"-1.13", "-3.83", "-4.46", "-5.73"}
    assert {one.verdict for one in scores} == {"not registered before the vote", "not comparable: quantity"}


def test_what_the_houses_disclosed_is_a_fraction_of_eleven(reform: Reform) -> None:
    told = {one.body.house: one.disclosure().completeness for one in reform.surveys.matters.values()}
    assert told["KazISS"] == Fraction(3, 11)
    assert told["SOCIS-Astana"] == Fraction(1, 11)


CHANGED: list[tuple[str, str, dict[str, Any], str]] = [
    ("F01", "kz-2022/claim-F01", {"asserts__percent": "76"}, "contradicted"),
    ("F02", "kz-2022/survey-kaziss", {"number": 1000}, "contradicted"),
    ("F03", "kz-2022/survey-kaziss", {"field_to": "2022-06-08"}, "holds"),
    ("F05", "kz-2022/survey-kaziss-again", {"shares__0__percent": "66.5"}, "sources conflict"),
    ("F05", "kz-2022/survey-kaziss-again", {"sources__0__publisher": "a newspaper"}, "holds"),
    ("F06", "kz-2022/claim-F06", {"asserts__field_to": "2022-05-13"}, "contradicted"),
    ("F09", "kz-2022/exit-poll-socis-zhasalash", {"shares__0__quantity": "accepts_amendments"}, "contradicted"),
    ("F31", "kz-2022/claim-F31", {"asserts__percent": "66.5"}, "contradicted"),
    ("F31", "kz-2022/claim-F31", {"asserts__counted": "68.1"}, "not comparable"),
    ("F31", "kz-2022/claim-F31", {"asserts__counted": "70"}, "contradicted"),
    ("F30", "kz-2022/exit-poll-democracy", {"shares__0__percent": "79.5"}, "contradicted"),
]


@pytest.mark.parametrize(("claim", "id", "changes", "wanted"), CHANGED)
def test_a_changed_act_changes_the_verdict(
    replayed_with: Replay, claim: str, id: str, changes: dict[str, Any], wanted: str
) -> None:
    assert checks(replayed_with(id, **changes))[claim].verdict == wanted


def test_another_division_of_the_country_changes_the_verdict(
    replayed_with: Replay, kz_with: Callable[[str, str, str], Rulebook]
) -> None:
    earlier = replayed_with(rules=kz_with("territories.toml", "2022-06-08", "2022-05-08"))
    assert checks(earlier)["F03"].verdict == "holds"
