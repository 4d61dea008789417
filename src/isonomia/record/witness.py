"""A witness: whoever keeps the last size and root of a log, and cosigns only what has grown from them.

The exchange is that of C2SP tlog-witness. What the witness saw is a value, handed in and handed out: whoever runs
one keeps it on a disk before the answer leaves.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from isonomia.errors import RecordError
from isonomia.record.checkpoint import (
    MAX_NOTE,
    MAX_SIZE,
    Checkpoint,
    VerifierKey,
    cosign_note,
    open_note,
    stated_in,
    strict_hash,
)
from isonomia.record.merkle import EMPTY_ROOT, MAX_PROOF, verify_consistency

MAX_REQUEST = MAX_NOTE + 4096
SIZE_MEDIA = "text/x.tlog.size"
TEXT_MEDIA = "text/plain; charset=utf-8"

_old = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Submission:
    """A checkpoint that a witness is asked to cosign, and the proof that it has grown from an older size."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def stated(self) -> Checkpoint:
        """Return what the checkpoint says; whether anybody signed it is another question."""
        return stated_in(self.note)

    def text(self) -> str:
        """Return the body of the request."""
        hashes = "".join(f"{base64.b64encode(one).decode()}\n" for one in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answers; `cosigned` is the note it has cosigned, to be kept before the answer leaves."""

    status: int
    body: str
    media: str = TEXT_MEDIA
    cosigned: str | None = None


def parse_submission(data: bytes) -> Submission:
    """Read the body of a request.

    Raises:
        RecordError: it is none.
    """
    try:
        head, gap, note = data.decode().partition("\n\n")
    except UnicodeDecodeError as error:
        raise RecordError(f"a request is UTF-8: {error}") from None
    first, *lines = head.split("\n")
    named = _old.fullmatch(first)
    if named is None or not gap:
        raise RecordError("a request has an `old` line, hashes, an empty line and a checkpoint")
    if len(lines) > MAX_PROOF or int(named.group(1)) > MAX_SIZE:
        raise RecordError(f"a request has at most {MAX_PROOF} hashes, and a size below 2^63")
    proof = tuple(strict_hash(line) for line in lines)
    submission = Submission(int(named.group(1)), proof, note)
    submission.stated()
    return submission


def origin_of(data: bytes) -> str | None:
    """Return the log that a request is about; None where it cannot be read."""
    try:
        return parse_submission(data).stated().origin
    except RecordError:
        return None


def decide(data: bytes, log_keys: Sequence[str], seen: Checkpoint | None, *, key: str, at: int) -> Answer:
    """Answer one request, as C2SP tlog-witness has it.

    Args:
        data: the body of the request.
        log_keys: the verifier keys of the logs that this witness watches.
        seen: the last checkpoint of this log that this witness has cosigned; None for none.
        key: the witness's signing key.
        at: the moment, in seconds since 1970.
    """
    try:
        asked = parse_submission(data)
    except RecordError as error:
        return _refused(400, str(error))
    stated = asked.stated()
    keys = [each for each in log_keys if VerifierKey.parse(each).name == stated.origin]
    if not keys:
        return _refused(404, f"this witness does not watch {stated.origin}")
    try:
        open_note(asked.note, keys)
    except RecordError as error:
        return _refused(403, f"invalid signature: {error}")
    last = seen or Checkpoint(stated.origin, 0, EMPTY_ROOT)
    refused = _compare(asked, stated, last)
    if refused is not None:
        return refused
    cosigned = cosign_note(asked.note, key, at)
    return Answer(200, cosigned.removeprefix(asked.note), cosigned=cosigned)


def _compare(asked: Submission, stated: Checkpoint, last: Checkpoint) -> Answer | None:
    if asked.old > stated.size:
        return _refused(400, f"the old size {asked.old} is beyond the checkpoint's {stated.size}")
    if asked.old != last.size or (asked.old == stated.size and stated.root != last.root):
        return Answer(409, f"{last.size}\n", SIZE_MEDIA)
    try:
        if asked.old:
            verify_consistency(last.size, stated.size, asked.proof, last.root, stated.root)
        elif asked.proof:
            raise RecordError("from size 0 there is nothing to prove")
    except RecordError as error:
        return _refused(422, f"the proof does not show that the log has grown: {error}")
    return None


def _refused(status: int, reason: str) -> Answer:
    return Answer(status, f"{reason}\n")
