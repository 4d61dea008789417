"""The hall on a real database: one demo record for all who read it, and a fresh record for whoever writes.

Which database that is, SQLite or PostgreSQL, ISONOMIA_TEST_DATABASE says; `tools/do.py test` runs on both.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "isonomia_site.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.hashers import ScryptPasswordHasher  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from honest import DATABASE  # noqa: E402
from pytest_django.plugin import DjangoDbBlocker  # noqa: E402

from isonomia.packs.loading import Pack, folder, load  # noqa: E402
from isonomia_site.record.keys import log_key, own_policy  # noqa: E402
from isonomia_site.record.publishing import publish, verify_published  # noqa: E402
from isonomia_site.record.sequencer import sequence  # noqa: E402
from isonomia_site.reforms.services import enter_pack  # noqa: E402
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, PostgresqlServer, SqliteFiles, attach  # noqa: E402
from tests.isonomia_site.ordeal import Ordeal  # noqa: E402

# Each process of the tests has a state folder of its own, whoever has loaded the settings before.
_FOLDER = tempfile.TemporaryDirectory(prefix="isonomia-tests-")
settings.STATE = Path(_FOLDER.name).resolve()
settings.ISONOMIA_PUBLISHED = settings.STATE / "log"
settings.STATIC_ROOT = settings.STATE / "static"
# Passwords are kept as in earnest, but not for the time that it shall cost to guess them.
ScryptPasswordHasher.work_factor = 2**4


@pytest.fixture(scope="session")
def kazakhstan() -> Pack:
    """The pack that ships."""
    return load(folder("kazakhstan-2022"))


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[Databases]:
    """Where the databases of this run are made."""
    made: Databases = SqliteFiles(settings.STATE)
    if DATABASE == "postgresql":
        made = PostgresqlServer(request.getfixturevalue("postgresql_server"))
    with django_db_blocker.unblock():
        yield made
        made.close()


@pytest.fixture(scope="session")
def built(kazakhstan: Pack, databases: Databases, django_db_blocker: DjangoDbBlocker) -> DemoRecord:
    """The demo record, built once in the state folder, as `isonomia demo` builds it."""
    origin = kazakhstan.manifest.origin
    with django_db_blocker.unblock():
        database = databases.new()
        attach(database)
        call_command("migrate", verbosity=0)
        empty = databases.new(database)
        call_command("collectstatic", verbosity=0, interactive=False)
        signer = log_key(settings.STATE / "log.key", origin)
        enter_pack(kazakhstan, own_policy(signer))
        sequence()
        size = publish(settings.ISONOMIA_PUBLISHED, signer).size
        verify_published(settings.ISONOMIA_PUBLISHED)
        connection.close()
    return DemoRecord(settings.STATE, settings.ISONOMIA_PUBLISHED, database, empty, origin, size)


@pytest.fixture(scope="session")
def django_db_setup(built: DemoRecord) -> None:
    """The database of `django_db` tests is that of the demo record; each test is rolled back."""


@pytest.fixture(scope="session")
def demo_record(built: DemoRecord) -> DemoRecord:
    """The demo record, for tests that read it (with the mark `django_db`) or serve it from its state folder."""
    return built


@pytest.fixture
def hall(
    tmp_path: Path, built: DemoRecord, databases: Databases, kazakhstan: Pack, django_db_blocker: DjangoDbBlocker
) -> Iterator[Hall]:
    """A fresh hall whose transactions are real ones, in a database of its own."""
    with django_db_blocker.unblock():
        database = databases.new(built.empty)
        attach(database)
        signer = log_key(tmp_path / "log.key", kazakhstan.manifest.origin)
        yield Hall(databases, database, tmp_path / "log", signer, kazakhstan)
        attach(built.database)
        databases.drop(database)


@pytest.fixture
def ordeal(tmp_path: Path, databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Ordeal]:
    """A hall in a folder of its own, whose processes are real ones; its record is open, and holds no act yet."""
    with django_db_blocker.unblock():
        # SQLite's file is made in the state folder.
        database = databases.new() if isinstance(databases, PostgresqlServer) else ""
        address = databases.address_of(database) if isinstance(databases, PostgresqlServer) else ""
        with Ordeal(tmp_path, address, seed=7) as begun:
            begun.prepare()
            yield begun
        if database:
            databases.drop(database)


TOUCHES = {"built", "demo_record", "hall", "databases"}
ROOMS = ("alignment", "elections", "deadlines", "drafting", "figures", "pages", "referendum", "reforms")
ON_ONE = tuple(f"tests/isonomia_site/{one}" for one in (*(f"{room}/" for room in ROOMS), "people/test_permissions"))
"""What asks the database through the reader of the record or the check of roles alone: those are tested on both."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database; leave to the other database what holds on it alone."""
    kept, other = [], []
    for item in items:
        ours = item.nodeid.startswith("tests/isonomia_site/")
        if item.get_closest_marker("django_db") or (ours and TOUCHES & set(getattr(item, "fixturenames", ()))):
            item.add_marker("database")
        only = item.get_closest_marker("only_on")
        wanted = only.args[0] if only else "sqlite" if item.nodeid.startswith(ON_ONE) else DATABASE
        (kept if wanted == DATABASE else other).append(item)
    if other:
        config.hook.pytest_deselected(items=other)
        items[:] = kept
