"""Whether the law admits an act on proposals: judged after the few matters that it speaks of, not after the record."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from isonomia.record.act import Act, read_entry
from isonomia.reform.reach import judged_after
from isonomia.reform.road import BODIES, adopted
from isonomia.rulebook.law import Rulebook
from isonomia_site.permissions import By
from isonomia_site.record.models import Blob, Entry
from isonomia_site.record.reader import rulebook_acts


def judged(_by: By, act: Act, _before: Sequence[Act]) -> Mapping[str, str]:
    """Admit an act on proposals after those that it speaks of; return what lists then show of its matter.

    Raises:
        UnlawfulActError, InputError: the law refuses it.
    """
    reform = judged_after(act, entered, rulebooks())
    reform.admit(act)
    return reform.proposals.summary(act.matter)


def entered(matters: Collection[str]) -> list[Act]:
    """The acts of some matters in the order in which they were entered."""
    rows = Entry.objects.filter(matter__in=list(matters)).order_by("pk").values_list("leaf__leaf_index", "body")
    return [read_entry(bytes(body), BODIES, index) for index, body in rows]


def rulebooks() -> dict[str, Rulebook]:
    """The rulebooks that the record adopted, read once for each that it adopts."""
    found = rulebook_acts()
    return _rulebooks(tuple(one.id for one in found), tuple(found))


@lru_cache(maxsize=4)
def _rulebooks(_ids: tuple[str, ...], found: tuple[Act, ...]) -> dict[str, Rulebook]:
    cited = [file.sha256 for act in found for file in act.body.files]  # type: ignore[attr-defined]
    texts = {
        digest: bytes(body) for digest, body in Blob.objects.filter(sha256__in=cited).values_list("sha256", "body")
    }
    return adopted(found, texts)
