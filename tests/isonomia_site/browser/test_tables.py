"""The comparative table as a page of its own: for everyone, on a phone and on paper, without a hall."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from isonomia.drafting.sheets_page import as_html
from isonomia.wording import LANGUAGES
from tests.isonomia.drafting.test_sheets import shown
from tests.isonomia_site.browser.conftest import FLAGS
from tests.isonomia_site.browser.test_pages import COLOURS, FAULTS, OVERFLOW, TAGS

LOOK = "(name) => getComputedStyle(document.querySelector(name)).textDecorationLine"
HEARD = "(name) => getComputedStyle(document.querySelector(name), '::before').content"


# No page of a hall is opened, so none is served: the module's own Chromium is all it needs.
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_can_be_used_by_everyone(chromium_path: str, axe: str, tmp_path: Path, language: str) -> None:
    file = tmp_path / "table.html"
    file.write_bytes(as_html(shown(language)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS.split())
        page = browser.new_page()
        page.add_init_script(axe)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOW) == 0, width
            page.emulate_media(color_scheme="light")
            assert page.evaluate(FAULTS, TAGS) == [], width
            page.emulate_media(color_scheme="dark")
            assert page.evaluate(FAULTS, COLOURS) == [], width
        assert (page.evaluate(LOOK, "ins"), page.evaluate(LOOK, "del")) == ("underline", "line-through")
        assert len({page.evaluate(HEARD, "ins"), page.evaluate(HEARD, "del"), "none"}) == 3
        assert asked == [file.as_uri()]
        browser.close()
