"""What a witness keeps on its disk: its key, and of every log the last checkpoint that it has cosigned."""

import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock

from isonomia.errors import InputError, RecordError
from isonomia.record.checkpoint import (
    COSIGNATURE,
    ED25519,
    ML_DSA_44,
    Checkpoint,
    SigningKey,
    VerifierKey,
    open_note,
    parse_checkpoint,
    public_key,
    stated_in,
)
from isonomia.record.policy import Policy
from isonomia.record.witness import Answer, Submission, decide, origin_of
from isonomia_cli.printing import read_text
from isonomia_cli.vantage import Vantage
from isonomia_site.record.files import others_read, write


class Watch:
    """One witness: nothing leaves it before it is on the disk, and one request at a time is decided.

    Two requests for one log can so never both be answered with a cosignature unless the second has grown from the
    first. Whoever makes a `Watch` holds its folder (`files.held`), so that no second process decides beside it.
    """

    def __init__(self, folder: Path, key: str, log_keys: Sequence[str]) -> None:
        self._folder = folder
        self._key = key
        self._log_keys = log_keys
        self._one_at_a_time = Lock()
        self._trusted = [public_key(key), *log_keys]

    def answer(self, data: bytes) -> Answer:
        """Decide on a request, and keep what is cosigned before the answer is returned.

        Raises:
            RecordError: what was kept of this log cannot be read; then nothing is signed.
        """
        origin = origin_of(data)
        with self._one_at_a_time:
            seen = self.seen(origin) if origin is not None else None
            answer = decide(data, self._log_keys, seen, key=self._key, at=int(time.time()))
            if answer.cosigned is not None and origin is not None:
                write(self._folder, file_of(origin), answer.cosigned.encode())
        return answer

    def seen(self, origin: str) -> Checkpoint | None:
        """Return the last checkpoint of a log that was cosigned here; None for none.

        Raises:
            RecordError: the file was altered. It is never taken for "nothing seen yet".
        """
        path = self._folder / file_of(origin)
        if not path.exists():
            return None
        # By its own key or, where it has a new one, by that of the log: what nobody signed was not kept here.
        kept = parse_checkpoint(open_note(path.read_bytes(), self._trusted).text)
        if kept.origin != origin:
            raise RecordError(f"{path.name} is about {kept.origin}, not {origin}")
        return kept


def cosign_grown(watch: Watch, place: Vantage) -> str:
    """Return the checkpoint of a record, cosigned; the proof of its growth is taken from its own tiles.

    Raises:
        RecordError: it has not grown from what was seen last, or no watched log has signed it.
    """
    note = place.checkpoint()
    stated = stated_in(note)
    seen = watch.seen(stated.origin)
    old = seen.size if seen else 0
    if old > stated.size:
        raise RecordError(f"rolled back: this witness saw {old} entries, the record has {stated.size}")
    proof = place.tree(stated.size).consistency(old) if 0 < old < stated.size else []
    answer = watch.answer(Submission(old, tuple(proof), note).text().encode())
    if answer.cosigned is None:
        told = answer.body.strip() if answer.status != 409 else f"two histories: the root at {old} entries is another"
        raise RecordError(f"nothing was signed: {told}")
    return answer.cosigned


def file_of(origin: str) -> str:
    """Name the file in which the last checkpoint of a log is kept."""
    return f"{sha256(origin.encode()).hexdigest()}.checkpoint"


def witness_key(path: Path) -> str:
    """Return the signing key of a witness.

    Raises:
        InputError: others can read the file, or it is not the key of a witness.
    """
    if others_read(path):
        raise InputError(f"{path}: others can read this key: wanted mode 0600")
    secret = read_text(path).strip()
    try:
        kind = SigningKey.parse(secret).kind
    except RecordError as error:
        raise InputError(f"{path}: {error}") from None
    if kind == ED25519:
        raise InputError(
            f"{path}: the key of a witness is of kind {COSIGNATURE} or {ML_DSA_44}, this one of kind {kind}"
        )
    return secret


def log_keys(policy: str | None, vkeys: Sequence[str]) -> list[str]:
    """Return the keys of the logs to be watched: those of a policy, and those named one by one.

    Raises:
        InputError: none is named, or what is named is no key.
    """
    try:
        listed = [log.vkey for log in Policy.parse(policy).logs] if policy is not None else []
        for vkey in vkeys:
            VerifierKey.parse(vkey)
    except RecordError as error:
        raise InputError(str(error)) from None
    if not listed and not vkeys:
        raise InputError("which log is watched? Give --log-policy FILE or --vkey KEY")
    return [*listed, *vkeys]
