"""`isonomia texts compare`: what became of every article between two texts, with the words that changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting.comparison import Article, Comparison, Kind, Place, Unit, compare
from isonomia.drafting.editions import Edition, Provision, read
from isonomia.drafting.importing import edition_of
from isonomia.drafting.profiles import shipped
from isonomia.drafting.words import DELETED, INSERTED, KEPT
from isonomia.errors import InputError
from isonomia.wording import printable
from isonomia_cli.options import AsJson
from isonomia_cli.printing import print_json, print_table, read_text

LISTED = (Kind.AMENDED, Kind.INSERTED, Kind.REPEALED, Kind.EDITORIAL, Place.MOVED, Place.RENUMBERED)
SHOWN_AROUND = 30
MARKS = {KEPT: ("", ""), DELETED: ("[-", "-]"), INSERTED: ("{+", "+}")}

ProfileName = Annotated[str, typer.Option("--profile", help="How a plain text is printed, as kz-ru, kz-kk, en or de.")]


def register(app: typer.Typer) -> None:
    """Add the command to the group of texts."""
    app.command(name="compare")(compare_texts)


def compare_texts(old: Path, new: Path, profile: ProfileName = "", json: AsJson = False) -> None:
    """Compare two editions: which articles were amended, inserted, repealed, moved, or only printed otherwise.

    OLD and NEW are files of editions, or plain texts of the profile.
    """
    found = compare(text_at(old, profile), text_at(new, profile))
    if json:
        print_json(comparison_json(found))
        return
    print_table(_summary(found))
    for article in found.changed:
        print()
        for line in article_lines(article, found):
            print(printable(line))


def text_at(path: Path, profile: str) -> Edition:
    """Read an edition's file, or a plain text by its profile.

    Raises:
        InputError: neither, or a plain text without profile; the message names the file.
    """
    text = read_text(path)
    try:
        if text.lstrip().startswith("{"):
            return read(text.encode("utf-8"))
        if not profile:
            raise InputError("a plain text: name how it is printed with --profile, as kz-ru")
        return edition_of(text, shipped(profile)).edition
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _summary(found: Comparison) -> Iterator[tuple[str, str, str]]:
    totals = found.totals()["articles"]
    yield "articles", "", ""
    for what in LISTED:
        yield what, str(totals[what]), ", ".join(_number(one.head) for one in found.of(what))
    yield Kind.UNCHANGED, str(totals[Kind.UNCHANGED]), ""


def _number(unit: Unit) -> str:
    """An article's number; both where it has another one now."""
    if unit.old and unit.new and unit.old.number != unit.new.number:
        return f"{unit.old.number} -> {unit.new.number}"
    return unit.shown.number


def article_lines(article: Article, found: Comparison) -> Iterator[str]:
    """An article that changed, and under it each unit that did, with its words."""
    yield f"{article.head.shown.eid}: {said(article)}"
    for unit in article.changes:
        if article.kind in (Kind.INSERTED, Kind.REPEALED) or unit.kind is not Kind.UNCHANGED:
            yield f"  {_line(unit)}"
        else:
            yield f"  {unit.shown.eid} {unit.place}"


def said(one: Article | Unit) -> str:
    """What became of an article or unit: of its words and, where that changed, of its place."""
    if one.place is Place.SAME:
        return one.kind
    return one.place if one.kind is Kind.UNCHANGED else f"{one.kind}, {one.place}"


def _line(unit: Unit) -> str:
    """A unit's line with its changed words marked, and few of the others."""
    if unit.old is None or unit.new is None:
        open_mark, close_mark = MARKS[INSERTED if unit.old is None else DELETED]
        return f"{open_mark}{unit.shown.line}{close_mark}"
    pieces = []
    for at, one in enumerate(unit.spans):
        text = unit.new.line[one.new_start : one.new_end] if one.kind != DELETED else ""
        text = text or unit.old.line[one.old_start : one.old_end]
        open_mark, close_mark = MARKS[one.kind]
        shown = _cut(text, first=at == 0, last=at == len(unit.spans) - 1) if one.kind == KEPT else text
        pieces.append(f"{open_mark}{shown}{close_mark}")
    return "".join(pieces) or unit.new.line


def _cut(text: str, *, first: bool, last: bool) -> str:
    """Kept words, those far from any change left out; the beginning of the line says which unit it is."""
    if len(text) <= 3 * SHOWN_AROUND:
        return text
    before = text[:SHOWN_AROUND].rpartition(" ")[0]
    after = text[-SHOWN_AROUND:].partition(" ")[2]
    if first and last:
        return f"{before} ..."
    return f"{before} ... {'' if last else after}"


def comparison_json(found: Comparison) -> dict[str, object]:
    """A comparison as plain values."""
    return {
        "totals": found.totals(),
        "articles": [_article_json(one) for one in found.changed if one.is_article],
        "headings": [_article_json(one) for one in found.changed if not one.is_article],
    }


def _article_json(article: Article) -> dict[str, object]:
    head = article.head
    return {
        "number": head.shown.number,
        "kind": article.kind,
        "place": article.place,
        "old": head.old.eid if head.old else None,
        "new": head.new.eid if head.new else None,
        "units": [_unit_json(one) for one in article.changes],
    }


def _unit_json(unit: Unit) -> dict[str, object]:
    spans = [one._asdict() for one in unit.spans]
    return {"kind": unit.kind, "place": unit.place, "old": _side(unit.old), "new": _side(unit.new), "spans": spans}


def _side(one: Provision | None) -> dict[str, str] | None:
    return {"uid": one.uid, "eid": one.eid, "line": one.line} if one else None
