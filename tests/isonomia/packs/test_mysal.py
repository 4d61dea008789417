"""The pack of an invented country: whole, marked as invented, one text in three languages."""

import shutil
from datetime import date
from pathlib import Path

import mysal as tool
import pytest

from isonomia.alignment.state import Progress
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.editions import Skeleton, text_of
from isonomia.drafting.importing import edition_of
from isonomia.drafting.profiles import shipped as profile
from isonomia.errors import InputError
from isonomia.packs.loading import Pack, folder, load
from isonomia.reform.acts import Opened
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped


@pytest.fixture(scope="module")
def mysal() -> Pack:
    """The pack as it ships."""
    return load(folder("mysal"))


def test_every_derived_file_is_what_the_tool_writes() -> None:
    derived = tool.derived()
    there = {one.relative_to(tool.PACK).as_posix() for one in tool.PACK.rglob("*") if one.is_file()}
    assert {name for name in there if "/" in name} == {name for name in derived if "/" in name}
    assert [name for name, data in derived.items() if (tool.PACK / name).read_bytes() != data] == []


def test_the_reform_replays_without_findings_and_every_file_is_cited(mysal: Pack) -> None:
    reform = Reform.after(mysal.acts, {"mysal": shipped("mysal")}, mysal.blobs)
    assert reform.findings() == []
    (draft,) = reform.drafting.drafts.values()
    assert (draft.stage, len(draft.amendments), draft.silent) == ("adopted", 8, [])
    (vote,) = reform.referendums.values()
    assert vote.decision("final").outcome == "adopted"


def test_of_three_laws_one_is_overdue_and_one_not_needed_and_of_two_promises_one_is_kept(mysal: Pack) -> None:
    reform = Reform.after(mysal.acts, {"mysal": shipped("mysal")}, mysal.blobs)
    state, on = reform.alignment, date(2026, 4, 1)
    assert state.progress(on) == Progress(needed=2, adopted=1, in_force=1, unsure=0, not_needed=1, overdue=1)
    assert [one.status for one in state.ledger(on, reform.drafting.in_force)] == ["kept", "open"]


def test_it_says_in_every_language_that_the_country_is_invented(mysal: Pack) -> None:
    opened = next(one.body for one in mysal.acts if isinstance(one.body, Opened))
    assert opened.made_from == "invention"
    for worded in (opened.titles, mysal.manifest.purpose):
        said = {one.language: one.text for one in worded}
        assert "invented" in said["en"] and "ридуманн" in said["ru"] and "йдан шығарылған" in said["kk"]
        assert {one.status for one in worded if one.language == "kk"} == {"machine_draft"}
    for language, word in {"en": "invented", "ru": "придуманн", "kk": "ойлап табылған"}.items():
        assert word in (tool.PACK / f"constitution.{language}.txt").read_text("utf-8").splitlines()[1]


def test_the_constitution_is_one_text_in_three_languages() -> None:
    first = tool.bases()
    assert len({Skeleton.of(one) for one in first.values()}) == 1
    base = first["en"]
    assert len(base.of_kind("article")) == 61
    assert [one.eid for one in base.provisions if one.repealed] == ["art_30"]
    assert base.find("article", "12-1").eid == "art_12-1"
    assert {"section", "article", "point", "subpoint", "part"} <= {one.kind for one in base.provisions}


@pytest.mark.parametrize("day", tool.LATER)
@pytest.mark.parametrize("language", tool.PROFILES)
def test_a_later_edition_is_read_back_from_its_text_and_keeps_the_uids(day: str, language: str) -> None:
    base = tool.bases()[language]
    done = [
        each for one in tool.amendments(tool.Writer(tool.bases())) if one.id in tool.ACCEPTED for each in one.operations
    ]
    events = {name: on for name, on in tool.EVENTS.items() if on <= day}
    edition = consolidate(base, done, day, events).edition
    read = edition_of(text_of(edition), profile(tool.PROFILES[language])).edition
    assert Skeleton.of(read) == Skeleton.of(edition)
    untouched = base.find("article", "11")
    assert edition.words(untouched.uid) == base.words(untouched.uid)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('{ file = "constitution.eo.txt" }', "constitution.eo.txt"),
        ('{ file = "../mysal/constitution.en.txt" }', "no file of a pack"),
        ('{ file = "/etc/hosts.txt" }', "no file of a pack"),
        ('{ file = "constitution.en" }', "no file of a pack"),
        ("{ file = 7 }", "no file of a pack"),
    ],
)
def test_a_file_that_the_pack_does_not_hold_is_told_with_its_act(tmp_path: Path, written: str, said: str) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(tool.PACK, copy)
    path, old = copy / "02-group.toml", '{ file = "constitution.en.txt" }'
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, written), "utf-8")
    with pytest.raises(InputError) as refused:
        load(copy)
    assert said in str(refused.value) and "mysal/edition-2001-03-01" in str(refused.value)


def test_a_ruling_was_published_by_another_person_than_the_one_who_read_it_for_names(mysal: Pack) -> None:
    state = Reform.after(mysal.acts, {"mysal": shipped("mysal")}, mysal.blobs)
    case = state.court.cases["case/2025-000006"]
    assert case.published is not None and case.stage == "published"
    act, body = case.published
    reader, publisher = case.checked[-1].actor.capacity, act.actor.capacity
    assert reader and publisher and reader != publisher
    assert {f"capacity/{one}" for one in (reader, publisher)} <= state.people.capacities.keys()
    assert {one.language: mysal.blobs[one.text.sha256].decode().splitlines()[0] for one in body.texts}.keys() == {
        "kk",
        "ru",
        "en",
    }
