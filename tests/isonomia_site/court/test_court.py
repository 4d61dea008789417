"""The court in the hall: from the filing to the published ruling, who may do what, and what the public sees."""

import json
import re
from datetime import timedelta

from django.test import Client
from typer.testing import CliRunner

from isonomia_cli.court import app
from isonomia_site.court import reading
from isonomia_site.court.models import Docketed, Unreleased
from isonomia_site.permissions import at_console
from isonomia_site.record import reader
from tests.isonomia_site.court.conftest import Bench
from tests.isonomia_site.court.courts import DESK, JUDGES, NORM, filed, step, text, today
from tests.isonomia_site.halls import Hall

TEXT = {"text_kk": "Норма Конституцияға қайшы.", "text_ru": "Норма противоречит Конституции.", "text_en": "Void."}


def admitted(bench: Bench) -> str:
    number = filed()
    step(bench.registrar.client, number, "appeal-registered")
    step(bench.registrar.client, number, "check-passed")
    step(bench.chair.client, number, "study-begun", judges=list(JUDGES[:3]))
    step(bench.judge.client, number, "appeal-admitted", judges=list(JUDGES[:3]))
    return number


def stage(number: str) -> str:
    found = reading.dossier(number, published=False)
    assert found is not None
    return found.case.stage


def test_an_appeal_goes_from_its_filing_to_a_ruling_that_two_persons_release(court: tuple[Hall, Bench]) -> None:
    hall, bench = court
    number = admitted(bench)
    assert reading.state_of(NORM).norms[NORM].status == "pending"
    chair, judge, registrar = bench.chair.client, bench.judge.client, bench.registrar.client
    later = str(today() + timedelta(days=1))
    source = {"source_name": "drand", "source_reference": "round 1", "source_due": later}
    step(chair, number, "lot-announced", eligible=list(JUDGES[:5]), **source)
    answer = step(chair, number, "lot-drawn", status=403, value="8d1f")
    assert "has not spoken yet" in text(answer, 403)
    step(chair, number, "lot-drawn", value="8d1f", day=later)
    step(judge, number, "hearing-held", day=later, form="oral", formation="plenary", judges=list(JUDGES))
    six = {"formation": "plenary", "judges": list(JUDGES), "in_favour": list(JUDGES[:5])}
    five = {**six, "judges": list(JUDGES[:5])}
    assert "wanted 6" in text(step(chair, number, "vote-taken", status=403, members="9", day=later, **five), 403)
    step(chair, number, "vote-taken", members="9", day=later, **six)
    decided = {"day": later, "kind": "ruling", "number": "3-R", "text": "As adopted", "outcome_0": "unconstitutional"}
    step(judge, number, "case-decided", **decided)
    assert reading.state_of(NORM).norms[NORM].status == "unconstitutional"
    step(registrar, number, "decision-sent", day=later)
    assert "data of a person" in text(
        step(
            registrar, number, "anonymisation-checked", status=400, day=later, **{**TEXT, "text_ru": "ИИН 880101300123"}
        ),
        400,
    )
    step(registrar, number, "anonymisation-checked", day=later, **TEXT)
    assert "no other person" in text(step(registrar, number, "ruling-published", day=later, status=403), 403).lower()
    step(bench.second.client, number, "ruling-published", day=later)
    assert stage(number) == "published" and not Unreleased.objects.exists()
    law = reader.acts_of(f"law/ruling-{number}")
    assert law[0].act == "alignment.need_stated"
    hall.publish()
    public = Client()
    page = text(public.get(f"/en/court/cases/{number}/"))
    assert "3-R" in page and "unconstitutional" in page and "who sent it" in page and "A. Person" not in page
    assert "art. 22(1)" in page
    assert "Норма противоречит" in text(public.get(f"/en/court/cases/{number}/ruling.ru/"))
    paper = public.get(f"/en/court/cases/{number}/ruling.kk.pdf")
    assert paper.content[:5] == b"%PDF-" and b"/StructTreeRoot" in paper.content
    assert number in text(public.get("/en/court/rulings/?q=противоречит"))
    assert number in text(public.get("/en/court/rulings/?q=конституцияға"))
    assert number not in text(public.get("/en/court/rulings/?q=nothing"))
    assert "The norm on fees" in text(public.get("/en/court/norms/?q=fees"))
    assert number in text(public.get("/en/court/norms/fees/"))
    assert "<title>3-R</title>" in text(public.get("/en/court/feed.xml"))
    told = CliRunner().invoke(app, ["stats", str(hall.published), "--json"])
    assert json.loads(told.output)["by_stage"] == {"published": 1}
    drawn = CliRunner().invoke(app, ["lot", number, str(hall.published), "--check", "--json"])
    assert drawn.exit_code == 0 and json.loads(drawn.output)[0]["right"] is True
    assert f"ruling-{number}" in page and public.get(f"/en/laws/ruling-{number}/").status_code == 200


def test_the_docket_shows_how_far_the_cases_came_and_leads_to_each(court: tuple[Hall, Bench]) -> None:
    hall, bench = court
    first, second = filed(), admitted(bench)
    client = Client()
    assert "published with the next signed head" in text(client.get(f"/en/court/cases/{first}/"))
    assert client.get("/en/court/cases/2026-999999/").status_code == 404
    hall.publish()
    page = text(client.get("/en/court/"))
    assert first in page and second in page
    rows = re.findall(r'<th scope="row">([^<]+)</th>(?:<td class="wide">.*?</td>)?<td class="num">(\d+)</td>', page)
    assert rows[:4] == [("filed", "2"), ("registered", "1"), ("checked by the staff", "1"), ("taken up", "1")]
    assert first not in text(client.get("/en/court/?stage=admitted"))
    assert client.get(f"/en/court/?number={first}").status_code == 302
    assert second in text(client.get("/en/court/?norm=fees&stage=admitted"))
    assert Docketed.objects.count() == 2
    for language in ("kk", "ru"):
        assert first in text(client.get(f"/{language}/court/"))


def test_nobody_without_a_role_sees_the_desk_and_each_role_has_its_own_steps(court: tuple[Hall, Bench]) -> None:
    _hall, bench = court
    number = filed()
    assert Client().get(DESK).status_code == 302
    assert Client().get(f"{DESK}{number}/").status_code == 302
    assert bench.judge.client.get(f"{DESK}{number}/appeal-registered/").status_code == 404
    assert "Nothing: it has ended" in text(bench.judge.client.get(f"{DESK}{number}/"))
    page = text(bench.registrar.client.get(f"{DESK}{number}/"))
    assert "The fee is too high." in page and "A. Person" not in page
    assert bench.registrar.client.get(f"{DESK}{number}/case-decided/").status_code == 404


def test_a_returned_appeal_names_article_and_remedies_and_hides_the_facts(court: tuple[Hall, Bench]) -> None:
    hall, bench = court
    number = filed()
    step(bench.registrar.client, number, "appeal-registered")
    missing = step(bench.registrar.client, number, "appeal-returned", status=400, return_grounds=["form_or_content"])
    assert "facts" in text(missing, 400).lower()
    typed = {"return_grounds": ["form_or_content"], "facts": "Page two of the appeal is not there."}
    step(bench.registrar.client, number, "appeal-returned", **typed)
    step(bench.registrar.client, number, "notice-received")
    hall.publish()
    page = text(Client().get(f"/en/court/cases/{number}/"))
    assert "cure it" in page and "demand a decision of the Court" in page and "art. 10(2)" in page
    assert "Page two" not in page and "the facts" in page and "for curing the appeal" in page
    step(bench.registrar.client, number, "appeal-cured", content="Page two.")
    assert stage(number) == "registered"


def test_who_comes_second_loses_nothing(court: tuple[Hall, Bench]) -> None:
    _hall, bench = court
    number = filed()
    step(bench.registrar.client, number, "appeal-registered")
    late = bench.second.client.post(f"{DESK}{number}/check-passed/", {"seen_place": "1", "day": str(today())})
    assert late.status_code == 409
    assert "Somebody else was first" in late.content.decode()


def test_the_console_can_file_for_a_body_and_norms_must_be_in_the_registry(court: tuple[Hall, Bench]) -> None:
    import pytest

    from isonomia.errors import UnlawfulActError

    with pytest.raises(UnlawfulActError):
        filed(("norm/unheard",))
    assert filed(applicant="ombudsman") and at_console("compiler", today())
