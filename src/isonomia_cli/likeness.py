"""`isonomia likeness`: copies among texts, their language, the group that each belongs to, and texts like one.

Everything here is a suggestion for people to judge; nothing enters a record.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from isonomia.errors import InputError
from isonomia.wording import printable
from isonomia_cli.csv_rows import Row, read_rows, write_rows
from isonomia_cli.options import AsJson
from isonomia_cli.printing import print_json, print_table

QUIET_SECONDS = 2
SHOWN_LETTERS = 100

app = typer.Typer(help="Suggest which texts are copies, in which language, for which group, and like which others.")

Out = Annotated[Path, typer.Option("--out", help="The CSV file to be written, whole or not at all.")]


@app.command()
def duplicates(
    file: Path,
    out: Out,
    reasons: Annotated[bool, typer.Option("--reasons", help="Add in what each is like the first.")] = False,
) -> None:
    """Group texts that are copies of one another, changed a little or not: FILE has the columns id and text."""
    from isonomia_lab.likeness.duplicates import groups

    rows = read_rows(file, "id", "text", unique="id")
    firsts = groups([row["text"] for row in rows], _teller())
    named: dict[int, str] = {}
    for row, first in zip(rows, firsts, strict=True):
        # The same name in whatever order the texts come.
        named[first] = min(named.get(first, row["id"]), row["id"])
    clusters = [named[first] for first in firsts]
    more = _reasons(rows, clusters) if reasons else [()] * len(rows)
    head = ("id", "cluster", *(("reason", "shared", "of", "phrases") if reasons else ()))
    write_rows(out, head, ((row["id"], one, *rest) for row, one, rest in zip(rows, clusters, more, strict=True)))
    typer.echo(f"{out}: {len(rows):,} texts, {len(named):,} groups")


@app.command()
def language(
    file: Path,
    out: Out,
    languages: Annotated[str, typer.Option("--languages", help="Among which, by two letters each.")] = "kk,ru,en",
) -> None:
    """Tell the language of each text among a few, and how sure that is: FILE has the columns id and text."""
    from isonomia_lab.likeness.language import languages as tell_languages

    rows = read_rows(file, "id", "text", unique="id")
    among = [one.strip() for one in languages.split(",") if one.strip()]
    found, tell = [], _teller()
    for number, one in enumerate(tell_languages([row["text"] for row in rows], among)):
        found.append(one)
        tell(f"{number:,} of {len(rows):,} texts")
    lines = ((row["id"], one.language, f"{one.confidence:.3f}") for row, one in zip(rows, found, strict=True))
    write_rows(out, ("id", "language", "confidence"), lines)
    typer.echo(f"{out}: {len(rows):,} texts")


@app.command()
def route(
    train: Annotated[
        Path,
        typer.Option("--train", help="Examples: a CSV file with the columns text and label; several labels as a|b."),
    ],
    file: Annotated[Path, typer.Option("--in", help="What is to be routed: a CSV file with the columns id and text.")],
    out: Out,
    least: Annotated[float, typer.Option("--least", min=0, max=1, help="Less sure than this: name no label.")] = 0,
) -> None:
    """Suggest a label for each text, learned from examples: the three likeliest, and how sure the first one is.

    The confidence is the chance that an example like the text would show the first label. If texts bear several labels,
    show them all (a|b): where examples show one of several, the first label is right more often than is said.
    """
    from isonomia_lab.likeness.routing import SHOWN, route

    examples = read_rows(train, "text", "label")
    unlabelled = [row for row in examples if not _labels(row["label"])]
    if unlabelled:
        raise InputError(f"{train}: an example without a label: {unlabelled[0]['text'][:40]!r}")
    rows = read_rows(file, "id", "text", unique="id")
    learned = [(row["text"], _labels(row["label"])) for row in examples]
    found = route(learned, [row["text"] for row in rows])
    lines = []
    for row, one in zip(rows, found, strict=True):
        labels = one.labels if one.confidence >= least else ()
        lines.append((row["id"], *labels, *[""] * (SHOWN - len(labels)), f"{one.confidence:.3f}"))
    write_rows(out, ("id", "first", "second", "third", "confidence"), lines)
    unsure = sum(one.confidence < least for one in found)
    typer.echo(f"{out}: {len(rows):,} texts, {unsure:,} of them with no label that is sure enough")


@app.command()
def search(
    file: Path,
    query: Annotated[str, typer.Option("--query", help="The text to look for, in any of the languages.")] = "",
    like: Annotated[str, typer.Option("--for", help="The id of the text in FILE to which others are looked for.")] = "",
    *,
    most: Annotated[int, typer.Option("--most", min=1, help="How many to show.")] = 5,
    meaning: Annotated[bool, typer.Option("--meaning", help="By the model of isonomia[multilingual].")] = False,
    json: AsJson = False,
) -> None:
    """Show the texts most like one, in Kazakh, Russian or English: FILE has the columns id and text."""
    from isonomia_lab.likeness.encoding import multilingual
    from isonomia_lab.likeness.searching import search

    if bool(query.strip()) == bool(like):
        raise InputError("what to look for: wanted either --query TEXT or --for ID")
    rows = read_rows(file, "id", "text", unique="id")
    if like:
        asked = [row for row in rows if row["id"] == like]
        if not asked:
            raise InputError(f'{file}: no text with id "{like}"')
        query, rows = asked[0]["text"], [row for row in rows if row["id"] != like]
    found = search([row["text"] for row in rows], query, most, encode=multilingual() if meaning else None)
    if json:
        print_json([{**rows[one.place], "score": f"{one.score:.3f}", "words": list(one.words)} for one in found])
        return
    print_table(
        (rows[one.place]["id"], f"{one.score:.3f}", _short(rows[one.place]["text"]), ", ".join(one.words[:6]))
        for one in found
    )


def _labels(cell: str) -> list[str]:
    return [one.strip() for one in cell.split("|") if one.strip()]


def _short(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= SHOWN_LETTERS else f"{line[:SHOWN_LETTERS]} ..."


def _reasons(rows: Sequence[Row], clusters: Sequence[str]) -> list[tuple[str, ...]]:
    """In what each text is like the one by which its group is named; nothing for that one."""
    from isonomia_lab.likeness.reasons import likeness

    text_of = {row["id"]: row["text"] for row in rows}
    found: list[tuple[str, ...]] = []
    for row, cluster in zip(rows, clusters, strict=True):
        if row["id"] == cluster:
            found.append(("", "", "", ""))
        else:
            one = likeness(row["text"], text_of[cluster])
            found.append((one.reason.value, str(one.shared), str(one.of), " | ".join(one.phrases)))
    return found


def _teller() -> Callable[[str], None]:
    """What says now and then how far long work is."""
    last = monotonic()

    def tell(how_far: str) -> None:
        nonlocal last
        if monotonic() - last >= QUIET_SECONDS:
            last = monotonic()
            print(f"isonomia: {how_far}", file=sys.stderr, flush=True)

    return tell
