"""What the reform desk can do: enter a pack of published facts, act by act, as the law admits them."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.db import transaction

from isonomia.errors import ConflictError
from isonomia.packs.loading import Pack
from isonomia.record.act import Act, Actor, Body, cited_blobs, write_entry
from isonomia.record.acts import RecordOpened, RulebookAdopted
from isonomia.record.policy import Policy
from isonomia.reform.road import Reform, adopted
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import texts
from isonomia_site.permissions import By, at_console
from isonomia_site.record.index import summary_of
from isonomia_site.record.models import RECORD
from isonomia_site.record.opening import keep_files
from isonomia_site.record.reader import acts_of, all_acts, blobs, rulebook_acts
from isonomia_site.record.writer import enter, keep_blob


def enter_pack(pack: Pack, policy: Policy) -> int:
    """Open the record for a pack, adopt its rulebook, enter its acts one by one; return how many were new.

    What an interrupted run has entered already is left as it stands.

    Raises:
        UnlawfulActError, InputError: the law refuses an act of the pack; those before it stand.
        ConflictError: another act stands where one of the pack belongs.
    """
    by = at_console(pack.manifest.role, date.fromisoformat(pack.manifest.at[:10]))
    new = open_record(pack, policy, by) + adopt_rulebook(pack, by)
    rulebooks = adopted(rulebook_acts(), blobs())
    return new + sum(enter_published(act, rulebooks, by, pack.blobs) for act in pack.acts)


@transaction.atomic
def open_record(pack: Pack, policy: Policy, by: By) -> bool:
    """Enter the first act of a record, its name, purpose and policy; False if it stands there already."""
    text = policy.format().encode()
    manifest = pack.manifest
    body = RecordOpened(origin=manifest.origin, policy_sha256=keep_blob(text), purpose=manifest.purpose)
    return _enter_once(_own_act("record.opened", 0, body, pack), acts_of(RECORD), {}, by)


@transaction.atomic
def adopt_rulebook(pack: Pack, by: By) -> bool:
    """Enter the rulebook of the pack's country, its files as texts of the record; False if it stands there already."""
    country = pack.manifest.country
    body = RulebookAdopted(country=country, files=keep_files(texts(shipped_laws(), country)))
    return _enter_once(_own_act("rulebook.adopted", 1, body, pack), acts_of(RECORD), {}, by)


@transaction.atomic
def enter_published(
    act: Act, rulebooks: Mapping[str, Rulebook], by: By, texts: Mapping[str, bytes] = MappingProxyType({})
) -> bool:
    """Enter one act of a pack with the texts that it cites, if the law admits it after those of its matter.

    False if it stands there already.
    """
    before = acts_of(act.matter)
    # A reform is opened once in a record, a claim stands once, a draft knows its group, its text and its vote: these
    # acts are judged after those of every matter.
    judged_after = all_acts() if act.act.startswith(("reform.", "drafting.")) else before
    reform = Reform.after(judged_after, rulebooks)
    if act.id not in {one.id for one in before}:
        reform.admit(act)
        for digest, _ in cited_blobs(act.body):
            if digest in texts:
                keep_blob(texts[digest])
    return _enter_once(act, before, summary_of(act.matter, reform), by)


def _enter_once(act: Act, before: Sequence[Act], summary: Mapping[str, str], by: By) -> bool:
    """Enter an act that does not stand there already; one that does must be the same to the byte."""
    there = next((one for one in before if one.id == act.id), None)
    if there is None:
        enter(act, summary, by=by)
    elif write_entry(there) != write_entry(act):
        raise ConflictError(f"{act.id} was entered before, and says something else")
    return there is None


def _own_act(name: str, place: int, body: Body, pack: Pack) -> Act:
    return Act(
        act=name,
        v=1,
        id=f"{RECORD}-{place + 1}",
        matter=RECORD,
        place=place,
        at=pack.manifest.at,
        actor=Actor(role=pack.manifest.role),
        body=body,
    )
