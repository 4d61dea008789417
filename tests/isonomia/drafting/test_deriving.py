"""Operations between two editions: carried out on the old one they give the new one, in whatever order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from isonomia.drafting.comparison import compare
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.deriving import Head, operations_between, substitutions
from isonomia.drafting.editions import PART, Edition, Provision, digest, text_of
from isonomia.drafting.operations import (
    Boundary,
    Insert,
    Move,
    Reason,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    SubstituteText,
)
from isonomia.drafting.profiles import shipped
from isonomia.errors import InputError
from tests.isonomia.drafting.editing import LAW, applied, changed, kazakh_editions, of_one_lineage, text

HEAD = Head(
    id="draft",
    act="mysal/7",
    point="1",
    boundary=Boundary(day="2026-05-01"),
    reasons=(Reason(language="en", text="It was asked for."),),
    proposals=("proposal/3",),
)


def edit(edition: Edition, choice: tuple[str, int, int, str]) -> Edition:
    """One edit of a text: words, a heading, a unit put in, taken out or brought elsewhere among its neighbours."""
    what, at, other, words = choice
    ones = list(edition.provisions)
    articles = [one for one in ones if one.kind == "article"]
    below = [one for one in ones if one.kind in ("point", PART)]
    match what:
        case "reword" if below:
            one = below[at % len(below)]
            ones[ones.index(one)] = structs.replace(
                one, text=f"{words} {one.text[other % (len(one.text) + 1) :]}".strip()
            )
        case "heading":
            one = articles[at % len(articles)]
            ones[ones.index(one)] = structs.replace(one, mark=f"Article {one.number}. ", heading=words)
        case "drop":
            one = (articles + below)[at % len(articles + below)]
            gone = {each.uid for each in edition.subtree(one.uid)}
            ones = [each for each in ones if each.uid not in gone] if len(articles) > 2 else ones
        case "put_in":
            holders = [one for one in ones if one.kind == "article"]
            around = holders[at % len(holders)]
            new = Provision(uid=f"new{len(ones)}{at}", eid="", parent=around.uid, kind=PART, text=words)
            ones.insert(ones.index(around) + 1, new)
        case "swap":
            one = articles[at % len(articles)]
            beside = [each for each in articles if each.parent == one.parent and each.uid != one.uid]
            if beside:
                ones = brought(edition, one.uid, beside[other % len(beside)].uid)
    return of_one_lineage(edition, ones)


def brought(edition: Edition, uid: str, before: str) -> list[Provision]:
    """The provisions with one unit standing before another."""
    unit = list(edition.subtree(uid))
    inside = {one.uid for one in unit}
    ones = [one for one in edition.provisions if one.uid not in inside]
    at = next(at for at, one in enumerate(ones) if one.uid == before)
    return [*ones[:at], *unit, *ones[at:]]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["reword", "heading", "drop", "put_in", "swap"]),
        st.integers(0, 20),
        st.integers(0, 20),
        st.sampled_from(["stones", "the book of the land", "river", "votes aloud", "a. b, c"]),
    ),
    max_size=8,
)


@given(EDITS, st.randoms(use_true_random=False))
def test_the_operations_lead_from_the_old_text_to_the_new_in_any_order(
    edits: list[tuple[str, int, int, str]], order: Any
) -> None:
    old = text(LAW)
    new = old
    for one in edits:
        new = edit(new, one)
    operations = list(operations_between(old, new, HEAD))
    order.shuffle(operations)
    assert applied(old, operations).provisions == new.provisions
    assert len({one.id for one in operations}) == len(operations)
    assert all(one.words[0].expected == digest(old.words(one.target)) for one in operations)
    assert all(one.eid == old.by_uid[one.target].eid for one in operations)
    assert bool(operations) == (old.provisions != new.provisions)
    consolidated = consolidate(old, operations, "2026-05-01", {})
    assert consolidated.edition.provisions == new.provisions
    assert not consolidated.deferred


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ([], []),
        ([("nine days", "ten days")], [SubstituteText]),
        ([("nine days", "ten days"), ("great book", "small book")], [SubstituteText, SubstituteText]),
        ([("2) the warden of the bridges.\n", "")], [Repeal]),
        ([("bridges.\n", "bridges.\n3) the crier.\n4) the cook.\n")], [Insert]),
        ([("The people", "The assembly")], [SetHeading]),
        ([("2. The capital", "2-1. The capital")], [Renumber]),
        ([("The capital lies where the two rivers meet.", "Repealed.")], [Replace]),
        ([("Article 4\n", "Article 3-1\nThe word is free.\nArticle 4\n")], [Insert]),
    ],
)
def test_texts_that_were_read_apart(changes: list[tuple[str, str]], kinds: list[type]) -> None:
    old, new = text(LAW), changed(*changes)
    operations = operations_between(old, new, HEAD)
    found = applied(old, operations)
    assert text_of(found) == text_of(new)
    assert [one.eid for one in found.provisions] == [one.eid for one in new.provisions]
    assert [type(one) for one in operations] == kinds
    assert all(
        (one.act, one.point, one.reasons, one.proposals) == ("mysal/7", "1", HEAD.reasons, HEAD.proposals)
        for one in operations
    )


def test_a_unit_is_moved_by_itself() -> None:
    old = text(LAW)
    new = of_one_lineage(old, brought(old, old.by_eid["art_2"].uid, old.by_eid["art_1"].uid))
    (one,) = operations_between(old, new, HEAD)
    assert isinstance(one, Move)
    assert applied(old, [one]).provisions == new.provisions


def test_a_unit_comes_to_another_unit() -> None:
    old = text(LAW)
    ones = brought(old, old.by_eid["art_2__para_1"].uid, old.by_eid["art_4__para_1"].uid)
    moved = [
        structs.replace(one, parent=old.by_eid["art_4"].uid, number="3", mark="3. ")
        if one.eid == "art_2__para_1"
        else one
        for one in ones
    ]
    new = of_one_lineage(old, moved)
    assert applied(old, operations_between(old, new, HEAD)).provisions == new.provisions


def test_what_no_operation_of_one_day_can_say_sets_the_unit_around_it_out_anew() -> None:
    old = text(LAW)
    point = old.by_eid["art_2__para_2__subpara_1"]
    above = old.by_eid["art_2__para_1"]
    moved = [
        structs.replace(one, parent=above.uid) if one is point else one
        for one in brought(old, point.uid, old.by_eid["art_2__para_2"].uid)
    ]
    new = of_one_lineage(old, [structs.replace(one, before=1) if one.uid == above.uid else one for one in moved])
    (one,) = operations_between(old, new, HEAD)
    assert isinstance(one, Replace) and one.eid == "art_2"
    assert applied(old, [one]).provisions == new.provisions


@pytest.mark.parametrize("blanks", [0, 5])
def test_what_cannot_be_said_at_all_is_refused(blanks: int) -> None:
    old = text(LAW)
    ones = [structs.replace(one, before=blanks) if one.eid == "sec_I" else one for one in old.provisions]
    with pytest.raises(InputError, match="no operation can say"):
        operations_between(old, of_one_lineage(old, ones), HEAD)
    with pytest.raises(InputError, match="language"):
        operations_between(old, structs.replace(old, language="kk"), HEAD)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("one two three", "one four three", [("two", "four")]),
        ("a stone and a stone", "a stone and a book", [("and a stone", "and a book")]),
        ("the book", "the great book", [("the book", "the great book")]),
        ("one, two", "one", [(", two", "")]),
        ("the the the the", "the the the", [("the the the the", "the the the")]),
        ("the book", "", None),
    ],
)
def test_few_words_stand_for_few_words(old: str, new: str, wanted: list[tuple[str, str]] | None) -> None:
    assert substitutions(Provision(uid="p", eid="e", kind="point", text=old), new) == wanted


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 2), (0, 2), (2, 0)])
def test_the_editions_of_the_data(old: int, new: int) -> None:
    texts = kazakh_editions()
    here, there = (text(texts[at], shipped("kz-ru")) for at in (old, new))
    operations = operations_between(here, there, HEAD)
    found = consolidate(here, operations, "2026-05-01", {}).edition
    assert text_of(found) == texts[new]
    assert [one.eid for one in found.provisions] == [one.eid for one in there.provisions]
    assert not compare(found, there).changed
