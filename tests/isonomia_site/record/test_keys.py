"""The log's key is made once, for its owner alone."""

import os
from pathlib import Path

import pytest

from isonomia.errors import RecordError
from isonomia.record.checkpoint import SigningKey, open_note, sign_note
from isonomia_site.record.keys import log_key, own_policy

ORIGIN = "isonomia.example/keys"


def test_the_first_use_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    made = log_key(tmp_path / "log.key", ORIGIN)
    assert (tmp_path / "log.key").stat().st_mode & 0o777 == 0o600
    assert SigningKey.parse(made).name == ORIGIN
    assert log_key(tmp_path / "log.key", ORIGIN) == made


def test_two_logs_have_two_keys(tmp_path: Path) -> None:
    assert log_key(tmp_path / "one", ORIGIN) != log_key(tmp_path / "two", ORIGIN)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    log_key(tmp_path / "log.key", ORIGIN)
    (tmp_path / "log.key").chmod(0o640)
    with pytest.raises(RecordError, match="0600"):
        log_key(tmp_path / "log.key", ORIGIN)


def test_the_key_of_another_log_is_refused(tmp_path: Path) -> None:
    log_key(tmp_path / "log.key", ORIGIN)
    with pytest.raises(RecordError, match="another log"):
        log_key(tmp_path / "log.key", "isonomia.example/other")


def test_the_policy_trusts_this_key(tmp_path: Path) -> None:
    secret = log_key(tmp_path / "log.key", ORIGIN)
    note = sign_note("text\n", secret)
    assert open_note(note, own_policy(secret).logs[0].vkey).text == "text\n"


def test_a_key_that_another_process_makes_meanwhile_is_the_one_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = log_key(tmp_path / "log.key", ORIGIN)
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert log_key(tmp_path / "log.key", ORIGIN) == made


def test_a_kill_while_a_key_is_written_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            log_key(tmp_path / "log.key", ORIGIN)
    assert list(tmp_path.iterdir()) == []
    assert SigningKey.parse(log_key(tmp_path / "log.key", ORIGIN)).name == ORIGIN
