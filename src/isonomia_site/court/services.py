"""What the court does: each step is one act, and what follows from it elsewhere is another that cites it.

An appeal taken up makes its norms pending, a decision gives them their status, a ruling that was published sets the
clock of a law running. All of it stands or falls together.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from django.db import transaction

from isonomia.alignment.acts import AmendedProvision, CitedProvision, NeedStated
from isonomia.court import acts, lot, norm_acts, rules
from isonomia.court.case import Case
from isonomia.court.steps import Stage
from isonomia.errors import InputError
from isonomia.proposals.masking import mask
from isonomia.record.act import Act, Blob, Body, Digest
from isonomia.record.commitment import SALT_SIZE, commit
from isonomia.record.sources import Source, Wording
from isonomia.reform.ruling import due_of
from isonomia_site.court import listing, norming, reading, signatures
from isonomia_site.court.models import Unreleased
from isonomia_site.court.signatures import Checked
from isonomia_site.entering.judging import judged
from isonomia_site.entering.services import enter_act
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import Papers, sheet_of
from isonomia_site.permissions import By
from isonomia_site.record.models import Matter
from isonomia_site.record.reader import head
from isonomia_site.record.writer import keep_blob

TEXT, ADMITTED = "text/plain", Stage.ADMITTED
BALLOT_DOMAIN = "court/ballot"
BALLOTS = "ballots"
LAWS_TITLE = {
    "kk": "{number} шешімін орындайтын заң",
    "ru": "Закон во исполнение решения {number}",
    "en": "Law that carries out ruling {number}",
}


@transaction.atomic
def enter(by: By, matter: str, body: Body, seen_place: int, *, papers: Papers | None = None) -> Act:
    """Enter a step of a case with what follows from it.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: another act was entered in this matter since `seen_place`.
    """
    act = filing.enter(by, matter, body, seen_place, judge=judged, papers=papers)
    for other, following in _following(act):
        _enter_next(by, other, following)
    return act


def _enter_next(by: By, matter: str, body: Body) -> None:
    row = Matter.objects.filter(matter=matter).values_list("acts", flat=True).first()
    enter_act(by, matter, body, row or 0, judge=judged)
    listing.mirror([matter] if matter.startswith(reading.CASE) else [])


def _following(act: Act) -> Iterator[tuple[str, Body]]:
    """What follows from a step in other matters."""
    case = reading.state_of(act.matter).cases[act.matter]
    match act.body:
        case acts.AppealAdmitted(on=day):
            yield from _reviews(act, case, day, "pending")
        case acts.CaseTerminated(on=day):
            yield from _reviews(act, case, day, "terminated")
        case acts.NormsNamed(on=day, norms=norms) if ADMITTED in (stage for stage, _ in case.steps):
            for norm in norms:
                yield norm, _review(act, case, day, "pending")
        case acts.DecisionRevised(on=day):
            yield from _reviews(act, case, day, "under_revision")
        case acts.CaseDecided() as body:
            for one in body.outcomes:
                yield one.norm, _review(act, case, body.on, one.outcome, reading=one.reading)
        case acts.RulingPublished() if (due := due_of(case)) is not None and case.decided is not None:
            yield f"law/ruling-{case.matter.removeprefix(reading.CASE)}", _need(case, case.decided[1], due)
        case acts.AppealJoined(case=other) as body:
            yield other, acts.JoinedInto(on=body.on, basis=body.basis, case=act.matter)


def _reviews(act: Act, case: Case, day: str, status: str) -> Iterator[tuple[str, Body]]:
    for norm in case.norms:
        yield norm, _review(act, case, day, status)


def _review(
    act: Act, case: Case, day: str, status: str, *, reading: tuple[Wording, ...] = ()
) -> norm_acts.NormReviewed:
    law = case.laws.on(case.since)
    found = rules.constitution_of(law)
    effective = act.body.effective_on if isinstance(act.body, acts.CaseDecided) else None
    return norm_acts.NormReviewed(
        on=day,
        status=status,
        case=case.matter,
        act=act.id,
        constitution=found,
        effective_on=effective,
        reading=reading,
    )


def _need(case: Case, decided: acts.CaseDecided, due: object) -> NeedStated:
    """The law that carries a ruling out: on each norm that does not stand as it stood."""
    changed = [one.norm for one in decided.outcomes if one.outcome != rules.CONSTITUTIONAL]
    norms = reading.state_of(*changed).norms
    grounds = [
        AmendedProvision(work=norms[one].body.work, eid=str(norms[one].body.eid))
        if norms[one].body.eid
        else CitedProvision(citation=f"{norms[one].body.work} ({decided.number})")
        for one in changed
    ]
    titles = tuple(
        Wording(language=code, text=text.format(number=decided.number), status="own_words")
        for code, text in LAWS_TITLE.items()
    )
    source = Source(publisher="Constitutional Court", reference=decided.number, language="en")
    return NeedStated(
        titles=titles,
        form="law",
        change="changed",
        grounds=tuple(grounds),
        follows=case.matter,
        due=due,  # type: ignore[arg-type]
        sources=(source,),
    )


@transaction.atomic
def register_norm(by: By, slug: str, body: norm_acts.NormRegistered) -> Act:
    """Enter a norm in the registry.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: there is one of this name.
    """
    return enter_act(by, f"{reading.NORM}{slug}", body, 0, judge=judged)


@transaction.atomic
def name_norm(by: By, matter: str, body: Body, *, seen_place: int, said: str) -> Act:
    """Enter which norm an appeal is about; one that was found in a text of the record comes into the registry with it.

    Raises:
        UnlawfulActError, InputError, ConflictError: as for any act.
    """
    assert isinstance(body, acts.NormsNamed)
    (named,) = body.norms
    offered = {f"{reading.NORM}{one.key}": one for one in norming.likely(said) if not one.norm}
    if (new := offered.get(named)) is not None:
        register_norm(by, new.slug, new.body())
        body = acts.NormsNamed(on=body.on, norms=(f"{reading.NORM}{new.slug}",))
    return enter(by, matter, body, seen_place)


def announced(body: acts.LotAnnounced) -> acts.LotAnnounced:
    """An announcement at the newest signed head: nobody chooses which."""
    top = head()
    return acts.LotAnnounced(
        on=body.on,
        basis=body.basis,
        eligible=body.eligible,
        excluded=body.excluded,
        head_size=top.size,
        head_root=top.root.hex(),
        source=body.source,
    )


def drawn(case: Case, step: acts.Step, value: str) -> acts.LotDrawn:
    """The draw of the lot that was announced, as the value of the source has it."""
    if len(case.bench.lots) == len(case.bench.draws):
        raise InputError("no lot is announced here")
    found = case.bench.lots[-1][1]
    seed = lot.seed_of(found.head_root, value, case.matter)
    return acts.LotDrawn(on=step.on, basis=step.basis, value=value, seed=seed, judge=lot.drawn(found.eligible, seed))


def sealed(votes: Mapping[str, bool]) -> tuple[tuple[acts.SealedBallot, ...], Papers]:
    """Seal the votes of judges: a ballot each for the act, and the paper that opens them for the officers who check."""
    salts = {judge: os.urandom(SALT_SIZE) for judge in votes}
    ballots = tuple(
        acts.SealedBallot(judge=judge, hmac=commit(salts[judge], BALLOT_DOMAIN, "yes" if yes else "no"))
        for judge, yes in votes.items()
    )
    told = {judge: f"{'yes' if yes else 'no'} {salts[judge].hex()}" for judge, yes in votes.items()}
    return ballots, Papers({BALLOTS: told})


def opened(case: Case) -> Mapping[str, bool]:
    """The sealed ballots of the last vote, opened for the officer who checks them; each opens its own seal."""
    if not case.bench.votes:
        return {}
    act, body = case.bench.votes[-1]
    told = sheet_of(act.id, BALLOTS)
    found = {}
    for one in body.ballots:
        word, _blank, salt = told.get(one.judge, "").partition(" ")
        if not salt or commit(bytes.fromhex(salt), BALLOT_DOMAIN, word) != one.hmac:
            raise InputError(f"the ballot of {one.judge} does not open its seal")
        found[one.judge] = word == "yes"
    return found


def digest_of(text: str) -> Digest:
    """The hash of a text as it will be published."""
    return sha256(text.encode()).hexdigest()


def persons_in(text: str) -> Sequence[str]:
    """What in a text looks like a number or an address of a person: such a text is not released."""
    found = mask(text)
    return [text[one.start : one.end] for one in found.marks]


@transaction.atomic
def check_texts(by: By, matter: str, step: acts.Step, texts: Mapping[str, str], *, seen_place: int) -> Act:
    """Enter that somebody read the texts of a decision and found no person in them; they wait for another's release.

    Raises:
        InputError: a text holds what looks like a number or an address of a person.
        UnlawfulActError, ConflictError: as for any act.
    """
    for language, text in texts.items():
        if held := persons_in(text):
            raise InputError(f"the text in {language} holds what looks like data of a person: {', '.join(held)}")
    checked = tuple(acts.CheckedText(language=language, digest=digest_of(text)) for language, text in texts.items())
    act = enter(by, matter, acts.AnonymisationChecked(on=step.on, basis=step.basis, texts=checked), seen_place)
    Unreleased.objects.filter(case=matter).delete()
    Unreleased.objects.bulk_create(Unreleased(case=matter, language=one, text=text) for one, text in texts.items())
    return act


@transaction.atomic
def release(by: By, matter: str, step: acts.Step, *, seen_place: int, signed: Checked | None = None) -> Act:
    """Publish the texts that another person checked, with signatures on them; they are public for ever from here on.

    Raises:
        InputError: no text waits.
        UnlawfulActError: nobody else checked these texts, or the law refuses it.
        ConflictError: as for any act.
    """
    rows = list(Unreleased.objects.filter(case=matter).order_by("language"))
    if not rows:
        raise InputError("no text waits for its release")
    texts = []
    for one in rows:
        data = one.text.encode()
        file = Blob(sha256=keep_blob(data), size=len(data), media=TEXT)
        texts.append(acts.PublishedText(language=one.language, text=file))
    body = acts.RulingPublished(on=step.on, basis=step.basis, texts=tuple(texts))
    act = enter(by, matter, body, seen_place, papers=signed.papers if signed else None)
    if signed:
        signatures.keep(act.id, signed)
    Unreleased.objects.filter(case=matter).delete()
    return act


def waiting_texts(matter: str) -> Mapping[str, str]:
    """The texts of a decision that wait for their release."""
    return dict(Unreleased.objects.filter(case=matter).order_by("language").values_list("language", "text"))


def shown_titles(text: str) -> Mapping[str, str]:
    """The titles of a norm as the registry keeps them."""
    found: Mapping[str, str] = json.loads(text)
    return found
