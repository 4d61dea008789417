"""The pages of proposals with 100 to 100,000 of them: the list, its filters, the search, what became of one, a receipt.

python benchmarks/proposal_pages.py [--most 100000] [--rounds 20] [--database sqlite|postgresql]

The record of Mysal is published as the demo does it; then lines of the lists are drawn beside it, so many as are asked
for: what these pages read. Each page is asked for as a browser does, and its time and CPU are told.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import postgres

SIZES = (100, 1_000, 10_000, 100_000)
PAGES = {
    "the list": "/en/proposals/",
    "a later page": "/en/proposals/?before=2025000090",
    "by outcome": "/en/proposals/?outcome=refused",
    "by article": "/en/proposals/?article=art_3",
    "by demand": "/en/proposals/?demand=D-2031-1",
    "a common word": "/en/proposals/?q=constitution",
    "two words": "/en/proposals/?q=capital+water",
    "a rare word": "/en/proposals/?q=number77",
    "nothing": "/en/proposals/?q=elephants",
    "what became of one": "/en/proposals/P-2024-000001/",
}
WORDS = """
president term court language water capital school land health vote judge tax free speech village city member
parliament province teacher doctor river border army budget child family faith press union work pension road
""".split()  # noqa: SIM905


@contextmanager
def hall(database: str) -> Iterator[None]:
    """A hall with the record of Mysal, in a folder or on a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ISONOMIA_STATE": folder, "DJANGO_SETTINGS_MODULE": "isonomia_site.settings"}
        if database == "postgresql":
            with postgres.server(postgres.bring(), durable=True) as address:
                os.environ["ISONOMIA_DATABASE_URL"] = address
                build(Path(folder))
                yield
        else:
            build(Path(folder))
            yield


def build(state: Path) -> None:
    """Publish Mysal as the demo does."""
    import django

    django.setup()
    from django.core.management import call_command

    from isonomia.packs.loading import folder, load
    from isonomia_cli.demo import build as demo

    call_command("migrate", verbosity=0)
    demo(load(folder("mysal")), state)


def drawn(first: int, count: int) -> None:
    """Draw lines of the lists, with texts, words, places and links."""
    from django.db import transaction

    from isonomia_site.proposals import searching
    from isonomia_site.proposals.models import About, Linked, Listed, PublicText

    chance = random.Random(7 + first)
    outcomes = ("refused", "accepted_in_part", "accepted_in_full", "already_provided", "")
    for start in range(first, first + count, 5000):
        places = range(2025_100_000 + start, 2025_100_000 + min(start + 5000, first + count))
        texts = {at: f"constitution {' '.join(chance.choices(WORDS, k=30))} number{at % 5000}" for at in places}
        with transaction.atomic():
            Listed.objects.bulk_create(
                Listed(
                    ordinal=at,
                    number=f"P-2025-{at % 1_000_000:06}",
                    stage="answered",
                    outcome=chance.choice(outcomes),
                    language="en",
                    channel="form",
                    received_on="2025-06-01",
                )
                for at in places
            )
            kept = ((f"P-2025-{at % 1_000_000:06}", text) for at, text in texts.items())
            PublicText.objects.bulk_create(PublicText(number=one, text=text, salt=bytes(32)) for one, text in kept)
            About.objects.bulk_create(About(listed_id=at, article=f"art_{at % 60}") for at in places)
            Linked.objects.bulk_create(Linked(listed_id=at, demand=f"demand/D-2031-{at % 40}") for at in places)
            searching.keep(texts)


def timed(ask: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """The median, the 95th of a hundred, and the CPU of one, in milliseconds."""
    ask()
    took, cpu = [], process_time()
    for _ in range(rounds):
        begun = perf_counter()
        ask()
        took.append((perf_counter() - begun) * 1000)
    hundred = quantiles(took, n=20, method="inclusive")
    return hundred[9], hundred[18], (process_time() - cpu) / rounds * 1000


def page(path: str) -> Callable[[], object]:
    """Ask for a page, and see that it is one."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})

    def ask() -> None:
        status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path}: {status}")

    return ask


def receipts() -> Callable[[], object]:
    """Send a proposal, looking for those that read alike first."""
    from datetime import date

    from isonomia_site.permissions import as_author
    from isonomia_site.proposals import searching, services

    today, chance = date(2025, 6, 1), random.Random(11)

    def send() -> None:
        text = f"constitution {' '.join(chance.choices(WORDS, k=40))}"
        searching.alike(text)
        handed = services.HandedIn(text=text, language="en", received_on=today, registered_on=today)
        services.receive(as_author(today), handed)

    return send


def main() -> None:
    """Ask for every page at every size."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", type=int, default=SIZES[-1])
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = asked.parse_args()
    with hall(options.database):
        there = 0
        for size in (one for one in SIZES if one <= options.most):
            drawn(there, size - there)
            there = size
            print(f"\n{size:,} proposals on {options.database}: median, 95 %, CPU, in ms", flush=True)
            every = {name: page(path) for name, path in PAGES.items()} | {"send one": receipts()}
            for name, ask in every.items():
                middle, high, cpu = timed(ask, options.rounds)
                print(f"  {name:20} {middle:8.1f} {high:8.1f} {cpu:8.1f}", flush=True)


if __name__ == "__main__":
    main()
