"""`isonomia verify`: check every byte of a record, replay it, and compare the published numbers."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import Finding, InputError, IsonomiaError, RecordError
from isonomia.record.policy import Policy
from isonomia.record.reading import Record, check
from isonomia.reform.road import BODIES
from isonomia.wording import printable, say, say_finding
from isonomia_cli.options import AsJson, Language, PolicyFile
from isonomia_cli.printing import finding_json, is_record, print_json, read_text

MOST_SHOWN = 200

Root = Annotated[Path, typer.Argument(metavar="RECORD", help="The folder of a record, with its checkpoint.")]
Old = Annotated[Path | None, typer.Option("--old", help="A checkpoint of this record that you kept.")]
Strict = Annotated[bool, typer.Option("--strict", help="Unknown files and signature lines are findings too.")]


def verify(
    record: Root,
    policy: PolicyFile = None,
    old: Old = None,
    strict: Strict = False,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Check a record offline: every byte under its root, every act, and every published number.

    Exit code 4 where the record is broken, 1 where its numbers do not recompute.
    """
    is_record(record)
    given = read_text(policy) if policy else None
    kept = read_text(old) if old else None
    if given is not None:
        _readable(given)
    read, broken = check(record, BODIES, policy_text=given, old_checkpoint=kept, strict=strict)
    wrong = [] if read is None else wrong_numbers(read)
    report = {"broken": broken, "wrong": wrong, "notices": list(read.notices) if read else []}
    if json:
        print_json(_as_json(read, report))
    else:
        _print(read, report, language)
    if broken or wrong:
        raise typer.Exit(4 if broken else 1)


def _readable(policy: str) -> None:
    """Refuse a policy that is no policy: that is the asker's file, and says nothing of the record."""
    try:
        Policy.parse(policy)
    except RecordError as error:
        raise InputError(f"--policy: {error}") from None


def wrong_numbers(record: Record) -> list[Finding]:
    """Replay the record under its own rulebook; acts that the law refuses and numbers that differ are findings."""
    from isonomia.figures.published import replayed, unlike_published

    try:
        reform = replayed(record)
        return [*reform.refused, *unlike_published(record, reform)]
    except IsonomiaError as error:
        return [Finding.of("replay_failed", "record", reason=error)]


def _as_json(record: Record | None, report: dict[str, list[Finding]]) -> dict[str, object]:
    return {
        "verified": not report["broken"] and not report["wrong"],
        "origin": record.origin if record else None,
        "size": record.size if record else None,
        "root": record.root.hex() if record else None,
        **{kind: [finding_json(one) for one in found] for kind, found in report.items()},
    }


def _print(record: Record | None, report: dict[str, list[Finding]], language: str) -> None:
    for kind in ("broken", "wrong"):
        for one in report[kind][:MOST_SHOWN]:
            print(f"{printable(one.where)}: {say_finding(one, language)}")
    if record and not report["broken"] and not report["wrong"]:
        print(say("verify.right", language, origin=record.origin, size=record.size, root=record.root.hex()))
        print(say("verify.proves", language))
    else:
        print(say("verify.broken", language, count=len(report["broken"]) + len(report["wrong"])))
    for one in report["notices"]:
        print(say_finding(one, language))
