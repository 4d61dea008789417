"""Files that clerks hand in: sealed among the papers, looked at by a job, entered by a second one, then taken out."""

import json
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from isonomia.errors import ConflictError, Finding, InputError, UnlawfulActError
from isonomia_site.entering.services import standing
from isonomia_site.intake.importing import Outcome, Progress, Source, enter, look, write_rejected
from isonomia_site.intake.models import Upload
from isonomia_site.intake.services import How
from isonomia_site.jobs.services import Payload, put
from isonomia_site.papers import vault
from isonomia_site.permissions import By
from isonomia_site.proposals.channels.filing import Reading, Rejected
from isonomia_site.proposals.channels.register import read_map

KIND = "proposals.file"
FILE, REJECTED, ERRORS = "file", "rejected", "errors"
WAITING, CHECKED, REFUSED, ENTERING, ENTERED = "waiting", "checked", "refused", "entering", "entered"
MOST_ERRORS = 200
Run = Callable[[By, Source, How, Progress], Outcome]


@transaction.atomic
def hand_in(by: By, data: bytes, language: str, **given: object) -> Upload:
    """Keep a file sealed and put the job that looks at it; `given` is what the form says of it."""
    row = Upload.objects.create(
        name=f"f-{secrets.token_hex(6)}",
        person=by.person,
        owner=f"case/{secrets.token_hex(16)}",
        state=WAITING,
        language=language,
        **given,
    )
    vault.keep(row.owner, FILE, data)
    put(KIND, f"{KIND} {row.name} look", {"upload": row.name})
    return row


@transaction.atomic
def order(by: By, name: str) -> None:
    """Let a file that was looked at be entered, in the name of who says so.

    Raises:
        ConflictError: it was not looked at, or somebody let it be entered before.
    """
    rows = Upload.objects.filter(name=name, state=CHECKED, good__gt=0)
    if not rows.update(state=ENTERING, person=by.person, read=0):
        raise ConflictError(f"the file {name} cannot be entered now: look at it again")
    put(KIND, f"{KIND} {name} enter", {"upload": name})


@transaction.atomic
def take_out(name: str) -> None:
    """Take a file, its rejected rows and its line out of the house."""
    for row in Upload.objects.filter(name=name).exclude(state=ENTERING):
        for field in (FILE, REJECTED, ERRORS):
            vault.remove(row.owner, field)
        row.delete()


def rejected_of(row: Upload) -> bytes | None:
    """The rejected rows of a file as a table; None where there are none."""
    found = vault.read(row.owner, REJECTED)
    return found if isinstance(found, bytes) else None


def errors_of(row: Upload) -> list[Rejected]:
    """The first rejected rows of a file, each with its reason."""
    kept = vault.read(row.owner, ERRORS)
    rows = json.loads(kept) if isinstance(kept, str) else []
    return [Rejected(number, Finding.of(code, f"row {number}", **params)) for number, code, params in rows]


def work(payload: Payload) -> None:
    """Look at a file, or enter it: the job. Done twice it leaves the same, for what is in is not entered again."""
    row = Upload.objects.filter(name=payload["upload"]).first()
    data = vault.read(row.owner, FILE) if row else None
    if row is None or not isinstance(data, bytes) or row.state not in (WAITING, ENTERING):
        return
    run, done = (look, CHECKED) if row.state == WAITING else (enter, ENTERED)
    with tempfile.TemporaryDirectory(dir=settings.STATE) as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        try:
            _work(row, run, path)
        except (InputError, UnlawfulActError) as error:
            Upload.objects.filter(pk=row.pk).update(state=REFUSED, fault=str(error)[:2000])
            return
    Upload.objects.filter(pk=row.pk).update(state=done)
    if done == ENTERED:
        vault.remove(row.owner, FILE)


def _work(row: Upload, run: Run, path: Path) -> None:
    by = standing(row.person)
    columns = read_map(row.columns) if row.columns.strip() else None
    said = (columns or {}).get("source", {})
    reading = Reading(ZoneInfo(settings.ISONOMIA_ZONE), said.get("encoding", ""), row.received_on, columns)

    def tell(outcome: Outcome) -> None:
        counts = {"read": outcome.read, "good": outcome.good, "same": outcome.same}
        Upload.objects.filter(pk=row.pk).update(**counts, rejected=len(outcome.rejected))

    how = How(source=row.source, channel=row.channel, on=by.on)
    outcome = run(by, Source(path, row.form, reading), how, tell)
    tell(outcome)
    table = path.with_name("rejected.csv")
    write_rejected(table, outcome, reading.header, row.language)
    first = [[one.row, one.why.code, dict(one.why.params)] for one in outcome.rejected[:MOST_ERRORS]]
    with transaction.atomic():
        vault.keep(row.owner, ERRORS, json.dumps(first))
        if outcome.rejected:
            vault.keep(row.owner, REJECTED, table.read_bytes())
        Upload.objects.filter(pk=row.pk).update(remarks=reading.say_remarks(row.language))
