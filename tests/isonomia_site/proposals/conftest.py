"""A hall of the invented country, where proposals are taken: made once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import Pack, folder, load
from isonomia_site.proposals.services import keep_openings
from isonomia_site.record.keys import log_key
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attach, attached


@pytest.fixture(scope="session")
def first_mysal(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Hall:
    """The hall of Mysal before anybody sent a proposal."""
    whole = load(folder("mysal"))
    others = tuple(one for one in whole.acts if not one.act.startswith("proposals."))
    with django_db_blocker.unblock():
        return made(Pack(whole.manifest, others, whole.blobs), databases, built, tmp_path_factory.mktemp("before"))


@pytest.fixture(scope="session")
def whole_mysal(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Hall:
    """The hall of Mysal with its invented proposals, as the demo shows it."""
    with django_db_blocker.unblock():
        return made(load(folder("mysal")), databases, built, tmp_path_factory.mktemp("whole"))


def made(pack: Pack, databases: Databases, built: DemoRecord, home: Path) -> Hall:
    """Enter a pack into a record of its own with the texts that it brings, and publish it."""
    database = databases.new(built.empty)
    hall = Hall(databases, database, home / "log", log_key(home / "log.key", pack.manifest.origin), pack)
    with attached(database):
        hall.fill()
        keep_openings(pack.openings)
        hall.publish()
    return hall


@pytest.fixture
def shows_mysal(whole_mysal: Hall, built: DemoRecord, django_db_blocker: DjangoDbBlocker) -> Iterator[Hall]:
    """The hall shows the whole record of Mysal; nobody writes in it."""
    published, settings.ISONOMIA_PUBLISHED = settings.ISONOMIA_PUBLISHED, whole_mysal.published
    with django_db_blocker.unblock():
        attach(whole_mysal.database)
        yield whole_mysal
        attach(built.database)
    settings.ISONOMIA_PUBLISHED = published


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
