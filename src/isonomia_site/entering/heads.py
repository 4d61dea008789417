"""What reads on in the published record as its head moves: so many entries at once, each part whole or not at all."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet

from isonomia_site.record.models import Leaf

Take = Callable[["QuerySet[Leaf]"], int]
"""Takes in the next entries that a desk reads, in the order of the log; returns how many there were."""


class HowFar(models.Model):
    """How far something has followed the published record, under its name; each desk keeps a table of its own."""

    name = models.CharField(max_length=16, primary_key=True)
    size = models.BigIntegerField()

    class Meta:
        """A form for the tables of desks."""

        abstract = True


def of_kinds(kinds: Collection[str]) -> str:
    """The matters of some kinds, as a database finds them.

    >>> of_kinds(["case", "norm"])
    '^(case|norm)/'
    """
    return rf"^({'|'.join(kinds)})/"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads on: the table and the name under which it is kept how far, and the kinds of matters that are read."""

    rows: Any
    name: str
    kinds: tuple[str, ...]

    def read_on(self, top: int, take: Take, *, at_once: int) -> int:
        """Let `take` have what is under a head of this size and was not read yet; return how many entries."""
        taken = 0
        while (some := self._step(top, take, at_once)) is not None:
            taken += some
        return taken

    def _step(self, top: int, take: Take, at_once: int) -> int | None:
        with transaction.atomic():
            row, _made = self.rows.objects.select_for_update().get_or_create(name=self.name, defaults={"size": 0})
            if row.size >= top:
                return None
            until = min(row.size + at_once, top)
            leaves = Leaf.objects.filter(leaf_index__gte=row.size, leaf_index__lt=until)
            taken = take(leaves.filter(entry__matter__regex=of_kinds(self.kinds)).order_by("leaf_index"))
            row.size = until
            row.save()
            return taken
