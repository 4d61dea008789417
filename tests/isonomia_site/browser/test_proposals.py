"""A proposal in a real Chromium, by the keyboard alone: from the first question to the receipt, and to its author."""

import pytest
from playwright.sync_api import Browser, Page

from tests.isonomia_site.browser.looking import LANGUAGES, LONGEST, WIDTHS, faultless
from tests.isonomia_site.browser.work import Site

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("work")]

TEXT = "Let every school teach the Constitution. Write to me: someone@example.org"


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


def test_every_page_of_proposals_can_be_used_by_everyone(site: Site, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)
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
    faultless(page, WIDTHS if language == LONGEST else ())
