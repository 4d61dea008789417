"""`isonomia worker`: publish what is entered and do the jobs that are due. Several may run; one of them publishes."""

import signal
from typing import TYPE_CHECKING, Annotated

import typer

from isonomia.errors import IsonomiaError, RecordError, RulebookError
from isonomia_cli.options import State
from isonomia_cli.printing import print_table
from isonomia_cli.serving import open_hall, refuse_if_behind

if TYPE_CHECKING:
    from isonomia_site.jobs.working import Stop, Worker


def worker(
    state: State = None,
    once: Annotated[bool, typer.Option("--once", help="Publish once, do every job that is due, and end.")] = False,
    every: Annotated[float, typer.Option(min=0.01, max=3600, help="Seconds from one look to the next.")] = 1.0,
    jobs: Annotated[bool, typer.Option("--jobs", help="List the jobs that were set aside, and end.")] = False,
    again: Annotated[int | None, typer.Option(help="Make this job, which was set aside, due again, and end.")] = None,
) -> None:
    """Number, sign and publish what is entered in the hall, and do its jobs, until asked to stop.

    With --once the exit code is 1 where a job or the check of the published files failed, 3 where the database or
    room on the disk was missing, and 4 where the record does not fit and nothing was signed.
    """
    open_hall(state)
    from isonomia_site.jobs.services import try_again
    from isonomia_site.jobs.working import Stop

    stop = Stop()
    if jobs or again is not None or once:
        _wait_for_database(stop, once=True)
    if again is not None:
        try_again(again)
    elif jobs:
        _list_jobs()
    elif once:
        _once(_worker(stop, every))
    else:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, stop.ask)
        if _wait_for_database(stop):
            _worker(stop, every).run()


def _worker(stop: "Stop", every: float) -> "Worker":
    from django.conf import settings

    from isonomia_site.jobs.working import Worker
    from isonomia_site.kinds import KINDS
    from isonomia_site.papers.erasure import open_papers
    from isonomia_site.record import witnessing
    from isonomia_site.record.keeping import Keeper
    from isonomia_site.record.keys import kept_keys
    from isonomia_site.record.publishing import Publisher

    root = settings.ISONOMIA_PUBLISHED
    open_papers()

    def publisher(origin: str) -> Publisher:
        return Publisher(root, kept_keys(settings.STATE, origin), witnessing)

    return Worker(Keeper(root, publisher), KINDS, stop, every)


def _wait_for_database(stop: "Stop", once: bool = False) -> bool:
    """Wait until the database answers, saying so; False where somebody asked to stop meanwhile.

    Raises:
        RulebookError: it is there, but not of this edition; or, with `once`, it does not answer.
    """
    from django.db import Error, connection

    from isonomia_site.jobs.faults import fault_of
    from isonomia_site.jobs.working import LONGEST_WAIT, log

    wait = 1.0
    while True:
        try:
            refuse_if_behind()
            return True
        except Error as error:
            fault = fault_of(error)
        if once:
            raise RulebookError(fault.words)
        connection.close()
        log("warning", fault.name, said=fault.words, again_in=wait)
        if stop.wait(wait):
            return False
        wait = min(2 * wait, LONGEST_WAIT)


def _once(worker: "Worker") -> None:
    """Do what is due; the gravest thing that stood in the way is the exit code."""
    faults = worker.run_once()
    if any(not fault.passing for fault in faults):
        raise RecordError("; ".join(fault.words for fault in faults if not fault.passing))
    if faults:
        raise RulebookError("; ".join(fault.words for fault in faults))
    if worker.failed:
        raise IsonomiaError(f"{worker.failed} faults: jobs that failed, or findings in the published files; see above")


def _list_jobs() -> None:
    from isonomia_site.jobs.services import set_aside, waiting

    aside = set_aside()
    rows = [(str(job.pk), job.kind, job.key, str(job.attempts), job.last_fault) for job in aside]
    print_table([("job", "kind", "key", "tries", "the last fault"), *rows] if rows else [])
    typer.echo(f"{len(rows)} jobs set aside, {waiting()} waiting")
