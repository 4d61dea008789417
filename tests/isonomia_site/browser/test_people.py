"""Signing in and the registrar's desk in a real Chromium, with a real OpenID provider."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.isonomia_site.browser.looking import LANGUAGES, faultless, one_of_all
from tests.isonomia_site.browser.serving import ROOT, free_port, served
from tests.isonomia_site.halls import DemoRecord

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("people")]

PASSWORD = "correct horse battery"
SUBJECT = "900101300123"


@dataclass(frozen=True)
class Site:
    """A hall of its own, into which people may write."""

    address: str
    state: Path

    def invite(self, role: str = "registrar") -> tuple[str, str]:
        """Invite somebody at the console; return the public id and the link."""
        line = [sys.executable, "-m", "isonomia_cli.main", "people", "invite", "--state", str(self.state)]
        more = ["--role", role, "--basis", "Order 1", "--site", self.address]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run([*line, *more], env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[0], re.findall(r"http\S+", done.stdout)[0]

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """What the database holds."""
        with sqlite3.connect(self.state / "isonomia.sqlite3") as database:
            return database.execute(statement).fetchall()


@pytest.fixture(scope="module")
def site(demo_record: DemoRecord, tmp_path_factory: pytest.TempPathFactory, oidc_provider: list[str]) -> Iterator[Site]:
    """The demo in a state folder of its own, with the provider set."""
    state = tmp_path_factory.mktemp("people") / "state"
    shutil.copytree(demo_record.state, state)
    port = free_port()
    back = f"http://127.0.0.1:{port}/account/provider/oidc/back/"
    provider = subprocess.Popen([*oidc_provider, back], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert provider.stdout
    issuer = next(line.strip() for line in provider.stdout if line.startswith("http"))
    more = {"ISONOMIA_OIDC_SERVER": issuer, "ISONOMIA_OIDC_SECRET": "a secret of the tests", "ISONOMIA_PLAIN_HTTP": "1"}
    try:
        with served(state, port, ISONOMIA_OIDC_NAME="the provider", **more) as address:
            yield Site(address, state)
    finally:
        provider.terminate()
        provider.wait(timeout=10)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody's own; the content policy holds in it."""
    one = browser.new_context()
    yield one
    one.close()


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def make_account(page: Page, link: str, name: str) -> None:
    """Follow the link, choose name and password, and sign in."""
    page.goto(link)
    assert "token" not in page.url
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.url.endswith("/en/account/")


def set_up_factor(page: Page) -> str:
    """Set up the second factor from the page of my account; return the secret."""
    page.get_by_role("link", name="Set up a second factor").click()
    if page.get_by_label("Password").count():
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
    secret = page.locator("code").inner_text()
    box = page.locator("figure svg").bounding_box()
    assert box and box["width"] > 100
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator("main li code")).to_have_count(10)
    return secret


def officer(context: BrowserContext, site: Site, name: str) -> tuple[Page, str]:
    """A registrar who is signed in with a second factor."""
    page = context.new_page()
    person, link = site.invite()
    make_account(page, link, name)
    set_up_factor(page)
    return page, person


def test_two_registrars_at_one_person_lose_nothing(browser: Browser, context: BrowserContext, site: Site) -> None:
    first, _ = officer(context, site, "first registrar")
    others = browser.new_context()
    second, _ = officer(others, site, "second registrar")
    first.goto(f"{site.address}/en/people/new/")
    first.get_by_role("button", name="Make the link").click()
    person = first.locator("main .lede code").inner_text()
    for page in (first, second):
        page.goto(f"{site.address}/en/people/{person}/grant/")
    fill_grant(first, "referendum", "Order 7")
    assert first.url.endswith(f"/en/people/{person}/?entered=0")
    assert "It was entered" in first.get_by_role("status").inner_text()
    with second.expect_response(lambda answer: answer.request.method == "POST") as answered:
        fill_grant(second, "reform", "Order 9, typed with care")
    assert answered.value.status == 409
    assert "Order 7" in second.get_by_role("alert").inner_text()
    assert second.get_by_label("Granted by which decision").input_value() == "Order 9, typed with care"
    assert second.get_by_label("In which matters").input_value() == "reform"
    second.get_by_role("button", name="Enter it in the record").click()
    assert second.url.endswith(f"/en/people/{person}/?entered=1")
    assert second.locator("tbody tr").count() == 2
    second.get_by_role("link", name="I entered this in error").click()
    second.get_by_role("button", name="Enter it in the record").click()
    assert "to be disregarded" in second.locator("main").inner_text()
    assert second.locator("tbody tr").count() == 1
    others.close()


def fill_grant(page: Page, scope: str, basis: str) -> None:
    page.get_by_label("Role").select_option("commission")
    page.get_by_label("In which matters").fill(scope)
    page.get_by_label("Granted by which decision").fill(basis)
    page.get_by_role("button", name="Enter it in the record").click()


def test_every_page_of_people_can_be_used_by_everyone(browser: Browser, site: Site) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    invitation = site.invite()[1]
    for language in LANGUAGES:
        looked_at(page, f"{site.address}/{language}/account/sign-in/", language)
        looked_at(page, f"{site.address}/{language}/account/invitation/", language)
    page.goto(invitation)
    for language in LANGUAGES:
        looked_at(page, f"{site.address}/{language}/account/invitation/", language)
    registrar, person = officer(context, site, "looking registrar")
    registrar.goto(f"{site.address}/en/people/capacities/new/")
    for label, text in (("in Kazakh", "Төраға"), ("in Russian", "Председатель"), ("in English", "Chair")):
        registrar.get_by_label(label).fill(text)
    registrar.get_by_label("First day").fill("2026-11-01")
    registrar.get_by_label("Under which rule").fill("Decree 1")
    registrar.get_by_label("Name", exact=True).fill("Айгерим Сериккызы")
    registrar.get_by_role("button", name="Enter it in the record").click()
    capacity = registrar.url.removesuffix("/?entered=0").rpartition("/")[2]
    paths = ["account/", "account/codes/", "account/codes/new/", "account/second-factor/remove/", "account/confirm/"]
    paths += ["account/code/confirm/", "capacities/", "people/", "people/new/", "people/capacities/"]
    paths += [f"people/{person}/{end}" for end in ("", "grant/", "invite/", "0/end/")]
    paths += [f"people/capacities/{end}" for end in ("new/", f"{capacity}/", f"{capacity}/end/", f"{capacity}/name/")]
    paths += [f"people/capacities/{capacity}/{end}" for end in ("withdraw/", "0/error/")]
    for path in paths:
        for language in LANGUAGES:
            looked_at(registrar, f"{site.address}/{language}/{path}", language)
    registrar.goto(f"{site.address}/kk/people/{person}/grant/")
    registrar.locator("main button").click()
    faultless(registrar)
    context.close()


def looked_at(page: Page, address: str, language: str) -> None:
    answer = page.goto(address)
    assert answer and answer.status in (200, 404), address
    assert page.locator("html").get_attribute("lang") == language
    one_of_all(page, language)


def through_provider(page: Page, subject: str) -> None:
    """Press the button and say at the provider who one is."""
    page.get_by_role("button", name="Sign in with the provider").click()
    page.get_by_role("heading", name="The provider").wait_for()
    page.get_by_label("Name").fill(subject)
    page.get_by_role("button", name="Go in").click()


def test_somebody_invited_is_bound_to_the_provider_once_and_comes_back(
    browser: Browser, context: BrowserContext, site: Site
) -> None:
    person, link = site.invite("secretariat")
    page = context.new_page()
    page.goto(link)
    through_provider(page, SUBJECT)
    page.wait_for_url("**/account/")
    assert person in page.locator("main").inner_text()
    assert page.evaluate("document.cookie") == ""
    again = browser.new_context()
    other = again.new_page()
    other.goto(f"{site.address}/ru/account/")
    other.goto(f"{site.address}/en/account/sign-in/?next=/en/account/")
    through_provider(other, SUBJECT)
    other.wait_for_url("**/en/account/")
    assert person in other.locator("main").inner_text()
    again.close()
    kept = site.rows("SELECT uid, extra_data FROM socialaccount_socialaccount")
    assert len(kept) == 1 and re.fullmatch("[0-9a-f]{64}", str(kept[0][0])) and kept[0][1] == "{}"
    assert site.rows("SELECT * FROM socialaccount_socialtoken") == site.rows("SELECT * FROM account_emailaddress") == []
    dump = "\n".join(sqlite3.connect(site.state / "isonomia.sqlite3").iterdump())
    assert SUBJECT not in dump and "Name of" not in dump


@pytest.mark.parametrize("what", ["unknown", "cancelled"])
def test_whom_nobody_invited_the_provider_does_not_let_in(context: BrowserContext, site: Site, what: str) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/en/account/sign-in/")
    if what == "unknown":
        through_provider(page, "a stranger")
        page.get_by_role("heading", name="No account here").wait_for()
    else:
        page.get_by_role("button", name="Sign in with the provider").click()
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("heading", name="Signing in did not work").wait_for()
    page.goto(f"{site.address}/en/account/")
    assert "/account/sign-in/" in page.url


def test_an_answer_that_was_not_asked_for_is_refused(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    answer = page.goto(f"{site.address}/account/provider/oidc/back/?code=made-up&state=made-up")
    assert answer and answer.status == 403
    assert page.get_by_role("heading", name="Signing in did not work").count() == 1
