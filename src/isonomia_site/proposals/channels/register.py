"""A register of proposals as a table, CSV or XLSX, with a map that says which column is what."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from isonomia.errors import InputError
from isonomia_site.proposals.channels.days import received
from isonomia_site.proposals.channels.filing import Filing, Reading, Rejected, Rows, Unfit, judged
from isonomia_site.proposals.channels.rows import Row, rows

FIELDS = (
    *("key", "text", "received_on", "language", "author", "author_key", "contact", "author_kind"),
    *("territory", "work", "article", "supports"),
)
TABLE = {"sheet": str, "header": int, "delimiter": str, "dates": str}
WANTED = "docs/importing-proposals.md shows one"
PLAIN = {"columns": {name: name for name in FIELDS}}
"""The map of a table whose columns bear our own names."""


def read_map(text: str) -> dict[str, Any]:
    """Read a map: `[columns]` what stands where, `[values.language]` words to ours, `[table]` how it is written.

    Raises:
        InputError: not TOML, or a name in it that means nothing.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the map is no TOML: {error}; {WANTED}") from None
    for part in found.keys() - {"columns", "values", "table"}:
        raise InputError(f"the map has a part [{part}]: wanted columns, values, table; {WANTED}")
    columns, values, table = (found.get(part, {}) for part in ("columns", "values", "table"))
    for name, given in columns.items():
        if name not in FIELDS or not (
            isinstance(given, str) or (isinstance(given, list) and all(map(_is_text, given)))
        ):
            raise InputError(
                f"columns.{name} of the map: wanted one of {', '.join(FIELDS)}, and a column or a list of them"
            )
    if not {"key", "text"} <= columns.keys():
        raise InputError(f"the map names no column for key and text: both are needed; {WANTED}")
    for name, words in values.items():
        if name not in FIELDS or not isinstance(words, dict) or not all(map(_is_text, words.values())):
            raise InputError(f"values.{name} of the map: wanted a field, and words with what they mean")
    for name, value in table.items():
        if not isinstance(value, TABLE.get(name, ())):  # type: ignore[arg-type]
            raise InputError(f"table.{name} of the map: wanted {', '.join(TABLE)}")
    return found


def read(path: Path, reading: Reading) -> Rows:
    """Every row of a register."""
    known = reading.columns or PLAIN
    table = known.get("table", {})
    found = rows(path, reading, **{name: table[name] for name in ("sheet", "header", "delimiter") if name in table})
    first = True
    for row in found:
        if first and reading.columns:
            _refuse_missing(known["columns"], reading.header)
        first = False
        yield row if isinstance(row, Rejected) else judged(row.number, row.given(), _filing, row, known, reading)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _names(given: object) -> list[str]:
    return [" ".join(one.split()) for one in ([given] if isinstance(given, str) else list(given))]  # type: ignore[call-overload]


def _refuse_missing(columns: Mapping[str, object], header: tuple[str, ...]) -> None:
    for name, given in columns.items():
        for one in _names(given):
            if one not in header:
                raise InputError(f"the map finds {name} in the column {one!r}; the table has {', '.join(header)}")


def _filing(row: Row, known: Mapping[str, Any], reading: Reading) -> Filing:
    columns, values, table = known["columns"], known.get("values", {}), known.get("table", {})

    def cell(name: str) -> str:
        given = [row.cells.get(one, "").strip() for one in _names(columns[name])] if name in columns else []
        text = "\n\n".join(filter(None, given))
        return values.get(name, {}).get(text, text) if name in values else text

    supports, language, kind = cell("supports"), cell("language"), cell("author_kind")
    if supports and not (supports.isdecimal() and len(supports) < 16):
        raise Unfit("count", given=supports[:40])
    if language not in ("", "kk", "ru", "en"):
        raise Unfit("language", given=language[:40])
    return Filing(
        row=row.number,
        key=cell("key"),
        text=cell("text"),
        received_on=received(_iso(cell("received_on"), table.get("dates", "")), reading),
        language=language,
        author=cell("author"),
        author_key=cell("author_key"),
        contact=cell("contact"),
        author_kind=kind or "citizen",
        territory=cell("territory"),
        about=((cell("work"), cell("article")),) if cell("work") and cell("article") else (),
        supports=int(supports) if supports else None,
    )


def _iso(text: str, form: str) -> str:
    if not form or not text:
        return text
    try:
        return datetime.strptime(text, form).isoformat()  # noqa: DTZ007 (without a zone it stands in the rulebook's)
    except ValueError:
        # A sheet gives its own dates as dates, whatever the form of those that were typed.
        return text
