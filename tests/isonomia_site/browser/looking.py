"""How a page is looked at: nothing foreign in it, nothing over its edge, no fault for those who cannot see or point."""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

LANGUAGES = ("kk", "ru", "en")
WIDTHS = (1280, 390)
NARROWEST = 320
LONGEST = "kk"
"""The language with the longest words: where pages of all languages differ in words alone, it goes to the checker."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The rules of colour; nothing else differs in the dark (`test_the_dark_theme_changes_colours_alone`).
COLOURS = ["color-contrast", "link-in-text-block"]
RULES = {"light": TAGS, "dark": COLOURS}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FAULTS = """async only => (await axe.run(document, {runOnly: only, resultTypes: ['violations']})).violations
    .map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ') + ' ' + node.html).join(' | '))"""
FOREIGN = "document.querySelectorAll('script, [style], style, iframe, object').length"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@cache
def checker() -> str:
    """The checker of accessibility, as source."""
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def faultless(page: Page, checked: Sequence[int] = WIDTHS, name: str = "") -> None:
    """A page of the hall: nothing of strangers is in it, and it can be used by everyone."""
    assert page.evaluate(FOREIGN) == 0
    usable(page, checked, name)


def usable(page: Page, checked: Sequence[int], name: str = "") -> None:
    """Nothing runs over the edge on any screen; at the widths to be checked no fault is found, by day and by night."""
    if checked:
        # Put in here and not on every page that is only passed through: it is larger than all of them together.
        page.evaluate(f"{checker()};0")
    page.emulate_media(color_scheme="light")
    themes = ["light", "dark"]
    for width in (*WIDTHS, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        keep_picture(page, f"{name}-{width}")
        assert page.evaluate(OVERFLOW) == 0, (page.url, width)
        if width in checked:
            for theme in themes:
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                assert page.evaluate(FAULTS, RULES[theme]) == [], (page.url, width, theme)
            themes.reverse()


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture for who wants to look, where a folder is named for it."""
    if kept := os.environ.get("ISONOMIA_PICTURES"):
        page.screenshot(path=Path(kept) / f"{name}.png", full_page=True)


def in_every_language(page: Page, name: str) -> None:
    """Look at this page in every language of the site, the one in which it was opened last.

    The longest words are checked on every screen, the others on the narrow one.
    """
    here = page.url
    for language in sorted(LANGUAGES, key=lambda one: f"/{one}/" in here):
        page.goto(here.replace("/en/", f"/{language}/"))
        assert page.locator("html").get_attribute("lang") == language
        faultless(page, WIDTHS if language == LONGEST else WIDTHS[-1:], name=f"{name}-{language}")
