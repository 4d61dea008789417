"""The amendment editor in a real Chromium: from the list of articles to the record, without script, on a phone too."""

import pytest
from playwright.sync_api import Page

from tests.isonomia_site.browser.looking import LANGUAGES, faultless, in_every_language, one_of_all
from tests.isonomia_site.browser.work import Site
from tests.isonomia_site.drafting.halls import SLUG

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("work")]


@pytest.fixture
def page(pages: dict[str, Page]) -> Page:
    """A page of somebody of the secretariat."""
    return pages["secretary"]


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
    faultless(page, name="both")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{home}law/")
    in_every_language(page, "law")
    page.goto(home)
    assert page.get_by_label("Why (English)").input_value() == "Mine, typed with care."


def test_the_desk_where_proposals_come_in(site: Site, page: Page) -> None:
    desk = f"{site.address}/kk/desk/intake/"
    for language in LANGUAGES:
        page.goto(desk.replace("/kk/", f"/{language}/"))
        one_of_all(page, language, name=f"intake-{language}")
    page.goto(f"{desk}type/")
    page.locator("main form button").click()
    assert page.locator("main .err").count() == 1
    faultless(page, name="typed")
    page.goto(f"{desk}file/")
    faultless(page, name="file")
    rows = {"name": "r.csv", "mimeType": "text/csv", "buffer": b"key,text,received_on\n1,Keep it.,2026-01-15\n"}
    page.locator("#id_file").set_input_files(rows)  # type: ignore[arg-type]
    page.locator("#id_source").fill("import/browser")
    page.locator("main form button").click()
    assert page.get_by_role("heading", level=1).inner_text() == "import/browser"
    faultless(page, name="handed-in")
