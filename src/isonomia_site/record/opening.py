"""How a record begins: opened under its name and policy, and under the rules of a country, each by an act."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from isonomia.errors import ConflictError
from isonomia.record.act import Act, Actor, Body
from isonomia.record.acts import FileDigest, Predecessor, RecordOpened, RulebookAdopted
from isonomia.record.policy import Policy
from isonomia.record.sources import Wording
from isonomia_site.permissions import at_console
from isonomia_site.record import clock
from isonomia_site.record.models import RECORD
from isonomia_site.record.reader import opened
from isonomia_site.record.writer import enter, keep_blob

OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is said when a record is opened: its name, what it is for, and the log that it goes on from, if any."""

    origin: str
    purpose: tuple[Wording, ...]
    continues: Predecessor | None = None


def refuse_second() -> None:
    """Refuse to open a record that is open: a hall keeps one.

    Raises:
        ConflictError: the record has its first act.
    """
    there = opened()
    if there is not None:
        raise ConflictError(f"this hall keeps a record already, {there.origin}: open another in another folder")


@transaction.atomic
def open_under(opening: Opening, policy: Policy, country: str, laws: Mapping[str, str]) -> None:
    """Enter the first two acts of a record: that it is open, and the rulebook of its country, file by file.

    Raises:
        ConflictError: the record is open already; nothing was entered.
    """
    refuse_second()
    digest = keep_blob(policy.format().encode())
    body = RecordOpened(
        origin=opening.origin, policy_sha256=digest, purpose=opening.purpose, continues=opening.continues
    )
    enter_own("record.opened", 0, body)
    enter_own("rulebook.adopted", 1, RulebookAdopted(country=country, files=keep_files(laws)))


def keep_files(laws: Mapping[str, str]) -> tuple[FileDigest, ...]:
    """Keep the files of a rulebook as texts of the record, in the running transaction; return the digest of each."""
    kept = []
    for path, text in laws.items():
        data = text.encode()
        kept.append(FileDigest(path=path, sha256=keep_blob(data), size=len(data)))
    return tuple(kept)


def enter_own(name: str, place: int, body: Body, id: str = "") -> int:
    """Enter an act of the record about itself, by who runs it, in the running transaction; return its number."""
    act = Act(
        act=name,
        v=1,
        id=id or f"{RECORD}-{place + 1}",
        matter=RECORD,
        place=place,
        at=clock.instant(),
        actor=Actor(role=OPERATOR),
        body=body,
    )
    return enter(act, {}, by=at_console(OPERATOR, clock.now().date()))
