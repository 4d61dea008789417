"""Laws and promises from their acts: what is refused, and how each stands on a day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from isonomia.alignment.state import Alignment
from isonomia.errors import InputError, UnlawfulActError
from isonomia.record.act import Act
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Rulebook
from isonomia.wording import LANGUAGES, say_finding

Make = Callable[..., Act]
LAW, PROMISE = "law/archives", "commitment/archives"
WORDS = [{"language": "en", "text": "On archives", "status": "own_words"}]
GROUND = {"kind": "provision", "work": "xx/act/2020-01-01/constitution", "eid": "art_5"}


def need(an_act: Make, matter: str = LAW, **changes: Any) -> Act:
    body = {"titles": WORDS, "form": "law", "change": "new", "grounds": [GROUND], **changes}
    return an_act("alignment.need_stated", body, id=f"need/{matter}", matter=matter)


def stage(an_act: Make, name: str, day: str, matter: str = LAW, number: str | None = None) -> Act:
    body: Mapping[str, Any] = {"stage": name, "reached_on": day, "number": number}
    return an_act("alignment.stage_reached", body, id=f"{name}/{matter}", matter=matter)


def dropped(an_act: Make, day: str = "2022-03-01") -> Act:
    return an_act("alignment.not_needed", {"stated_on": day, "reasons": WORDS}, matter=LAW)


def promise(an_act: Make, matter: str = PROMISE, **changes: Any) -> Act:
    body = {"topic": "archives", "wordings": WORDS, "made_by": "a minister", "made_on": "2021-05-01", **changes}
    return an_act("alignment.commitment_made", body, matter=matter)


def link(an_act: Make, to: Mapping[str, Any]) -> Act:
    return an_act("alignment.commitment_linked", {"to": to}, matter=PROMISE, id=f"link/{len(str(to))}")


def evidence(an_act: Make, shows: str = "applied", day: str = "2023-01-01") -> Act:
    return an_act("alignment.evidence_stated", {"shows": shows, "as_of": day, "wordings": WORDS}, matter=PROMISE)


TO_LAW = {"kind": "law", "law": LAW}
TO_PROVISION = {"kind": "provision", "work": GROUND["work"], "eid": "art_5"}


def known(work: str, eid: str) -> LegalDate | None:
    return LegalDate.of("2020-06-01") if eid == "art_5" else None


@pytest.fixture
def after(kz: Rulebook) -> Callable[..., Alignment]:
    return lambda *entered: Alignment.after(entered, kz)


def test_a_law_goes_its_way_with_days_as_precise_as_known(an_act: Make, after: Callable[..., Alignment]) -> None:
    law = after(
        need(an_act),
        stage(an_act, "draft", "2021"),
        stage(an_act, "adopted", "2022-03"),
        stage(an_act, "signed", "2022-03-20", number="7-II"),
        stage(an_act, "in_force", "2022-06-01"),
    ).laws[LAW]
    days = ("2021-06-01", "2021-12-31", "2022-03-15", "2022-03-31", "2022-05-31", "2022-06-01")
    shown = [law.stage_on(date.fromisoformat(day)) for day in days]
    assert shown == ["none", "draft", "draft", "signed", "signed", "in_force"]
    # Inside the month in which it was adopted it may or may not have been.
    found = [law.reached("adopted", date(2022, 2, 28)), law.reached("adopted", date(2022, 3, 5))]
    assert found == [False, None]
    assert law.reached("adopted", date(2022, 3, 20)) is True
    assert (law.number(date(2022, 3, 19)), law.number(date(2022, 3, 20))) == ("", "7-II")


def test_a_signed_law_of_which_nobody_says_more_is_not_known_to_be_in_force(
    an_act: Make, after: Callable[..., Alignment]
) -> None:
    law = after(need(an_act), stage(an_act, "adopted", "2022-03-01"), stage(an_act, "signed", "2022-03-20")).laws[LAW]
    assert law.reached("in_force", date(2022, 3, 19)) is False
    assert law.reached("in_force", date(2030, 1, 1)) is None
    adopted = after(need(an_act), stage(an_act, "adopted", "2022-03-01")).laws[LAW]
    assert adopted.reached("in_force", date(2030, 1, 1)) is False


def test_overdue_is_asked_with_a_day(an_act: Make, after: Callable[..., Alignment]) -> None:
    due = {"kind": "day", "day": "2021"}
    state = after(need(an_act, due=due), stage(an_act, "signed", "2022-03-20"))
    asked = [state.laws[LAW].overdue(date.fromisoformat(d)) for d in ("2021-12-31", "2022-01-01", "2022-03-20")]
    assert asked == [False, True, False]
    assert [state.progress(date(2022, 1, 1)).overdue, state.progress(date(2022, 3, 20)).overdue] == [1, 0]
    assert state.summary(LAW) == {"due_on": "2021-12-31", "form": "law", "stage": "signed"}


def test_a_term_of_the_rulebook_gives_the_day(an_act: Make, after: Callable[..., Alignment]) -> None:
    due = {"kind": "term", "rule": "alignment.constitutional_law", "since": "1995-09-05"}
    law = after(need(an_act, due=due)).laws[LAW]
    assert [law.overdue(date(1996, 9, 4)), law.overdue(date(1996, 9, 5))] == [False, True]
    assert after(need(an_act)).laws[LAW].overdue(date(2090, 1, 1)) is None


def test_overdue_laws_come_first_then_the_nearest_day(an_act: Make, after: Callable[..., Alignment]) -> None:
    def due(id: str, day: str | None) -> Act:
        return need(an_act, f"law/{id}", **({"due": {"kind": "day", "day": day}} if day else {}))

    state = after(due("open", None), due("later", "2030"), due("late", "2021"), due("sooner", "2025"))
    assert [id for id, _ in state.board(date(2024, 1, 1))] == ["law/late", "law/sooner", "law/later", "law/open"]


def test_a_law_found_not_to_be_needed_leaves_the_denominator_from_its_day(
    an_act: Make, after: Callable[..., Alignment]
) -> None:
    state = after(need(an_act), dropped(an_act), need(an_act, "law/b"), stage(an_act, "signed", "2021-01-01", "law/b"))
    before, then = state.progress(date(2022, 2, 28)), state.progress(date(2022, 3, 1))
    assert (before.needed, before.adopted, before.not_needed) == (2, 1, 0)
    assert (then.needed, then.adopted, then.not_needed, then.unsure) == (1, 1, 1, 1)
    assert state.laws[LAW].stage_on(date(2022, 3, 1)) == "not_needed"
    assert [one.laws for one in state.effects(date(2022, 3, 1))] == [("law/b",)]


def test_only_laws_that_follow_are_counted_for_amendments(an_act: Make, after: Callable[..., Alignment]) -> None:
    state = after(need(an_act, follows="amendments/a"), need(an_act, "law/b"))
    counted = [state.progress(date(2022, 1, 1), one).needed for one in ("", "amendments/a", "amendments/b")]
    assert counted == [2, 1, 0]


def test_a_provision_is_applied_when_all_of_its_laws_are_in_force(
    an_act: Make, after: Callable[..., Alignment]
) -> None:
    state = after(
        need(an_act),
        need(an_act, "law/b"),
        stage(an_act, "in_force", "2022-01-01"),
        stage(an_act, "in_force", "2023", "law/b"),
    )
    days = (date(2022, 6, 1), date(2023, 6, 1), date(2023, 12, 31))
    assert [state.effects(day)[0].applied for day in days] == [False, None, True]
    assert state.effects(days[0])[0].laws == (LAW, "law/b")


def test_the_ledger_goes_from_open_to_kept_and_shows_its_parts(an_act: Make, after: Callable[..., Alignment]) -> None:
    state = after(
        need(an_act),
        stage(an_act, "in_force", "2022-06-01"),
        promise(an_act),
        link(an_act, TO_LAW),
        link(an_act, TO_PROVISION),
        evidence(an_act),
    )

    def status(day: date) -> list[str]:
        return [one.status for one in state.ledger(day, known)]

    days = (date(2021, 4, 30), date(2021, 5, 1), date(2022, 5, 31), date(2022, 6, 1), date(2022, 12, 31))
    assert [status(day) for day in days] == [[], ["open"], ["open"], ["in_force"], ["in_force"]]
    kept = state.ledger(date(2023, 1, 1), known)[0]
    assert kept.status == "kept"
    parts = [(one.kind, one.holds, one.day) for one in kept.parts]
    assert parts == [
        ("provision", True, "2020-06-01"),
        ("law", True, "2022-06-01"),
        ("evidence", True, "2023-01-01"),
    ]
    # Where no text says from when the provision is in force, the promise stays open.
    assert [one.status for one in state.ledger(date(2023, 1, 1), lambda work, eid: None)] == ["open"]


def test_evidence_against_leaves_a_promise_disputed(an_act: Make, after: Callable[..., Alignment]) -> None:
    entered = [promise(an_act), link(an_act, TO_PROVISION), evidence(an_act), evidence(an_act, "not_applied", "2024")]
    state = after(*entered)
    asked = [state.ledger(day, known)[0].status for day in (date(2024, 6, 1), date(2024, 12, 31))]
    assert asked == ["kept", "disputed"]


def test_a_link_to_a_law_that_the_record_does_not_know_is_a_finding(
    an_act: Make, after: Callable[..., Alignment]
) -> None:
    state = after(promise(an_act), link(an_act, TO_LAW))
    assert [one.code for one in state.findings()] == ["linked_law_unknown"]
    assert state.ledger(date(2024, 1, 1), known)[0].status == "open"
    assert list(after(need(an_act), promise(an_act), link(an_act, TO_LAW)).findings()) == []


REFUSED: list[tuple[str, Callable[[Make], list[Act]]]] = [
    ("need_stated_twice", lambda make: [need(make), need(make)]),
    ("need_first", lambda make: [stage(make, "draft", "2021")]),
    ("need_first", lambda make: [dropped(make)]),
    ("stage_back", lambda make: [need(make), stage(make, "adopted", "2021"), stage(make, "draft", "2022")]),
    ("stage_back", lambda make: [need(make), stage(make, "adopted", "2021"), stage(make, "adopted", "2022")]),
    (
        "stage_before_former",
        lambda make: [need(make), stage(make, "adopted", "2022-03-02"), stage(make, "signed", "2022-03-01")],
    ),
    ("needless_after_adoption", lambda make: [need(make), stage(make, "signed", "2021"), dropped(make)]),
    ("not_needed_already", lambda make: [need(make), dropped(make), stage(make, "draft", "2023")]),
    ("not_needed_already", lambda make: [need(make), dropped(make), dropped(make)]),
    ("commitment_made_twice", lambda make: [promise(make), promise(make)]),
    ("commitment_first", lambda make: [evidence(make)]),
    ("commitment_first", lambda make: [link(make, TO_LAW)]),
    ("linked_twice", lambda make: [promise(make), link(make, TO_LAW), link(make, TO_LAW)]),
]


@pytest.mark.parametrize(("code", "entered"), REFUSED)
def test_an_act_out_of_order_is_refused_with_its_reason_in_three_languages(
    an_act: Make, kz: Rulebook, code: str, entered: Callable[[Make], list[Act]]
) -> None:
    *before, last = entered(an_act)
    state = Alignment.after(before, kz)
    with pytest.raises(UnlawfulActError) as refused:
        state.admit(last, kz)
    finding = refused.value.finding
    assert finding is not None and finding.code == code
    said = {say_finding(finding, language) for language in LANGUAGES}
    assert len(said) == 3 and not any("finding." in one or "{" in one for one in said)


def test_a_stage_inside_the_month_of_the_former_is_taken(an_act: Make, after: Callable[..., Alignment]) -> None:
    state = after(need(an_act), stage(an_act, "adopted", "2022-03"), stage(an_act, "signed", "2022-03-01"))
    assert list(state.laws[LAW].stages) == ["adopted", "signed"]


WRONG: list[tuple[str, Callable[[Make], list[Act]]]] = [
    ("no form of an act", lambda make: [need(make, form="poem")]),
    ("no change", lambda make: [need(make, change="better")]),
    ("no stage", lambda make: [need(make), stage(make, "dreamt", "2021")]),
    ("not a date", lambda make: [need(make), stage(make, "draft", "2021-02-30")]),
    ("is no term", lambda make: [need(make, due={"kind": "term", "rule": "alignment.x", "since": "2020"})]),
    ('"law/..."', lambda make: [need(make, matter=PROMISE)]),
    ('"commitment/..."', lambda make: [promise(make, matter=LAW)]),
    ("no evidence that shows", lambda make: [promise(make), evidence(make, "perhaps")]),
    ("is no act of", lambda make: [make("reform.step_taken", {"step": "x", "taken_on": "2022-01-01"})]),
]


@pytest.mark.parametrize(("said", "entered"), WRONG)
def test_what_cannot_be_true_is_refused(
    an_act: Make, kz: Rulebook, said: str, entered: Callable[[Make], list[Act]]
) -> None:
    *before, last = entered(an_act)
    state = Alignment.after(before, kz)
    with pytest.raises(InputError, match=said):
        state.admit(last, kz)


def test_lists_show_a_promise_by_its_topic_and_nothing_of_other_matters(
    an_act: Make, after: Callable[..., Alignment]
) -> None:
    state = after(promise(an_act))
    assert state.summary(PROMISE) == {"topic": "archives", "made_on": "2021-05-01"}
    assert state.summary("law/unknown") == {}
