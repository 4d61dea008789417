"""A citizen in a real Chromium: led to the right door, files, sees it at once, cures a defect, keeps the first day."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy, copytree

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tests.isonomia_site.browser.looking import faultless, in_every_language
from tests.isonomia_site.browser.serving import ROOT, free_port, served
from tests.isonomia_site.browser.work import aside
from tests.isonomia_site.halls import Databases, DemoRecord
from tests.isonomia_site.rights.conftest import opened

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("rights")]

FACTS = "The court of my town applied article 5 to me."


RETURN = """
import sys, django
django.setup()
from tests.isonomia_site.rights.test_filing import returned
returned(sys.argv[1])
"""


@dataclass(frozen=True)
class Site:
    """A hall of one's own that is served, and its registrar."""

    address: str
    state: Path

    def send_back(self, matter: str) -> None:
        """Let the registrar return an appeal for its form, with the notice, and publish that."""
        env = {
            "ISONOMIA_STATE": str(self.state),
            "DJANGO_SETTINGS_MODULE": "isonomia_site.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tools'}:{ROOT}",
            "PATH": "/usr/bin:/bin",
        }
        for words in (["-c", RETURN, matter], ["-m", "isonomia_cli.main", "worker", "--once"]):
            subprocess.run([sys.executable, *words], env=env, check=True, capture_output=True)


@pytest.fixture(scope="module")
def site(
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The hall under the law of Kazakhstan, in a state folder of its own."""
    state = tmp_path_factory.mktemp("rights")
    with django_db_blocker.unblock():
        hall = aside(lambda: opened(built, databases, tmp_path_factory.mktemp("office")))
    copy(hall.database, state / "isonomia.sqlite3")
    copy(hall.published.parent / "log.key", state / "log.key")
    copytree(hall.published, state / "log")
    copytree(built.state / "static", state / "static")
    with served(state, free_port(), ISONOMIA_PLAIN_HTTP="1") as address:
        yield Site(address, state)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without script of ours; the checker is put in past the content policy."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def chosen(page: Page, words: str) -> None:
    """Choose an answer and go on."""
    page.get_by_label(words, exact=True).check()
    page.get_by_role("button", name="Save and go on").click()


def written(page: Page, words: str) -> None:
    """Write an answer and go on."""
    page.locator("#answer").fill(words)
    page.get_by_role("button", name="Save and go on").click()


def test_a_citizen_is_led_to_the_right_door_files_and_cures_a_defect(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/en/rights/")
    faultless(page, name="rights-en")
    page.get_by_role("button", name="Start").click()
    in_every_language(page, "question")
    chosen(page, "A court judged against me")
    assert "Court of appeal or cassation" in page.locator("h1").inner_text()
    faultless(page, name="other-door-en")
    page.get_by_role("link", name="Change : What happened?").click()
    chosen(page, "A law or another rule for all hurts my rights")
    chosen(page, "The Constitution")
    while page.url.rstrip("/").rpartition("/")[2] != "result":
        if page.locator("[type=radio]").count():
            page.locator("[type=radio]").first.check()
        elif page.locator("[type=checkbox]").count():
            page.locator("[type=checkbox]").first.check()
        else:
            page.locator("#answer").fill("2026-09-01" if page.locator("[type=date]").count() else "Law on X, article 5")
        with page.expect_navigation():
            page.get_by_role("button", name="Save and go on").click()
    faultless(page, name="amber-en")
    page.get_by_role("button", name="Constitutional Court").click()
    assert page.get_by_label("Which act, and which article of it").input_value() == "Law on X, article 5"
    faultless(page, name="form-en")
    page.get_by_label("What happened, and how the norm was applied to you").fill(FACTS)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Your name").fill("Aigerim")
    page.get_by_role("button", name="Save and go on").click()
    judgment = {"name": "judgment.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the judgment"}
    page.get_by_label("File", exact=False).set_input_files([judgment])  # type: ignore[list-item]
    page.get_by_role("button", name="Save and go on").click()
    faultless(page, name="files-en")
    page.get_by_role("button", name="Save and go on").click()
    assert "The law asks for more" in page.locator("main").inner_text()
    faultless(page, name="check-en")
    page.get_by_role("button", name="Send it").click()
    number, code = page.locator("main dd a").inner_text(), page.locator("main dd code").inner_text()
    faultless(page, name="receipt-en")
    page.get_by_role("link", name="See what happens to it").click()
    assert "Nothing waits for you" in page.locator("main").inner_text()
    site.send_back(f"case/{number}")

    page.context.clear_cookies()
    page.goto(f"{site.address}/en/mine/")
    page.get_by_label("Number").fill(number)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Open").click()
    first_day = page.locator(".lede").inner_text()
    in_every_language(page, "my-matter")
    with page.expect_download() as told:
        page.get_by_role("link", name="Take the days into your calendar").click()
    assert told.value.suggested_filename == f"case-{number}.ics"
    page.get_by_role("link", name="Send what was missing").click()
    faultless(page, name="cure-en")
    page.get_by_label("What was missing").fill("The judgment is enclosed.")
    page.get_by_role("button", name="Send what was missing").click()
    assert "It was entered" in page.get_by_role("status").inner_text()
    assert page.locator(".lede").inner_text() == first_day and "Registered" in page.locator(".tags").inner_text()
    page.goto(f"{site.address}/en/mine/")
    faultless(page, name="mine-en")

    other = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    other.goto(f"{site.address}/en/matters/case/{number}/")
    public = other.content()
    assert "Returned" in public and all(word not in public for word in ("Aigerim", FACTS, "Law on X", "not enclosed"))
    other.context.close()


def test_the_printed_questions_and_the_public_page_can_be_used_by_everyone(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/en/rights/paper/")
    faultless(page, name="paper-en")
