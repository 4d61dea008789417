"""Read a pack: published facts as act files in TOML or JSON lines, each act with its sources.

A pack is a folder with `pack.toml` (what it is), `sources.toml` (where its facts were published) and act files, read in
the order of their names. The form of the files is in docs/pack-format.md.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from isonomia.errors import InputError
from isonomia.people.rules import LETTERS
from isonomia.record.act import Act, Actor, Commitment
from isonomia.record.sources import Source, Wording
from isonomia.reform.road import BODIES

T = TypeVar("T")
Capacity = Annotated[str, msgspec.Meta(pattern=rf"^c-[{LETTERS}]{{6}}\Z")]
SHIPPED = ("kazakhstan-2022", "kazakhstan-2026", "mysal")
OPENINGS = "proposals/texts.jsonl"
HEADER = ("pack.toml", "sources.toml")
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "pdf": "application/pdf",
    "txt": "text/plain",
}
FILE = "file"
ENDINGS = (".toml", ".jsonl")


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a pack is: its name, the origin of its log, its country, when its acts are entered, by whom, and why."""

    name: str
    origin: str
    country: str
    at: str
    role: str
    purpose: tuple[Wording, ...]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act as a pack writes it: header and body, the sources by their ids, commitments where it has some.

    `capacity` is who acted, by a public capacity that the pack registers, where the law asks that two persons act.
    """

    act: str
    id: str
    matter: str
    body: dict[str, object]
    v: int = 1
    commit: tuple[Commitment, ...] = ()
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack, read: its manifest, its acts in their order, each at its place in its matter, and the files they cite.

    `blobs` are those files by their hash. `openings` are the texts that its acts are only bound to, with what opens the
    commitments, one a line: they go beside the record, never into it.
    """

    manifest: Manifest
    acts: tuple[Act, ...]
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    openings: tuple[bytes, ...] = ()


def folder(name_or_path: str) -> Path | Traversable:
    """The folder of a pack: one that ships with this version, by name, or any folder, by path."""
    if name_or_path in SHIPPED:
        return resources.files("isonomia.packs") / name_or_path
    path = Path(name_or_path)
    if not (path / "pack.toml").is_file():
        raise InputError(f'no pack "{name_or_path}": wanted {", ".join(SHIPPED)}, or a folder with a pack.toml')
    return path


def load(where: Path | Traversable) -> Pack:
    """Read a pack.

    Raises:
        InputError: a file cannot be read, a key is unknown, an act does not fit, or a source is not in sources.toml.
    """
    manifest = _converted(_toml(where / "pack.toml"), Manifest, "pack.toml")
    sources = {
        key: _converted(value, Source, f"sources.toml: {key}") for key, value in _toml(where / "sources.toml").items()
    }
    files = _Files(where)
    acts: list[Act] = []
    places: dict[str, int] = {}
    for file in sorted((one for one in where.iterdir() if one.name.endswith(ENDINGS)), key=lambda one: one.name):
        if file.name in HEADER:
            continue
        for number, written in enumerate(_written(file)):
            place, at = places.get(written.matter, 0), f"{file.name}: act {number + 1}, {written.id}"
            cited = msgspec.structs.replace(written, body=files.cited(written.body, at))
            acts.append(_act(cited, place, manifest, sources, at))
            places[written.matter] = place + 1
    beside = where / OPENINGS
    openings = tuple(beside.read_bytes().splitlines()) if beside.is_file() else ()
    return Pack(manifest, tuple(acts), files.blobs, openings)


@dataclass(slots=True)
class _Files:
    """The files of a pack that its acts cite: `{ file = "NAME" }` stands for hash, size and kind of that file."""

    where: Path | Traversable
    blobs: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, dict[str, object]] = field(default_factory=dict)

    def cited(self, body: dict[str, object], at: str) -> dict[str, object]:
        """The body with each such table replaced."""
        return {name: self._value(value, at) for name, value in body.items()}

    def _value(self, value: object, at: str) -> object:
        if isinstance(value, list):
            return [self._value(one, at) for one in value]
        if isinstance(value, dict):
            return self._known(str(value[FILE]), at) if set(value) == {FILE} else self.cited(value, at)
        return value

    def _known(self, name: str, at: str) -> dict[str, object]:
        """Many acts can cite one file: it is read once."""
        if name not in self.known:
            self.known[name] = self._blob(name, at)
        return self.known[name]

    def _blob(self, name: str, at: str) -> dict[str, object]:
        parts = name.split("/")
        media = MEDIA.get(parts[-1].rpartition(".")[2])
        if media is None or any(not part or part.startswith(".") or "\\" in part for part in parts):
            raise InputError(
                f'{at}: no file of a pack: "{name}" (wanted a name in its folder, ending {", ".join(MEDIA)})'
            )
        try:
            data = self.where.joinpath(*parts).read_bytes()
        except OSError as error:
            raise InputError(f"{at}: {name}: {error}") from None
        digest = sha256(data).hexdigest()
        self.blobs[digest] = data
        return {"sha256": digest, "size": len(data), "media": media}


def _written(file: Traversable) -> list[Written]:
    if file.name.endswith(".jsonl"):
        return [_from_line(line, f"{file.name}:{at}") for at, line in enumerate(_lines(file), 1)]
    table = _toml(file)
    if set(table) != {"act"}:
        raise InputError(f"{file.name}: an act file holds [[act]] tables and nothing else, not {', '.join(table)}")
    return _converted(table["act"], list[Written], file.name)


def _lines(file: Traversable) -> list[bytes]:
    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"{file.name}: {error}") from None


def _from_line(line: bytes, where: str) -> Written:
    try:
        return msgspec.json.decode(line, type=Written)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise InputError(f"{where}: {error}") from None


def _act(written: Written, place: int, manifest: Manifest, sources: dict[str, Source], where: str) -> Act:
    kind = BODIES.get((written.act, written.v))
    if kind is None:
        raise InputError(f'{where}: no act "{written.act}" of version {written.v}')
    body = written.body
    # What has no place for a source is no published fact, but an act of a record of its own.
    if "sources" in kind.__struct_fields__ or "sources" in body:
        body = {**body, "sources": _cited(_named(body, where), sources, where)}
    return Act(
        act=written.act,
        v=written.v,
        id=written.id,
        matter=written.matter,
        place=place,
        at=manifest.at,
        actor=Actor(role=manifest.role, capacity=written.capacity),
        body=_converted(body, kind, where),
        commit=written.commit,
    )


def _cited(named: list[str], sources: dict[str, Source], where: str) -> list[object]:
    unknown = [one for one in named if one not in sources]
    if unknown:
        raise InputError(f"{where}: not in sources.toml: {', '.join(unknown)}")
    return [msgspec.to_builtins(sources[one]) for one in named]


def _named(body: dict[str, object], where: str) -> list[str]:
    named = body.get("sources")
    if not isinstance(named, list) or not named or not all(isinstance(one, str) for one in named):
        raise InputError(f"{where}: an act of a pack names at least one source by its id in sources.toml")
    return named


def _toml(file: Traversable) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file.name}: {error}") from None


def _converted(value: object, kind: type[T], where: str) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise InputError(f"{where}: {error}") from None
