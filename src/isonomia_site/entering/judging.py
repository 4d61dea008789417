"""Whether the law admits an act: judged after the few matters that it speaks of, not after the whole record.

So every desk judges whose matters are never replayed as a whole.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from isonomia.errors import IsonomiaError
from isonomia.record.act import Act, read_entry
from isonomia.reform.reach import judged_after
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.law import Rulebook
from isonomia_site.permissions import By
from isonomia_site.record.index import summary_of
from isonomia_site.record.models import Entry
from isonomia_site.record.reader import rulebook, rulebooks


def judged(_by: By, act: Act, _before: Sequence[Act]) -> Mapping[str, str]:
    """Admit an act after those of the matters that it speaks of; return what lists then show of its matter.

    Raises:
        UnlawfulActError, InputError: the law refuses it.
    """
    reform = judged_after(act, entered, _adopted())
    reform.admit(act)
    return summary_of(act.matter, reform)


def entered(matters: Collection[str], under: int | None = None) -> list[Act]:
    """The acts of some matters in the order of their entry; where a size is given, those under that head."""
    rows = Entry.objects.filter(matter__in=list(matters)).order_by("pk")
    if under is not None:
        rows = rows.filter(leaf__leaf_index__lt=under).order_by("leaf__leaf_index")
    return [read_entry(bytes(body), BODIES, index) for index, body in rows.values_list("leaf__leaf_index", "body")]


def replayed(found: Iterable[Act]) -> Reform:
    """Some matters replayed, without asking what others say to them."""
    reform = Reform(_adopted())
    for one in found:
        try:
            reform.stand(one)
        except IsonomiaError:
            # The findings of the record say why; here it counts for nothing, as in every replay.
            continue
    return reform


def _adopted() -> Mapping[str, Rulebook]:
    """The rulebook of the record's country: the few acts that are replayed here do not tell which of several it is."""
    found = rulebook()
    return {found.country: found} if found else rulebooks()
