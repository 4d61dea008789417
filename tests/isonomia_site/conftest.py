"""The hall on real SQLite files: one demo record for all who read it, and a fresh record for whoever writes."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "isonomia_site.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from pytest_django.plugin import DjangoDbBlocker  # noqa: E402

from isonomia.packs.loading import Pack, folder, load  # noqa: E402
from isonomia_site.record.keys import log_key, own_policy  # noqa: E402
from isonomia_site.record.publishing import publish, verify_published  # noqa: E402
from isonomia_site.record.sequencer import sequence  # noqa: E402
from isonomia_site.reforms.services import enter_pack  # noqa: E402
from tests.isonomia_site.halls import DemoRecord, Hall, attach  # noqa: E402

# Each process of the tests has a state folder of its own, whoever has loaded the settings before.
_FOLDER = tempfile.TemporaryDirectory(prefix="isonomia-tests-")
settings.STATE = Path(_FOLDER.name).resolve()
settings.ISONOMIA_PUBLISHED = settings.STATE / "log"
settings.STATIC_ROOT = settings.STATE / "static"


@pytest.fixture(scope="session")
def kazakhstan() -> Pack:
    """The pack that ships."""
    return load(folder("kazakhstan-2022"))


@pytest.fixture(scope="session")
def built(kazakhstan: Pack, django_db_blocker: DjangoDbBlocker) -> DemoRecord:
    """The demo record, built once in the state folder, as `isonomia demo` builds it."""
    database = settings.STATE / "isonomia.sqlite3"
    origin = kazakhstan.manifest.origin
    with django_db_blocker.unblock():
        attach(database)
        call_command("migrate", verbosity=0)
        # Only a closed database is whole in its one file.
        connection.close()
        shutil.copy(database, settings.STATE / "empty.sqlite3")
        call_command("collectstatic", verbosity=0, interactive=False)
        signer = log_key(settings.STATE / "log.key", origin)
        enter_pack(kazakhstan, own_policy(signer))
        sequence()
        size = publish(settings.ISONOMIA_PUBLISHED, signer).size
        verify_published(settings.ISONOMIA_PUBLISHED)
        connection.close()
    return DemoRecord(settings.STATE, settings.ISONOMIA_PUBLISHED, database, origin, size)


@pytest.fixture(scope="session")
def django_db_setup(built: DemoRecord) -> None:
    """The database of `django_db` tests is that of the demo record; each test is rolled back."""


@pytest.fixture(scope="session")
def demo_record(built: DemoRecord) -> DemoRecord:
    """The demo record, for tests that read it (with the mark `django_db`) or serve it from its state folder."""
    return built


@pytest.fixture
def hall(tmp_path: Path, built: DemoRecord, kazakhstan: Pack, django_db_blocker: DjangoDbBlocker) -> Iterator[Hall]:
    """A fresh hall whose transactions are real ones, on a file of its own."""
    database = tmp_path / "hall.sqlite3"
    shutil.copy(built.state / "empty.sqlite3", database)
    with django_db_blocker.unblock():
        attach(database)
        yield Hall(database, tmp_path / "log", log_key(tmp_path / "log.key", kazakhstan.manifest.origin), kazakhstan)
        attach(built.database)
