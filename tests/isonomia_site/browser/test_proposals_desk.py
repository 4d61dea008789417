"""The desk of proposals in a real Chromium: from the queue to the answer, without script, on a phone too."""

import pytest
from playwright.sync_api import Page

from tests.isonomia_site.browser.looking import faultless, in_every_language
from tests.isonomia_site.browser.work import Site
from tests.isonomia_site.proposals.desks import DESK

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("work")]


def test_a_proposal_goes_from_the_queue_to_its_answer_on_every_screen(site: Site, pages: dict[str, Page]) -> None:
    secretary, member = pages["secretary"], pages["member"]
    secretary.goto(f"{site.address}{DESK}?group=none&language=en")
    in_every_language(secretary, "queue")
    first, copy, _near = site.numbers
    for number in (first, copy):
        secretary.goto(f"{site.address}{DESK}{number}/")
        secretary.get_by_role("link", name="Take it up 2").click()
        secretary.get_by_role("button", name="Enter it in the record").click()
        assert "It was entered" in secretary.get_by_role("status").inner_text()
        secretary.get_by_role("link", name="Assign it to a group 4").click()
        secretary.get_by_role("button", name="Enter it in the record").click()
    member.goto(f"{site.address}{DESK}{first}/")
    in_every_language(member, "review")
    member.get_by_role("link", name="Mark it as read 8").click()
    member.get_by_role("button", name="Enter it in the record").click()
    # By keyboard alone: Enter follows the link, and sends the form.
    member.get_by_role("link", name="State a new demand N").press("Enter")
    member.wait_for_url("**/state/")
    faultless(member, name="state-en")
    member.get_by_label("The demand in one sentence (English)").fill("One term for the president")
    member.get_by_label("What it asks for").select_option("change")
    member.get_by_role("button", name="Enter it in the record").press("Enter")
    member.wait_for_url("**/?entered=*")
    assert "It was entered" in member.get_by_role("status").inner_text()
    member.goto(f"{site.address}{DESK}{first}/alike/")
    faultless(member, name="alike-en")
    assert member.get_by_label("Number of the demand").input_value().startswith("D-")
    member.get_by_role("button", name="Link what is ticked").click()
    assert "entered: 1" in member.get_by_role("status").inner_text()
    weigh(site, pages, member.locator("input[name=demand]").input_value())


def weigh(site: Site, pages: dict[str, Page], demand: str) -> None:
    """Review a demand, vote on it with a quorum, look at all receivers."""
    member, secretary = pages["member"], pages["secretary"]
    member.goto(f"{site.address}{DESK}demands/{demand}/")
    faultless(member, name="demand-en")
    member.get_by_role("link", name="Review it with an opinion R").click()
    member.get_by_label("Interest of your own").select_option("none")
    member.get_by_label("Opinion").select_option("in_favour")
    member.get_by_role("button", name="Enter it in the record").click()
    member.get_by_role("link", name="Vote and decide V").click()
    member.get_by_label("Members who are there now").fill("10")
    member.get_by_role("button", name="Look whether there is a quorum").click()
    assert "There is no quorum" in member.get_by_role("status").inner_text()
    assert member.get_by_role("link", name="accepted in full").count() == 0
    faultless(member, name="no-quorum-en")
    member.get_by_label("Members who are there now").fill("15")
    member.get_by_role("button", name="Look whether there is a quorum").click()
    faultless(member, name="vote-en")
    member.locator("a[href*='outcome=accepted_in_full']").click()
    faultless(member, name="decision-en")
    for label, count in {"In favour": "12", "Against": "2", "Abstained": "1"}.items():
        member.get_by_label(label).fill(count)
    reasons = member.get_by_label("Reasons (English)")
    reasons.fill(f"{reasons.input_value()} One term is enough for any one person.")
    member.get_by_label("Signed by").select_option(index=1)
    member.get_by_role("button", name="Enter it in the record").click()
    assert "It was entered" in member.get_by_role("status").inner_text()
    secretary.goto(f"{site.address}{DESK}demands/{demand}/answer/")
    faultless(secretary, name="answer-en")
    secretary.get_by_label("Signed by").select_option(index=1)
    secretary.get_by_role("button", name="Look at every receiver").click()
    assert "Before it goes out" in secretary.get_by_role("heading", level=1).inner_text()
    secretary.goto(f"{site.address}/en/proposals/board/")
    in_every_language(secretary, "board")
