"""The ordeal: real writers and real workers, killed at random moments, again and again, and what must hold then."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from typing import Self

from isonomia.record.checkpoint import Checkpoint, stated_in
from isonomia.record.merkle import Frontier, leaf_hash
from isonomia.record.reading import check
from isonomia.record.tiles import ENTRIES, split_bundle, tiles_of_level
from isonomia.reform.road import BODIES

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


@dataclass
class Tally:
    """What was done, and what was seen."""

    kills: dict[str, int] = field(default_factory=lambda: {"writer": 0, "worker": 0})
    acknowledged: int = 0
    entries: int = 0
    jobs: int = 0
    looks: int = 0
    heads_seen: int = 0
    left_over: int = 0
    """Files of interrupted writings that lay in the published folder when somebody looked."""

    seconds: float = 0.0


class Ordeal:
    """A hall of its own, in a folder; its processes are started, killed and started again here."""

    def __init__(self, folder: Path, address: str = "", seed: int = 0) -> None:
        """Take an empty folder, the address of an empty PostgreSQL database or nothing, and a seed."""
        self.state = folder / "state"
        self.published = self.state / "log"
        self.log = folder / "said.txt"
        self._folder = folder
        self._chance = random.Random(seed)
        self._address = address
        self._running: dict[str, int] = {}
        self._seen: dict[str, Checkpoint] = {}
        self.tally = Tally()

    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ISONOMIA", "DJANGO"))}
        where = {"ISONOMIA_DATABASE_URL": self._address} if self._address else {}
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        return {**kept, **where, "ISONOMIA_STATE": str(self.state), "PYTHONPATH": paths}

    def __enter__(self) -> Self:
        """Load everything once; every process is a fork of that."""
        line = [sys.executable, "-m", "tests.isonomia_site.ordeal_actor", str(self._folder)]
        self.state.mkdir(parents=True)
        with open(self.log, "ab") as log:
            self._nursery = subprocess.Popen(
                line, env=self.environment(), cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=log, text=True
            )
        return self

    def __exit__(self, *_: object) -> None:
        """End all of them."""
        if self._nursery.stdin:
            self._nursery.stdin.close()
        self._nursery.wait()

    def begin(self, words: str) -> int:
        """Start a process; return its number."""
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(words + "\n")
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())

    def run(self, words: str) -> int:
        """Run something to its end, however long, as long as it goes on saying things; return its code."""
        process = self.begin(words)
        self._wait_until(lambda: not is_alive(process), unless=self._log_size)
        return self.code_of(process)

    def _log_size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def code_of(self, process: int) -> int:
        """The code with which a process left that was not killed."""
        return int((self._folder / f"code.{process}").read_text(encoding="ascii"))

    def prepare(self) -> None:
        """Make the tables, and open a record."""
        assert self.run("serve --migrate") == 0, self.said()
        assert self.run("open") == 0, self.said()

    def start(self, name: str) -> None:
        """Start a writer or a worker, by its name."""
        self._running[name] = self.begin("worker --every 0.01" if name.startswith("worker") else f"write {name}")

    def kill(self, name: str) -> None:
        """Kill -9, and wait for the end."""
        process = self._running.pop(name)
        assert is_alive(process), f"{name} ended by itself: {self.said()}"
        os.kill(process, signal.SIGKILL)
        self._wait_until(lambda: not is_alive(process))

    def said(self) -> str:
        """The last lines of what its processes said."""
        return self.log.read_text(encoding="utf-8")[-3000:] if self.log.exists() else ""

    @contextmanager
    def everybody(self, writers: int, workers: int) -> Iterator[list[str]]:
        """Run so many writers and workers; in the end all are killed."""
        names = [f"writer{one}" for one in range(writers)] + [f"worker{one}" for one in range(workers)]
        try:
            for name in names:
                self.start(name)
            yield names
        finally:
            for name in [*self._running]:
                self.kill(name)

    def suffer(self, kills: int, writers: int = 3, workers: int = 2, look_every: int = 10) -> Tally:
        """Kill one after the other, chosen by chance; look now and then, and thoroughly at the end."""
        begun = time.monotonic()
        with self.everybody(writers, workers) as names:
            self._wait_until(lambda: (self.published / "checkpoint").exists() and self._acked())
            for number in range(1, kills + 1):
                self._pause()
                name = self._chance.choice(names)
                self.kill(name)
                self.tally.kills[name[:6]] += 1
                self.see()
                if number % look_every == 0:
                    self.look()
                self.start(name)
            # Whatever the kills have left, they who were not killed last go on by themselves.
            self._wait_until_all_is_published_up_to(self._acked())
        self.rest()
        self.tally.seconds = time.monotonic() - begun
        return self.tally

    def _pause(self) -> None:
        """Wait for a moment chosen by chance: any moment, or one at which somebody is publishing."""
        if self._chance.random() < 0.5:
            heads, until = len(self._seen), time.monotonic() + 5
            while len(self._seen) == heads and time.monotonic() < until:
                self.see()
                time.sleep(0.005)
        until = time.monotonic() + self._chance.random() * 0.4
        while time.monotonic() < until:
            self.see()
            time.sleep(0.01)

    def _wait_until(self, holds: Callable[[], object], unless: Callable[[], int] = int) -> None:
        """Wait two minutes at most, and two more whenever the value of `unless` has changed meanwhile."""
        until, last = time.monotonic() + PATIENCE, unless()
        while not holds():
            if unless() != last:
                until, last = time.monotonic() + PATIENCE, unless()
            assert time.monotonic() < until, f"waited in vain: {self.said()}"
            time.sleep(0.05)

    def _wait_until_all_is_published_up_to(self, acked: set[str]) -> None:
        self._wait_until(lambda: self.see() and max(one.size for one in self._seen.values()) >= len(acked))

    def see(self) -> bool:
        """Keep the head that a reader finds at this moment."""
        with suppress(FileNotFoundError):
            note = (self.published / "checkpoint").read_text(encoding="utf-8")
            self._seen.setdefault(note, stated_in(note))
        self.tally.heads_seen = len(self._seen)
        return bool(self._seen)

    def _acked(self) -> set[str]:
        """The acts of which a writer knows that they were committed."""
        lines = [path.read_text(encoding="ascii") for path in self._folder.glob("*.acked")]
        # A kill may leave half a line: it was not noted, then.
        noted = [line for text in lines for line in text.rpartition("\n")[0].split("\n") if line]
        assert len(set(noted)) >= len(noted) - sum(self.tally.kills.values()), "an act was acknowledged again and again"
        return set(noted)

    def look(self) -> None:
        """Look at files and database as a kill has left them, while nobody writes."""
        self.tally.looks += 1
        for process in self._running.values():
            os.kill(process, signal.SIGSTOP)
        try:
            acked = self._acked()
            self.tally.left_over += sum(1 for _ in self.published.rglob("*.tmp"))
            kept = self._chance.choice(sorted(self._seen))
            record, findings = check(self.published, BODIES, old_checkpoint=kept, keep=False)
            assert findings == [] and record is not None, findings[:5]
        finally:
            for process in self._running.values():
                os.kill(process, signal.SIGCONT)
        self._database_holds(acked)

    def _jobs_are_done(self) -> None:
        """Every job that was put with an act is done, whatever became of the workers that had it."""
        noted = set((self._folder / "jobs.done").read_text(encoding="ascii").split())
        jobs = json.loads((self._folder / "held.json").read_text(encoding="utf-8"))["jobs"]
        assert jobs and not [act for act, is_open in jobs if is_open]
        assert {act for act, _ in jobs} == noted
        self.tally.jobs = len(jobs)

    def _database_holds(self, acked: set[str]) -> dict[str, tuple[str, int]]:
        """What was acknowledged stands in the database, once, in its order; numbers have no hole."""
        assert self.run("look held.json") == 0, self.said()
        held = json.loads((self._folder / "held.json").read_text(encoding="utf-8"))["entries"]
        ids = [entry[0] for entry in held]
        assert acked <= set(ids), f"lost: {sorted(acked - set(ids))[:5]}"
        assert len(ids) == len(set(ids))
        assert all(entry[4] for entry in held), "a number stands for other bytes"
        numbered = sorted((entry[3], entry[1], entry[2]) for entry in held if entry[3] is not None)
        assert [index for index, _, _ in numbered] == list(range(len(numbered)))
        in_order(numbered)
        in_order(sorted((number, entry[1], entry[2]) for number, entry in enumerate(held)))
        return {entry[0]: (entry[1], entry[2]) for entry in held}

    def rest(self) -> None:
        """At rest everything is published, the strict check finds nothing, and every head seen is one of the past."""
        acked = self._acked()
        # The leases of the last workers to be killed must run out.
        time.sleep(2)
        assert self.run("worker --once") == 0, self.said()
        held = self._database_holds(acked)
        self._jobs_are_done()
        self.see()
        for note in self._chance.sample(sorted(self._seen), min(5, len(self._seen))):
            record, findings = check(self.published, BODIES, old_checkpoint=note, strict=True)
            assert findings == [] and record is not None, findings[:5]
            assert {act.id: (act.matter, act.place) for act in record.acts} == held
        assert not list(self.published.rglob("*.tmp"))
        roots = self._roots(max(one.size for one in self._seen.values()))
        assert all(roots[one.size] == one.root for one in self._seen.values())
        self.tally.acknowledged, self.tally.entries = len(acked), len(held)

    def _roots(self, size: int) -> list[bytes]:
        """The root at every size, from the published entries."""
        frontier = Frontier()
        roots = [frontier.root()]
        for tile in tiles_of_level(ENTRIES, size):
            for entry in split_bundle((self.published / tile.path).read_bytes()):
                frontier.append(leaf_hash(entry))
                roots.append(frontier.root())
        return roots


def is_alive(process: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def in_order(rows: list[tuple[int, str, int]]) -> None:
    """Within a matter, places follow one another as the numbers do."""
    places: dict[str, int] = {}
    for _, matter, place in rows:
        assert place == places.get(matter, 0), f"{matter}: place {place} stands where {places.get(matter, 0)} belongs"
        places[matter] = place + 1
