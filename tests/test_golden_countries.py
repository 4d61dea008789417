"""Votes of other countries, as acts, under the TOML of their day: the outcome is the one that was published."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from isonomia.errors import RulebookError
from isonomia.packs.loading import load
from isonomia.record.act import Act
from isonomia.referendum.acts import Called, DecisionPublished, MajorityStated, PrintedCount, ResultPublished
from isonomia.referendum.rules import Count, Decision, TerritoryCount, Votes, decide
from isonomia.referendum.state import Referendum
from isonomia.reform.road import Reform
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.loading import read, shipped, texts

GOLDEN = Path(__file__).resolve().parent / "golden"
RECORDS = {
    "ch": GOLDEN / "switzerland-double-majority" / "record",
    "it": GOLDEN / "italy-turnout-quorum" / "record",
    "dk": GOLDEN / "denmark-share-of-the-electorate" / "record",
}
# Where no day of publication is typed in, the rule on it is never asked, so no law is missed.
FOUND: dict[str, list[str]] = {"ch": [], "it": [], "dk": []}
Change = Callable[[Act], Act]


def replayed(country: str, change: Change = lambda act: act) -> Referendum:
    acts = [change(one) for one in load(RECORDS[country]).acts]
    reform = Reform.after(acts, {country: shipped(country)})
    assert reform.refused == []
    (state,) = reform.referendums.values()
    return state


def decided(state: Referendum) -> Decision:
    return state.decision(state.stages()[-1])


def with_count(measure: str, count: int) -> Change:
    """Change what was printed of one measure of the whole country."""

    def change(act: Act) -> Act:
        body = act.body
        if not isinstance(body, ResultPublished) or not body.counts:
            return act
        counts = tuple(
            PrintedCount(measure=one.measure, count=one.count) for one in body.counts if one.measure != measure
        )
        counts = (*counts, PrintedCount(measure=measure, count=count))
        return msgspec.structs.replace(act, body=msgspec.structs.replace(body, counts=counts, shares=()))

    return change


def on_day(day: str) -> Change:
    """Hold the same vote on another day."""

    def change(act: Act) -> Act:
        if not isinstance(act.body, Called):
            return act
        return msgspec.structs.replace(act, body=msgspec.structs.replace(act.body, polling_day=day))

    return change


@pytest.mark.parametrize("country", RECORDS)
def test_the_published_outcome_is_the_one_that_law_and_acts_give(country: str) -> None:
    state = replayed(country)
    (published,) = (body.outcome for _, body in state.of(DecisionPublished))
    assert decided(state).outcome == published
    assert [one.code for one in state.findings()] == FOUND[country]


def test_the_people_said_yes_and_the_cantons_no() -> None:
    people, cantons = decided(replayed("ch")).tests
    assert (people.key, people.passed, people.required) == ("referendum.valid_majority", True, 1280424)
    assert (cantons.key, cantons.passed, cantons.required) == ("referendum.regions", False, 12)
    assert (cantons.numerator, cantons.denominator) == (Fraction(17, 2), 23)
    # Bern is counted, the eight others rest on printed shares, the seventeen on a newspaper's word.
    bases = [one.basis for one in cantons.tests]
    assert [bases.count(one) for one in ("counts", "printed_share", "reported")] == [1, 8, 17]


def test_three_and_a_half_more_cantonal_votes_would_have_carried_it_and_three_would_not() -> None:
    def also(*ids: str) -> Change:
        def change(act: Act) -> Act:
            if not isinstance(act.body, MajorityStated):
                return act
            kept = tuple(one for one in act.body.territories if one not in ids)
            moved = (*kept, *ids) if act.body.majority == "yes" else kept
            return msgspec.structs.replace(act, body=msgspec.structs.replace(act.body, territories=moved))

        return change

    enough = decided(replayed("ch", also("CH-GL", "CH-GR", "CH-LU", "CH-BL")))
    assert (enough.tests[-1].numerator, enough.outcome) == (12, "adopted")
    short = decided(replayed("ch", also("CH-GL", "CH-GR", "CH-BL", "CH-AI")))
    assert (short.tests[-1].numerator, short.outcome) == (Fraction(23, 2), "rejected")


def test_before_jura_there_is_no_list_of_cantons_and_nothing_is_decided() -> None:
    state = Referendum.after([], shipped("ch"))
    called = load(RECORDS["ch"]).acts[0]
    state.admit(on_day("1978-09-24")(called))
    with pytest.raises(RulebookError, match="the sources used here begin with 1979-01-01"):
        state.law.register()
    assert len(shipped("ch").on(date(1979, 1, 1)).register()) == 26


@pytest.mark.parametrize(("took_part", "outcome"), [(25208976, "invalid"), (25208977, "adopted")])
def test_one_voter_fewer_makes_a_repeal_invalid(took_part: int, outcome: str) -> None:
    state = replayed("it", lambda act: with_count("took_part", took_part)(with_count("yes", 20_000_000)(act)))
    assert decided(state).outcome == outcome
    assert ("decision_differs" in [one.code for one in state.findings()]) is (outcome == "invalid")


@pytest.mark.parametrize(("yes", "outcome"), [(1645747, "rejected"), (1645748, "adopted")])
def test_one_vote_fewer_misses_two_fifths_of_the_electorate(yes: int, outcome: str) -> None:
    assert decided(replayed("dk", with_count("yes", yes))).outcome == outcome


def test_the_votes_of_1939_would_have_carried_under_the_law_of_2009_and_the_date_decides() -> None:
    votes = Votes(Count(registered=2173420, took_part=1063764, yes=966277, no=85717))
    dk = shipped("dk")
    assert decide(votes, dk.on(date(1939, 5, 23))).outcome == "rejected"
    assert decide(votes, dk.on(date(1953, 6, 4))).outcome == "rejected"
    assert decide(votes, dk.on(date(1953, 6, 5))).outcome == "adopted"


def test_no_danish_vote_turns_on_who_takes_part() -> None:
    """Whether blank papers are in the base of the majority is our reading; no vote here depends on it."""
    files = texts(shipped_laws(), "dk")
    text = files["referendum.toml"]
    assert text.count('base = "took_part"') == 2
    other = read("dk", {**files, "referendum.toml": text.replace('base = "took_part"', 'base = "yes_plus_no"')})
    cases = {
        "2009-06-07": Count(registered=4114369, took_part=2399948, yes=1858211, no=318934),
        "1953-05-28": Count(registered=2585100, took_part=1527658, yes=1183292, no=319135),
        "1939-05-23": Count(registered=2173420, took_part=1063764, yes=966277, no=85717),
        "1920-09-06": Count(registered=1291745, took_part=640759, yes=614227, no=19592),
    }
    for day, count in cases.items():
        on = date.fromisoformat(day)
        assert decide(Votes(count), shipped("dk").on(on)).outcome == decide(Votes(count), other.on(on)).outcome


def test_a_tied_canton_has_not_agreed() -> None:
    law = shipped("ch").on(date(2020, 11, 29))

    def vote(zurich_yes: int) -> Decision:
        agreed = ("AG", "BE", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "SG", "SH")
        units = [TerritoryCount(f"CH-{one}", Count(yes=6, no=5)) for one in agreed]
        units.append(TerritoryCount("CH-ZH", Count(yes=zurich_yes, no=50)))
        units += [TerritoryCount(one.id, majority="no") for one in law.register() if one.id[3:] not in (*agreed, "ZH")]
        return decide(Votes(Count(yes=1000, no=900), tuple(units)), law)

    assert (vote(50).tests[-1].numerator, vote(50).outcome) == (11, "rejected")
    assert (vote(51).tests[-1].numerator, vote(51).outcome) == (12, "adopted")


@pytest.mark.parametrize("country", RECORDS)
def test_no_country_that_ships_decides_on_an_assumption(country: str) -> None:
    assert 'certainty = "assumed"' not in "".join(texts(shipped_laws(), country).values())
