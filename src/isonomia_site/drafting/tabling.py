"""The comparative table of a draft, the operations of an amendment, and the correspondence of two texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isonomia.drafting import correspondence as corresponding
from isonomia.drafting.acts import EditionText
from isonomia.drafting.comparison import Kind
from isonomia.drafting.contents import LAST_DAY
from isonomia.drafting.correspondence import Correspondence, Gaps, Pair
from isonomia.drafting.drafts import Amendment, Draft
from isonomia.drafting.editions import Edition, Provision, digest
from isonomia.drafting.faults import TextError
from isonomia.drafting.operations import AnyOperation, Words
from isonomia.drafting.rules import ACCEPTED
from isonomia.drafting.sheets import Sheet, as_csv, sheet
from isonomia.drafting.tables import Row, Table, comparative_table
from isonomia.errors import InputError
from isonomia.record.act import Act, Blob
from isonomia.record.sources import Wording
from isonomia.wording import LANGUAGES
from isonomia_site.drafting.odt import MIME as ODT
from isonomia_site.drafting.odt import as_odt
from isonomia_site.drafting.pdf import MIME as PDF
from isonomia_site.drafting.pdf import as_pdf
from isonomia_site.drafting.presenting import AUTHENTIC, kind_of, path_of
from isonomia_site.drafting.reading import Library
from isonomia_site.drafting.word import as_docx
from isonomia_site.record.begun import begun

BESIDE = "+"
"""What parts the languages of an address that asks for several side by side: kk+ru."""


@dataclass(frozen=True, slots=True)
class Why:
    """An amendment behind a row, with its reasons."""

    id: str
    reasons: Sequence[Wording]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the table: where it stands, what became of it, its texts in each language, and why."""

    row: Row
    why: tuple[Why, ...]

    @property
    def place(self) -> str:
        """Where the unit stands in the text."""
        return self.row.path[-1].eid

    @property
    def change(self) -> str:
        """What became of the unit: its words before its place."""
        return self.row.kind if self.row.kind is not Kind.UNCHANGED else self.row.place


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The comparative table in one language or several, the choices of languages, the files that it follows from."""

    table: Table | None
    rows: tuple[ShownRow, ...]
    languages: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    files: tuple[tuple[str, Blob], ...]
    commands: tuple[str, ...]
    acts: tuple[Act, ...]

    @property
    def asked(self) -> str:
        """The languages as an address asks for them."""
        return BESIDE.join(self.languages)

    @property
    def formats(self) -> tuple[str, ...]:
        """The kinds of file in which the table is handed out."""
        return tuple(MEDIA)

    @property
    def totals(self) -> Mapping[str, int]:
        """What the table counts of itself; nothing where there is none."""
        return self.table.totals() if self.table else {}

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """The same, in the order of the page."""
        return tuple(self.totals.items())


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
    accepted = tuple(one for one in draft.amendments.values() if one.state == ACCEPTED)
    files = [(f"{draft.tabled.base_day if draft.tabled else ''}.{one.language}.json", one.edition) for one in texts]
    files = [one for one, each in zip(files, texts, strict=True) if each.language in languages]
    operations = [(file_name(one), one.body.operations_file) for one in accepted]
    return ShownTable(
        made,
        tuple(_rows(made, accepted)) if made else (),
        languages,
        choices,
        (*files, *operations),
        tuple(_commands([file for _, file in files], [file for _, file in operations], library.accepted(draft))),
        tuple(one.act for one in accepted),
    )


def file_name(amendment: Amendment) -> str:
    """What the file of an amendment's operations is called when it is downloaded."""
    return f"{amendment.body.amendment.replace('/', '-')}.jsonl"


def _rows(made: Table, accepted: Sequence[Amendment]) -> Iterator[ShownRow]:
    of = {one.operation: amendment for amendment in accepted for one in amendment.body.operations}
    for row in made.rows:
        behind = {of[name].act.id: of[name].body for name in row.operations if name in of}
        yield ShownRow(row, tuple(Why(one.amendment, one.reasons) for one in behind.values()))


def _commands(bases: Sequence[Blob], files: Sequence[Blob], done: Sequence[AnyOperation]) -> Iterator[str]:
    """What makes the proposed edition from the record's files, and compares both."""
    yield f"cat {' '.join(path_of(one) for one in files)} > operations.jsonl"
    events = "".join(f" --event {one}={LAST_DAY}" for one in sorted({one.boundary.event or "" for one in done} - {""}))
    for at, base in enumerate(bases, start=1):
        proposed = f"proposed-{at}.json"
        yield f"isonomia texts consolidate {path_of(base)} operations.jsonl --on {LAST_DAY}{events} --out {proposed}"
        yield f"isonomia texts compare {path_of(base)} {proposed}"


def _table(library: Library, draft: Draft, languages: Sequence[str]) -> Table | None:
    comparisons = [found for one in languages if (found := library.table(draft, one)) is not None]
    if not comparisons:
        return None
    try:
        return comparative_table(comparisons, library.explained(draft))
    except (TextError, InputError):
        return None


def totals(library: Library, draft: Draft) -> Mapping[str, int]:
    """The totals of a draft's table; nothing where it cannot be made. They are the same in each language."""
    languages = [one.language for one in _texts(library, draft)]
    made = _table(library, draft, languages[:1])
    return made.totals() if made else {}


@dataclass(frozen=True, slots=True)
class File:
    """The table as a file: the languages by which it is named, its kind, its bytes."""

    languages: str
    media: str
    data: bytes


MEDIA: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": ODT,
    "pdf": PDF,
}


def document(library: Library, draft: Draft, format: str, wanted: str, reader: str) -> File | None:
    """The table as a file in the languages asked for; None where there is no such kind of file, or no table."""
    shown = table(library, draft, wanted, reader)
    if format not in MEDIA or shown.table is None:
        return None
    # What a page says in no language of the project is said in English.
    spoken = reader if reader in LANGUAGES else "en"
    made = sheet(shown.table, spoken, behind=library.accepted(draft), command="; ".join(shown.commands))
    return File("-".join(shown.languages), MEDIA[format], _printed(made, format))


def _printed(made: Sheet, format: str) -> bytes:
    if format == "pdf":
        return as_pdf(made, invented=begun().is_invented)
    if format == "csv":
        return as_csv(made)
    return as_odt(made) if format == "odt" else as_docx(made)


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
    old: Edition | None
    new: Edition | None
    files: tuple[tuple[str, Blob], ...]
    commands: tuple[str, ...]
    acts: tuple[Act, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Places of the table that the texts do not have."""
        return (*self.gaps.old_unknown, *self.gaps.new_unknown) if self.gaps else ()

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
    files = [("correspondence.json", body.correspondence)]
    files += [(f"new.{one.language}.json", one.edition) for one in body.texts if one.language == language]
    return Corresponding(language, made, lines, found, old, new, tuple(files), ("isonomia verify RECORD",), acts)


def _standing(edition: Edition | None, eid: str) -> Provision | None:
    return edition.by_eid.get(eid) if edition else None
