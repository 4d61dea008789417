"""A hall of the invented country with a court: a registrar, a second one, a judge and the chair have signed in."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from isonomia.court.norm_acts import NormRegistered
from isonomia.packs.loading import Pack, folder, load
from isonomia.people.acts import CapacityRegistered
from isonomia.record.sources import Source, Wording
from isonomia_site.court import services
from isonomia_site.people import services as people
from isonomia_site.permissions import at_console
from tests.isonomia_site.court.courts import JUDGES, NORM, said, today
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attach
from tests.isonomia_site.people.officers import Officer, officer
from tests.isonomia_site.proposals.conftest import made

NORM_SAID = NormRegistered(
    work="mysal/act/2001-03-01/constitution",
    eid="art_7",
    titles=(
        Wording(language="kk", text="Алымдар туралы норма", status="own_words"),
        Wording(language="ru", text="Норма о сборах и пошлинах", status="own_words"),
        Wording(language="en", text="The norm on fees", status="own_words"),
    ),
    sources=(Source(publisher="Gazette", reference="7", language="en"),),
)


@dataclass(frozen=True)
class Bench:
    """Who works at the court."""

    registrar: Officer
    second: Officer
    judge: Officer
    chair: Officer


@pytest.fixture(scope="session")
def court_hall(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> tuple[Hall, Bench]:
    """The hall of Mysal with judges and a norm, and nothing before the court yet."""
    with django_db_blocker.unblock():
        return filled(built, databases, tmp_path_factory.mktemp("court"))


def filled(built: DemoRecord, databases: Databases, home: Path) -> tuple[Hall, Bench]:
    """Open a hall of Mysal with judges, a norm, and those who work at the court."""
    whole = load(folder("mysal"))
    first = next(one.id for one in whole.acts if one.act == "drafting.edition_published")
    others = tuple(one for one in whole.acts if one.act.startswith("reform.") or one.id == first)
    before = connection.settings_dict["NAME"]
    hall = made(Pack(whole.manifest, others, whole.blobs), databases, built, home)
    attach(hall.database)
    by = at_console("compiler", today())
    for one in JUDGES:
        office = CapacityRegistered(office=said("Judge of the Chamber"), since="2024-10-02", basis="art. 3")
        people.enter_act(by, f"capacity/{one}", office, 0)
    services.register_norm(by, NORM.partition("/")[2], NORM_SAID)
    bench = Bench(*(officer(one) for one in ("court_registrar", "court_registrar", "judge", "court_chair")))
    hall.publish()
    attach(before)
    return hall, bench


@pytest.fixture
def court(
    court_hall: tuple[Hall, Bench],
    built: DemoRecord,
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Hall, Bench]]:
    """The same hall in a database of its own."""
    monkeypatch.setattr(settings, "ISONOMIA_SECOND_FACTOR", False)
    first, bench = court_hall
    published, settings.ISONOMIA_PUBLISHED = settings.ISONOMIA_PUBLISHED, tmp_path / "log"
    shutil.copytree(first.published, tmp_path / "log")
    with django_db_blocker.unblock():
        database = first.databases.new(first.database)
        attach(database)
        cache.clear()
        yield Hall(first.databases, database, tmp_path / "log", first.signer, first.pack), bench
        attach(built.database)
        first.databases.drop(database)
    settings.ISONOMIA_PUBLISHED = published
