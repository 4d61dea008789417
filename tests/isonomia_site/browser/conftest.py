"""A hall served as in `isonomia demo`, another where people work, and one Chromium for all their pages."""

from collections.abc import Callable, Iterator
from functools import wraps

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.isonomia_site.browser.serving import free_port, served
from tests.isonomia_site.browser.work import Site, at_work
from tests.isonomia_site.halls import Databases, DemoRecord

FLAGS = (
    "--no-sandbox --disable-quic --disable-background-networking --disable-gpu --disable-component-update "
    "--disable-sync --no-first-run"
)


def to_the_end(act: Callable[..., None]) -> Callable[..., None]:
    """The same, and the page that it opens stands when it is through."""

    @wraps(act)
    def done(locator: Locator, *words: object, **named: object) -> None:
        act(locator, *words, **named)
        locator.page.wait_for_load_state()

    return done


@pytest.fixture(scope="package", autouse=True)
def whole_pages() -> Iterator[None]:
    """Let clicks and keys end with the whole page: Playwright's own end when it begins, and half of it may be read."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("click", "press"):
            patch.setattr(Locator, name, to_the_end(getattr(Locator, name)))
        yield


@pytest.fixture(scope="module")
def address(demo_record: DemoRecord) -> Iterator[str]:
    """Where the built demo is served, by the server that serves it in public."""
    with served(demo_record.state, free_port()) as found:
        yield found


# Not of the session: while it runs, Django takes the thread for an asynchronous one.
@pytest.fixture(scope="package")
def browser(chromium_path: str, demo_record: DemoRecord) -> Iterator[Browser]:
    """One Chromium for all pages, begun after what Django makes in this thread."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def site(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Site]:
    """The invented country at work: with its proposals, new letters, a draft that is open, and people at the desks."""
    with django_db_blocker.unblock(), at_work(built, databases, tmp_path_factory.mktemp("work")) as found:
        yield found


@pytest.fixture
def pages(site: Site, browser: Browser) -> Iterator[dict[str, Page]]:
    """A page of each officer, without script of ours; the checker can be put in past the content policy."""
    contexts = {who: browser.new_context(bypass_csp=True) for who in site.sessions}
    for who, context in contexts.items():
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": site.sessions[who], "url": site.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
    yield {who: context.new_page() for who, context in contexts.items()}
    for context in contexts.values():
        context.close()
