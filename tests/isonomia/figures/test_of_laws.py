"""Claims about articles, laws and rules: each verdict, and an act or a date of a rule that changes it."""

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from isonomia.errors import InputError
from isonomia.figures.catalogue import all_figures
from isonomia.packs.loading import Pack
from isonomia.record.act import Act
from isonomia.reform.acts import ClaimPublished, check_claim, read_part
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook
from isonomia.wording import LANGUAGES, say, spoken
from tests.isonomia.figures.checks import notes, one

Replay = Callable[..., Reform]
Rules = Callable[[str, str, str], Rulebook]
DATA = Path(os.environ.get("ISONOMIA_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")
JUNE = "kz-2022/amendments-june"


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("F11", ("holds", 33, None, "articles", "33")),
        ("F12", ("holds when rounded", 33, 98, "articles_before", "33.67")),
        ("F35", ("holds when rounded", 33, 98, "articles_before", "33.67")),
        ("F32", ("not derivable", 9, None, "laws", "9")),
        ("F37", ("contradicted", 171, None, "days_late", "171")),
        ("F38", ("not derivable", None, None, "", "")),
        ("F42", ("holds", None, None, "", "unlawful_acts_of_officials")),
        ("F48", ("contradicted", 30, 30, "number_before", "30")),
        ("F51", ("holds", None, None, "", "prohibited")),
        ("F52", ("holds", None, None, "", "judicial_act_of_guilt")),
        ("F53", ("holds", None, None, "", "separated_from_state")),
        ("F54", ("holds", None, None, "", "privacy_protected")),
        ("F55", ("holds", 2, None, "holiday_days", "2")),
    ],
)
def test_a_claim_gets_its_verdict_with_its_arithmetic(reform: Reform, claim: str, wanted: tuple[Any, ...]) -> None:
    found = one(reform, claim)
    assert (found.verdict, found.numerator, found.denominator, found.base, found.value) == wanted
    assert found.acts


def test_the_notes_name_the_other_bases_the_nearest_days_and_the_exceptions(reform: Reform) -> None:
    assert notes(one(reform, "F11"), "articles_split") == [{"amended": "31", "inserted": "2"}]
    third = one(reform, "F12")
    assert notes(third, "share_on_base")[0]["percent"] == "33.00"
    assert notes(third, "amended_alone")[0]["percent"] == "31.63"
    assert notes(one(reform, "F32"), "laws_known") == [{"known": "9", "adopted": "8", "in_force": "5"}]
    assert notes(one(reform, "F38"), "days_between")[0]["days"] == "153"
    assert notes(one(reform, "F51"), "rule_before") == [{"value": "law_may_provide_it", "until": "2022-06-08"}]
    assert notes(one(reform, "F52"), "rule_beside") == [{"value": "state_of_emergency, martial_law"}]
    assert notes(one(reform, "F54"), "first_not_derivable") == [{}]
    groups = [note["value"] for note in notes(one(reform, "F48"), "rule_beside")]
    assert groups == ["women, young_people", "women, young_people, persons_with_disabilities"]
    assert [note["day"] for note in notes(one(reform, "F55"), "holiday_from")] == ["2022-08-30", "2027-03-15"]


CHANGED: list[tuple[str, str, dict[str, Any], str]] = [
    ("F11", JUNE, {"articles__32": None}, "contradicted"),
    ("F11", "kz-2022/claim-F11", {"asserts__compare": "more than"}, "contradicted"),
    ("F11", "kz-2022/claim-F11", {"asserts__what": "articles_amended", "asserts__number": 31}, "holds"),
    ("F11", "kz-2022/claim-F11", {"asserts__of": "amendments/unknown"}, "not derivable"),
    ("F12", JUNE, {"articles_before": 99}, "holds with the named base"),
    ("F12", JUNE, {"articles_before": 104}, "holds with the named base"),
    ("F12", JUNE, {"articles_before": 150}, "contradicted"),
    ("F12", "kz-2022/claim-F12", {"asserts__part": "2/5"}, "contradicted"),
    ("F35", "kz-2022/claim-F35", {"asserts__number": 34}, "contradicted"),
    ("F32", "kz-2022/claim-F32", {"asserts__number": 8}, "holds"),
    ("F32", "kz-2022/claim-F32", {"asserts__number": 9}, "not derivable"),
    ("F32", "kz-2022/claim-F32", {"asserts__number": 9, "asserts__compare": "at least"}, "holds"),
    ("F32", "kz-2022/claim-F32", {"asserts__number": 9, "asserts__compare": "equals"}, "not derivable"),
    ("F32", "kz-2022/claim-F32", {"asserts__number": 8, "asserts__compare": "equals"}, "contradicted"),
    ("F32", "kz-2022/claim-F32", {"asserts__number": 10, "asserts__compare": "less than"}, "not derivable"),
    ("F32", "kz-2022/claim-F32", {"asserts__number": 9, "asserts__compare": "less than"}, "contradicted"),
    ("F37", "kz-2022/signed-mass-media", {"reached_on": "2023-12-31"}, "holds"),
    ("F37", "kz-2022/signed-mass-media", {"reached_on": "2024-01-01"}, "contradicted"),
    ("F37", "kz-2022/claim-F37", {"asserts__by": "2024-06"}, "holds"),
    ("F37", "kz-2022/claim-F37", {"asserts__by": "2024-05"}, "contradicted"),
    ("F37", "kz-2022/claim-F37", {"asserts__law": "law/unknown"}, "not derivable"),
    ("F42", "kz-2022/claim-F42", {"stated_on": "2026-06-30"}, "contradicted"),
    ("F42", "kz-2022/claim-F42", {"stated_on": "2026-07-01"}, "holds"),
    ("F51", "kz-2022/claim-F51", {"stated_on": "2022-06-07"}, "contradicted"),
    ("F51", "kz-2022/claim-F51", {"stated_on": "2022-06-08"}, "holds"),
    ("F51", "kz-2022/claim-F51", {"stated_on": "2007-05-20"}, "not derivable"),
    ("F52", "kz-2022/claim-F52", {"asserts__value": "court_sentence"}, "contradicted"),
    ("F53", "kz-2022/claim-F53", {"asserts__rule": "constitution.never"}, "not derivable"),
    ("F48", "kz-2022/claim-F48", {"stated_on": "2022-01-31"}, "not derivable"),
    ("F55", "kz-2022/claim-F55", {"asserts__holiday": "Women's Day"}, "not derivable"),
    ("F55", "kz-2022/claim-F55", {"asserts__holiday": "Capital Day"}, "contradicted"),
]


@pytest.mark.parametrize(("claim", "id", "changes", "wanted"), CHANGED)
def test_a_changed_act_changes_the_verdict(
    replayed_with: Replay, claim: str, id: str, changes: dict[str, Any], wanted: str
) -> None:
    assert one(replayed_with(id, **changes), claim).verdict == wanted


@pytest.mark.parametrize(
    ("least", "most", "unit", "wanted"),
    [
        (3, 4, "months", "contradicted"),
        (3, 5, "months", "holds"),
        (5, 5, "months", "holds"),
        (6, 7, "months", "contradicted"),
        (153, 153, "days", "holds"),
        (154, 160, "days", "contradicted"),
    ],
)
def test_a_range_is_measured_between_events_of_votes_and_laws(
    replayed_with: Replay, least: int, most: int, unit: str, wanted: str
) -> None:
    events = {"asserts__since": "referendum/2022-06-05#polling_day"}
    events["asserts__until"] = "amendments/kz-2022-06-08#first_signed"
    changes = {"asserts__least": least, "asserts__most": most, "asserts__unit": unit}
    found = one(replayed_with("kz-2022/claim-F38", **events, **changes), "F38")
    assert (found.verdict, found.numerator) == (wanted, 153)


def test_lists_that_differ_leave_the_claims_in_conflict(pack: Pack, kz: Rulebook, an_act: Callable[..., Act]) -> None:
    body = {
        "work": "kz/act/1995-08-30/constitution",
        "by_act": "the same law",
        "act_date": "2022-06-08",
        "articles": [{"article": "4", "kind": "amended", "starts": [{"day": "2023-01-01"}]}],
    }
    other = an_act("drafting.amendments_published", body, matter="amendments/kz-2022-06-08")
    reform = Reform.after([*pack.acts, other], {"kz": kz})
    assert {one(reform, claim).verdict for claim in ("F11", "F12", "F35")} == {"sources conflict"}
    assert "amendments_differ" in {finding.code for finding in reform.findings()}
    assert "drafting.articles_changed" not in {
        figure.name for figure in all_figures(reform) if figure.matter == other.matter
    }


RULES = [
    ("F51", "constitution.toml", "2022-06-08", "2022-06-14", "contradicted"),
    ("F52", "constitution.toml", "2022-06-08", "2022-06-14", "contradicted"),
    ("F48", "elections.toml", 'number = 30\ncertainty = "text"', 'number = 31\ncertainty = "text"', "holds"),
    ("F48", "elections.toml", 'number = 30\ncertainty = "text"', 'number = 29\ncertainty = "text"', "contradicted"),
    ("F53", "constitution.toml", "separated_from_state", "established_religion", "contradicted"),
    ("F42", "constitution.toml", 'certainty = "text"', 'certainty = "assumed"', "not derivable"),
    ("F55", "calendar.toml", "2027-03-15", "2027-08-30", "contradicted"),
]


@pytest.mark.parametrize(("claim", "change", "wanted"), [(claim, change, wanted) for claim, *change, wanted in RULES])
def test_the_date_or_value_of_a_rule_changes_the_verdict(
    replayed_with: Replay, kz_with: Rules, claim: str, change: list[str], wanted: str
) -> None:
    assert one(replayed_with(rules=kz_with(*change)), claim).verdict == wanted


def test_a_rule_that_came_later_says_since_when(replayed_with: Replay) -> None:
    found = one(replayed_with("kz-2022/claim-F51", stated_on="2022-06-07"), "F51")
    assert notes(found, "rule_later") == [{"value": "prohibited", "since": "2022-06-08"}]


def test_figures_of_laws_name_their_denominator_and_their_acts(reform: Reform) -> None:
    found = {figure.name: figure for figure in all_figures(reform) if figure.matter == "amendments/kz-2022-06-08"}
    share = found["alignment.in_force_of_needed"]
    assert (share.numerator, share.denominator, share.base, share.value) == (5, 9, "laws_needed", "55.56")
    assert found["alignment.days_from_vote_to_first_law"].numerator == 153
    assert found["drafting.changed_of_articles_after"].value == "33.00"
    assert all(figure.acts for figure in found.values())


def test_without_the_laws_their_figures_and_claims_are_gone(replayed_with: Replay, pack: Pack) -> None:
    laws = [act.id for act in pack.acts if act.matter.startswith("law/")]
    reform = replayed_with(without=laws)
    assert not any(figure.name.startswith("alignment.") for figure in all_figures(reform))
    assert {one(reform, claim).verdict for claim in ("F32", "F37", "F38")} == {"not derivable"}
    assert one(reform, "F11").verdict == "holds"


@pytest.mark.parametrize(
    ("claim", "changes", "said"),
    [
        ("F12", {"asserts__part": "1/11"}, "no part of a whole"),
        ("F12", {"asserts__part": "one third"}, "no part of a whole"),
        ("F11", {"asserts__what": "songs"}, "count"),
        ("F11", {"asserts__compare": "about"}, "compare"),
        ("F37", {"asserts__stage": "dreamt"}, "stage"),
        ("F37", {"asserts__by": "2023-02-30"}, "not a date"),
        ("F38", {"asserts__least": 5}, "two near events"),
        ("F38", {"asserts__unit": "moons"}, "unit"),
        ("F48", {"asserts__direction": "turned"}, "direction"),
    ],
)
def test_a_claim_that_could_be_held_against_nothing_is_refused(
    replayed_with: Replay, claim: str, changes: dict[str, Any], said: str
) -> None:
    refused = replayed_with(f"kz-2022/claim-{claim}", **changes).refused
    assert len(refused) == 1 and said in refused[0].get("reason")


def test_a_part_is_read_exactly() -> None:
    assert str(read_part("2/6")) == "1/3"
    with pytest.raises(InputError):
        read_part("3/3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_these_claims_is_said_in_words(reform: Reform, language: str) -> None:
    for act, body in reform.published():
        assert isinstance(act.body, ClaimPublished)
        check_claim(body)
    for claim in ("F42", "F48", "F51", "F52", "F53", "F54"):
        found = one(reform, claim)
        assert "_" not in spoken(found.value, language)
        for code, params in found.notes:
            assert "_" not in say(f"note.{code}", language, **{key: spoken(value, language) for key, value in params})


def test_the_33_articles_are_those_of_the_published_list(reform: Reform) -> None:
    path = DATA / "constitution" / "kz-2022-amendments.csv"
    if not path.is_file():
        pytest.skip("shared data absent: constitution/kz-2022-amendments.csv")
    with path.open(encoding="utf-8") as file:
        listed = [(row["article"], row["kind"]) for row in csv.DictReader(file)]
    june = reform.drafting.amendments["amendments/kz-2022-06-08"].lists[0]
    assert [(article.article, article.kind) for article in june.articles] == listed
