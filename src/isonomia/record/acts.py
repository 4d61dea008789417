"""The record's own acts: how a log opens, changes its keys and closes, which law it is under, what was erased.

This file only grows.
"""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from isonomia.record.act import Blob, Body, Digest, Identifier, Whole, Word
from isonomia.record.sources import Wording

Origin = Annotated[str, Meta(pattern=r"^[^\s+]+\Z", max_length=255)]
VerifierKeyText = Annotated[str, Meta(pattern=r"^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}\Z", max_length=2200)]


class Predecessor(Body, frozen=True, kw_only=True):
    """The log that a new one goes on from: its name, how many of its entries stand, and the root over them."""

    origin: Origin
    size: Whole
    root: Digest


class RecordOpened(Body, frozen=True, kw_only=True):
    """The record is opened: its name, the digest of the policy on whose signatures count, and what it is for.

    It is the first entry of every log, and of no other place.
    """

    origin: Origin
    policy_sha256: Digest
    purpose: tuple[Wording, ...] = ()
    continues: Predecessor | None = None


class PolicyChanged(Body, frozen=True, kw_only=True):
    """From here on another policy says whose signatures count; the files beside the log show the newest one.

    It still lists the keys that signed what was published before, or that could no longer be checked.
    """

    policy: Blob
    reason: Annotated[tuple[Wording, ...], Meta(min_length=1)]


class KeyRetired(Body, frozen=True, kw_only=True):
    """A key of the log is retired: no checkpoint of `from_size` entries or more stands on its signature alone."""

    vkey: VerifierKeyText
    from_size: Whole
    reason: tuple[Wording, ...] = ()


class RecordClosed(Body, frozen=True, kw_only=True):
    """The record is closed: nothing is entered after this act. What goes on, goes on in a successor."""

    reason: Annotated[tuple[Wording, ...], Meta(min_length=1)]
    successor: Origin | None = None


class FileDigest(Body, frozen=True, kw_only=True):
    """One file of a rulebook, published as a blob."""

    path: Identifier
    sha256: Digest
    size: Whole


class RulebookAdopted(Body, frozen=True, kw_only=True):
    """The rules under which this record is read are adopted, file by file, each by its digest."""

    country: Word
    files: Annotated[tuple[FileDigest, ...], Meta(min_length=1)]


class PapersErased(Body, frozen=True, kw_only=True):
    """All papers of one person or case were erased, with the salts of their commitments, which open nothing any more.

    `papers` says how many, `acts` in how many acts such a commitment stands, `ground` which provision or order asked
    for it. Whose they were is said nowhere.
    """

    papers: Whole
    acts: Whole
    ground: Identifier


ACTS: Mapping[tuple[str, int], type[msgspec.Struct]] = {
    ("record.opened", 1): RecordOpened,
    ("record.policy_changed", 1): PolicyChanged,
    ("record.key_retired", 1): KeyRetired,
    ("record.closed", 1): RecordClosed,
    ("rulebook.adopted", 1): RulebookAdopted,
    ("papers.erased", 1): PapersErased,
}
