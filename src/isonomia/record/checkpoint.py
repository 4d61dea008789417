"""Signed notes and the log's checkpoints: C2SP signed-note, tlog-checkpoint, tlog-cosignature; Ed25519 and ML-DSA-44.

The one room of the law that imports a cryptographic library.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import mldsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from isonomia.errors import RecordError
from isonomia.record.merkle import HASH_SIZE

ED25519 = 0x01
COSIGNATURE = 0x04
ML_DSA_44 = 0x06
"""The kinds of key: the first signs a text; the others say of a checkpoint when its owner saw it, if it names a time.

A log with a key of the third kind signs with the time 0: it states nothing of a clock.
"""

MAX_NOTE = 131_072
MAX_SIGNATURES = 100
MAX_SIZE = 2**63 - 1

_KEY_SIZES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1312}
_KINDS = "kind 1, 4 or 6"
_DASH = "— "
_size = re.compile(r"0|[1-9][0-9]{0,18}")
_controls = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name: what a note's signature is checked against."""

    name: str
    key_id: int
    kind: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read `name+id+key`, checking that the id belongs to name and key."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise RecordError(f"not a verifier key (name+id+key): {text!r}")
        name, written_id, encoded = parts
        material = strict_base64(encoded)
        if not _is_name(name) or len(material) != 1 + _KEY_SIZES.get(material[0], -1):
            raise RecordError(f"not a verifier key of {_KINDS}: {text!r}")
        key_id = _key_id(name, material)
        if written_id != f"{key_id:08x}":
            raise RecordError(f"the id of this verifier key should be {key_id:08x}: {text!r}")
        return cls(name, key_id, material[0], material[1:])

    def text(self) -> str:
        """Return the key as it is written: `name+id+key`."""
        return _written_key(self.name, self.key_id, self.kind, self.public)

    def verify(self, text: str, signature: bytes) -> int | None:
        """Check one signature over a note's text; return the time that a cosignature states.

        Raises:
            RecordError: the signature is not by this key over this text.
        """
        at = None
        message = text.encode()
        if self.kind != ED25519:
            at = int.from_bytes(signature[:8], "big")
            message, signature = _cosigned(self, text, at), signature[8:]
        try:
            if self.kind == ML_DSA_44:
                mldsa.MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, message)
            else:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise RecordError(f"the signature of {self.name} does not fit the text") from None
        return at


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its name. It is handed in, never made by chance."""

    name: str
    kind: int
    seed: bytes

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """Read `PRIVATE+KEY+name+id+key`, checking that the id belongs to it. No message shows the key."""
        parts = text.split("+", 4)
        if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"]:
            raise RecordError("not a signing key (PRIVATE+KEY+name+id+key)")
        material = strict_base64(parts[4], secret=True)
        if not _is_name(parts[2]) or len(material) != 33 or material[0] not in _KEY_SIZES:
            raise RecordError(f"not a signing key of {_KINDS}")
        key = cls(parts[2], material[0], material[1:])
        if parts[3] != f"{key.verifier().key_id:08x}":
            raise RecordError(f"the id of the signing key of {key.name} does not belong to it")
        return key

    def verifier(self) -> VerifierKey:
        """Return the public half."""
        public = self._private().public_key().public_bytes_raw()
        return VerifierKey(self.name, _key_id(self.name, bytes([self.kind]) + public), self.kind, public)

    def text(self) -> str:
        """Return the key as its owner keeps it: `PRIVATE+KEY+name+id+key`."""
        return "PRIVATE+KEY+" + _written_key(self.name, self.verifier().key_id, self.kind, self.seed)

    def sign(self, message: bytes) -> bytes:
        """Sign a message; by ML-DSA-44 each time with other bytes."""
        return self._private().sign(message)

    def _private(self) -> "Ed25519PrivateKey | mldsa.MLDSA44PrivateKey":
        if self.kind == ML_DSA_44:
            return mldsa.MLDSA44PrivateKey.from_seed_bytes(self.seed)
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line of a note. `at` is the time in a verified cosignature, in seconds since 1970."""

    name: str
    key_id: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A text with at least one verified signature, and the signature lines by keys that were not handed in.

    `repeated` counts lines that stand more than once.
    """

    text: str
    signatures: tuple[Signature, ...]
    unknown: tuple[Signature, ...] = ()
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: so many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def open_note(text: str | bytes, verifier_keys: str | Sequence[str]) -> Note:
    """Read a signed note and verify every signature by a key that is handed in.

    Args:
        text: the note with its signature lines.
        verifier_keys: one key or several, each as `name+id+key`.
    Raises:
        RecordError: not a signed note; no known key signed it; or a known key's signature does not fit.
    """
    keys: dict[tuple[str, int], VerifierKey] = {}
    for key in (VerifierKey.parse(line) for line in _several(verifier_keys)):
        if keys.setdefault((key.name, key.key_id), key) != key:
            raise RecordError(f"two verifier keys share the name and id {key.name}+{key.key_id:08x}")
    body, lines = _split_note(text)
    verified: dict[tuple[str, int], Signature] = {}
    unknown = []
    for line in dict.fromkeys(lines):
        name, key_id, signature = _signature_line(line)
        known = keys.get((name, key_id))
        if known is None:
            unknown.append(Signature(name, key_id))
        else:
            verified.setdefault((name, key_id), Signature(name, key_id, known.verify(body, signature)))
    if not verified:
        raise RecordError("no signature by a known key")
    return Note(body, tuple(verified.values()), tuple(unknown), len(lines) - len(set(lines)))


def sign_note(text: str, keys: str | Sequence[str]) -> str:
    """Sign a text with one key or several (each as `PRIVATE+KEY+name+id+key`) and return the note.

    Keys of ML-DSA-44 sign checkpoints only, and state no time.
    """
    _check_text(text)
    if not text.endswith("\n"):
        raise RecordError("the text of a note ends with a line feed")
    signers = [SigningKey.parse(key) for key in _several(keys)]
    if not signers or any(key.kind == COSIGNATURE for key in signers):
        raise RecordError("a note is signed by at least one key, each of kind 1 or 6; witnesses use cosign_note")
    plain = [(key, key.kind == ED25519) for key in signers]
    lines = [_written_line(key, key.sign(text.encode())) if one else _stamped_line(key, text, 0) for key, one in plain]
    return text + "\n" + "".join(lines)


def cosign_note(note: str, key: str, at: int) -> str:
    """Add a witness's line to a signed checkpoint: that it saw this size as the largest at this time.

    Args:
        at: seconds since 1970, handed in by the witness's own clock.
    """
    text, _ = _split_note(note)
    parse_checkpoint(text)
    witness = SigningKey.parse(key)
    if witness.kind == ED25519 or not 0 <= at <= MAX_SIZE:
        raise RecordError(f"a cosignature needs a key of kind 4 or 6 and a time from 0 on: {witness.kind}, {at}")
    return note + _stamped_line(witness, text, at)


def new_key(name: str, seed: bytes, kind: int = ED25519) -> tuple[str, str]:
    """Return the signing key and the verifier key that 32 bytes of seed give under this name."""
    if not _is_name(name) or len(seed) != 32 or kind not in _KEY_SIZES:
        raise RecordError(f"a key needs a name without space or plus, 32 bytes, {_KINDS}: {name!r}")
    key = SigningKey(name, kind, seed)
    return key.text(), key.verifier().text()


def public_key(secret: str) -> str:
    """Return the verifier key that belongs to a signing key, of whatever kind."""
    return SigningKey.parse(secret).verifier().text()


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint's text: origin, size and root, one line each (we take no extension lines)."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise RecordError(f"a checkpoint has three lines (origin, size, root), not {len(lines) - 1}")
    origin, size, encoded = lines[:3]
    if not _is_name(origin) or _controls.search(origin):
        raise RecordError(f"not an origin: {origin!r}")
    if not _size.fullmatch(size) or int(size) > MAX_SIZE:
        raise RecordError(f"not a size of a log: {size!r}")
    root = strict_base64(encoded)
    if len(root) != HASH_SIZE:
        raise RecordError(f"a root has {HASH_SIZE} bytes, not {len(root)}")
    return Checkpoint(origin, int(size), root)


def stated_in(note: str) -> Checkpoint:
    """Read what a signed note states of its log; whether anybody signed it is another question."""
    return parse_checkpoint(note.partition("\n\n")[0] + "\n")


def strict_base64(text: str, *, secret: bool = False) -> bytes:
    """Read base64 in its one canonical spelling: padded, no blanks, no bits left over."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise RecordError("not canonical base64" + ("" if secret else f": {text[:60]!r}"))
    return data


def strict_hash(text: str) -> bytes:
    """Read one hash of a tree in canonical base64."""
    found = strict_base64(text)
    if len(found) != HASH_SIZE:
        raise RecordError(f"a hash has {HASH_SIZE} bytes, not {len(found)}")
    return found


def _split_note(note: str | bytes) -> tuple[str, list[str]]:
    """Return the text and the signature lines."""
    try:
        text = note.decode() if isinstance(note, bytes) else note
    except UnicodeDecodeError as error:
        raise RecordError(f"a note is UTF-8: {error}") from None
    _check_text(text)
    body, gap, signatures = text.rpartition("\n\n")
    if not gap or not signatures.endswith("\n"):
        raise RecordError("a note is a text, an empty line, and signature lines, the last one ended too")
    lines = signatures[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise RecordError(f"a note with {len(lines)} signatures; at most {MAX_SIGNATURES} are read")
    return body + "\n", lines


def _check_text(text: str) -> None:
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise RecordError(f"a note is UTF-8: {error}") from None
    if length > MAX_NOTE:
        raise RecordError(f"a note of {length} bytes; at most {MAX_NOTE} are read")
    if found := _controls.search(text):
        raise RecordError(f"the control character {found.group()!r} in a note")


def _signature_line(line: str) -> tuple[str, int, bytes]:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not _is_name(name):
        raise RecordError(f"not a signature line: {line[:80]!r}")
    signature = strict_base64(encoded)
    if len(signature) < 5:
        raise RecordError(f"a signature line without a signature: {line[:80]!r}")
    return name, int.from_bytes(signature[:4], "big"), signature[4:]


def _written_line(key: SigningKey, signature: bytes) -> str:
    stamped = key.verifier().key_id.to_bytes(4, "big") + signature
    return f"{_DASH}{key.name} {base64.b64encode(stamped).decode()}\n"


def _stamped_line(key: SigningKey, text: str, at: int) -> str:
    return _written_line(key, at.to_bytes(8, "big") + key.sign(_cosigned(key, text, at)))


def _cosigned(key: VerifierKey | SigningKey, text: str, at: int) -> bytes:
    """Return the message that a cosignature signs: the text itself or, by ML-DSA-44, what a checkpoint says."""
    if key.kind == COSIGNATURE:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    said = parse_checkpoint(text)
    names = (key.name.encode(), said.origin.encode())
    if max(map(len, names)) > 255:
        raise RecordError("the names of a log and of its cosigner have at most 255 bytes each")
    cosigner, origin = (bytes([len(name)]) + name for name in names)
    start_and_end = (0).to_bytes(8, "big") + said.size.to_bytes(8, "big")
    return b"subtree/v1\n\0" + cosigner + at.to_bytes(8, "big") + origin + start_and_end + said.root


def _written_key(name: str, key_id: int, kind: int, material: bytes) -> str:
    return f"{name}+{key_id:08x}+{base64.b64encode(bytes([kind]) + material).decode()}"


def _key_id(name: str, material: bytes) -> int:
    return int.from_bytes(hashlib.sha256(name.encode() + b"\n" + material).digest()[:4], "big")


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def _several(keys: str | Sequence[str]) -> Sequence[str]:
    return [keys] if isinstance(keys, str) else keys
