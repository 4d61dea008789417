"""The comparative table for word processors, as OpenDocument text: the same bytes from the same table."""

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from isonomia.drafting.sheets import Cell, Sheet
from isonomia.drafting.words import DELETED, INSERTED, KEPT
from isonomia_site.drafting.packing import MARGIN, PAGE, lines_of, packed, widths

MIME = "application/vnd.oasis.opendocument.text"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = {
    "xmlns:office": f"{OASIS}:office:1.0",
    "xmlns:style": f"{OASIS}:style:1.0",
    "xmlns:text": f"{OASIS}:text:1.0",
    "xmlns:table": f"{OASIS}:table:1.0",
    "xmlns:fo": f"{OASIS}:xsl-fo-compatible:1.0",
    "xmlns:meta": f"{OASIS}:meta:1.0",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
VERSION = {"office:version": "1.3"}
MARKS: Mapping[str, Mapping[str, str]] = {
    KEPT: {},
    INSERTED: {"style:text-underline-style": "solid", "style:text-underline-type": "single"},
    DELETED: {"style:text-line-through-style": "solid", "style:text-line-through-type": "single"},
}
BLANKS = re.compile(r"(^ +| +\Z| {2,})")
COUNTRIES = {"kk": "KZ", "ru": "RU", "en": "GB", "de": "DE"}


def as_odt(made: Sheet) -> bytes:
    """The table as a document: landscape, its head on every page, each text in its language."""
    files = (("content.xml", _content(made)), ("styles.xml", _styles(made)), ("meta.xml", _about(made)))
    names = [name for name, _ in files]
    written = [(name, _written(root)) for name, root in (*files, ("META-INF/manifest.xml", _manifest(names)))]
    return packed([("mimetype", MIME.encode()), *written], plain="mimetype")


def _written(root: Element) -> bytes:
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _content(made: Sheet) -> Element:
    root = Element("office:document-content", SPACES | VERSION)
    _add_styles(SubElement(root, "office:automatic-styles"), made)
    text = SubElement(SubElement(root, "office:body"), "office:text")
    SubElement(text, "text:h", {"text:outline-level": "1", "text:style-name": "Heading"}).text = made.title
    if made.subject.text:
        _add_lines(text, made.subject)
    for line in (made.legend, made.caption):
        SubElement(text, "text:p", {"text:style-name": "Standard"}).text = line
    _add_table(text, made)
    for line in (*made.totals, *made.sources):
        SubElement(text, "text:p", {"text:style-name": "Standard"}).text = line
    return root


def _add_styles(place: Element, made: Sheet) -> None:
    """Styles of columns, of the cell's border, and of words by mark and language."""
    for number, width in enumerate(widths(made)):
        column = SubElement(place, "style:style", {"style:name": f"column{number}", "style:family": "table-column"})
        SubElement(column, "style:table-column-properties", {"style:column-width": f"{width}mm"})
    cell = SubElement(place, "style:style", {"style:name": "cell", "style:family": "table-cell"})
    SubElement(cell, "style:table-cell-properties", {"fo:border": "0.5pt solid #000000", "fo:padding": "1mm"})
    for language in _languages(made):
        for kind, marks in MARKS.items():
            name = {"style:name": _style(kind, language), "style:family": "text"}
            SubElement(SubElement(place, "style:style", name), "style:text-properties", {**_tongue(language), **marks})


def _languages(made: Sheet) -> Iterable[str]:
    return dict.fromkeys([made.language, made.subject.language, *(cell.language for row in made.rows for cell in row)])


def _style(kind: str, language: str) -> str:
    return f"{kind}-{language}"


def _tongue(language: str) -> dict[str, str]:
    return {"fo:language": language, "fo:country": COUNTRIES.get(language, "none")}


def _add_table(text: Element, made: Sheet) -> None:
    table = SubElement(text, "table:table", {"table:name": made.title})
    SubElement(table, "table:desc").text = made.caption
    for number, _ in enumerate(made.heads):
        SubElement(table, "table:table-column", {"table:style-name": f"column{number}"})
    heads = SubElement(SubElement(table, "table:table-header-rows"), "table:table-row")
    for head in made.heads:
        SubElement(_cell(heads), "text:p", {"text:style-name": "Head"}).text = head
    for row in made.rows:
        line = SubElement(table, "table:table-row")
        for cell in row:
            _add_lines(_cell(line), cell)


def _cell(row: Element) -> Element:
    return SubElement(row, "table:table-cell", {"table:style-name": "cell", "office:value-type": "string"})


def _add_lines(place: Element, cell: Cell) -> None:
    """Add each line in its language: inserted words underlined, deleted words struck through."""
    for line in lines_of(cell):
        paragraph = SubElement(place, "text:p", {"text:style-name": "Standard"})
        for piece in line.pieces:
            span = SubElement(paragraph, "text:span", {"text:style-name": _style(piece.kind, cell.language)})
            _say(span, piece.text)


def _say(span: Element, text: str) -> None:
    """Add words; of several spaces in a row, or one at an end, the format keeps only what is written out."""
    words, *others = BLANKS.split(text)
    span.text = words
    for blanks, following in zip(others[::2], others[1::2], strict=True):
        SubElement(span, "text:s", {"text:c": str(len(blanks))}).tail = following


def _styles(made: Sheet) -> Element:
    root = Element("office:document-styles", SPACES | VERSION)
    styles = SubElement(root, "office:styles")
    base = {"fo:font-size": "9pt"} | _tongue(made.language)
    for name, extra in (("Standard", {}), ("Head", {"fo:font-weight": "bold"}), ("Heading", {"fo:font-size": "14pt"})):
        style = SubElement(styles, "style:style", {"style:name": name, "style:family": "paragraph"})
        SubElement(style, "style:text-properties", base | extra)
    page = SubElement(SubElement(root, "office:automatic-styles"), "style:page-layout", {"style:name": "page"})
    size = {"fo:page-width": f"{PAGE[0]}mm", "fo:page-height": f"{PAGE[1]}mm", "fo:margin": f"{MARGIN}mm"}
    SubElement(page, "style:page-layout-properties", size | {"style:print-orientation": "landscape"})
    masters = SubElement(root, "office:master-styles")
    SubElement(masters, "style:master-page", {"style:name": "Standard", "style:page-layout-name": "page"})
    return root


def _about(made: Sheet) -> Element:
    root = Element("office:document-meta", SPACES | VERSION)
    about = SubElement(root, "office:meta")
    SubElement(about, "meta:generator").text = "Isonomia"
    SubElement(about, "dc:title").text = made.title
    SubElement(about, "dc:language").text = made.language
    return root


def _manifest(names: Iterable[str]) -> Element:
    root = Element("manifest:manifest", {"xmlns:manifest": f"{OASIS}:manifest:1.0", "manifest:version": "1.3"})
    for path, kind in (("/", MIME), *((name, "text/xml") for name in names)):
        SubElement(root, "manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
    return root
