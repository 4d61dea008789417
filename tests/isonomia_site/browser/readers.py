"""People at a browser without a mouse: who proposes, and who works at the desk."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.isonomia_site.browser.looking import FOREIGN, LONGEST, NARROWEST, OVERFLOW, faultless
from tests.isonomia_site.browser.work import ARTICLE, TEXTS, Site
from tests.isonomia_site.proposals.desks import WORK

CAPITAL = {"kk": ("Орталық", "Жаңақала"), "ru": ("Орталык", "Новоград"), "en": ("Ortalyk", "Newtown")}
DEMANDS = {"kk": "Астана Жаңақала болсын", "ru": "Столица в Новограде", "en": "Newtown as the capital"}
WHY = {
    "kk": "Бұл қала бәріне бірдей жақын әрі қолжетімді.",
    "ru": "Этот город одинаково близок всем жителям страны.",
    "en": "That city is equally near to everybody in the country.",
}
ANSWERS = {"kk": "Ұсынысыңыз қабылданды.", "ru": "Ваше предложение принято.", "en": "Your proposal was accepted."}
MISSED = {"kk": "Күні айтылмаған.", "ru": "Не назван день.", "en": "No day is named."}
SECRET_WORDS = {one: f"{text} someone@example.org" for one, text in TEXTS.items()}
NARROW = {"width": NARROWEST, "height": 700}
MOST_TABS = 150
PAST_MENUS = 8
UNSEEN = "/(mine|second-look|answer|trace|voted|accepted|amendments|link)/"
"""The pages on this way that the shorter walks do not open in each language."""
# Where the focus is: at what is wanted and seen, there and not seen, or how many presses of the tab key away. A day has
# four stops, a choice among buttons one.
WAY = """(one, past) => {
    const at = document.activeElement;
    if (one === at)
        return one.checkVisibility() && getComputedStyle(one).outlineStyle !== 'none' ? 'seen' : 'unseen';
    const shown = each => each.checkVisibility() && each.tabIndex >= 0 && !each.disabled
        && (each.type !== 'radio' || each.checked || each === one || each === at);
    const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter(shown).flatMap(each => each.type === 'date' ? [each, each, each, each] : [each]);
    const above = stops.findLastIndex(each => each.compareDocumentPosition(document.getElementById('main')) & 4);
    return stops.indexOf(one) - (at !== document.body ? stops.indexOf(at) : past ? above : -1);
}"""


class Reader:
    """Somebody without a mouse at the narrowest screen; every page on the way is looked at once in each language."""

    def __init__(self, site: Site, page: Page, looked_at: set[str]) -> None:
        self.site, self.page, self.looked_at = site, page, looked_at
        self.said: list[str] = []
        page.set_viewport_size(NARROW)
        page.on("console", lambda one: self.said.append(f"{one.text} {page.url}"))
        page.on("pageerror", lambda one: self.said.append(str(one)))

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.site.address}{path}")
        self.look()

    def reach(self, selector: str) -> Locator:
        """Come to something with the tab key, past the menus where it stands below them; the focus is seen there."""
        wanted = self.page.locator(selector).first
        # A form keeps the end of its address: the page to which it leads begins past the menus too.
        pressed, past = 0, self.page.url.endswith("#main")
        while pressed < MOST_TABS:
            away = wanted.evaluate(WAY, past)
            if isinstance(away, str):
                assert away == "seen", (self.page.url, selector)
                return wanted
            if away > PAST_MENUS and not pressed and not past and self.skip():
                past = True
                continue
            # As often as it should need, then looked at: asking after each press takes longer than the press.
            for _ in range(abs(away) or 1):
                self.page.keyboard.press("Tab" if away >= 0 else "Shift+Tab")
            pressed += abs(away) or 1
        raise AssertionError(f"the tab key does not lead to {selector} on {self.page.url}")

    def skip(self) -> bool:
        """Take the link past the menus, where the page was only just opened."""
        if self.page.evaluate("document.activeElement !== document.body"):
            return False
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        return True

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
        """No page runs over its edge on the narrowest screen; what no other test opens goes to the checker as well."""
        name = re.sub(r"(D|P)-\d+-\d+|w-\w+|[?#].*|http://[^/]+", "", self.page.url)
        if name in self.looked_at:
            return
        self.looked_at.add(name)
        language = name.split("/")[1]
        assert self.page.locator("html").get_attribute("lang") == language
        if language == LONGEST and re.search(UNSEEN, name):
            faultless(self.page, name=f"journey{name.replace('/', '-')}")
            self.page.set_viewport_size(NARROW)
        else:
            assert self.page.evaluate(FOREIGN) == 0
            assert self.page.evaluate(OVERFLOW) == 0, self.page.url

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
    """An officer at the desk."""

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
