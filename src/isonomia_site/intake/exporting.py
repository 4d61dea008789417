"""Proposals handed out as data: what is public, with what opens each text; the papers only on a ground that is kept."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from msgspec import to_builtins

from isonomia.errors import InputError
from isonomia.proposals import acts, rules
from isonomia.record.act import read_entry
from isonomia.reform.road import BODIES
from isonomia_site.filing.models import Filed
from isonomia_site.intake.models import Disclosed, Imported
from isonomia_site.papers import vault
from isonomia_site.permissions import By
from isonomia_site.proposals.channels.writing import neutral
from isonomia_site.proposals.models import Listed, PublicText
from isonomia_site.proposals.services import CONTACT, NAME, ORIGINAL
from isonomia_site.record.models import Entry

AT_ONCE = 1_000
PUBLIC = (
    *("number", "received_on", "registered_on", "channel", "language", "language_by", "author_kind", "verified"),
    *("author", "territory", "about", "supports_stated", "source", "row", "stage", "outcome", "act", "entered_at"),
    *("text", "salt", "domain", "commitment"),
)
INTERNAL = ("name", "contact", "original")
Line = Mapping[str, Any]


def disclose(by: By, role: str, ground: str) -> None:
    """Note that papers are taken out of the house, before they are.

    Raises:
        InputError: a role that may not.
    """
    if role not in by.roles("proposal"):
        raise InputError(f'papers handed out in the role "{role}": wanted operator')
    Disclosed.objects.create(role=role, ground=ground[:200], proposals=PublicText.objects.count())


def write(path: Path, form: str, *, internal: bool = False) -> int:
    """Write every proposal under the signed head to a file, CSV or one JSON document a line; return how many."""
    with path.open("w", encoding="utf-8", newline="") as file:
        found = lines(internal=internal)
        return _write_csv(file, found, internal) if form == "csv" else _write_jsonl(file, found)


def lines(*, internal: bool = False, after: int = 0, most: int | None = None) -> Iterator[Line]:
    """The proposals under the signed head in the order of their numbers.

    A text that was hidden is absent, and so is what would open the commitment to it.
    """
    rows = Listed.objects.filter(ordinal__gt=after).order_by("ordinal")
    waiting = (rows if most is None else rows[:most]).iterator(chunk_size=AT_ONCE)
    while batch := list(islice(waiting, AT_ONCE)):
        yield from _lines(batch, internal)


def one(number: str) -> Line | None:
    """One proposal under the signed head; None where there is none."""
    return next(_lines(list(Listed.objects.filter(number=number)), internal=False), None)


def _lines(batch: list[Listed], internal: bool) -> Iterator[Line]:
    numbers = [row.number for row in batch]
    entries = Entry.objects.filter(matter__in=[f"proposal/{number}" for number in numbers], place=0)
    received = {matter: bytes(body) for matter, body in entries.values_list("matter", "body")}
    texts = PublicText.objects.in_bulk(numbers)
    owners = _owners(numbers) if internal else {}
    for row in batch:
        act, text = read_entry(received[f"proposal/{row.number}"], BODIES), texts.get(row.number)
        body = act.body
        assert isinstance(body, acts.ProposalReceived)
        said = {name: value for name, value in to_builtins(body).items() if name != "imported"}
        from_file = {"source": body.imported.source, "row": body.imported.row} if body.imported else {}
        opening = {"text": text.text, "salt": bytes(text.salt).hex(), "domain": rules.TEXT_DOMAIN} if text else {}
        bound = next(one.hmac for one in act.commit if one.field == "text")
        head = {"number": row.number, "act": act.id, "entered_at": act.at, "stage": row.stage, "outcome": row.outcome}
        yield {**head, **said, **from_file, **opening, "commitment": bound, **_papers(owners.get(row.number), internal)}


def _owners(numbers: list[str]) -> dict[str, str]:
    imported = Imported.objects.filter(number__in=numbers).exclude(owner="").values_list("number", "owner")
    filed = Filed.objects.filter(matter__in=[f"proposal/{number}" for number in numbers]).values_list("matter", "owner")
    return {**dict(imported), **{matter.partition("/")[2]: owner for matter, owner in filed}}


def _papers(owner: str | None, internal: bool) -> dict[str, Any]:
    if not internal or owner is None:
        return {}
    return {name: vault.read(owner, field) for name, field in zip(INTERNAL, (NAME, CONTACT, ORIGINAL), strict=True)}


def _write_csv(file: TextIO, found: Iterable[Line], internal: bool) -> int:
    """A table whose cells no spreadsheet runs."""
    names, count = (*PUBLIC, *INTERNAL) if internal else PUBLIC, 0
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(names)
    for line in found:
        writer.writerow([neutral(_cell(line.get(name))) for name in names])
        count += 1
    return count


def _write_jsonl(file: TextIO, found: Iterable[Line]) -> int:
    count = 0
    for line in found:
        there = {name: value for name, value in line.items() if value is not None}
        file.write(json.dumps(there, ensure_ascii=False) + "\n")
        count += 1
    return count


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
