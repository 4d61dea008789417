"""Invented texts to compare, and a small applier of operations that shares no code with the law's own."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from isonomia.drafting.editions import Edition, Provision, check, numbered
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import (
    AnyOperation,
    Insert,
    Move,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    SubstituteText,
)
from isonomia.drafting.profiles import Profile, read, shipped
from tests.conftest import ROOT

# An invented country whose script combines marks with its letters.
PAHAR = read(
    "pahar.toml",
    r"""
name = "pahar"
country = "xp"
language = "ph"

[[unit]]
kind = "article"
eid = "art"
line = '(?P<mark>अनुच्छेद (?P<num>\d+)( (?=\S))?)(?P<heading>(?<= )\S.*)?'
numbered = "through the act"
parts = true

[[unit]]
kind = "point"
eid = "para"
line = '(?P<mark>\((?P<num>\d+)\) )(?P<text>\S.*)'
numbered = "within its unit"

[repealed]
texts = ["लोप।"]
""",
)

LAW = """Law of Mysal

Section I. The land
Article 1
1. Mysal is one land, and its rivers belong to all who live beside them.
2. The capital lies where the two rivers meet.
Article 2
1. The Council of Elders sits nine days in each year and keeps the great book of the land.
2. It chooses:
1) the keeper of the book;
2) the warden of the bridges.

Section II. The people
Article 3
Everyone may speak in the assembly once on every question before it is put to the vote.
Nobody may speak twice while another waits for the word that is due to him.
Article 4
1. The assembly votes with white and black stones, counted aloud by two who cannot read.
"""


def text(words: str, profile: Profile | None = None) -> Edition:
    """Read a text."""
    return edition_of(words, profile or shipped("en")).edition


def changed(*changes: tuple[str, str]) -> Edition:
    """The law of Mysal with passages replaced, each of which must stand there once."""
    words = LAW
    for old, new in changes:
        assert words.count(old) == 1, old
        words = words.replace(old, new)
    return text(words)


def kazakh_editions() -> list[str]:
    """The three editions of the shared data; a test is skipped by name where they are absent."""
    folder = Path(os.environ.get("ISONOMIA_DATA") or ROOT.parent / "shared" / "data") / "constitution"
    files = [folder / f"kz-1995-rus-{day}.txt" for day in ("2022-09-17", "2023-01-01", "2023-03-19")]
    for file in files:
        if not file.is_file():
            pytest.skip(f"shared data absent: constitution/{file.name}")
    return [file.read_bytes().decode("utf-8") for file in files]


def of_one_lineage(edition: Edition, provisions: Iterable[Provision]) -> Edition:
    """The same text with other provisions, numbered anew; they must make one tree."""
    made = structs.replace(edition, provisions=numbered(provisions, edition.kinds))
    check(made)
    return made


def applied(edition: Edition, operations: Sequence[AnyOperation]) -> Edition:
    """Carry operations out, one after the other, on nested lists."""
    top = _nested(edition, "")
    for one in operations:
        _carry(top, one)
    flat: list[Provision] = []
    _flatten(top, "", flat)
    return of_one_lineage(edition, flat)


def _nested(edition: Edition, parent: str) -> list[Any]:
    return [[one, _nested(edition, one.uid)] for one in edition.within.get(parent, ())]


def _flatten(nodes: list[Any], parent: str, flat: list[Provision]) -> None:
    for one, below in nodes:
        flat.append(structs.replace(one, parent=parent))
        _flatten(below, one.uid, flat)


def _find(nodes: list[Any], uid: str) -> tuple[list[Any], int]:
    for at, (one, below) in enumerate(nodes):
        if one.uid == uid:
            return nodes, at
        try:
            return _find(below, uid)
        except LookupError:
            continue
    raise LookupError(uid)


def _grown(provisions: Sequence[Provision]) -> list[Any]:
    nodes: dict[str, Any] = {}
    tops = []
    for one in provisions:
        nodes[one.uid] = [one, []]
        (nodes[one.parent][1] if one.parent in nodes else tops).append(nodes[one.uid])
    return tops


def _put(top: list[Any], where: str, beside: str, new: list[Any]) -> None:
    nodes, at = _find(top, beside)
    match where:
        case "first":
            nodes[at][1][:0] = new
        case "append":
            nodes[at][1].extend(new)
        case _:
            place = at + (where == "after")
            nodes[place:place] = new


def _carry(top: list[Any], operation: AnyOperation) -> None:
    nodes, at = _find(top, operation.target)
    one: Provision = nodes[at][0]
    said: Any = operation.words[0]
    match operation:
        case Insert():
            _put(top, operation.where, operation.target, _grown(said.provisions))
        case Repeal():
            assert not operation.keep_place
            del nodes[at]
        case Replace():
            (new,) = _grown(said.provisions)
            assert new[0].uid == one.uid
            nodes[at] = new
        case Move():
            node = nodes.pop(at)
            _put(top, operation.where, operation.beside, [node])
        case SubstituteText():
            assert one.line.count(said.old) == 1, (one.line, said.old)
            nodes[at][0] = structs.replace(one, text=one.text.replace(said.old, said.new))
        case Renumber():
            nodes[at][0] = structs.replace(one, number=operation.number, mark=said.mark)
        case SetHeading():
            nodes[at][0] = structs.replace(one, heading=said.text)
        case _:
            raise AssertionError(operation)
