"""Every page of proposals in a real Chromium: three languages, light and dark, wide and narrow."""

from collections.abc import Iterator
from shutil import copy, copytree

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import folder, load
from tests.isonomia_site.browser.conftest import free_port, served
from tests.isonomia_site.browser.test_pages import COLOURS, FAULTS, FOREIGN, LONGEST, NARROWEST, OVERFLOW, TAGS, WIDTHS
from tests.isonomia_site.halls import Databases, DemoRecord
from tests.isonomia_site.proposals.conftest import made

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]

LANGUAGES = ("kk", "ru", "en")
TEXT = "Let every school teach the Constitution. Write to me: someone@example.org"


@pytest.fixture(scope="module")
def site(
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The invented country with its proposals, in a state folder of its own."""
    state = tmp_path_factory.mktemp("proposals")
    with django_db_blocker.unblock():
        hall = made(load(folder("mysal")), databases, built, state)
    copy(hall.database, state / "isonomia.sqlite3")
    copytree(built.state / "static", state / "static")
    with served(state, free_port(), ISONOMIA_PLAIN_HTTP="1") as address:
        yield address


def test_every_page_of_proposals_can_be_used_by_everyone(site: str, browser: Browser, axe: str) -> None:
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(axe)
    page = context.new_page()
    page.goto(f"{site}/en/proposals/")
    numbers = page.locator(".list .mono").all_inner_texts()
    paths = ["", "?q=а", "?q=elephant", "mine/", "new/", f"{numbers[0]}/", "P-2024-000001/"]
    for path in paths:
        for language in LANGUAGES:
            looked_at(page, f"{site}/{language}/proposals/{path}", language)
    page.goto(f"{site}/en/proposals/new/")
    page.get_by_role("button", name="Start").click()
    for step in ("article", "change", "why", "you", "file"):
        for language in LANGUAGES:
            looked_at(page, f"{site}/{language}/proposals/new/{step}/", language)
        if step == "change":
            page.get_by_role("button").first.click()
            looked_at(page, "", "en")
            page.locator("textarea").fill(TEXT)
        page.locator("form .btn").first.click()
    for end in ("check", "sent"):
        for language in LANGUAGES:
            looked_at(page, f"{site}/{language}/proposals/new/{end}/", language)
        page.locator("form .btn").first.click()
    context.close()


def looked_at(page: Page, address: str, language: str) -> None:
    """One page, wide and narrow, light and dark; the page that is open where no address is given."""
    if address:
        page.goto(address)
    assert page.evaluate(FOREIGN) == 0
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) == 0, (address, width)
        if language == LONGEST:
            page.emulate_media(color_scheme="light")
            assert page.evaluate(FAULTS, TAGS) == [], (address, width)
            page.emulate_media(color_scheme="dark")
            assert page.evaluate(FAULTS, COLOURS) == [], (address, width)
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    assert page.evaluate(OVERFLOW) == 0, (address, NARROWEST)
