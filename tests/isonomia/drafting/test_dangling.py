"""Broken references: an edition is refused while one dangles, and may stand only where it says so itself."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from isonomia.drafting import editions
from isonomia.drafting.akoma import write
from isonomia.drafting.akoma_reading import read
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.dangling import Followed, followed, unstated
from isonomia.drafting.editions import Edition, Left, Work, text_of
from isonomia.drafting.faults import TextError, said
from isonomia.drafting.operations import AnyOperation
from isonomia.wording import LANGUAGES
from tests.isonomia.drafting import kz2022
from tests.isonomia.drafting.amending import DAY, insert, mysal, renumber, repeal, substitute

LAW = """Law of Mysal

Article 1. Names
1. Mysal is one land.
2. Its council sits under Article 3, and Article 9 is for later.

Article 2. Water
1. Water is free, but for paragraph 2 of Article 3.

Article 3. Council
1. The council has nine seats.
2. It may close a river.
"""
LATER = "2031-01-01"
BASE = structs.replace(mysal(LAW), work=Work.of("xm/act/2029-05-04/law"), day="2029-05-04")


def made(*operations: AnyOperation, on: str = LATER, base: Edition = BASE) -> Followed:
    return followed(base, operations, on, {})


def test_a_broken_reference_is_told_with_the_citing_text_and_what_it_led_to() -> None:
    found = made(repeal(BASE, "art_3__para_2"))
    (one,) = found.faults
    assert (one.eid, one.operation, one.act, one.point) == ("art_2__para_1", "Repeal-art_3__para_2", "law-1", "1")
    assert one.citing == "1. Water is free, but for paragraph 2 of Article 3."
    assert one.wanted == "paragraph 2 of Article 3: 2. It may close a river."
    for language in LANGUAGES:
        assert one.citing in said(one, language) and "It may close a river" in said(one, language)
    assert [each.words for each in found.nowhere] == ["Article 9"]


def test_what_led_nowhere_before_is_listed_and_no_fault() -> None:
    found = made(substitute(BASE, "art_3__para_1", "nine", "ten"))
    assert found.faults == () and found.is_read
    assert [(each.words, found.edition.by_uid[each.uid].eid) for each in found.nowhere] == [
        ("Article 9", "art_1__para_2")
    ]
    assert found.edition == found.made.edition


def test_the_operation_that_mends_the_words_makes_it_whole() -> None:
    mended = substitute(BASE, "art_2__para_1", ", but for paragraph 2 of Article 3", "")
    assert made(repeal(BASE, "art_3__para_2"), mended).faults == ()


def test_a_reference_that_came_by_one_operation_and_was_broken_by_a_later_one_is_told() -> None:
    one = insert(BASE, "after", "art_3__para_2", "3. Strangers are heard under paragraph 1 of Article 2.")
    other = repeal(BASE, "art_2__para_1", boundary=structs.replace(one.boundary, day=LATER))
    assert made(one, other, on=DAY).faults == ()
    (fault,) = made(one, other).faults
    assert (fault.eid, fault.operation) == ("art_3__para_3", other.id)


def test_an_edition_that_lists_it_stays_unresolved_until_its_words_are_mended() -> None:
    broken = repeal(BASE, "art_3__para_2")
    found = made(broken, on=DAY)
    whole, left = found.made.edition, found.edition
    assert unstated(found.broken, whole) == found.broken and unstated(found.broken, left) == ()
    uid = BASE.by_eid["art_2__para_1"].uid
    assert left.unresolved == (Left(uid=uid, words="paragraph 2 of Article 3"),)
    assert editions.read(editions.write(left)) == left and read(write(left)) == left
    assert text_of(left) == text_of(whole)
    later = structs.replace(broken.boundary, day=LATER)
    other = substitute(left, "art_1__para_1", "one", "a", boundary=later)
    assert made(other, base=left).edition.unresolved == left.unresolved
    mended = substitute(left, "art_2__para_1", ", but for paragraph 2 of Article 3", "", boundary=later)
    assert made(mended, base=left).edition.unresolved == ()


def test_without_a_profile_that_has_words_nothing_is_said_of_references() -> None:
    foreign = structs.replace(BASE, profile="pahar")
    found = made(repeal(foreign, "art_3__para_2"), base=foreign)
    assert (found.is_read, found.broken, found.nowhere) == (False, (), ())


@pytest.mark.parametrize("day", ["2023-01-01", "2023-03-19"])
def test_the_reform_of_2022_broke_no_reference(shared_data: Path, day: str) -> None:
    base = kz2022.edition(shared_data)
    found = followed(base, kz2022.operations(shared_data, base), day, {kz2022.ELECTIONS: "2023-03-19"})
    assert (found.broken, found.nowhere) == ((), ()) and found.is_read
    assert text_of(found.edition) == kz2022.text_on(shared_data, day)


ARTICLES = 4
ROUND = "".join(f"\nArticle {n}\n1. See Article {n % ARTICLES + 1}.\n2. Word.\n" for n in range(1, ARTICLES + 1))
CIRCLE = mysal(f"Law of Mysal\n{ROUND}")


@st.composite
def steps(draw: st.DrawFn) -> list[AnyOperation]:
    """For each article: nothing, taken out with or without its place, another number, or its citation reworded."""
    found: list[AnyOperation] = []
    for n in range(1, ARTICLES + 1):
        eid, cited = f"art_{n}", n % ARTICLES + 1
        match draw(st.sampled_from(["", "repeal", "remove", "renumber", "reword"])):
            case "repeal":
                found.append(repeal(CIRCLE, eid))
            case "remove":
                found.append(repeal(CIRCLE, eid, keep_place=False))
            case "renumber":
                number = draw(st.sampled_from([f"{n}-1", f"{n + ARTICLES}"]))
                found.append(renumber(CIRCLE, eid, number, f"Article {number}"))
            case "reword":
                found.append(substitute(CIRCLE, f"{eid}__para_1", f"Article {cited}", "what is said elsewhere"))
    return [
        structs.replace(one, boundary=structs.replace(one.boundary, day=draw(st.sampled_from([DAY, LATER]))))
        for one in found
    ]


@settings(max_examples=150)
@given(steps())
def test_a_reference_is_broken_if_its_words_stand_and_what_they_meant_does_not(operations: list[AnyOperation]) -> None:
    try:
        after = consolidate(CIRCLE, operations, LATER, {}).edition
    except TextError:
        # A number for which two reach, or words of a unit that was taken out on an earlier day.
        return
    wanted = set()
    for n in range(1, ARTICLES + 1):
        cites, meant = CIRCLE.by_eid[f"art_{n}__para_1"], CIRCLE.by_eid[f"art_{n % ARTICLES + 1}"]
        now, there = after.by_uid.get(cites.uid), after.by_uid.get(meant.uid)
        if (
            now
            and f"Article {meant.number}." in now.text
            and (there is None or there.repealed or there.number != meant.number)
        ):
            wanted.add((cites.uid, meant.uid))
    found = made(*operations, base=CIRCLE)
    assert {(one.reference.uid, one.uid) for one in found.broken} == wanted
    assert unstated(found.broken, found.edition) == ()
