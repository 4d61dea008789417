"""A citizen names act and article in words: the registrar is offered the likely norm and names it with one click."""

import re

from isonomia.court.acts import AppealFiled
from isonomia_site.court import norming, reading
from isonomia_site.entering.judging import judged
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import Papers
from isonomia_site.filing.services import Series
from isonomia_site.permissions import as_author
from tests.isonomia_site.court.conftest import Bench
from tests.isonomia_site.court.courts import DESK, JUDGES, NORM, step, text, today
from tests.isonomia_site.halls import Hall


def filed(words: str) -> str:
    """An appeal that names a norm in words; its number."""
    body = AppealFiled(channel="form", language="ru", applicant_kind="citizen", filed_on=str(today()))
    sheets = {"content": {"norm": words, "facts": "The fee."}, "applicant": {"name": "A. Person"}}
    return filing.receive(as_author(today()), Series("case/", judged), body, Papers(sheets)).number


def test_the_cited_norm_stands_first_and_is_named_with_one_click(court: tuple[Hall, Bench]) -> None:
    _hall, bench = court
    for words in ("Норма о сборах, статья 7", "Алымдар туралы норма, 7-бап", "art. 7, the norm on fees"):
        (first, *_rest) = norming.likely(words)
        assert (first.norm, first.cited) == (NORM, True), words
    assert not norming.likely("Норма о сборах, статья 9")[0].cited and norming.likely("нечто иное") == []
    number, client = filed("Статья 7, норма о сборах и пошлинах"), bench.registrar.client
    page = text(client.get(f"{DESK}{number}/"))
    assert "the article is cited" in page and "The norm on fees" in page
    form = re.search(r'<form method="post" action="([^"]+norms-named/)">(.*?)</form>', page, re.DOTALL)
    assert form is not None
    typed = dict(re.findall(r'name="(seen_place|day|norm)" value="([^"]*)"', form[2]))
    assert client.post(form[1], typed).status_code == 302
    found = reading.dossier(number, published=False)
    assert found is not None and found.case.norms == [NORM] and len(found.norms) == 1
    assert "Which norm is it about?" not in text(client.get(f"{DESK}{number}/"))


def test_an_article_of_a_text_of_the_record_comes_into_the_registry_with_the_click(court: tuple[Hall, Bench]) -> None:
    _hall, bench = court
    words = "Конституция Мысала, статья 24"
    (likely,) = [one for one in norming.likely(words) if not one.norm]
    assert likely.cited and {one.language for one in likely.titles} == {"kk", "ru", "en"}
    number, registrar = filed(words), bench.registrar.client
    step(registrar, number, "appeal-registered")
    step(registrar, number, "check-passed")
    step(bench.chair.client, number, "study-begun", judges=list(JUDGES[:3]))
    step(bench.judge.client, number, "appeal-admitted", judges=list(JUDGES[:3]))
    step(registrar, number, "norms-named", norm=likely.key)
    norm = reading.state_of(f"norm/{likely.slug}").norms[f"norm/{likely.slug}"]
    assert (norm.body.eid, norm.status) == ("art_24", "pending")
