"""A text, an article and a correspondence as PDF: what their pages say, with what it was computed from."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from isonomia.drafting.editions import Edition
from isonomia.drafting.sheets import Cell, Sheet
from isonomia.record.sources import Wording
from isonomia_site.drafting.pdf import MIME, as_pdf, text_as_pdf
from isonomia_site.drafting.presenting import Version, place_in
from isonomia_site.drafting.tabling import Corresponding, Line
from isonomia_site.record.begun import begun

__all__ = ["MIME", "correspondence", "text"]
COLUMNS = (2, 2, 3)


def text(found: Version, language: str, *, uid: str = "", address: str = "") -> bytes:
    """An edition, or one article of it, as in force from its day."""
    since = _("In force from %(day)s: the newest edition of the record.") if found.is_newest else ""
    said = (since or _("In force from %(day)s; later editions changed it.")) % {"day": found.day}
    notes = [said, f"{address}", f"SHA-256 {found.shown.edition.sha256}", *found.commands]
    return text_as_pdf(found.edition, uid, language=language, notes=notes, invented=begun().is_invented)


def correspondence(made: Corresponding, titles: Sequence[Wording], language: str) -> bytes:
    """Where each place of the old text stands in the new one, and on whose word."""
    titled = next((one for one in titles if one.language == language), titles[0])
    heads = (_("Old text"), _("New text"), _("On what it rests"))
    sheet = Sheet(
        language=language,
        title=_("Old and new articles"),
        subject=Cell.of(titled.language, titled.text),
        caption="",
        legend="",
        heads=heads,
        rows=tuple(_row(one, made, language) for one in made.lines),
        totals=tuple(_gaps(made)),
        sources=(*(f"{name}: SHA-256 {one.sha256}" for name, one in made.files), *made.commands),
    )
    return as_pdf(sheet, columns=COLUMNS, invented=begun().is_invented)


def _gaps(made: Corresponding) -> Iterator[str]:
    """What the table leaves open, as its page says it."""
    if made.gaps is None:
        return
    told = (
        (_("Old articles that it does not name:"), made.gaps.old_unnamed, made.old),
        (_("New articles that it does not name:"), made.gaps.new_unnamed, made.new),
        (_("Not in the texts:"), made.unknown, None),
        (_("Stated to have a counterpart and to have none:"), made.gaps.contradicted, made.old),
    )
    yield from (f"{said} {'; '.join(_where(text, eid) for eid in eids)}" for said, eids, text in told if eids)


def _row(line: Line, made: Corresponding, language: str) -> tuple[Cell, ...]:
    sides = (
        (made.old, line.pair.old, _("nothing: it is new")),
        (made.new, line.pair.new, _("nothing: it is gone")),
    )
    places = (
        Cell.of(made.language, _where(text, eid)) if eid else Cell.of(language, nothing) for text, eid, nothing in sides
    )
    return (*places, Cell.of(language, _basis(line)))


def _where(text: Edition | None, eid: str) -> str:
    """A place as its text prints it; by its code where the text is not at hand or has no such place."""
    one = text.by_eid.get(eid) if text else None
    return place_in(text, one) if text and one else eid


def _basis(line: Line) -> str:
    pair = line.pair
    if pair.basis == "person":
        return ", ".join(filter(None, (f"{_('Stated by:')} {pair.stated_by}", pair.source)))
    counted = _("words in common: %(part)s of %(whole)s") % {"part": pair.shared, "whole": pair.together}
    return f"{_('only a suggestion')}, {counted}"
