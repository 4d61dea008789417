"""The papers of many owners at once, each under a key of its own and as erasable as if it had been kept alone."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from isonomia.errors import ConflictError
from isonomia.record.act import Commitment
from isonomia_site.databases import insert_rows
from isonomia_site.papers.keystore import keystore
from isonomia_site.papers.models import Key, Search
from isonomia_site.papers.vault import (
    Held,
    check_name,
    digests,
    insert_openings,
    insert_papers,
    make_findable,
    opening_row,
    paper_row,
    remember_ledger,
    weighed,
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is kept of one owner at once: papers by their fields, and the commitments that an act makes to values.

    Args:
        findable: the fields by which `find` shall lead to this owner.
        act: the id of the act that will hold the commitments.
        commits: field, domain and value of each.
    """

    owner: str
    papers: Mapping[str, str | bytes]
    findable: tuple[str, ...] = ()
    act: str = ""
    commits: tuple[tuple[str, str, str | bytes], ...] = ()


@transaction.atomic
def keep_many(bundles: Sequence[Bundle]) -> list[tuple[Commitment, ...]]:
    """Keep papers and make commitments of many owners, as `keep` and `commit` do; return the commitments of each.

    No paper is replaced: a field in which an owner has one already is refused.

    Raises:
        InputError, ConflictError: as `keep` and `commit`, and for a field that is taken; nothing is kept then.
    """
    held = _holders({bundle.owner for bundle in bundles})
    papers = [
        paper_row(held[one.owner], field, weighed(value)) for one in bundles for field, value in one.papers.items()
    ]
    made = [[opening_row(held[one.owner], one.act, *each) for each in one.commits] for one in bundles]
    try:
        with transaction.atomic():
            insert_papers(papers)
    except IntegrityError:
        raise ConflictError("an owner has a paper in one of these fields already: nothing was kept") from None
    insert_openings([row for each in made for row, _ in each])
    found = [(held[one.owner].key_id, field, weighed(one.papers[field])) for one in bundles for field in one.findable]
    if found:
        make_findable(found)
    return [tuple(commitment for _, commitment in each) for each in made]


def find_many(field: str, values: Sequence[str]) -> dict[str, str]:
    """The owners whom these values of a findable field lead to; a value that nobody has is left out."""
    hashed = digests(field, values)
    rows = Search.objects.filter(field=field, digest__in=list(hashed))
    return {hashed[digest]: owner for digest, owner in rows.values_list("digest", "key__owner")}


def _holders(owners: Set[str]) -> dict[str, Held]:
    """Every one of these owners with the key, locked; who has none yet is given one.

    Raises:
        ConflictError: one of them is being erased, or was given a key by somebody else at this moment.
    """
    for owner in owners:
        check_name(owner, "own")
    store, found = keystore(), {}
    for row in Key.objects.select_for_update().filter(owner__in=owners):
        data_key = store.find(row.key_id)
        if data_key is None:
            raise ConflictError("the key of an owner is gone, the papers are being erased: nothing was kept")
        found[row.owner] = Held(row.owner, row.key_id, data_key)
    new = sorted(owners - found.keys())
    if new:
        remember_ledger()
        made = store.make_many(len(new))
        created = connection.ops.adapt_datetimefield_value(timezone.now())
        try:
            with transaction.atomic():
                rows = [(key_id, owner, created) for owner, key_id in zip(new, made, strict=True)]
                insert_rows("papers_key", ("key_id", "owner", "created"), rows)
        except IntegrityError:
            for key_id in made:
                store.destroy(key_id)
            raise ConflictError("an owner was given a key at this moment: nothing was kept, try again") from None
        found |= {owner: Held(owner, *key) for owner, key in zip(new, made.items(), strict=True)}
    return found
