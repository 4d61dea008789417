"""Proposals of CONSUL, as its GraphQL answers give them, 25 a page: one answer, a list, or one after another."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from isonomia.errors import InputError
from isonomia_site.proposals.channels import markup
from isonomia_site.proposals.channels.days import received
from isonomia_site.proposals.channels.documents import Stream, refuse_doubled, text_in
from isonomia_site.proposals.channels.filing import Filing, Reading, Rows, Unfit, judged, pairs

COLLECTIONS = ("proposals", "debates")


def read(path: Path, reading: Reading) -> Rows:
    """Every proposal of the pages; where the last page says that more follow, that is said."""
    number, more = 0, False
    for page in _pages(path, reading):
        found, more = _nodes(page, path)
        for node in found:
            number += 1
            given = (json.dumps(node, ensure_ascii=False),)
            yield judged(number, given, _filing, node, number, reading)
    if more:
        reading.remark("more_pages")


def _pages(path: Path, reading: Reading) -> Iterator[Any]:
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    for file in files:
        stream = Stream(file, reading)
        try:
            while stream.peek():
                yield from stream.items() if stream.peek() == "[" else iter([stream.value()])
        finally:
            stream.close()


def _nodes(page: Any, path: Path) -> tuple[list[Any], bool]:
    """The proposals of one answer, and whether it says that more follow."""
    data = page.get("data") if isinstance(page, dict) else None
    if not isinstance(data, dict) or page.get("errors"):
        raise InputError(f"{path.name}: an answer without data: {json.dumps(page, ensure_ascii=False)[:200]}")
    found = next((data[name] for name in COLLECTIONS if isinstance(data.get(name), dict)), None)
    if found is None:
        one = next((data[name] for name in ("proposal", "debate") if name in data), None)
        if one is None:
            raise InputError(f"{path.name}: an answer without proposals: it has {', '.join(data) or 'nothing'}")
        return [one], False
    nodes = found.get("nodes") or [edge.get("node") for edge in found.get("edges") or [] if isinstance(edge, dict)]
    return nodes, bool((found.get("pageInfo") or {}).get("hasNextPage"))


def _filing(node: Any, row: int, reading: Reading) -> Filing:
    refuse_doubled(node)
    if not isinstance(node, dict):
        raise Unfit("no_row")
    text, original = markup.plain([text_in(node.get(name)) for name in ("title", "summary", "description")])
    author = node.get("public_author") or {}
    count = node.get("cached_votes_up", node.get("votes_up"))
    return Filing(
        row=row,
        key=text_in(node.get("id")),
        text=text,
        received_on=received(text_in(node.get("public_created_at") or node.get("created_at")), reading),
        author=text_in(author.get("username")) if isinstance(author, dict) else text_in(author),
        author_key=text_in(author.get("id")) if isinstance(author, dict) else "",
        supports=count if isinstance(count, int) and count >= 0 else None,
        original=original,
        stated=pairs(
            geozone=_name(node.get("geozone")),
            retired_reason=text_in(node.get("retired_reason")),
            retired_at=text_in(node.get("retired_at")),
            comments=text_in(node.get("comments_count")),
        ),
    )


def _name(value: Any) -> str:
    return text_in(value.get("name")) if isinstance(value, dict) else text_in(value)
