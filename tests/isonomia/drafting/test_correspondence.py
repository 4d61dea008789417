"""A text replaced whole: the table of old and new, what is wrong with one, and what hangs on provisions."""

import pytest
from msgspec import structs

from isonomia.drafting.correspondence import Correspondence, Pair, gaps, read, suggested, write
from isonomia.drafting.editions import Edition
from isonomia.drafting.following import Anchor, By, Followed, Standing, follow
from isonomia.errors import InputError
from tests.isonomia.drafting.editing import LAW, changed, of_one_lineage, text

NEW = """Constitution of Mysal

Chapter 1. Of all
Article 1
1. The people of Mysal are free, and their rivers belong to all who live beside them.
Article 2
Everyone may speak in the assembly once on every question before it is put to the vote.
Article 3
1. The assembly votes with white and black stones, counted aloud by two who cannot read.
Article 4
1. The Council of Elders sits nine days in each year.
Article 5
1. It keeps the great book of the land.
Article 6
1. There is a court.
"""


def pair(old: str, new: str) -> Pair:
    """A pair that somebody stated."""
    return Pair(old=old, new=new, basis="person", stated_by="the editor", source="table of 5 May")


def table(old: Edition, new: Edition, *pairs: Pair) -> Correspondence:
    """A table of two texts."""
    return Correspondence(old=old.lineage, new=new.lineage, pairs=pairs)


OLD, LATER = text(LAW), text(NEW)
STATED = table(
    OLD,
    LATER,
    pair("art_1", "art_1"),
    pair("art_1__para_2", ""),
    pair("art_2", "art_4"),
    pair("art_2", "art_5"),
    pair("art_3", "art_2"),
    pair("art_4", "art_3"),
    pair("", "art_6"),
)


def test_it_is_read_both_ways() -> None:
    assert STATED.new_of("art_2") == ("art_4", "art_5")
    assert STATED.new_of("art_2__para_1") == ("art_4", "art_5")
    assert STATED.new_of("art_1__para_1") == ("art_1",)
    assert STATED.new_of("art_1__para_2") == ()
    assert STATED.new_of("art_9") is None
    assert STATED.old_of("art_5") == ("art_2",)
    assert STATED.old_of("art_6") == ()
    assert STATED.old_of("art_7") is None
    assert read(write(STATED)) == STATED
    assert gaps(STATED, OLD, LATER).complete


def test_what_is_wrong_with_a_table_is_found() -> None:
    wrong = table(OLD, LATER, pair("art_1", "art_1"), pair("art_1", ""), pair("art_12", "art_2"), pair("", "art_88"))
    found = gaps(wrong, OLD, LATER)
    assert not found.complete
    assert found.old_unnamed == ("art_2", "art_3", "art_4")
    assert found.new_unnamed == ("art_3", "art_4", "art_5", "art_6")
    assert (found.old_unknown, found.new_unknown) == (("art_12",), ("art_88",))
    assert found.contradicted == ("art_1",)


def test_a_suggestion_says_how_many_words_are_shared_and_nothing_follows_it() -> None:
    found = suggested(OLD, LATER)
    by_old = {one.old: one for one in found}
    assert {old: one.new for old, one in by_old.items()} == {
        "art_1": "art_1",
        "art_2": "art_4",
        "art_3": "art_2",
        "art_4": "art_3",
    }
    alike = by_old["art_4"]
    assert (alike.basis, alike.shared, alike.together) == ("similarity", 15, 30)
    assert table(OLD, LATER, *found).new_of("art_4") is None
    assert gaps(table(OLD, LATER, *found), OLD, LATER).old_unnamed == ("art_1", "art_2", "art_3", "art_4")


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b'{"form":"isonomia-correspondence/1","old":"a","new":"b","pairs":[{"basis":"person","stated_by":"x"}]}',
        b'{"form":"isonomia-correspondence/1","old":"a","new":"b","pairs":[{"old":"art_1","basis":"person"}]}',
        b'{"form":"isonomia-correspondence/1","old":"a","new":"b","pairs":[{"old":"art_1","basis":"similarity"}]}',
        b'{"form":"isonomia-correspondence/1","old":"a","new":"b","pairs":[],"more":1}',
    ],
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="not a correspondence table"):
        read(data)


def hung(eid: str, quote: str = "") -> Anchor:
    """An anchor on the law of Mysal."""
    one = OLD.by_eid[eid]
    return Anchor(uid=one.uid, quote=quote, start=OLD.words(one.uid).index(quote))


def at(found: Followed, edition: Edition) -> list[tuple[str, str]]:
    """The places that were found: each with the words that stand there."""
    return [
        (edition.by_uid[one.uid].eid, edition.words(one.uid)[one.start : one.start + len(one.quote)])
        for one in found.places
    ]


def amended(old: str, new: str) -> Edition:
    """The law of Mysal in its own lineage, with words replaced."""

    return of_one_lineage(OLD, [structs.replace(one, text=one.text.replace(old, new)) for one in OLD.provisions])


@pytest.mark.parametrize(
    ("eid", "quote", "change", "standing"),
    [
        ("art_2__para_1", "", ("stones", "beans"), Standing.HOLDS),
        ("art_2__para_1", "", ("nine", "ten"), Standing.EARLIER_WORDING),
        ("art_2__para_1", "great book", ("nine", "twenty-nine"), Standing.HOLDS),
        ("art_2__para_1", "nine days", ("nine", "ten"), Standing.EARLIER_WORDING),
        ("art_2", "warden of the bridges", ("nine", "ten"), Standing.HOLDS),
    ],
)
def test_by_uid(eid: str, quote: str, change: tuple[str, str], standing: Standing) -> None:
    new = amended(*change)
    found = follow(hung(eid, quote), OLD, new)
    assert (found.standing, found.by) == (standing, By.UID)
    assert at(found, new) == [(eid, quote if standing is Standing.HOLDS else "")]


def test_by_a_quote_that_stands_in_one_place_alone() -> None:
    quote = "stones, counted aloud by two"
    found = follow(hung("art_4__para_1", quote), OLD, LATER)
    assert (found.standing, found.by) == (Standing.HOLDS, By.QUOTE)
    assert at(found, LATER) == [("art_3__para_1", quote)]
    short = follow(hung("art_4__para_1", "white and black"), OLD, LATER)
    assert (short.standing, short.by, short.places) == (Standing.GONE, By.NOTHING, ())


def test_by_the_table() -> None:
    found = follow(hung("art_2__para_1", "nine days"), OLD, LATER, STATED)
    assert (found.standing, found.by) == (Standing.HOLDS, By.CORRESPONDENCE)
    assert at(found, LATER) == [("art_4", "nine days")]
    lost = follow(hung("art_2__para_2"), OLD, LATER, STATED)
    assert (lost.standing, at(lost, LATER)) == (Standing.EARLIER_WORDING, [("art_4", ""), ("art_5", "")])
    gone = follow(hung("art_1__para_2"), OLD, LATER, STATED)
    assert (gone.standing, gone.by, gone.places) == (Standing.GONE, By.CORRESPONDENCE, ())


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="no unit"):
        follow(Anchor(uid="nowhere"), OLD, LATER)
    with pytest.raises(InputError, match=r"at 0 stands .1\. Th., not .votes."):
        follow(Anchor(uid=OLD.by_eid["art_4__para_1"].uid, quote="votes"), OLD, LATER)
    with pytest.raises(InputError, match="other texts"):
        follow(hung("art_1"), OLD, changed(("nine", "ten")), STATED)
