"""The court in a real Chromium: registrar, chair, lot, session, ruling, release, the clock of a law; without script."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tests.isonomia_site.browser.looking import faultless, in_every_language
from tests.isonomia_site.browser.serving import free_port, served
from tests.isonomia_site.browser.work import aside
from tests.isonomia_site.court.conftest import Bench, filled
from tests.isonomia_site.court.courts import DESK, JUDGES, filed, today
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attached

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("court")]

LATER = str(today() + timedelta(days=1))


@dataclass(frozen=True)
class Site:
    """A hall with a court and one appeal, and who works there."""

    address: str
    sessions: dict[str, str]
    number: str
    hall: Hall


@pytest.fixture(scope="module")
def site(
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The invented country with its court, in a state folder of its own."""
    state = tmp_path_factory.mktemp("court")

    def begun() -> tuple[Hall, Bench, str]:
        hall, bench = filled(built, databases, state)
        with attached(hall.database):
            number = filed()
            hall.publish()
        return hall, bench, number

    with django_db_blocker.unblock():
        hall, bench, number = aside(begun)
    shutil.copy(hall.database, state / "isonomia.sqlite3")
    for name in ("static", "keys"):
        shutil.copytree(built.state / name, state / name)
    more = {"ISONOMIA_SECRET_KEY": settings.SECRET_KEY, "ISONOMIA_SECOND_FACTOR": "0", "ISONOMIA_PLAIN_HTTP": "1"}
    own = Hall(databases, str(state / "isonomia.sqlite3"), hall.published, hall.signer, hall.pack)
    with served(state, free_port(), **more) as address:
        yield Site(address, sessions(bench), number, own)


def sessions(bench: Bench) -> dict[str, str]:
    """The session of each who works at the court."""
    found = {"registrar": bench.registrar, "second": bench.second, "judge": bench.judge, "chair": bench.chair}
    return {who: one.client.cookies[settings.SESSION_COOKIE_NAME].value for who, one in found.items()}


@pytest.fixture
def pages(site: Site, browser: Browser) -> Iterator[dict[str, Page]]:
    """A page of each of them and of a stranger; the checker is put in past the content policy."""
    contexts = {who: browser.new_context(bypass_csp=True) for who in (*site.sessions, "stranger")}
    for who, context in contexts.items():
        if who in site.sessions:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": site.sessions[who], "url": site.address}
            context.add_cookies([cookie])  # type: ignore[list-item]
    yield {who: context.new_page() for who, context in contexts.items()}
    for context in contexts.values():
        context.close()


class Court:
    """One case at the desk, step by step."""

    def __init__(self, site: Site, pages: dict[str, Page]) -> None:
        self.site, self.pages = site, pages

    def step(self, who: str, name: str, *, ticks: tuple[str, ...] = (), **typed: str) -> Page:
        """Take a step by its link and its form; what is ticked is ticked by its value."""
        page = self.pages[who]
        page.goto(f"{self.site.address}{DESK}{self.site.number}/")
        page.get_by_role("link", name=name, exact=True).click()
        for tick in ticks:
            field, _dot, value = tick.partition(".")
            page.locator(f"input[name={field}][value={value}]").check()
        for field, value in typed.items():
            box = page.locator(f"[name={field}]")
            if box.evaluate("one => one.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
        page.get_by_role("button", name="Enter it in the record").click()
        assert "It was entered" in page.get_by_role("status").first.inner_text(), (name, page.inner_text("main"))
        return page


def ticked(field: str, count: int) -> tuple[str, ...]:
    return tuple(f"{field}.{one}" for one in JUDGES[:count])


def test_a_case_goes_from_the_registrar_to_a_ruling_and_the_clock_of_a_law(
    site: Site, pages: dict[str, Page], django_db_blocker: DjangoDbBlocker
) -> None:
    court = Court(site, pages)
    registrar = pages["registrar"]
    registrar.goto(f"{site.address}{DESK}")
    faultless(registrar, name="court-queue")
    court.step("registrar", "Appeal registered")
    in_every_language(registrar, "court-desk")
    court.step("registrar", "Check of an appeal passed")
    court.step("chair", "Preliminary study begun", ticks=ticked("judges", 3))
    court.step("judge", "Appeal taken up", ticks=ticked("judges", 3))
    source = {"source_name": "drand", "source_reference": "round 9", "source_due": LATER}
    court.step("chair", "Lot among judges announced", ticks=ticked("eligible", 5), **source)
    court.step("chair", "Lot among judges drawn", value="8d1f", day=LATER)
    court.step("judge", "Session held", ticks=ticked("judges", 6), form="oral", formation="plenary", day=LATER)
    votes = (*ticked("judges", 6), *ticked("in_favour", 5))
    court.step("chair", "Judges voted", ticks=votes, formation="plenary", members="9", day=LATER)
    decided = {"kind": "ruling", "number": "3-R", "text": "As adopted.", "outcome_0": "unconstitutional"}
    court.step("judge", "Case decided", day=LATER, **decided)
    court.step("registrar", "Decision sent", day=LATER)
    texts = {"text_kk": "Норма қайшы.", "text_ru": "Норма противоречит.", "text_en": "The norm is void."}
    court.step("registrar", "Text checked for persons", day=LATER, **texts)
    pages["second"].goto(f"{site.address}{DESK}{site.number}/ruling-published/")
    faultless(pages["second"], name="court-release")
    court.step("second", "Ruling published", day=LATER)
    published(site, django_db_blocker)
    public(site, pages["stranger"])


def published(site: Site, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the record be published, as its worker does: in a thread, because Django takes this one for another kind."""

    def publish() -> None:
        with attached(site.hall.database):
            site.hall.publish()

    with django_db_blocker.unblock():
        aside(publish)


def public(site: Site, page: Page) -> None:
    """What anybody sees of it, in every language."""
    page.goto(f"{site.address}/en/court/")
    in_every_language(page, "court-docket")
    page.get_by_role("link", name=site.number).click()
    in_every_language(page, "court-case")
    assert "unconstitutional" in page.inner_text("main") and "A. Person" not in page.inner_text("main")
    page.goto(f"{site.address}/en/court/cases/{site.number}/")
    page.get_by_role("link", name="Read the ruling (in Kazakh)").click()
    faultless(page, name="court-ruling")
    page.goto(f"{site.address}/en/court/cases/{site.number}/")
    page.get_by_role("link", name="What becomes of the bill that it orders").click()
    assert "3-R" in page.inner_text("main")
    for address in ("rulings/?q=void", "norms/", "norms/fees/"):
        page.goto(f"{site.address}/en/court/{address}")
        faultless(page, name=f"court-{address.partition('/')[0]}")
