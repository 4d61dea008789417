"""The invented country's record, whole, and as it stood before its elections with two more drafts on their way."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from msgspec import structs
from pytest_django.plugin import DjangoDbBlocker

from isonomia.drafting import acts, correspondence, editions, operations
from isonomia.drafting.correspondence import Correspondence, Pair
from isonomia.drafting.editions import Edition, digest
from isonomia.drafting.operations import Boundary, Reason, Substituted, SubstituteText
from isonomia.packs.loading import Pack
from isonomia.record.act import Act, Blob, Body
from isonomia.record.sources import Source, Wording
from isonomia_site.record.keys import log_key, own_policy
from isonomia_site.record.publishing import publish
from isonomia_site.record.sequencer import sequence
from isonomia_site.reforms.services import enter_pack
from tests.isonomia_site.drafting.halls import mysal_without_proposals
from tests.isonomia_site.halls import Databases, DemoRecord, attach, attached

INVENTED = (Source(publisher="Isonomia", reference="invented for this test", language="en"),)
AFTER_THE_EVENT = {"mysal/elections", "mysal/edition-2026-03-22", "mysal/force-elections", "mysal/applied-lists"}
TEXT = "text/mysal-constitution"


def said(text: str) -> tuple[Wording, ...]:
    return (Wording(language="en", text=text, status="own_words"),)


class Later:
    """Acts and files that are entered after those of a pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.acts = list(pack.acts)
        self.blobs = dict(pack.blobs)

    def without(self, ids: set[str]) -> None:
        """Leave acts out; the others of their matters move up."""
        kept, places = [], dict[str, int]()
        for act in self.acts:
            if act.id not in ids:
                place = places.get(act.matter, 0)
                kept.append(structs.replace(act, place=place))
                places[act.matter] = place + 1
        self.acts = kept

    def file(self, data: bytes, media: str) -> Blob:
        name = sha256(data).hexdigest()
        self.blobs[name] = data
        return Blob(sha256=name, size=len(data), media=media)

    def enter(self, kind: str, matter: str, body: Body) -> None:
        place = sum(one.matter == matter for one in self.acts)
        first = self.acts[0]
        id = f"test/{matter.replace('/', '-')}-{place}"
        self.acts.append(structs.replace(first, act=kind, id=id, matter=matter, place=place, body=body))

    def edition(self, day: str, language: str) -> Edition:
        published = [act.body for act in self.acts if isinstance(act.body, acts.EditionPublished)]
        text = next(one for body in published if body.day == day for one in body.texts if one.language == language)
        return editions.read(self.blobs[text.edition.sha256])


def tabled(later: Later, matter: str) -> None:
    body = acts.DraftTabled(
        group="group/mysal-2025",
        law_text=TEXT,
        base_day="2026-01-01",
        titles=said(f"Draft {matter}"),
        tabled_on="2026-02-02",
        sources=INVENTED,
    )
    later.enter("drafting.draft_tabled", matter, body)


def open_draft(later: Later) -> None:
    """A draft that is worked on: one amendment, discussed by nobody, whose act names a proposal and an event."""
    matter = "draft/mysal-open"
    tabled(later, matter)
    base = later.edition("2026-01-01", "en")
    target = base.by_eid["art_26__para_1"] if "art_26__para_1" in base.by_eid else base.by_eid["art_26__part_1"]
    word = target.text.split()[0]
    operation = SubstituteText(
        id="open-1",
        target=target.uid,
        eid=target.eid,
        act="mysal/act/2027/amendments",
        point="1",
        boundary=Boundary(event="second_vote"),
        reasons=(Reason(language="en", text="<script>alert(1)</script> must be shown as it is."),),
        words=(
            Substituted(language="en", expected=digest(base.words(target.uid)), old=f"{word} ", new=f"{word} & <b>"),
        ),
    )
    body = acts.AmendmentTabled(
        amendment="mysal/open",
        tabled_on="2026-02-03",
        operations_file=later.file(operations.write([operation]), "application/jsonl"),
        operations=(acts.Listed(operation="open-1", target=target.uid, eid=target.eid, boundary=operation.boundary),),
        reasons=said("To see how an open amendment is shown."),
        proposals=("proposal/mysal-1",),
        sources=INVENTED,
    )
    later.enter("drafting.amendment_tabled", matter, body)


def replaced_draft(later: Later) -> None:
    """A draft that became a whole new text, with a table of old and new that has gaps."""
    matter = "draft/mysal-new"
    tabled(later, matter)
    old = later.edition("2026-01-01", "en")
    new = structs.replace(old, lineage="mysal-second", day="")
    table = Correspondence(
        old=old.lineage,
        new=new.lineage,
        pairs=(
            Pair(old="art_1", new="art_2", basis="person", stated_by="Working group", source="page 3"),
            Pair(old="art_2", basis="person", stated_by="Working group"),
            Pair(old="art_3", new="art_3", basis="similarity", shared=6, together=8),
        ),
    )
    text = acts.EditionText(
        language="en",
        authenticity="unknown",
        edition=later.file(editions.write(new), "application/json"),
        plain=later.file(editions.text_of(new).encode(), "text/plain"),
    )
    body = acts.DraftReplaced(
        replaced_on="2026-03-01",
        texts=(text,),
        correspondence=later.file(correspondence.write(table), "application/json"),
        reasons=said("The changes were too many for amendments."),
        sources=INVENTED,
    )
    later.enter("drafting.draft_replaced", matter, body)


def made(pack: Pack, databases: Databases, built: DemoRecord, state: Path) -> DemoRecord:
    """Enter a pack into a record of its own, and publish it."""
    database = databases.new(built.empty)
    published = state / "log"
    with attached(database):
        signer = log_key(state / "log.key", pack.manifest.origin)
        enter_pack(pack, own_policy(signer))
        sequence()
        size = publish(published, signer).size
    return DemoRecord(state, published, database, built.empty, pack.manifest.origin, size)


@pytest.fixture(scope="session")
def mysal(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> DemoRecord:
    """The record of the pack that ships, but for its proposals."""
    with django_db_blocker.unblock():
        return made(mysal_without_proposals(), databases, built, tmp_path_factory.mktemp("mysal"))


@pytest.fixture(scope="session")
def before_elections(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> DemoRecord:
    """The record before the elections: an event is open, one draft is worked on, one became a whole new text."""
    later = Later(mysal_without_proposals())
    later.without(AFTER_THE_EVENT)
    open_draft(later)
    replaced_draft(later)
    pack = Pack(later.pack.manifest, tuple[Act, ...](later.acts), later.blobs)
    with django_db_blocker.unblock():
        return made(pack, databases, built, tmp_path_factory.mktemp("before"))


def shown_from(record: DemoRecord, built: DemoRecord, blocker: DjangoDbBlocker) -> Iterator[DemoRecord]:
    """Let the hall show another record for a while."""
    with blocker.unblock():
        attach(record.database)
        settings.ISONOMIA_PUBLISHED = record.published
    yield record
    with blocker.unblock():
        attach(built.database)
        settings.ISONOMIA_PUBLISHED = built.published


@pytest.fixture(scope="module")
def shows_mysal(mysal: DemoRecord, built: DemoRecord, django_db_blocker: DjangoDbBlocker) -> Iterator[DemoRecord]:
    """The hall shows the whole record of the invented country."""
    yield from shown_from(mysal, built, django_db_blocker)


@pytest.fixture(scope="module")
def shows_earlier(
    before_elections: DemoRecord, built: DemoRecord, django_db_blocker: DjangoDbBlocker
) -> Iterator[DemoRecord]:
    """The hall shows the record as it stood before the elections."""
    yield from shown_from(before_elections, built, django_db_blocker)
