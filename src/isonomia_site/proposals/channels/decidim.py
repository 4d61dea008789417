"""Proposals of Decidim, as its export writes them: CSV or XLSX with `title/kk`, or JSON with the same nested."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from isonomia_site.proposals.channels import markup, sheets
from isonomia_site.proposals.channels.days import received
from isonomia_site.proposals.channels.documents import Stream, refuse_doubled, text_in
from isonomia_site.proposals.channels.filing import Filing, Pairs, Reading, Rejected, Rows, Unfit, judged, rejected
from isonomia_site.proposals.channels.rows import Row, rows

_COUNTS = ("supports", "votes", "proposal_votes_count", "endorsements/total_count", "endorsements")
_DAYS = ("published_at", "created_at", "publishedAt", "createdAt")
_STATED = ("state", "reference", "category/id", "scope/id", "component/id", "is_amend", "withdrawn", "url")
_NAMED = re.compile(r"(category/name|scope/name|answer)(/.+)?")
_TEXT = re.compile(r"(title|body)(?:/(?:machine_translations/)?(.+))?")


def read(path: Path, reading: Reading) -> Rows:
    """Every proposal of an export; the first language that has words is the one it was written in."""
    found = rows(path, reading) if sheets.is_sheet(path) or not _is_json(path) else _nested(path, reading)
    for row in found:
        yield row if isinstance(row, Rejected) else judged(row.number, row.given(), _filing, row, reading)


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def _nested(path: Path, reading: Reading) -> Iterator[Row | Rejected]:
    stream = Stream(path, reading)
    try:
        for number, item in enumerate(stream.items(), 1):
            try:
                refuse_doubled(item)
                if not isinstance(item, dict):
                    raise Unfit("no_row")
                yield Row(number, dict(_flat(item)))
            except Unfit as why:
                yield rejected(number, why, (text_in(item),))
    finally:
        stream.close()


def _flat(item: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}/")
        else:
            yield f"{before}{key}", text_in(value)


def _filing(row: Row, reading: Reading) -> Filing:
    language, words = _words(row)
    text, original = markup.plain(words)
    count = row.get(*_COUNTS)
    key = row.get("id")
    # Numbers are given anew in each component of each space.
    place = row.get("component/id")
    return Filing(
        row=row.number,
        key=f"{place}/{key}" if place and key else key,
        text=text,
        received_on=received(row.get(*_DAYS), reading),
        language=language,
        author=row.get("author/name", "author"),
        author_key=row.get("author/id"),
        supports=int(count) if count.isdecimal() and len(count) < 16 else None,
        original=original,
        stated=_stated(row),
    )


def _words(row: Row) -> tuple[str, tuple[str, str]]:
    """The language, with title and body in it."""
    parts: dict[str, dict[str, str]] = {}
    for name, cell in row.cells.items():
        found = _TEXT.fullmatch(name)
        if found and cell.strip() and "machine_translations" not in name:
            parts.setdefault(found[2] or "", {})[found[1]] = cell
    language = next((one for one, words in parts.items() if words.get("body")), next(iter(parts), ""))
    words = parts.get(language, {})
    return (language if language in ("kk", "ru", "en") else ""), (words.get("title", ""), words.get("body", ""))


def _stated(row: Row) -> Pairs:
    named = [name for name in row.cells if name in _STATED or _NAMED.fullmatch(name)]
    cells = ((name, row.cells[name]) for name in named if row.cells[name].strip())
    return tuple((name, markup.text_of(cell) if markup.is_markup(cell) else cell) for name, cell in cells)
