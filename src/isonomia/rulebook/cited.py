"""Read what every dated value carries: its span of days, its sources, how sure it is, its names."""

from collections.abc import Mapping
from typing import TypeAlias

from isonomia.errors import InputError
from isonomia.rulebook.citation import Certainty, Citation, LegalDate
from isonomia.rulebook.lines import Table

LANGUAGES = ("en", "kk", "ru")
Sources: TypeAlias = Mapping[str, tuple[str, str, str]]


def sources_of(top: Table) -> Sources:
    """Read the sources of a file: act, where it was read, language, by the name that citations use."""
    sources = {}
    for key, table in top.take_tables("source").items():
        sources[key] = (table.take_text("act"), table.take_text("read_in"), table.take_text("language"))
        table.nothing_left()
    return sources


def dates(table: Table) -> tuple[LegalDate, LegalDate | None]:
    """Read the span of days, half open: `from` included, `to` excluded, no `to` where no end is known."""
    since = legal_date(table, "from")
    until = legal_date(table, "to") if "to" in table else None
    if until is not None and until.first <= since.last:
        raise table.fault("to", f"the span ends ({until}) before it begins ({since})")
    return since, until


def legal_date(table: Table, key: str) -> LegalDate:
    """Read a date as precise as its source."""
    text = table.take_text(key)
    try:
        return LegalDate.of(text)
    except InputError as error:
        raise table.fault(key, str(error)) from None


def certainty(table: Table) -> str:
    """Read how sure a rule is: text, press or assumed."""
    return table.take_choice("certainty", tuple(Certainty))


def citations(table: Table, sources: Sources) -> tuple[Citation, ...]:
    """Read the citations of one span: at least one, each naming a source of the same file."""
    found = []
    for one in table.take_list("citations"):
        source = one.take_text("source")
        if source not in sources:
            raise one.fault("source", f"no [source.{source}] in this file: it has {', '.join(sources)}")
        act, read_in, language = sources[source]
        found.append(Citation(act, one.take_text("article"), read_in, language))
        one.nothing_left()
    if not found:
        raise table.fault("citations", "a rule needs at least one citation")
    return tuple(found)


def names_in(table: Table, key: str) -> Mapping[str, str]:
    """Read a name in every language."""
    names = table.take_table(key)
    found = {language: names.take_text(language) for language in LANGUAGES}
    names.nothing_left()
    return found
