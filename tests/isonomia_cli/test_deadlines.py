"""`isonomia deadlines`: what it prints, in which language, and how it refuses."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
KZ = ("--law", "kz")


def test_a_deadline_is_explained_line_by_line(isonomia: Run) -> None:
    said = isonomia("deadlines", "explain", "court.send_decision", "--from", "2025-03-19", *KZ)
    assert said.code == 0
    lines = {tuple(line.split("  ", 1)[0:1]): line for line in said.out.splitlines()}
    assert ("due",) in lines and "2025-03-31" in lines["due",]
    assert "art. 65(1)(1)" in lines["article",]
    assert said.out.count("not counted") == 7
    assert "2025-03-24: day off for a holiday on a weekend, Nowruz Holiday" in said.out
    assert "kz, version 1 of 2026-11-21, years 2022 to 2027" in said.out


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Наурыз мейрамы"), ("ru", "не засчитаны"), ("en", "5 working day(s) after the decision was adopted")],
)
def test_it_is_explained_in_each_language(isonomia: Run, language: str, words: str) -> None:
    said = isonomia("deadlines", "explain", "court.send_decision", "--from", "2025-03-19", *KZ, "--language", language)
    assert words in said.out


def test_a_deadline_as_json(isonomia: Run) -> None:
    found = isonomia("deadlines", "explain", "assembly.notice", "--from", "2026-10-28", *KZ, "--json").json()
    assert (found["due"], found["strict"], found["provisional"]) == ("2026-10-20", "2026-10-19", False)
    assert (found["term"]["count"], found["term"]["unit"], found["term"]["owner"]) == (5, "working_days", "citizen")
    assert [one["day"] for one in found["skipped"]] == ["2026-10-24", "2026-10-25", "2026-10-26"]
    assert found["skipped"][1]["names"]["ru"] == "День Республики"
    assert found["calendar"] == {"id": "kz", "version": 1, "published": "2026-11-21", "years": [2022, 2027]}
    assert {one["code"] for one in found["warnings"]} == {"deadline_strict", "deadline_transfers_unknown"}


def test_a_year_that_is_missing_is_said(isonomia: Run) -> None:
    said = isonomia("deadlines", "explain", "ombudsman.complaint", "--from", "2027-12-20", *KZ)
    assert "the calendar lacks the year 2028" in said.out
    assert "provisional" in said.out


def test_the_law_of_another_day_can_be_asked(isonomia: Run) -> None:
    early = ("deadlines", "explain", "compensation.claim", "--from", "2026-01-15", *KZ)
    assert "unknown on 2026-01-15" in isonomia(*early).refused(3)
    assert "2026-07-15" in isonomia(*early, "--on", "2026-06-01").out


def test_every_term_is_listed_with_its_article_or_what_is_missing(isonomia: Run) -> None:
    said = isonomia("deadlines", "list", *KZ)
    assert said.code == 0
    assert "art. 65(1)(1)" in next(line for line in said.out.splitlines() if line.startswith("court.send_decision"))
    assert "sets no term" in next(line for line in said.out.splitlines() if line.startswith("court.admission "))
    assert "referendum." not in said.out
    listed = isonomia("deadlines", "list", *KZ, "--json").json()
    assert {one["key"] for one in listed} == {line.split()[0] for line in said.out.splitlines()}


def test_terms_are_listed_as_they_stood_on_a_day(isonomia: Run) -> None:
    listed = isonomia("deadlines", "list", *KZ, "--on", "2021-01-01", "--json").json()
    known = [one["key"] for one in listed if "term" in one]
    # The terms for laws that follow a constitution stand since 1995, those of parties in an edition of 2014.
    assert {key.partition(".")[0] for key in known} == {"alignment", "assembly", "parties"}


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("cort.send_decision", "--from", "2025-03-19", *KZ), 2, "near: court.send_decision"),
        (("xyz", "--from", "2025-03-19", *KZ), 2, "`isonomia deadlines list` names them all"),
        (("court.send_decision", "--from", "19.03.2025", *KZ), 2, '--from: not a day: "19.03.2025"'),
        (("court.send_decision", "--from", "2025-03", *KZ), 2, '--from: not a day: "2025-03"'),
        (("court.send_decision", "--from", "2025-03-19", *KZ, "--on", "soon"), 2, '--on: not a day: "soon"'),
        (("court.send_decision", "--from", "2025-03-19", *KZ, "--language", "de"), 2, "wanted one of kk, ru, en"),
        (("court.send_decision", "--from", "2025-03-19", "--law", "xx"), 3, 'no rulebook of "xx"'),
        (("court.admission", "--from", "2025-03-19", *KZ), 3, "the law sets no term"),
        (("referendum.quorum", "--from", "2025-03-19", *KZ), 2, "is no term"),
        (("court.send_decision", "--from", "9999-12-31", *KZ), 2, "outside the calendar of years"),
    ],
)
def test_a_wrong_question_gets_one_clear_line(isonomia: Run, words: tuple[str, ...], code: int, complaint: str) -> None:
    assert complaint in isonomia("deadlines", "explain", *words).refused(code)


def test_a_term_is_shown_among_the_rules(isonomia: Run) -> None:
    said = isonomia("rules", "show", "court.send_decision", *KZ, "--on", "2025-03-19")
    assert "5 working_days after decision_adopted (body)" in said.out
    found = isonomia("rules", "show", "court.send_decision", *KZ, "--on", "2025-03-19", "--json").json()
    assert (found["count"], found["of"], found["unit"]) == (5, "working_days", "term")
