"""Where a case stands: its road in two countries, the basis of every step, the clocks, and what is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.court import lot, rules
from isonomia.court.rules import Count
from isonomia.deadlines.course import Course, State
from isonomia.errors import InputError, UnlawfulActError
from isonomia.rulebook.law import Entries, Unknown
from isonomia.rulebook.loading import shipped
from tests.isonomia.court.trials import HEAD, JUDGES, SOURCE, WORD, C, D, M, N, Trial

KZ, MYSAL = "kz", "mysal"


@pytest.fixture
def trial() -> Trial:
    return Trial(KZ)


def admitted(country: str = KZ, **filed: Any) -> Trial:
    trial = Trial(country)
    trial.file(**filed)
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    return trial


def due(trial: Trial, clock: str, matter: str = C) -> date:
    found = trial.case(matter).clocks.running[clock]
    assert isinstance(found, Course)
    return found.due


def refused(code: str, step: Callable[[], object]) -> None:
    """The step is refused with this finding, and nothing is changed."""
    with pytest.raises(UnlawfulActError) as error:
        step()
    assert error.value.finding is not None
    assert error.value.finding.code == code


@pytest.mark.parametrize("country", [KZ, MYSAL])
def test_a_case_goes_from_its_filing_to_a_published_ruling_in_either_country(country: str) -> None:
    trial = Trial(country)
    trial.published()
    case = trial.case()
    road = "filed registered checked study admitted preparation hearing deliberation decided sent published"
    assert [one for one, _ in case.steps] == road.split()
    assert case.summary()["outcome"] == "unconstitutional"
    assert case.bench.rapporteur in JUDGES
    # The bill is due six months after publication in one country, three in the other.
    assert due(trial, "bill") == {KZ: date(2026, 9, 4), MYSAL: date(2026, 6, 4)}[country]
    assert [one.code for one in trial.reform.findings() if one.code != "actor_without_role"] == ["ruling_not_followed"]


def test_every_step_rests_on_the_line_of_the_law_that_is_in_force_on_its_day(trial: Trial) -> None:
    trial.file()
    wrong = {"rule": "court.steps", "article": "48(1)"}
    refused("basis_of_another_step", lambda: trial.of("appeal_registered", basis=wrong))
    other = {"rule": "court.outcomes", "article": "57(2)(1)"}
    refused("basis_of_another_step", lambda: trial.of("appeal_registered", basis=other))
    trial.of("appeal_registered")
    refused("case_elsewhere", lambda: trial.of("appeal_registered"))
    # The staff of this court sends nothing on: the law that was read knows no such step.
    refused("basis_not_in_force", lambda: trial.of("appeal_moved", basis=wrong))
    assert trial.case().stage == "registered"


def test_before_the_law_was_in_force_nothing_can_be_done_but_to_file(trial: Trial) -> None:
    trial.day = "2022-12-30"
    trial.file()
    basis = {"rule": "court.steps", "article": "47(1)"}
    refused("basis_not_in_force", lambda: trial.of("appeal_registered", basis=basis))


@pytest.mark.parametrize(
    ("name", "leaving", "code"),
    [
        ("appeal_returned", {"papers": ()}, "refusal_without_facts"),
        ("appeal_returned", {"remedies": []}, "refusal_without_remedy"),
        ("appeal_returned", {"basis": {"rule": "court.return_if", "article": "47(2)(9)"}}, "article_not_cited"),
        ("appeal_returned", {"basis": {"rule": "court.return_if", "article": "47(2)(1)"}}, "basis_of_another_step"),
        ("appeal_returned", {"grounds": ["act_repealed"]}, "ground_not_in_law"),
    ],
)
def test_a_return_without_article_facts_or_remedy_cannot_be_entered(
    trial: Trial, name: str, leaving: dict[str, Any], code: str
) -> None:
    trial.file()
    trial.of("appeal_registered")
    if "grounds" in leaving:
        leaving = {**leaving, "basis": {"rule": "court.return_if", "article": "47(2)(2)"}}
    try:
        refused(code, lambda: trial.of(name, **leaving))
    except InputError:
        assert leaving == {"papers": ()}
    assert trial.case().stage == "registered"


def test_a_refusal_by_judges_names_a_remedy_or_that_there_is_none_and_has_enough_judges(trial: Trial) -> None:
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun")
    refused("refusal_without_remedy", lambda: trial.of("admission_refused", remedies=[]))
    refused("too_few_judges", lambda: trial.of("admission_refused", judges=list(JUDGES[:2])))
    trial.of("admission_refused")
    assert trial.case().stage == "refused"


def test_a_cured_appeal_keeps_its_first_day_in_time_and_not_afterwards() -> None:
    for cured_on, kept in (("2026-11-06", "2026-09-28"), ("2026-11-09", "2026-11-09")):
        trial = Trial(KZ)
        trial.day = "2026-09-28"
        trial.file(judgment_adopted_on="2025-09-30")
        trial.of("appeal_registered", on="2026-09-29")
        trial.of("appeal_returned", on="2026-10-02")
        trial.of("notice_received", on="2026-10-06")
        assert due(trial, "cure") == date(2026, 11, 6)
        trial.of("appeal_cured", on=cured_on)
        assert (str(trial.case().filed_on), trial.case().stage) == (kept, "registered")


def test_what_cannot_be_cured_is_not_but_a_decision_of_the_court_can_be_demanded(trial: Trial) -> None:
    trial.file()
    trial.of("appeal_registered")
    trial.of("appeal_returned", grounds=["outside_competence"])
    refused("not_curable", lambda: trial.of("appeal_cured"))
    trial.of("decision_demanded")
    trial.of("study_begun")
    assert trial.case().stage == "study"


def test_an_older_ruling_refuses_nothing_by_itself_once_the_constitution_changed(trial: Trial) -> None:
    trial.day = "2026-10-05"
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun")
    older = {"number": "61-NP", "decided_on": "2025-01-20"}
    ground = {"grounds": ["already_decided"]}
    refused("older_ruling_not_assessed", lambda: trial.of("admission_refused", **ground))
    refused("older_ruling_not_assessed", lambda: trial.of("admission_refused", **ground, older=older))
    trial.of("admission_refused", **ground, older=older, more=("assessment",))
    assert trial.case().stage == "refused"


def test_an_older_ruling_under_the_same_constitution_refuses_when_it_is_named() -> None:
    trial = Trial(KZ)
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun")
    trial.of("admission_refused", grounds=["already_decided"], older={"number": "61-NP", "decided_on": "2025-01-20"})
    assert trial.case().grounds == ("already_decided",)


def test_who_could_not_apply_is_filed_and_not_admitted(trial: Trial) -> None:
    trial.file(applicant_kind="person")
    trial.road("appeal_registered", "check_passed", "study_begun")
    refused("cannot_apply", lambda: trial.of("appeal_admitted"))


@pytest.mark.parametrize(
    ("applicant", "accepted", "expected"),
    [("citizen", "2026-02-10", "2026-05-12"), ("group_of_deputies", "2023-01-09", "2023-02-09")],
)
def test_the_term_for_the_decision_runs_from_acceptance_by_who_applied(
    applicant: str, accepted: str, expected: str
) -> None:
    trial = Trial(KZ)
    trial.day = accepted
    trial.file(applicant_kind=applicant)
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    assert str(due(trial, "decision")) == expected


def test_the_president_may_ask_for_ten_days() -> None:
    trial = Trial(KZ)
    trial.day = "2026-09-21"
    trial.file(applicant_kind="president")
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted", "urgency_demanded")
    assert due(trial, "decision") == date(2026, 10, 1)


def test_joined_appeals_have_one_term_from_the_receipt_of_the_last() -> None:
    trial = Trial(KZ)
    trial.day = "2025-03-03"
    trial.file()
    for one in ("appeal_registered", "check_passed", "study_begun", "appeal_admitted"):
        trial.of(one, on="2025-03-24")
    trial.day = "2025-04-14"
    trial.file(D)
    for one in ("appeal_registered", "check_passed", "study_begun", "appeal_admitted"):
        trial.of(one, D, on="2025-04-28")
    refused("not_joined_there", lambda: trial.of("joined_into", D))
    trial.of("appeal_joined", received_on="2025-04-14")
    trial.of("joined_into", D)
    assert due(trial, "decision") == date(2025, 7, 14)
    assert trial.case(D).stage == "joined"
    there = trial.case(D).clocks.running["decision"]
    assert isinstance(there, Course)
    assert there.state is State.VOID


def test_appeals_on_different_norms_are_not_joined() -> None:
    trial = admitted()
    trial.file(D, norms=[M])
    refused("no_norm_in_common", lambda: trial.of("appeal_joined"))


def test_the_clock_stands_while_proceedings_are_suspended_and_can_be_extended_after() -> None:
    trial = admitted()
    before = due(trial, "decision")
    trial.of("proceedings_suspended", on="2026-03-01")
    trial.of("proceedings_resumed", on="2026-03-11")
    # Ten days later, moved off a day off.
    assert (due(trial, "decision") - before).days == 10
    assert trial.case().stage == "admitted"
    trial.of("term_extended")
    assert due(trial, "decision") == date(2026, 7, 30)


def test_decisions_are_sent_within_five_working_days_over_nowruz() -> None:
    trial = Trial(KZ)
    trial.decided()
    trial.acts.clear()
    trial = admitted()
    trial.assign()
    trial.of("hearing_held", on="2026-03-18")
    trial.judge()
    trial.of("vote_checked", by="p-cccccc")
    trial.of("vote_checked", by="p-dddddd")
    trial.of("case_decided", on="2026-03-19")
    assert due(trial, "sending") == date(2026, 3, 31)


def test_a_secret_vote_shows_no_numbers_and_two_officers_must_agree(trial: Trial) -> None:
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    trial.assign()
    trial.of("hearing_held", on="2026-03-02")
    refused("vote_shown_otherwise", lambda: trial.judge(ballots=[], yes=8, no=0))
    refused("vote_shown_otherwise", lambda: trial.judge(ballots=[]))
    trial.judge()
    refused("no_vote_adopted", lambda: trial.of("case_decided"))
    trial.of("vote_checked", by="p-cccccc")
    refused("no_vote_adopted", lambda: trial.of("case_decided"))
    refused("checked_twice", lambda: trial.of("vote_checked", by="p-cccccc"))
    refused("counted_differently", lambda: trial.of("vote_checked", by="p-dddddd", adopted=False))
    trial.of("vote_checked", by="p-dddddd")
    trial.of("case_decided")


def test_seven_of_eleven_judges_are_no_quorum_and_a_panel_that_is_divided_goes_to_the_plenary(trial: Trial) -> None:
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    trial.assign()
    trial.of("hearing_held", on="2026-03-02")
    seven = {"judges": list(JUDGES[:7]), "ballots": [{"judge": one, "hmac": "12" * 32} for one in JUDGES[:7]]}
    refused("quorum_of_judges_missing", lambda: trial.judge(members=11, **seven))
    refused("too_many_judges", lambda: trial.judge(members=12))
    refused("no_such_panel", lambda: trial.judge("panel", judges=list(JUDGES[:4])))
    trial.judge("panel")
    trial.of("vote_checked", by="p-cccccc", adopted=False)
    refused("panel_not_divided", lambda: trial.of("sent_to_plenary"))
    trial.of("vote_checked", by="p-dddddd", adopted=False)
    trial.of("sent_to_plenary")
    assert trial.case().stage == "preparation"


@pytest.mark.parametrize(("yes", "adopted"), [(5, True), (4, False), (3, False)])
def test_an_open_vote_is_counted_by_the_law_of_the_country(yes: int, adopted: bool) -> None:
    law = shipped(MYSAL).on(date(2026, 3, 2))
    assert rules.carried(Count(9, 8, yes, 8 - yes), "plenary", law) is adopted
    assert rules.carried(Count(9, 3, min(yes, 3), 3 - min(yes, 3)), "panel", law) is (yes >= 3)


@pytest.mark.parametrize(("chair", "adopted"), [(True, True), (False, False)])
def test_a_tie_is_decided_by_the_chair_where_the_law_says_so(chair: bool, adopted: bool) -> None:
    law = shipped(KZ).on(date(2026, 3, 2))
    assert rules.carried(Count(10, 8, 4, 4, chair), "plenary", law) is adopted
    assert rules.carried(Count(11, 5, 4, 1), "panel", law) is False


@given(yes=st.integers(0, 11), no=st.integers(0, 11))
def test_one_more_in_favour_never_loses_a_vote(yes: int, no: int) -> None:
    law = shipped(KZ).on(date(2026, 3, 2))
    fewer, more = (Count(11, one + no, one, no, False) for one in (yes, yes + 1))
    if fewer.possible and more.possible and rules.carried(fewer, "plenary", law):
        assert rules.carried(more, "plenary", law)


@given(seed=st.binary(min_size=32, max_size=32), count=st.integers(1, 30))
def test_a_lot_falls_on_one_of_the_list_and_on_the_same_for_everybody(seed: bytes, count: int) -> None:
    assert 0 <= lot.index_of(seed.hex(), count) < count
    assert lot.index_of(seed.hex(), count) == lot.index_of(seed.hex(), count)


def test_a_lot_falls_on_each_judge_about_as_often() -> None:
    hits = [0] * 7
    for n in range(7000):
        hits[lot.index_of(lot.seed_of(HEAD, str(n), C), 7)] += 1
    # Chi squared with six degrees of freedom stays below 22.5 but in one of a thousand; these seeds are fixed.
    assert sum((one - 1000) ** 2 for one in hits) < 22_500


def test_a_lot_is_drawn_as_announced_after_the_source_spoke_and_anew_after_a_recusal() -> None:
    trial = admitted(MYSAL)
    seed = lot.seed_of(HEAD, "8d1f", C)
    judge = lot.drawn(JUDGES[:5], seed)
    other = next(one for one in JUDGES[:5] if one != judge)
    refused("no_lot", lambda: trial.of("lot_drawn", value="8d1f", seed=seed, judge=judge))
    refused("source_not_later", lambda: trial.of("lot_announced", source={**_source(), "due_on": "2026-02-10"}))
    trial.of("lot_announced")
    refused("lot_open", lambda: trial.of("lot_announced"))
    refused("lot_too_early", lambda: trial.of("lot_drawn", value="8d1f", seed=seed, judge=judge))
    refused("lot_not_so", lambda: trial.of("lot_drawn", on="2026-02-20", value="8d1f", seed=seed, judge=other))
    trial.of("lot_drawn", value="8d1f", seed=seed, judge=judge)
    trial.of("judge_recused", judge=judge)
    assert (trial.case().stage, trial.case().bench.rapporteur) == ("admitted", "")
    refused("judge_recused", lambda: trial.of("lot_announced", on="2026-02-19"[:0] or "2026-02-20"))
    refused("assigned_otherwise", lambda: trial.of("rapporteur_assigned", judge=other))


def _source() -> dict[str, str]:
    return {"name": "drand", "reference": "round 5000000", "due_on": "2026-02-20"}


def test_a_judge_is_a_public_capacity(trial: Trial) -> None:
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    refused("no_capacity", lambda: trial.of("rapporteur_assigned", judge="c-zzzzzz"))


def test_a_ruling_is_released_by_two_persons_in_the_texts_that_were_checked(trial: Trial) -> None:
    trial.decided()
    trial.of("decision_sent", on="2026-03-03")
    refused("released_by_one", lambda: trial.of("ruling_published", by="p-dddddd"))
    trial.of("anonymisation_checked", by="p-dddddd")
    refused("released_by_one", lambda: trial.of("ruling_published", by="p-dddddd"))
    other = {"sha256": "00" * 32, "size": 12, "media": "application/pdf"}
    refused("released_by_one", lambda: trial.of("ruling_published", texts=[{"language": "kk", "text": other}]))
    trial.of("ruling_published", by="p-cccccc")
    assert trial.case().stage == "published"


@pytest.mark.parametrize(
    "outcomes",
    [
        [{"norm": M, "outcome": "unconstitutional"}],
        [{"norm": N, "outcome": "unconstitutional"}, {"norm": N, "outcome": "constitutional"}],
    ],
)
def test_a_decision_is_on_the_norms_of_its_case_each_once(trial: Trial, outcomes: list[dict[str, str]]) -> None:
    refused("norm_not_in_case", lambda: trial.decided(outcomes=outcomes))


def test_an_interpretation_has_its_text_and_nothing_else_has_one(trial: Trial) -> None:
    with pytest.raises(InputError):
        trial.decided(outcomes=[{"norm": N, "outcome": "constitutional_in_interpretation"}])


def test_a_norm_follows_the_cases_and_nothing_else(trial: Trial) -> None:
    act = trial.decided()
    review = {"on": "2026-03-02", "status": "unconstitutional", "case": C, "act": act.id, "constitution": "1995"}
    refused("case_says_otherwise", lambda: trial.enter("norm.reviewed", N, {**review, "status": "constitutional"}))
    refused("case_says_otherwise", lambda: trial.enter("norm.reviewed", M, review))
    trial.enter("norm.reviewed", N, review)
    norm = trial.reform.court.norms[N]
    assert (norm.status, norm.status_on(date(2026, 3, 1))) == ("unconstitutional", "never_reviewed")


def test_a_ruling_sets_the_clock_of_a_law_running_as_it_says(trial: Trial) -> None:
    trial.published()
    need = {
        "titles": WORD,
        "form": "law",
        "change": "changed",
        "grounds": [{"kind": "citation", "citation": "ruling 1-NP"}],
        "follows": C,
        "sources": SOURCE,
    }
    term = {"kind": "term", "rule": "court.execution_bill", "since": "2026-03-04"}
    refused("need_unlike_ruling", lambda: trial.enter("alignment.need_stated", "law/fees", need))
    trial.enter("alignment.need_stated", "law/fees", {**need, "due": term})
    assert trial.reform.alignment.laws["law/fees"].due.day == date(2026, 9, 4)
    assert "ruling_not_followed" not in {one.code for one in trial.reform.findings()}


def test_a_withdrawn_appeal_is_ended_by_the_court(trial: Trial) -> None:
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted", "appeal_withdrawn")
    assert trial.case().withdrawn
    trial.of("case_terminated")
    assert trial.case().clocks.next_due() == ("notice", date(2026, 2, 17))


def test_a_revision_opens_the_case_again(trial: Trial) -> None:
    trial.published()
    trial.of("decision_revised")
    assert (trial.case().stage, trial.case().decided) == ("preparation", None)


def test_information_is_due_in_fifteen_working_days_and_met_when_given() -> None:
    trial = admitted()
    trial.of("information_asked", on="2026-02-11")
    assert due(trial, "information") == date(2026, 3, 4)
    trial.of("information_given", on="2026-03-04")
    found = trial.case().clocks.running["information"]
    assert isinstance(found, Course)
    assert found.state is State.MET


def test_a_term_that_is_worked_out_again_is_what_the_newest_rules_give() -> None:
    trial = admitted()
    again = {"clock": "decision", "before": "2026-05-11", "cause": "calendar_changed"}
    refused("term_not_so", lambda: trial.of("term_reckoned_again", **again, after="2026-05-14"))
    trial.of("term_reckoned_again", **again, after="2026-05-12")


def test_where_the_law_sets_no_term_none_is_made_up() -> None:
    law = shipped(KZ).on(date(2026, 3, 2))
    for name in ("registration", "apparatus_check", "preliminary_study", "admission"):
        assert isinstance(law.term(f"court.{name}"), Unknown)


@pytest.mark.parametrize("country", [KZ, MYSAL])
def test_the_chart_names_only_steps_and_stages_that_there_are(country: str) -> None:
    from isonomia.court.steps import STAGES, STEPS

    chart = shipped(country).on(date(2026, 3, 2)).rule("court.steps").value
    assert isinstance(chart, Entries)
    assert {one.word for one in chart} <= set(STEPS.values())
    assert {stage for one in chart for stage in one.words} <= set(STAGES)


def test_the_registrar_names_the_norms_that_an_appeal_is_about_once_each_and_before_the_decision(trial: Trial) -> None:
    trial.file(norms=[])
    trial.road("appeal_registered")
    refused("norm_unknown", lambda: trial.of("norms_named", norms=["norm/unheard"]))
    trial.of("norms_named", norms=[N])
    assert trial.case().norms == [N]
    refused("norms_not_named", lambda: trial.of("norms_named", norms=[N]))
    trial.of("norms_named", norms=[M])
    done = Trial(KZ)
    done.decided()
    refused("norms_not_named", lambda: done.of("norms_named", norms=[M]))
