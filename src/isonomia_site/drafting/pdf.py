"""Papers of law as PDF: tagged for those who hear them (PDF/UA-1), the same bytes from the same data.

The template is fixed and takes what it prints as data, so that no text can become a command. Nothing here needs the
hall: the command `isonomia texts table` prints with it as well.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from isonomia.drafting.editions import PART, TITLE, Edition, Provision
from isonomia.drafting.sheets import Cell, Sheet
from isonomia.drafting.words import KEPT
from isonomia.wording import printable
from isonomia_site.drafting.packing import lines_of, widths
from isonomia_site.typesetting import MIME, printed

__all__ = ["MIME", "as_pdf", "text_as_pdf"]

NUMBER = 26
"""The first column holds what became of the unit in one word, which no hyphen parts in Kazakh."""


def as_pdf(made: Sheet, *, columns: Sequence[int] = (), invented: bool = False) -> bytes:
    """A table as a document: landscape, its head on every page, each text in its language.

    Args:
        columns: how wide each is beside the others; without it, as in the other documents of the comparative table.
    Raises:
        InputError: a letter that none of the fonts has.
    """
    before = [made.subject] if made.subject.text else []
    notes = [Cell.of(made.language, text) for text in (made.caption, made.legend) if text]
    rows = [[[_cell(line) for line in lines_of(cell)] for cell in row] for row in made.rows]
    return printed(
        made.title,
        made.language,
        wide=True,
        invented=invented,
        before=[_cell(one) for one in (*before, *notes)],
        heads=made.heads,
        widths=columns or (NUMBER, *widths(made)[1:]),
        rows=rows,
        after=(*made.totals, *made.sources),
    )


def text_as_pdf(
    edition: Edition, uid: str = "", *, language: str, notes: Sequence[str] = (), invented: bool = False
) -> bytes:
    """An edition, or one unit of it, as a document: its units as headings, and its lines beneath them.

    Args:
        language: of what the paper says of itself.
        notes: what stands under the text: since when it is in force, from which file it was printed.
    Raises:
        InputError: a letter that none of the fonts has.
    """
    shown = tuple(edition.subtree(uid)) if uid else edition.provisions
    named = next((one for one in edition.provisions if one.kind == TITLE), None)
    title = named.line if named else edition.lineage
    lines, levels, deeps = [], {"": 1}, {"": 0}
    for one in shown:
        if one is named:
            continue
        heads = _is_head(one)
        levels[one.uid] = min(levels.get(one.parent, 1) + 1, 6) if heads else levels.get(one.parent, 1)
        deeps[one.uid] = deeps.get(one.parent, 0) + (not heads)
        line = _cell(Cell.of(edition.language, printable(one.line)))
        lines.append({"level": levels[one.uid] if heads else 0, "deep": max(deeps[one.uid] - 1, 0), "words": line})
    return printed(printable(title), edition.language, invented=invented, said_in=language, lines=lines, after=notes)


def _is_head(one: Provision) -> bool:
    """Whether a unit is one that holds others under its own name: it has a number or heading, and no words."""
    return one.kind != PART and not one.text


def _cell(cell: Cell) -> Mapping[str, Any]:
    return {"language": cell.language, "pieces": [[one.kind, one.text] for one in cell.pieces] or [[KEPT, ""]]}
