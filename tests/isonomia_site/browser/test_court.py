"""The court in a real Chromium: registrar, chair, lot, session, ruling, release, the clock of a law; without script.

It is walked in each language; what its pages look like in all of them is looked at on the way in English.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from isonomia_site.court import services
from isonomia_site.permissions import at_console
from tests.isonomia_site.browser.looking import faultless, in_every_language
from tests.isonomia_site.browser.serving import free_port, served
from tests.isonomia_site.browser.work import aside
from tests.isonomia_site.court.conftest import NORM_SAID, Bench, filled
from tests.isonomia_site.court.courts import JUDGES, NORM, filed, today
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attached

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("court")]

LATER = str(today() + timedelta(days=1))
LANGUAGES = ("en", "ru", "kk")
RULINGS = {"en": "3-R", "ru": "4-R", "kk": "5-R"}
HELD = {"en": "unconstitutional", "ru": "неконституционна", "kk": "конституциялық емес"}


@dataclass(frozen=True)
class Site:
    """A hall with a court and an appeal for each language, and who works there."""

    address: str
    sessions: dict[str, str]
    numbers: dict[str, str]
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

    def begun() -> tuple[Hall, Bench, dict[str, str]]:
        hall, bench = filled(built, databases, state)
        with attached(hall.database):
            numbers = {language: filed((appealed(language),)) for language in LANGUAGES}
            hall.publish()
        return hall, bench, numbers

    with django_db_blocker.unblock():
        hall, bench, numbers = aside(begun)
    shutil.copy(hall.database, state / "isonomia.sqlite3")
    for name in ("static", "keys"):
        shutil.copytree(built.state / name, state / name)
    more = {"ISONOMIA_SECRET_KEY": settings.SECRET_KEY, "ISONOMIA_SECOND_FACTOR": "0", "ISONOMIA_PLAIN_HTTP": "1"}
    own = Hall(databases, str(state / "isonomia.sqlite3"), hall.published, hall.signer, hall.pack)
    with served(state, free_port(), **more) as address:
        yield Site(address, sessions(bench), numbers, own)


def appealed(language: str) -> str:
    """The norm that is appealed against in this language: days are invented here, and no case follows another's."""
    if language == LANGUAGES[0]:
        return NORM
    services.register_norm(at_console("compiler", today()), f"fees-{language}", NORM_SAID)
    return f"norm/fees-{language}"


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


@dataclass
class Court:
    """One case at the desk, step by step, in one language."""

    site: Site
    pages: dict[str, Page]
    language: str

    @property
    def number(self) -> str:
        """The number of its appeal."""
        return self.site.numbers[self.language]

    def address(self, path: str) -> str:
        """A page of the hall in this language."""
        return f"{self.site.address}/{self.language}/{path}"

    def step(self, who: str, name: str, *, ticks: tuple[str, ...] = (), **typed: str) -> Page:
        """Take a step by its link and its form; what is ticked is ticked by its value."""
        page = self.pages[who]
        page.goto(self.address(f"desk/court/{self.number}/"))
        page.locator(f"main a[href$='/{self.number}/{name}/']").first.click()
        for tick in ticks:
            field, _dot, value = tick.partition(".")
            page.locator(f"input[name={field}][value={value}]").check()
        for field, value in typed.items():
            box = page.locator(f"[name={field}]")
            if box.evaluate("one => one.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
        page.locator("main form[method=post] button").last.click()
        page.wait_for_load_state()
        with override(self.language):
            assert gettext("It was entered") in page.inner_text("main"), (name, page.inner_text("main"))
        return page


def ticked(field: str, count: int) -> tuple[str, ...]:
    return tuple(f"{field}.{one}" for one in JUDGES[:count])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_goes_from_the_registrar_to_a_ruling_and_the_clock_of_a_law(
    site: Site, pages: dict[str, Page], django_db_blocker: DjangoDbBlocker, language: str
) -> None:
    court, looked_at = Court(site, pages, language), language == LANGUAGES[0]
    registrar, second = pages["registrar"], pages["second"]
    registrar.goto(court.address("desk/court/"))
    if looked_at:
        faultless(registrar, name="court-queue")
    court.step("registrar", "appeal-registered")
    if looked_at:
        in_every_language(registrar, "court-desk")
    decided(court)
    second.goto(court.address(f"desk/court/{court.number}/ruling-published/"))
    if looked_at:
        faultless(second, name="court-release")
    court.step("second", "ruling-published", day=LATER)
    published(site, django_db_blocker)
    public(court, pages["stranger"], looked_at=looked_at)


def decided(court: Court) -> None:
    """From the check of an appeal to the text that the second person releases."""
    court.step("registrar", "check-passed")
    court.step("chair", "study-begun", ticks=ticked("judges", 3))
    court.step("judge", "appeal-admitted", ticks=ticked("judges", 3))
    source = {"source_name": "drand", "source_reference": f"round {court.number}", "source_due": LATER}
    court.step("chair", "lot-announced", ticks=ticked("eligible", 5), **source)
    court.step("chair", "lot-drawn", value="8d1f", day=LATER)
    court.step("judge", "hearing-held", ticks=ticked("judges", 6), form="oral", formation="plenary", day=LATER)
    votes = (*ticked("judges", 6), *ticked("in_favour", 5))
    court.step("chair", "vote-taken", ticks=votes, formation="plenary", members="9", day=LATER)
    ruling = {"kind": "ruling", "number": RULINGS[court.language], "text": "As adopted."}
    court.step("judge", "case-decided", day=LATER, outcome_0="unconstitutional", **ruling)
    court.step("registrar", "decision-sent", day=LATER)
    texts = {"text_kk": "Норма қайшы.", "text_ru": "Норма противоречит.", "text_en": "The norm is void."}
    court.step("registrar", "anonymisation-checked", day=LATER, **texts)


def published(site: Site, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the record be published, as its worker does: in a thread, because Django takes this one for another kind."""

    def publish() -> None:
        with attached(site.hall.database):
            site.hall.publish()

    with django_db_blocker.unblock():
        aside(publish)


def public(court: Court, page: Page, *, looked_at: bool) -> None:
    """What anybody sees of it: the docket, the case, the ruling, the law that must follow."""
    page.goto(court.address("court/"))
    if looked_at:
        in_every_language(page, "court-docket")
        page.goto(court.address("court/"))
    page.get_by_role("link", name=court.number).click()
    page.wait_for_load_state()
    case = page.url
    if looked_at:
        in_every_language(page, "court-case")
        page.goto(case)
    assert HELD[court.language] in page.inner_text("main") and "A. Person" not in page.inner_text("main")
    page.locator(f"main a[href*='/{court.language}/court/'][href*='/ruling']").first.click()
    page.wait_for_load_state()
    if looked_at:
        faultless(page, name="court-ruling")
    page.goto(case)
    page.locator(f"main a[href*='/{court.language}/laws/']").first.click()
    page.wait_for_load_state()
    assert RULINGS[court.language] in page.inner_text("main")
    for address in ("rulings/?q=void", "norms/", "norms/fees/"):
        page.goto(court.address(f"court/{address}"))
        if looked_at:
            faultless(page, name=f"court-{address.partition('/')[0]}")
