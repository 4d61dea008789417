"""The docket counted in one pass over entries says what the cases say that were replayed."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from isonomia.court.counting import Statistics, Tally
from isonomia.errors import RecordError
from isonomia.procedure.counting import FEWEST
from isonomia.record.act import write_entry
from isonomia.record.checkpoint import Checkpoint
from isonomia.record.merkle import root_hash
from isonomia.record.tiles import published_files
from isonomia_cli.court import counted as counted_in
from isonomia_cli.court import due_by, tree_checked
from tests.isonomia.court.trials import C, D, N, Trial

ON = date(2026, 11, 1)


def counted(trial: Trial, year: int | None = None) -> Statistics:
    tally = Tally()
    tally.take(write_entry(one) for one in trial.acts)
    return tally.statistics(due_by(trial.rulebook), on=ON, year=year)


def told() -> Trial:
    trial = Trial("kz")
    trial.published()
    trial.day = "2026-03-05"
    trial.file(D)
    for one in ("appeal_registered", "check_passed", "study_begun", "appeal_admitted"):
        trial.of(one, D)
    for number in range(3, 3 + FEWEST):
        matter = f"case/2026-{number:06}"
        trial.day = "2026-03-05"
        trial.file(matter, territory="KZ-75", language="ru")
        trial.of("appeal_registered", matter)
        trial.of("appeal_returned", matter, on="2026-03-15")
    return trial


def test_one_pass_says_what_the_replayed_cases_say() -> None:
    trial = told()
    found, cases = counted(trial), trial.reform.court.cases.values()
    assert found.cases == len(cases) == FEWEST + 2
    assert found.by_stage == dict(Counter(one.stage for one in cases))
    assert found.by_ground == {"form_or_content": FEWEST}
    assert found.by_norm == {N: FEWEST + 2}
    assert found.outcomes == {"unconstitutional": 1}
    assert found.by_month == {"2026-02": 1, "2026-03": FEWEST + 1}
    waited = {one.name: (one.cases, one.median) for one in found.waited}
    assert waited["to_decide"] == (1, 20) and waited["to_return"] == (FEWEST, 10)


def test_terms_that_were_kept_and_that_ran_out() -> None:
    found = counted(told())
    # Decided in time; taken up on 5 March, due on 5 June, and still not decided in November.
    assert (found.terms.met, found.terms.overdue, found.terms.missed) == (1, 1, 0)
    trial = Trial("kz")
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted", "term_extended")
    assert counted(trial).terms.moved == 1


def test_a_case_that_was_resumed_or_whose_judge_left_stands_where_the_replay_says() -> None:
    trial = Trial("kz")
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted", "rapporteur_assigned")
    trial.road("proceedings_suspended", "proceedings_resumed")
    assert counted(trial).by_stage == {trial.case().stage: 1} == {"preparation": 1}
    trial.of("judge_recused")
    assert counted(trial).by_stage == {trial.case().stage: 1} == {"admitted": 1}
    assert counted(trial).terms.moved == 1


def test_territories_with_few_cases_are_not_named() -> None:
    assert counted(told()).by_territory == {"KZ-75": FEWEST}


def test_a_year_is_counted_by_the_day_of_filing() -> None:
    trial = told()
    assert counted(trial, 2026).cases == FEWEST + 2
    assert counted(trial, 2025).cases == 0
    assert trial.case(C).stage == "published"


def test_numbers_over_other_entries_than_the_head_states_are_never_told(tmp_path: Path) -> None:
    entries = [write_entry(one) for one in told().acts]
    for path, data in published_files(entries):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    right = Checkpoint("example.org/court", len(entries), root_hash(entries))
    tally = Tally()
    with tree_checked(tmp_path, right):
        counted_in(tmp_path, right.size, tally)
    assert tally.statistics(due_by(Trial("kz").rulebook), on=ON) == counted(told())
    other = Checkpoint(right.origin, right.size, root_hash(entries[::-1]))
    # That the entries are not those of the head is told ahead of whatever they led to here.
    for stumbled in (False, True):
        with pytest.raises(RecordError, match="not those that the newest head states"), tree_checked(tmp_path, other):
            assert not stumbled
