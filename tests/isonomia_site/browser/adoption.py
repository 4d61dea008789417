"""What only the console can enter: an open draft, and the vote and the acts by which a draft becomes law."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from django.db import transaction

from isonomia.drafting import acts, editions
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.editions import text_of
from isonomia.drafting.operations import Boundary
from isonomia.packs.loading import folder, load
from isonomia.record.act import Blob, Body
from isonomia.record.sources import Wording
from isonomia_site.drafting import services
from isonomia_site.permissions import at_console
from isonomia_site.record import reader
from isonomia_site.record.writer import keep_blob
from tests.isonomia_site.halls import attached
from tests.isonomia_site.proposals.desks import GROUP, WORK, today

TEXT, BASE, VOTE = "text/mysal-constitution", "2026-03-22", "referendum/2025-09-07"
BASIS = "Protocol 4"


def draft_opened(matter: str, title: str) -> None:
    """A draft of amendments to the constitution in force."""
    titles = (Wording(language="en", text=title, status="own_words"),)
    body = acts.DraftTabled(
        group=GROUP, law_text=TEXT, base_day=BASE, titles=titles, tabled_on="2026-11-01", basis="Protocol 1"
    )
    enter(matter, body)


def adopted(state: Path, matter: str) -> None:
    """Let an accepted draft be reviewed, voted on, adopted, published and come into force, all today."""
    day = str(today())
    with attached(str(state / "isonomia.sqlite3")), transaction.atomic():
        decision = [enter(f"referendum/{day}", body) for body in voted_anew(day)][-1]
        chamber, way, by = "constitutional_chamber", "referendum", f"Decision 13 of {day}"
        vote = f"referendum/{day}"
        for body in (
            acts.DraftSentToReview(reviewer=chamber, sent_on=day, basis=BASIS),
            acts.ReviewStated(reviewer=chamber, stated_on=day, conclusion="conforms", by_act=by, basis=BASIS),
            acts.DraftSubmitted(
                initiator="president", way=way, referendum=vote, submitted_on=day, by_act=by, basis=BASIS
            ),
            acts.DraftAdopted(way=way, referendum=vote, decision=decision, adopted_on=day, by_act=by, basis=BASIS),
        ):
            enter(matter, body)
        texts = tuple(consolidated(matter, day))
        enter(TEXT, acts.EditionPublished(work=WORK, day=day, texts=texts, result_of=matter, basis=BASIS))
        boundary = Boundary(day=day)
        enter(matter, acts.CameIntoForce(boundary=boundary, in_force_on=day, edition_day=day, basis=BASIS))


def enter(matter: str, body: Body) -> str:
    """Enter one act at the console; return its id."""
    by = at_console("compiler", today())
    return services.enter_act(by, matter, body, len(reader.acts_of(matter))).id


def voted_anew(day: str) -> Iterator[Body]:
    """The vote of the pack once more, on another day."""
    for one in load(folder("mysal")).acts:
        if one.matter == VOTE:
            said = json.dumps(msgspec.to_builtins(one.body)).replace("2025-09-07", day).replace("2025-09-09", day)
            yield msgspec.convert(json.loads(said), type(one.body))


def consolidated(matter: str, day: str) -> Sequence[acts.EditionText]:
    """The text with the amendments of the draft, in every language."""
    reform = services.replayed()
    draft = reform.drafting.drafts[matter]
    done = reform.drafting.operations_of(draft, reform.blobs)
    found = []
    for base in reform.drafting.bases(draft, reform.blobs):
        made = consolidate(base, done, day, {"assembly_elections": BASE}).edition
        authenticity = "translation" if made.language == "en" else "authentic"
        edition, plain = kept(editions.write(made), "application/json"), kept(text_of(made).encode(), "text/plain")
        found.append(acts.EditionText(language=made.language, authenticity=authenticity, edition=edition, plain=plain))
    return found


def kept(data: bytes, media: str) -> Blob:
    """A file of the record."""
    return Blob(sha256=keep_blob(data), size=len(data), media=media)
