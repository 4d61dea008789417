"""Files that were handed in: in quarantine until a scanner has looked at them, and never shown, only saved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from isonomia.errors import InputError
from isonomia_site.filing.contents import LARGEST, MOST, TOGETHER, look
from isonomia_site.filing.models import Attachment
from isonomia_site.filing.papers import files_of, owner_of
from isonomia_site.papers import vault
from isonomia_site.papers.bundles import Bundle

FILE = "file"
AGAIN = "again"


class Quarantined(InputError):
    """A file that is not handed out: no scanner has looked at it yet, or one found something in it."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One file of an act as a page tells of it; `again` how often it was handed in anew."""

    at: int
    name: str
    kind: str
    size: int
    state: str
    found: str
    again: int

    @property
    def infected(self) -> bool:
        """Whether the scanner found something in it."""
        return self.state == Attachment.INFECTED


def check(files: Iterable[bytes]) -> None:
    """Refuse files that are not taken.

    Raises:
        InputError: too many, too large, or none of the kinds that are taken.
    """
    there = list(files)
    if len(there) > MOST or sum(map(len, there)) > TOGETHER:
        raise InputError(f"{len(there)} files: at most {MOST} are taken at once, of {TOGETHER} bytes together")
    for place, data in enumerate(there, 1):
        found = look(data)
        if found.fault:
            raise InputError(
                f"file {place} is not taken ({found.fault}): at most {LARGEST} bytes of a kind that is taken"
            )


def note(bundle: Bundle) -> int:
    """Note every file among papers that are being kept, each in quarantine; return how many."""
    files = {name: data for name, data in bundle.papers.items() if name.partition(".")[0] == FILE}
    rows = [
        Attachment(owner=bundle.owner, field=name, kind=look(data).kind, size=len(data))
        for name, data in files.items()
        if isinstance(data, bytes)
    ]
    return len(Attachment.objects.bulk_create(rows))


def attached(act: str) -> list[Attached]:
    """The files that went with an act, in their order: of each the one that was handed in last."""
    rows = {one.field: one for one in Attachment.objects.filter(owner=owner_of(act.rpartition("/")[0]) or "")}
    found = []
    for at, name in enumerate(files_of(act)):
        newest, again = _newest(rows, f"{FILE}.{act.rpartition('/')[2]}.{at}")
        if newest:
            found.append(Attached(at, name, newest.kind, newest.size, newest.state, newest.found, again))
    return found


def open_file(act: str, at: int, *, despite: bool = False) -> bytes | None:
    """The bytes of one file of an act; None where there is none, or it was erased.

    Args:
        despite: hand it out although no scanner has looked at it; what is infected is never handed out.
    Raises:
        Quarantined: it is in quarantine.
    """
    owner = owner_of(act.rpartition("/")[0]) or ""
    rows = {one.field: one for one in Attachment.objects.filter(owner=owner)}
    newest, _again = _newest(rows, f"{FILE}.{act.rpartition('/')[2]}.{at}")
    return open_field(owner, newest.field, despite=despite) if newest else None


def open_field(owner: str, field: str, *, despite: bool = False) -> bytes | None:
    """The bytes of a file by owner and field, as `open_file` gives them."""
    row = Attachment.objects.filter(owner=owner, field=field).first()
    if row is not None and (row.state == Attachment.INFECTED or (row.state == Attachment.WAITING and not despite)):
        raise Quarantined(f"{field} is in quarantine: {row.found or 'no scanner has looked at it yet'}")
    found = vault.read(owner, field)
    return found if isinstance(found, bytes) else None


def state_of(owner: str, field: str) -> str:
    """How it stands with a file by owner and field; empty where there is none."""
    return Attachment.objects.filter(owner=owner, field=field).values_list("state", flat=True).first() or ""


def hand_in_again(act: str, at: int, data: bytes) -> None:
    """Keep a file that is handed in instead of an infected one; the first file stays, and so does the day of filing.

    Raises:
        InputError: it is not taken, or the file that it replaces is not infected.
    """
    check([data])
    place = next((one for one in attached(act) if one.at == at), None)
    if place is None or not place.infected:
        raise InputError("only a file in which the scanner found something is handed in again")
    owner, field = str(owner_of(act.rpartition("/")[0])), f"{FILE}.{act.rpartition('/')[2]}.{at}"
    again = f"{field}.{AGAIN}.{place.again + 1}"
    vault.keep(owner, again, data)
    note(Bundle(owner, {again: data}))


def waiting() -> QuerySet[Attachment]:
    """What no scanner has looked at, the oldest first; what it could not look at comes last."""
    return Attachment.objects.filter(state=Attachment.WAITING).order_by("found", "id")


def _newest(rows: dict[str, Attachment], field: str) -> tuple[Attachment | None, int]:
    """The newest file in a place, and how often it was handed in again."""
    count = sum(name.startswith(f"{field}.{AGAIN}.") for name in rows)
    return rows.get(f"{field}.{AGAIN}.{count}" if count else field), count
