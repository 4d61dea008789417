"""Pages of texts, drafts and an election in a real Chromium, as `isonomia demo --pack mysal` serves them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.isonomia_site.browser.looking import LANGUAGES, LONGEST, OPEN_ALL, WIDTHS, faultless
from tests.isonomia_site.browser.serving import ROOT, free_port
from tests.isonomia_site.browser.test_pages import answer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

TEXT = "texts/mysal-constitution/"
DRAFT = "drafts/mysal-2025/"
PAGES = (
    TEXT,
    f"{TEXT}27/?on=2025-09-10&compare=2001-03-01",
    f"{TEXT}33/?on=2025-10-01",
    DRAFT,
    f"{DRAFT}table/?in=kk+ru",
    f"{DRAFT}amendments/mysal/data/",
    "elections/assembly-2026/",
    "elections/assembly-2026/candidates/",
)
SECONDS = 120


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo of the invented country is served, by the command that everyone has."""
    port, state = free_port(), tmp_path_factory.mktemp("demo")
    line = [sys.executable, "-m", "isonomia_cli.main", "demo", "--pack", "mysal", "--state", str(state)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ISONOMIA_DATABASE_URL": ""}
    with Path(state / "said").open("wb") as said:
        server = subprocess.Popen([*line, "--port", str(port)], env=env, stdout=said, stderr=said)
        try:
            yield waited(f"http://127.0.0.1:{port}", server, state / "said")
        finally:
            server.terminate()
            server.wait(timeout=20)


def waited(address: str, server: "subprocess.Popen[bytes]", said: Path) -> str:
    """The address, once the record is built and shown there."""
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS:
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return address
        except OSError:
            assert server.poll() is None, said.read_text()
            time.sleep(0.2)
    raise TimeoutError(said.read_text())


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page, reused."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_by_everyone(page: Page, address: str, path: str) -> None:
    for language in LANGUAGES:
        page.goto(f"{address}/{language}/{path}")
        assert page.locator("html").get_attribute("lang") == language
        page.evaluate(OPEN_ALL)
        faultless(page, WIDTHS if language == LONGEST else ())


def test_marks_are_told_by_lines_and_not_by_colour_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{PAGES[1]}")
    for tag, line in (("ins", "underline"), ("del", "line-through")):
        shown = page.locator(f"main .law {tag}").first
        assert line in shown.evaluate("one => getComputedStyle(one).textDecorationLine")


def test_on_a_phone_each_row_of_the_table_is_a_card(page: Page, address: str) -> None:
    page.goto(f"{address}/ru/{DRAFT}table/")
    page.set_viewport_size({"width": 390, "height": 900})
    cells = page.locator("#row-1 > *")
    lefts = {round(cells.nth(at).bounding_box()["x"]) for at in range(cells.count())}  # type: ignore[index]
    assert cells.count() == 5 and len(lefts) == 1


def test_the_whole_way_from_the_menu_to_the_act_behind_a_word(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/en/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Texts of law").click()
    page.get_by_role("link", name="Constitution of the Republic of Mysal").click()
    page.get_by_role("link", name="Article 27. Election").click()
    page.get_by_role("link", name="Before and after").click()
    assert "six" in page.locator("main .law del").first.inner_text()
    page.get_by_text("By what, and why").click()
    page.get_by_role("link", name="Point 1a of the amending act").click()
    page.get_by_role("link", name="Comparative table").click()
    assert page.get_by_role("row").count() == 9
    assert len(answer(address, f"/en/{DRAFT}table.docx")[0]) > 10_000
