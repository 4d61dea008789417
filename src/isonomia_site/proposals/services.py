"""What an author does: send a proposal, ask for a second look, take it back, say that it is not theirs.

Each is one act. The text stands outside the record with what opens its commitment; who sent it lies among the papers.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import msgspec
from django.db import connection, transaction
from django.db.models import Max

from isonomia.errors import InputError
from isonomia.people.rules import LETTERS
from isonomia.proposals import acts, rules
from isonomia.proposals.masking import mask
from isonomia.record.act import Act, Body, Commitment
from isonomia.record.commitment import SALT_SIZE
from isonomia.record.commitment import commit as committed
from isonomia_site.entering import services as entering
from isonomia_site.entering.judging import entered, judged
from isonomia_site.papers import vault
from isonomia_site.papers.keyed import keyed
from isonomia_site.permissions import By, as_author
from isonomia_site.proposals import searching
from isonomia_site.proposals.listing import ordinal_of
from isonomia_site.proposals.models import PublicText, Sent
from isonomia_site.record.models import Matter

TEXT_DOMAIN = rules.TEXT_DOMAIN
FORM, BY_AUTHOR, CITIZEN = "form", "author", "citizen"
LONGEST = 20_000
NAME, CONTACT, ORIGINAL, FILE = "name", "contact", "original", "file"
REASONS, INFORMATION = "reasons", "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """One proposal as it is handed in: what it says, through which channel it came, who sent it where that is said."""

    text: str
    language: str
    received_on: date
    registered_on: date | None
    channel: str = FORM
    language_by: str = BY_AUTHOR
    author_kind: str = CITIZEN
    about: tuple[acts.Provision, ...] = ()
    territory: str | None = None
    name: str = ""
    contact: str = ""
    file: bytes | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What an author takes home: the number, and the code that opens the proposal to them."""

    number: str
    code: str


@transaction.atomic
def receive(by: By, handed: HandedIn) -> Given:
    """Enter that a proposal was received, keep its public text and its papers; return the number and the code.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or there is no text, or it is too long.
    """
    if not handed.text.strip() or len(handed.text) > LONGEST:
        raise InputError(f"a proposal has a text of at most {LONGEST} characters: this one has {len(handed.text)}")
    year = (handed.registered_on or handed.received_on).year
    number = number_of(year, next_numbers(year))
    matter, owner, code = f"proposal/{number}", f"author/{secrets.token_hex(16)}", drawn_code()
    shown, salt = mask(handed.text).text, os.urandom(SALT_SIZE)
    text = Commitment(field="text", hmac=committed(salt, TEXT_DOMAIN, shown))
    papers = tuple(_kept(owner, handed, shown, entering.id_of(matter, 0)))
    entering.enter_act(by, matter, _received(handed), 0, judge=judged, commit=(text, *papers))
    PublicText.objects.create(number=number, text=shown, salt=salt)
    Sent.objects.create(number=number, owner=owner, code_hash=_hash(code))
    return Given(number, code)


def about(place: str) -> tuple[acts.Provision, ...]:
    """The place that a form names: a work and an article in it; none where it names none."""
    work, _blank, eid = place.partition(" ")
    return (acts.Provision(work=work, eid=eid),) if eid else ()


def masked(text: str) -> str:
    """A text as it would be shown; empty where nothing in it is masked."""
    found = mask(text)
    return found.text if found.marks else ""


def _received(handed: HandedIn) -> acts.ProposalReceived:
    return acts.ProposalReceived(
        channel=handed.channel,
        received_on=str(handed.received_on),
        registered_on=str(handed.registered_on) if handed.registered_on else None,
        language=handed.language,
        language_by=handed.language_by,
        author_kind=handed.author_kind,
        about=handed.about,
        territory=handed.territory,
    )


def _kept(owner: str, handed: HandedIn, shown: str, act: str) -> Iterator[Commitment]:
    """Keep the papers of a proposal under a key of their own, and bind the act to them."""
    vault.own(owner)
    if shown != handed.text or handed.file is not None:
        vault.keep(owner, ORIGINAL, handed.text)
        file = f"\n{sha256(handed.file).hexdigest()}" if handed.file is not None else ""
        yield vault.commit(owner, ORIGINAL, handed.text + file, domain=rules.ORIGINAL_DOMAIN, act=act)
    if handed.file is not None:
        vault.keep(owner, FILE, handed.file)
    for field, value in ((NAME, handed.name), (CONTACT, handed.contact)):
        if value:
            vault.keep(owner, field, value)
    if handed.name or handed.contact:
        said = f"{handed.name}\n{handed.contact}"
        yield vault.commit(owner, "author", said, domain=rules.AUTHOR_DOMAIN, act=act)


def next_numbers(year: int, count: int = 1) -> int:
    """Take so many numbers of a year in the running transaction; return the first. None is ever given twice."""
    start = f"proposal/P-{year}-"
    last = Matter.objects.filter(matter__startswith=start).aggregate(last=Max("matter"))["last"]
    there = int(last.removeprefix(start)) if last else 0
    with connection.cursor() as cursor:
        # What others have entered without asking here, such as a pack, is seen in the index of the record.
        cursor.execute(
            "INSERT INTO proposals_counter (year, last) VALUES (%(year)s, %(there)s + %(count)s) ON CONFLICT (year) "
            "DO UPDATE SET last = CASE WHEN proposals_counter.last > %(there)s THEN proposals_counter.last "
            "ELSE %(there)s END + %(count)s RETURNING last",
            {"year": year, "there": there, "count": count},
        )
        return int(cursor.fetchone()[0]) - count + 1


def number_of(year: int, count: int) -> str:
    """A number as people know it.

    >>> number_of(2026, 412)
    'P-2026-000412'
    """
    return f"P-{year}-{count:06}"


def drawn_code() -> str:
    """A code by which an author comes back: sixteen letters and digits without vowels, in fours."""
    letters = [secrets.choice(LETTERS) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def opens(number: str, code: str) -> bool:
    """Whether a code is that of a proposal; blanks, hyphens and large letters do not matter."""
    return Sent.objects.filter(number=number, code_hash=_hash(code)).exists()


def _hash(code: str) -> str:
    plain = "".join(one for one in code.lower() if one.isalnum())
    return keyed("proposal code", plain)


def ask_second_look(number: str, reasons: str, *, seen_place: int, on: date) -> Act:
    """Enter that the author asks for a second look; the reasons lie among the papers, and the act is bound to them."""
    with transaction.atomic():
        row = Sent.objects.get(number=number)
        matter, act = f"proposal/{number}", entering.id_of(f"proposal/{number}", seen_place)
        bound = vault.commit(row.owner, REASONS, reasons, domain=rules.REASONS_DOMAIN, act=act)
        vault.keep(row.owner, f"{REASONS}.{seen_place}", reasons)
        body = acts.SecondLookAsked(asked_on=str(on))
        return entering.enter_act(as_author(on), matter, body, seen_place, judge=judged, commit=(bound,))


@transaction.atomic
def give_information(number: str, text: str, *, seen_place: int, on: date) -> Act:
    """Enter that the author gave what was asked for; what they say lies among the papers, and the clock runs on."""
    owner = Sent.objects.values_list("owner", flat=True).get(number=number)
    vault.keep(owner, f"{INFORMATION}.{seen_place}", text)
    return _enter(number, acts.InformationGiven(given_on=str(on)), seen_place, on)


@dataclass(frozen=True, slots=True)
class Apart:
    """What an author said to those who work on the proposal alone: in which act, and the words."""

    what: str
    place: int
    text: str


def said_apart(number: str) -> list[Apart]:
    """What an author gave when asked, and why they ask for a second look, in the order of the acts."""
    owner = Sent.objects.filter(number=number).values_list("owner", flat=True).first()
    parts = (one.partition(".") for one in vault.fields(owner)) if owner else ()
    found = [(what, int(place)) for what, _dot, place in parts if what in (REASONS, INFORMATION) and place]
    texts = ((what, place, vault.read(str(owner), f"{what}.{place}")) for what, place in found)
    kept = (Apart(what, place, text) for what, place, text in texts if isinstance(text, str))
    return sorted(kept, key=lambda one: one.place)


def file_of(number: str) -> bytes | None:
    """The file that came with a proposal; None where none did, or it was erased."""
    owner = Sent.objects.filter(number=number).values_list("owner", flat=True).first()
    found = vault.read(owner, FILE) if owner else None
    return found if isinstance(found, bytes) else None


def withdraw(number: str, *, seen_place: int, on: date) -> Act:
    """Enter that the author takes the proposal back."""
    return _enter(number, acts.ProposalWithdrawn(withdrawn_on=str(on)), seen_place, on)


def disown(number: str, *, seen_place: int, on: date) -> Act:
    """Enter that whoever is named as the author never sent it."""
    return _enter(number, acts.ProposalDisowned(disowned_on=str(on)), seen_place, on)


def _enter(number: str, body: Body, seen_place: int, on: date) -> Act:
    return entering.enter_act(as_author(on), f"proposal/{number}", body, seen_place, judge=judged)


@transaction.atomic
def hide(by: By, number: str, body: acts.TextHidden, seen_place: int) -> Act:
    """Enter that a text is hidden, and destroy it with the salt that opens its commitment."""
    act = entering.enter_act(by, f"proposal/{number}", body, seen_place, judge=judged)
    PublicText.objects.filter(number=number).delete()
    searching.forget([ordinal_of(number)])
    return act


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A public text that came with a pack, and what opens the commitment to it in the act by which it was received."""

    act: str
    matter: str
    salt: str
    text: str


@transaction.atomic
def keep_openings(lines: Iterable[bytes]) -> int:
    """Keep the texts that came with a pack, one a line; return how many. What stands here already stays.

    Raises:
        InputError: one of them does not open the commitment of its act.
    """
    found = [msgspec.json.decode(line, type=Opening) for line in lines if line.strip()]
    received = {one.id: one for one in entered([one.matter for one in found]) if one.place == 0}
    rows = [_opened(one, received.get(one.act)) for one in found]
    PublicText.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _opened(one: Opening, act: Act | None) -> PublicText:
    salt, number = bytes.fromhex(one.salt), one.matter.removeprefix("proposal/")
    bound = {made.hmac for made in act.commit if made.field == "text"} if act else set()
    if committed(salt, TEXT_DOMAIN, one.text) not in bound:
        raise InputError(f"the text given for {number} does not open its commitment")
    return PublicText(number=number, text=one.text, salt=salt)
