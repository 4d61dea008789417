"""The papers of many owners at once, each under a key of its own and as erasable as if it had been kept alone."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from isonomia.errors import ConflictError
from isonomia.record.act import Commitment
from isonomia_site.databases import insert_rows
from isonomia_site.papers.keystore import keystore
from isonomia_site.papers.models import Key, Search
from isonomia_site.papers.vault import (
    Held,
    check_name,
    digests,
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
            rows = [(one.paper_id, one.key_id, one.field, bytes(one.sealed)) for one in papers]
            insert_rows("papers_paper", ("paper_id", "key_id", "field", "sealed"), rows)
    except IntegrityError:
        raise ConflictError("an owner has a paper in one of these fields already: nothing was kept") from None
    opened = [row for each in made for row, _ in each]
    openings = [(one.opening_id, one.key_id, one.field, one.act_mark, bytes(one.sealed)) for one in opened]
    insert_rows("papers_opening", ("opening_id", "key_id", "field", "act_mark", "sealed"), openings)
    found = [(held[one.owner].row, field, weighed(one.papers[field])) for one in bundles for field in one.findable]
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
        found[row.owner] = Held(row, data_key)
    new = sorted(owners - found.keys())
    if new:
        remember_ledger()
        made = store.make_many(len(new))
        rows = [Key(key_id=key_id, owner=owner) for owner, key_id in zip(new, made, strict=True)]
        try:
            with transaction.atomic():
                Key.objects.bulk_create(rows, batch_size=500)
        except IntegrityError:
            for row in rows:
                store.destroy(row.key_id)
            raise ConflictError("an owner was given a key at this moment: nothing was kept, try again") from None
        found |= {row.owner: Held(row, made[row.key_id]) for row in rows}
    return found
