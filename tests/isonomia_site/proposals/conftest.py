"""A hall of the invented country, where proposals are taken: made once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import folder, load
from isonomia_site.record.keys import log_key
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attach, attached


@pytest.fixture(scope="session")
def first_mysal(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Hall:
    """The hall of Mysal as its record was just published."""
    home, pack = tmp_path_factory.mktemp("proposals"), load(folder("mysal"))
    with django_db_blocker.unblock():
        database = databases.new(built.empty)
        made = Hall(databases, database, home / "log", log_key(home / "log.key", pack.manifest.origin), pack)
        with attached(database):
            made.fill()
            made.publish()
    return made


@pytest.fixture
def mysal(first_mysal: Hall, built: DemoRecord, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Hall]:
    """A hall with the record of Mysal, published, in a database of its own."""
    published, settings.ISONOMIA_PUBLISHED = settings.ISONOMIA_PUBLISHED, tmp_path / "log"
    shutil.copytree(first_mysal.published, tmp_path / "log")
    with django_db_blocker.unblock():
        database = first_mysal.databases.new(first_mysal.database)
        attach(database)
        cache.clear()
        yield Hall(first_mysal.databases, database, tmp_path / "log", first_mysal.signer, first_mysal.pack)
        attach(built.database)
        first_mysal.databases.drop(database)
    settings.ISONOMIA_PUBLISHED = published
