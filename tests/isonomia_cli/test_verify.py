"""`isonomia verify`: every byte, every act and every published number of a record."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(record: Path, tmp_path: Path) -> Path:
    """A copy of the record of 2022, to be broken."""
    return Path(shutil.copytree(record, tmp_path / "copy"))


def test_a_good_record_verifies_and_says_what_that_proves(isonomia: Run, record: Path) -> None:
    said = isonomia("verify", record, "--strict")
    assert said.code == 0
    assert said.out.startswith("verified: isonomia.example/kazakhstan-2022, ")
    assert "The keys were taken from the record itself" in said.out
    assert "does not prove that the record is complete" in said.out


def test_a_good_record_as_json(isonomia: Run, record: Path) -> None:
    found = isonomia("verify", record, "--strict", "--json").json()
    assert set(found) == {"verified", "origin", "size", "root", "broken", "wrong", "notices"}
    assert (found["verified"], found["broken"], found["wrong"]) == (True, [], [])
    assert (found["origin"], len(found["root"])) == ("isonomia.example/kazakhstan-2022", 64)
    assert found["size"] > 80
    assert {one["code"] for one in found["notices"]} == {"keys_from_record", "nothing_to_compare"}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_record_is_verified_in_every_language(isonomia: Run, record: Path, language: str) -> None:
    said = isonomia("verify", record, "--language", language)
    assert said.code == 0
    assert said.out != isonomia("verify", record).out
    assert "verify." not in said.out


def test_with_policy_and_kept_checkpoint_nothing_is_left_to_notice(isonomia: Run, record: Path) -> None:
    found = isonomia(
        "verify", record, "--policy", record / "policy", "--old", record / "checkpoint", "--strict", "--json"
    )
    assert found.code == 0
    assert found.json()["notices"] == []


def test_a_changed_number_in_the_published_figures_is_exit_code_1(isonomia: Run, copy: Path) -> None:
    (figures,) = (copy / "figures").iterdir()
    figures.write_bytes(figures.read_bytes().replace(b'"77.18"', b'"77.19"'))
    said = isonomia("verify", copy, "--json")
    assert said.code == 1
    assert [(one["code"], one["where"]) for one in said.json()["wrong"]] == [
        ("figures_differ", f"figures/{figures.name}")
    ]
    assert said.json()["broken"] == []
    assert said.json()["verified"] is False


def flip(path: Path, at: int = -1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("kind", ["checkpoint", "policy", "tile/0", "tile/entries", "blob"])
def test_one_flipped_bit_is_exit_code_4_and_named(isonomia: Run, copy: Path, kind: str) -> None:
    broken = copy / kind
    if broken.is_dir():
        broken = next(one for one in sorted(broken.rglob("*")) if one.is_file())
    flip(broken, len(broken.read_bytes()) // 2)
    said = isonomia("verify", copy)
    assert said.code == 4
    assert "not verified: " in said.out
    assert "Traceback" not in said.out + said.err
    assert said.err == ""


def test_a_strange_file_is_a_finding_only_in_strict_mode(isonomia: Run, copy: Path) -> None:
    (copy / "notes.txt").write_text("read me")
    assert isonomia("verify", copy).code == 0
    strict = isonomia("verify", copy, "--strict", "--json")
    assert strict.code == 4
    assert [(one["code"], one["where"]) for one in strict.json()["broken"]] == [("unknown_file", "notes.txt")]


def test_another_records_policy_or_checkpoint_is_refused(isonomia: Run, record: Path, copy: Path) -> None:
    kept = copy / "kept"
    text = (record / "checkpoint").read_text("utf-8")
    kept.write_text(text.replace("isonomia.example/kazakhstan-2022", "isonomia.example/elsewhere", 1), "utf-8")
    assert isonomia("verify", record, "--old", kept).code == 4
    policy = copy / "policy"
    policy.write_text((record / "policy").read_text("utf-8").replace("log ", "log x", 1), "utf-8")
    isonomia("verify", record, "--policy", policy).refused(2)


def test_a_record_without_its_published_numbers_is_not_said_to_be_verified(isonomia: Run, copy: Path) -> None:
    (figures,) = (copy / "figures").iterdir()
    figures.unlink()
    said = isonomia("verify", copy)
    assert said.code == 1
    assert f"figures/{figures.name}: the file is missing" in said.out
    assert "This proves" not in said.out


def test_a_record_that_is_not_there_is_exit_code_3(isonomia: Run, tmp_path: Path, record: Path) -> None:
    assert "not found" in isonomia("verify", tmp_path / "none").refused(3)
    assert "not found" in isonomia("verify", record / "checkpoint").refused(3)
    assert "not found" in isonomia("verify", record, "--old", tmp_path / "none").refused(3)


def test_an_empty_folder_is_no_record(isonomia: Run, tmp_path: Path) -> None:
    assert "not found" in isonomia("verify", tmp_path, "--json").refused(3)


def test_a_record_that_lost_its_checkpoint_is_broken(isonomia: Run, copy: Path) -> None:
    (copy / "checkpoint").unlink()
    said = isonomia("verify", copy, "--json")
    assert said.code == 4
    assert said.json()["verified"] is False
    assert said.json()["broken"]


def test_the_module_is_the_command(record: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    line = [sys.executable, "-m", "isonomia_cli.main", "verify", str(record), "--strict", "--json"]
    done = subprocess.run(line, env=env, capture_output=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0
    assert json.loads(done.stdout)["verified"] is True
    assert done.stderr == b""
