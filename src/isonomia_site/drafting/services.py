"""What the secretariat can do with a draft: keep amendments in work, table them, and say what became of each."""

import secrets
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from isonomia.drafting import operations
from isonomia.drafting.acts import AmendmentTabled, Listed
from isonomia.errors import ConflictError, InputError
from isonomia.record.act import Act, Blob, Body
from isonomia.record.sources import Wording
from isonomia.reform.road import Reform
from isonomia_site.drafting import pieces
from isonomia_site.drafting.composing import Standing, checked
from isonomia_site.drafting.models import InWork
from isonomia_site.drafting.pieces import Written
from isonomia_site.entering import services
from isonomia_site.entering.services import seen as seen_acts
from isonomia_site.permissions import By
from isonomia_site.record.index import summary_of
from isonomia_site.record.reader import NOT_REPLAYED, all_acts, blobs, rulebooks
from isonomia_site.record.writer import keep_blob

SECRETARIAT = "secretariat"
JSON_LINES = "application/jsonl"
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def begin(matter: str) -> str:
    """Begin an amendment to a draft; return the id under which it is in work."""
    while True:
        work = "w-" + "".join(secrets.choice(_LETTERS) for _ in range(8))
        _, made = InWork.objects.get_or_create(
            work=work, defaults={"matter": matter, "body": pieces.write(Written(act=matter))}
        )
        if made:
            return work


def in_work(matter: str) -> list[tuple[str, Written]]:
    """The amendments to a draft that are in work."""
    rows = InWork.objects.filter(matter=matter).order_by("-saved").values_list("work", "body")
    return [(work, pieces.read(bytes(body))) for work, body in rows]


def found(matter: str, work: str) -> tuple[Written, int] | None:
    """An amendment in work and its version; None where it is in work no longer."""
    row = InWork.objects.filter(matter=matter, work=work).first()
    return (pieces.read(bytes(row.body)), row.version) if row else None


def save(matter: str, work: str, written: Written, seen: int) -> None:
    """Save an amendment in work over the version that its editor had seen.

    Raises:
        ConflictError: somebody else saved it since, tabled it or gave it up.
    """
    rows = InWork.objects.filter(matter=matter, work=work, version=seen)
    if not rows.update(version=seen + 1, body=pieces.write(written), saved=timezone.now()):
        raise ConflictError(f"{work} is not as it was in version {seen}")


def give_up(matter: str, work: str, seen: int) -> None:
    """Delete an amendment in work.

    Raises:
        ConflictError: somebody else saved it since, or it is gone.
    """
    if not InWork.objects.filter(matter=matter, work=work, version=seen).delete()[0]:
        raise ConflictError(f"{work} is not as it was in version {seen}")


def enter_act(by: By, matter: str, body: Body, seen_place: int) -> Act:
    """Enter one act about a draft, if the law admits it after all that was entered.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: another act about this draft was entered since `seen_place`.
    """
    return services.enter_act(by, matter, body, seen_place, judge=_judged)


@transaction.atomic
def table(by: By, matter: str, work: str, *, seen: int, seen_place: int) -> Act:
    """Table an amendment in work: its operations are kept as a file of the record, and the papers are deleted.

    Raises:
        UnlawfulActError, InputError: it is not complete or has faults, or the law refuses it.
        ConflictError: the draft has new acts since `seen_place`, or the amendment was saved since version `seen`.
    """
    there = found(matter, work)
    give_up(matter, work, seen)
    entered = seen_acts(matter, seen_place)
    reform = replayed()
    draft = reform.drafting.drafts.get(matter)
    if there is None or draft is None:
        raise InputError(f"{matter} is no draft of this record")
    written, amendment = there[0], name_of(matter, seen_place)
    result = checked(Standing.of(reform, draft, entered), written, amendment)
    if not result.can_be_tabled:
        raise InputError(f"{work} is not complete, or has faults: {len(result.faults)}")
    return enter_act(by, matter, _tabled(written, amendment, result.operations), seen_place)


def name_of(matter: str, place: int) -> str:
    """What an amendment is called that is tabled by the act at a place: mysal-2025/12."""
    return f"{matter.partition('/')[2]}/{place + 1}"


def _tabled(written: Written, amendment: str, done: Sequence[operations.AnyOperation]) -> AmendmentTabled:
    data = operations.write(done)
    return AmendmentTabled(
        amendment=amendment,
        tabled_on=written.tabled_on,
        operations_file=Blob(sha256=keep_blob(data), size=len(data), media=JSON_LINES),
        operations=tuple(
            Listed(operation=one.id, target=one.target, eid=one.eid, boundary=one.boundary) for one in done
        ),
        reasons=tuple(Wording(language=one, text=text, status="own_words") for one, text in written.reasons.items()),
        proposals=written.proposals,
        basis=written.basis,
    )


def replayed() -> Reform:
    """The record as it stands, with what is not published yet; no draft is judged by what is left out."""
    return Reform.after(all_acts(leaving_out=NOT_REPLAYED), rulebooks(), blobs())


def _judged(_by: By, act: Act, _before: Sequence[Act]) -> Mapping[str, str]:
    reform = replayed()
    reform.admit(act)
    return summary_of(act.matter, reform)
