"""The job that has a scanner look at files: one that is down delays it, and no filing waits for it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from isonomia_site.filing.attachments import waiting
from isonomia_site.filing.clamd import NotScanned, ScannerDown, scan
from isonomia_site.filing.models import Attachment
from isonomia_site.jobs.services import Payload, put
from isonomia_site.papers import vault
from isonomia_site.record.clock import now

KIND = "filing.scan"
AT_ONCE = 100
LATER = timedelta(minutes=15)


def ask(key: str) -> None:
    """Let what was just handed in be looked at, in the transaction that keeps it."""
    put(KIND, f"{KIND} {key}", {})


def work(_: Payload) -> None:
    """Have the scanner look at every file that waits; where it is down, try again in a quarter of an hour."""
    if not settings.ISONOMIA_CLAMD:
        return
    rows = list(waiting()[:AT_ONCE])
    try:
        not_scanned = sum([not _look(row) for row in rows])
    except ScannerDown:
        not_scanned = len(rows)
    if not_scanned:
        _again(now() + LATER)
    elif len(rows) == AT_ONCE:
        _again(now())


def _look(row: Attachment) -> bool:
    """Have the scanner look at one file; whether it could."""
    data = vault.read(row.owner, row.field)
    if not isinstance(data, bytes):
        # Erased since: its row goes with the erasure.
        return True
    try:
        found = scan(settings.ISONOMIA_CLAMD, data)
    except NotScanned as error:
        Attachment.objects.filter(pk=row.pk).update(found=str(error)[:100])
        return False
    state = Attachment.INFECTED if found else Attachment.CLEAN
    Attachment.objects.filter(pk=row.pk).update(state=state, found=found)
    return True


def _again(moment: datetime) -> None:
    """Put the job again, once for all whose scan failed in the same minute."""
    with transaction.atomic():
        put(KIND, f"{KIND} {moment:%Y-%m-%dT%H:%M}", {}, moment)
