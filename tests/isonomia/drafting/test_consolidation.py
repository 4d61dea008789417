"""What each operation does to the invented text; each fault with its act, point, place and both texts."""

import pytest
from msgspec import structs

from isonomia.drafting.consolidation import consolidate, history, in_turn, invert, standing
from isonomia.drafting.editions import Edition, digest, text_of
from isonomia.drafting.faults import Code, Fault, TextError, said
from isonomia.drafting.operations import AnyOperation, Boundary, Substituted
from isonomia.drafting.profiles import read, shipped
from isonomia.errors import InputError
from isonomia.wording import LANGUAGES, has_wording
from tests.isonomia.drafting.amending import (
    DAY,
    MYSAL,
    insert,
    join,
    move,
    mysal,
    renumber,
    repeal,
    replace,
    set_heading,
    split,
    substitute,
)

BASE = mysal()


def made(*operations: AnyOperation, base: Edition = BASE) -> str:
    """The text after operations of one day, having led back to the first one."""
    edition = consolidate(base, operations, DAY, {}).edition
    assert in_turn(edition, invert(base, operations, DAY, {}), base.day) == base
    return text_of(edition)


def fault(*operations: AnyOperation, base: Edition = BASE, events: dict[str, str] | None = None) -> Fault:
    """The one fault for which no text is made."""
    with pytest.raises(TextError) as caught:
        consolidate(base, operations, DAY, events or {})
    (found,) = caught.value.faults
    assert (found.act, found.point) == ("law-1", "1")
    return found


RIVERS = "2. Its rivers are:\n1) the Alma;\n2) the Bura;\n3) the Ceder.\nEvery river is free."
RAIN = insert(BASE, "append", "art_2", "Rain is free.\nSnow too.")
TENTH = replace(BASE, "art_3__para_1", "1. Ten seats.\nOne is kept free.")
PUBLIC = insert(BASE, "before", "art_4", "\nArticle 3-1\nA seat is public.")
DONE = [
    (substitute(BASE, "art_1__para_1", "one land", "a republic"), "is one land.", "is a republic."),
    (TENTH, "1. The council has nine seats.", "1. Ten seats.\nOne is kept free."),
    (insert(BASE, "after", "art_1__para_2__subpara_1", "1-1) Arna;"), "2) the Bura;", "1-1) Arna;\n2) the Bura;"),
    (RAIN, "a river.\n\n", "a river.\nRain is free.\nSnow too.\n\n"),
    (insert(BASE, "first", "art_2", "Rain is free."), "Water belongs", "Rain is free.\nWater belongs"),
    (PUBLIC, "Article 4", "Article 3-1\nA seat is public.\n\nArticle 4"),
    (repeal(BASE, "art_3__para_1"), "The council has nine seats.", "Repealed."),
    (repeal(BASE, "art_4"), "The council meets in the open.", "Repealed."),
    (repeal(BASE, "art_1__para_2"), RIVERS, "2. Repealed."),
    (repeal(BASE, "art_3__para_2", keep_place=False), "2. Excluded.\n", ""),
    (renumber(BASE, "art_4", "5", "Article 5"), "Article 4", "Article 5"),
    (move(BASE, "art_2__part_1", "append", "art_4"), "Water belongs to all who live by it.\n", ""),
    (set_heading(BASE, "art_3", "The seats"), "Article 3. Seats", "Article 3. The seats"),
    (split(BASE, "art_1__para_1", 18, number="1-1", mark="1-1. "), "land. The land", "land.\n1-1. The land"),
    (join(BASE, "art_2__part_1", "art_2__part_2"), "live by it.\nNobody", "live by it. Nobody"),
]


@pytest.mark.parametrize(("operation", "was", "is_now"), DONE, ids=lambda one: getattr(one, "id", ""))
def test_an_operation_changes_what_it_says_and_nothing_else(operation, was, is_now):
    expected = MYSAL.replace(was, is_now)
    if operation.id.startswith("Move"):
        expected += "Water belongs to all who live by it.\n"
    assert made(operation) == expected
    assert expected != MYSAL


def test_several_operations_of_one_day_see_the_same_text():
    text = made(
        substitute(BASE, "art_1__para_1", "one land", "a republic", id="a"),
        substitute(BASE, "art_1__para_1", "is one.", "is ours.", id="b"),
        renumber(BASE, "art_1__para_1", "9", "9. "),
        insert(BASE, "after", "art_1__para_2__subpara_3", "4) the Dala."),
        insert(BASE, "before", "art_1__para_2__subpara_3", "2-1) the Bozan;"),
    )
    assert "9. Mysal is a republic. The land is ours.\n" in text
    assert "2) the Bura;\n2-1) the Bozan;\n3) the Ceder.\n4) the Dala.\n" in text


def test_two_units_of_one_day_change_their_numbers():
    swapped = renumber(BASE, "art_3__para_1", "3", "3. "), renumber(BASE, "art_3__para_3", "1", "1. ")
    assert "3. The council has nine seats.\n2. Excluded.\n1. A seat" in made(*swapped)


def test_a_repealed_place_may_be_set_out_anew_and_stood_beside():
    text = made(
        replace(BASE, "art_3__para_2", "2. Seats are counted."), insert(BASE, "after", "art_3__para_2", "2-1. Aloud.")
    )
    assert "2. Seats are counted.\n2-1. Aloud.\n3." in text


def test_one_whose_number_above_has_changed_is_met():
    later = renumber(BASE, "art_3", "30", "Article 30. ")
    seen = substitute(BASE, "art_3__para_1", "nine", "ten", boundary=Boundary(day="2030-02-01"))
    both = consolidate(BASE, [later, seen], "2030-02-01", {}).edition
    assert "Article 30. Seats\n1. The council has ten seats." in text_of(both)
    assert seen.eid == "art_3__para_1" and both.by_uid[seen.target].eid == "art_30__para_1"


def test_the_target_is_missing():
    gone = structs.replace(substitute(BASE, "art_1__para_1", "one", "two"), target="nobody", eid="art_1__para_9")
    found = fault(gone)
    assert (found.code, found.eid, found.wanted) == (Code.TARGET_MISSING, "art_1__para_9", "nobody")
    assert (found.nearest, found.found) == ("art_1__para_1", "1. Mysal is one land. The land is one.")


def test_the_target_is_repealed_itself_or_with_the_unit_around_it():
    dead = fault(substitute(BASE, "art_3__para_2", "Excluded", "Included"))
    assert (dead.code, dead.found) == (Code.TARGET_REPEALED, "2. Excluded.")
    first = repeal(BASE, "art_1__para_2", boundary=Boundary(day="2029-01-01"))
    inside = fault(first, substitute(BASE, "art_1__para_2__subpara_1", "Alma", "Ala"))
    assert (inside.code, inside.wanted, inside.found, inside.nearest) == (
        Code.TARGET_REPEALED,
        "1) the Alma;",
        "2. Repealed.",
        "art_1__para_2",
    )
    assert fault(repeal(BASE, "art_3__para_2")).code is Code.TARGET_REPEALED


def test_the_target_has_moved_and_reads_otherwise():
    away = renumber(BASE, "art_3__para_1", "8", "8. ", boundary=Boundary(day="2029-01-01"))
    found = fault(away, substitute(BASE, "art_3__para_1", "nine", "ten"))
    assert (found.code, found.eid, found.nearest) == (Code.TARGET_HAS_MOVED, "art_3__para_1", "art_3__para_8")
    assert (found.wanted, found.found) == ("1. The council has nine seats.", "8. The council has nine seats.")


def test_the_old_text_differs():
    early = substitute(BASE, "art_3__para_1", "nine", "eight", id="a", boundary=Boundary(day="2029-01-01"))
    found = fault(early, substitute(BASE, "art_3__para_1", "nine", "ten"))
    assert (found.code, found.eid) == (Code.OLD_TEXT_DIFFERS, "art_3__para_1")
    assert (found.wanted, found.found) == ("1. The council has nine seats.", "1. The council has eight seats.")
    never = fault(substitute(BASE, "art_3__para_1", "nine", "ten", expected=digest("1. No council.")))
    assert (never.code, never.wanted) == (Code.OLD_TEXT_DIFFERS, f"sha256:{digest('1. No council.')}")
    elsewhere = fault(substitute(BASE, "art_3__para_1", "nine", "ten", expected=digest("1) the Alma;")))
    assert (elsewhere.wanted, elsewhere.nearest) == ("1) the Alma;", "art_1__para_2__subpara_1")


def test_words_are_found_other_times():
    twice = fault(substitute(BASE, "art_1__para_1", "one", "two"))
    assert (twice.code, twice.times, twice.wanted) == (Code.FOUND_OTHER_TIMES, 2, "one")
    assert twice.found == "1. Mysal is one land. The land is one."
    never = fault(substitute(BASE, "art_1__para_1", "Mysal is two", "ours"))
    assert (never.times, never.nearest) == (0, "Mysal is one")
    assert "land. The land is two" not in MYSAL


def test_a_language_is_missing():
    one = substitute(BASE, "art_1__para_1", "one", "two")
    other = structs.replace(one, words=(Substituted(language="kk", expected=one.words[0].expected, old="a", new="b"),))
    found = fault(other)
    assert (found.code, found.wanted, found.found) == (Code.LANGUAGE_MISSING, "en", "kk")


def test_a_number_is_taken():
    found = fault(insert(BASE, "after", "art_3__para_1", "3. Again."))
    assert (found.code, found.nearest) == (Code.LABEL_TAKEN, "art_3__para_3")
    assert {found.wanted, found.found} == {"3. Again.", "3. A seat is held for four years."}
    through = fault(renumber(BASE, "art_4", "2", "Article 2"))
    assert (through.code, through.wanted, through.found) == (Code.LABEL_TAKEN, "Article 2", "Article 2. Water")
    same = insert(BASE, "append", "art_4", "It votes.")
    clash = structs.replace(
        same, words=(structs.replace(same.words[0], provisions=BASE.within[BASE.by_eid["art_2"].uid]),)
    )
    assert fault(clash).nearest == BASE.by_eid["art_2__part_1"].uid


IMPOSSIBLE = [
    insert(BASE, "append", "art_1__para_2__subpara_1", "A part."),
    insert(BASE, "first", "art_4", "1. A point before a part"),
    insert(BASE, "append", "art_1", "A part that would be read as the last point's."),
    insert(BASE, "append", "sec_I", "1. A point in no article."),
    insert(BASE, "before", "title", "Section X. Before the title"),
    move(BASE, "art_1", "append", "art_1__para_2"),
    move(BASE, "sec_I", "append", "art_4"),
    renumber(BASE, "art_2__part_1", "2", "2. "),
    set_heading(BASE, "art_1__para_1", "A heading"),
    set_heading(BASE, "art_4", "A heading without a blank before it"),
    split(BASE, "art_1__para_1", 18),
    join(BASE, "art_1__para_2", "art_1__para_1"),
    join(BASE, "art_1__para_1", "art_2__part_1"),
    repeal(BASE, "preamble"),
    replace(BASE, "art_3__para_3", "Not a point but a part."),
]


@pytest.mark.parametrize("operation", IMPOSSIBLE, ids=lambda one: one.id)
def test_a_place_is_impossible(operation):
    found = fault(operation)
    assert found.code is Code.PLACE_IMPOSSIBLE
    assert found.wanted and found.found


@pytest.mark.parametrize(("old", "new"), [("one.", ""), ("one.", "a\nb"), ("one.", "a\u202eb"), ("Mysal", "")])
def test_what_cannot_be_printed_is_refused(old, new):
    found = fault(substitute(BASE, "art_1__para_1", old, new))
    assert (found.code, found.eid) == (Code.CHARACTER_REFUSED, "art_1__para_1")


def test_the_order_would_decide():
    one = substitute(BASE, "art_3__para_1", "nine seats", "ten seats", id="a")
    other = substitute(BASE, "art_3__para_1", "has nine", "keeps nine", id="b")
    found = fault(one, other)
    assert (found.code, found.operation, found.nearest) == (Code.ORDER_DECIDES, "b", "a")
    places = [insert(BASE, "after", "art_3__para_1", f"1-{at}. Also.", id=f"i{at}") for at in (1, 2)]
    found = fault(*places)
    assert (found.operation, found.nearest) == ("i2", "i1")
    whole = fault(replace(BASE, "art_3__para_1", "1. Ten seats."), one)
    assert (whole.code, whole.wanted, whole.found) == (Code.ORDER_DECIDES, "", "1. Ten seats.")


def test_three_that_agree_in_pairs_only():
    base = mysal(MYSAL.replace("nine seats.", "12 ab."))
    ones = [substitute(base, "art_3__para_1", old, new, id=new) for old, new in (("1", "a"), ("2", "b"), ("ab", "q"))]
    for pair in ((0, 1), (0, 2), (1, 2)):
        consolidate(base, [ones[at] for at in pair], DAY, {})
    assert fault(*ones, base=base).code is Code.ORDER_DECIDES


def test_an_event_is_open():
    waiting = substitute(BASE, "art_3__para_1", "nine", "ten", boundary=Boundary(event="first sitting"))
    assert consolidate(BASE, [waiting], DAY, {}).deferred == (waiting,)
    assert consolidate(BASE, [waiting], DAY, {"first sitting": "2030-01-02"}).deferred == (waiting,)
    assert "ten" in text_of(consolidate(BASE, [waiting], DAY, {"first sitting": DAY}).edition)
    found = fault(waiting, events={"first sitting": ""})
    assert (found.code, found.wanted) == (Code.EVENT_OPEN, "first sitting")


def test_every_fault_of_a_day_is_told_at_once():
    named = (
        ("art_1__para_1", "Mars"),
        ("art_3__para_2", "Venus"),
        ("art_3__para_1", "nine"),
        ("art_4__part_1", "Pluto"),
    )
    ones = [substitute(BASE, eid, old, "ten", id=old) for eid, old in named]
    with pytest.raises(TextError) as caught:
        consolidate(BASE, ones, DAY, {})
    assert [one.operation for one in caught.value.faults] == ["Mars", "Venus", "Pluto"]


def test_days_that_are_none_or_too_early():
    dated = structs.replace(BASE, day="2029-05-05")
    with pytest.raises(InputError, match="2029-05-05"):
        consolidate(dated, [], "2029-05-04", {})
    with pytest.raises(InputError, match="no day"):
        consolidate(dated, [], "soon", {})
    old = substitute(BASE, "art_3__para_1", "nine", "ten", boundary=Boundary(day="2029-05-05"))
    kept = consolidate(dated, [old], DAY, {})
    assert (kept.earlier, kept.applied, kept.edition.provisions) == ((old,), (), dated.provisions)


def test_a_provision_has_its_history_and_can_be_read_alone():
    first = substitute(BASE, "art_3__para_1", "nine", "ten", boundary=Boundary(day="2029-01-01"))
    then = consolidate(BASE, [first], "2029-01-01", {}).edition
    second = repeal(then, "art_3__para_1", point="7", act="law-2")
    away = move(BASE, "art_2__part_1", "append", "art_4")
    uid = first.target
    ones = (first, second, away)
    changes = history(consolidate(BASE, ones, DAY, {}).applied, uid)
    assert [(one.act, one.point, one.day) for one in changes] == [("law-1", "1", "2029-01-01"), ("law-2", "7", DAY)]
    seen = [standing(BASE, ones, day, events={}, uid=uid) for day in ("2028-01-01", "2029-01-01", DAY)]
    assert [one.words for one in seen if one] == [
        "1. The council has nine seats.",
        "1. The council has ten seats.",
        "1. Repealed.",
    ]
    moved = standing(BASE, ones, DAY, events={}, uid=away.target)
    assert moved and moved.provision.eid == "art_4__part_2"
    assert standing(BASE, ones, DAY, events={}, uid="nobody") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_said_in_every_language_with_both_texts(language):
    for code in Code:
        assert has_wording(f"text.{code.value}", language)
        text = said(
            Fault(code=code, eid="art_1", operation="op", act="A", point="P", wanted="W\nw", found="F"), language
        )
        assert all(part in text for part in ("art_1", "op", "A, P", "W\n", "F"))
    assert "\u202e" not in said(Fault(code=Code.OLD_TEXT_DIFFERS, found="\u202e"), language)


GERMAN = """Grundgesetz von Mysal

I. Der Bund

Art 91c
(1) Bund und Länder wirken zusammen.
(2) Sie einigen sich über
1. die Flüsse,
2. die Wege.
Art 92 Gerichte
Die Gerichte sind frei.
"""

GREEK = """name = "mysal-el"
country = "my"
language = "el"

[[unit]]
kind = "article"
eid = "art"
line = '(?P<mark>Άρθρο (?P<num>[α-ω]+)ʹ )(?P<heading>\\\\S.*)'
numbered = "through the act"
parts = true

[[unit]]
kind = "point"
eid = "para"
line = '(?P<mark>(?P<num>[α-ω]+)\\\\. )(?P<text>\\\\S.*)'
numbered = "within its unit"
parts = true

[repealed]
texts = ["Καταργείται."]
"""

GREEK_TEXT = """ΣΥΝΤΑΓΜΑ

Άρθρο αʹ Γη
α. Η γη είναι μία.
β. Τα ποτάμια είναι ελεύθερα.
Άρθρο βʹ Βουλή
Η βουλή συνεδριάζει.
"""


def test_another_countrys_text_is_amended_by_its_profile_alone():
    german = shipped("de")
    base = mysal(GERMAN, german)
    text = made(
        insert(base, "after", "art_91c__para_2__subpara_1", "1a. die Brücken,", profile=german),
        substitute(base, "art_91c__para_1", "wirken", "arbeiten"),
        repeal(base, "art_92", "(weggefallen)"),
        base=base,
    )
    assert "1. die Flüsse,\n1a. die Brücken,\n2. die Wege.\nArt 92 (weggefallen)\n" in text
    assert mysal(text, german).by_eid["art_92"].repealed


def test_another_script_is_amended_by_its_profile_alone():
    greek = read("el.toml", GREEK.replace("\\\\", "\\"))
    base = mysal(GREEK_TEXT, greek)
    text = made(
        insert(base, "after", "art_α__para_β", "γ. Και οι λίμνες.", profile=greek),
        repeal(base, "art_α__para_α", "Καταργείται."),
        renumber(base, "art_β", "γ", "Άρθρο γʹ "),
        move(base, "art_β__part_1", "append", "art_α__para_β"),
        base=base,
    )
    assert text.endswith("β. Τα ποτάμια είναι ελεύθερα.\nΗ βουλή συνεδριάζει.\nγ. Και οι λίμνες.\nΆρθρο γʹ Βουλή\n")
    again = mysal(text, greek)
    assert text_of(again) == text and again.by_eid["art_α__para_α"].repealed
