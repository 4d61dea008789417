"""The seat of one district: most votes, ties and the line against all."""

from datetime import date

import pytest

from isonomia.elections.districts import districts, single
from isonomia.elections.entrants import Entrant
from isonomia.elections.rules import Body
from isonomia.elections.seats import Tie
from isonomia.errors import InputError, RulebookError
from isonomia.rulebook.law import Rulebook
from tests.isonomia.elections.own import law_of, own_words


def mazhilis(kz: Rulebook) -> Body:
    return Body(kz.on(date(2023, 3, 19)))


def of(**votes: int) -> list[Entrant]:
    return [Entrant(name=name, votes=count) for name, count in votes.items()]


def against(votes: int) -> Entrant:
    return Entrant(name="against all", votes=votes, kind="against_all")


def test_the_29_districts_of_2023_lie_in_the_20_territories(kz: Rulebook) -> None:
    body = mazhilis(kz)
    found = districts(body)
    assert (len(found), sum(found.values())) == (20, 29)
    assert set(found) == set(body.law.by_id)
    assert {one for one, count in found.items() if count == 3} == {"KZ-75", "KZ-61"}


def test_most_votes_win_however_few(kz: Rulebook) -> None:
    found = single([*of(a=30, b=31, c=29), against(10)], mazhilis(kz))
    assert (found.winner, found.votes, found.tie) == ("b", 31, None)
    assert single(of(a=3, b=2), Body(kz.on(date(2021, 7, 25)), "rural_head")).winner == "a"


def test_a_tie_is_broken_by_registration_or_stands(kz: Rulebook) -> None:
    found = single(of(a=5, b=5), mazhilis(kz))
    assert (found.winner, found.tie) == (None, Tie(("a", "b"), 1, "district"))
    lines = [Entrant(name=name, votes=5, registered=at) for name, at in (("a", 2), ("b", 1))]
    assert single(lines, mazhilis(kz)).winner == "b"
    # For heads of villages no rule on ties is known.
    assert single(lines, Body(kz.on(date(2021, 7, 25)), "rural_head")).winner is None


def test_where_most_votes_are_against_all_the_sources_do_not_say_what_then(kz: Rulebook) -> None:
    with pytest.raises(RulebookError, match="40 votes are against all, 31 for the first: what then is unknown"):
        single([*of(a=31, b=29), against(40)], mazhilis(kz))


def test_before_districts_had_deputies_nothing_is_decided(kz: Rulebook) -> None:
    with pytest.raises(RulebookError, match=r"elections\.single_method is unknown on 2021-01-10"):
        single(of(a=1), Body(kz.on(date(2021, 1, 10))))
    with pytest.raises(InputError, match="no votes at all"):
        single(of(a=0), mazhilis(kz))


def test_where_the_law_wants_more_than_half_two_go_on_and_all_who_share_the_second_place() -> None:
    body = Body(law_of(*own_words(single_method="majority", against_all="on_ballot")))
    assert single(of(a=51, b=49), body).winner == "a"
    assert single(of(a=50, b=30, c=20), body).second_round == ("a", "b")
    assert single(of(a=40, b=30, c=30), body).second_round == ("a", "b", "c")
    # Votes against all are votes: with one of them half is not more than half.
    assert single([*of(a=51, b=41), against(10)], body).winner is None
    without = Body(law_of(*own_words(single_method="plurality", against_all="not_on_ballot")))
    with pytest.raises(InputError, match="by this law no ballot bears that line"):
        single([*of(a=51), against(1)], without)
