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
ACT = "Law on X, article 5"
LANGUAGES = ("en", "ru", "kk")
OTHER_DOOR = {
    "en": "Court of appeal or cassation",
    "ru": "Суд апелляционной или кассационной инстанции",
    "kk": "Апелляциялық немесе кассациялық сот",
}


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


@dataclass(frozen=True)
class Citizen:
    """Somebody at a browser, in one language; in the first of them the pages are looked at as well."""

    page: Page
    address: str
    language: str

    def go(self, path: str) -> None:
        """Open a page of the hall."""
        self.page.goto(f"{self.address}/{self.language}/{path}")

    def looked(self, name: str) -> None:
        """The page has no fault."""
        if self.language == LANGUAGES[0]:
            faultless(self.page, name=f"{name}-{self.language}")

    def looked_in_every_language(self, name: str) -> None:
        """The page has no fault in any language; it is left in this one."""
        if self.language == LANGUAGES[0]:
            here = self.page.url
            in_every_language(self.page, name)
            self.page.goto(here)

    def sent(self, **typed: str) -> None:
        """Fill in the page's own form and send it."""
        form = self.page.locator("main form[method=post]:not([action])").last
        for name, value in typed.items():
            form.locator(f"[name={name}]").fill(value)
        with self.page.expect_navigation():
            form.locator("button").last.click()

    def chosen(self, value: str) -> None:
        """Answer a question of the interview by one of its choices."""
        self.page.locator(f"[name=answer][value={value}]").check()
        self.sent()

    def answered(self) -> None:
        """Answer the question that stands here, whatever it is: with its first choice, a day, or in words."""
        field = self.page.locator("[name=answer]").first
        if field.get_attribute("type") in ("radio", "checkbox"):
            field.check()
        else:
            field.fill("2026-09-01" if field.get_attribute("type") == "date" else ACT)
        self.sent()

    def heading(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citizen_is_led_to_the_right_door_files_and_cures_a_defect(site: Site, page: Page, language: str) -> None:
    citizen = Citizen(page, site.address, language)
    led(citizen)
    number, code = filed(citizen)
    site.send_back(f"case/{number}")
    page.context.clear_cookies()
    cured(citizen, number, code)

    other = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    other.goto(f"{site.address}/{language}/matters/case/{number}/")
    public = other.content()
    assert 'id="acts"' in public and all(word not in public for word in ("Aigerim", FACTS, ACT, "not enclosed"))
    other.context.close()


def led(citizen: Citizen) -> None:
    """Another door is shown first; after other answers the Court's, with what is missing."""
    citizen.go("rights/")
    citizen.looked("rights")
    citizen.sent()
    citizen.looked_in_every_language("question")
    citizen.chosen("judgment")
    assert OTHER_DOOR[citizen.language] in citizen.heading()
    citizen.looked("other-door")
    with citizen.page.expect_navigation():
        citizen.page.locator("a[href$='/interview/what_happened/']").click()
    citizen.chosen("rule")
    citizen.chosen("constitution")
    while not citizen.page.url.endswith("/result/"):
        citizen.answered()
    citizen.looked("amber")


def filed(citizen: Citizen) -> tuple[str, str]:
    """The form, page after page, with a file; then number and code."""
    page = citizen.page
    with page.expect_navigation():
        page.locator("form[action$='/rights/file/court/'] button").last.click()
    assert page.locator("[name=norm]").input_value() == ACT
    citizen.looked("form")
    citizen.sent(facts=FACTS)
    citizen.sent(name="Aigerim")
    judgment = {"name": "judgment.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the judgment"}
    page.locator("input[type=file]").set_input_files([judgment])  # type: ignore[list-item]
    citizen.sent()
    citizen.looked("files")
    citizen.sent()
    assert page.locator(".note.warn li").count()
    citizen.looked("check")
    citizen.sent()
    number, code = page.locator("main dd a").inner_text(), page.locator("main dd code").inner_text()
    citizen.looked("receipt")
    with page.expect_navigation():
        page.locator(f"main .actions a[href$='/mine/case/{number}/']").click()
    assert page.locator("#yours + p").count() == 1
    return number, code


def cured(citizen: Citizen, number: str, code: str) -> None:
    """By number and code, from another browser: the matter waits; what was missing is sent; the first day stays."""
    page = citizen.page
    citizen.go("mine/")
    citizen.sent(number=number, code=code)
    first_day, before = page.locator(".lede").inner_text(), page.locator(".tags").inner_text()
    citizen.looked_in_every_language("my-matter")
    with page.expect_download() as told:
        page.locator("a[href$='calendar.ics']").click()
    assert told.value.suggested_filename == f"case-{number}.ics"
    with page.expect_navigation():
        page.locator("a[href$='/cure/']").click()
    citizen.looked("cure")
    citizen.sent(text="The judgment is enclosed.")
    assert page.get_by_role("status").count() == 1
    assert page.locator(".lede").inner_text() == first_day and page.locator(".tags").inner_text() != before
    citizen.go("mine/")
    citizen.looked("mine")


def test_the_printed_questions_and_the_public_page_can_be_used_by_everyone(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/en/rights/paper/")
    faultless(page, name="paper-en")
