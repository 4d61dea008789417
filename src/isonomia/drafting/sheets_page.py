"""The comparative table as one page: no script, no other file, fit to be read aloud and to be printed."""

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from isonomia.drafting.sheets import UNIT, Cell, Sheet
from isonomia.drafting.words import DELETED, INSERTED
from isonomia.wording import say

# Whoever hears the page hears where a mark begins and ends; whoever sees it sees lines, whatever the colours.
STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 100rem; padding: 1rem; }
.wide { overflow-x: auto; position: relative; }
table { border-collapse: collapse; min-width: 60rem; width: 100%%; }
caption { font-weight: bold; padding: .5rem 0; text-align: start; }
th, td { border: 1px solid; padding: .4rem .6rem; text-align: start; vertical-align: top; white-space: pre-wrap; }
tbody th { font-weight: normal; }
ins { text-decoration: underline; text-decoration-thickness: 2px; }
del { text-decoration: line-through; }
ins::before, ins::after, del::before, del::after {
  clip-path: inset(50%%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px;
}
ins::before { content: "%(inserted)s "; }
ins::after { content: " %(inserted_ends)s "; }
del::before { content: "%(deleted)s "; }
del::after { content: " %(deleted_ends)s "; }
.sources { overflow-wrap: anywhere; }
@media print {
  @page { margin: 15mm; size: A4 landscape; }
  body { font-size: 9pt; max-width: none; padding: 0; }
  .wide { overflow: visible; }
  table { min-width: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid-page; }
}
"""


def as_html(made: Sheet) -> bytes:
    """The table as a page; whatever the texts hold, it is shown and never obeyed."""
    page = Element("html", {"lang": made.language})
    _add_head(SubElement(page, "head"), made)
    main = SubElement(SubElement(page, "body"), "main")
    SubElement(main, "h1").text = made.title
    if made.subject.text:
        SubElement(main, "p", {"lang": made.subject.language}).text = made.subject.text
    SubElement(main, "p").text = made.legend
    wide = SubElement(main, "div", {"class": "wide", "tabindex": "0", "role": "region", "aria-labelledby": "caption"})
    _add_table(SubElement(wide, "table"), made)
    _add_list(main, made.totals, "totals")
    _add_list(main, made.sources, "sources")
    text = ElementTree.tostring(page, encoding="unicode", method="html")
    return f"<!doctype html>\n{text}\n".encode()


def _add_head(head: Element, made: Sheet) -> None:
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = " - ".join(filter(None, (made.title, made.subject.text)))
    heard = {name: say(f"table.heard_{name}", made.language) for name in ("inserted", "inserted_ends")}
    heard |= {name: say(f"table.heard_{name}", made.language) for name in ("deleted", "deleted_ends")}
    SubElement(head, "style").text = STYLE % heard


def _add_table(table: Element, made: Sheet) -> None:
    SubElement(table, "caption", {"id": "caption"}).text = made.caption
    heads = SubElement(SubElement(table, "thead"), "tr")
    for head in made.heads:
        SubElement(heads, "th", {"scope": "col"}).text = head
    body = SubElement(table, "tbody")
    for row in made.rows:
        line = SubElement(body, "tr")
        for at, cell in enumerate(row):
            place = {"scope": "row"} if at == UNIT else {}
            _fill(SubElement(line, "th" if at == UNIT else "td", place), cell, made.language)


def _fill(place: Element, cell: Cell, around: str) -> None:
    if cell.language != around:
        place.set("lang", cell.language)
    last: Element | None = None
    for piece in cell.pieces:
        if piece.kind in (INSERTED, DELETED):
            last = SubElement(place, "ins" if piece.kind == INSERTED else "del")
            last.text = piece.text
        elif last is None:
            place.text = (place.text or "") + piece.text
        else:
            last.tail = (last.tail or "") + piece.text


def _add_list(place: Element, lines: Sequence[str], name: str) -> None:
    items = SubElement(place, "ul", {"class": name})
    for line in lines:
        SubElement(items, "li").text = line
