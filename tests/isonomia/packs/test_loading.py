"""A pack is read with its sources; every fault names the file and the act."""

import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from isonomia.errors import InputError
from isonomia.packs.loading import SHIPPED, Pack, folder, load
from isonomia.record.act import read_entry, write_entry
from isonomia.reform.road import BODIES

SHIPPED_FOLDER = Path(str(resources.files("isonomia.packs"))) / "kazakhstan-2022"
Change = Callable[[str, str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """A copy of the shipped pack with one passage of one file replaced; the passage must be there."""

    def change(name: str, old: str, new: str) -> Path:
        copy = tmp_path / "pack"
        shutil.copytree(SHIPPED_FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return change


def test_a_pack_that_ships_is_found_by_name_and_by_path(pack: Pack) -> None:
    assert SHIPPED == ("kazakhstan-2022", "kazakhstan-2026", "mysal")
    assert load(folder(str(SHIPPED_FOLDER))) == pack


def test_every_act_has_a_source_an_id_of_its_own_and_its_place(pack: Pack) -> None:
    ids = [one.id for one in pack.acts]
    assert len(set(ids)) == len(ids)
    places: dict[str, int] = {}
    for act in pack.acts:
        assert act.body.sources, act.id  # type: ignore[attr-defined]
        assert act.place == places.get(act.matter, 0)
        places[act.matter] = act.place + 1
        assert act.at == pack.manifest.at


def test_every_act_of_the_pack_can_be_entered_and_read_back(pack: Pack) -> None:
    for act in pack.acts:
        assert read_entry(write_entry(act), BODIES) == act


def test_what_a_pack_says_of_itself_stands_in_three_languages(pack: Pack) -> None:
    said = {one.language: one for one in pack.manifest.purpose}
    assert set(said) == {"en", "ru", "kk"}
    assert "econstruction" in said["en"].text
    assert said["kk"].status == "machine_draft"


def test_no_source_is_named_that_nobody_cites(pack: Pack) -> None:
    named = {line[1:-1] for line in (SHIPPED_FOLDER / "sources.toml").read_text().splitlines() if line.startswith("[")}
    acts = "".join(one.read_text(encoding="utf-8") for one in SHIPPED_FOLDER.glob("[0-9]*.toml"))
    assert {one for one in named if f'"{one}"' not in acts} == set()


FAULTS = [
    (
        "04-results.toml",
        'act = "referendum.decision_published"',
        'act = "referendum.won"',
        ["04-results.toml: act 11, kz-2022/decision", 'no act "referendum.won"'],
    ),
    (
        "04-results.toml",
        'sources = ["inf_1284"]',
        'sources = ["inf_1285"]',
        ["kz-2022/preliminary-inform", "not in sources.toml: inf_1285"],
    ),
    (
        "04-results.toml",
        'sources = ["inf_1284"]',
        "sources = []",
        ["kz-2022/preliminary-inform", "at least one source"],
    ),
    ("04-results.toml", 'sources = ["inf_1284"]', "", ["kz-2022/preliminary-inform", "at least one source"]),
    (
        "04-results.toml",
        'sources = ["inf_1284"]',
        'sources = "inf_1284"',
        ["kz-2022/preliminary-inform", "at least one source"],
    ),
    ("04-results.toml", "count = 20696", "count = 20696.0", ["kz-2022/preliminary-inform", "int"]),
    ("04-results.toml", "count = 20696", "count = -1", ["kz-2022/preliminary-inform", ">= 0"]),
    (
        "04-results.toml",
        'stage = "preliminary"',
        'stages = "preliminary"',
        ["04-results.toml: act 1, kz-2022/preliminary-inform", "stage"],
    ),
    (
        "04-results.toml",
        'stage = "preliminary"',
        'stage = "preliminary"\nmood = "good"',
        ["kz-2022/preliminary-inform", "mood"],
    ),
    ("04-results.toml", "[act.body]", 'mood = "good"\n[act.body]', ["04-results.toml", "mood"]),
    (
        "04-results.toml",
        "[[act]]",
        'mood = "good"\n[[act]]',
        ["04-results.toml", "holds [[act]] tables and nothing else"],
    ),
    ("04-results.toml", 'stage = "preliminary"', "stage = preliminary", ["04-results.toml", "line"]),
    ("05-claims.toml", 'kind = "span"', 'kind = "spam"', ["05-claims.toml", "kz-2022/claim-F07", "spam"]),
    (
        "sources.toml",
        'publisher = "inform.kz"',
        'publisher = "inform.kz"\nisbn = "1"',
        ["sources.toml: inf_0868", "isbn"],
    ),
    ("sources.toml", 'language = "en"', "", ["sources.toml: inf_0868", "language"]),
    ("pack.toml", "country", "land", ["pack.toml", "land"]),
    ("pack.toml", 'role = "compiler"', 'role = compiler"', ["pack.toml", "line"]),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS)
def test_a_fault_of_a_pack_names_the_file_and_the_act(
    changed: Change, name: str, old: str, new: str, said: list[str]
) -> None:
    with pytest.raises(InputError) as refused:
        load(changed(name, old, new))
    assert [one for one in said if one not in str(refused.value)] == [], refused.value


@pytest.mark.parametrize("missing", ["pack.toml", "sources.toml"])
def test_a_pack_without_its_header_is_refused(changed: Change, missing: str) -> None:
    copy = changed(missing, "", "")
    (copy / missing).unlink()
    with pytest.raises(InputError, match=missing.replace(".", r"\.")):
        load(copy)


def test_a_file_that_is_not_utf8_is_refused(changed: Change) -> None:
    copy = changed("pack.toml", "", "")
    (copy / "02-call.toml").write_bytes(b"# \xff\n")
    with pytest.raises(InputError, match=r"02-call\.toml"):
        load(copy)


@pytest.mark.parametrize("name", ["kazakhstan-2023", "", "..", "no/such/folder"])
def test_a_pack_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="no pack"):
        folder(name)


def test_acts_are_read_in_the_order_of_the_file_names(changed: Change, pack: Pack) -> None:
    copy = changed("pack.toml", "", "")
    (copy / "04-results.toml").rename(copy / "00-results.toml")
    assert load(copy).acts[0].id == "kz-2022/preliminary-inform-first"
    assert pack.acts[0].id == "kz-2022/opened"
