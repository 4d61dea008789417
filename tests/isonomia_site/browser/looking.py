"""How a page is looked at: nothing foreign in it, nothing over its edge, no fault for those who cannot see or point."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

LANGUAGES = ("kk", "ru", "en")
WIDTHS = (1280, 390)
NARROWEST = 320
LONGEST = "kk"
"""The language with the longest words: where pages of all languages differ in words alone, it goes to the checker."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The rules of colour; nothing else differs in the dark (`test_the_dark_theme_changes_colours_alone`), and no colour
# with the width (`test_the_width_of_a_screen_changes_no_colour`): by night a page is checked where most of it is seen.
COLOURS = ["color-contrast", "link-in-text-block"]
RULES = {"light": TAGS, "dark": COLOURS}
# The rules for which words matter: what has a name, in which language it is, and whether it is large enough to be hit.
# The others ask for the build of a page and its colours, which are the same in every language.
WORDS = (
    "aria-command-name aria-input-field-name aria-meter-name aria-progressbar-name aria-toggle-field-name area-alt "
    "button-name document-title empty-heading empty-table-header frame-title html-has-lang html-lang-valid image-alt "
    "image-redundant-alt input-button-name input-image-alt label label-content-name-mismatch label-title-only "
    "landmark-unique link-name object-alt role-img-alt select-name summary-name svg-img-alt table-duplicate-name "
    "target-size valid-lang"
)
IN_OTHER_WORDS = {"light": WORDS.split()}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FAULTS = """async only => (await axe.run(document, {runOnly: only, resultTypes: ['violations']})).violations
    .map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ') + ' ' + node.html).join(' | '))"""
ON_A_PHONE_ALONE = ".narrow-only"
FOREIGN = "document.querySelectorAll('script, [style], style, iframe, object').length"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@cache
def checker() -> str:
    """The checker of accessibility, as source."""
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def faultless(
    page: Page, checked: Sequence[int] = WIDTHS, name: str = "", *, rules: Mapping[str, list[str]] = RULES
) -> None:
    """A page of the hall: nothing of strangers is in it, and it can be used by everyone."""
    assert page.evaluate(FOREIGN) == 0
    usable(page, checked, name, rules=rules)


def usable(page: Page, checked: Sequence[int], name: str = "", *, rules: Mapping[str, list[str]] = RULES) -> None:
    """Nothing runs over the edge on any screen; at the widths to be checked no fault is found, by day and by night."""
    by_night = checked if page.locator(ON_A_PHONE_ALONE).count() else checked[:1]
    if checked:
        # Put in here and not on every page that is only passed through: it is larger than all of them together.
        page.evaluate(f"{checker()};0")
    page.emulate_media(color_scheme="light")
    for width in (*WIDTHS, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        keep_picture(page, f"{name}-{width}")
        assert page.evaluate(OVERFLOW) == 0, (page.url, width)
        if width in checked:
            for theme in rules if width in by_night else ("light",):
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                assert page.evaluate(FAULTS, rules[theme]) == [], (page.url, width, theme)
            page.emulate_media(color_scheme="light")


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture for who wants to look, where a folder is named for it."""
    if kept := os.environ.get("ISONOMIA_PICTURES"):
        page.screenshot(path=Path(kept) / f"{name}.png", full_page=True)


def one_of_all(page: Page, language: str, width: int = WIDTHS[-1], name: str = "") -> None:
    """A page that is looked at in every language of the site, in one of them.

    The longest words are checked on every screen, by day and by night, the others by what words change, on one screen.
    """
    if language == LONGEST:
        faultless(page, name=name)
    else:
        faultless(page, (width,), name, rules=IN_OTHER_WORDS)


def in_every_language(page: Page, name: str) -> None:
    """Look at this page in every language of the site, the one in which it was opened last."""
    here = page.url
    for language in sorted(LANGUAGES, key=lambda one: f"/{one}/" in here):
        page.goto(here.replace("/en/", f"/{language}/"))
        assert page.locator("html").get_attribute("lang") == language
        one_of_all(page, language, name=f"{name}-{language}")
