"""The vault: papers go in and come out by owner and field, and lie in the database only as sealed bytes.

An owner is a person or a case, named by an id made by chance (`person/5f0c...`): never an address or a number, for
the id stands in the database as it is. Each owner has one key; who removes it has erased every paper at once.
"""

import hmac
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, transaction

from isonomia.errors import ConflictError, InputError, RecordError
from isonomia.record import commitment
from isonomia.record.act import Commitment
from isonomia.record.canonical import decode, encode
from isonomia_site.databases import insert_rows
from isonomia_site.papers.keystore import NONCE_SIZE, keystore
from isonomia_site.papers.ledger import ledger_held, ledger_path, read_ledger
from isonomia_site.papers.models import Erasure, Key, Opening, Paper, Search, SearchKey

MAX_PAPER = 16 * 1024 * 1024
FORM = 1
"""The version of the sealed form: its first byte, then a nonce, then what AES-256-GCM gives."""

PaperRow: TypeAlias = tuple[str, str, str, bytes]
OpeningRow: TypeAlias = tuple[str, str, str, str, bytes]

_owner = re.compile(r"[a-z][a-z0-9_]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)+")
_field = re.compile(r"[a-z][a-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Opened:
    """What opens one commitment: anyone who is given this can check it against the act."""

    act: str
    domain: str
    salt: bytes
    value: object


@dataclass(frozen=True, slots=True)
class Held:
    """An owner with the key in hand."""

    owner: str
    key_id: str
    data_key: bytes

    def seal(self, plain: bytes, kind: str, place: tuple[str, str]) -> bytes:
        """Seal bytes for one place: kind, field and row; moved to any other they do not open."""
        return seal(self.data_key, plain, self._bound(kind, place))

    def open(self, sealed: bytes, kind: str, place: tuple[str, str]) -> bytes:
        """Open what was sealed for this place.

        Raises:
            RecordError: the bytes were changed, or belong to another place or owner.
        """
        try:
            return unseal(self.data_key, sealed, self._bound(kind, place))
        except ValueError:
            raise RecordError(f"the {kind} {place[1]} was altered, or moved from its place: it does not open") from None

    def mark(self, act: str) -> str:
        """A mark that is the same for one act, and says nothing to who lacks the key."""
        return hmac.new(self.data_key, b"act mark\0" + act.encode(), sha256).hexdigest()[:32]

    def _bound(self, kind: str, place: tuple[str, str]) -> bytes:
        return encode(["isonomia", kind, self.owner, self.key_id, *place])


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Seal bytes under a key of 32 bytes, bound to the place where they will lie."""
    nonce = os.urandom(NONCE_SIZE)
    return bytes([FORM]) + nonce + AESGCM(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Open what was sealed under this key for this place.

    Raises:
        ValueError: the bytes were changed, or belong to another key or place.
    """
    if sealed[:1] != bytes([FORM]):
        raise ValueError("another form")
    nonce, rest = sealed[1 : 1 + NONCE_SIZE], sealed[1 + NONCE_SIZE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, bound)
    except InvalidTag:
        raise ValueError("another key or place, or altered") from None


@transaction.atomic
def own(owner: str) -> None:
    """Give an owner a key before there is any paper: a desk that keeps rows of its own about the owner asks for it.

    Raises:
        ConflictError: the owner is being erased.
    """
    if _holder(owner, "own", make=True) is None:
        raise ConflictError("the key of this owner is gone, the papers are being erased: try again when that is done")


@transaction.atomic
def keep(owner: str, field: str, value: str | bytes, *, findable: bool = False) -> None:
    """Keep a paper of an owner; one that stood under this field is replaced.

    Args:
        findable: whether `find` shall lead from the value to the owner; no two owners may then have the same.
    Raises:
        InputError: the owner or the field has a wrong form, or the value is too large.
        ConflictError: the owner is being erased, or another owner has a value that shall be findable.
    """
    plain = weighed(value)
    held = _holder(owner, field, make=True)
    if held is None:
        raise ConflictError("the key of this owner is gone, the papers are being erased: nothing was kept")
    Paper.objects.filter(key=held.key_id, field=field).delete()
    Search.objects.filter(key=held.key_id, field=field).delete()
    insert_papers([paper_row(held, field, plain)])
    if findable:
        make_findable([(held.key_id, field, plain)])


def read(owner: str, field: str) -> str | bytes | None:
    """Return a paper; None where there is none, or no key to it any more.

    Raises:
        RecordError: its bytes were altered or moved.
    """
    held = _holder(owner, field)
    row = Paper.objects.filter(key=held.key_id, field=field).first() if held else None
    if held is None or row is None:
        return None
    plain = held.open(bytes(row.sealed), "paper", (field, row.paper_id))
    return plain[1:].decode() if plain[:1] == b"t" else plain[1:]


@transaction.atomic
def remove(owner: str, field: str) -> bool:
    """Remove one paper of an owner, and what finds the owner by it; return whether it was there.

    Older dumps keep it, sealed: only `erasure.erase` closes those too.
    """
    Search.objects.filter(key__owner=owner, field=field).delete()
    return Paper.objects.filter(key__owner=owner, field=field).delete()[0] > 0


def fields(owner: str) -> list[str]:
    """The fields under which an owner has papers."""
    return list(Paper.objects.filter(key__owner=owner).order_by("field").values_list("field", flat=True))


def find(field: str, value: str | bytes) -> str | None:
    """Return the owner who has this value in a findable field; None where nobody has.

    The value is compared byte for byte: who keeps and who asks must write it alike (an address in small letters).
    """
    used = SearchKey.objects.filter(retired=False).first()
    if used is None:
        return None
    digest = _digest(_index_key(used), field, _plain(value))
    return Search.objects.filter(field=field, digest=digest).values_list("key__owner", flat=True).first()


@transaction.atomic
def commit(owner: str, field: str, value: str | bytes, *, domain: str, act: str) -> Commitment:
    """Make the commitment of one act to a value of an owner; salt and value are kept sealed, to be opened later.

    Args:
        field: what the commitment is called in the act.
        value: text; of bytes, the SHA-256 in hexadecimal digits is what is committed to.
        domain: what it is for, such as `proposal.submitted/author`.
        act: the id of the act that will hold it.
    Raises:
        ConflictError: the owner is being erased.
    """
    held = _holder(owner, field, make=True)
    if held is None:
        raise ConflictError("the key of this owner is gone, the papers are being erased: nothing was committed to")
    row, made = opening_row(held, act, field, domain, value)
    insert_openings([row])
    return made


def opening(owner: str, made: Commitment) -> Opened | None:
    """Return what opens a commitment of an owner; None where it is not theirs, or was erased.

    Raises:
        RecordError: the kept bytes were altered, or do not open the commitment.
    """
    held = _holder(owner, made.field)
    rows = Opening.objects.filter(key=held.key_id, field=made.field) if held else ()
    for row in rows:
        assert held is not None
        kept = decode(held.open(bytes(row.sealed), "opening", (row.field, row.opening_id)))
        if isinstance(kept, dict) and kept["hmac"] == made.hmac:
            found = Opened(kept["act"], kept["domain"], bytes.fromhex(kept["salt"]), kept["value"])
            if not commitment.opens(made.hmac, found.salt, found.domain, found.value):
                raise RecordError(f"what was kept for the commitment {made.hmac[:16]} does not open it")
            return found
    return None


def renew_search() -> int:
    """Hash every findable value anew under a new key and remove the old one; return how many.

    From then on the searches in older dumps cannot even be tried with guesses.
    """
    store = keystore()
    with transaction.atomic():
        list(SearchKey.objects.select_for_update())
        SearchKey.objects.filter(retired=False).update(retired=True)
        used = SearchKey.objects.create(key_id=store.make())
        rows = list(Search.objects.select_for_update().select_related("key"))
        Search.objects.all().delete()
        for row in rows:
            value = read(row.key.owner, row.field)
            if value is not None:
                digest = _digest(_index_key(used), row.field, _plain(value))
                Search.objects.create(key=row.key, field=row.field, digest=digest)
    for retired in SearchKey.objects.filter(retired=True):
        store.destroy(retired.key_id)
        retired.delete()
    return len(rows)


def search_works() -> bool:
    """Whether the key of the searches is there; after a restore it may not be."""
    used = SearchKey.objects.filter(retired=False).first()
    return used is None or keystore().find(used.key_id) is not None


def _plain(value: str | bytes) -> bytes:
    """A value with whether it is text or bytes before it, as it is sealed."""
    return b"t" + value.encode() if isinstance(value, str) else b"b" + value


def weighed(value: str | bytes) -> bytes:
    """A value as it is sealed, if it is not too large."""
    plain = _plain(value)
    if len(plain) > MAX_PAPER:
        raise InputError(f"a paper of {len(plain) - 1} bytes: at most {MAX_PAPER - 1} are kept")
    return plain


def paper_row(held: Held, field: str, plain: bytes) -> PaperRow:
    """A paper sealed for its place, not yet kept."""
    check_name(held.owner, field)
    paper_id = secrets.token_hex(16)
    return paper_id, held.key_id, field, held.seal(plain, "paper", (field, paper_id))


def insert_papers(rows: Sequence[PaperRow]) -> None:
    """Keep sealed papers; IntegrityError where an owner has one in such a field already."""
    insert_rows("papers_paper", ("paper_id", "key_id", "field", "sealed"), rows)


def opening_row(held: Held, act: str, field: str, domain: str, value: str | bytes) -> tuple[OpeningRow, Commitment]:
    """A commitment under a salt of its own, and the row that will open it."""
    check_name(held.owner, field)
    salt = os.urandom(commitment.SALT_SIZE)
    text = value if isinstance(value, str) else sha256(value).hexdigest()
    made = Commitment(field=field, hmac=commitment.commit(salt, domain, text))
    plain = encode({"act": act, "domain": domain, "hmac": made.hmac, "salt": salt.hex(), "value": text})
    opening_id = secrets.token_hex(16)
    sealed = held.seal(plain, "opening", (field, opening_id))
    return (opening_id, held.key_id, field, held.mark(act), sealed), made


def insert_openings(rows: Sequence[OpeningRow]) -> None:
    """Keep what opens commitments."""
    insert_rows("papers_opening", ("opening_id", "key_id", "field", "act_mark", "sealed"), rows)


def check_name(owner: str, field: str) -> None:
    """Refuse an owner or a field of another form."""
    if not _owner.fullmatch(owner) or len(owner) > 128:
        raise InputError("an owner of papers is named as person/<id> or case/<id>, an id made by chance")
    if not _field.fullmatch(field):
        raise InputError(f'a paper under "{field}": wanted small letters, digits and _ . - only')


def _holder(owner: str, field: str, *, make: bool = False) -> Held | None:
    """Return an owner with key; None where there is none or the key is gone. To write, the row is locked."""
    check_name(owner, field)
    rows = Key.objects.select_for_update() if make else Key.objects
    row = rows.filter(owner=owner).first()
    if row is None and make:
        row = _new_key(owner)
    data_key = keystore().find(row.key_id) if row else None
    return Held(row.owner, row.key_id, data_key) if row and data_key else None


def _new_key(owner: str) -> Key:
    remember_ledger()
    store = keystore()
    key_id = store.make()
    row, made = Key.objects.get_or_create(owner=owner, defaults={"key_id": key_id})
    if not made:
        store.destroy(key_id)
    return Key.objects.select_for_update().get(pk=row.pk)


def remember_ledger() -> None:
    """Note which ledger this database needs: without it, a restored dump is not opened."""
    if Erasure.objects.exists():
        return
    there = read_ledger(ledger_path())
    if there is None:
        with ledger_held(ledger_path()) as made:
            there = made
    Erasure.objects.get_or_create(seq=0, defaults={"line": there.name, "entered": True})


def make_findable(kept: Sequence[tuple[str, str, bytes]]) -> None:
    """Let values lead to their owners; each is a row of an owner's key, a field and a value."""
    used = SearchKey.objects.filter(retired=False).first()
    if used is None:
        try:
            with transaction.atomic():
                used = SearchKey.objects.create(key_id=keystore().make())
        except IntegrityError:
            used = SearchKey.objects.get(retired=False)
    # Held to the end of the transaction, so that no renewal of the searches passes this one by.
    index_key = _index_key(SearchKey.objects.select_for_update().get(pk=used.pk))
    rows = [Search(key_id=key, field=field, digest=_digest(index_key, field, plain)) for key, field, plain in kept]
    try:
        with transaction.atomic():
            Search.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:
        fields = ", ".join(sorted({field for _, field, _ in kept}))
        raise ConflictError(f"the {fields} given is kept for another owner") from None


def _index_key(used: SearchKey) -> bytes:
    index_key = keystore().find(used.key_id)
    if index_key is None:
        raise RecordError("the key of the searches is missing: run isonomia papers renew-search")
    return index_key


def digests(field: str, values: Sequence[str]) -> dict[str, str]:
    """The keyed hashes under which these values are found, with the values; none where nothing is findable yet."""
    used = SearchKey.objects.filter(retired=False).first()
    index_key = _index_key(used) if used else b""
    return {_digest(index_key, field, weighed(value)): value for value in values} if used else {}


def _digest(index_key: bytes, field: str, plain: bytes) -> str:
    return hmac.new(index_key, field.encode() + b"\0" + plain, sha256).hexdigest()
