"""What members of working groups and the secretariat do with proposals and demands: each doing is one act.

Where many proposals are linked or answered at once, each still has an act of its own, and all stand or none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models.functions import Length

from isonomia.errors import ConflictError, InputError
from isonomia.proposals import acts, rules
from isonomia.record.act import Act, Blob, Body
from isonomia_site.entering import services as entering
from isonomia_site.entering.judging import entered, judged, replayed
from isonomia_site.permissions import By
from isonomia_site.proposals import desk_queue, desk_reading
from isonomia_site.proposals.models import Seat
from isonomia_site.record.models import Matter
from isonomia_site.record.writer import keep_blob

SECRETARIAT, MEMBER = "secretariat", "member"
TEXT = "text/plain"
MOST_AT_ONCE = 200
"""So many proposals are linked by one form: somebody has looked at each."""


@transaction.atomic
def enter_act(by: By, matter: str, body: Body, seen_place: int) -> Act:
    """Enter one act about a proposal or a demand, if the law admits it; the queue shows it at once.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: another act was entered in this matter since `seen_place`.
    """
    act = entering.enter_act(by, matter, body, seen_place, judge=judged)
    mirror(matter)
    return act


def mirror(*matters: str) -> None:
    """Let the queue show at once what was entered about some proposals."""
    desk_queue.mirror(one for one in matters if one.startswith("proposal/"))


@transaction.atomic
def state(by: By, matter: str, stated: acts.DemandStated, span: acts.Span | None, *, seen_place: int) -> str:
    """State a new demand and link a proposal to it; return the matter of the demand.

    Raises:
        UnlawfulActError, InputError, ConflictError: as for any act.
    """
    demand = _next_demand(stated.stated_on[:4])
    enter_act(by, demand, stated, 0)
    link = acts.DemandLinked(demand=demand, linked_on=stated.stated_on, method=rules.METHODS[0], span=span)
    enter_act(by, matter, link, seen_place)
    return demand


def _next_demand(year: str) -> str:
    """The next number of a demand; of two who take it at once, one is told that the other was first."""
    start = f"demand/D-{year}-"
    rows = Matter.objects.filter(matter__startswith=start).order_by(Length("matter").desc(), "-matter")
    last = rows.values_list("matter", flat=True).first()
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1}"


@transaction.atomic
def link(by: By, seen: Mapping[str, int], demand: str, *, copies: frozenset[str]) -> list[Act]:
    """Link proposals to a demand, each by an act; `seen` says how many acts of each were seen, `copies` which are such.

    Raises:
        UnlawfulActError, InputError: the law refuses one of them, or they are too many.
        ConflictError: one of them has other acts than were seen.
    """
    if not 0 < len(seen) <= MOST_AT_ONCE:
        raise InputError(f"{len(seen)} proposals: from 1 to {MOST_AT_ONCE} are linked at once")
    bodies = {
        matter: acts.DemandLinked(
            demand=demand, linked_on=str(by.on), method="exact_copy" if matter in copies else "suggestion"
        )
        for matter in seen
    }
    return _enter_many(by, bodies, seen, beside=(demand,))


@transaction.atomic
def unlink(by: By, seen: Mapping[str, int], demand: str, reason: str) -> list[Act]:
    """Take links of proposals to a demand back, each by an act.

    Raises:
        UnlawfulActError, InputError, ConflictError: as for any act.
    """
    body = acts.DemandUnlinked(demand=demand, unlinked_on=str(by.on), reason=reason)
    return _enter_many(by, dict.fromkeys(seen, body), seen, beside=(demand,))


def _enter_many(by: By, bodies: Mapping[str, Body], seen: Mapping[str, int], *, beside: Sequence[str]) -> list[Act]:
    """Enter one act in each of many matters, judged after what all of them share, which is read once."""
    reform = replayed([*entered(beside), *_in_parts(list(bodies))])

    def judge(_by: By, act: Act, _before: Sequence[Act]) -> Mapping[str, str]:
        reform.admit(act)
        return reform.proposals.summary(act.matter)

    found = [entering.enter_act(by, matter, body, seen[matter], judge=judge) for matter, body in bodies.items()]
    mirror(*bodies)
    return found


def _in_parts(matters: Sequence[str]) -> list[Act]:
    return [act for at in range(0, len(matters), 500) for act in entered(matters[at : at + 500])]


@transaction.atomic
def answer(by: By, matter: str, texts: Mapping[str, str], *, day: str, signatory: str, seen_place: int) -> Act:
    """Answer one proposal on the ground of what was decided on its demands; the texts are kept as files of the record.

    Raises:
        UnlawfulActError, InputError, ConflictError: as for any act.
    """
    found = desk_reading.dossier(matter.partition("/")[2])
    if found is None:
        raise InputError(f"{matter} is no proposal of this record")
    resting = found.submission.admissible and found.submission.forwarded is None
    decisions = tuple(one.decided[0].id for one in found.demands if one.decided) if resting else ()
    body = acts.ProposalAnswered(
        mode=rules.OWN, decisions=decisions, texts=_kept(texts), answered_on=day, signatory=signatory
    )
    return enter_act(by, matter, body, seen_place)


def _kept(texts: Mapping[str, str]) -> tuple[acts.AnswerText, ...]:
    return tuple(acts.AnswerText(language=language, text=_file(text)) for language, text in texts.items())


def _file(text: str) -> Blob:
    data = text.encode()
    return Blob(sha256=keep_blob(data), size=len(data), media=TEXT)


@dataclass(frozen=True, slots=True)
class Letter:
    """An answer that goes to many: its words, its day, who signs it."""

    texts: Mapping[str, str]
    day: str
    signatory: str


def listed(numbers: Sequence[str]) -> bytes:
    """The list of receivers as the record keeps it: sorted, one a line."""
    return "".join(f"{one}\n" for one in sorted(numbers)).encode()


def list_hash(numbers: Sequence[str]) -> str:
    """The hash of a list of receivers."""
    return sha256(listed(numbers)).hexdigest()


@transaction.atomic
def answer_many(by: By, demand: str, letter: Letter, numbers: Sequence[str]) -> list[Act]:
    """Answer many proposals that make one demand and no other, each by an act that names the whole batch.

    Raises:
        UnlawfulActError, InputError: the demand was not decided, or the law refuses one of the answers.
        ConflictError: one of the proposals has new acts.
    """
    there = desk_reading.asked_for(demand.partition("/")[2])
    if there is None or there.demand.decided is None or not numbers:
        raise InputError(f"{demand} was not decided, or nobody waits for an answer to it")
    data = listed(numbers)
    file = Blob(sha256=keep_blob(data), size=len(data), media=TEXT)
    body = acts.ProposalAnswered(
        mode=rules.BATCH,
        decisions=(there.demand.decided[0].id,),
        texts=_kept(letter.texts),
        answered_on=letter.day,
        signatory=letter.signatory,
        batch=acts.AnswerBatch(id=f"batch/{file.sha256[:16]}", receivers=len(numbers), list=file),
    )
    matters = desk_reading.matters_of(sorted(numbers))
    rows = Matter.objects.filter(matter__in=matters).values_list("matter", "acts")
    seen = dict(rows)
    if len(seen) != len(matters):
        raise ConflictError(f"{len(matters) - len(seen)} of the receivers are not in the record")
    beside = (demand, f"capacity/{letter.signatory}", *desk_reading.groups())
    return _enter_many(by, dict.fromkeys(matters, body), seen, beside=beside)


@transaction.atomic
def give_seat(by: By, person: str, capacity: str) -> None:
    """Keep in which public capacity a person sits in working groups; an empty one takes it back.

    Raises:
        InputError: no such person or capacity, or somebody else sits in it.
    """
    wanted = [f"person/{person}", *([f"capacity/{capacity}"] if capacity else [])]
    if Matter.objects.filter(matter__in=wanted).count() != len(wanted):
        raise InputError(f"{person} or {capacity}: no person or no capacity of this record")
    Seat.objects.filter(person=person).delete()
    if not capacity:
        return
    if Seat.objects.filter(capacity=capacity).exists():
        raise InputError(f"somebody else sits as {capacity}: take that back first")
    Seat.objects.create(person=person, capacity=capacity)
