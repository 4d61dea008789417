"""Every page in a real Chromium: three languages, light and dark, wide and narrow."""

import gzip
import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.isonomia_site.browser.looking import LANGUAGES, OPEN_ALL, WIDTHS, one_of_all

pytestmark = pytest.mark.browser

DAY = "referendum/2022-06-05/"
PAGES = (
    "",
    "about/",
    "glossary/",
    "reforms/kz-2022/",
    "referendum/",
    DAY,
    f"{DAY}?stage=preliminary",
    "referendum/1995-08-30/",
    f"{DAY}turnout/",
    f"{DAY}rules/",
    f"{DAY}checks/",
    "figures/",
    "figures/F27/",
    "figures/F33/",
    "figures/F01/",
    "deadlines/",
    "deadlines/?rule=assembly.notice&day=2026-10-28",
    "deadlines/?rule=court.decision_citizen&day=2026-02-10",
    "deadlines/calendar/2026/",
    "laws/",
    "laws/kz-mass-media/",
    "promises/",
    "record/",
    "record/entries/",
    "record/entries/0/",
    "record/entries/22/",
    "record/verify/",
    "record/receipt/",
    "no-such-page/",
)
EVERY = [(language, path) for language in LANGUAGES for path in PAGES]
MOST_BYTES = 60_000
CSS_BYTES = 8_000

# Every picture of numbers has a table: inside its figure, or behind the link that follows it.
BARE = """[...document.querySelectorAll('figure')].filter(one => !one.querySelector('table')
    && !(one.nextElementSibling?.querySelector('a[href^="#"]'))).map(one => one.innerText.slice(0, 60))"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page, reused; the checker is put in past the content policy, which has a test of its own."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("language", "path"), EVERY)
def test_a_page_can_be_used_by_everyone(page: Page, address: str, language: str, path: str) -> None:
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(f"{address}/{language}/{path}")
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate(BARE) == []
    page.evaluate(OPEN_ALL)
    one_of_all(page, language, WIDTHS[0])


def test_no_page_says_anything_on_the_console(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in PAGES[:-1]:
        page.goto(f"{address}/kk/{path}")
    context.close()
    assert said == []


def test_the_keyboard_finds_the_way_past_the_menus(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/#main")


def test_the_language_switch_keeps_the_page(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/en/{DAY}?stage=preliminary")
    page.get_by_role("link", name="Қазақша").click()
    assert page.url == f"{address}/kk/{DAY}?stage=preliminary"


def test_forced_colours_and_print_keep_the_numbers(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{DAY}")
    for media in ({"forced_colors": "active"}, {"forced_colors": "none", "media": "print"}):
        page.emulate_media(**media)  # type: ignore[arg-type]
        assert page.get_by_role("cell", name="6,163,516").first.is_visible()
    page.emulate_media(media="screen")


def test_the_sheet_is_used_and_the_fonts_are_ours(page: Page, address: str) -> None:
    page.goto(f"{address}/kk/")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Isonomia Sans\"', 'ҚңӘ'))")


def answer(address: str, path: str) -> tuple[bytes, dict[str, str], int]:
    """One answer as it came over the wire, with its headers."""
    request = Request(f"{address}{path}", headers={"Accept-Encoding": "gzip"})
    try:
        with urlopen(request, timeout=10) as response:
            return response.read(), dict(response.headers), response.status
    except HTTPError as error:
        return error.read(), dict(error.headers), error.code


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_light(address: str, path: str) -> None:
    for language in LANGUAGES:
        body, headers, status = answer(address, f"/{language}/{path}")
        assert status == (404 if path == PAGES[-1] else 200)
        text = (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode()
        parts = [len(answer(address, one)[0]) for one in set(re.findall(r'(/static/[^"]+\.(?:css|svg))', text))]
        assert len(parts) == 2
        assert len(body) + sum(parts) <= MOST_BYTES, (language, len(body), parts)


def test_the_dark_theme_changes_colours_alone(address: str) -> None:
    sheet = sheet_of(address)
    dark = re.findall(r"prefers-color-scheme:dark\)\{(:root\{[^{}]*\})\}", sheet)
    assert len(dark) == sheet.count("prefers-color-scheme:dark") == 1
    named = re.findall(r"(--[a-z0-9-]+):([^;]+);", dark[0])
    assert named and all(re.fullmatch(r"#[0-9a-f]{3,6}", value) for _, value in named)


def test_the_width_of_a_screen_changes_no_colour(address: str) -> None:
    sheet = sheet_of(address)
    blocks = re.findall(r"@media[^{]*width:[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", sheet)
    assert len(blocks) == len(re.findall(r"@media[^{]*width:", sheet)) > 5
    said = re.findall(r"[^{};]*(?:color|background|fill|opacity|shadow|var\(--(?!s\d|small))[^{};]*", "".join(blocks))
    # The line between two cards is no text; what stands before a value in a card is written in the ink of the table.
    assert [one.strip() for one in said] == ["border-block-end:1px solid var(--line-2)", "color:var(--ink-2)"]


def sheet_of(address: str) -> str:
    """The style sheet, as it is served."""
    found = re.findall(r"/static/isonomia\.[0-9a-f]+\.css", gzip.decompress(answer(address, "/en/")[0]).decode())
    return gzip.decompress(answer(address, found[0])[0]).decode()


def test_the_style_sheet_is_small(address: str) -> None:
    text = gzip.decompress(answer(address, "/en/")[0]).decode()
    sheet = re.findall(r"/static/isonomia\.[0-9a-f]+\.css", text)
    assert len(answer(address, sheet[0])[0]) <= CSS_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_the_content_policy_lets_nothing_in(address: str, path: str) -> None:
    policy = answer(address, f"/en/{path}")[1]["Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert rules["base-uri"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert "script-src" not in rules
    assert "unsafe" not in policy
