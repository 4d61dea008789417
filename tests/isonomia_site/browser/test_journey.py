"""From a proposal to the article that it changed, by the keyboard alone, in each language of the site.

Three people propose without an account, one in each language; a secretary and a member of the working group work on
all three in one hall; the text is adopted and in force; each finds the new article on the page of their number.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tests.isonomia_site.browser.adoption import adopted
from tests.isonomia_site.browser.readers import ANSWERS, CAPITAL, DEMANDS, MISSED, WHY, Author, Member, Reader
from tests.isonomia_site.browser.serving import ROOT
from tests.isonomia_site.browser.work import ARTICLE, JOURNEY, TEXTS, Site, aside
from tests.isonomia_site.proposals.desks import WORK, today

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("work")]

SLUG = JOURNEY.removeprefix("draft/")
Cast = tuple[dict[str, Author], Member, Member]


@pytest.fixture
def cast(site: Site, browser: Browser, pages: dict[str, Page]) -> Iterator[Cast]:
    """Three authors, a secretary and a member; at the end none of their consoles has said anything."""
    seen: set[str] = set()
    contexts = [browser.new_context(bypass_csp=True) for _ in TEXTS]
    authors = {
        language: Author(site, context.new_page(), seen) for language, context in zip(TEXTS, contexts, strict=True)
    }
    secretary, member = (Member(site, pages[who], seen) for who in ("secretary", "member"))
    yield authors, secretary, member
    for context in contexts:
        context.close()
    assert [line for one in (*authors.values(), secretary, member) for line in one.said] == []


def test_a_proposal_in_each_language_becomes_an_article(
    site: Site, cast: Cast, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    authors, secretary, member = cast
    for language, author in authors.items():
        author.propose(language)
        promise = author.taken('main a[href$="/promise"]', tmp_path)
        offline(site, promise)
    demands = {language: stated(site, member, language) for language in authors}
    site.publish()
    for language, author in authors.items():
        author.receipt = kept(author, tmp_path)
        linked(secretary, member, author.number, demands[language], language)
        weighed(member, demands[language], language)
    site.publish()
    for language in authors:
        answered_together(site, secretary, demands[language], language)
    site.publish()
    for language, author in authors.items():
        looked_for(author, language)
    site.publish()
    for language, author in authors.items():
        looked_at_again(site, secretary, member, author.number, demands[language], language)
    amendment = amended(secretary, [one.number for one in authors.values()])
    for language, demand in demands.items():
        traced(secretary, demand, amendment, language)
    with django_db_blocker.unblock():
        aside(lambda: adopted(site.state, JOURNEY))
    site.publish()
    for language, author in authors.items():
        read_at_last(author, language)
        assert author.number in offline(site, author.receipt)


def offline(site: Site, file: Path) -> str:
    """Check a file as it was taken home, where nothing lies but it and the policy: no hall, no record, no server."""
    policy = file.with_name("policy")
    policy.write_bytes((site.state / "log" / "policy").read_bytes())
    line = [
        sys.executable,
        "-m",
        "isonomia_cli.main",
        "record",
        "receipt",
        file.name,
        "--policy",
        policy.name,
        "--json",
    ]
    env = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]}
    done = subprocess.run(line, cwd=file.parent, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def stated(site: Site, member: Member, language: str) -> str:
    """A member reads the letter and states what it asks for; return the demand."""
    member.go(f"/{language}/desk/proposals/")
    member.press(f'main a[href$="/{site.letters[language]}/"]')
    member.do("read")
    member.send()
    member.do("state")
    member.type(f"words_{language}", DEMANDS[language])
    member.choose("change", "change")
    member.send()
    found = member.page.locator('main a[href*="/demands/D-"]').first.get_attribute("href") or ""
    return found.rstrip("/").rpartition("/")[2]


def kept(author: Author, home: Path) -> Path:
    """The author takes the receipt from the page that showed the code, once it is published."""
    author.page.reload()
    return author.taken('main a[href$="/receipt"]', home)


def linked(secretary: Member, member: Member, number: str, demand: str, language: str) -> None:
    """The secretary takes it up, assigns it, and follows the suggestion of what it asks; a member reads it."""
    secretary.go(f"/{language}/desk/proposals/?group=none&language={language}")
    secretary.press(f'main a[href$="/{number}/"]')
    secretary.do("admit")
    secretary.send()
    secretary.do("assign")
    secretary.send()
    secretary.press(f'main a[href$="/link/?demand={demand}"]')
    secretary.send()
    member.go(f"/{language}/desk/proposals/{number}/")
    member.do("read")
    member.send()


def weighed(member: Member, demand: str, language: str) -> None:
    """A member reviews the demand, and the group votes where there is a quorum."""
    member.press('main a[href$="/alike/"]')
    member.page.go_back()
    member.press(f'main a[href$="/demands/{demand}/"]')
    member.do("review")
    member.choose("interest", "none")
    member.choose("opinion", "in_favour")
    member.type(f"why_{language}", WHY[language])
    member.send()
    member.decide(demand, language, "accepted_in_part")


def answered_together(site: Site, secretary: Member, demand: str, language: str) -> None:
    """Both who ask it are answered with one letter, after a look at the list of them."""
    secretary.go(f"/{language}/desk/proposals/demands/{demand}/")
    secretary.do("answer")
    secretary.type(f"words_{language}", ANSWERS[language])
    secretary.choose("signatory", site.signatory)
    secretary.press("main form .actions button.btn")
    assert ANSWERS[language] in secretary.main()
    secretary.send()


def looked_for(author: Author, language: str) -> None:
    """The author reads the answer by code, and asks for a second look."""
    author.open(language)
    author.press('main a[href$="/proposals/' + author.number + '/"]')
    assert ANSWERS[language] in author.main()
    author.open(language)
    author.press('main a[href$="/second-look/"]')
    author.type("reasons", MISSED[language])
    author.send()


def looked_at_again(site: Site, secretary: Member, member: Member, number: str, demand: str, language: str) -> None:
    """The group reads the reasons, decides again, and the answer goes out again."""
    member.go(f"/{language}/desk/proposals/{number}/")
    assert MISSED[language] in member.main()
    member.press(f'main a[href$="/demands/{demand}/"]')
    member.decide(demand, language, "accepted_in_full", again=True)
    secretary.go(f"/{language}/desk/proposals/{number}/")
    secretary.do("answer")
    secretary.type(f"words_{language}", f"{ANSWERS[language]} {WHY[language]}")
    secretary.choose("signatory", site.signatory)
    secretary.send()


def amended(secretary: Member, numbers: Iterable[str]) -> str:
    """The secretary writes the amendment, each step in another language; the group votes on it; return its name."""
    secretary.go("/kk/desk/drafts/")
    secretary.press(f'main a[href$="/{SLUG}/"]')
    secretary.press(f'main form[action$="/{SLUG}/new/"] button')
    secretary.type("basis", "Protocol 2")
    day_typed(secretary, "tabled_on")
    secretary.type("proposals", "\n".join(f"proposal/{one}" for one in numbers))
    for language, why in WHY.items():
        secretary.type(f"reasons_{language}", why)
    secretary.press("main form .actions button.btn")
    secretary.page.goto(secretary.page.url.replace("/kk/", "/ru/"))
    secretary.press('main a[href$="/unit/"]')
    secretary.press('main a[href^="?in="]:text-matches("^Статья 3\\\\.")')
    secretary.press(":nth-match(main button[name=target], 2)")
    secretary.choose("way", "substitute_text")
    day_typed(secretary, "day")
    secretary.type("point", "1")
    secretary.press("main form .actions button.btn")
    for language, (old, new) in CAPITAL.items():
        secretary.type(f"old_{language}", old)
        secretary.type(f"new_{language}", new)
    secretary.press("main form .actions button.btn")
    assert secretary.page.locator("ins").all_inner_texts() == [new for _, new in CAPITAL.values()]
    secretary.press("main form .actions button.btn")
    secretary.page.goto(secretary.page.url.replace("/ru/", "/en/"))
    for what in ("voted", "accepted"):
        secretary.press(f'main a[href$="/{what}/"]')
        if what == "voted":
            for name, count in {"votes_for": "12", "against": "2", "abstained": "1", "present": "15"}.items():
                secretary.type(name, count)
            secretary.type("members", "21")
        else:
            for language, why in WHY.items():
                secretary.type(f"words_{language}", why)
        secretary.type("basis", "Protocol 3")
        secretary.send()
    return f"draft/{SLUG} {SLUG}/2"


def day_typed(reader: Reader, name: str) -> None:
    """Come to a field of a day, and type today: month, day and year, as this browser asks for them."""
    field = reader.reach(f"main [name={name}]")
    reader.page.keyboard.type(today().strftime("%m%d%Y"))
    assert field.input_value() == str(today())


def traced(secretary: Member, demand: str, amendment: str, language: str) -> None:
    """The secretary says in which amendment and article the demand is found."""
    secretary.go(f"/{language}/desk/proposals/demands/{demand}/")
    secretary.do("trace")
    secretary.choose("kind", "in_substance")
    secretary.choose("amendment", amendment)
    secretary.choose("article", f"{WORK} {ARTICLE}")
    secretary.send()


def read_at_last(author: Author, language: str) -> None:
    """The page of the number shows the words before and after, and leads to the article as it is in force."""
    old, new = CAPITAL[language]
    author.go(f"/{language}/proposals/")
    author.press('main a[href$="/proposals/board/"]')
    author.go(f"/{language}/proposals/{author.number}/")
    assert "someone@example.org" not in author.page.content()
    for mark, word in (("del", old), ("ins", new)):
        (shown,) = author.page.locator(f"main .beside {mark}").all_inner_texts()
        assert word in shown
    author.press('main .path a[href*="/amendments/"]')
    author.press(f'main a[href$="/proposals/{author.number}/"]')
    author.press('main .path a[href*="/texts/"]')
    law = " ".join(author.page.locator("main .law").all_inner_texts())
    assert new in law and old not in law
