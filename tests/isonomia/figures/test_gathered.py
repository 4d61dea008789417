"""Claims about proposals: counts that differ stand side by side, and what the record itself holds decides."""

from typing import Any

import msgspec
import pytest

from isonomia.figures.claims import check_all
from isonomia.figures.verdicts import Check
from isonomia.packs.loading import Pack, folder, load
from isonomia.record.act import Act
from isonomia.reform.acts import ClaimPublished
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import shipped
from tests.isonomia.figures.checks import notes


@pytest.fixture(scope="module")
def pack_2026() -> Pack:
    return load(folder("kazakhstan-2026"))


@pytest.fixture(scope="module")
def mysal_pack() -> Pack:
    return load(folder("mysal"))


def checked(entered: list[Act], rulebook: Rulebook, blobs: Any, claim: str) -> Check:
    reform = Reform.after(entered, {rulebook.country: rulebook}, blobs)
    assert reform.refused == []
    return next(one for one in check_all(reform) if one.claim == claim)


def changed(acts: tuple[Act, ...], id: str, **fields: Any) -> list[Act]:
    """The acts with fields of one act's body changed; of a claim, fields of what it asserts."""
    found = []
    for one in acts:
        if one.id == id:
            body: Any = one.body
            if isinstance(body, ClaimPublished):
                fields = {"asserts": msgspec.structs.replace(body.asserts, **fields)}
            one = msgspec.structs.replace(one, body=msgspec.structs.replace(body, **fields))
        found.append(one)
    return found


def test_published_counts_that_differ_stand_side_by_side(pack_2026: Pack, kz: Rulebook) -> None:
    one = checked(list(pack_2026.acts), kz, pack_2026.blobs, "F16")
    assert (one.verdict, one.numerator) == ("sources conflict", None)
    shown = [(note["value"], note["day"]) for note in notes(one, "published_count")]
    assert {("> 2000", "no_day_given"), ("> 4000", "2026-02-05"), ("≈ 10000", "2026-02-14")} <= set(shown)
    # The claim's own publication is no witness for it.
    assert "Times" not in {note["publisher"] for note in notes(one, "published_count")}
    assert {act.act for act in one.acts} == {"reform.count_published"} and len(one.acts) == len(shown)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"counts": ("proposals_reviewed",)}, "stated by a single source"),
        ({"counts": ("proposals_in_all",)}, "not derivable"),
        ({"compare": "more than", "number": 1000}, "holds"),
        ({"compare": "less than", "number": 1000}, "contradicted"),
        ({"number": 5000}, "sources conflict"),
    ],
)
def test_what_the_claim_asserts_changes_the_verdict(
    pack_2026: Pack, kz: Rulebook, fields: dict[str, Any], wanted: str
) -> None:
    entered = changed(pack_2026.acts, "kz-2026/claim-F16", **fields)
    found = checked(entered, kz, pack_2026.blobs, "F16")
    # "more than 1000" meets every count that begins above it; two publications speak of exact numbers above it too.
    assert found.verdict == wanted


def test_the_year_of_the_beginning_differs_by_publication(pack_2026: Pack, kz: Rulebook) -> None:
    one = checked(list(pack_2026.acts), kz, pack_2026.blobs, "F17")
    assert one.verdict == "sources conflict"
    assert [note["day"] for note in notes(one, "beginning_told")] == ["2024-10", "2025-10", "2025-10-08"]
    with_one = [act for act in pack_2026.acts if act.id != "kz-2026/began-2024-10"]
    assert checked(with_one, kz, pack_2026.blobs, "F17").verdict == "holds"
    other = changed(tuple(with_one), "kz-2026/claim-F17", month=11)
    assert checked(other, kz, pack_2026.blobs, "F17").verdict == "contradicted"
    last_year = changed(pack_2026.acts, "kz-2026/claim-F17", year=2025)
    assert checked(last_year, kz, pack_2026.blobs, "F17").verdict == "sources conflict"


def test_without_an_outcome_per_proposal_nobody_can_say_that_each_was_reviewed(pack_2026: Pack, kz: Rulebook) -> None:
    one = checked(list(pack_2026.acts), kz, pack_2026.blobs, "F47")
    assert (one.verdict, one.denominator) == ("not derivable", None) and notes(one, "no_proposals") == [{}]


@pytest.mark.parametrize("claim", ["F16", "F17", "F47"])
def test_the_record_of_2022_holds_nothing_on_them(pack: Pack, kz: Rulebook, claim: str) -> None:
    assert checked(list(pack.acts), kz, pack.blobs, claim).verdict == "not derivable"


def claimed(pack_2026: Pack, mysal_pack: Pack, claim: str) -> list[Act]:
    """The acts of Mysal, with a claim of Kazakhstan put to them."""
    act = next(one for one in pack_2026.acts if one.id == f"kz-2026/claim-{claim}")
    return [*mysal_pack.acts, act]


def test_where_the_record_holds_the_proposals_it_answers_from_them(pack_2026: Pack, mysal_pack: Pack) -> None:
    rulebook = shipped("mysal")
    entered = claimed(pack_2026, mysal_pack, "F16")
    one = checked(entered, rulebook, mysal_pack.blobs, "F16")
    assert (one.verdict, one.numerator, one.base) == ("contradicted", 300, "submissions")
    assert notes(one, "triple") == [{"demands": "24", "campaigns": "98", "rule": "all_received"}]
    right = changed(tuple(entered), "kz-2026/claim-F16", number=300)
    assert checked(right, rulebook, mysal_pack.blobs, "F16").verdict == "holds"


def test_each_is_reviewed_only_where_a_member_read_it_and_its_demands_were_decided(
    pack_2026: Pack, mysal_pack: Pack
) -> None:
    rulebook = shipped("mysal")
    entered = claimed(pack_2026, mysal_pack, "F47")
    one = checked(entered, rulebook, mysal_pack.blobs, "F47")
    assert (one.verdict, one.numerator, one.denominator) == ("contradicted", 289, 294)
    assert (one.base, one.value) == ("admissible_proposals", "98.30")
    # Without the five that were sent on or withdrawn unread it would hold.
    read = {act.matter for act in mysal_pack.acts if act.act == "proposals.read_by_member"}
    kept = [act for act in entered if not act.matter.startswith("proposal/") or act.matter in read]
    assert checked(kept, rulebook, mysal_pack.blobs, "F47").verdict == "holds"
