"""Putting jobs on the table and taking them from it. Of two workers with one job, only the last to lease it counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from isonomia.errors import ConflictError, InputError
from isonomia_site.jobs.models import Job
from isonomia_site.record.clock import now

Payload = Mapping[str, str | int | bool | None]

MOST_ATTEMPTS = 8
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
LEASE = timedelta(minutes=10)
"""How long a job of a worker that died waits for another one. A job that runs longer is begun a second time."""

LONGEST_FAULT = 200
NOT_SURVIVED = "every worker that took it has died, or has outlived its lease"


@dataclass(frozen=True, slots=True)
class Leased:
    """A job in one worker's hands. The token is the fence: once another worker has the job, it opens nothing."""

    id: int
    kind: str
    key: str
    payload: Payload
    token: int
    attempt: int


def put(kind: str, key: str, payload: Payload, not_before: datetime | None = None) -> None:
    """Put a job on the table in the running transaction: it stands or falls with the act that makes it necessary.

    Args:
        key: what the job is about, such as `kind` and the id of an act; a key that was put before is not put again.
        not_before: from when on it is due; without it, at once.
    Raises:
        RuntimeError: there is no running transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a job is put in the transaction that makes it necessary: wrap it in transaction.atomic")
    job = Job(kind=kind, key=key, payload=dict(payload), not_before=not_before or now())
    Job.objects.bulk_create([job], ignore_conflicts=True)


def take(kinds: Mapping[str, timedelta]) -> Leased | None:
    """Lease the next due job of these kinds, each for its time; None where none is due.

    A job whose lease has run out is taken again; one that no worker has survived often enough is set aside.
    """
    # A look that locks nothing: on SQLite whoever only asks must not keep others from writing.
    while _due(kinds, _now()).exists():
        with transaction.atomic():
            found = _first_due(kinds)
        if not isinstance(found, Job):
            return found
    return None


def _first_due(kinds: Mapping[str, timedelta]) -> "Leased | Job | None":
    """Lease the first due job; return the job itself where it was set aside instead."""
    moment = _now()
    due = _due(kinds, moment).order_by("not_before", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    job = due.first()
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        _mine(job.id, job.token).update(set_aside_at=moment, lease_until=None, last_fault=NOT_SURVIVED)
        return job
    job.token += 1
    job.attempts += 1
    job.lease_until = moment + kinds[job.kind]
    job.save(update_fields=["token", "attempts", "lease_until"])
    return Leased(job.id, job.kind, job.key, job.payload, job.token, job.attempts)


def finish(job: Leased) -> None:
    """Say that a leased job is done.

    Raises:
        ConflictError: the lease was lost: another worker has taken the job since.
    """
    _write(job, done_at=_now(), last_fault="")


def fail(job: Leased, fault: str) -> bool:
    """Say that a leased job could not be done; it is tried again later, or set aside after too many attempts.

    Args:
        fault: what stood in the way; it is kept and shown, so it names no person.
    Returns:
        Whether it was set aside.
    Raises:
        ConflictError: the lease was lost: another worker has taken the job since.
    """
    moment, last = _now(), job.attempt >= MOST_ATTEMPTS
    delay = min(FIRST_DELAY * 2 ** (job.attempt - 1), LONGEST_DELAY)
    _write(
        job,
        last_fault=fault[:LONGEST_FAULT],
        not_before=moment + delay,
        set_aside_at=moment if last else None,
    )
    return last


def try_again(job_id: int) -> None:
    """Make a job that was set aside due again, as if it had never been tried.

    Raises:
        InputError: no such job is set aside.
    """
    found = Job.objects.filter(pk=job_id, set_aside_at__isnull=False)
    if not found.update(set_aside_at=None, attempts=0, not_before=_now()):
        raise InputError(f"no job {job_id} is set aside")


def set_aside() -> QuerySet[Job]:
    """The jobs that were tried too often, oldest first."""
    return Job.objects.filter(set_aside_at__isnull=False).order_by("set_aside_at", "id")


def waiting() -> int:
    """How many jobs are neither done nor set aside."""
    return _open().count()


def _open() -> QuerySet[Job]:
    return Job.objects.filter(done_at__isnull=True, set_aside_at__isnull=True)


def _due(kinds: Collection[str], moment: datetime) -> QuerySet[Job]:
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=moment)
    return _open().filter(free, not_before__lte=moment, kind__in=kinds)


def _mine(job_id: int, token: int) -> QuerySet[Job]:
    return _open().filter(pk=job_id, token=token)


def _write(job: Leased, **changes: object) -> None:
    # The lease ends with the same statement that asks for it, and a second answer under one token finds none.
    held = _mine(job.id, job.token).filter(lease_until__isnull=False)
    if not held.update(lease_until=None, **changes):
        raise ConflictError(f"the lease of job {job.id} ({job.kind}) was lost: another worker has it")


def _now() -> datetime:
    """The moment by which leases are counted: the server's, where workers of several machines share one."""
    if connection.vendor != "postgresql":
        return now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
