"""What reads on in the published record as its head moves: so many entries at once, each part whole or not at all."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from isonomia_site.proposals.models import Following
from isonomia_site.record.models import Leaf
from isonomia_site.record.reader import OF_PROPOSALS

MINE = rf"^({'|'.join(OF_PROPOSALS)})/"
"""The matters of proposals, as a database finds them."""

Take = Callable[["QuerySet[Leaf]"], int]
"""Takes in the next entries on proposals, in the order of the log; returns how many there were."""


def read_on(name: str, top: int, take: Take, *, at_once: int) -> int:
    """Let `take` have what is under a head of this size and was not read under this name; return how many entries."""
    taken = 0
    while (some := _step(name, top, take, at_once)) is not None:
        taken += some
    return taken


@transaction.atomic
def _step(name: str, top: int, take: Take, at_once: int) -> int | None:
    row, _made = Following.objects.select_for_update().get_or_create(name=name, defaults={"size": 0})
    if row.size >= top:
        return None
    until = min(row.size + at_once, top)
    leaves = Leaf.objects.filter(leaf_index__gte=row.size, leaf_index__lt=until, entry__matter__regex=MINE)
    taken = take(leaves.order_by("leaf_index"))
    row.size = until
    row.save()
    return taken
