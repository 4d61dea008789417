"""What an author does: send a proposal, ask for a second look, take it back, say that it is not theirs.

Each is one act. The text stands outside the record with what opens its commitment; who sent it lies among the papers.
"""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import msgspec
from django.db import transaction

from isonomia.errors import InputError
from isonomia.proposals import acts, rules
from isonomia.proposals.masking import mask
from isonomia.record.act import Act, Body, Commitment
from isonomia.record.commitment import SALT_SIZE
from isonomia.record.commitment import commit as committed
from isonomia_site.entering import services as entering
from isonomia_site.entering.judging import entered, judged
from isonomia_site.filing import codes
from isonomia_site.filing import services as filing
from isonomia_site.filing.attachments import open_field, state_of
from isonomia_site.filing.models import Filed
from isonomia_site.filing.papers import owner_of
from isonomia_site.filing.services import Given
from isonomia_site.papers import vault
from isonomia_site.papers.bundles import Bundle
from isonomia_site.permissions import By, as_author
from isonomia_site.proposals import searching
from isonomia_site.proposals.listing import ordinal_of
from isonomia_site.proposals.models import PublicText

TEXT_DOMAIN = rules.TEXT_DOMAIN
SERIES = "proposal/P-"
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


@transaction.atomic
def receive(by: By, handed: HandedIn) -> Given:
    """Enter that a proposal was received, keep its public text and its papers; return the number and the code.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or there is no text, or it is too long.
    """
    if not handed.text.strip() or len(handed.text) > LONGEST:
        raise InputError(f"a proposal has a text of at most {LONGEST} characters: this one has {len(handed.text)}")
    matter = filing.next_matter(SERIES, (handed.registered_on or handed.received_on).year)
    number = matter.partition("/")[2]
    shown, salt = mask(handed.text).text, os.urandom(SALT_SIZE)
    text = Commitment(field="text", hmac=committed(salt, TEXT_DOMAIN, shown))
    bundle = papers_of(matter, handed.text, shown, file=handed.file, author=(handed.name, handed.contact))
    PublicText.objects.create(number=number, text=shown, salt=salt)
    return filing.begin(by, matter, _received(handed), bundle, judge=judged, commit=(text,))


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


def papers_of(matter: str, text: str, shown: str, *, file: bytes | None, author: tuple[str, str]) -> Bundle:
    """The papers of a proposal under an owner of its own, and what its first act commits to.

    Args:
        shown: the public text; where it is another than the text, or a file came with it, what was handed in is kept.
        author: name and contact.
    """
    papers: dict[str, str | bytes] = {name: value for name, value in zip((NAME, CONTACT), author, strict=True) if value}
    commits: list[tuple[str, str, str | bytes]] = []
    if shown != text or file is not None:
        papers[ORIGINAL] = text
        mark = f"\n{sha256(file).hexdigest()}" if file is not None else ""
        commits.append((ORIGINAL, rules.ORIGINAL_DOMAIN, text + mark))
    if file is not None:
        papers[FILE] = file
    if any(author):
        commits.append(("author", rules.AUTHOR_DOMAIN, "\n".join(author)))
    return Bundle(f"author/{secrets.token_hex(16)}", papers, (), entering.id_of(matter, 0), tuple(commits))


def opens(number: str, code: str) -> bool:
    """Whether a code is that of a proposal; blanks, hyphens and large letters do not matter."""
    return codes.matter_of(number, code) == f"proposal/{number}"


def ask_second_look(number: str, reasons: str, *, seen_place: int, on: date) -> Act:
    """Enter that the author asks for a second look; the reasons lie among the papers, and the act is bound to them."""
    with transaction.atomic():
        owner = _owner(number)
        matter, act = f"proposal/{number}", entering.id_of(f"proposal/{number}", seen_place)
        bound = vault.commit(owner, REASONS, reasons, domain=rules.REASONS_DOMAIN, act=act)
        vault.keep(owner, f"{REASONS}.{seen_place}", reasons)
        body = acts.SecondLookAsked(asked_on=str(on))
        return entering.enter_act(as_author(on), matter, body, seen_place, judge=judged, commit=(bound,))


@transaction.atomic
def give_information(number: str, text: str, *, seen_place: int, on: date) -> Act:
    """Enter that the author gave what was asked for; what they say lies among the papers, and the clock runs on."""
    owner = _owner(number)
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
    owner = owner_of(f"proposal/{number}")
    if owner is None:
        return []
    parts = (one.partition(".") for one in vault.fields(owner))
    found = [(what, int(place)) for what, _dot, place in parts if what in (REASONS, INFORMATION) and place]
    texts = ((what, place, vault.read(owner, f"{what}.{place}")) for what, place in found)
    kept = (Apart(what, place, text) for what, place, text in texts if isinstance(text, str))
    return sorted(kept, key=lambda one: one.place)


def file_state(number: str) -> str:
    """How it stands with the file that came with a proposal: waiting for the scanner, clean, infected; empty: none."""
    owner = owner_of(f"proposal/{number}")
    return state_of(owner, FILE) if owner else ""


def file_of(number: str) -> bytes | None:
    """The file that came with a proposal; None where none did, or it was erased.

    Raises:
        Quarantined: the scanner found something in it.
    """
    owner = owner_of(f"proposal/{number}")
    return open_field(owner, FILE, despite=True) if owner else None


def _owner(number: str) -> str:
    return Filed.objects.values_list("owner", flat=True).get(matter=f"proposal/{number}")


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
