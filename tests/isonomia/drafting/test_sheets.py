"""The comparative table as it is read: the same words and totals on the page and in the spreadsheet, and no formula."""

import csv
import io
from html.parser import HTMLParser

import pytest
from msgspec import structs

from isonomia.drafting import editions, operations
from isonomia.drafting.comparison import compare
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.deriving import operations_between
from isonomia.drafting.editions import Edition, digest
from isonomia.drafting.operations import AnyOperation
from isonomia.drafting.sheets import FORMULA, TOTALS, Sheet, as_csv, sheet
from isonomia.drafting.sheets_page import as_html
from isonomia.drafting.tables import Answer, Table, comparative_table
from isonomia.wording import LANGUAGES, has_wording, say
from tests.isonomia.drafting.editing import LAW, changed, text
from tests.isonomia.drafting.test_deriving import HEAD

CHANGES = (
    ("nine days", "ten days"),
    ("2) the warden of the bridges.", "2) the warden of the bridges;\n3) <b>the & scribe</b>."),
    ("Everyone may speak", "=1+1 may speak"),
)
ANSWERS = (Answer("proposal/3", "en", "Taken in part."),)


def drafted(*edits: tuple[str, str]) -> tuple[Table, tuple[AnyOperation, ...], Edition, Edition]:
    """A draft: its table, its operations, and the editions before and after."""
    old = text(LAW)
    given = operations_between(old, changed(*(edits or CHANGES)), HEAD)
    new = consolidate(old, given, "2026-05-01", {}).edition
    return comparative_table([compare(old, new)], given, ANSWERS), given, old, new


def shown(language: str = "en", command: str = "isonomia texts table a b") -> Sheet:
    """The draft as it is read."""
    table, given, *_ = drafted()
    return sheet(table, language, behind=given, command=command)


class Reading(HTMLParser):
    """A page, read as a browser reads it: its elements, and the words in them."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((tuple(self.open), data))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of a name."""
        return [attributes for name, attributes in self.tags if name == tag]

    def inside(self, tag: str) -> list[str]:
        """The words in elements of a name."""
        return [data for path, data in self.words if tag in path]


def test_the_page_has_a_real_table_and_says_its_languages() -> None:
    made = shown("ru")
    page = Reading(as_html(made))
    assert page.open == []
    assert page.of("html") == [{"lang": "ru"}]
    assert page.inside("caption") == [made.caption]
    assert [one["scope"] for one in page.of("th")] == ["col"] * 6 + ["row"] * len(made.rows)
    assert len(page.of("td")) == 5 * len(made.rows)
    assert {one.get("lang") for one in page.of("th")[6:]} == {"en"}
    assert page.of("script") == [] and [tag for tag, one in page.tags if "style" in one or "onclick" in one] == []


def test_words_are_marked_by_elements_and_lines() -> None:
    page = Reading(as_html(shown()))
    assert page.inside("del")[0] == "nine" and page.inside("ins")[0] == "ten"
    (style,) = page.inside("style")
    assert "ins { text-decoration: underline" in style and "del { text-decoration: line-through" in style
    assert 'content: "inserted: "' in style and "@media print" in style


def test_what_a_text_holds_is_shown_and_never_obeyed() -> None:
    page = Reading(as_html(shown()))
    assert "b" not in {tag for tag, _ in page.tags}
    assert any("<b>the & scribe</b>" in data for data in page.inside("td"))


def test_no_cell_is_a_formula() -> None:
    _, given, old, new = drafted()
    hostile = [structs.replace(one, reasons=(structs.replace(HEAD.reasons[0], text="=HYPERLINK(1)"),)) for one in given]
    made = sheet(comparative_table([compare(old, new)], hostile), "en", behind=hostile)
    rows = list(csv.reader(io.StringIO(as_csv(made).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    assert "'=HYPERLINK(1)" in cells


def test_the_spreadsheet_has_every_row_with_its_marks() -> None:
    made = shown()
    heads, *rows = csv.reader(io.StringIO(as_csv(made).decode("utf-8-sig")))
    assert tuple(heads) == made.heads
    assert len(rows) == len(made.rows)
    assert "[-nine-]" in rows[0][2] and "{+ten+}" in rows[0][3]
    assert rows[0][:2] == ["1\namended", "Article 2, 1"]
    assert rows[0][4:] == ["It was asked for.", "proposal/3: Taken in part."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_totals_are_those_of_the_comparison(language: str) -> None:
    table, given, *_ = drafted()
    made = sheet(table, language, behind=given)
    totals = table.totals()
    assert made.totals == tuple(say(f"table.total_{name}", language, count=totals[name]) for name in TOTALS)
    assert set(TOTALS) == set(totals)
    assert totals["rows"] == len(made.rows)
    assert totals["units"] == sum(table.comparisons[0].totals()["units"].values())


def test_it_says_from_what_it_was_computed_and_how_to_do_so_again() -> None:
    _, given, old, new = drafted()
    said = shown().sources
    assert [digest(editions.write(one).decode()) in line for one, line in zip((old, new), said, strict=False)] == [
        True
    ] * 2
    assert f"Operations given: {len(given)}, SHA-256 {digest(operations.write(given).decode())}" in said
    assert said[-1] == "Recomputed by: isonomia texts table a b"


def test_a_table_without_operations_says_so() -> None:
    _, _, old, new = drafted()
    made = sheet(comparative_table([compare(old, new)]), "en")
    assert made.sources[-1] == say("table.without_operations", "en")
    assert {row[4].text for row in made.rows} == {say("table.no_operation", "en")}
    assert made.totals[-1] == f"Rows that no operation explains: {len(made.rows)}"


def test_languages_stand_side_by_side() -> None:
    old, new = text(LAW), changed(CHANGES[0])
    kazakh = [structs.replace(one, language="kk", lineage="same") for one in (old, new)]
    english = [structs.replace(one, lineage="same") for one in (old, new)]
    made = sheet(comparative_table([compare(*english), compare(*kazakh)]), "en")
    assert len(made.heads) == 8 and made.heads[2:6] == (
        "Text in force (en)",
        "Proposed text (en)",
        "Text in force (kk)",
        "Proposed text (kk)",
    )
    assert [cell.language for cell in made.rows[0]] == ["en", "en", "en", "en", "kk", "kk", "en", "en"]


def test_characters_that_would_turn_a_line_round_are_shown_as_their_codes() -> None:
    old = text(LAW)
    new = structs.replace(
        old, provisions=tuple(structs.replace(one, text=one.text and f"{one.text}\u202e\x07") for one in old.provisions)
    )
    page = as_html(sheet(comparative_table([compare(old, new)]), "en")).decode()
    assert "\u202e" not in page and "\x07" not in page and "\\u202e\\x07" in page


def test_a_unit_is_named_from_its_article_down() -> None:
    names = [row[1].text for row in shown().rows]
    assert names == ["Article 2, 1", "Article 2, 2, 2)", "Article 2, 2, 3)", "Article 3, part 1"]
    title = sheet(drafted(("Law of Mysal", "The law of Mysal"))[0], "ru").rows[0]
    assert title[1].text == "заголовок"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_table_has_wording(language: str) -> None:
    words = [f"total_{name}" for name in TOTALS]
    words += ["amended", "inserted", "repealed", "editorial", "unchanged", "renumbered", "moved"]
    words += ["title_line", "preamble_line"]
    words += [f"heard_{name}{end}" for name in ("inserted", "deleted") for end in ("", "_ends")]
    assert [one for one in words if not has_wording(f"table.{one}", language)] == []


def test_the_same_table_makes_the_same_bytes() -> None:
    assert (as_html(shown()), as_csv(shown())) == (as_html(shown()), as_csv(shown()))
