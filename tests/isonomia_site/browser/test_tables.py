"""The comparative table as a page of its own: for everyone, on a phone and on paper, without a hall."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from isonomia.drafting.sheets_page import as_html
from isonomia.wording import LANGUAGES
from tests.isonomia.drafting.test_sheets import shown
from tests.isonomia_site.browser.looking import NARROWEST, WIDTHS, usable

pytestmark = pytest.mark.browser

LOOK = "(name) => getComputedStyle(document.querySelector(name)).textDecorationLine"
HEARD = "(name) => getComputedStyle(document.querySelector(name), '::before').content"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_can_be_used_by_everyone(browser: Browser, tmp_path: Path, language: str) -> None:
    file = tmp_path / "table.html"
    file.write_bytes(as_html(shown(language)))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    usable(page, (*WIDTHS, NARROWEST))
    assert (page.evaluate(LOOK, "ins"), page.evaluate(LOOK, "del")) == ("underline", "line-through")
    assert len({page.evaluate(HEARD, "ins"), page.evaluate(HEARD, "del"), "none"}) == 3
    assert asked == [file.as_uri()]
    page.close()
