"""The pen: the only way into the record. Services hold it, and nobody else."""

from collections.abc import Mapping
from hashlib import sha256

from django.db import IntegrityError, connection, transaction

from isonomia.errors import ConflictError, InputError
from isonomia.record.act import Act, write_entry
from isonomia.record.reading import MAX_BLOB
from isonomia_site.permissions import By, check_entry
from isonomia_site.record.index import note_matter
from isonomia_site.record.models import Blob, Entry


def enter(act: Act, summary: Mapping[str, str], *, by: By) -> int:
    """Enter one act in the running transaction, with what lists then show of its matter; return the entry's number.

    Raises:
        UnlawfulActError: who asks may not enter this act.
        ConflictError: another act has this id, or stands at this place, or the place before it is empty.
        RecordError: a field of the act does not fit.
        RuntimeError: there is no running transaction; act and index would not stand or fall together.
    """
    _need_transaction()
    check_entry(act, by)
    body = write_entry(act)
    there = Entry.objects.filter(matter=act.matter).count()
    if act.place != there:
        raise ConflictError(f"{act.matter} has {there} acts: place {act.place} was wanted for {act.id}")
    try:
        # A savepoint: after a refused insert the caller's transaction can still be read and closed.
        with transaction.atomic():
            entry = Entry.objects.create(act_id=act.id, matter=act.matter, place=act.place, body=body)
    except IntegrityError:
        raise ConflictError(f"another act is {act.id}, or stands at place {act.place} of {act.matter}") from None
    note_matter(act.matter, there + 1, summary)
    return entry.pk


def keep_blob(data: bytes) -> str:
    """Keep a long text in the running transaction; return the hash by which acts cite it."""
    _need_transaction()
    if len(data) > MAX_BLOB:
        raise InputError(f"a text of {len(data)} bytes; at most {MAX_BLOB} are kept")
    digest = sha256(data).hexdigest()
    Blob.objects.get_or_create(sha256=digest, defaults={"body": data})
    return digest


def _need_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the record is written in a transaction: wrap the service in transaction.atomic")
