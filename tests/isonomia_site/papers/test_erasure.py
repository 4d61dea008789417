"""The decisive test: after an erasure no byte that is left says who it was, and every number is as it was."""

import logging
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Timer

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings

from isonomia.errors import ConflictError, InputError, RecordError
from isonomia.figures.published import replayed, unlike_published
from isonomia.record.acts import PapersErased
from isonomia.record.commitment import opens
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.papers import erasure, ledger, vault
from isonomia_site.papers.dumps import DATABASE, dump, restore
from isonomia_site.papers.erasure import drop_old_lines, erase, open_papers, owners_erased, settle
from isonomia_site.papers.keycopies import copy_keys, restore_keys
from isonomia_site.papers.keystore import Keystore, keystore
from isonomia_site.papers.ledger import ledger_path, read_ledger
from isonomia_site.papers.models import Erasure, Key, Opening, Paper, Search, SearchKey
from isonomia_site.record.models import Entry, Leaf
from isonomia_site.record.reader import acts_of
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.papers.persons import (
    CLERK,
    FINDABLE,
    NOW,
    PAPERS,
    Person,
    keys_left,
    opened_by,
    sealed_rows,
    traces,
)

ALIYA = "person/1f0c52d7"
GHANI = "person/77aa0b31"
GHANIS = {"name": "Ғани Сәрсенбайұлы", "email": "ghani@example.kz"}
GROUND = "request-of-the-person"


@dataclass(frozen=True)
class Case:
    """A published record with two persons behind its acts, one of whom will be erased."""

    hall: Hall
    aliya: Person
    ghani: Person
    home: Path

    def erase(self) -> int:
        """Erase the one."""
        return erase(ALIYA, ground=GROUND, by=CLERK, at=NOW)

    def database_files(self) -> list[Path]:
        """The files of the database as they lie on the disk, whatever SQLite keeps beside it included."""
        if connection.vendor != "sqlite":
            return []
        name = str(connection.settings_dict["NAME"])
        return [path for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-shm")) if path.exists()]


@pytest.fixture
def case(papers: Path, full_hall: Hall, tmp_path: Path) -> Case:
    aliya = Person.of(full_hall, ALIYA, PAPERS)
    ghani = Person.of(full_hall, GHANI, dict(GHANIS))
    full_hall.publish()
    return Case(full_hall, aliya, ghani, tmp_path)


def figures_of(hall: Hall) -> bytes:
    record, _ = check(hall.published, BODIES)
    assert record is not None and record.figures_json
    return record.figures_json


def assert_recomputes(root: Path) -> None:
    record, findings = check(root, BODIES, strict=True)
    assert findings == [] and record is not None
    assert unlike_published(record, replayed(record)) == []


def assert_erased(case: Case) -> None:
    assert not Key.objects.filter(owner=ALIYA).exists()
    assert {row.owner for row in sealed_rows()} == {GHANI}
    assert vault.read(ALIYA, "name") is None
    assert all(vault.opening(ALIYA, one) is None for one in case.aliya.commitments)
    assert vault.find("email", str(PAPERS["email"])) is None
    assert vault.read(GHANI, "name") == GHANIS["name"]
    there = read_ledger(ledger_path())
    assert there is not None and there.length == 1
    assert set(keystore().ids()).isdisjoint(there.lines[0].keys)


def test_after_an_erasure_no_byte_tells_who_it_was(
    case: Case, tmp_path: Path, papers: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="django")
    # Every statement to the database with its values, which no installation logs.
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    monkeypatch.setattr(connections["default"], "force_debug_cursor", True)
    vault.keep(ALIYA, "name", PAPERS["name"])
    figures = figures_of(case.hall)
    before, after = tmp_path / "before", tmp_path / "after"
    dump(before, NOW)
    rows = sealed_rows()
    theirs = [row for row in rows if row.owner == ALIYA]
    # The search and the attack are alive: with the key there, both find her.
    assert {field for owner, field in opened_by(rows, keys_left()) if owner == ALIYA} >= set(PAPERS)
    assert list(traces(case.aliya, [tmp_path / "keys"])) == [f"wrapped key in {theirs[0].key_id}.key"]
    dumped = (before / DATABASE[connection.vendor]).read_bytes()
    small = next(row.sealed for row in theirs if row.field == "name")
    assert small in dumped or small.hex().encode() in dumped

    assert case.erase() == 1
    assert_erased(case)
    dump(after, NOW)
    case.hall.publish()

    log = "\n".join(record.getMessage() for record in caplog.records).encode()
    assert b"papers_key" in log
    left = [before, after, case.hall.published, papers, ledger_path(), log, *case.database_files()]
    assert list(traces(case.aliya, left)) == []
    # The old dump holds her sealed papers still. With every key that is left, master key and all, none opens.
    assert opened_by(theirs, [*keys_left(), bytes(32)]) == set()
    assert {owner for owner, _ in opened_by(rows, keys_left())} == {GHANI}
    # Every figure is what it was, byte for byte, and a stranger's strict check finds nothing.
    assert figures_of(case.hall) == figures
    assert_recomputes(case.hall.published)
    line = [sys.executable, "-m", "isonomia_cli.main", "verify", "--strict", str(case.hall.published)]
    policy = ["--policy", str(case.hall.published / "policy")]
    done = subprocess.run([*line, *policy], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_restored_dump_has_obeyed_the_ledger_before_it_opens(case: Case, tmp_path: Path, papers: Path) -> None:
    before = tmp_path / "before"
    dump(before, NOW)
    shutil.copytree(papers, tmp_path / "old-keys")
    case.erase()
    case.hall.publish()
    # The worst case: whoever restores brings old keys back too.
    shutil.copytree(tmp_path / "old-keys", papers, dirs_exist_ok=True)
    done = restore(before, replace=True)
    assert (done.erased_again, done.kept_tree, done.behind) == (1, True, True)
    assert_erased(case)
    shutil.rmtree(tmp_path / "old-keys")
    assert list(traces(case.aliya, [papers, ledger_path(), *case.database_files()])) == []
    assert_recomputes(case.hall.published)
    # The record is behind what was published: its act must come back from there, not be made a second time.
    assert not Erasure.objects.get(seq=1).entered and acts_of("papers") == []


def test_the_act_of_a_restored_erasure_is_not_entered_twice(case: Case, tmp_path: Path) -> None:
    dump(tmp_path / "before", NOW)
    case.erase()
    case.hall.publish()
    act = Entry.objects.get(matter="papers")
    leaf = Leaf.objects.get(entry=act)
    restore(tmp_path / "before", replace=True)
    entry = Entry.objects.create(act_id=act.act_id, matter=act.matter, place=act.place, body=bytes(act.body))
    Leaf.objects.create(leaf_index=leaf.leaf_index, entry=entry, leaf_hash=bytes(leaf.leaf_hash))
    settle()
    assert Erasure.objects.get(seq=1).entered and len(acts_of("papers")) == 1


def test_the_act_says_how_much_was_erased_and_nothing_of_whom(case: Case) -> None:
    key_id = Key.objects.get(owner=ALIYA).key_id
    case.erase()
    (act,) = acts_of("papers")
    assert act.body == PapersErased(papers=len(PAPERS), acts=2, ground=GROUND)
    assert (act.actor, act.at) == (CLERK, "2026-11-22T09:30:00Z")
    body = bytes(Entry.objects.get(matter="papers").body)
    assert key_id.encode() not in body and ALIYA.encode() not in body


def test_a_commitment_without_its_salt_is_not_opened_by_the_value_itself(case: Case) -> None:
    made = case.aliya.commitments[0]
    opened = vault.opening(ALIYA, made)
    assert opened is not None and opens(made.hmac, opened.salt, opened.domain, PAPERS["name"])
    case.erase()
    assert vault.opening(ALIYA, made) is None
    assert not opens(made.hmac, bytes(32), opened.domain, PAPERS["name"])


class Kills:
    """Where a process is killed, in the order of an erasure."""

    @staticmethod
    def _now() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    @classmethod
    def _at(cls, owner: object, name: str, *, after: bool) -> None:
        real = getattr(owner, name)

        def instead(*given: object, **named: object) -> object:
            if not after:
                cls._now()
            done = real(*given, **named)
            cls._now()
            return done

        setattr(owner, name, instead)

    @classmethod
    def before_the_line(cls) -> None:
        cls._at(erasure, "append", after=False)

    @classmethod
    def in_the_line(cls) -> None:
        def tear(file: int) -> None:
            if os.path.samestat(os.fstat(file), ledger_path().stat()):
                os.ftruncate(file, os.fstat(file).st_size - 40)
                cls._now()

        ledger.os = type("Torn", (), {"fsync": staticmethod(tear)})  # type: ignore[assignment]

    @classmethod
    def after_the_line(cls) -> None:
        cls._at(erasure, "append", after=True)

    @classmethod
    def with_the_key_overwritten(cls) -> None:
        cls._at(Path, "unlink", after=False)

    @classmethod
    def with_the_key_gone(cls) -> None:
        cls._at(Keystore, "destroy", after=True)

    @classmethod
    def before_the_rows(cls) -> None:
        cls._at(erasure, "_delete_rows", after=False)

    @classmethod
    def with_the_rows_deleted(cls) -> None:
        cls._at(erasure, "_delete_rows", after=True)

    @classmethod
    def with_the_act_entered(cls) -> None:
        cls._at(erasure, "enter_erased", after=True)

    @classmethod
    def after_the_transaction(cls) -> None:
        cls._at(erasure, "_clean_files", after=False)


NOTHING_DONE = (Kills.before_the_line, Kills.in_the_line)
KILLS = (
    *NOTHING_DONE,
    Kills.after_the_line,
    Kills.with_the_key_overwritten,
    Kills.with_the_key_gone,
    Kills.before_the_rows,
    Kills.with_the_rows_deleted,
    Kills.with_the_act_entered,
    Kills.after_the_transaction,
)


def killed(case: Case, kill: Callable[[], None]) -> None:
    """Erase in another process, which kill -9 ends at this place."""

    def work() -> None:
        kill()
        case.erase()

    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.__name__)
def test_a_killed_erasure_is_finished_by_the_next_start(case: Case, kill: Callable[[], None], papers: Path) -> None:
    dump(case.home / "before", NOW)
    killed(case, kill)
    open_papers()
    if kill in NOTHING_DONE:
        assert vault.read(ALIYA, "name") == PAPERS["name"]
        assert case.erase() == 1
    assert_erased(case)
    assert len(acts_of("papers")) == 1
    case.hall.publish()
    assert_recomputes(case.hall.published)
    left = [case.home / "before", papers, ledger_path(), case.hall.published, *case.database_files()]
    assert list(traces(case.aliya, left)) == []


def test_who_keeps_while_an_erasure_hangs_is_refused(case: Case) -> None:
    killed(case, Kills.before_the_rows)
    with pytest.raises(ConflictError, match="being erased"):
        vault.keep(ALIYA, "name", "Әлия")
    with pytest.raises(ConflictError, match="being erased"):
        vault.commit(ALIYA, "name", "Әлия", domain="a/name", act="act-9")


def test_a_paper_kept_while_an_erasure_runs_goes_with_the_others(case: Case) -> None:
    kept, go_on = Event(), Event()

    def keep() -> None:
        try:
            with transaction.atomic():
                vault.keep(ALIYA, "late", "Әлия")
                kept.set()
                go_on.wait(10)
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        late = threads.submit(keep)
        assert kept.wait(10)
        # The erasure has destroyed the key and waits for the rows when the other transaction goes on.
        Timer(1, go_on.set).start()
        case.erase()
        late.result(10)
    assert_erased(case)
    assert acts_of("papers")[0].body == PapersErased(papers=len(PAPERS) + 1, acts=2, ground=GROUND)


def test_of_two_who_erase_at_once_one_is_told_to_wait(case: Case) -> None:
    with ledger.ledger_held(ledger_path()), pytest.raises(ConflictError, match="another process erases"):
        case.erase()
    assert case.erase() == 1


def test_the_rows_of_other_desks_go_in_the_same_transaction(case: Case) -> None:
    seen: list[tuple[str, ...]] = []

    def forget(owners: tuple[str, ...], **_: object) -> None:
        assert connection.in_atomic_block
        seen.append(owners)

    owners_erased.connect(forget)
    try:
        case.erase()
    finally:
        owners_erased.disconnect(forget)
    assert seen == [(ALIYA,)]


def test_a_desk_that_fails_to_delete_holds_the_erasure_open(case: Case) -> None:
    def fail(**_: object) -> None:
        raise InputError("not today")

    owners_erased.connect(fail)
    try:
        with pytest.raises(InputError, match="not today"):
            case.erase()
        assert Key.objects.filter(owner=ALIYA).exists() and vault.read(ALIYA, "name") is None
    finally:
        owners_erased.disconnect(fail)
    assert settle() == 1
    assert_erased(case)


def test_an_erasure_is_not_started_in_a_transaction_nor_for_nobody(case: Case) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="outside any transaction"):
        case.erase()
    with pytest.raises(InputError, match="no papers"):
        erase("person/nobody", ground=GROUND, by=CLERK, at=NOW)
    with pytest.raises(RecordError):
        erase(ALIYA, ground="Әлия asked", by=CLERK, at=NOW)
    assert vault.read(ALIYA, "name") == PAPERS["name"]


def test_two_erasures_stand_in_the_record_in_the_order_of_the_ledger(case: Case) -> None:
    case.erase()
    assert erase(GHANI, ground="court-order", by=CLERK, at=NOW) == 2
    assert [act.id for act in acts_of("papers")] == ["papers/erased-1", "papers/erased-2"]
    assert Paper.objects.count() == Opening.objects.count() == Search.objects.count() == 0
    case.hall.publish()
    assert_recomputes(case.hall.published)


def test_a_guess_against_an_old_dump_ends_with_the_key_of_the_searches(case: Case) -> None:
    old = {row.field: row.digest for row in Search.objects.filter(key__owner=ALIYA)}
    assert set(old) == set(FINDABLE)
    used = SearchKey.objects.get().key_id
    case.erase()
    guess = vault._digest(keystore().find(used) or b"", "iin", b"t" + str(PAPERS["iin"]).encode())
    assert guess == old["iin"]
    vault.renew_search()
    assert keystore().find(used) is None
    assert not {vault._digest(key, "iin", b"t" + str(PAPERS["iin"]).encode()) for key in keys_left()} & {old["iin"]}


# Where ledger, keys and database do not belong together, nothing opens.


def test_a_state_without_its_ledger_does_not_open(case: Case) -> None:
    ledger_path().unlink()
    with pytest.raises(RecordError, match=r"ledger of erasures is missing.*fetch the newest copy"):
        open_papers()


def test_a_ledger_that_is_behind_does_not_open(case: Case, tmp_path: Path) -> None:
    shutil.copy(ledger_path(), tmp_path / "old.ledger")
    case.erase()
    shutil.copy(tmp_path / "old.ledger", ledger_path())
    with pytest.raises(RecordError, match="ends at 0, the database at 1"):
        open_papers()


def test_a_ledger_that_is_behind_is_seen_by_keys_and_record_where_the_database_forgot(case: Case, papers: Path) -> None:
    case.erase()
    Erasure.objects.filter(seq=1).delete()
    first = ledger_path().read_bytes().split(b"\n")[0]
    ledger_path().write_bytes(first + b"\n")
    with pytest.raises(RecordError, match="ends at 0, the key folder at 1"):
        open_papers()
    (papers / "ledger").unlink()
    with pytest.raises(RecordError, match="the record tells of 1 erasures, the ledger of 0"):
        open_papers()


def test_another_ledger_does_not_open(case: Case, settings: Settings, tmp_path: Path) -> None:
    settings.ISONOMIA_LEDGER = tmp_path / "other.ledger"
    with ledger.ledger_held(ledger_path()):
        pass
    with pytest.raises(RecordError, match="belongs to the ledger of erasures"):
        open_papers()


def test_an_altered_ledger_does_not_open(case: Case) -> None:
    case.erase()
    erase(GHANI, ground="court-order", by=CLERK, at=NOW)
    whole = ledger_path().read_bytes()
    ledger_path().write_bytes(whole.replace(GROUND.encode(), b"another-ground"))
    with pytest.raises(RecordError, match="line 2 of the ledger"):
        open_papers()
    ledger_path().write_bytes(whole.replace(b"court-order", b"no-order"))
    with pytest.raises(RecordError, match="line 2 of the ledger of erasures is not the one the database knows"):
        open_papers()
    lines = whole.split(b"\n")
    ledger_path().write_bytes(b"\n".join([lines[0], *lines[2:]]))
    with pytest.raises(RecordError, match="line 1 of the ledger"):
        open_papers()


def test_a_state_that_never_kept_a_paper_opens(papers: Path) -> None:
    open_papers()
    assert not ledger_path().exists() and not papers.exists()


def test_the_site_itself_refuses_to_start(case: Case) -> None:
    ledger_path().unlink()
    with pytest.raises(RecordError, match="ledger of erasures is missing"):
        __import__("importlib").reload(__import__("isonomia_site.wsgi", fromlist=["application"]))


# How long the ledger is kept.


def test_old_lines_go_and_what_is_older_can_no_longer_be_restored(case: Case, tmp_path: Path) -> None:
    dump(tmp_path / "before", NOW)
    case.erase()
    dump(tmp_path / "between", NOW)
    later = NOW + timedelta(days=31)
    erase(GHANI, ground="court-order", by=CLERK, at=later)
    assert drop_old_lines(later, days=40) == 0
    assert drop_old_lines(later, days=30) == 1
    there = read_ledger(ledger_path())
    assert there is not None and (there.through, there.length, len(there.lines)) == (1, 2, 1)
    open_papers()
    case.hall.publish()
    with pytest.raises(RecordError, match="the dump ends at line 0 of the ledger of erasures"):
        restore(tmp_path / "before", replace=True)
    # Refused, nothing was lost: the database is the one from before.
    open_papers()
    assert len(acts_of("papers")) == 2
    assert restore(tmp_path / "between", replace=True).erased_again == 1
    assert not Key.objects.exists()


def test_a_dump_is_not_restored_without_its_ledger(case: Case, tmp_path: Path) -> None:
    dump(tmp_path / "before", NOW)
    case.erase()
    whole = ledger_path().read_bytes()
    ledger_path().unlink()
    with pytest.raises(RecordError, match="the dump needs it"):
        restore(tmp_path / "before", replace=True)
    ledger_path().write_bytes(whole)
    assert settle() == 0
    assert_erased(case)


# Copies of the keys.


def test_a_copy_of_keys_obeys_the_ledger_too(case: Case, tmp_path: Path, papers: Path) -> None:
    out = tmp_path / "keys-copy"
    # Two persons and the searches.
    assert copy_keys(out) == (3, 0)
    case.erase()
    assert copy_keys(out) == (0, 1)
    assert list(traces(case.aliya, [out])) == []
    shutil.rmtree(papers)
    (tmp_path / "paper-master.key").unlink()
    ledger_path().unlink()
    assert restore_keys(out) == 2
    open_papers()
    assert_erased(case)


def test_an_old_copy_brings_no_erased_key_back(case: Case, tmp_path: Path, papers: Path) -> None:
    out = tmp_path / "keys-copy"
    copy_keys(out)
    case.erase()
    shutil.rmtree(papers)
    assert restore_keys(out) == 2
    assert_erased(case)
    open_papers()


def test_keys_of_another_installation_are_refused(case: Case, tmp_path: Path, settings: Settings) -> None:
    copy_keys(tmp_path / "copy")
    (tmp_path / "copy" / "paper-master.key").write_text("00" * 32)
    with pytest.raises(RecordError, match="another master key"):
        restore_keys(tmp_path / "copy")
    with pytest.raises(InputError, match="no copy of keys"):
        restore_keys(tmp_path / "log")
