"""The reform of 2022: its deferred operations give the published texts, and lead back, byte for byte."""

from pathlib import Path

import pytest

from isonomia.drafting.consolidation import consolidate, history, in_turn, invert, standing
from isonomia.drafting.editions import Edition, text_of
from isonomia.drafting.operations import AnyOperation, read, write
from tests.isonomia.drafting.kz2022 import ELECTIONS, edition, operations, text_on

HELD = {ELECTIONS: "2023-03-19"}


@pytest.fixture(scope="module")
def base(shared_data: Path) -> Edition:
    """The edition of 17 September 2022."""
    return edition(shared_data)


@pytest.fixture(scope="module")
def deferred(shared_data: Path, base: Edition) -> tuple[AnyOperation, ...]:
    """The thirty operations."""
    return operations(shared_data, base)


@pytest.mark.parametrize(
    ("day", "count"), [("2022-12-31", 0), ("2023-01-01", 27), ("2023-03-18", 27), ("2023-03-19", 30)]
)
def test_operations_give_the_published_text(shared_data, base, deferred, day, count):
    made = consolidate(base, deferred, day, HELD)
    published = {0: "2022-09-17", 27: "2023-01-01", 30: "2023-03-19"}[count]
    assert text_of(made.edition).encode() == text_on(shared_data, published).encode()
    assert (len(made.applied), len(made.deferred), made.edition.day) == (count, 30 - count, day)


def test_without_the_event_three_operations_wait(shared_data, base, deferred):
    made = consolidate(base, deferred, "2023-03-19", {})
    assert text_of(made.edition) == text_on(shared_data, "2023-01-01")
    assert [one.eid for one in made.deferred] == ["art_50__para_2", "art_50__para_3", "art_51__para_1"]
    assert {one.boundary.event for one in made.deferred} == {ELECTIONS}


@pytest.mark.parametrize("day", ["2023-01-01", "2023-03-19"])
def test_the_inverse_leads_back(shared_data, base, deferred, day):
    made = consolidate(base, deferred, day, HELD)
    back = in_turn(made.edition, invert(base, deferred, day, HELD), base.day)
    assert text_of(back).encode() == text_on(shared_data, "2022-09-17").encode()
    assert back == base


def test_inverses_are_of_the_same_closed_set_and_keep_the_boundaries(base, deferred):
    inverse = invert(base, deferred, "2023-03-19", HELD)
    assert read(write(inverse).splitlines()) == inverse
    assert [one.boundary.event for one in inverse[:3]] == [ELECTIONS] * 3
    assert {one.boundary.day for one in inverse[3:]} == {"2023-01-01"}


def test_operations_come_in_any_order(base, deferred):
    assert consolidate(base, deferred[::-1], "2023-03-19", HELD).edition == (
        consolidate(base, deferred, "2023-03-19", HELD).edition
    )


def test_every_provision_has_its_history(base, deferred):
    made = consolidate(base, deferred, "2023-03-19", HELD)
    changes = history(made.applied, base.by_eid["art_50__para_2"].uid)
    assert [(one.day, one.operation.id, one.act) for one in changes] == [
        ("2023-03-19", "kz-2022-28", "kz/act/2022-06-08/law")
    ]
    inserted = made.edition.by_eid["art_53__part_1__subpara_1-2"].uid
    assert [one.point for one in history(made.applied, inserted)] == ["article 53, 1-1), 1-2)"]
    assert history(made.applied, base.by_eid["art_1__para_1"].uid) == ()


def test_one_provision_on_a_day_is_that_of_the_whole_text(base, deferred):
    whole = {day: consolidate(base, deferred, day, HELD).edition for day in ("2022-12-31", "2023-01-01", "2023-03-19")}
    uids = {one.uid for made in whole.values() for one in made.provisions}
    for day, made in whole.items():
        for uid in uids:
            found = standing(base, deferred, day, events=HELD, uid=uid)
            if uid in made.by_uid:
                assert found is not None
                assert (found.provision.eid, found.words) == (made.by_uid[uid].eid, made.words(uid))
            else:
                assert found is None
