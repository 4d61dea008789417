"""A register of proposals as a table, CSV or XLSX, with a map that says which column is what."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from isonomia.errors import InputError
from isonomia_site.proposals.channels.days import received
from isonomia_site.proposals.channels.filing import Filing, Reading, Rejected, Rows, Unfit, judged
from isonomia_site.proposals.channels.rows import TABLE, Row, rows

FIELDS = (
    *("key", "text", "received_on", "language", "author", "author_key", "contact", "author_kind"),
    *("territory", "work", "article", "supports"),
)
PARTS = ("columns", "values", "table", "source")
SOURCE = ("name", "channel", "zone", "encoding", "received_on", "detect")
"""What a map may say of the source itself, whatever the format."""
KINDS = {"sheet": str, "header": int, "delimiter": str, "dates": str}
WANTED = "docs/importing-proposals.md shows one"
PLAIN = {"columns": {name: name for name in FIELDS}}
"""The map of a table whose columns bear our own names."""


def read_map(text: str) -> dict[str, Any]:
    """Read a map: `[columns]` what stands where, `[values.language]` words to ours, `[table]` how it is
    written, `[source]` what holds for every row.

    Raises:
        InputError: not TOML, or a name in it that means nothing.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the map is no TOML: {error}; {WANTED}") from None
    for part in found.keys() - set(PARTS):
        raise InputError(f"the map has a part [{part}]: wanted {', '.join(PARTS)}; {WANTED}")
    columns, values, table, source = (found.get(part, {}) for part in PARTS)
    for name, given in columns.items():
        if name not in FIELDS or not (
            isinstance(given, str) or (isinstance(given, list) and all(map(_is_text, given)))
        ):
            raise InputError(
                f"columns.{name} of the map: wanted one of {', '.join(FIELDS)}, and a column or a list of them"
            )
    if "columns" in found and not {"key", "text"} <= columns.keys():
        raise InputError(f"the map names no column for key and text: both are needed; {WANTED}")
    for name, words in values.items():
        if name not in FIELDS or not isinstance(words, dict) or not all(map(_is_text, words.values())):
            raise InputError(f"values.{name} of the map: wanted a field, and words with what they mean")
    for name, value in table.items():
        if not isinstance(value, KINDS.get(name, ())):
            raise InputError(f"table.{name} of the map: wanted {', '.join(KINDS)}")
    for name, value in source.items():
        if name not in SOURCE or not isinstance(value, str):
            raise InputError(f"source.{name} of the map: wanted a text for {', '.join(SOURCE)}")
    return found


def read(path: Path, reading: Reading) -> Rows:
    """Every row of a register."""
    known = {**PLAIN, **(reading.columns or {})}
    table: dict[str, Any] = {name: value for name, value in known.get("table", {}).items() if name in TABLE}
    found = rows(path, reading, **table)
    columns = {name: _names(given) for name, given in known["columns"].items()}
    for place, row in enumerate(found):
        if place == 0:
            if "columns" in (reading.columns or {}):
                _refuse_missing(columns, reading.header)
            columns = {name: given for name, given in columns.items() if not {*given}.isdisjoint(reading.header)}
        if isinstance(row, Rejected):
            yield row
        else:
            yield judged(row.number, row.given(), _filing, row, columns, known, reading)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _names(given: Any) -> list[str]:
    return [" ".join(one.split()) for one in ([given] if isinstance(given, str) else given)]


def _refuse_missing(columns: Mapping[str, Sequence[str]], header: tuple[str, ...]) -> None:
    for name, given in columns.items():
        for one in given:
            if one not in header:
                raise InputError(f"the map finds {name} in the column {one!r}; the table has {', '.join(header)}")


def _filing(row: Row, columns: Mapping[str, Sequence[str]], known: Mapping[str, Any], reading: Reading) -> Filing:
    found = _cells(row, columns, known.get("values", {}))
    supports, language = found.get("supports", ""), found.get("language", "")
    if supports and not (supports.isdecimal() and len(supports) < 16):
        raise Unfit("count", given=supports[:40])
    if language not in ("", "kk", "ru", "en"):
        raise Unfit("language", given=language[:40])
    work, article = found.get("work", ""), found.get("article", "")
    form = known.get("table", {}).get("dates", "")
    return Filing(
        row=row.number,
        key=found.get("key", ""),
        text=found.get("text", ""),
        received_on=received(_iso(found.get("received_on", ""), form), reading),
        language=language,
        author=found.get("author", ""),
        author_key=found.get("author_key", ""),
        contact=found.get("contact", ""),
        author_kind=found.get("author_kind", "citizen"),
        territory=found.get("territory", ""),
        about=((work, article),) if work and article else (),
        supports=int(supports) if supports else None,
    )


def _cells(row: Row, columns: Mapping[str, Sequence[str]], values: Mapping[str, Any]) -> dict[str, str]:
    """What a row has of each field; where several columns make one, they stand one under the other."""
    found = {}
    for name, given in columns.items():
        text = row.cells.get(given[0], "").strip()
        if len(given) > 1:
            text = "\n\n".join(filter(None, (row.cells.get(one, "").strip() for one in given)))
        if text:
            found[name] = values[name].get(text, text) if name in values else text
    return found


def _iso(text: str, form: str) -> str:
    if not form or not text:
        return text
    try:
        return datetime.strptime(text, form).isoformat()  # noqa: DTZ007 (without a zone it stands in the rulebook's)
    except ValueError:
        # A sheet gives its own dates as dates, whatever the form of those that were typed.
        return text
