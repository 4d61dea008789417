"""The worker: publishes what was entered, does the jobs that are due, and says in single lines what it does."""

import json
import os
import select
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.db import close_old_connections, connection

from isonomia.errors import ConflictError
from isonomia_site.jobs import services
from isonomia_site.jobs.faults import Fault, fault_of, told
from isonomia_site.record import clock
from isonomia_site.record.keeping import Keeper, Tended

LONGEST_WAIT = 60.0
LONGEST_WAIT_REFUSED = 600.0
"""Seconds between tries where somebody has to mend something first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job: what does it, from its payload alone, and how long it may take before another worker tries.

    A job may be done twice, by a worker that was thought dead: what does it must leave the same behind.
    """

    work: Callable[[services.Payload], None]
    lease: timedelta = services.LEASE


Kinds = Mapping[str, Kind]


class Stop:
    """The wish that a worker stops after the step at hand; it also ends a wait."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def ask(self, *_: object) -> None:
        """Ask it to stop; a signal may do that at any moment."""
        os.write(self._write, b".")

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until somebody asks; say whether somebody did."""
        return bool(select.select([self._read], [], [], max(seconds, 0))[0])


def log(level: str, event: str, **fields: object) -> None:
    """Write one line: when, how grave, what, and its fields. No field holds personal data."""
    words = [f"{name}={_shown(value)}" for name, value in fields.items()]
    with suppress(OSError, ValueError):
        print(clock.instant(), level, event, *words, file=sys.stderr, flush=True)


def _shown(value: object) -> str:
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return text if text and not set(text) & set(' "=\n') else json.dumps(text, ensure_ascii=False)


class Duty:
    """One of the things that a worker does again and again; after a fault it waits longer each time."""

    def __init__(self, name: str, step: Callable[[], None]) -> None:
        self.name = name
        self._step = step
        self._failed = 0
        self._due = 0.0

    def run(self) -> Fault | None:
        """Do one step, unless an earlier fault still asks to wait; log and return the fault that stopped it."""
        if monotonic() < self._due:
            return None
        try:
            close_old_connections()
            self._step()
        except Exception as error:
            return self._fail(fault_of(error))
        self._failed = 0
        return None

    def _fail(self, fault: Fault) -> Fault:
        with suppress(Exception):
            # A connection that has failed once is not asked again.
            connection.close()
        self._failed += 1
        wait = min(2.0 ** (self._failed - 1), LONGEST_WAIT if fault.passing else LONGEST_WAIT_REFUSED)
        self._due = monotonic() + wait
        log("warning" if fault.passing else "error", fault.name, duty=self.name, said=fault.words, again_in=wait)
        return fault


class Worker:
    """Publishes and does jobs, step by step, until it is asked to stop."""

    def __init__(self, keeper: Keeper, kinds: Kinds, stop: Stop, every: float = 1.0) -> None:
        self._keeper = keeper
        self._kinds = kinds
        self._stop = stop
        self._every = every
        self._state = ""
        self._behind = False
        self._once = False
        self._duties = (Duty("publish", self.publish), Duty("jobs", self.do_jobs))
        self.failed = 0
        """How many jobs failed, and how many faults the strict check found."""

    def run(self) -> None:
        """Work until asked to stop; the step at hand is finished."""
        log("info", "started", every=self._every)
        while not self._stop.wait(0):
            begun = monotonic()
            for duty in self._duties:
                duty.run()
            self._stop.wait(self._every - (monotonic() - begun))
        self._keeper.close()
        log("info", "stopped")

    def run_once(self) -> list[Fault]:
        """Publish once and do every job that is due; return what stood in the way."""
        self._once = True
        faults = [fault for duty in self._duties if (fault := duty.run())]
        self._keeper.close()
        return faults

    def publish(self) -> None:
        """Take one step of keeping the published record up to date."""
        begun = monotonic()
        tended = self._keeper.tend()
        if tended.state == "published":
            log("info", "published", size=tended.size, new=tended.new, seconds=monotonic() - begun)
            self._say_what_was_found(tended)
            self._look_at_clock()
        elif tended.state != self._state and tended.state != "idle":
            log("info", tended.state)
        self._state = tended.state

    def _say_what_was_found(self, tended: Tended) -> None:
        if tended.findings is None:
            return
        level = "error" if tended.findings else "info"
        codes = ",".join(sorted({one.code for one in tended.findings}))
        log(level, "verified", size=tended.size, faults=len(tended.findings), **({"codes": codes} if codes else {}))
        self.failed += len(tended.findings)
        aside = services.set_aside().count()
        if aside:
            log("warning", "jobs_set_aside", count=aside, see="isonomia worker --jobs")

    def _look_at_clock(self) -> None:
        gap = clock.behind()
        if gap and not self._behind:
            log("warning", "clock_behind", seconds=int(gap.total_seconds()), said="acts were entered at a later time")
        self._behind = gap is not None

    def do_jobs(self) -> None:
        """Do jobs that are due, one after the other, until there is none, somebody asks to stop, or time is up.

        However many jobs wait, publishing has its turn in between.
        """
        until = monotonic() + max(self._every, 1.0)
        while not self._stop.wait(0) and (self._once or monotonic() < until):
            job = services.take({name: kind.lease for name, kind in self._kinds.items()})
            if job is None:
                return
            self._do(job)

    def _do(self, job: services.Leased) -> None:
        begun = monotonic()
        shown = {"job": job.id, "kind": job.kind, "attempt": job.attempt}
        try:
            try:
                self._kinds[job.kind].work(job.payload)
            except Exception as error:
                self.failed += 1
                aside = services.fail(job, told(error))
                log("error" if aside else "warning", "job_failed", **shown, said=told(error), set_aside=aside)
            else:
                services.finish(job)
                log("info", "job_done", **shown, seconds=monotonic() - begun)
        except ConflictError:
            log("warning", "lease_lost", **shown)
