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
from isonomia_site.intake.models import Disclosed, Imported
from isonomia_site.papers import vault
from isonomia_site.permissions import By
from isonomia_site.proposals.channels.writing import neutral
from isonomia_site.proposals.models import PublicText, Sent
from isonomia_site.proposals.services import CONTACT, NAME, ORIGINAL
from isonomia_site.record.models import Entry, Matter

AT_ONCE = 1_000
PUBLIC = (
    *("number", "received_on", "registered_on", "channel", "language", "language_by", "author_kind", "verified"),
    *("author", "territory", "about", "supports_stated", "source", "row", "stage", "act", "entered_at"),
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
    """Write every proposal of the record to a file, CSV or one JSON document a line; return how many."""
    with path.open("w", encoding="utf-8", newline="") as file:
        found = lines(internal=internal)
        return _write_csv(file, found, internal) if form == "csv" else _write_jsonl(file, found)


def lines(*, internal: bool = False, after: str = "", most: int | None = None) -> Iterator[Line]:
    """The proposals in the order of their numbers; a text that was hidden is absent, and so is what would open it."""
    rows = Entry.objects.filter(matter__startswith="proposal/", place=0, matter__gt=after).order_by("matter")
    bodies = rows.values_list("matter", "body")
    waiting = iter((bodies if most is None else bodies[:most]).iterator(chunk_size=AT_ONCE))
    while batch := list(islice(waiting, AT_ONCE)):
        yield from _lines(batch, internal)


def _lines(batch: list[tuple[str, bytes]], internal: bool) -> Iterator[Line]:
    matters = [matter for matter, _ in batch]
    numbers = [matter.partition("/")[2] for matter in matters]
    texts = PublicText.objects.in_bulk(numbers)
    stages = dict(Matter.objects.filter(matter__in=matters).values_list("matter", "summary"))
    owners = _owners(numbers) if internal else {}
    for (matter, data), number in zip(batch, numbers, strict=True):
        act = read_entry(bytes(data), BODIES)
        body, text = act.body, texts.get(number)
        assert isinstance(body, acts.ProposalReceived)
        said = {name: value for name, value in to_builtins(body).items() if name != "imported"}
        from_file = {"source": body.imported.source, "row": body.imported.row} if body.imported else {}
        opening = {"text": text.text, "salt": bytes(text.salt).hex(), "domain": rules.TEXT_DOMAIN} if text else {}
        bound = next(one.hmac for one in act.commit if one.field == "text")
        head = {"number": number, "act": act.id, "entered_at": act.at, "stage": json.loads(stages[matter]).get("stage")}
        yield {**head, **said, **from_file, **opening, "commitment": bound, **_papers(owners.get(number), internal)}


def _owners(numbers: list[str]) -> dict[str, str]:
    imported = Imported.objects.filter(number__in=numbers).exclude(owner="").values_list("number", "owner")
    return {**dict(imported), **dict(Sent.objects.filter(number__in=numbers).values_list("number", "owner"))}


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
