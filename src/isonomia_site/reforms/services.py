"""What the reform desk can do: enter a pack of published facts, act by act, as the law admits them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from isonomia.errors import ConflictError
from isonomia.packs.loading import Pack
from isonomia.record.act import Act, Actor, Body, cited_blobs, write_entry
from isonomia.record.acts import RecordOpened, RulebookAdopted
from isonomia.record.policy import Policy
from isonomia.reform.road import Reform
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.loading import texts
from isonomia_site.permissions import By, at_console
from isonomia_site.record.index import summary_of
from isonomia_site.record.models import RECORD
from isonomia_site.record.opening import keep_files
from isonomia_site.record.reader import acts_of, all_acts, newest_entry, rulebooks
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
    so_far = SoFar.read()
    return new + sum(so_far.enter(act, by, pack.blobs) for act in pack.acts)


@transaction.atomic
def open_record(pack: Pack, policy: Policy, by: By) -> bool:
    """Enter the first act of a record, its name, purpose and policy; False if it stands there already."""
    text = policy.format().encode()
    manifest = pack.manifest
    body = RecordOpened(origin=manifest.origin, policy_sha256=keep_blob(text), purpose=manifest.purpose)
    return _enter_own(_own_act("record.opened", 0, body, pack), by)


@transaction.atomic
def adopt_rulebook(pack: Pack, by: By) -> bool:
    """Enter the rulebook of the pack's country, its files as texts of the record; False if it stands there already."""
    country = pack.manifest.country
    body = RulebookAdopted(country=country, files=keep_files(texts(shipped_laws(), country)))
    return _enter_own(_own_act("rulebook.adopted", 1, body, pack), by)


@dataclass
class SoFar:
    """The record as last read, replayed once and then act by act: a pack is entered in one pass over its acts."""

    entered: dict[str, Act]
    reform: Reform
    newest: int

    @classmethod
    def read(cls) -> "SoFar":
        """Read all that was entered."""
        newest, acts = newest_entry(), all_acts()
        return cls({one.id: one for one in acts}, Reform.after(acts, rulebooks()), newest)

    @transaction.atomic
    def enter(self, act: Act, by: By, texts: Mapping[str, bytes]) -> bool:
        """Enter one act with the texts that it cites, if the law admits it after all others; False if it stands there.

        A reform is opened once in a record, a claim stands once, a draft knows its group, its text and its vote: an act
        is judged after those of every matter. Whatever somebody else has entered meanwhile is read first.
        """
        if newest_entry() != self.newest:
            now = self.read()
            self.entered, self.reform, self.newest = now.entered, now.reform, now.newest
        there = self.entered.get(act.id)
        if there is None:
            self.reform.admit(act)
            for digest, _ in cited_blobs(act.body):
                if digest in texts:
                    keep_blob(texts[digest])
            self.newest = enter(act, summary_of(act.matter, self.reform), by=by)
            self.entered[act.id] = act
        return _is_new(act, there)


def _enter_own(act: Act, by: By) -> bool:
    """Enter an act of the record itself that does not stand there already."""
    there = next((one for one in acts_of(RECORD) if one.id == act.id), None)
    if there is None:
        enter(act, {}, by=by)
    return _is_new(act, there)


def _is_new(act: Act, there: Act | None) -> bool:
    """Whether an act did not stand there; one that did must be the same to the byte."""
    if there is not None and write_entry(there) != write_entry(act):
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
