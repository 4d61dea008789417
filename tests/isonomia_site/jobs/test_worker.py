"""`isonomia worker` as real processes: who publishes, who waits, what a stop and a lack of room do."""

import os
import signal
import time
from collections.abc import Callable

import pytest
from honest import DATABASE

from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from tests.isonomia_site.ordeal import Ordeal, is_alive


def until(holds: Callable[[], object], ordeal: Ordeal) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, ordeal.said()
        time.sleep(0.05)


def head(ordeal: Ordeal) -> int:
    path = ordeal.published / "checkpoint"
    return int(path.read_text().splitlines()[1]) if path.exists() else 0


def assert_at_rest(ordeal: Ordeal, size: int) -> None:
    record, findings = check(ordeal.published, BODIES, strict=True)
    assert findings == [] and record is not None and record.size == size


def test_one_publishes_the_other_waits_and_takes_over_when_it_dies(ordeal: Ordeal) -> None:
    first = ordeal.begin("worker --every 0.05")
    until(lambda: head(ordeal) == 2, ordeal)
    second = ordeal.begin("worker --every 0.05")
    until(lambda: " standby" in ordeal.said(), ordeal)
    os.kill(first, signal.SIGKILL)
    assert ordeal.run("enter a 3") == 0
    until(lambda: head(ordeal) == 5, ordeal)
    os.kill(second, signal.SIGTERM)
    until(lambda: not is_alive(second), ordeal)
    assert ordeal.code_of(second) == 0
    assert ordeal.said().rstrip().endswith("stopped")
    assert_at_rest(ordeal, 5)


def test_two_sequencers_at_once_number_everything_once(ordeal: Ordeal) -> None:
    assert ordeal.run("enter a 60") == 0
    both = [ordeal.begin("sequence"), ordeal.begin("sequence")]
    until(lambda: not any(is_alive(one) for one in both), ordeal)
    assert [ordeal.code_of(one) for one in both] == [0, 0], ordeal.said()
    assert ordeal.run("worker --once") == 0
    assert_at_rest(ordeal, 62)


def test_without_room_nothing_is_signed_and_with_room_it_goes_on(ordeal: Ordeal) -> None:
    assert ordeal.run("worker --once") == 0
    assert ordeal.run("enter a 300") == 0
    before = {path: path.read_bytes() for path in ordeal.published.rglob("*") if path.is_file()}
    refused = 0
    for room in (10, 150, 1_000, 5_000, 9_000, 30_000, 70_000, 105_000):
        code = ordeal.run(f"limited {room} worker --once")
        refused += code != 0
        assert code in (0, 3) and "Traceback" not in ordeal.said(), ordeal.said()
        record, findings = check(ordeal.published, BODIES)
        assert findings == [] and record is not None
    # On SQLite the database is the first that finds none.
    assert refused >= 4 and ("disk I/O error" if DATABASE == "sqlite" else "no room to write in") in ordeal.said()
    assert ordeal.run("worker --once") == 0
    assert_at_rest(ordeal, 302)
    kept = {path: data for path, data in before.items() if "/checkpoints/" in str(path) or path.name == "policy"}
    assert kept and all(path.read_bytes() == data for path, data in kept.items())


def test_a_database_of_another_edition_is_refused_in_one_line(
    ordeal: Ordeal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Ordeal(tmp_path_factory.mktemp("new")) as empty:
        assert empty.run("worker --once") == 3
        assert "isonomia serve --migrate" in empty.said()
        assert "Traceback" not in empty.said()


def test_a_server_that_does_not_answer_is_waited_for_and_its_password_is_not_told(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    address = "postgresql://clerk:secret@127.0.0.1:9/hall"
    with Ordeal(tmp_path_factory.mktemp("far"), address) as far:
        worker = far.begin("worker")
        until(lambda: far.said().count("database_unreachable") >= 2, far)
        os.kill(worker, signal.SIGTERM)
        until(lambda: not is_alive(worker), far)
        assert far.code_of(worker) == 0
        assert "secret" not in far.said() and "clerk" not in far.said()
        assert far.run("worker --once") == 3
