"""What the record has begun to hold, asked by every page: for the menu, and for the mark of what is invented."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import Error
from django.db.models import Exists, OuterRef

from isonomia.errors import RecordError
from isonomia.record.act import read_entry
from isonomia.reform.acts import Opened
from isonomia.reform.road import BODIES
from isonomia_site.record.models import Leaf, Matter
from isonomia_site.record.reader import head, is_compiled, opened

SECTIONS = ("draft", "text", "law", "proposal", "case")
INVENTION, PUBLICATIONS = "invention", "publications"


@dataclass(frozen=True, slots=True)
class Begun:
    """Which matters have a section of their own, what the reform is made from, and whether a compiler opened it."""

    kinds: frozenset[str] = frozenset()
    made_from: str = ""
    is_compiled: bool = False

    @property
    def is_invented(self) -> bool:
        """Whether nothing in the record happened anywhere."""
        return self.made_from == INVENTION

    @property
    def takes_proposals(self) -> bool:
        """Whether proposals are taken here: a reconstruction of what others took takes none."""
        return self.made_from not in ("", PUBLICATIONS)


def takes_filings() -> bool:
    """Whether anything is filed here: the record is opened, and is no reconstruction of what others took."""
    return opened() is not None and begun().made_from != PUBLICATIONS


def begun() -> Begun:
    """What stands under the signed head, or before the first; nothing where the database does not answer."""
    try:
        top = head()
        return _under(top.size, top.root)
    except RecordError:
        return Begun(is_compiled=is_compiled())
    except Error:
        return Begun()


@lru_cache(maxsize=2)
def _under(size: int, root: bytes) -> Begun:
    # The root is what tells two records of one size apart.
    published = Leaf.objects.filter(leaf_index__lt=size, entry__place=0)
    under = published.filter(entry__matter=OuterRef("matter"))
    matters = Matter.objects.filter(Exists(under), institution__in=SECTIONS)
    reforms = Matter.objects.filter(institution="reform").values("matter")
    first = (
        published.filter(entry__matter__in=reforms).order_by("leaf_index").values_list("entry__body", flat=True).first()
    )
    body = read_entry(bytes(first), BODIES).body if first is not None else None
    kinds = frozenset(matters.values_list("institution", flat=True).distinct())
    return Begun(kinds, body.made_from if isinstance(body, Opened) else "", is_compiled())
