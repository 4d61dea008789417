"""What documents of the comparative table have in common: the page, the widths of columns, the same bytes each time."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from isonomia.drafting.sheets import Cell, Sheet
from isonomia.drafting.tables import Marked

PAGE, MARGIN = (297, 210), 15
"""The page and its margins, in millimetres: A4, landscape."""
NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every file in a document: it says nothing, so that the same table makes the same bytes."""
NARROW, MIDDLE = 18, 30


def widths(made: Sheet) -> tuple[int, ...]:
    """The widths of the columns in millimetres: the texts share what numbers, units and reasons leave."""
    count = len(made.heads)
    left = PAGE[0] - 2 * MARGIN - NARROW - 3 * MIDDLE
    texts = count - 4
    return NARROW, MIDDLE, *[left // texts] * texts, MIDDLE, MIDDLE


def lines_of(cell: Cell) -> Sequence[Cell]:
    """A cell as paragraphs: one for each line, its marks kept."""
    lines: list[list[Marked]] = [[]]
    for piece in cell.pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(Marked(piece.kind, first))
        lines += [[Marked(piece.kind, text)] for text in others]
    return [Cell(cell.language, tuple(one for one in line if one.text)) for line in lines]


def packed(files: Iterable[tuple[str, bytes]], *, plain: str = "") -> bytes:
    """Files as one archive, the same whenever and wherever it is made; the one named `plain` is not compressed."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files:
            entry = ZipInfo(name, NO_DAY)
            # Archives say on which system they were made, unless told.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, ZIP_STORED if name == plain else ZIP_DEFLATED)
    return out.getvalue()


def repacked(document: bytes) -> bytes:
    """An archive that somebody else made, without the moment of its making."""
    with ZipFile(BytesIO(document)) as archive:
        return packed([(name, archive.read(name)) for name in archive.namelist()])
