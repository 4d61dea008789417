"""Papers as PDF: the text comes back whole, tagged and in its language; the same bytes; nothing in it is a command."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from isonomia.drafting import editions
from isonomia.drafting.editions import Edition, Work
from isonomia.drafting.sheets import Cell
from isonomia.errors import InputError
from isonomia.packs.loading import folder
from isonomia.wording import LANGUAGES, say
from isonomia_site.drafting.pdf import as_pdf, text_as_pdf
from tests.isonomia.drafting.test_sheets import shown

MADE = shown("kk")
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"


def constitution(language: str) -> Edition:
    """The constitution of Mysal as it ships."""
    return editions.read((folder("mysal") / "editions" / f"2026-03-22.{language}.json").read_bytes())


def words(data: bytes) -> str:
    """What a document says, its lines joined."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def tagged(data: bytes) -> Iterator[Any]:
    """Every element of the structure by which a document is heard."""
    waiting = [PdfReader(BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if "/S" in one:
                yield one
            waiting.append(one.get("/K", []))


def counts(data: bytes) -> Counter[str]:
    return Counter(str(one["/S"]) for one in tagged(data))


def test_the_table_has_every_cell_whole() -> None:
    said = words(as_pdf(MADE))
    cells = [line for row in MADE.rows for cell in row for line in cell.text.split("\n") if line]
    assert [
        one for one in (*MADE.heads, *cells, *MADE.totals, *MADE.sources) if " ".join(one.split()) not in said
    ] == []


def test_what_is_heard_is_a_table_with_its_head_and_languages() -> None:
    found = counts(as_pdf(MADE))
    columns = len(MADE.heads)
    assert (found["/TR"], found["/TH"], found["/TD"]) == (len(MADE.rows) + 1, columns, len(MADE.rows) * columns)
    assert found["/H1"] == 1
    root = PdfReader(BytesIO(as_pdf(MADE))).trailer["/Root"]
    assert root["/Lang"] == "kk" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {"en"} <= {one.get("/Lang") for one in tagged(as_pdf(MADE))}
    assert b"pdfuaid:part>1<" in as_pdf(MADE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_comes_back_letter_for_letter(language: str) -> None:
    edition = constitution(language)
    data = text_as_pdf(edition, language=language)
    said = words(data)
    assert [one.line for one in edition.provisions if " ".join(one.line.split()) not in said] == []
    found = counts(data)
    assert found["/H2"] + found["/H3"] == sum(one.kind in ("section", "article") for one in edition.provisions)
    assert text_as_pdf(edition, language=language) == data


def test_every_letter_of_kazakh_is_set_in_the_fonts_of_the_project() -> None:
    data = as_pdf(replace(MADE, subject=Cell.of("kk", KAZAKH)))
    assert KAZAKH in words(data)
    resources = [page["/Resources"]["/Font"] for page in PdfReader(BytesIO(data)).pages]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for each in resources for font in each.values()}
    assert names == {"IsonomiaSans-Regular", "IsonomiaSans-SemiBold"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_invented_text_says_so(language: str) -> None:
    edition = constitution(language)
    pages = PdfReader(BytesIO(text_as_pdf(edition, language=language, invented=True))).pages
    assert len(pages) > 2
    assert all(say("paper.invented", language) in page.extract_text() for page in pages)
    assert say("paper.invented", language) not in words(text_as_pdf(edition, language=language))


@pytest.mark.parametrize(
    ("country", "invented"), [("kz", False), ("de", False), ("xk", False), ("xm", True), ("zz", True), ("mysal", True)]
)
def test_a_country_is_invented_that_has_no_code(country: str, invented: bool) -> None:
    assert Work.of(f"{country}/act/2001-03-01/law").is_invented is invented


def test_the_same_table_makes_the_same_bytes() -> None:
    assert as_pdf(MADE) == as_pdf(shown("kk"))


def test_what_a_text_holds_is_no_command() -> None:
    hostile = '#panic("x") $x$ *b* _i_ @ref <label> \\u{41} = H #import "/etc/passwd"'
    made = replace(MADE, subject=Cell.of("en", hostile))
    assert hostile in words(as_pdf(made))


def test_a_letter_that_no_font_has_is_told() -> None:
    with pytest.raises(InputError, match="漢"):
        as_pdf(replace(MADE, subject=Cell.of("en", "漢")))
