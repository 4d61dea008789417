"""Read a rulebook from TOML: one folder a country, one file an institution, `territories.toml` and `calendar.toml`.

The form of the files is in docs/rulebook-format.md. Every fault is told with file and line; nothing has a default.
"""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from isonomia.deadlines.calendar import Calendar
from isonomia.errors import RulebookError
from isonomia.exact import ROUNDINGS, Bar
from isonomia.rulebook.calendars import calendars_in
from isonomia.rulebook.citation import Certainty, LegalDate
from isonomia.rulebook.cited import Sources, certainty, citations, dates, legal_date, names_in, sources_of
from isonomia.rulebook.law import NO_BAR, Entries, Entry, Gap, Rule, Rulebook, Territory, Value
from isonomia.rulebook.lines import Place, Table
from isonomia.rulebook.terms import term_in

MEASURES = (
    "registered",
    "took_part",
    "valid",
    "yes_plus_no",
    "yes",
    "no",
    "both_marked",
    "invalid",
    "blank",
    "territories",
    "present",
    "members",
    "votes",
    "list_seats",
    "seats",
    "signatures",
)
COMPARE = {"at least": False, "more than": True}
UNITS = {
    "share": "share",
    "number": "number",
    "days": "number",
    "hours": "number",
    "word": "word",
    "list": "words",
    "table": "entries",
    "term": "term",
}
KINDS = ("region", "republican_city", "capital", "canton", "state", "province", "municipality")
GOVERNING_DAYS = ("polling_day", "day_of_filing", "day_of_call", "day_of_act", "day_in_force")
TERRITORIES = "territories.toml"
CALENDAR = "calendar.toml"
# Questions that lead a person through the law: no rules, so they are read by whoever asks them.
INTERVIEW = "interview.toml"
ADOPTED_IF, REJECTED_IF = "adopted_if", "rejected_if"
TEST_LISTS = ("valid_if", ADOPTED_IF, REJECTED_IF)
LONGEST_FRACTION = 40


def shipped(country: str) -> Rulebook:
    """Load the rulebook of one country as it ships with this version."""
    return load(resources.files("isonomia.rulebook") / "laws", country)


def texts(laws: Path | Traversable, country: str) -> dict[str, str]:
    """Read the TOML files of one country: file name to text, in order of name."""
    folder = laws / country
    if not folder.is_dir():
        raise RulebookError(f'no rulebook of "{country}": there is no folder of that name in the laws')
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return {one.name: _text(one) for one in files}


def _text(file: Path | Traversable) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RulebookError(f"{file.name}: not UTF-8 at byte {error.start}") from None


def load(laws: Path | Traversable, country: str) -> Rulebook:
    """Load the rulebook of one country from a folder of laws.

    Raises:
        RulebookError: the first fault found, with its file and line. `checking.faults` lists them all.
    """
    rulebook = read(country, texts(laws, country))
    check_tests(rulebook)
    return rulebook


def read(country: str, files: Mapping[str, str]) -> Rulebook:
    """Make a rulebook from the texts of its TOML files, as shipped or as adopted in a record."""
    return _read(country, tuple(files.items()))


@lru_cache(maxsize=16)
def _read(country: str, files: tuple[tuple[str, str], ...]) -> Rulebook:
    # The same texts are asked for at every turn, and to find the line of each rule takes a quarter of a second.
    if not files:
        raise RulebookError(f'the rulebook of "{country}" holds no file')
    rules: dict[str, tuple[Rule | Gap, ...]] = {}
    units: tuple[Territory, ...] = ()
    governs: dict[str, str] = {}
    calendars: tuple[Calendar, ...] = ()
    complete_from = None
    for name, text in files:
        if name == INTERVIEW:
            continue
        top = parse(name, text)
        if top.take_text("country") != country:
            raise top.fault("country", f'wanted "{country}", as the folder says')
        if name == TERRITORIES:
            complete_from, units = _territories(top)
        elif name == CALENDAR:
            calendars = calendars_in(top, country)
        else:
            governs[name.removesuffix(".toml")] = top.take_choice("governs", GOVERNING_DAYS)
            rules.update(_institution(name, top))
    return Rulebook(country, rules, governs, units, complete_from, calendars)


def check_tests(rulebook: Rulebook) -> None:
    """Refuse a rulebook whose lists of tests name a rule that is no bar, or both adopt and reject one kind of question.

    Raises:
        RulebookError: which list names what, with file and line.
    """
    rules = [one for spans in rulebook.rules.values() for one in spans if isinstance(one, Rule)]
    bars = {rule.key for rule in rules if rule.unit == "share"}
    for rule in rules:
        institution, _, name = rule.key.partition(".")
        listed = rule.value if name.startswith(TEST_LISTS) and isinstance(rule.value, tuple) else ()
        unknown = [test for test in listed if f"{institution}.{test}" not in bars]
        if unknown:
            raise RulebookError(f'{rule.where}: {rule.key} names "{unknown[0]}", which is no bar in this rulebook')
        other = rule.key.replace(f".{REJECTED_IF}", f".{ADOPTED_IF}")
        if name.startswith(REJECTED_IF) and other in rulebook.rules:
            raise RulebookError(f"{rule.where}: {rule.key} and {other}: one kind of question is adopted or rejected")


def parse(name: str, text: str) -> Table:
    """Parse one TOML file to a table that knows its lines."""
    try:
        return Table(tomllib.loads(text), Place(name, text), ())
    except (ValueError, RecursionError) as error:
        # Not only TOMLDecodeError: a rulebook comes out of a stranger's record, with any number of digits or brackets.
        raise RulebookError(f"{name}: {error}") from None


def _institution(name: str, top: Table) -> dict[str, tuple[Rule | Gap, ...]]:
    institution = top.take_text("institution")
    if name != f"{institution}.toml":
        raise top.fault("institution", f"wanted the name of the file, {name}")
    sources = sources_of(top)
    rules = {f"{institution}.{key}": table for key, table in top.take_tables("rule").items()}
    top.nothing_left()
    return {key: _rule(key, table, sources) for key, table in rules.items()}


def _rule(key: str, table: Table, sources: Sources) -> tuple[Rule | Gap, ...]:
    unit = table.take_choice("unit", tuple(UNITS))
    spans = [_span(key, unit, one, sources) for one in table.take_list("value")]
    table.nothing_left()
    in_order(spans, table)
    return tuple(spans)


def _span(key: str, unit: str, table: Table, sources: Sources) -> Rule | Gap:
    since, until = dates(table)
    if "unknown" in table:
        gap = Gap(since, until, table.take_text("unknown"), unit)
        table.nothing_left()
        return gap
    value = _value(unit, table)
    rule = Rule(
        key, value, unit, since, until, citations(table, sources), Certainty(certainty(table)), table.place_of("from")
    )
    table.nothing_left()
    return rule


def _value(unit: str, table: Table) -> Value:
    if "none" in table:
        if table.take("none") is not True:
            raise table.fault("none", "wanted none = true, where the law sets no bar in so many words")
        return NO_BAR
    match UNITS[unit]:
        case "share":
            return _bar(table)
        case "number":
            return table.take_int("number")
        case "word":
            return table.take_text("word")
        case "term":
            return term_in(table)
        case "entries":
            return _entries(table)
        case _:
            return table.take_texts("words")


def _entries(table: Table) -> Entries:
    lines: list[Entry] = []
    for one in table.take_list("entries"):
        line = Entry(one.take_text("word"), one.take_text("article"), one.take_texts("words"))
        one.nothing_left()
        if any(line.word == other.word for other in lines):
            raise one.fault("word", f"{line.word} stands twice")
        lines.append(line)
    return Entries(tuple(lines))


def _bar(table: Table) -> Bar:
    measure = table.take_choice("measure", MEASURES)
    base = table.take_choice("base", MEASURES)
    strict = COMPARE[table.take_choice("compare", tuple(COMPARE))]
    share = _fraction(table, "share")
    if not 0 <= share <= 1:
        raise table.fault("share", f"a share lies between 0 and 1, not {share}")
    rounding = table.take_choice("rounding", ROUNDINGS) if "rounding" in table else ""
    return Bar(share, strict, measure, base, rounding)


def _fraction(table: Table, key: str) -> Fraction:
    text = table.take_text(key)
    numerator, slash, denominator = text.partition("/")
    short = len(text) <= LONGEST_FRACTION and text.isascii()
    digits = short and numerator.isdigit() and (not slash or denominator.isdigit())
    if not digits or (slash and not int(denominator)):
        raise table.fault(key, f'wanted a fraction such as "2/3", not "{text[:LONGEST_FRACTION]}"')
    return Fraction(int(numerator), int(denominator) if slash else 1)


def in_order(spans: list[Rule | Gap] | list[Territory], table: Table) -> None:
    """Refuse spans that overlap, leave a gap, or stand out of order: each begins where the last one ends."""
    if not spans:
        raise table.fault("value", "wanted at least one dated value")
    for earlier, later in pairwise(spans):
        if earlier.until is None or later.since is None or earlier.until.text != later.since.text:
            ends = "has no end" if earlier.until is None else f"ends on {earlier.until}"
            fault = (
                "a gap" if earlier.until and later.since and earlier.until.last < later.since.first else "an overlap"
            )
            raise table.fault(
                "value",
                f"{fault}: one value {ends}, the next begins on {later.since} "
                '(a span the sources are silent on is written as unknown = "what is missing")',
            )


def _territories(top: Table) -> tuple[LegalDate, tuple[Territory, ...]]:
    complete_from = legal_date(top, "complete_from")
    sources = sources_of(top)
    units: list[Territory] = []
    for table in top.take_list("territory"):
        id = table.take_text("id")
        spans = [_territory(id, one, sources) for one in table.take_list("value")]
        table.nothing_left()
        in_order(spans, table)
        if any(one.id == id for one in units):
            raise table.fault("id", f"{id} stands twice")
        units.extend(spans)
    top.nothing_left()
    return complete_from, tuple(units)


def _territory(id: str, table: Table, sources: Sources) -> Territory:
    since, until = dates(table)
    unit = Territory(
        id=id,
        kind=table.take_choice("kind", KINDS),
        boundary=table.take_int("boundary"),
        weight=_fraction(table, "weight"),
        names=names_in(table, "names"),
        short=names_in(table, "short"),
        tile=_tile(table),
        since=since,
        until=until,
        citations=citations(table, sources),
        certainty=Certainty(certainty(table)),
    )
    table.nothing_left()
    return unit


def _tile(table: Table) -> tuple[int, int]:
    column, row = table.take_ints("tile", 2)
    return column, row
