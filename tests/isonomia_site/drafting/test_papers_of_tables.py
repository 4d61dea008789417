"""The comparative table as DOCX and ODT: opened again, it has the same cells, marks, languages and totals."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree
from odfdo import Document as OpenDocument

from isonomia.drafting.sheets import Cell, Sheet
from isonomia.drafting.tables import Marked
from isonomia.drafting.words import DELETED, INSERTED, KEPT
from isonomia_site.drafting.odt import as_odt
from isonomia_site.drafting.packing import MARGIN, PAGE, widths
from isonomia_site.drafting.word import as_docx
from tests.conftest import ROOT
from tests.isonomia.drafting.test_sheets import shown

MADE = shown("ru")


def marked(made: Sheet, kind: str) -> list[str]:
    """The marked words of the table, line by line."""
    pieces = [piece for row in made.rows for cell in row for piece in cell.pieces if piece.kind == kind]
    return [line for piece in pieces for line in piece.text.split("\n") if line]


def test_docx_has_every_cell() -> None:
    (table,) = Document(BytesIO(as_docx(MADE))).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [list(MADE.heads), *([cell.text for cell in row] for row in MADE.rows)]


def test_docx_marks_words_with_lines_and_names_their_language() -> None:
    (table,) = Document(BytesIO(as_docx(MADE))).tables
    runs = [run for row in table.rows[1:] for cell in row.cells for line in cell.paragraphs for run in line.runs]
    assert [run.text for run in runs if run.style.font.underline] == marked(MADE, INSERTED)
    assert [run.text for run in runs if run.style.font.strike] == marked(MADE, DELETED)
    assert marked(MADE, INSERTED) and marked(MADE, DELETED)
    tongues = [run._element.rPr.find(qn("w:lang")).get(qn("w:val")) for run in runs]
    assert set(tongues) == {"en", "ru"}


def test_docx_lies_on_its_side_and_repeats_its_head() -> None:
    paper = Document(BytesIO(as_docx(MADE)))
    (section,) = paper.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE and section.page_width > section.page_height
    (table,) = paper.tables
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True] + [False] * len(MADE.rows)
    said = [line.text for line in paper.paragraphs]
    assert said[-len(MADE.sources) - len(MADE.totals) :] == [*MADE.totals, *MADE.sources]
    assert MADE.legend in said and MADE.caption in said
    assert paper.core_properties.language == "ru" and paper.core_properties.title == MADE.title


def test_odt_has_every_cell() -> None:
    body = OpenDocument(BytesIO(as_odt(MADE))).body
    (table,) = body.get_tables()
    rows = [
        ["\n".join(line.inner_text for line in cell.get_paragraphs()) for cell in row.get_cells()]
        for row in table.get_rows()
    ]
    assert rows == [list(MADE.heads), *([cell.text for cell in row] for row in MADE.rows)]


def test_odt_keeps_blanks_that_the_format_would_drop() -> None:
    cell = Cell("en", (Marked(KEPT, " a  b"), Marked(DELETED, " c "), Marked(KEPT, "d e ")))
    made = replace(MADE, rows=((*MADE.rows[0][:2], cell, cell, *MADE.rows[0][4:]),))
    (table,) = OpenDocument(BytesIO(as_odt(made))).body.get_tables()
    (line,) = list(table.get_rows())[1].get_cells()[2].get_paragraphs()
    assert line.inner_text == cell.text
    texts = [one.text or "" for one in _content(as_odt(made)).iter() if one.text]
    assert [one for one in texts if one != one.strip() or "  " in one] == []


def _content(data: bytes, name: str = "content.xml") -> etree._Element:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def test_odt_marks_words_with_lines_and_names_their_language() -> None:
    root = _content(as_odt(MADE))
    spaces = {key: value for key, value in root.nsmap.items() if key}
    styles = {
        one.get(f"{{{spaces['style']}}}name"): one[0].attrib
        for one in root.iterfind(".//style:style[@style:family='text']", spaces)
    }
    found: dict[str, list[str]] = {"underline": [], "line-through": []}
    tongues = set()
    for span in root.iterfind(".//table:table//text:span", spaces):
        look = styles[span.get(f"{{{spaces['text']}}}style-name")]
        tongues.add(look[f"{{{spaces['fo']}}}language"])
        blanks = f"{{{spaces['text']}}}c"
        words = (span.text or "") + "".join(" " * int(one.get(blanks, 1)) + (one.tail or "") for one in span)
        for name, texts in found.items():
            if look.get(f"{{{spaces['style']}}}text-{name}-style"):
                texts.append(words)
    assert found == {"underline": marked(MADE, INSERTED), "line-through": marked(MADE, DELETED)}
    assert tongues == {"en", "ru"}


def test_odt_lies_on_its_side_repeats_its_head_and_says_its_totals() -> None:
    data = as_odt(MADE)
    root, styles = _content(data), _content(data, "styles.xml")
    spaces = {key: value for key, value in root.nsmap.items() if key}
    heads = root.findall(".//table:table-header-rows/table:table-row", spaces)
    assert [["".join(cell.itertext()) for cell in row] for row in heads] == [list(MADE.heads)]
    layout = styles.find(".//style:page-layout-properties", spaces)
    assert layout is not None and layout.get(f"{{{spaces['style']}}}print-orientation") == "landscape"
    said = ["".join(line.itertext()) for line in root.iterfind("office:body/office:text/text:p", spaces)]
    assert said[-len(MADE.sources) - len(MADE.totals) :] == [*MADE.totals, *MADE.sources]


def test_odt_is_packed_as_the_standard_wants() -> None:
    with ZipFile(BytesIO(as_odt(MADE))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {one.get(f"{{{manifest.nsmap['manifest']}}}full-path") for one in manifest}
        assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_every_style_that_odt_names_is_there() -> None:
    data = as_odt(MADE)
    known, named = set(), set()
    for name in ("content.xml", "styles.xml"):
        for one in _content(data, name).iter():
            for key, value in one.attrib.items():
                local = etree.QName(key).localname
                (known if etree.QName(key).namespace.endswith("style:1.0") and local == "name" else named).update(
                    [value] if local in ("name", "style-name", "page-layout-name") else []
                )
    assert named - known - {MADE.title} == set()


@pytest.mark.parametrize("printed", [as_docx, as_odt])
def test_the_same_table_makes_the_same_bytes_at_any_time(printed: Callable[[Sheet], bytes]) -> None:
    data = printed(MADE)
    assert printed(shown("ru")) == data
    with ZipFile(BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_columns_fill_the_page() -> None:
    room = PAGE[0] - 2 * MARGIN
    assert room - len(MADE.heads) < sum(widths(MADE)) <= room


@pytest.mark.parametrize("printed", [as_docx, as_odt])
def test_what_a_text_holds_is_no_markup(printed: Callable[[Sheet], bytes]) -> None:
    with ZipFile(BytesIO(printed(MADE))) as archive:
        name = "content.xml" if "content.xml" in archive.namelist() else "word/document.xml"
        root = etree.fromstring(archive.read(name))
    assert "<b>the & scribe</b>" in "".join(root.itertext())


def test_documents_are_made_without_the_hall() -> None:
    rooms = ", ".join(f"isonomia_site.drafting.{one}" for one in ("word", "odt", "pdf"))
    said = f"import sys, {rooms}; print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", said], env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
