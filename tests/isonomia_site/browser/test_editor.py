"""The amendment editor in a real Chromium: from the list of articles to the record, without script, on a phone too."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import folder, load
from isonomia_site.record.keys import log_key
from tests.isonomia_site.browser.conftest import free_port, served
from tests.isonomia_site.browser.test_pages import COLOURS, FAULTS, FOREIGN, NARROWEST, OVERFLOW, TAGS, WIDTHS
from tests.isonomia_site.drafting.halls import SLUG, secretary, with_mysal
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attach

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Site:
    """A hall with an open draft, and the session of somebody of the secretariat."""

    address: str
    session: str


@pytest.fixture(scope="module")
def site(
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The invented country with a draft of its own, in a state folder of its own."""
    state = tmp_path_factory.mktemp("drafts")
    with django_db_blocker.unblock():
        database = databases.new(built.empty)
        attach(database)
        pack = load(folder("mysal"))
        hall = Hall(databases, database, state / "log", log_key(state / "log.key", pack.manifest.origin), pack)
        with_mysal(hall)
        session = secretary().client.cookies[settings.SESSION_COOKIE_NAME].value
        hall.publish()
        attach(built.database)
    shutil.copy(database, state / "isonomia.sqlite3")
    for name in ("static", "keys"):
        shutil.copytree(built.state / name, state / name)
    more = {"ISONOMIA_SECRET_KEY": settings.SECRET_KEY, "ISONOMIA_SECOND_FACTOR": "0", "ISONOMIA_PLAIN_HTTP": "1"}
    with served(state, free_port(), **more) as address:
        yield Site(address, session)


@pytest.fixture
def page(site: Site, browser: Browser, axe: str) -> Iterator[Page]:
    """A page of somebody of the secretariat; the checker is put in past the content policy."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(axe)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": site.session, "url": site.address}])
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def faultless(page: Page, name: str) -> None:
    """No fault of accessibility on a phone and a desktop, by day and by night; nothing runs over the edge."""
    assert page.evaluate(FOREIGN) == 0
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        keep_picture(page, f"{name}-{width}")
        assert page.evaluate(OVERFLOW) == 0, (page.url, width)
        page.emulate_media(color_scheme="light")
        assert page.evaluate(FAULTS, TAGS) == [], (page.url, width, "light")
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(FAULTS, COLOURS) == [], (page.url, width, "dark")
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    assert page.evaluate(OVERFLOW) == 0, (page.url, NARROWEST)


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture for who wants to look, where a folder is named for it."""
    if kept := os.environ.get("ISONOMIA_PICTURES"):
        page.screenshot(path=Path(kept) / f"{name}.png", full_page=True)


def in_every_language(page: Page, name: str) -> None:
    """Look at this page in every language of the site."""
    here = page.url
    for language in LANGUAGES:
        page.goto(here.replace("/en/", f"/{language}/"))
        assert page.locator("html").get_attribute("lang") == language
        faultless(page, f"{name}-{language}")
    page.goto(here)


def test_an_amendment_is_written_checked_and_tabled_on_every_screen(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/en/desk/drafts/")
    in_every_language(page, "drafts")
    page.get_by_role("link", name="A second draft").click()
    page.get_by_role("button", name="Begin an amendment").click()
    page.get_by_label("Day of tabling").fill("2026-11-10")
    page.get_by_label("Tabled on what basis").fill("Protocol 2")
    for language, why in {
        "Қазақша": "Екеу болсын.",
        "Русский": "Пусть будет две.",
        "English": "Let it be two.",
    }.items():
        page.get_by_label(f"Why ({language})").fill(why)
    page.get_by_role("button", name="Save").click()
    in_every_language(page, "amendment")
    page.get_by_role("link", name="Choose a unit to change").click()
    in_every_language(page, "articles")
    page.get_by_role("link", name="Article 3. The capital").click()
    in_every_language(page, "units")
    page.get_by_role("button", name="part 1").click()
    in_every_language(page, "operation")
    page.get_by_label("What is done with it").select_option("substitute_text")
    page.get_by_label("In force from the day").fill("2027-07-01")
    page.get_by_label("Point of the amending act").fill("1")
    page.get_by_role("button", name="Save and type the words").click()
    words = {"Қазақша": ("Орталық", "Жаңақала"), "Русский": ("Орталык", "Новоград"), "English": ("Ortalik", "Newtown")}
    for language, (old, new) in words.items():
        page.get_by_label(f"Words to be replaced ({language})").fill(old)
        page.get_by_label(f"New words ({language})").fill(new)
    in_every_language(page, "words")
    step = page.url
    for language, (old, new) in words.items():
        page.get_by_label(f"Words to be replaced ({language})").fill(old)
        page.get_by_label(f"New words ({language})").fill(new)
    page.get_by_role("button", name="Save and check").click()
    assert "Ortalyk" in page.get_by_role("alert").inner_text()
    in_every_language(page, "faults")
    page.goto(step)
    page.get_by_label("Words to be replaced (English)").fill("Ortalyk")
    assert page.get_by_label("New words (English)").input_value() == "Newtown"
    page.get_by_role("button", name="Save and check").click()
    assert page.locator("ins").all_inner_texts() == ["Жаңақала", "Новоград", "Newtown"]
    in_every_language(page, "check")
    page.get_by_role("button", name="Table this amendment").click()
    assert "It was entered" in page.get_by_role("status").inner_text()
    in_every_language(page, "draft")
    page.get_by_role("link", name="The group voted on it").click()
    in_every_language(page, "voted")


def test_the_second_of_two_editors_sees_both_versions(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/en/desk/drafts/{SLUG}/")
    page.get_by_role("button", name="Begin an amendment").click()
    home = page.url
    other = page.context.new_page()
    other.goto(home)
    for one, why in ((other, "Theirs, saved first."), (page, "Mine, typed with care.")):
        one.get_by_label("Day of tabling").fill("2026-11-10")
        one.get_by_label("Tabled on what basis").fill("Protocol 2")
        one.get_by_label("Why (English)").fill(why)
    other.get_by_role("button", name="Save").click()
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Save").click()
    assert answered.value.status == 409
    shown = page.get_by_role("alert").inner_text()
    assert "Theirs, saved first." in shown and "Mine, typed with care." in shown
    faultless(page, "both")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{home}law/")
    in_every_language(page, "law")
    page.goto(home)
    assert page.get_by_label("Why (English)").input_value() == "Mine, typed with care."


def test_the_desk_where_proposals_come_in(site: Site, page: Page) -> None:
    desk = f"{site.address}/kk/desk/intake/"
    for language in LANGUAGES:
        page.goto(desk.replace("/kk/", f"/{language}/"))
        faultless(page, f"intake-{language}")
    page.goto(f"{desk}type/")
    page.locator("main form button").click()
    assert page.locator("main .err").count() == 1
    faultless(page, "typed")
    page.goto(f"{desk}file/")
    faultless(page, "file")
    rows = {"name": "r.csv", "mimeType": "text/csv", "buffer": b"key,text,received_on\n1,Keep it.,2026-01-15\n"}
    page.locator("#id_file").set_input_files(rows)  # type: ignore[arg-type]
    page.locator("#id_source").fill("import/browser")
    page.locator("main form button").click()
    assert page.get_by_role("heading", level=1).inner_text() == "import/browser"
    faultless(page, "handed in")
