"""A hall of one's own under the law of Kazakhstan: nothing is in it but its opening, and everything can be filed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from msgspec import structs
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import Pack, folder, load
from tests.isonomia_site.filing.conftest import clamd
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attach
from tests.isonomia_site.proposals.conftest import made

__all__ = ["clamd"]


@pytest.fixture(scope="session")
def first_office(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Hall:
    """The hall before anybody filed anything."""
    with django_db_blocker.unblock():
        return opened(built, databases, tmp_path_factory.mktemp("office"))


def opened(built: DemoRecord, databases: Databases, home: Path) -> Hall:
    """Open a hall that keeps its own acts under the law of Kazakhstan."""
    pack = load(folder("kazakhstan-2026"))
    opening = pack.acts[0]
    own = structs.replace(opening, body=structs.replace(opening.body, made_from="own_acts"))
    return made(Pack(pack.manifest, (own,), pack.blobs), databases, built, home)


@pytest.fixture
def office(first_office: Hall, built: DemoRecord, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Hall]:
    """The same in a database of its own, with keys and ledger in folders of their own."""
    there = {name: getattr(settings, name) for name in NAMES}
    for name, value in (("ISONOMIA_PUBLISHED", tmp_path / "log"), *folders(tmp_path)):
        setattr(settings, name, value)
    shutil.copytree(first_office.published, tmp_path / "log")
    with django_db_blocker.unblock():
        database = first_office.databases.new(first_office.database)
        attach(database)
        cache.clear()
        yield Hall(first_office.databases, database, tmp_path / "log", first_office.signer, first_office.pack)
        attach(built.database)
        first_office.databases.drop(database)
    for name, value in there.items():
        setattr(settings, name, value)


NAMES = ("ISONOMIA_PUBLISHED", "ISONOMIA_KEYS", "ISONOMIA_MASTER_KEY", "ISONOMIA_LEDGER")


def folders(home: Path) -> list[tuple[str, Path]]:
    """Where a hall keeps its keys and its ledger."""
    return [(NAMES[1], home / "keys"), (NAMES[2], home / "paper-master.key"), (NAMES[3], home / "erased.ledger")]
