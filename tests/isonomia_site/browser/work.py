"""A hall where people work: the invented country with its proposals, letters that wait, open drafts, and desks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from django.conf import settings

from isonomia.packs.loading import folder, load
from isonomia_site.papers.keyed import PEPPER
from isonomia_site.proposals import services
from isonomia_site.record.keys import log_key, own_policy, promise_key
from isonomia_site.record.receipts import KEY_FILE
from isonomia_site.reforms.services import enter_pack
from tests.isonomia_site.browser.adoption import draft_opened
from tests.isonomia_site.browser.serving import ROOT, free_port, served
from tests.isonomia_site.drafting.halls import MATTER
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attached
from tests.isonomia_site.proposals.desks import received, sat_down, taken_up

JOURNEY = "draft/mysal-2028"
ONE_TERM = "Let nobody be president longer than one term of seven years."
THREE = (ONE_TERM, ONE_TERM.upper(), "Let the president serve one term and no more.")
ARTICLE = "art_3"
TEXTS = {
    "kk": "Мысал астанасы Жаңақала қаласы болсын, өйткені ол елдің қақ ортасында тұр.",
    "ru": "Пусть столицей Мысала будет город Новоград, потому что он стоит посреди страны.",
    "en": "Let the city of Newtown be the capital of Mysal, because it stands in the middle of the country.",
}


Waiting = tuple[dict[str, str], str, tuple[str, ...], dict[str, str]]


@dataclass(frozen=True)
class Site:
    """Where it is served, its folder, the session of each officer, and the numbers of the proposals that wait."""

    address: str
    state: Path
    sessions: dict[str, str]
    signatory: str
    numbers: tuple[str, ...]
    letters: dict[str, str]

    def run(self, *line: str) -> str:
        """Run the command line on this hall."""
        env = {"ISONOMIA_STATE": str(self.state), "PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]}
        whole = [sys.executable, "-m", "isonomia_cli.main", *line]
        done = subprocess.run(whole, env=env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def publish(self) -> None:
        """Let the worker publish what is waiting."""
        self.run("worker", "--once")


Made = TypeVar("Made")


def aside(make: Callable[[], Made]) -> Made:
    """Ask the database in a thread of its own: while a browser runs, Django takes this one for asynchronous."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(make).result()


@contextmanager
def at_work(built: DemoRecord, databases: Databases, state: Path) -> Iterator[Site]:
    """Make that hall in a state folder, and serve it."""
    waiting = aside(lambda: made(databases, databases.new(built.empty), state))
    shutil.copy(built.state / PEPPER, state / PEPPER)
    for name in ("static", "keys"):
        shutil.copytree(built.state / name, state / name)
    more = {"ISONOMIA_SECRET_KEY": settings.SECRET_KEY, "ISONOMIA_SECOND_FACTOR": "0", "ISONOMIA_PLAIN_HTTP": "1"}
    with served(state, free_port(), **more) as address:
        yield Site(address, state, *waiting)


def made(databases: Databases, database: str, state: Path) -> Waiting:
    """Enter everything, publish it, and leave the database in the state folder."""
    pack = load(folder("mysal"))
    signer, promiser = (
        log_key(state / "log.key", pack.manifest.origin),
        promise_key(state / KEY_FILE, pack.manifest.origin),
    )
    with attached(database), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "ISONOMIA_SECOND_FACTOR", False)
        enter_pack(pack, own_policy(signer, promiser))
        services.keep_openings(pack.openings)
        draft_opened(MATTER, "A second draft")
        draft_opened(JOURNEY, "A third draft")
        desk = sat_down()
        numbers = tuple(map(received, THREE))
        letters = {language: received(text, language, ARTICLE) for language, text in TEXTS.items()}
        for number in letters.values():
            taken_up(desk, number)
        people = {"secretary": desk.secretary, "member": desk.member, "second": desk.second}
        sessions = {who: one.client.cookies[settings.SESSION_COOKIE_NAME].value for who, one in people.items()}
        Hall(databases, database, state / "log", signer, pack).publish()
    shutil.copy(database, state / "isonomia.sqlite3")
    return sessions, desk.capacities[0], numbers, letters
