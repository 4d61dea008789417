"""The board of how proposals are served: the same numbers as the figures, small rows hidden, fractions left alone."""

from datetime import date
from fractions import Fraction

import pytest

from isonomia.figures.of_proposals import of_proposals
from isonomia.packs.loading import folder, load
from isonomia.proposals.board import Board, ProposalFact, Share, board, board_of, told_apart
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped
from tests.isonomia.proposals.conftest import OTHER, D, P, Story


@pytest.fixture(scope="module")
def mysal() -> Reform:
    pack = load(folder("mysal"))
    return Reform.after(pack.acts, {"mysal": shipped("mysal")}, pack.blobs)


@pytest.fixture(scope="module")
def counted(mysal: Reform) -> Board:
    return board_of(mysal.proposals, mysal.blobs)


def test_the_board_says_what_the_figures_say(mysal: Reform, counted: Board) -> None:
    figures = {(one.name, one.base): one for one in of_proposals(mysal)}
    by_name = {name: one for (name, _), one in figures.items()}
    for share, name in (
        (counted.answered, "answered_of_admissible"),
        (counted.reviewed, "reviewed_of_admissible"),
        (counted.in_time, "in_time_of_due"),
    ):
        figure = by_name[f"proposals.{name}"]
        assert (share.part, share.whole) == (figure.numerator, figure.denominator), name
    assert counted.refused.part == by_name["proposals.refused"].numerator
    assert counted.waiting == by_name["proposals.waiting"].numerator and counted.waiting > 0
    assert counted.looks.part == by_name["proposals.second_looks"].numerator
    for one in counted.counts:
        triple = (one.submissions, one.demands, one.in_campaigns)
        assert triple == tuple(
            figures[f"proposals.{name}", one.rule].numerator for name in ("submissions", "demands", "in_campaigns")
        )
    lengths = (counted.to_answer.half, counted.to_answer.three_quarters, counted.to_answer.nine_tenths)
    assert lengths == tuple(by_name[f"proposals.days_to_{share}_percent"].numerator for share in (50, 75, 90))
    for one in counted.by_language:
        if one.name in ("kk", "ru", "en"):
            assert one.half == by_name[f"proposals.days_to_50_percent_{one.name}"].numerator


def test_rows_add_up_to_the_whole_or_say_that_they_are_hidden(counted: Board) -> None:
    assert all(one.name for one in counted.rows["group"]) and counted.rows["group"][0].whole
    for rows in (counted.rows[name] for name in ("channel", "territory", "language")):
        told = [one.whole for one in rows if one.whole is not None]
        hidden = [one for one in rows if one.whole is None]
        assert len(hidden) != 1 and (sum(told) == counted.answered.whole) is not bool(hidden)


def test_a_small_row_is_hidden_with_the_next_one() -> None:
    rows = told_apart([Share("a", 3, 90), Share("b", 2, 7), Share("c", 1, 4)])
    assert rows == (Share("a", 3, 90), Share("b", None, None), Share("c", None, None))
    assert told_apart([Share("a", 3, 90), Share("b", 2, 5)])[1].share == Fraction(2, 5)
    assert Share("none", 0, 0).share is None


def test_one_that_waits_counts_for_as_long_as_it_was_watched(story: Story) -> None:
    story.taken_up().taken_up(OTHER)
    decided = story.of("decided", D)
    story.answer(P, decided)
    found = board_of(story.reform.proposals, {})
    assert (found.to_answer.watched, found.to_answer.ended) == (2, 1)
    assert found.waiting == 1 and found.oldest == OTHER
    assert (found.to_decide.ended, found.answered.part, found.answered.whole) == (2, 1, 2)


def test_what_was_withdrawn_is_watched_until_then() -> None:
    day = date(2025, 1, 1)
    one = ProposalFact(
        matter=P, stage="withdrawn", channel="form", language="kk", received_on=day, registered_on=day, ended_on=day
    )
    found = board([one], [], None, on=date(2025, 6, 1))
    assert (found.to_answer.watched, found.to_answer.ended, found.waiting) == (1, 0, 0)
    assert found.counts[0].in_campaigns is None
