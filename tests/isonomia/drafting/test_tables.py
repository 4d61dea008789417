"""The comparative table as data: rows cover the changed lines, reasons and proposals come from the operations."""

import pytest
from hypothesis import given
from msgspec import structs

from isonomia.drafting.comparison import Kind, Place, compare
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.deriving import operations_between
from isonomia.drafting.editions import Edition, Work, digest
from isonomia.drafting.faults import Code, TextError
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import Boundary, Placeholder, Reason, Repeal
from isonomia.drafting.profiles import shipped
from isonomia.drafting.tables import Answer, Table, comparative_table
from isonomia.drafting.words import DELETED, INSERTED, KEPT
from isonomia.errors import InputError
from tests.isonomia.drafting.editing import LAW, changed, text
from tests.isonomia.drafting.test_deriving import EDITS, HEAD, edit

ANSWERS = (
    Answer("proposal/3", "en", "Taken in part."),
    Answer("proposal/3", "ru", "Принято частично."),
    Answer("proposal/4", "en", "Refused."),
)


def drafted(*changes: tuple[str, str]) -> Table:
    """The table of a draft: the law of Mysal, the operations of an edit of it, and what they lead to."""
    old = text(LAW)
    operations = operations_between(old, changed(*changes), HEAD)
    new = consolidate(old, operations, "2026-05-01", {}).edition
    return comparative_table([compare(old, new)], operations, ANSWERS)


def test_a_row_says_what_stands_what_is_proposed_why_and_by_whom() -> None:
    (row,) = drafted(("nine days", "ten days")).rows
    assert (row.number, row.kind, row.place) == (1, Kind.AMENDED, Place.SAME)
    assert [one.line for one in row.path][:2] == ["Section I. The land", "Article 2"]
    (column,) = row.columns
    assert [(one.kind, one.text) for one in column.in_force if one.kind != KEPT] == [(DELETED, "nine")]
    assert [(one.kind, one.text) for one in column.proposed if one.kind != KEPT] == [(INSERTED, "ten")]
    assert (row.reasons, row.operations) == (HEAD.reasons, ("draft-1",))
    (considered,) = row.considered
    assert (considered.proposal, [one.text for one in considered.answers]) == (
        "proposal/3",
        ["Taken in part.", "Принято частично."],
    )


def test_what_is_put_in_or_taken_out_whole_is_one_row() -> None:
    start, end = LAW.index("Article 2"), LAW.index("\nSection II")
    table = drafted((LAW[start:end], ""), ("Article 4\n", "Article 3-1\n1. One.\n2. Two:\n1) three.\nArticle 4\n"))
    gone, new = table.rows
    assert (gone.kind, len(gone.units), gone.columns[0].proposed) == (Kind.REPEALED, 5, ())
    assert "".join(one.text for one in gone.columns[0].in_force) == LAW[start:end].strip("\n")
    assert (new.kind, len(new.units), new.columns[0].in_force) == (Kind.INSERTED, 4, ())
    assert [one.text for one in new.columns[0].proposed] == ["Article 3-1\n1. One.\n2. Two:\n1) three."]
    assert table.totals() == {"rows": 2, "articles": 2, "units": 9, "operations": 2, "proposals": 1, "unexplained": 0}


def test_a_place_that_is_kept_is_one_row_with_what_stood_in_it() -> None:
    old = text(LAW)
    point = old.by_eid["art_2__para_2"]
    words = (Placeholder(language="en", expected=digest(old.words(point.uid)), text="Repealed."),)
    one = Repeal(
        id="r", target=point.uid, eid=point.eid, act="a", point="1", boundary=Boundary(day="2026-05-01"), words=words
    )
    new = consolidate(old, [one], "2026-05-01", {}).edition
    (row,) = comparative_table([compare(old, new)], [one]).rows
    assert (row.kind, row.operations, row.considered) == (Kind.REPEALED, ("r",), ())
    assert "".join(piece.text for piece in row.columns[0].in_force) == old.words(point.uid)
    assert "".join(piece.text for piece in row.columns[0].proposed) == "2. Repealed."


def test_a_change_that_no_operation_explains_says_so() -> None:
    table = comparative_table([compare(text(LAW), changed(("nine days", "ten days")))])
    assert not table.rows[0].explained
    assert table.totals()["unexplained"] == 1


def test_nothing_changed_makes_an_empty_table_and_nothing_given_makes_none() -> None:
    table = comparative_table([compare(text(LAW), text(LAW))])
    assert (table.rows, table.totals()["articles"]) == ((), 0)
    with pytest.raises(InputError, match="none was given"):
        comparative_table([])


WORK = Work(country="xm", type="act", day="2001-01-01", number="law")
RUSSIAN = "Закон\nСтатья 1\n1. Река общая.\n2. Столица у реки.\n"
KAZAKH = "Заң\n1-бап\n1. Өзен ортақ.\n2. Астана өзен жағасында.\n"


def in_two(russian: str, kazakh: str) -> list[Edition]:
    """The editions of one law in two languages."""
    pairs = ((russian, "kz-ru"), (kazakh, "kz-kk"))
    return [edition_of(words, shipped(name), work=WORK, day="2001-01-01").edition for words, name in pairs]


def test_two_languages_stand_side_by_side_even_where_only_one_changed() -> None:
    old, new = in_two(RUSSIAN, KAZAKH), in_two(RUSSIAN.replace("общая", "ничья"), KAZAKH.replace("Астана", "Елорда"))
    found = [compare(one, other) for one, other in zip(old, new, strict=True)]
    rows = comparative_table(found).rows
    assert [row.path[-1].eid for row in rows] == ["art_1__para_1", "art_1__para_2"]
    assert [column.language for column in rows[0].columns] == ["ru", "kk"]
    assert {piece.kind for piece in rows[0].columns[1].in_force} == {KEPT}
    assert {piece.kind for piece in rows[1].columns[1].proposed} == {KEPT, INSERTED}
    assert [row.kind for row in rows] == [Kind.AMENDED, Kind.AMENDED]


def test_languages_that_are_built_otherwise_are_refused() -> None:
    old, new = in_two(RUSSIAN, KAZAKH), in_two(RUSSIAN + "3. Мост.\n", KAZAKH)
    with pytest.raises(TextError) as refused:
        comparative_table([compare(one, other) for one, other in zip(old, new, strict=True)])
    (fault,) = refused.value.faults
    assert (fault.code, fault.eid, fault.wanted, fault.found) == (Code.LANGUAGES_DIFFER, "art_1__para_3", "ru", "kk")


@given(EDITS)
def test_the_rows_cover_exactly_the_changed_units(edits: list[tuple[str, int, int, str]]) -> None:
    old = text(LAW)
    new = old
    for one in edits:
        new = edit(new, one)
    found = compare(old, new)
    table = comparative_table([found], operations_between(old, new, HEAD))
    covered = [key for row in table.rows for key in row.units]
    assert sorted(covered) == sorted(one.key for one in found.units)
    assert [row.number for row in table.rows] == list(range(1, len(table.rows) + 1))
    units = {one.key: one for one in found.units}
    for row in table.rows:
        sides = row.columns[0].in_force, row.columns[0].proposed
        lines = [[one for key in row.units if (one := getattr(units[key], side))] for side in ("old", "new")]
        assert ["".join(piece.text for piece in side) for side in sides] == [
            "\n".join(one.line for one in ones) for ones in lines
        ]
        # A change of blank lines alone is one that operations make by setting a unit out anew.
        assert row.explained
    totals = table.totals()
    assert (totals["rows"], totals["units"]) == (len(table.rows), len(units))
    articles = [one for one in found.changed if one.is_article and one.changes]
    assert totals["articles"] == len(articles)


def test_reasons_are_told_once_in_each_language() -> None:
    old = text(LAW)
    reasons = (Reason(language="en", text="Asked."), Reason(language="ru", text="Просили."))
    head = HEAD.__class__(id="d", act="a", point="1", boundary=HEAD.boundary, reasons=reasons)
    operations = operations_between(old, changed(("nine days", "ten days"), ("great book", "small book")), head)
    (row,) = comparative_table([compare(old, consolidate(old, operations, "2026-05-01", {}).edition)], operations).rows
    assert len(row.operations) == 2
    assert row.reasons == reasons
    assert structs.asdict(row.reasons[0]) == {"language": "en", "text": "Asked."}
