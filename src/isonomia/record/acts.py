"""The record's own acts: how a log opens, which law it is under, what was erased beside it. This file only grows."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from isonomia.record.act import Body, Digest, Identifier, Whole, Word
from isonomia.record.sources import Wording


class RecordOpened(Body, frozen=True, kw_only=True):
    """The record is opened: its name, the digest of the policy on whose signatures count, and what it is for.

    It is the first entry of every log, and of no other place.
    """

    origin: Annotated[str, Meta(pattern=r"^[^\s+]+\Z", max_length=255)]
    policy_sha256: Digest
    purpose: tuple[Wording, ...] = ()


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
    ("rulebook.adopted", 1): RulebookAdopted,
    ("papers.erased", 1): PapersErased,
}
