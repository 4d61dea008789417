"""Asking the witnesses: every one of the policy that has an address, all at once, each answer checked."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings

from isonomia.errors import RecordError
from isonomia.record.checkpoint import open_note, stated_in
from isonomia.record.policy import Policy, Witness
from isonomia.record.witness import SIZE_MEDIA, Submission
from isonomia_site.record.tree import Proofs

TIMEOUT = 5
MAX_ANSWER = 65_536
MAX_DIGITS = 19

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Asked:
    """What came of asking one witness: its line under the note, or why there are none."""

    witness: Witness
    line: str = ""
    refused: str = ""
    saw: int | None = None


def cosign(note: str, policy: Policy, proofs: Proofs) -> str:
    """Ask the witnesses to cosign a signed checkpoint; return it with the lines that came in time and are right.

    Those whose line it bears already are not asked again.
    """
    answers = ask(note, policy, proofs)
    for one in answers:
        if one.refused:
            _log.warning("witness %s: %s", one.witness.name, one.refused)
    return note + "".join(one.line for one in answers)


def refuse_if_behind(note: str, policy: Policy, proofs: Proofs) -> None:
    """Show the witnesses a head that was signed before; none of them may know a larger log.

    What a witness says of sizes is not signed. One that is found to be wrong is overruled by name, in
    ISONOMIA_WITNESSES_OVERRULED.

    Raises:
        RecordError: a witness has seen a larger log: this database was rolled back, and must sign nothing.
    """
    size = stated_in(note).size
    for one in ask(note, policy, proofs):
        if one.saw is not None and one.saw > size and one.witness.name not in settings.ISONOMIA_WITNESSES_OVERRULED:
            raise RecordError(
                f"the witness {one.witness.name} has seen {one.saw} entries, the newest head here has {size}: nothing "
                "was signed; refill the database, or name the witness in ISONOMIA_WITNESSES_OVERRULED if it is wrong"
            )


def ask(note: str, policy: Policy, proofs: Proofs, *, timeout: int = TIMEOUT) -> list[Asked]:
    """Ask every witness that has an address and has not cosigned yet, each in a thread of its own.

    The proofs are made in the caller's own thread: whoever makes them need not bear others.
    """
    there = policy.check(note).cosigned
    asked = [_Question(one, note, timeout) for one in policy.witnesses if one.url and one.name not in there]
    wanted: Queue[_Question | None] = Queue()
    for one in asked:
        # A thread that is left behind holds nothing but its own connection, and ends with it.
        Thread(target=one.run, args=(wanted,), daemon=True).start()
    until, waiting = monotonic() + timeout, len(asked)
    while waiting:
        try:
            question = wanted.get(timeout=max(until - monotonic(), 0.001))
        except Empty:
            break
        if question is None:
            waiting -= 1
        else:
            question.proof.put(tuple(proofs(question.told.saw or 0)))
    return [one.told if one.done else Asked(one.told.witness, refused=f"no answer within {timeout} s") for one in asked]


class _Question:
    """What one witness is asked, and what it told."""

    def __init__(self, witness: Witness, note: str, timeout: int) -> None:
        self.told = Asked(witness)
        self.done = False
        self.proof: Queue[tuple[bytes, ...]] = Queue()
        self._note = note
        self._size = stated_in(note).size
        self._timeout = timeout

    def run(self, wanted: "Queue[_Question | None]") -> None:
        """Ask; where the witness names the size that it saw, get the proof from there and ask once more."""
        try:
            self._put(0, ())
            if self.told.saw is not None and 0 < self.told.saw < self._size:
                wanted.put(self)
                self._put(self.told.saw, self.proof.get(timeout=self._timeout))
            elif self.told.saw == self._size:
                self._put(self._size, ())
        except (TimeoutError, Empty):
            self.told.refused = f"no answer within {self._timeout} s"
        except (OSError, HTTPException, RecordError, ValueError) as error:
            self.told.refused = f"{type(error).__name__}: {error}"
        self.done = True
        wanted.put(None)

    def _put(self, old: int, proof: tuple[bytes, ...]) -> None:
        body = Submission(old, proof, self._note).text().encode()
        self.told.refused = ""
        _take(self.told, self._note, _post(self.told.witness.url or "", body, self._timeout))


def _take(told: Asked, note: str, answer: tuple[int, str, bytes]) -> None:
    """Read one answer: cosignatures of this witness, or the size that it has seen."""
    status, media, body = answer
    text = body.decode()
    size = text.removesuffix("\n")
    if status == 200:
        told.line = _own_line(told.witness, note, text)
    elif status == 409 and media == SIZE_MEDIA and size.isascii() and size.isdecimal() and len(size) <= MAX_DIGITS:
        told.saw = int(size)
        told.refused = f"has seen {size} entries"
    else:
        told.refused = f"answered {status}: {text[:200].strip()!r}"


def _own_line(witness: Witness, note: str, text: str) -> str:
    """Return the first line of an answer that is a right cosignature of this witness under this note."""
    for line in text.splitlines(keepends=True):
        with suppress(RecordError):
            open_note(note + line, witness.vkey)
            return line
    raise RecordError("no line of the answer is a cosignature of this witness")


def _post(url: str, body: bytes, timeout: int) -> tuple[int, str, bytes]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not the address of a witness: {url}")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=timeout)
    try:
        headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "isonomia"}
        connection.request("POST", f"{parts.path.rstrip('/')}/add-checkpoint", body, headers)
        answer: HTTPResponse = connection.getresponse()
        data = answer.read(MAX_ANSWER + 1)
        if len(data) > MAX_ANSWER:
            raise ValueError("the answer is too long")
        return answer.status, answer.getheader("Content-Type", ""), data
    finally:
        connection.close()
