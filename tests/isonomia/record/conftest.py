"""A small published record to check and to break, made with fixed keys."""

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from isonomia.record.act import Act, Actor, Body, write_entry
from isonomia.record.acts import FileDigest, RecordOpened, RulebookAdopted
from isonomia.record.checkpoint import COSIGNATURE, Checkpoint, cosign_note, new_key, sign_note
from isonomia.record.merkle import root_hash
from isonomia.record.policy import Group, Log, Policy, Witness
from isonomia.record.tiles import published_files

ORIGIN = "isonomia.example/test"
RULES = {"kz/referendum.toml": b'title = "rules"\n', "kz/units.toml": b'unit = "KZ-10"\n'}
REPOSITORY = Path(__file__).parents[3]


class Noted(Body, frozen=True, kw_only=True):
    """Something was noted, for the tests."""

    number: int
    words: str = ""


@dataclass(frozen=True)
class Kit:
    """What a test needs to write records: keys, a policy, and the kinds of act."""

    origin: str
    log_key: str
    witness_keys: tuple[str, ...]
    policy: Policy

    bodies = {("test.noted", 1): Noted}  # noqa: RUF012
    noted = Noted

    def act(self, number: int, **changes: Any) -> Act:
        """Return the act that stands at this number of a test log."""
        at = f"2026-03-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z"
        values: dict[str, Any] = {
            "act": "test.noted",
            "v": 1,
            "id": f"n-{number}",
            "matter": f"test/{number % 7}",
            "place": (number - 2) // 7 if number >= 2 else 0,
            "at": at,
            "actor": Actor(role="clerk"),
            "body": Noted(number=number, words="Ақтау"),
        }
        if number == 0:
            digest = sha256(self.policy.format().encode()).hexdigest()
            values |= {"act": "record.opened", "matter": "record/opening"}
            values["body"] = RecordOpened(origin=self.origin, policy_sha256=digest)
        elif number == 1:
            files = [
                FileDigest(path=path, sha256=sha256(data).hexdigest(), size=len(data)) for path, data in RULES.items()
            ]
            values |= {"act": "rulebook.adopted", "matter": "record/rulebook"}
            values["body"] = RulebookAdopted(country="kz", files=tuple(files))
        return Act(**(values | changes))

    def entries(self, count: int) -> list[bytes]:
        """Return the entries of a test log."""
        return [write_entry(self.act(number)) for number in range(count)]

    def note(self, entries: list[bytes], origin: str = "", cosigners: int | None = None) -> str:
        """Return a signed checkpoint over these entries, cosigned by the witnesses."""
        body = Checkpoint(origin or self.origin, len(entries), root_hash(entries)).body()
        note = sign_note(body, self.log_key)
        for key in self.witness_keys[:cosigners]:
            note = cosign_note(note, key, 1_700_000_000 + len(entries))
        return note

    def build(self, root: Path, entries: list[bytes], sizes: Iterable[int] = ()) -> Path:
        """Write the published tree over these entries, with checkpoints at these sizes too."""
        files = dict(published_files(entries, sizes))
        for size in {*sizes, len(entries)}:
            files[f"checkpoints/{size}"] = self.note(entries[:size]).encode()
        files["checkpoint"] = files[f"checkpoints/{len(entries)}"]
        files["policy"] = self.policy.format().encode()
        for data in RULES.values():
            files[f"blob/sha256/{sha256(data).hexdigest()}"] = data
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return root


def _kit(witnesses: int) -> Kit:
    log_key, log = new_key(ORIGIN, bytes(range(32)))
    pairs = [new_key(f"witness.example/w{number}", bytes([number] * 32), COSIGNATURE) for number in range(witnesses)]
    watching = tuple(Witness(f"w{number}", pair[1]) for number, pair in enumerate(pairs))
    names = tuple(witness.name for witness in watching)
    policy = Policy((Log(log),))
    if watching:
        policy = Policy((Log(log),), watching, (Group("majority", len(names) // 2 + 1, names),), "majority")
    return Kit(ORIGIN, log_key, tuple(key for key, _ in pairs), policy)


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Keys and acts for a log without witnesses."""
    return _kit(0)


@pytest.fixture(scope="session")
def witnessed() -> Kit:
    """The same log with three witnesses, two of which make the quorum."""
    return _kit(3)


@pytest.fixture(scope="session")
def vectors() -> Callable[[str], Any]:
    """Return a reader of the shared test vectors; a test is skipped by name where they are absent."""
    folder = Path(os.environ.get("ISONOMIA_DATA") or REPOSITORY.parent / "shared" / "data") / "record"

    def read(name: str) -> Any:
        if not (folder / name).is_file():
            pytest.skip(f"shared data absent: record/{name}")
        return json.loads((folder / name).read_text())

    return read


@pytest.fixture(scope="session")
def entries(kit: Kit) -> list[bytes]:
    """The entries of the published record."""
    return kit.entries(700)


@pytest.fixture(scope="session")
def published(kit: Kit, entries: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 700 entries with three older checkpoints; it is copied, never changed."""
    return kit.build(tmp_path_factory.mktemp("published") / "record", entries, [3, 300, 530])


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be broken."""
    return Path(shutil.copytree(published, tmp_path / "copy"))
