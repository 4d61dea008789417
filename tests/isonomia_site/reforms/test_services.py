"""A pack is entered act by act, each admitted by the law, and once."""

import dataclasses

import pytest
from msgspec import structs

from isonomia.errors import ConflictError, UnlawfulActError
from isonomia.record.act import Act
from isonomia_site.record import models
from isonomia_site.record.reader import acts_of, all_acts, blobs
from tests.isonomia_site.halls import Hall


def with_acts(hall: Hall, *acts: Act) -> Hall:
    """The same hall with other acts in its pack."""
    return dataclasses.replace(hall, pack=dataclasses.replace(hall.pack, acts=acts))


def test_the_record_opens_adopts_its_rulebook_and_holds_the_pack(hall: Hall) -> None:
    assert hall.fill() == 2 + len(hall.pack.acts)
    acts = all_acts()
    assert [act.act for act in acts[:2]] == ["record.opened", "rulebook.adopted"]
    assert [act.id for act in acts[2:]] == [act.id for act in hall.pack.acts]
    held = blobs()
    assert acts[0].body.policy_sha256 in held
    assert all(one.sha256 in held and len(held[one.sha256]) == one.size for one in acts[1].body.files)


def test_places_count_up_within_each_matter(hall: Hall) -> None:
    hall.fill()
    for matter in models.Matter.objects.values_list("matter", flat=True):
        assert [act.place for act in acts_of(matter)] == list(range(len(acts_of(matter))))


def test_entering_a_pack_again_adds_nothing(hall: Hall) -> None:
    hall.fill()
    before = list(models.Entry.objects.order_by("pk").values_list())
    lines = list(models.Matter.objects.order_by("matter").values_list())
    assert hall.fill() == 0
    assert list(models.Entry.objects.order_by("pk").values_list()) == before
    assert list(models.Matter.objects.order_by("matter").values_list()) == lines


def test_an_interrupted_pack_is_completed(hall: Hall) -> None:
    first = with_acts(hall, *hall.pack.acts[:20]).fill()
    assert first == 22
    assert hall.fill() == len(hall.pack.acts) - 20


def test_an_act_that_now_says_something_else_is_a_conflict(hall: Hall) -> None:
    first = hall.pack.acts[0]
    with_acts(hall, first).fill()
    with pytest.raises(ConflictError, match="says something else"):
        with_acts(hall, structs.replace(first, at="2026-11-21T12:00:01Z")).fill()


def test_an_act_that_the_law_refuses_is_not_entered(hall: Hall) -> None:
    called = next(act for act in hall.pack.acts if act.act == "referendum.called")
    again = structs.replace(called, id="called-again", place=1)
    with pytest.raises(UnlawfulActError, match="called once"):
        with_acts(hall, called, again).fill()
    assert [act.id for act in acts_of(called.matter)] == [called.id]
    assert models.Matter.objects.get(matter=called.matter).acts == 1


def test_an_act_at_the_wrong_place_is_a_conflict(hall: Hall) -> None:
    first = hall.pack.acts[0]
    with pytest.raises(ConflictError, match="place 1"):
        with_acts(hall, structs.replace(first, place=1)).fill()
