"""The comparative table for word processors, as DOCX: the same bytes from the same table.

Nothing here needs the hall: the command `isonomia texts table` prints with it as well.
"""

from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from isonomia.drafting.sheets import Cell, Sheet
from isonomia.drafting.words import DELETED, INSERTED
from isonomia_site.drafting.packing import MARGIN, NO_DAY, PAGE, lines_of, repacked, widths

STYLES = {INSERTED: "Inserted words", DELETED: "Deleted words"}
NO_MOMENT = datetime(*NO_DAY, tzinfo=UTC)


def as_docx(made: Sheet) -> bytes:
    """The table as a document: landscape, its head on every page, each text in its language."""
    paper = Document()
    _set_up(paper, made)
    paper.add_heading(made.title, level=1)
    if made.subject.text:
        _say(paper.add_paragraph(), made.subject)
    paper.add_paragraph(made.legend)
    paper.add_paragraph(made.caption, style="Caption")
    _add_table(paper, made)
    for line in (*made.totals, *made.sources):
        paper.add_paragraph(line)
    file = BytesIO()
    paper.save(file)
    return repacked(file.getvalue())


def _set_up(paper: Paper, made: Sheet) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN))
    about = paper.core_properties
    about.title, about.language, about.author = made.title, made.language, "Isonomia"
    about.comments, about.created, about.modified = "", NO_MOMENT, NO_MOMENT
    paper.styles["Normal"].font.size = Pt(9)
    _set_language(paper.styles["Normal"].element.get_or_add_rPr(), made.language)
    for kind, name in STYLES.items():
        font = paper.styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font
        font.underline, font.strike = kind == INSERTED, kind == DELETED


def _add_table(paper: Paper, made: Sheet) -> None:
    table = paper.add_table(rows=1, cols=len(made.heads), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, made.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    _mark_row(table.rows[0], "w:tblHeader")
    for row in made.rows:
        line = table.add_row()
        _mark_row(line, "w:cantSplit")
        for place, cell in zip(line.cells, row, strict=True):
            _fill(place, cell)
    _set_widths(table, made)
    _describe(table, made.caption)


def _fill(place: _Cell, cell: Cell) -> None:
    for at, line in enumerate(lines_of(cell)):
        _say(place.add_paragraph() if at else place.paragraphs[0], line)


def _say(place: Paragraph, cell: Cell) -> None:
    """Add a line in its language: inserted words underlined, deleted words struck through."""
    for piece in cell.pieces:
        run = place.add_run(piece.text, style=STYLES.get(piece.kind))
        _set_language(run._element.get_or_add_rPr(), cell.language)


def _set_language(properties: BaseOxmlElement, language: str) -> None:
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    properties.append(tag)


def _mark_row(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _set_widths(table: Table, made: Sheet) -> None:
    for column, width in zip(table.columns, widths(made), strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths(made), strict=True):
            cell.width = Mm(width)


def _describe(table: Table, caption: str) -> None:
    """Name the table for those who hear it."""
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), caption)
    table._tbl.tblPr.append(said)
