"""A claim on how many parties won seats: their votes are shared out anew, whatever seats were published."""

from collections.abc import Callable
from typing import Any

import pytest

from isonomia.figures.claims import check_all
from isonomia.figures.verdicts import Check
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook

Replay = Callable[..., Reform]
Rules = Callable[[str, str, str], Rulebook]
BAYTAQ = 6


def winners(reform: Reform) -> Check:
    assert reform.refused == []
    return next(check for check in check_all(reform) if check.claim == "F19")


def test_the_parties_that_won_in_2023_are_counted_from_their_votes(reform: Reform) -> None:
    found = winners(reform)
    assert (found.verdict, found.numerator, found.denominator, found.base) == ("holds", 6, 7, "lists")
    assert [act.id for act in found.acts] == ["kz-2023/votes-final"] and found.citation
    seats = [dict(params)["seats"] for code, params in found.notes if code == "seats_won"]
    assert seats == ["40", "8", "6", "6", "5", "4"]
    assert found.notes[-1][0] == "districts_not_in_record"
    assert not list(reform.elections.matters["election/mazhilis-2023"].findings())


CHANGED: list[tuple[str, dict[str, Any], str]] = [
    ("kz-2022/claim-F19", {"asserts__number": 7}, "contradicted"),
    ("kz-2022/claim-F19", {"asserts__election": "election/none"}, "not derivable"),
    ("kz-2023/votes-final", {f"votes__{BAYTAQ}__votes": 336_000}, "contradicted"),
    ("kz-2023/called", {"polling_day": "2026-07-01"}, "not derivable"),
]


@pytest.mark.parametrize(("id", "changes", "wanted"), CHANGED)
def test_an_act_changes_the_verdict(replayed_with: Replay, id: str, changes: dict[str, Any], wanted: str) -> None:
    reform = replayed_with(id, **changes)
    assert next(check for check in check_all(reform) if check.claim == "F19").verdict == wanted


def test_the_bar_of_2021_would_have_let_in_four(replayed_with: Replay, kz_with: Rules) -> None:
    found = winners(replayed_with(rules=kz_with("elections.toml", 'share = "1/20"', 'share = "7/100"')))
    assert (found.verdict, found.numerator) == ("contradicted", 4)
