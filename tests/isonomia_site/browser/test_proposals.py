"""A proposal in a real Chromium, by the keyboard alone: from the first question to the receipt, and to its author."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import folder, load
from tests.isonomia_site.browser.conftest import ROOT, free_port, served
from tests.isonomia_site.browser.test_pages import COLOURS, FAULTS, FOREIGN, LONGEST, NARROWEST, OVERFLOW, TAGS, WIDTHS
from tests.isonomia_site.halls import Databases, DemoRecord
from tests.isonomia_site.proposals.conftest import made

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]

LANGUAGES = ("kk", "ru", "en")
TEXT = "Let every school teach the Constitution. Write to me: someone@example.org"


class Site:
    """A hall that takes proposals, and its worker."""

    def __init__(self, address: str, state: Path) -> None:
        self.address = address
        self._state = state

    def publish(self) -> None:
        """Let the worker publish what is waiting."""
        line = [sys.executable, "-m", "isonomia_cli.main", "worker", "--once"]
        env = {"ISONOMIA_STATE": str(self._state), "PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"}
        subprocess.run(line, env=env, check=True, capture_output=True)


@pytest.fixture(scope="module")
def site(
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The invented country with its proposals, in a state folder of its own."""
    state = tmp_path_factory.mktemp("proposals")
    with django_db_blocker.unblock():
        hall = made(load(folder("mysal")), databases, built, state)
    copy(hall.database, state / "isonomia.sqlite3")
    copytree(built.state / "static", state / "static")
    with served(state, free_port(), ISONOMIA_PLAIN_HTTP="1") as address:
        yield Site(address, state)


def test_a_proposal_is_made_and_found_again_with_the_keyboard_alone(site: Site, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site.address}/en/proposals/new/")
    pressed(page, "Start")
    typed(page, "Article", "Article 2")
    go_on(page)
    typed(page, "What should change", TEXT)
    go_on(page)
    go_on(page)
    typed(page, "Name", "Somebody")
    go_on(page)
    page.go_back()
    assert page.get_by_label("Name").input_value() == "Somebody"
    page.go_forward()
    go_on(page)
    assert "[e-mail]" in page.locator("main").inner_text()
    pressed(page, "Send the proposal")
    number = page.locator("main dd a").inner_text()
    code = page.locator("main dd code").inner_text()
    assert page.locator("figure svg").bounding_box()
    site.publish()
    other = browser.new_context().new_page()
    other.goto(f"{site.address}/en/proposals/{number}/")
    assert "Let every school" in other.locator("blockquote").inner_text()
    assert "someone@example.org" not in other.content()
    pressed(other, "Open it with the code")
    typed(other, "Code", code)
    with other.expect_navigation():
        other.keyboard.press("Enter")
    pressed(other, "Take the proposal back")
    pressed(other, "Take the proposal back")
    assert "It was entered" in other.get_by_role("status").inner_text()


def pressed(page: Page, words: str) -> None:
    """Come with the tab key to what has these words, and press it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip() == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the tab key does not lead to {words}")


def typed(page: Page, label: str, text: str) -> None:
    """Come to a field with the tab key, and type; in a choice the letters choose."""
    wanted = page.get_by_label(label, exact=False).first.get_attribute("id")
    for _ in range(80):
        if page.evaluate("document.activeElement.id") == wanted:
            page.keyboard.type(text)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not lead to {label}")


def go_on(page: Page) -> None:
    pressed(page, "Save and go on")


def test_every_page_of_proposals_can_be_used_by_everyone(site: Site, browser: Browser, axe: str) -> None:
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(axe)
    page = context.new_page()
    page.goto(f"{site.address}/en/proposals/")
    numbers = page.locator(".list .mono").all_inner_texts()
    paths = ["", "?q=а", "?q=elephant", "mine/", "new/", f"{numbers[0]}/", "P-2024-000001/"]
    for path in paths:
        for language in LANGUAGES:
            looked_at(page, f"{site.address}/{language}/proposals/{path}", language)
    page.goto(f"{site.address}/en/proposals/new/")
    page.get_by_role("button", name="Start").click()
    for step in ("article", "change", "why", "you", "file"):
        for language in LANGUAGES:
            looked_at(page, f"{site.address}/{language}/proposals/new/{step}/", language)
        if step == "change":
            page.get_by_role("button").first.click()
            looked_at(page, "", "en")
            page.locator("textarea").fill(TEXT)
        page.locator("form .btn").first.click()
    for end in ("check", "sent"):
        for language in LANGUAGES:
            looked_at(page, f"{site.address}/{language}/proposals/new/{end}/", language)
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
