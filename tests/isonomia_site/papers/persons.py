"""An invented person who has papers and stands behind an act, and every form in which a byte could betray her."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from msgspec import structs

from isonomia.record.act import Act, Actor, Commitment
from isonomia.record.canonical import encode
from isonomia_site.papers import vault
from isonomia_site.papers.keystore import KEY_SIZE, keystore
from isonomia_site.papers.models import Key, Opening, Paper
from isonomia_site.record.reader import acts_of
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, Hall

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CLERK = Actor(role="registrar")
PAPERS: dict[str, str | bytes] = {
    "name": "Әлия Құрманғазықызы Өтегенова",
    "email": "aliya.otegenova@example.kz",
    "phone": "+77015550123",
    "iin": "870101450321",
    "statement": "Мен, Әлия, Ғабит көшесі 12 үйде тұрамын. " * 40,
    "scan": bytes(range(256)) * 300 + "Өтегенова Ә. Қ.".encode(),
}
FINDABLE = ("email", "iin")


@dataclass(frozen=True)
class Person:
    """An owner with what the vault was given, and what only the vault should have known."""

    owner: str
    acts: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    data_key: bytes
    wrapped: bytes
    salts: tuple[bytes, ...]

    @classmethod
    def of(cls, hall: Hall, owner: str, papers: dict[str, str | bytes]) -> "Person":
        """Keep the papers of a person and enter two acts that hold commitments to them."""
        for field, value in papers.items():
            vault.keep(owner, field, value, findable=field in FINDABLE)
        acts = [_enter_step(hall, owner, number) for number in (1, 2)]
        made = tuple(one for act in acts for one in act.commit)
        opened = [vault.opening(owner, one) for one in made]
        assert all(opened)
        key_id = Key.objects.get(owner=owner).key_id
        store = keystore()
        data_key = store.find(key_id)
        assert data_key is not None
        wrapped = (store.folder / f"{key_id}.key").read_bytes()
        return cls(
            owner, tuple(act.id for act in acts), made, data_key, wrapped, tuple(one.salt for one in opened if one)
        )


def _enter_step(hall: Hall, owner: str, number: int) -> Act:
    """Enter a step of the reform whose act commits to name and e-mail of its author."""
    model = next(act for act in hall.pack.acts if act.act == "reform.step_taken")
    act_id = f"step/{owner.partition('/')[2]}-{number}"
    fields = ("name", "email")
    made = [vault.commit(owner, one, PAPERS[one], domain=f"reform.step_taken/{one}", act=act_id) for one in fields]
    place = len(acts_of(model.matter))
    actor = Actor(role="compiler", commitment=made[0].hmac)
    act = structs.replace(model, id=act_id, place=place, commit=tuple(made), actor=actor, index=None)
    with transaction.atomic():
        enter(act, {}, by=COMPILER)
    return act


def shapes(value: str | bytes) -> set[bytes]:
    """The forms that a value may have in a file: UTF-8 and UTF-16, base64 at any start, hexadecimal, escapes."""
    plain = (
        [value] if isinstance(value, bytes) else [value.encode(), value.encode("utf-16-le"), value.encode("utf-16-be")]
    )
    found = set(plain)
    for data in plain:
        found |= {data.hex().encode(), data.hex().upper().encode()}
        for encoder in (base64.b64encode, base64.urlsafe_b64encode):
            found |= {_settled(encoder, data, start) for start in range(3)}
    if isinstance(value, str):
        found |= {json.dumps(value)[1:-1].encode(), quote(value).encode(), ascii(value)[1:-1].encode()}
    return {one for one in found if len(one) >= 8}


def _settled(encoder: "type[base64.b64encode] | object", data: bytes, start: int) -> bytes:
    """The characters that depend on these bytes alone, whatever stands before and after them."""
    whole = encoder(bytes(start) + data)  # type: ignore[operator]
    until = (start + len(data)) // 3 * 4
    return bytes(whole[-(-start * 4 // 3) : until])


def secret_shapes(person: Person) -> dict[str, set[bytes]]:
    """Everything of a person that must be nowhere after the erasure, by what it is."""
    words = {field: shapes(value if field != "scan" else value[-24:]) for field, value in PAPERS.items()}
    words["statement"] = shapes("Ғабит көшесі 12")
    words["surname"] = shapes("Өтегенова")
    words["key"] = shapes(person.data_key)
    words["wrapped key"] = shapes(person.wrapped)
    for number, salt in enumerate(person.salts):
        words[f"salt {number}"] = shapes(salt) | shapes(salt.hex())
    return words


def traces(person: Person, places: Iterable[Path | bytes]) -> Iterator[str]:
    """Where something of the person stands."""
    sought = secret_shapes(person)
    for place in places:
        for path in _files(place) if isinstance(place, Path) else (place,):
            data = path if isinstance(path, bytes) else path.read_bytes()
            for what, forms in sought.items():
                if any(form in data for form in forms):
                    yield f"{what} in {'log' if isinstance(path, bytes) else path.name}"


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]


@dataclass(frozen=True)
class Sealed:
    """One sealed value as a dump holds it, with the place that it is bound to."""

    owner: str
    key_id: str
    kind: str
    field: str
    row: str
    sealed: bytes


def sealed_rows() -> list[Sealed]:
    """Every sealed value in the database."""
    papers = Paper.objects.select_related("key")
    openings = Opening.objects.select_related("key")
    return [
        *(Sealed(one.key.owner, one.key_id, "paper", one.field, one.paper_id, bytes(one.sealed)) for one in papers),
        *(
            Sealed(one.key.owner, one.key_id, "opening", one.field, one.opening_id, bytes(one.sealed))
            for one in openings
        ),
    ]


def opened_by(rows: Iterable[Sealed], keys: Iterable[bytes]) -> set[tuple[str, str]]:
    """The owners and fields that open when every key is tried on every row, in the place where the row belongs."""
    found = set()
    for key in keys:
        assert len(key) == KEY_SIZE
        for row in rows:
            bound = encode(["isonomia", row.kind, row.owner, row.key_id, row.field, row.row])
            try:
                AESGCM(key).decrypt(row.sealed[1:13], row.sealed[13:], bound)
            except InvalidTag:
                continue
            found.add((row.owner, row.field))
    return found


def keys_left() -> list[bytes]:
    """Every key that whoever has key folder and master key can unwrap."""
    store = keystore()
    return [key for key in (store.find(one) for one in store.ids()) if key is not None]
