"""The processes of the ordeal, each a fork of one that has everything loaded: killing is quick, starting must be too.

python -m tests.isonomia_site.ordeal_actor FOLDER
    reads lines: `open`, `write NAME`, `look NAME` and the like, or the words of a command of isonomia; answers each
    with the number of the process that does it. What it prints goes to FOLDER/said.txt. At the end of its input all
    are killed.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from datetime import timedelta
from functools import partial
from pathlib import Path

from msgspec import structs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "isonomia_site.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import Error, connection, transaction  # noqa: E402

from isonomia.errors import ConflictError  # noqa: E402
from isonomia.packs.loading import folder, load  # noqa: E402
from isonomia.record.act import Act  # noqa: E402
from isonomia.record.merkle import leaf_hash  # noqa: E402
from isonomia_cli.main import main  # noqa: E402
from isonomia_site import kinds  # noqa: E402
from isonomia_site.jobs.models import Job  # noqa: E402
from isonomia_site.jobs.services import Payload, put  # noqa: E402
from isonomia_site.jobs.working import Kind  # noqa: E402
from isonomia_site.permissions import at_console  # noqa: E402
from isonomia_site.record import models, sequencer  # noqa: E402
from isonomia_site.record.clock import instant, now  # noqa: E402
from isonomia_site.record.keys import log_key, own_policy  # noqa: E402
from isonomia_site.record.writer import enter  # noqa: E402
from isonomia_site.reforms.services import adopt_rulebook, open_record  # noqa: E402

PACK = load(folder("kazakhstan-2022"))
COMPILER = at_console("compiler", now().date())
JOB_EVERY = 5
LEASE = timedelta(seconds=2)
STEP = next(act for act in PACK.acts if act.act == "reform.step_taken")


def open_() -> None:
    """Open a record under a key of its own."""
    signer = log_key(settings.STATE / "log.key", PACK.manifest.origin)
    open_record(PACK, own_policy(signer), COMPILER)
    adopt_rulebook(PACK, COMPILER)


def note(where: Path, payload: Payload) -> None:
    """Do the job: note the act that asked for it."""
    with open(where / "jobs.done", "a", encoding="ascii") as file:
        file.write(f"{payload['act']}\n")
        file.flush()
        os.fsync(file.fileno())


def act_at(name: str, place: int) -> Act:
    """The act that this writer enters at a place of its own matter."""
    return structs.replace(STEP, id=f"{name}/{place}", matter=f"reform/{name}", place=place, at=instant())


def write(name: str, acknowledged: str) -> None:
    """Enter act after act; what was committed is noted in a file that survives any kill, then the next one begins."""
    with open(acknowledged, "a", encoding="ascii") as file:
        # The last one may have been committed and not noted: a client would ask again, and be told that it stands.
        place = max(models.Entry.objects.filter(matter=f"reform/{name}").count() - 1, 0)
        while True:
            try:
                with transaction.atomic():
                    enter(act_at(name, place), {}, by=COMPILER)
                    if place % JOB_EVERY == 0:
                        put("ordeal.note", f"note/{name}/{place}", {"act": f"{name}/{place}"})
            except ConflictError:
                if not models.Entry.objects.filter(act_id=f"{name}/{place}", place=place).exists():
                    continue
            except Error:
                connection.close()
                continue
            file.write(f"{name}/{place}\n")
            file.flush()
            os.fsync(file.fileno())
            place += 1


def sequence_one_by_one() -> None:
    """Number what waits, each entry in a step of its own, until nothing does; begin again where the turn is lost."""
    sequencer.BATCH = 1
    while sequencer.is_waiting():
        try:
            print("numbered", sequencer.sequence(), flush=True)
        except ConflictError as error:
            print(error, flush=True)


def look(found: str) -> None:
    """Write down what the database holds: every entry with its number, and every signed head."""
    rows = models.Entry.objects.order_by("pk").values_list(
        "act_id", "matter", "place", "leaf__leaf_index", "leaf__leaf_hash", "body"
    )
    entries = [
        (act, matter, place, index, index is None or bytes(hashed) == leaf_hash(bytes(body)))
        for act, matter, place, index, hashed, body in rows
    ]
    jobs = [(job.payload["act"], job.done_at is None) for job in Job.objects.filter(kind="ordeal.note")]
    Path(found).write_text(json.dumps({"entries": entries, "jobs": jobs}), encoding="utf-8")


def become(words: list[str], where: Path) -> None:
    """Be the process that these words ask for."""
    match words:
        case ["open"]:
            open_()
        case ["write", name]:
            write(name, str(where / f"{name}.acked"))
        case ["look", name]:
            look(str(where / name))
        case ["enter", name, count]:
            with transaction.atomic():
                for place in range(int(count)):
                    enter(act_at(name, place), {}, by=COMPILER)
        case ["sequence"]:
            sequence_one_by_one()
        case ["limited", size, *rest]:
            # What a full disk is like without filling one: no file may grow beyond this size.
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.RLIM_INFINITY))
            become(rest, where)
        case _:
            sys.argv = ["isonomia", *words]
            main()


def child(words: list[str], where: Path) -> None:
    """Do what is asked in a process of its own, and end with its code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Through a pipe: what a process says must not fail for want of the room that it is tried without.
    with open(where / "said.txt", "ab") as said:
        teller = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=said)
    assert teller.stdin
    for stream in (1, 2):
        os.dup2(teller.stdin.fileno(), stream)
    teller.stdin.close()
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8", closefd=False) for stream in (1, 2))
    code = 0
    kinds.KINDS = {**kinds.KINDS, "ordeal.note": Kind(partial(note, where), LEASE)}
    try:
        become(words, where)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except BaseException:
        traceback.print_exc()
        code = 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.close(1)
        os.close(2)
        teller.wait()
        (where / f"code.{os.getpid()}").write_text(str(code), encoding="ascii")
        os._exit(0)


def serve(where: Path) -> None:
    """Start a process for each line that comes."""
    os.setpgrp()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.readline():
        started = os.fork()
        if started == 0:
            child(line.split(), where)
        print(started, flush=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
