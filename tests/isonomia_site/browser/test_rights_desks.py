"""Assemblies, a child's complaint, claims and recalls in a real Chromium, without script, in each language."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import folder, load
from isonomia_site.record.keys import log_key
from tests.isonomia_site.browser.looking import faultless
from tests.isonomia_site.browser.serving import free_port, served
from tests.isonomia_site.browser.work import aside
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attached
from tests.isonomia_site.people.officers import officer

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("rights_desks")]

LANGUAGES = ("en", "ru", "kk")
OFFICERS = ("assembly_officer", "ombudsman_officer", "compensation_officer", "commission")
NOTICE = {"starts": "12:00", "ends": "14:00", "place": "Square", "purpose": "Water", "people": "40"}
PLAN = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the plan"}
WHO = {"name": "Invented Person", "contact": "+7 700 000 00 00"}


@dataclass(frozen=True)
class Site:
    """A hall of the invented country, and the sessions of its officers."""

    address: str
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def site(
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The invented country with its assemblies, complaints and claims, in a state folder of its own."""
    state = tmp_path_factory.mktemp("rights")

    def begun() -> tuple[str, dict[str, str]]:
        database = databases.new(built.empty)
        with attached(database):
            pack = load(folder("mysal"))
            hall = Hall(databases, database, state / "log", log_key(state / "log.key", pack.manifest.origin), pack)
            hall.fill()
            people = {role: officer(role) for role in OFFICERS}
            hall.publish()
        return database, {who: one.client.cookies[settings.SESSION_COOKIE_NAME].value for who, one in people.items()}

    with django_db_blocker.unblock():
        database, sessions = aside(begun)
    shutil.copy(database, state / "isonomia.sqlite3")
    for name in ("static", "keys"):
        shutil.copytree(built.state / name, state / name)
    more = {"ISONOMIA_SECRET_KEY": settings.SECRET_KEY, "ISONOMIA_SECOND_FACTOR": "0", "ISONOMIA_PLAIN_HTTP": "1"}
    with served(state, free_port(), **more) as address:
        yield Site(address, sessions)


@dataclass
class Walk:
    """Somebody at their browser, in one language."""

    page: Page
    address: str
    language: str

    def go(self, path: str, checked: str = "") -> None:
        """Open a page; where it is named, check it in one of the languages, each page in its own."""
        self.page.goto(f"{self.address}/{self.language}/{path}")
        if checked:
            self.looked_at(checked)

    def fill(self, **typed: str) -> None:
        """Fill in the fields of the page's form that is sent."""
        for name, value in typed.items():
            field = self.page.locator(f"form[method=post] [name={name}]:not([type=hidden])").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value) if not value.isdigit() else field.select_option(index=int(value))
            else:
                field.fill(value)

    def send(self, **typed: str) -> None:
        """Fill in and send."""
        self.fill(**typed)
        self.page.locator("main form[method=post] button").last.click()
        assert not self.page.locator("[role=alert]").count(), self.page.locator("[role=alert]").all_inner_texts()

    def refused(self, **typed: str) -> str:
        """Fill in and send what the law refuses; return what the page says."""
        self.fill(**typed)
        self.page.locator("main form[method=post] button").last.click()
        return self.page.locator("[role=alert]").first.inner_text()

    def file(self, register: str, first: dict[str, str], details: dict[str, str], kind: str) -> str:
        """File something from the page of its register on, with a file; return its number."""
        self.go(f"{register}/")
        self.page.locator("main form[method=post] button").first.click()
        self.page.wait_for_url("**/matter/")
        self.looked_at(f"{register}-first")
        self.send(**first)
        self.page.wait_for_url("**/details/")
        self.looked_at(f"{register}-details")
        self.send(**details)
        self.page.wait_for_url("**/you/")
        self.send(applicant_kind=kind, **WHO)
        self.page.wait_for_url("**/files/")
        self.page.locator("[type=file]").set_input_files([PLAN])  # type: ignore[list-item]
        self.send()
        self.page.get_by_text("plan.pdf", exact=True).wait_for()
        self.send()
        self.page.wait_for_url("**/check/")
        self.looked_at(f"{register}-check")
        self.send()
        self.page.wait_for_url("**/sent/")
        self.looked_at(f"{register}-receipt")
        return self.page.locator("main dl.kv a").first.inner_text()

    def looked_at(self, name: str) -> None:
        """Check the page that is shown in one of the languages."""
        if LANGUAGES[sum(name.encode()) % len(LANGUAGES)] == self.language:
            faultless(self.page, name=f"{name}-{self.language}")


@pytest.fixture(params=LANGUAGES)
def walks(request: pytest.FixtureRequest, site: Site, browser: Browser) -> Iterator[dict[str, Walk]]:
    """A citizen and the officers, without script of ours; the checker is put in past the content policy."""
    contexts: dict[str, BrowserContext] = {}
    for who in ("citizen", *OFFICERS):
        contexts[who] = browser.new_context(bypass_csp=True)
        if who in site.sessions:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": site.sessions[who], "url": site.address}
            contexts[who].add_cookies([cookie])  # type: ignore[list-item]
    yield {who: Walk(one.new_page(), site.address, request.param) for who, one in contexts.items()}
    for context in contexts.values():
        context.close()


def test_assemblies_a_childs_complaint_and_claims_go_their_way(walks: dict[str, Walk]) -> None:
    citizen = walks["citizen"]
    silence(citizen)
    assembly(citizen, walks["assembly_officer"])
    complaint(citizen, walks["ombudsman_officer"])
    claims(citizen, walks["compensation_officer"])


def silence(citizen: Walk) -> None:
    """A notice to which nobody answered may be held; of an application nobody knows."""
    citizen.go("assemblies/", "assemblies")
    citizen.go("assemblies/2025-000008/", "silent")
    note = citizen.page.locator(".note[role=status]").inner_text()
    assert "art. 6(3)" in note
    citizen.go("assemblies/2025-000006/")
    assert "does not say what follows" in citizen.page.locator(".note[role=status]").inner_text()
    citizen.go("assemblies/counts/", "assembly-counts")


def assembly(citizen: Walk, at: Walk) -> None:
    """Another place is offered and not taken, the assembly refused, and the refusal complained of and lifted."""
    day = timezone.now().date() + timedelta(days=30)
    number = citizen.file("assemblies", {"form": "rally", "held_on": str(day)}, NOTICE, "citizens")
    at.go("desk/assemblies/", "assembly-queue")
    at.go("desk/filings/", "came-otherwise")
    at.go("desk/filings/assembly/", "how-it-came")
    at.go(f"desk/assemblies/{number}/", "assembly-desk")
    at.go(f"desk/assemblies/{number}/registered/")
    at.send(place="Square by the river")
    at.go(f"desk/assemblies/{number}/refused/", "refusal")
    assert at.refused(ground="place_taken", facts="A concert.")
    at.go(f"desk/assemblies/{number}/other-offered/")
    at.send(place="Station square")
    citizen.go(f"mine/assembly/{number}/", "own-assembly")
    citizen.go(f"mine/assembly/{number}/offer-declined/")
    citizen.send()
    at.go(f"desk/assemblies/{number}/refused/")
    at.send(ground="place_taken", facts="A concert.")
    citizen.go(f"mine/assembly/{number}/", "refused-assembly")
    assert "art. 8(10)" in citizen.page.locator("main").inner_text()
    citizen.go(f"mine/assembly/{number}/complaint-filed/")
    citizen.send(kind="complaint", content="There is no concert.")
    at.go(f"desk/assemblies/{number}/complaint-decided/")
    at.send(outcome="lifted", facts="There is none.")


def complaint(citizen: Walk, at: Walk) -> None:
    """A child's complaint lands at the wrong door, is moved, and keeps the day of its first filing."""
    said = {"commissioner": "human_rights", "against": "School", "facts": "She was sent home."}
    number = citizen.file("complaints", {"subject": "rights_of_child"}, said, "citizen")
    citizen.go(f"mine/complaint/{number}/", "own-complaint")
    assert citizen.page.locator(".note.warn").count()
    at.go("desk/complaints/?part=human_rights", "complaint-queue")
    at.go(f"desk/complaints/{number}/moved/")
    at.send(to_body="children", reason="other_commissioner")
    citizen.go(f"mine/complaint/{number}/")
    there = citizen.page.locator("main dl.kv a.mono").first.inner_text()
    at.go(f"desk/complaints/{there}/", "complaint-desk")
    assert "She was sent home." in at.page.locator("main").inner_text()
    citizen.go("complaints/2025-000002/", "complaint-page")


def claims(citizen: Walk, at: Walk) -> None:
    """A claim in time is awarded; a late one is taken in and goes as a civil suit."""
    today = timezone.now().date()
    numbers = []
    for days in (30, 250):
        received = today - timedelta(days=days)
        opened = {"claim_basis": "rehabilitation", "notice_received_on": str(received)}
        said = {"facts": "Held without reason.", "harm_earnings": "1500"}
        numbers.append(citizen.file("claims", opened, said, "person"))
    in_time, late = numbers
    for number in numbers:
        at.go(f"desk/claims/{number}/registered/")
        at.send(article="1")
    at.go(f"desk/claims/{in_time}/awarded/", "award")
    at.send(article="1")
    at.go(f"desk/claims/{late}/awarded/")
    assert at.refused(article="1")
    at.go(f"desk/claims/{late}/late-taken/")
    at.send(road="civil_suit", article="3")
    citizen.go(f"mine/claim/{late}/", "late-claim")
    citizen.go("claims/counts/", "claim-counts")


def test_recalls_are_read_and_worked_on(walks: dict[str, Walk]) -> None:
    reader, at = walks["citizen"], walks["commission"]
    reader.go("recalls/", "recalls")
    reader.go("recalls/2026-000001/", "recall-voted")
    reader.go("recalls/2026-000002/", "recall-ended")
    at.go("desk/recalls/", "recall-queue")
    at.go("desk/recalls/new/applied/", "recall-application")
    at.go("desk/recalls/2026-000004/", "recall-desk")
    at.go("desk/recalls/2026-000004/signatures-filed/", "recall-sheets")
