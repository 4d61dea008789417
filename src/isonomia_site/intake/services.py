"""What comes in from elsewhere is entered: many filings in one transaction, each with its act, its text, its papers."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from isonomia.errors import ConflictError, Finding, InputError, RecordError, UnlawfulActError, one_of
from isonomia.proposals import acts, rules
from isonomia.proposals.masking import mask
from isonomia.record.act import Act, Actor, Commitment, write_entry
from isonomia.record.commitment import SALT_SIZE
from isonomia.record.commitment import commit as committed
from isonomia.reform.road import Reform
from isonomia_site.databases import insert_rows
from isonomia_site.entering.services import id_of
from isonomia_site.filing.models import Filed
from isonomia_site.filing.services import next_matters
from isonomia_site.intake.models import Imported
from isonomia_site.papers.bundles import Bundle, keep_many
from isonomia_site.papers.keyed import keyed_many
from isonomia_site.permissions import MAY_ENTER, By, as_author
from isonomia_site.proposals.channels.filing import Filing, Rejected
from isonomia_site.proposals.models import PublicText
from isonomia_site.proposals.services import SERIES, HandedIn, papers_of, receive
from isonomia_site.record.clock import instant
from isonomia_site.record.reader import opened, rulebooks
from isonomia_site.record.writer import enter_many

RECEIVED = "proposals.received"
SCOPE, API = "proposal", "api"
_source = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*")
_TO_BE_BOUND = "0" * 64

Detect = Callable[[Sequence[str]], Sequence[str]]
"""Tells the language of each of some texts; `und` where it cannot."""


def untold(texts: Sequence[str]) -> Sequence[str]:
    """Where nobody tells languages, none is guessed."""
    return ["und"] * len(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How the filings of one source are entered: its name, the channel they came through, the day of registering."""

    source: str
    channel: str
    on: date
    detect: Detect = untold

    def __post_init__(self) -> None:
        """Refuse at once what would have every row refused."""
        if not _source.fullmatch(self.source) or len(self.source) > 100:
            raise InputError(
                f'a source called "{self.source}": wanted letters, digits and _ . - /, as import/ministry-2026'
            )
        one_of(self.channel, rules.CHANNELS, "channel")


@dataclass(slots=True)
class Taken:
    """What became of some filings: the numbers of those that are new, how many were in before, and the rejected."""

    numbers: list[str] = field(default_factory=list)
    good: int = 0
    same: int = 0
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _New:
    """A filing that is not in yet, with what will be shown of it and the act that will tell of it."""

    filing: Filing
    mark: str
    shown: str
    body: acts.ProposalReceived
    summary: Mapping[str, str]


def check(by: By, filings: Sequence[Filing], how: How) -> Taken:
    """Look at filings as `enter_filings` would, and enter nothing."""
    taken = Taken()
    taken.good = len(_news(by, filings, how, taken))
    return taken


@transaction.atomic
def enter_filings(by: By, filings: Sequence[Filing], how: How) -> Taken:
    """Enter filings that are not in yet: acts, public texts and papers stand or fall together.

    Raises:
        UnlawfulActError: who asks may not enter any.
        ConflictError: somebody else entered some of them at this moment; nothing was entered.
    """
    taken = Taken()
    new = _news(by, filings, how, taken)
    taken.numbers = [one.partition("/")[2] for one in next_matters(SERIES, how.on.year, len(new))]
    taken.good = len(new)
    bundles = [_bundle(one, f"{SCOPE}/{number}") for one, number in zip(new, taken.numbers, strict=True)]
    with_papers = [one for one in bundles if one is not None]
    bound = dict(zip([one.act for one in with_papers], keep_many(with_papers), strict=True))
    entered, texts, actor, at = [], [], _actor(by), instant()
    for one, number in zip(new, taken.numbers, strict=True):
        matter, salt = f"{SCOPE}/{number}", os.urandom(SALT_SIZE)
        text = Commitment(field="text", hmac=committed(salt, rules.TEXT_DOMAIN, one.shown))
        act = _act(actor, matter, one.body, at, (text, *bound.get(id_of(matter, 0), ())))
        entered.append((act, one.summary))
        texts.append((number, one.shown, salt))
    enter_many(entered, by=by)
    insert_rows("proposals_publictext", ("number", "text", "salt"), texts)
    _note(new, taken.numbers, bundles, how)
    return taken


@transaction.atomic
def received_from(name: str, reference: str, handed: HandedIn, on: date) -> tuple[str, str | None]:
    """Enter what an organisation sends under its own reference; return the number, and the code where it is new.

    Raises:
        InputError, UnlawfulActError: the law refuses it.
        ConflictError: this reference was sent with another text, or is being sent at this moment.
    """
    (mark,) = _marks(f"{API}/{name}", [reference])
    there = Imported.objects.filter(mark=mark).first()
    if there is not None:
        text = PublicText.objects.filter(number=there.number).first()
        if text is not None and text.text != mask(handed.text).text:
            raise ConflictError(f'"{reference}" was sent before as {there.number}, with another text')
        return there.number, None
    given = receive(as_author(on), handed)
    owner = Filed.objects.values_list("owner", flat=True).get(matter=given.matter)
    try:
        with transaction.atomic():
            Imported.objects.create(mark=mark, number=given.number, source=f"{API}/{name}", owner=owner)
    except IntegrityError:
        raise ConflictError(f'"{reference}" is being sent at this moment') from None
    return given.number, given.code


def provisions(places: Iterable[tuple[str, str | None]]) -> tuple[acts.Provision, ...]:
    """Places in texts of law, as an act names them."""
    return tuple(acts.Provision(work=work, eid=eid) for work, eid in places)


def _note(new: Sequence[_New], numbers: Sequence[str], bundles: Sequence[Bundle | None], how: How) -> None:
    keys = {one.filing.author_key for one in new} - {""}
    authors = dict(zip(keys, keyed_many("imported author", [f"{how.source}\0{key}" for key in keys]), strict=True))
    rows = [
        (
            one.mark,
            number,
            how.source,
            bundle.owner if bundle else "",
            authors.get(one.filing.author_key, ""),
            json.dumps({name: mask(value).text for name, value in one.filing.stated}) if one.filing.stated else "{}",
        )
        for one, number, bundle in zip(new, numbers, bundles, strict=True)
    ]
    try:
        with transaction.atomic():
            insert_rows("intake_imported", ("mark", "number", "source", "owner", "author_mark", "stated"), rows)
    except IntegrityError:
        raise ConflictError(
            "others entered rows of this source at this moment: nothing was entered, try again"
        ) from None


def _news(by: By, filings: Sequence[Filing], how: How, taken: Taken) -> list[_New]:
    """The filings that are not in yet and that the law admits; the others are told in `taken`."""
    if opened() is None:
        raise InputError("the record is not opened yet: nothing can be entered before its first act")
    marks = _marks(how.source, [one.key for one in filings])
    there = dict(Imported.objects.filter(mark__in=marks).values_list("mark", "number"))
    texts = dict(PublicText.objects.filter(number__in=set(there.values())).values_list("number", "text"))
    fresh: dict[str, tuple[Filing, str]] = {}
    for mark, filing in zip(marks, filings, strict=True):
        shown = mask(filing.text).text
        if mark not in there and mark not in fresh:
            fresh[mark] = filing, shown
        elif mark in fresh:
            _again(filing, shown == fresh[mark][1], Finding.of("twice", str(filing.row), row=fresh[mark][0].row), taken)
        else:
            number = there[mark]
            # A text that was hidden since cannot be compared, and need not be.
            alike = texts.get(number, shown) == shown
            _again(filing, alike, Finding.of("changed", str(filing.row), proposal=number), taken)
    languages = how.detect([filing.text for filing, _ in fresh.values()])
    return list(_admitted(by, fresh, languages, how, taken))


def _marks(source: str, keys: Sequence[str]) -> list[str]:
    """By what rows of a source are known again: half of a keyed hash, which is as good here and half as long."""
    return [mark[:32] for mark in keyed_many("imported row", [f"{source}\0{key}" for key in keys])]


def _again(filing: Filing, alike: bool, why: Finding, taken: Taken) -> None:
    if alike:
        taken.same += 1
    else:
        taken.rejected.append(Rejected(filing.row, why, filing.given))


def _admitted(
    by: By, fresh: Mapping[str, tuple[Filing, str]], languages: Sequence[str], how: How, taken: Taken
) -> Iterator[_New]:
    reform, actor, at = Reform(rulebooks()), _actor(by), instant()
    for place, ((mark, (filing, shown)), language) in enumerate(zip(fresh.items(), languages, strict=True)):
        body, matter = _body(filing, language, how), f"{SCOPE}/P-0000-{place:06}"
        act = _act(actor, matter, body, at, (Commitment(field="text", hmac=_TO_BE_BOUND),))
        try:
            if filing.territory or filing.about:
                # All else that the act will say is of our own making, and fits.
                write_entry(act)
            reform.admit(act)
        except (InputError, RecordError, UnlawfulActError) as why:
            refusal = Finding.of("refused", f"row {filing.row}", why=why)
            taken.rejected.append(Rejected(filing.row, refusal, filing.given))
        else:
            yield _New(filing, mark, shown, body, reform.proposals.summary(matter))


def _body(filing: Filing, language: str, how: How) -> acts.ProposalReceived:
    return acts.ProposalReceived(
        channel=how.channel,
        received_on=str(filing.received_on),
        registered_on=str(_registered(filing.received_on, how.on)),
        language=filing.language or language,
        language_by="author" if filing.language else "detected",
        author_kind=filing.author_kind,
        territory=filing.territory or None,
        about=provisions(filing.about),
        supports_stated=filing.supports,
        imported=acts.Imported(source=how.source, row=filing.row),
    )


def _registered(received: date, today: date) -> date:
    """The day of registering: today, though east of here tomorrow has begun; whatever is later the law refuses."""
    return received if timedelta() < received - today <= timedelta(days=1) else today


def _actor(by: By) -> Actor:
    """Who asks, in a role that may enter proposals; in any other the pen will refuse."""
    fitting = sorted(MAY_ENTER[RECEIVED] & by.roles(f"{SCOPE}/P")) or sorted(MAY_ENTER[RECEIVED])
    return Actor(role=fitting[-1], capacity=by.person or None)


def _act(actor: Actor, matter: str, body: acts.ProposalReceived, at: str, commit: tuple[Commitment, ...]) -> Act:
    return Act(
        act=RECEIVED, v=1, id=id_of(matter, 0), matter=matter, place=0, at=at, actor=actor, body=body, commit=commit
    )


def _bundle(one: _New, matter: str) -> Bundle | None:
    """The papers of a proposal and what its act commits to; None where it has none."""
    filing = one.filing
    author = (filing.author, filing.contact)
    found = papers_of(matter, filing.text, one.shown, file=filing.original or None, author=author)
    return found if found.papers else None
