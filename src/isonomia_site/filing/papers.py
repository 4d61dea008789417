"""What goes with an act and must not stand in it: words of a person, and files; each act is bound to them."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from isonomia.record.act import Commitment
from isonomia.record.canonical import decode, encode
from isonomia_site.filing.models import Filed
from isonomia_site.papers import vault
from isonomia_site.papers.bundles import Bundle

CONTENT, APPLICANT, FACTS = "content", "applicant", "facts"
_FILES = "files"


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it is handed in: what it is called there, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Papers:
    """What goes with one act: sheets of words under the names that its commitments have, and files.

    `Papers({"content": {...}, "applicant": {...}}, (Handed("letter.pdf", data),))`. The sheet that `binds` binds the
    files too. `again` are commitments of an earlier act, of whose papers this one speaks.
    """

    sheets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: tuple[Handed, ...] = ()
    binds: str = CONTENT
    again: tuple[Commitment, ...] = ()


def bundle_of(papers: Papers, owner: str, act: str, *, name: str) -> Bundle:
    """The papers that go with an act, as they are kept: each sheet under its name, with a commitment of that name.

    Args:
        act: the id of the act; what is kept is called after its place.
        name: what kind of act it is: the commitments are made in the domain `<name>/<sheet>`.
    """
    place = act.rpartition("/")[2]
    told = {sheet: encode(one).decode() for sheet, one in _sheets(papers).items()}
    kept: dict[str, str | bytes] = {f"{sheet}.{place}": text for sheet, text in told.items()}
    kept |= {f"file.{place}.{at}": one.data for at, one in enumerate(papers.files)}
    commits = tuple((sheet, f"{name}/{sheet}", text) for sheet, text in told.items())
    return Bundle(owner, kept, (), act, commits)


def drawn_owner() -> str:
    """The id of an owner that has no papers yet."""
    return f"case/{secrets.token_hex(16)}"


def owner_of(matter: str) -> str | None:
    """Under which owner the papers of a matter lie; None where it has none, or they were erased."""
    return Filed.objects.filter(matter=matter).values_list("owner", flat=True).first()


def sheet_of(act: str, sheet: str) -> dict[str, str]:
    """What one sheet of an act says; empty where there is none, or it was erased."""
    return {name: text for name, text in _told(act, sheet).items() if isinstance(text, str)}


def files_of(act: str) -> list[str]:
    """What the files are called that went with an act, in their order."""
    matter, _slash, place = act.rpartition("/")
    for sheet in (name for name, at in sheets_of(matter) if str(at) == place):
        found = _told(act, sheet).get(_FILES)
        if isinstance(found, list):
            return [str(one["name"]) for one in found]
    return []


def file_of(act: str, at: int) -> bytes | None:
    """The bytes of one file that went with an act; None where there is none, or it was erased."""
    found = _read(act, f"file.{_place(act)}.{at}")
    return found if isinstance(found, bytes) else None


def sheets_of(matter: str) -> Iterator[tuple[str, int]]:
    """The sheets that a matter has: the name of each, and the number of its act."""
    owner = owner_of(matter)
    for one in vault.fields(owner) if owner else ():
        name, _dot, place = one.partition(".")
        if place.isdecimal():
            yield name, int(place)


def _sheets(papers: Papers) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {name: dict(told) for name, told in papers.sheets.items() if told}
    if papers.files:
        told = [{"name": one.name, "sha256": sha256(one.data).hexdigest()} for one in papers.files]
        found.setdefault(papers.binds, {})[_FILES] = told
    return found


def _told(act: str, sheet: str) -> dict[str, object]:
    text = _read(act, f"{sheet}.{_place(act)}")
    told = decode(text.encode()) if isinstance(text, str) else {}
    return told if isinstance(told, dict) else {}


def _read(act: str, field: str) -> str | bytes | None:
    owner = owner_of(act.rpartition("/")[0])
    return vault.read(owner, field) if owner else None


def _place(act: str) -> str:
    return act.rpartition("/")[2]
