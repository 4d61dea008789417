"""People at a browser without a mouse: who proposes, and who works at the desk."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator

from tests.isonomia_site.browser.conftest import ROOT
from tests.isonomia_site.browser.test_editor import keep_picture
from tests.isonomia_site.browser.test_pages import COLOURS, FAULTS, FOREIGN, NARROWEST, OVERFLOW, TAGS, WIDTHS
from tests.isonomia_site.browser.test_people import code_of
from tests.isonomia_site.people.officers import PASSWORD
from tests.isonomia_site.proposals.desks import WORK

ARTICLE = "art_3"
CAPITAL = {"kk": ("Орталық", "Жаңақала"), "ru": ("Орталык", "Новоград"), "en": ("Ortalyk", "Newtown")}
TEXTS = {
    "kk": "Мысал астанасы Жаңақала қаласы болсын, өйткені ол елдің қақ ортасында тұр.",
    "ru": "Пусть столицей Мысала будет город Новоград, потому что он стоит посреди страны.",
    "en": "Let the city of Newtown be the capital of Mysal, because it stands in the middle of the country.",
}
DEMANDS = {"kk": "Астана Жаңақала болсын", "ru": "Столица в Новограде", "en": "Newtown as the capital"}
WHY = {
    "kk": "Бұл қала бәріне бірдей жақын әрі қолжетімді.",
    "ru": "Этот город одинаково близок всем жителям страны.",
    "en": "That city is equally near to everybody in the country.",
}
ANSWERS = {"kk": "Ұсынысыңыз қабылданды.", "ru": "Ваше предложение принято.", "en": "Your proposal was accepted."}
MISSED = {"kk": "Күні айтылмаған.", "ru": "Не назван день.", "en": "No day is named."}
SECRET_WORDS = {one: f"{text} someone@example.org" for one, text in TEXTS.items()}
MOST_TABS = 150
SEEN = """one => one === document.activeElement
    && (one.getBoundingClientRect().width > 0 && getComputedStyle(one).outlineStyle !== 'none' ? 'seen' : 'unseen')"""


@dataclass(frozen=True)
class Site:
    """A hall with letters that wait, what its officers sign in with, and its folder."""

    address: str
    state: Path
    letters: dict[str, str]
    officers: dict[str, tuple[str, str]]
    signatory: str

    def run(self, *line: str) -> str:
        """Run the command line on this hall."""
        env = {"ISONOMIA_STATE": str(self.state), "PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"}
        whole = [sys.executable, "-m", "isonomia_cli.main", *line]
        done = subprocess.run(whole, env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def publish(self) -> None:
        """Let the worker publish what is waiting."""
        self.run("worker", "--once")


class Reader:
    """Somebody at a browser without a mouse; every page on the way is looked at once in each language."""

    looked_at: set[str]

    def __init__(self, site: Site, browser: Browser, axe: str, looked_at: set[str]) -> None:
        self.site, self.looked_at = site, looked_at
        context = browser.new_context(bypass_csp=True)
        context.add_init_script(axe)
        context.set_default_timeout(10_000)
        self.page = context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda one: self.said.append(f"{one.text} {self.page.url}"))
        self.page.on("pageerror", lambda one: self.said.append(str(one)))

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.site.address}{path}")
        self.look()

    def reach(self, selector: str) -> Locator:
        """Come to something with the tab key; the focus is seen there."""
        wanted = self.page.locator(selector).first
        assert wanted.count(), (selector, self.page.url, self.main())
        for _ in range(MOST_TABS):
            found = wanted.evaluate(SEEN)
            if found:
                assert found == "seen", (self.page.url, selector)
                return wanted
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the tab key does not lead to {selector} on {self.page.url}")

    def press(self, selector: str) -> None:
        """Come to a link or a button, press it, and look at the page to which it leads."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def type(self, name: str, text: str) -> None:
        """Come to a field, and type; what stands there is written over."""
        self.reach(f"main [name={name}]")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def complete(self, name: str, text: str) -> None:
        """Come to a field, and go on at the end of what stands there."""
        self.reach(f"main [name={name}]")
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(f" {text}")

    def choose(self, name: str, value: str) -> None:
        """Come to a list, and go down in it with the arrow."""
        field = self.reach(f"main select[name={name}]")
        for _ in range(field.locator("option").count()):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert field.input_value() == value

    def send(self) -> None:
        """Press the button of the form, and see that it was entered."""
        self.press("main form .actions button.btn")
        assert self.page.locator("main [role=status]").count() == 1, self.page.locator("main").inner_text()

    def look(self) -> None:
        """No page runs over its edge, on a phone either, and the checker finds no fault, by day and by night."""
        page = self.page
        name = re.sub(r"(D|P)-\d+-\d+|w-\w+|\?.*|http://[^/]+", "", page.url)
        if name in self.looked_at:
            return
        self.looked_at.add(name)
        assert page.evaluate(FOREIGN) == 0
        assert page.locator("html").get_attribute("lang") == name.split("/")[1]
        for width in (*WIDTHS, NARROWEST):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOW) == 0, (page.url, width)
            if width == WIDTHS[1]:
                assert page.evaluate(FAULTS, TAGS) == [], page.url
                keep_picture(page, f"journey-{name.strip('/').replace('/', '-')}-{width}")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(FAULTS, COLOURS) == [], (page.url, "dark")
        page.emulate_media(color_scheme="light")

    def main(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()


class Author(Reader):
    """Somebody who proposes, in one language."""

    number = code = ""
    receipt = Path()

    def propose(self, language: str) -> None:
        """Answer the questions, go back and forth, send, and take the promise home."""
        self.go(f"/{language}/")
        self.press(f'nav a[href="/{language}/proposals/"]')
        self.press('main a[href$="/proposals/new/"]')
        self.press("main form button")
        self.choose("article", f"{WORK} {ARTICLE}")
        self.press("main form button.btn")
        self.type("change", SECRET_WORDS[language])
        self.press("main form button.btn")
        self.type("why", WHY[language])
        self.press("main form button.btn")
        self.page.go_back()
        self.page.go_back()
        assert self.page.locator("[name=change]").input_value() == SECRET_WORDS[language]
        self.page.go_forward()
        assert self.page.locator("[name=why]").input_value() == WHY[language]
        self.page.go_forward()
        self.type("name", "Somebody")
        self.press("main form button.btn")
        self.press("main form button.btn")
        said = self.main()
        assert TEXTS[language] in said and WHY[language] in said and "Somebody" in said
        self.press('main a[href*="/why/"]')
        assert self.page.locator("[name=why]").input_value() == WHY[language]
        self.press("main form button.btn")
        self.press("main form button.btn")
        self.number = self.page.locator("main dd a").inner_text()
        self.code = self.page.locator("main dd code").inner_text()
        assert self.page.locator("figure svg").bounding_box()

    def taken(self, selector: str, home: Path) -> Path:
        """Press a link that gives a file, and keep it."""
        self.reach(selector)
        with self.page.expect_download() as begun:
            self.page.keyboard.press("Enter")
        path = home / begun.value.suggested_filename
        begun.value.save_as(path)
        return path

    def open(self, language: str) -> None:
        """Come back by number and code, from the public page."""
        self.go(f"/{language}/proposals/{self.number}/")
        self.press('main a[href*="/proposals/mine/"]')
        self.type("code", self.code)
        self.press("main form button.btn")


class Member(Reader):
    """An officer, signed in with name, password and code."""

    def sign_in(self, name: str, secret: str, language: str) -> None:
        """Sign in."""
        self.go(f"/{language}/account/sign-in/")
        self.type("login", name)
        self.type("password", PASSWORD)
        self.press("main form button.btn")
        self.type("code", code_of(secret))
        self.press("main form button.btn")
        assert self.page.url.endswith("/account/"), self.main()

    def do(self, what: str) -> None:
        """Press one of the things that can be done, from the page on which it is offered."""
        self.press(f'main nav a[href$="/{what}/"]')

    def decide(self, demand: str, language: str, outcome: str, *, again: bool = False) -> None:
        """Say who is there, choose an outcome, count the votes, and write the reasons to their end."""
        self.press('main a[href*="/vote/?look="]' if again else 'main nav a[href$="/vote/"]')
        self.type("present", "10")
        self.press("main form button.btn")
        assert self.page.locator("a[href*='outcome=']").count() == 0
        self.type("present", "15")
        self.press("main form button.btn")
        self.press(f'main a[href*="outcome={outcome}"]')
        for name, count in {"in_favour": "12", "against": "2", "abstained": "1"}.items():
            self.type(name, count)
        if outcome != "accepted_in_full":
            self.choose("ground", "other_solution_chosen")
            self.type("rule", "rule 5")
        self.complete(f"words_{language}", WHY[language])
        self.choose("signatory", self.site.signatory)
        self.send()
