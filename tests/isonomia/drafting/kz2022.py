"""The operations of the Law of 8 June 2022 as published data, turned into operations on the edition of 17 September."""

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from isonomia.drafting.editions import Edition, Provision, Work, digest
from isonomia.drafting.importing import edition_of, provisions_of
from isonomia.drafting.operations import (
    AnyOperation,
    Boundary,
    Content,
    Insert,
    Placeholder,
    Repeal,
    Replace,
    Substituted,
    SubstituteText,
)
from isonomia.drafting.profiles import shipped

ELECTIONS = "elections of the eighth Mazhilis"
WORK = Work.of("kz/act/1995-08-30/constitution")
PROFILE = shipped("kz-ru")
DAYS = {"2023-01-01": Boundary(day="2023-01-01"), "2023-03-19": Boundary(event=ELECTIONS)}
DEFERRED = 30


def text_on(folder: Path, day: str) -> str:
    """The text of a day, as published."""
    return (folder / "constitution" / f"kz-1995-rus-{day}.txt").read_text("utf-8")


def edition(folder: Path, day: str = "2022-09-17") -> Edition:
    """The edition of a day, read from its text."""
    return edition_of(text_on(folder, day), PROFILE, work=WORK, day=day).edition


def operations(folder: Path, base: Edition) -> tuple[AnyOperation, ...]:
    """The thirty operations that were deferred."""
    lines = (folder / "constitution" / "kz-2022-operations.jsonl").read_text("utf-8").splitlines()
    return tuple(operation(json.loads(line), base) for line in lines[:DEFERRED])


def operation(row: dict[str, str], base: Edition) -> AnyOperation:
    """One row of the data as an operation."""
    kind, _, label = row["op"].partition(":")
    target = _found(row, base, label)
    head = {
        "id": f"kz-2022-{row['n']:02}",
        "target": target.uid,
        "eid": target.eid,
        "act": "kz/act/2022-06-08/law",
        "point": f"article {row['article']}, {row['provision']}",
        "boundary": DAYS[row["in_force_from"]],
    }
    seen = {"language": base.language, "expected": digest(base.words(target.uid))}
    if kind == "repeal":
        return Repeal(**head, words=(Placeholder(**seen, text="Исключен."),))
    if kind == "substitute" and "\n" not in row["new"]:
        assert row["new"].startswith(target.mark)
        new = row["new"].removeprefix(target.mark)
        return SubstituteText(**head, words=(Substituted(**seen, old=target.text, new=new),))
    # The published texts have a blank line behind what was added at the end of an article.
    text = row["new"] + "\n\n" * (kind == "append")
    brought = provisions_of(text, PROFILE, seed=head["id"])
    if kind == "substitute":
        return Replace(**head, words=(Content(**seen, provisions=tuple(_taking(target.uid, brought))),))
    where = "after" if kind == "insert_after" else "append"
    return Insert(**head, where=where, words=(Content(**seen, provisions=brought),))


def _found(row: dict[str, str], base: Edition, label: str) -> Provision:
    """The one provision that a row means: that with its old words, or that with the label named."""
    article = base.find("article", row["article"])
    inside = tuple(base.subtree(article.uid))
    if row["op"] == "append":
        return article
    if row["old"]:
        found = [one for one in inside if row["old"] in (one.line, base.words(one.uid))]
        found = found[-1:] if row["provision"] == "single" else found
    else:
        mark = f"{label} " if label.endswith(")") else f"{label}. "
        found = [one for one in inside if one.mark == mark][:1]
    assert len(found) == 1, (row["n"], [one.eid for one in found])
    return found[0]


def _taking(uid: str, brought: tuple[Provision, ...]) -> Iterator[Provision]:
    """The same provisions, the outermost under another uid."""
    top = brought[0]
    for one in brought:
        if one is top:
            yield structs.replace(one, uid=uid)
        else:
            yield structs.replace(one, parent=uid if one.parent == top.uid else one.parent)
