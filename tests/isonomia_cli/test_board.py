"""`isonomia board`: how proposals were served, counted from the record alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from isonomia.packs.loading import folder, load
from isonomia.proposals.board import Share, board_of, told_apart
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped
from isonomia_cli import board

Run = Callable[..., Any]


def test_a_record_without_proposals_says_so_in_numbers(isonomia: Run, record: Path) -> None:
    found = isonomia("board", record, "--json").json()
    assert found["answered"] == {"name": "answered", "part": 0, "whole": 0} and found["waiting"] == 0
    said = isonomia("board", record, "--language", "ru").out
    assert "с ответом, из принятых" in said and "0 / 0" in said


def test_the_table_tells_shares_with_their_base_and_hides_small_rows() -> None:
    pack = load(folder("mysal"))
    reform = Reform.after(pack.acts, {"mysal": shipped("mysal")}, pack.blobs)
    found = board_of(reform.proposals, reform.blobs)
    rows = [*board.rows(found, "en")]
    assert ("answered, of those taken up", f"{found.answered.part} / {found.answered.whole}") in rows
    assert next(row for row in rows if row[0].startswith("waiting now"))[2] == found.oldest
    small = replace(found, rows={"channel": told_apart([Share("form", 2, 90), Share("letter", 1, 2)])})
    assert ("answered, by channel: letter", "< 5") in [*board.rows(small, "en")]
