"""Every kind of job, and what does it: a plain list, as `urls` is one of addresses. Workers do these and no others."""

from datetime import timedelta

from django.conf import settings

from isonomia.errors import RecordError
from isonomia_site.filing import scanning, signing
from isonomia_site.intake import uploads
from isonomia_site.jobs.services import Payload
from isonomia_site.jobs.working import Kind, Kinds
from isonomia_site.parties import services as party_rolls
from isonomia_site.record.files import held
from isonomia_site.record.index import rebuild_from_record
from isonomia_site.record.publishing import verify_published


def rebuild_index(_: Payload) -> None:
    """Write the index of matters anew from the record."""
    rebuild_from_record()


def verify_record(_: Payload) -> None:
    """Put the published files to the strict check; the record page shows how it went.

    Raises:
        ConflictError: somebody is publishing just now.
        RecordError: the check found a fault.
    """
    with held(settings.ISONOMIA_PUBLISHED):
        findings = verify_published(settings.ISONOMIA_PUBLISHED)
    if findings:
        raise RecordError(f"{len(findings)} faults in the published record: {findings[0].code} at {findings[0].where}")


KINDS: Kinds = {
    uploads.KIND: Kind(uploads.work, timedelta(hours=2)),
    signing.KIND: Kind(signing.work),
    scanning.KIND: Kind(scanning.work, timedelta(hours=1)),
    party_rolls.KIND: Kind(party_rolls.work, timedelta(hours=1)),
    "index.rebuild": Kind(rebuild_index),
    "record.verify": Kind(verify_record),
}
