"""Claims about what the law says and to what it changed: on the day of the claim, before the vote, or still to come."""

from collections.abc import Callable
from typing import Any

import pytest

from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook
from isonomia.wording import LANGUAGES, say, spoken
from tests.isonomia.figures.checks import notes, one

Replay = Callable[..., Reform]
Rules = Callable[[str, str, str], Rulebook]
CAME_LATER = {"since": "2022-11-18", "days": "158"}


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("F13", (5000, 20000, "number_before", "5000")),
        ("F14", (200, 600, "number_before", "200")),
        ("F18", (5, 7, "percent_before", "5 %")),
        ("F40", (None, None, "", "voters")),
        ("F41", (None, None, "", "yes")),
        ("F43", (None, None, "", "mazhilis, maslikhat")),
    ],
)
def test_a_claim_holds_with_its_arithmetic_and_its_rule(reform: Reform, claim: str, wanted: tuple[Any, ...]) -> None:
    found = one(reform, claim)
    assert (found.verdict, found.numerator, found.denominator, found.base, found.value) == ("holds", *wanted)
    assert found.citation and found.acts


@pytest.mark.parametrize("claim", ["F13", "F14", "F43"])
def test_law_that_came_after_the_claim_is_said_to_have_come_later(reform: Reform, claim: str) -> None:
    assert notes(one(reform, claim), "came_later") == [CAME_LATER]


def test_what_the_law_said_before_the_vote_does_not_come_from_it(reform: Reform) -> None:
    assert notes(one(reform, "F18"), "before_the_vote") == [{"since": "2021-05", "vote": "2022-06-05"}]
    assert notes(one(reform, "F40"), "before_the_vote") == [{"since": "2021-06-05", "vote": "2022-06-05"}]
    assert not notes(one(reform, "F41"), "before_the_vote")


def test_every_value_that_is_known_is_shown_with_its_day(reform: Reform) -> None:
    assert [note["number"] for note in notes(one(reform, "F13"), "number_since")] == ["40000", "20000", "5000"]
    assert [note["number"] for note in notes(one(reform, "F18"), "number_since")] == ["7 %", "5 %"]


def test_a_rule_is_shown_with_those_that_bound_it(reform: Reform) -> None:
    assert notes(one(reform, "F41"), "rule_between")[0]["until"] == "2026-07-01"
    seats = [(note["rule"], note["value"]) for note in notes(one(reform, "F41"), "rule_named")]
    assert seats == [("elections.single_seats", "29"), ("elections.list_seats", "69")]
    assert notes(one(reform, "F43"), "rule_named") == [{"rule": "recall.mandates", "value": "single_member"}]


CLAIMS = [
    ("F13", {"asserts__coming": False}, "contradicted"),
    ("F13", {"asserts__coming": False, "stated_on": "2022-11-18"}, "holds"),
    ("F13", {"asserts__former": "40000"}, "contradicted"),
    ("F13", {"asserts__direction": "raised"}, "contradicted"),
    ("F18", {"asserts__number": "4"}, "contradicted"),
    ("F18", {"asserts__former": "", "asserts__number": ""}, "holds"),
    ("F18", {"stated_on": "2021-04-30"}, "contradicted"),
    ("F40", {"stated_on": "2021-06-04"}, "not derivable"),
    ("F41", {"stated_on": "2022-11-17"}, "contradicted"),
    ("F41", {"stated_on": "2026-07-01"}, "not derivable"),
    ("F43", {"asserts__coming": False}, "not derivable"),
    ("F43", {"asserts__value": "senate"}, "not derivable"),
]


@pytest.mark.parametrize(("claim", "changes", "wanted"), CLAIMS)
def test_what_is_claimed_or_when_changes_the_verdict(
    replayed_with: Replay, claim: str, changes: dict[str, Any], wanted: str
) -> None:
    assert one(replayed_with(f"kz-2022/claim-{claim}", **changes), claim).verdict == wanted


RULES = [
    ("F13", "parties.toml", "number = 5000", "number = 7000", "contradicted"),
    ("F18", "elections.toml", 'share = "1/20"', 'share = "1/14"', "contradicted"),
    ("F41", "elections.toml", 'word = "yes"', 'word = "no"', "contradicted"),
    ("F43", "recall.toml", '["mazhilis", "maslikhat"]', '["maslikhat"]', "not derivable"),
]


@pytest.mark.parametrize(("claim", "change", "wanted"), [(claim, change, wanted) for claim, *change, wanted in RULES])
def test_the_rulebook_changes_the_verdict(
    replayed_with: Replay, kz_with: Rules, claim: str, change: list[str], wanted: str
) -> None:
    assert one(replayed_with(rules=kz_with(*change)), claim).verdict == wanted


def test_numbers_that_are_none_are_refused(replayed_with: Replay) -> None:
    refused = replayed_with("kz-2022/claim-F18", asserts__number="five").refused
    assert len(refused) == 1 and "not a decimal number" in str(refused[0].get("reason"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_remark_on_these_claims_is_said_in_words(reform: Reform, language: str) -> None:
    for claim in ("F13", "F18", "F40", "F41", "F43", "F19"):
        found = one(reform, claim)
        assert "_" not in spoken(found.value, language) + spoken(found.base, language)
        for code, params in found.notes:
            assert "_" not in say(f"note.{code}", language, **{key: spoken(value, language) for key, value in params})
