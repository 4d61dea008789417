"""The comparative table of a draft, the operations of an amendment, and the correspondence of two texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isonomia.drafting import correspondence as corresponding
from isonomia.drafting.acts import EditionText
from isonomia.drafting.correspondence import Correspondence, Gaps, Pair
from isonomia.drafting.drafts import Amendment, Draft
from isonomia.drafting.editions import Edition, Provision, digest
from isonomia.drafting.faults import TextError
from isonomia.drafting.operations import AnyOperation, Words
from isonomia.drafting.tables import Row, Table, comparative_table
from isonomia.errors import InputError
from isonomia.record.act import Act, Blob
from isonomia_site.drafting.presenting import AUTHENTIC, kind_of
from isonomia_site.drafting.reading import Library

BESIDE = "+"
"""What parts the languages of an address that asks for several side by side: kk+ru."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The comparative table in one language or several, the choices of languages, the files that it follows from."""

    table: Table | None
    languages: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    totals: Mapping[str, int]
    files: tuple[tuple[str, Blob], ...]
    acts: tuple[Act, ...]

    @property
    def asked(self) -> str:
        """The languages as an address asks for them."""
        return BESIDE.join(self.languages)

    @property
    def columns(self) -> int:
        """How many columns the texts take."""
        return 2 * len(self.languages)


def _texts(library: Library, draft: Draft) -> tuple[EditionText, ...]:
    """The languages of the edition that a draft amends, authentic ones first."""
    if draft.tabled is None:
        return ()
    text = library.drafting.text_of(draft)
    found = [body.texts for day, (_, body) in text.editions.items() if day.isoformat() == draft.tabled.base_day]
    return tuple(sorted(found[0], key=lambda one: one.authenticity != AUTHENTIC)) if found else ()


def table(library: Library, draft: Draft, wanted: str, reader: str) -> ShownTable:
    """The table in the languages asked for, in the reader's, or else in the first authentic one."""
    texts = _texts(library, draft)
    have = tuple(one.language for one in texts)
    # A plus sign in an address stands for a blank.
    given = tuple(dict.fromkeys(one for one in wanted.replace(BESIDE, " ").split() if one in have))
    languages = given or ((reader,) if reader in have else have[:1])
    authentic = tuple(one.language for one in texts if one.authenticity == AUTHENTIC)
    choices = (*((one,) for one in have), *((authentic,) if len(authentic) > 1 else ()))
    made = _table(library, draft, languages)
    files = [(f"{one.language}.json", one.edition) for one in texts if one.language in languages]
    accepted = {one.act.id: one for one in draft.amendments.values() if one.state == "accepted"}
    files += [(f"{one.body.amendment}.jsonl", one.body.operations_file) for one in accepted.values()]
    acts = tuple(act for act in library.acts(draft.matter) if act.id in accepted)
    return ShownTable(made, languages, choices, made.totals() if made else {}, tuple(files), acts)


def _table(library: Library, draft: Draft, languages: Sequence[str]) -> Table | None:
    comparisons = [found for one in languages if (found := library.table(draft, one)) is not None]
    if not comparisons:
        return None
    try:
        return comparative_table(comparisons, library.accepted(draft))
    except (TextError, InputError):
        return None


def totals(library: Library, draft: Draft) -> Mapping[str, int]:
    """The totals of a draft's table; nothing where it cannot be made. They are the same in each language."""
    languages = [one.language for one in _texts(library, draft)]
    made = _table(library, draft, languages[:1])
    return made.totals() if made else {}


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """One operation: what it does in the language shown, the words its drafter saw, and whether these stand there."""

    operation: AnyOperation
    words: Words
    target: Provision | None
    expected: str
    beside: Provision | None
    rows: tuple[Row, ...]

    @property
    def kind(self) -> str:
        """The operation's type, by its word."""
        return kind_of(self.operation)


@dataclass(frozen=True, slots=True)
class Made:
    """The operations of an amendment in one language, and the languages that they have."""

    language: str
    languages: tuple[str, ...]
    operations: tuple[ShownOperation, ...]
    is_carried_out: bool


def operations(library: Library, draft: Draft, amendment: Amendment, wanted: Sequence[str]) -> Made:
    """What an amendment does, in the first wanted language that its text has."""
    have = tuple(one.language for one in _texts(library, draft))
    language = next((one for one in (*wanted, *have) if one in have), "")
    given = library.operations(amendment)
    found = library.alone(draft, amendment, language) or library.table(draft, language)
    rows = comparative_table([found], given).rows if found else ()
    base = library.base(draft, language)
    shown = tuple(_operation(one, language, base, rows) for one in given)
    return Made(language, have, tuple(one for one in shown if one is not None), bool(found))


def _operation(one: AnyOperation, language: str, base: Edition | None, rows: Sequence[Row]) -> ShownOperation | None:
    words = next((each for each in one.words if each.language == language), None)
    if words is None:
        return None
    target = base.by_uid.get(one.target) if base else None
    seen = base.words(one.target) if base and target else ""
    beside = base.by_uid.get(str(getattr(one, "beside", ""))) if base else None
    mine = tuple(row for row in rows if one.id in row.operations)
    return ShownOperation(one, words, target, seen if digest(seen) == words.expected else "", beside, mine)


@dataclass(frozen=True, slots=True)
class Line:
    """One pair of the table with both provisions, where the texts are at hand."""

    pair: Pair
    old: Provision | None
    new: Provision | None


@dataclass(frozen=True, slots=True)
class Corresponding:
    """Where each place of an old text stands in the one that replaced it."""

    language: str
    table: Correspondence
    lines: tuple[Line, ...]
    gaps: Gaps | None
    file: Blob
    acts: tuple[Act, ...]

    @property
    def stated(self) -> int:
        """How many pairs a person or body has stated."""
        return len(self.table.stated)


def correspondence(library: Library, draft: Draft, wanted: Sequence[str]) -> Corresponding | None:
    """The correspondence of a draft that became a whole new text; None where it did not, or its file is not at hand."""
    body = draft.replaced
    data = library.reform.blobs.get(body.correspondence.sha256) if body else None
    if body is None or data is None:
        return None
    try:
        made = corresponding.read(data)
    except InputError:
        return None
    have = {one.language: one.edition.sha256 for one in body.texts}
    language = next((one for one in (*wanted, *have) if one in have), "")
    old, new = library.base(draft, language), library.edition_of(have.get(language, ""))
    lines = tuple(Line(one, _standing(old, one.old), _standing(new, one.new)) for one in made.pairs)
    found = corresponding.gaps(made, old, new) if old and new else None
    acts = tuple(act for act in library.acts(draft.matter) if act.act == "drafting.draft_replaced")
    return Corresponding(language, made, lines, found, body.correspondence, acts)


def _standing(edition: Edition | None, eid: str) -> Provision | None:
    return edition.by_eid.get(eid) if edition else None
