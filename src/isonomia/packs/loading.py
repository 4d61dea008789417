"""Read a pack: published facts as act files in TOML, each act with its sources.

A pack is a folder with `pack.toml` (what it is), `sources.toml` (where its facts were published) and act files, read in
the order of their names. The form of the files is in docs/pack-format.md.
"""

import tomllib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec

from isonomia.errors import InputError
from isonomia.record.act import Act, Actor
from isonomia.record.sources import Source, Wording
from isonomia.reform.road import BODIES

T = TypeVar("T")
SHIPPED = ("kazakhstan-2022",)
HEADER = ("pack.toml", "sources.toml")


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a pack is: its name, the origin of its log, its country, when its acts are entered, by whom, and why."""

    name: str
    origin: str
    country: str
    at: str
    role: str
    purpose: tuple[Wording, ...]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act as a pack writes it: header and body, the sources by their ids."""

    act: str
    id: str
    matter: str
    body: dict[str, object]
    v: int = 1


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack, read: its manifest, and its acts in their order, each at its place in its matter."""

    manifest: Manifest
    acts: tuple[Act, ...]


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
    acts: list[Act] = []
    places: dict[str, int] = {}
    for file in sorted((one for one in where.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name):
        if file.name in HEADER:
            continue
        for number, written in enumerate(_written(file)):
            place = places.get(written.matter, 0)
            acts.append(_act(written, place, manifest, sources, f"{file.name}: act {number + 1}, {written.id}"))
            places[written.matter] = place + 1
    return Pack(manifest, tuple(acts))


def _written(file: Traversable) -> list[Written]:
    table = _toml(file)
    if set(table) != {"act"}:
        raise InputError(f"{file.name}: an act file holds [[act]] tables and nothing else, not {', '.join(table)}")
    return _converted(table["act"], list[Written], file.name)


def _act(written: Written, place: int, manifest: Manifest, sources: dict[str, Source], where: str) -> Act:
    kind = BODIES.get((written.act, written.v))
    if kind is None:
        raise InputError(f'{where}: no act "{written.act}" of version {written.v}')
    unknown = [one for one in _named(written.body, where) if one not in sources]
    if unknown:
        raise InputError(f"{where}: not in sources.toml: {', '.join(unknown)}")
    cited = [msgspec.to_builtins(sources[one]) for one in _named(written.body, where)]
    return Act(
        act=written.act,
        v=written.v,
        id=written.id,
        matter=written.matter,
        place=place,
        at=manifest.at,
        actor=Actor(role=manifest.role),
        body=_converted({**written.body, "sources": cited}, kind, where),
    )


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
