"""Working groups, texts of law and drafts of a record: the acts replayed, and what they come to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from isonomia.drafting import acts, contents, operations, rules
from isonomia.drafting.changes import Amendments, Changes
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.contents import check_edition, check_listing, edition_in, unfit
from isonomia.drafting.correspondence import Correspondence
from isonomia.drafting.correspondence import read as read_table
from isonomia.drafting.dangling import broken_since, profile_of, unstated
from isonomia.drafting.drafts import Draft
from isonomia.drafting.editions import Edition, text_of
from isonomia.drafting.faults import TextError
from isonomia.drafting.groups import Group, LawText, no_edition
from isonomia.drafting.rules import ACCEPTED, unlawful
from isonomia.errors import Finding, InputError, RulebookError
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Law, Rulebook

GROUP, TEXT, DRAFT = "group", "text", "draft"
Blobs: TypeAlias = Mapping[str, bytes]


class Drafting:
    """All working groups, texts and drafts of a record. Only `admit` changes it.

    `rulebook` gives the rules by which a draft is judged, when they are needed.
    """

    def __init__(self, rulebook: Callable[[], Rulebook]) -> None:
        self.groups: dict[str, Group] = {}
        self.texts: dict[str, LawText] = {}
        self.drafts: dict[str, Draft] = {}
        self.changes = Changes()
        self.correspondences: list[tuple[Act, acts.CorrespondenceStated]] = []
        self._rulebook = rulebook
        self._laws: dict[date, Law] = {}

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here, and then nothing is changed."""
        body = act.body
        if isinstance(body, acts.AmendmentsPublished):
            return self.changes.admit(act)
        if not isinstance(body, acts.Grounded):
            raise InputError(f"{act.act} is no act of drafting")
        if not (body.sources or body.basis):
            raise unlawful(f"{act.act} names neither a source nor a basis", "ungrounded", act.matter)
        match act.matter.partition("/")[0]:
            case "group":
                there = self.groups.get(act.matter, Group())
                group = replace(there, members=list(there.members), stated=list(there.stated))
                group.admit(act)
                self.groups[act.matter] = group
            case "text":
                self._admit_text(act)
            case "draft":
                self._admit_draft(act)
            case "correspondence" if isinstance(body, acts.CorrespondenceStated):
                self.correspondences.append((act, body))
            case _:
                raise InputError(f'"{act.matter}" is not the matter of a group, a text or a draft')
        return None

    @property
    def amendments(self) -> Mapping[str, Amendments]:
        """What amending acts changed, as published."""
        return self.changes.amendments

    def in_force(self, work: str, eid: str) -> LegalDate | None:
        """From when a published change of an article is in force as a whole; None where unknown."""
        return self.changes.in_force(work, eid)

    def _admit_text(self, act: Act) -> None:
        body = act.body
        if isinstance(body, acts.EditionPublished) and body.result_of is not None:
            self._adopted_draft(body.result_of, act)
        if isinstance(body, acts.ProvisionsApplied) and (body.operations or body.draft):
            draft = self._adopted_draft(str(body.draft), act)
            strange = set(body.operations) - {one.operation for one in draft.operations()}
            if strange:
                raise InputError(f"{body.draft} has no operation {', '.join(sorted(strange))}")
        there = self.text(act.matter)
        text = LawText(there.work, dict(there.editions), dict(there.resolved), list(there.applied))
        text.admit(act)
        self.texts[act.matter] = text

    def check_references(self, act: Act, body: acts.EditionPublished, blobs: Blobs) -> None:
        """Refuse an edition in which the draft's operations broke a reference, and which does not say so itself.

        Raises:
            UnlawfulActError: the first such reference, with all of them told.
        """
        draft = self.drafts.get(body.result_of or "")
        for base in self.bases(draft, blobs) if draft else ():
            found = next(
                (_read(blobs.get(one.edition.sha256)) for one in body.texts if one.language == base.language), None
            )
            profile = profile_of(base)
            if found is None or profile is None:
                continue
            left = unstated(broken_since([base, *self._between(act, base, body, blobs)], found, profile), found)
            if left:
                raise unlawful(
                    str(TextError(tuple(one.fault for one in left))),
                    "reference_dangles",
                    act.matter,
                    in_language=base.language,
                    place=left[0].fault.eid,
                    words=left[0].fault.wanted,
                )

    def _between(self, act: Act, base: Edition, body: acts.EditionPublished, blobs: Blobs) -> Iterator[Edition]:
        """The editions of a draft's text that were published for the days after its base and before this one's."""
        for _, other in self.text(act.matter).editions.values():
            for one in other.texts if base.day < other.day < body.day else ():
                there = _read(blobs.get(one.edition.sha256)) if one.language == base.language else None
                if there is not None and there.lineage == base.lineage:
                    yield there

    def _adopted_draft(self, matter: str, act: Act) -> Draft:
        draft = self.drafts.get(matter)
        tabled = draft.tabled if draft is not None else None
        if draft is None or draft.adopted is None or tabled is None or tabled.law_text != act.matter:
            raise unlawful(f"{matter} is no adopted draft for {act.matter}", "not_adopted", act.matter, draft=matter)
        return draft

    def _admit_draft(self, act: Act) -> None:
        body = act.body
        if isinstance(body, acts.DraftTabled):
            group = self.groups.get(body.group)
            if group is None or group.set_up_on is None or read_day(body.tabled_on) < group.set_up_on:
                raise unlawful(f"{body.group} was not set up", "group_unknown", act.matter, group=body.group)
            if read_day(body.base_day) not in self.text(body.law_text).editions:
                raise no_edition(body.law_text, body.base_day)
        there = self.drafts.get(act.matter, Draft(act.matter))
        draft = replace(there, amendments=dict(there.amendments), forces=dict(there.forces), silent=list(there.silent))
        tabled = draft.tabled or (body if isinstance(body, acts.DraftTabled) else None)
        draft.admit(act, self._law_on, self.text(tabled.law_text if tabled else ""))
        self.drafts[act.matter] = draft

    def _law_on(self, day: date) -> Law:
        rulebook = self._rulebook()
        governs = rulebook.governs.get("drafting", rules.GOVERNS)
        if governs != rules.GOVERNS:
            raise RulebookError(f'the rulebook names "{governs}" as the day that governs drafting: wanted day_of_act')
        if day not in self._laws:
            self._laws[day] = rulebook.on(day)
        return self._laws[day]

    def text(self, matter: str) -> LawText:
        """A text of law; one without acts where the record has none."""
        return self.texts.get(matter, LawText())

    def text_of(self, draft: Draft) -> LawText:
        """The text that a draft amends."""
        return self.text(draft.tabled.law_text if draft.tabled else "")

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of a group, a text or a draft."""
        found = self.groups.get(matter) or self.texts.get(matter) or self.drafts.get(matter)
        return found.summary() if found else self.changes.summary(matter)

    def findings(self, blobs: Blobs) -> Iterator[Finding]:
        """Everything that the checks find; what a cited file holds is checked where the file is at hand."""
        yield from self.changes.findings()
        yield from self._of_correspondences(blobs)
        for matter, draft in self.drafts.items():
            yield from self._of_votes(draft)
            yield from self._of_amendments(draft, blobs)
            yield from self._of_text(matter, draft, blobs)
        for text in self.texts.values():
            yield from self._of_editions(text, blobs)
            yield from self._early(text)

    def stated_pairs(self, body: acts.CorrespondenceStated, blobs: Blobs) -> Correspondence | None:
        """The table that an act states; None where its file is not at hand.

        Raises:
            InputError: the file is no table, or one of other works.
        """
        data = blobs.get(body.table.sha256)
        if data is None:
            return None
        table = read_table(data)
        if (table.old, table.new) != (body.old_work, body.new_work):
            raise InputError(f"a table of {table.old} and {table.new}: wanted {body.old_work} and {body.new_work}")
        return table

    def _of_correspondences(self, blobs: Blobs) -> Iterator[Finding]:
        for act, body in self.correspondences:
            try:
                self.stated_pairs(body, blobs)
            except InputError as error:
                yield Finding.of("correspondence_unlike", act.id, reason=error)

    def _of_votes(self, draft: Draft) -> Iterator[Finding]:
        group = self.groups[draft.tabled.group] if draft.tabled else Group()
        for name, amendment in draft.amendments.items():
            for day, vote in amendment.votes:
                size = group.size(day)
                if size is not None and size != vote.members:
                    yield Finding.of("members_differ", name, stated=size, voted=vote.members)

    def _of_amendments(self, draft: Draft, blobs: Blobs) -> Iterator[Finding]:
        for amendment in draft.amendments.values():
            data = blobs.get(amendment.body.operations_file.sha256)
            if data is not None:
                yield from check_listing(amendment.body, data)

    def _of_text(self, matter: str, draft: Draft, blobs: Blobs) -> Iterator[Finding]:
        """The faults of the draft as a whole, in each language of its base."""
        done = self.operations_of(draft, blobs)
        events = {one.boundary.event: contents.LAST_DAY for one in done if one.boundary.event is not None}
        events |= self._events(self.text_of(draft))
        for base in self.bases(draft, blobs) if done else ():
            yield from unfit(matter, base, done, contents.LAST_DAY, events)

    def operations_of(self, draft: Draft, blobs: Blobs) -> tuple[operations.AnyOperation, ...]:
        """The operations that make a draft, read from their files; none where one is not at hand or broken."""
        bodies = [one.body for one in draft.amendments.values() if one.state == ACCEPTED]
        files = [blobs.get(one.operations_file.sha256) for one in bodies]
        if any(data is None or check_listing(one, data) for one, data in zip(bodies, files, strict=True)):
            return ()
        return tuple(one for data in files if data is not None for one in operations.read(data.split(b"\n")))

    def bases(self, draft: Draft, blobs: Blobs) -> tuple[Edition, ...]:
        """The edition that a draft amends, in each language whose file is at hand and can be read."""
        if draft.tabled is None:
            return ()
        base = self.text_of(draft).editions[read_day(draft.tabled.base_day)][1]
        texts = draft.replaced.texts if draft.replaced else base.texts
        found = (_read(blobs.get(one.edition.sha256)) for one in texts)
        return tuple(one for one in found if one is not None)

    def _events(self, text: LawText) -> dict[str, str]:
        return {name: day.isoformat() for name, day in text.resolved.items()}

    def _of_editions(self, text: LawText, blobs: Blobs) -> Iterator[Finding]:
        """Editions whose files are not what the act says, or not what base and operations come to."""
        for act, body in text.editions.values():
            for one in body.texts:
                data, plain = blobs.get(one.edition.sha256), blobs.get(one.plain.sha256)
                if data is None or plain is None:
                    continue
                wrong = check_edition(body, one, data, plain)
                if wrong:
                    yield Finding.of("edition_unlike", act.id, in_language=one.language, reason=wrong)
                elif body.result_of in self.drafts:
                    yield from self._of_result(act, body, edition_in(data), blobs)

    def _of_result(self, act: Act, body: acts.EditionPublished, found: Edition, blobs: Blobs) -> Iterator[Finding]:
        draft = self.drafts[str(body.result_of)]
        base = next((one for one in self.bases(draft, blobs) if one.language == found.language), None)
        done = self.operations_of(draft, blobs)
        if base is None or not done:
            return
        try:
            wanted = consolidate(base, done, body.day, self._events(self.text_of(draft))).edition
        except (TextError, InputError):
            # Told of the draft itself.
            return
        if text_of(wanted) != text_of(found):
            yield Finding.of("edition_not_of_draft", act.id, in_language=found.language, draft=draft.matter)

    def _early(self, text: LawText) -> Iterator[Finding]:
        """Provisions that were applied before they were in force."""
        for act, body in text.applied:
            draft = self.drafts.get(body.draft or "")
            for clock in draft.clocks(text) if draft else ():
                mine = clock.operation.operation in body.operations
                if mine and (clock.in_force is None or read_day(body.since) < clock.in_force):
                    yield Finding.of("applied_early", act.id, operation=clock.operation.operation, since=body.since)


def _read(data: bytes | None) -> Edition | None:
    try:
        return edition_in(data) if data is not None else None
    except InputError:
        return None
