"""The proposals of the invented country: texts that open their commitments, copies that look alike, and figures."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import mysal as tool
import pytest

from isonomia.errors import InputError
from isonomia.figures.of_proposals import of_proposals
from isonomia.packs.loading import Pack, folder, load
from isonomia.proposals.acts import ACTS, ProposalAnswered, ProposalReceived, TextHidden
from isonomia.proposals.folding import fold
from isonomia.proposals.masking import mask
from isonomia.proposals.state import Proposals
from isonomia.record.commitment import opens
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped


@pytest.fixture(scope="module")
def mysal() -> Pack:
    """The pack as it ships."""
    return load(folder("mysal"))


@pytest.fixture(scope="module")
def reform(mysal: Pack) -> Reform:
    """Its reform, replayed."""
    return Reform.after(mysal.acts, {"mysal": shipped("mysal")}, mysal.blobs)


@pytest.fixture(scope="module")
def texts() -> dict[str, dict[str, str]]:
    """The public texts beside the pack, by their acts."""
    lines = (tool.PACK / "proposals/texts.jsonl").read_text("utf-8").splitlines()
    return {one["act"]: one for one in map(json.loads, lines)}


def test_every_text_opens_the_commitment_of_its_act_and_the_hidden_one_is_nowhere(
    mysal: Pack, texts: dict[str, dict[str, str]]
) -> None:
    received = {one.id: one for one in mysal.acts if isinstance(one.body, ProposalReceived)}
    hidden = {one.matter for one in mysal.acts if isinstance(one.body, TextHidden)}
    assert len(received) == 300 and len(hidden) == 1
    assert {one.matter for id, one in received.items() if id not in texts} == hidden
    for id, one in texts.items():
        (commitment,) = [each.hmac for each in received[id].commit if each.field == "text"]
        assert opens(commitment, bytes.fromhex(one["salt"]), "proposals/text", one["text"])
        assert one["matter"] == received[id].matter


def test_no_text_stands_in_the_record_and_none_shows_what_must_not_be_shown(
    mysal: Pack, texts: dict[str, dict[str, str]]
) -> None:
    files = b"\n".join(mysal.blobs.values()).decode("utf-8", errors="replace")
    assert not [one for one in texts.values() if one["text"] in files]
    assert not [one for one in texts.values() if mask(one["text"]).marks]
    assert sum("[phone]" in one["text"] for one in texts.values()) == 3


def test_the_texts_are_in_three_languages_and_vary(texts: dict[str, dict[str, str]]) -> None:
    languages = Counter(one["language"] for one in texts.values())
    assert languages["kk"] > 90 and languages["ru"] > 90 and languages["en"] > 20
    assert len({fold(one["text"]) for one in texts.values()}) > 200


def test_a_campaign_lists_copies_of_its_pattern_and_most_fold_to_it(
    reform: Reform, mysal: Pack, texts: dict[str, dict[str, str]]
) -> None:
    by_matter = {one["matter"]: one["text"] for one in texts.values()}
    for campaign in reform.proposals.campaigns.values():
        pattern = fold(by_matter[campaign.body.template])
        members = campaign.members(mysal.blobs) or ()
        same = sum(fold(by_matter[f"proposal/{one}"]) == pattern for one in members)
        letter_by_letter = sum(by_matter[f"proposal/{one}"] == by_matter[campaign.body.template] for one in members)
        assert letter_by_letter == campaign.body.exact < same < campaign.body.copies == len(members)


def test_proposals_came_before_the_draft_and_what_was_taken_up_is_in_its_amendments(reform: Reform) -> None:
    (draft,) = reform.drafting.drafts.values()
    assert draft.tabled is not None
    tabled = draft.tabled.tabled_on
    assert max(one.body.received_on for one in reform.proposals.submissions.values()) < tabled
    for demand in reform.proposals.demands.values():
        for _, body in demand.traces:
            assert (body.amendment in draft.amendments) is (body.amendment is not None)
            if body.amendment is not None:
                assert draft.amendments[body.amendment].state == "accepted"


def outcome(state: Proposals, number: str) -> tuple[str, int]:
    submission = state.submissions[f"proposal/{number}"]
    return state.stage(submission), len(submission.answers)


def test_every_way_that_a_proposal_can_take_is_there(reform: Reform, mysal: Pack) -> None:
    state = reform.proposals
    assert state.findings({}) is not None and reform.findings() == []
    acts = {one.act for one in mysal.acts if one.act.startswith("proposals.")}
    # Of all that can be done only to take a link back was not needed.
    assert {name for name, _ in ACTS} - acts == {"proposals.unlinked"}
    modes = Counter(one.body.mode for one in mysal.acts if isinstance(one.body, ProposalAnswered))
    assert modes["batch"] > 80 and modes["own"] > 150
    looks = [one for one in state.submissions.values() if one.looks]
    assert [outcome(state, one.number) for one in looks] == [("traced", 2)] * 3
    kept = Counter(one.first_due.kept(one.answered_on) for one in state.submissions.values() if one.answered_on)
    assert kept[True] > 200 and kept[False] > 10


def test_the_figures_are_recomputed_and_name_their_base(reform: Reform) -> None:
    found: dict[str, Any] = {
        (one.name, one.base): (one.value, one.numerator, one.denominator) for one in of_proposals(reform)
    }
    assert found["proposals.submissions", "all_received"] == ("300", 300, None)
    assert found["proposals.submissions", "still_standing"] == ("297", 297, None)
    assert found["proposals.demands", "all_received"] == ("24", 24, None)
    assert found["proposals.in_campaigns", "all_received"] == ("98", 98, None)
    assert found["proposals.answered_of_admissible", "admissible_proposals"] == ("97.28", 286, 294)
    assert found["proposals.reviewed_of_admissible", "admissible_proposals"] == ("98.30", 289, 294)
    assert found["proposals.in_time_of_due", "proposals_due"] == ("85.22", 248, 291)
    assert found["proposals.changed_of_second_looks", "second_looks"] == ("33.33", 1, 3)
    assert found["proposals.in_text_of_decided", "demands_decided"] == ("29.17", 7, 24)
    assert found["proposals.refused_no_majority", "demands_refused"] == ("36.36", 4, 11)
    assert found["proposals.days_to_50_percent", ""][1] == 31
    shares = [one for one in of_proposals(reform) if one.unit == "percent"]
    assert len(shares) > 15 and all(one.base and one.denominator for one in shares)


def test_without_the_lists_of_campaigns_nothing_is_said_of_them(reform: Reform, mysal: Pack) -> None:
    bare = Reform.after(mysal.acts, {"mysal": shipped("mysal")})
    names = {one.name for one in of_proposals(bare)}
    assert "proposals.submissions" in names and "proposals.in_campaigns" not in names


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"act":"proposals.received"', '"act":"proposals.received', "11-proposals.jsonl:1: "),
        ('"matter":"proposal/P-2024-000001"', '"case":"proposal/P-2024-000001"', "11-proposals.jsonl:1: "),
        ('"channel":', '"chanel":', "mysal/P-2024-000001/received"),
        ('"field":"text"', '"field":"Text"', "11-proposals.jsonl:1: "),
        ('"act":"proposals.received"', '"act":"drafting.received"', 'no act "drafting.received"'),
    ],
)
def test_a_line_that_is_no_act_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    for name in ("pack.toml", "sources.toml"):
        shutil.copy(tool.PACK / name, tmp_path / name)
    first = (tool.PACK / "11-proposals.jsonl").read_text("utf-8").splitlines()[0]
    assert old in first
    (tmp_path / "11-proposals.jsonl").write_text(first.replace(old, new) + "\n", "utf-8")
    with pytest.raises(InputError) as refused:
        load(tmp_path)
    assert told in str(refused.value)


def test_an_act_that_tells_a_published_fact_names_its_source_in_json_lines_too(tmp_path: Path) -> None:
    for name in ("pack.toml", "sources.toml"):
        shutil.copy(tool.PACK / name, tmp_path / name)
    member = (tool.PACK / "10-members.jsonl").read_text("utf-8").splitlines()[-1]
    (tmp_path / "10-members.jsonl").write_text(member.replace('"sources":["invented"],', ""), "utf-8")
    with pytest.raises(InputError, match="names at least one source"):
        load(tmp_path)
