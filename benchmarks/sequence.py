"""How many entries a second get their number, against a bare INSERT of the same rows; and how many are then published.

python benchmarks/sequence.py [--entries 100000] [--rounds 5] [--database sqlite|postgresql]

Each round numbers the same entries twice, in turn: by the sequencer, and by plain INSERTs of ready rows into a twin of
the table, in batches of the same size. Publishing begins with numbered entries and ends with the signed head.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT / "tools"))

import postgres  # noqa: E402

TWIN = (
    "CREATE TABLE twin (leaf_index bigint PRIMARY KEY, entry_id bigint NOT NULL UNIQUE "
    "REFERENCES record_entry (id) DEFERRABLE INITIALLY DEFERRED, leaf_hash {bytes} NOT NULL)"
)
BYTES = {"sqlite": "BLOB", "postgresql": "bytea"}
NEWEST = "SELECT leaf_index, entry_id, leaf_hash FROM record_leaf ORDER BY leaf_index DESC LIMIT %s"
Times = dict[str, list[tuple[float, float]]]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of this process's CPU."""
    clock, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - clock, process_time() - cpu


def fill(start: int, number: int) -> None:
    """Enter many acts without the pen, which is not what is measured."""
    from django.db import transaction
    from msgspec import structs

    from isonomia.packs.loading import folder, load
    from isonomia.record.act import write_entry
    from isonomia_site.record.models import Entry

    step = next(act for act in load(folder("kazakhstan-2022")).acts if act.act == "reform.step_taken")
    pattern = write_entry(structs.replace(step, id="bench-000000000", matter="reform/bench", place=9_000_000_000))

    def rows() -> Iterator[Entry]:
        for place in range(start, start + number):
            body = pattern.replace(b"bench-000000000", b"bench-%09d" % place).replace(b"9000000000", b"%d" % place)
            yield Entry(act_id=f"bench-{place:09}", matter="reform/bench", place=place, body=body)

    with transaction.atomic():
        Entry.objects.bulk_create(rows(), batch_size=5_000)


def bare(batch: int) -> Callable[[], None]:
    """Insert the numbers of the newest entries into the twin, from rows that are ready."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM twin")
        cursor.execute(NEWEST, [batch])
        ready = [tuple(row) for row in cursor.fetchall()][::-1]

    def insert() -> None:
        from isonomia_site.record.sequencer import BATCH

        for at in range(0, len(ready), BATCH):
            rows = ready[at : at + BATCH]
            with transaction.atomic(), connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute(
                        "INSERT INTO twin SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])",
                        [list(column) for column in zip(*rows, strict=True)],
                    )
                else:
                    cursor.executemany("INSERT INTO twin VALUES (%s, %s, %s)", rows)

    return insert


def measure(entries: int, rounds: int) -> Times:
    """Open a record, and number and publish again and again."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from isonomia.packs.loading import folder, load
    from isonomia_site.permissions import at_console
    from isonomia_site.record.clock import now
    from isonomia_site.record.keys import log_key, own_policy
    from isonomia_site.record.publishing import Publisher
    from isonomia_site.record.sequencer import Sequencer, take_turn
    from isonomia_site.reforms.services import adopt_rulebook, open_record

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(TWIN.format(bytes=BYTES[connection.vendor]))
    compiler = at_console("compiler", now().date())
    pack = load(folder("kazakhstan-2022"))
    signer = log_key(settings.STATE / "log.key", pack.manifest.origin)
    open_record(pack, own_policy(signer), compiler)
    adopt_rulebook(pack, compiler)
    publisher, sequencer = Publisher(settings.ISONOMIA_PUBLISHED, [signer]), Sequencer()
    publisher.publish()
    times: Times = {"sequencer": [], "bare INSERT": [], "publishing": []}
    for number in range(rounds + 1):
        fill(number * entries, entries)
        times["sequencer"].append(timed(lambda: sequencer.run(take_turn())))
        times["bare INSERT"].append(timed(bare(entries)))
        times["publishing"].append(timed(publisher.publish))
    # The first round warms up.
    return {name: found[1:] for name, found in times.items()}


def report(database: str, entries: int, times: Times) -> None:
    """Print medians, and ratios taken round by round."""
    for name, found in times.items():
        clock, cpu = (median(one[at] for one in found) for at in (0, 1))
        print(f"{database:10} {name:12} {entries / clock:10,.0f} a second, {cpu / entries * 1e6:5.1f} CPU us each")
    floor = zip(times["sequencer"], times["bare INSERT"], strict=True)
    ratios = [one[0] / other[0] for one, other in floor]
    print(
        f"{database:10} sequencer / bare INSERT {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
        flush=True,
    )


def main() -> None:
    """Measure on each database, in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    asked = parser.parse_args()
    for database in asked.database or ("sqlite", "postgresql"):
        server = postgres.server(postgres.bring(), durable=True) if database == "postgresql" else nullcontext("")
        with server as address, TemporaryDirectory() as state:
            child = os.fork()
            if child == 0:
                os.environ |= {"ISONOMIA_STATE": state, "DJANGO_SETTINGS_MODULE": "isonomia_site.settings"}
                os.environ["ISONOMIA_DATABASE_URL"] = address
                report(database, asked.entries, measure(asked.entries, asked.rounds))
                os._exit(0)
            if os.waitpid(child, 0)[1]:
                sys.exit(f"{database}: not measured")


if __name__ == "__main__":
    main()
