"""The desk of proposals in a real Chromium: from the queue to the answer, without script, on a phone too."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import folder, load
from isonomia_site.proposals import services
from isonomia_site.record.keys import log_key
from tests.isonomia_site.browser.conftest import free_port, served
from tests.isonomia_site.browser.test_editor import faultless, in_every_language
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attach
from tests.isonomia_site.proposals.desks import DESK, received, sat_down

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]

ONE_TERM = "Let nobody be president longer than one term of seven years."


@dataclass(frozen=True)
class Site:
    """A hall with proposals that wait, and the sessions of a secretary and of two members of the group."""

    address: str
    sessions: dict[str, str]
    numbers: tuple[str, ...]


@pytest.fixture(scope="module")
def site(
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The invented country with its proposals and three new ones, in a state folder of its own."""
    state = tmp_path_factory.mktemp("desk")
    with django_db_blocker.unblock():
        database = databases.new(built.empty)
        attach(database)
        pack = load(folder("mysal"))
        hall = Hall(databases, database, state / "log", log_key(state / "log.key", pack.manifest.origin), pack)
        hall.fill()
        services.keep_openings(pack.openings)
        desk = sat_down()
        numbers = tuple(map(received, (ONE_TERM, ONE_TERM.upper(), "Let the president serve one term and no more.")))
        people = {"secretary": desk.secretary, "member": desk.member, "second": desk.second}
        sessions = {who: one.client.cookies[settings.SESSION_COOKIE_NAME].value for who, one in people.items()}
        hall.publish()
        attach(built.database)
    shutil.copy(database, state / "isonomia.sqlite3")
    for name in ("static", "keys"):
        shutil.copytree(built.state / name, state / name)
    more = {"ISONOMIA_SECRET_KEY": settings.SECRET_KEY, "ISONOMIA_SECOND_FACTOR": "0", "ISONOMIA_PLAIN_HTTP": "1"}
    with served(state, free_port(), **more) as address:
        yield Site(address, sessions, numbers)


@pytest.fixture
def pages(site: Site, browser: Browser, axe: str) -> Iterator[dict[str, Page]]:
    """A page of each of them, without script of ours; the checker is put in past the content policy."""
    contexts = {who: browser.new_context(bypass_csp=True) for who in site.sessions}
    for who, context in contexts.items():
        context.add_init_script(axe)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": site.sessions[who], "url": site.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        context.set_default_timeout(10_000)
    yield {who: context.new_page() for who, context in contexts.items()}
    for context in contexts.values():
        context.close()


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
    faultless(member, "state-en")
    member.get_by_label("The demand in one sentence (English)").fill("One term for the president")
    member.get_by_label("What it asks for").select_option("change")
    member.get_by_role("button", name="Enter it in the record").press("Enter")
    member.wait_for_url("**/?entered=*")
    assert "It was entered" in member.get_by_role("status").inner_text()
    member.goto(f"{site.address}{DESK}{first}/alike/")
    faultless(member, "alike-en")
    assert member.get_by_label("Number of the demand").input_value().startswith("D-")
    member.get_by_role("button", name="Link what is ticked").click()
    assert "entered: 1" in member.get_by_role("status").inner_text()
    weigh(site, pages, member.locator("input[name=demand]").input_value())


def weigh(site: Site, pages: dict[str, Page], demand: str) -> None:
    """Review a demand, vote on it with a quorum, look at all receivers."""
    member, secretary = pages["member"], pages["secretary"]
    member.goto(f"{site.address}{DESK}demands/{demand}/")
    faultless(member, "demand-en")
    member.get_by_role("link", name="Review it with an opinion R").click()
    member.get_by_label("Interest of your own").select_option("none")
    member.get_by_label("Opinion").select_option("in_favour")
    member.get_by_role("button", name="Enter it in the record").click()
    member.get_by_role("link", name="Vote and decide V").click()
    member.get_by_label("Members who are there now").fill("10")
    member.get_by_role("button", name="Look whether there is a quorum").click()
    assert "There is no quorum" in member.get_by_role("status").inner_text()
    assert member.get_by_role("link", name="accepted in full").count() == 0
    faultless(member, "no-quorum-en")
    member.get_by_label("Members who are there now").fill("15")
    member.get_by_role("button", name="Look whether there is a quorum").click()
    faultless(member, "vote-en")
    member.locator("a[href*='outcome=accepted_in_full']").click()
    faultless(member, "decision-en")
    for label, count in {"In favour": "12", "Against": "2", "Abstained": "1"}.items():
        member.get_by_label(label).fill(count)
    reasons = member.get_by_label("Reasons (English)")
    reasons.fill(f"{reasons.input_value()} One term is enough for any one person.")
    member.get_by_label("Signed by").select_option(index=1)
    member.get_by_role("button", name="Enter it in the record").click()
    assert "It was entered" in member.get_by_role("status").inner_text()
    secretary.goto(f"{site.address}{DESK}demands/{demand}/answer/")
    faultless(secretary, "answer-en")
    secretary.get_by_label("Signed by").select_option(index=1)
    secretary.get_by_role("button", name="Look at every receiver").click()
    assert "Before it goes out" in secretary.get_by_role("heading", level=1).inner_text()
    secretary.goto(f"{site.address}/en/proposals/board/")
    in_every_language(secretary, "board")
