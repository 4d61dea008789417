"""`isonomia court`: draw the lots of a case again, count the docket again, both from a published record."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from isonomia.court import lot as lots
from isonomia.court import rules
from isonomia.court.acts import LotAnnounced, LotDrawn
from isonomia.court.counting import Due, Statistics, Tally
from isonomia.deadlines.reckoning import reckon
from isonomia.errors import RecordError
from isonomia.record.act import Act, cited_blobs, read_entry
from isonomia.record.checkpoint import Checkpoint, stated_in
from isonomia.record.merkle import Frontier, leaf_hashes
from isonomia.record.reading import load
from isonomia.record.tiles import ENTRIES, split_bundle, tiles_of_level
from isonomia.reform.road import BODIES, Reform, adopted
from isonomia.rulebook.law import Rulebook, Unknown
from isonomia.wording import say, spoken
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import grouped, is_record, print_json, print_table
from isonomia_cli.rules import day_of
from isonomia_cli.verify import Root

app = typer.Typer(help="Cases before the court: lots drawn again, the docket counted again.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="CASE", help="The number of a case, as 2026-000412.")]
Check = Annotated[bool, typer.Option("--check", help="Exit with 1 where a lot fell on another judge than was named.")]
Year = Annotated[int | None, typer.Option("--year", help="Only cases that were filed in this year.")]
ADOPTED = b'{"act":"rulebook.adopted"'
On = Annotated[str, typer.Option("--on", help="As of which day terms run; without it, the day of the newest head.")]


@app.callback()
def group() -> None:
    """Cases before the court: lots drawn again, the docket counted again."""


@app.command()
def lot(case: Number, record: Root, check: Check = False, json: AsJson = False, language: Language = "en") -> None:
    """Draw every lot of a case again, from what was announced and what the public source said.

    Exit code 1 with --check where one falls on another judge, 3 where the case has none.
    """
    is_record(record)
    matter = case if case.startswith("case/") else f"case/{case}"
    found = list(_drawn(load(record, BODIES).acts, matter))
    if not found:
        typer.echo(say("court.no_lot", language, case=case), err=True)
        raise typer.Exit(3)
    if json:
        print_json(found)
    else:
        print_table((say(f"court.{name}", language), str(value)) for one in found for name, value in one.items())
    if check and not all(one["right"] for one in found):
        raise typer.Exit(1)


def _drawn(acts: tuple[Act, ...], matter: str) -> Iterator[dict[str, object]]:
    """Each lot of a case: the judges in their order, the seed, on whom it falls, whether that is who was named."""
    announced: LotAnnounced | None = None
    for act in acts:
        if act.matter != matter:
            continue
        if isinstance(act.body, LotAnnounced):
            announced = act.body
        elif isinstance(act.body, LotDrawn) and announced is not None:
            seed = lots.seed_of(announced.head_root, act.body.value, matter)
            judge = lots.drawn(announced.eligible, seed)
            right = (seed, judge) == (act.body.seed, act.body.judge)
            yield {
                "act": act.id,
                "eligible": list(announced.eligible),
                "head_root": announced.head_root,
                "value": act.body.value,
                "seed": seed,
                "judge": judge,
                "named": act.body.judge,
                "right": right,
            }


@app.command()
def stats(record: Root, year: Year = None, on: On = "", json: AsJson = False, language: Language = "en") -> None:
    """Count the docket again from the entries of a record, whose tree is checked on the way.

    What others published about earlier years is no part of it: see `isonomia figures`.
    """
    is_record(record)
    tally, head = Tally(), head_of(record)
    with tree_checked(record, head):
        read = counted(record, head.size, tally)
        due = due_by(rulebook_of(record, read.adopting))
        found = tally.statistics(due, on=day_of(on, "--on") if on else read.last, year=year)
    size, root = head.size, head.root.hex()
    if json:
        print_json({"entries": size, "root": root, **msgspec.to_builtins(found)})
    else:
        print_table([(say("court.entries", language), grouped(size)), (say("court.root", language), root)])
        print_table(rows(found, language))


def head_of(root: Path) -> Checkpoint:
    """The newest head, as the record states it."""
    return stated_in((root / "checkpoint").read_text(encoding="utf-8"))


@contextmanager
def tree_checked(root: Path, head: Checkpoint) -> Iterator[None]:
    """Check the tree in another process while something is counted here, and wait for it before that is told.

    Raises:
        RecordError: the entries are not those that the head states; told ahead of whatever they led to here.
    """
    # Of the many small things that are made meanwhile none stands in a circle.
    gc.disable()
    with ProcessPoolExecutor(max_workers=1) as other:
        found = other.submit(root_of, root, head.size)
        try:
            yield
        finally:
            gc.enable()
            if found.result() != head.root:
                raise RecordError("the entries are not those that the newest head states")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read besides cases: the day of the last entry, and the acts that adopt rulebooks."""

    last: date
    adopting: tuple[bytes, ...]


def counted(root: Path, size: int, tally: Tally) -> Read:
    """Count the entries of a record of this size; whether they are those of its head is for `tree_checked` to say."""
    adopting: list[bytes] = []
    last = b""
    for data in bundles(root, size):
        entries = split_bundle(data)
        tally.take(entries)
        if ADOPTED in data:
            adopting += [one for one in entries if one.startswith(ADOPTED)]
        last = entries[-1]
    at = msgspec.json.decode(last)["at"] if last else "1970-01-01"
    return Read(date.fromisoformat(at[:10]), tuple(adopting))


def bundles(root: Path, size: int) -> Iterator[bytes]:
    """The bundles of entries of a published record."""
    for tile in tiles_of_level(ENTRIES, size):
        yield (root / tile.path).read_bytes()


def root_of(root: Path, size: int) -> bytes:
    """The root of the tree over the entries as they are published."""
    frontier = Frontier()
    for data in bundles(root, size):
        frontier.extend(leaf_hashes(split_bundle(data)))
    return frontier.root()


def rulebook_of(root: Path, adopting: Sequence[bytes]) -> Rulebook:
    """The rulebook that the record adopted last, from its own files."""
    acts = [read_entry(one, BODIES) for one in adopting]
    cited = [digest for act in acts for digest, _size in cited_blobs(act.body)]
    found = adopted(acts, {one: (root / "blob" / "sha256" / one).read_bytes() for one in cited})
    return Reform(found).rulebook()


def due_by(rulebook: Rulebook) -> Due:
    """The last day for a decision by the rulebook, worked out once for each kind of applicant and day."""

    @cache
    def due(applicant: str, accepted: str) -> date | None:
        day = date.fromisoformat(accepted)
        law = rulebook.on(day)
        term, calendar = law.term(rules.decision_term(applicant, law, joined=False)), law.calendar()
        if isinstance(term, Unknown) or isinstance(calendar, Unknown):
            return None
        return reckon(term, day, calendar).due

    return due


def rows(found: Statistics, language: str) -> Iterator[tuple[str, ...]]:
    """The numbers line by line."""
    yield say("court.cases", language), grouped(found.cases)
    for name, prefix in (("by_stage", "case_"), ("outcomes", "norm_"), ("by_applicant", ""), ("by_ground", "")):
        for word, n in getattr(found, name).items():
            yield f"{say(f'court.{name}', language)}: {spoken(f'{prefix}{word}', language)}", grouped(n)
    for one in found.waited:
        if one.median is not None:
            yield say(f"court.{one.name}", language), grouped(one.median), f"{grouped(one.cases)}"
    for name in found.terms.__struct_fields__:
        yield say(f"court.term_{name}", language), grouped(getattr(found.terms, name))
