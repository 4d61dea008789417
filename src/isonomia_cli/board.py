"""`isonomia board`: count again from a record how its proposals were served."""

from collections.abc import Iterator

import msgspec

from isonomia.figures.published import replayed
from isonomia.proposals.board import Board, Share, Waited, board_of
from isonomia.record.reading import load
from isonomia.reform.road import BODIES
from isonomia.wording import say
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import grouped, is_record, print_json, print_table
from isonomia_cli.verify import Root

SHARES = ("answered", "reviewed", "in_time", "refused", "looks", "turned", "in_text")
TIMES = ("to_register", "to_decide", "to_answer")


def board(record: Root, json: AsJson = False, language: Language = "en") -> None:
    """Count from a record who was answered and how long it takes, those that wait counted in."""
    is_record(record)
    reform = replayed(load(record, BODIES))
    found = board_of(reform.proposals, reform.blobs)
    if json:
        print_json(msgspec.to_builtins(found))
    else:
        print_table(rows(found, language))


def rows(found: Board, language: str) -> Iterator[tuple[str, ...]]:
    """The board line by line: each share beside its base, a row that is too small without its numbers."""
    for one in found.counts:
        yield say(f"board.{one.rule}", language), *map(grouped, (one.submissions, one.demands, one.in_campaigns))
    for name in SHARES:
        yield _share(say(f"board.{name}", language), getattr(found, name))
    for name in TIMES:
        yield _time(say(f"board.{name}", language), getattr(found, name))
    for each in found.by_language:
        yield _time(f"{say('board.to_answer', language)}: {each.name}", each)
    yield say("board.waiting", language), grouped(found.waiting), found.oldest, str(found.oldest_since or "")
    for kind, told in found.rows.items():
        for row in told:
            yield _share(f"{say(f'board.by_{kind}', language)}: {row.name}", row)
    for row in (*found.refused_by_ground, *found.not_taken_up):
        yield _share(f"{say('board.by_ground', language)}: {row.name}", row)


def _share(name: str, one: Share) -> tuple[str, ...]:
    return (name, f"{grouped(one.part)} / {grouped(one.whole)}") if one.whole is not None else (name, "< 5")


def _time(name: str, one: Waited) -> tuple[str, ...]:
    days = map(grouped, (one.half, one.three_quarters, one.nine_tenths))
    return name, " / ".join(days), f"{grouped(one.ended)} / {grouped(one.watched)}"
