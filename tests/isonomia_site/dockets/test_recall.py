"""The hall of recalls: the commission's steps with papers that stay sealed, public pages with every denominator."""

import re
from datetime import date

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from msgspec import Struct, structs

from isonomia.packs.loading import folder, load
from isonomia.recall.acts import SampleAnnounced, SampleChecked
from isonomia.record.act import Act
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped
from isonomia_site.dockets import desk, listing
from isonomia_site.dockets.desk import Dossier
from isonomia_site.dockets.forms import Given
from isonomia_site.dockets.models import Line
from isonomia_site.entering.services import NAMES
from isonomia_site.recall.forms import RecallForm
from isonomia_site.recall.presenting import DESK
from isonomia_site.record import reader
from tests.isonomia.recall import story as stories
from tests.isonomia.recall.story import CHECKED, FILED, VOTED
from tests.isonomia_site.dockets.walking import days_on, entered, sent, text, today
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.people.officers import Officer, officer

PAGES, AT_DESK = "/en/recalls/", "/en/desk/recalls/"
SECRET = "Aigerim Invented"
APPLIED = {
    **{"body": "maslikhat", "mandate": "single_member", "district": "district-7", "deputy": "c-4m8x2t"},
    **{"ground": "trust_lost", "group": 3, "content": "We lost trust.", "applicant": SECRET},
}


def asked(at: Officer, **changed: object) -> str:
    """Ask for a recall; return its number."""
    days = {"mandate_began": days_on(-800), "mandate_ends": days_on(800)}
    return entered(at.client, f"{AT_DESK}new/applied/", **{**APPLIED, **days, **changed}).split("/")[4]


def counted(at: Officer, number: str, signatures: int, valid: int, **faults: int) -> str:
    """Register a recall, take its sheets in, and count what is valid; return the address of its desk."""
    one = f"{AT_DESK}{number}/"
    entered(at.client, f"{one}registered/", voters=1000)
    assert at.client.get(f"{one}ended/").status_code == 404
    sheets = SimpleUploadedFile("sheets.txt", SECRET.encode())
    entered(at.client, f"{one}signatures-filed/", number=signatures, sheets=sheets)
    found = {f"fault_{kind}": number for kind, number in faults.items()}
    checked = {"register_on": str(today()), "method": "by_hand", "valid": valid}
    entered(at.client, f"{one}signatures-checked/", **checked, **found)
    return one


@pytest.mark.django_db
def test_a_clerk_takes_in_and_decides_nothing_and_reads_no_paper() -> None:
    clerk, at = officer("clerk"), officer("commission")
    number = asked(clerk)
    one = f"{AT_DESK}{number}/"
    assert SECRET in text(at.client.get(one)) and SECRET not in text(clerk.client.get(one))
    for what in ("registered", "refused"):
        assert clerk.client.get(f"{one}{what}/").status_code == 404
        assert at.client.get(f"{one}{what}/").status_code == 200
    assert at.client.get(f"{one}vote-called/").status_code == 404
    for wrong in ("party_registrar", "court_registrar", "member"):
        for address in (AT_DESK, one, f"{AT_DESK}new/applied/", f"{one}registered/"):
            assert officer(wrong).client.get(address).status_code == 403
    assert Client().get(one).status_code == 302 and number in text(clerk.client.get(AT_DESK))
    assert SECRET not in repr(desk.dossier_or_404(DESK, number).acts)


@pytest.mark.django_db
def test_a_second_click_begins_no_second_recall() -> None:
    at, address = officer("commission"), f"{AT_DESK}new/applied/"
    typed = {**APPLIED, "day": str(today()), "mandate_began": days_on(-800), "mandate_ends": days_on(800)}
    clicked = {**typed, "seen_place": 0}
    assert at.client.post(address, clicked).status_code == 302
    page = text(at.client.post(address, clicked), 409)
    assert Line.objects.filter(kind="recall").count() == 1 and "Another matter began here" in page
    assert APPLIED["deputy"] in page.partition("<form")[0] and 'name="seen_place" value="1"' in page
    assert at.client.post(address, {**clicked, "seen_place": 1}).status_code == 302


def test_a_recall_goes_to_a_vote_and_is_shown_with_every_denominator(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    at = officer("commission")
    number = asked(at)
    one = counted(at, number, 120, 110, twice=6, elsewhere=5)
    assert at.client.get(f"{one}ended/").status_code == 404
    assert at.client.get(f"{one}sample-announced/").status_code == 404
    entered(at.client, f"{one}vote-called/", polling_day=str(today()))
    entered(at.client, f"{one}vote-counted/", voters=1000, took_part=400, yes=201, no=190, invalid=9)
    assert "comes to" in text(sent(at.client, f"{one}decided/", outcome="kept"), 403)
    entered(at.client, f"{one}decided/", outcome="recalled")
    assert Line.objects.get(matter=f"recall/{number}").stage == "decided"
    hall.publish()
    page = re.sub(r"\s+", " ", text(Client().get(f"{PAGES}{number}/")))
    assert "The deputy was recalled" in page and "No entry says yet that the seat fell vacant." in page
    assert "more than 1/10 of the voters of the district, 101 of 1,000" in page
    assert "334 of 1,000" in page and "201 of 400" in page and "Entry" in page and SECRET not in page
    listed = re.sub(r"<[^>]*>", "", text(Client().get(f"{PAGES}?stage=decided")))
    assert "district-7: recalled" in listed and listing.follow() == 0
    assert PAGES in text(Client().get("/en/referendum/"))


@pytest.mark.django_db
def test_too_few_signatures_end_it_only_where_the_law_names_a_remedy() -> None:
    at = officer("commission")
    one = counted(at, asked(at), 99, 99)
    assert at.client.get(f"{one}vote-called/").status_code == 404
    said = text(sent(at.client, f"{one}ended/", ground="too_few_signatures", facts="99 of 1,000."), 403)
    assert "says what can be done against it" in said and "too few for a vote" in text(at.client.get(one))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Dossier]:
    """Matters that pages find without a database."""
    there: list[Dossier] = []

    def dossier(_desk: object, number: str, *, published: bool = False) -> Dossier:
        return next(one for one in there if one.one.matter == f"recall/{number}")

    monkeypatch.setattr(desk, "dossier", dossier)
    monkeypatch.setattr(reader, "reform", lambda: Reform({}))
    return there


@pytest.fixture(scope="module")
def mysal() -> tuple[Reform, list[Act]]:
    """The invented country after its recalls, and its acts."""
    pack = load(folder("mysal"))
    acts = [structs.replace(act, index=index) for index, act in enumerate(pack.acts)]
    return Reform.after(acts, {"mysal": shipped("mysal")}, pack.blobs), acts


@pytest.fixture
def told(mysal: tuple[Reform, list[Act]], shown: list[Dossier], monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the recalls of the invented country."""
    reform, acts = mysal
    monkeypatch.setattr(reader, "reform", lambda: reform)
    for matter, one in reform.recall.matters.items():
        shown.append(Dossier(one, tuple(act for act in acts if act.matter == matter)))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_recalls_of_mysal_are_told_in_every_language(client: Client, told: None, language: str) -> None:
    for number in range(1, 5):
        assert 'class="chart"' in text(client.get(f"/{language}/recalls/2026-{number:06}/"))


@pytest.mark.django_db
def test_a_sample_is_told_with_its_bounds_and_a_seat_that_fell_vacant(client: Client, told: None) -> None:
    def page(number: int) -> str:
        return re.sub(r"\s+", " ", text(client.get(f"/en/recalls/2026-{number:06}/")))

    first, second, third, fourth = map(page, range(1, 5))
    assert "between 4,934 and 5,146 of all 5,312" in first and "That is enough for a vote." in first
    assert "Valid at least, by the sample" in first and "18.58 %" in first.replace("\xa0", " ")
    assert "The seat fell vacant on 18 November 2026." in first and "District No. 7" in first
    assert "isonomia recall sample 5312 600 571 --risk 1/100" in first
    assert "isonomia recall vote 12118 7004 --voters 26560 --law mysal --on 2026-11-15" in first
    assert "the sample tells nothing: every signature is checked" in second and "too few valid signatures" in second
    assert "isonomia recall enough 3911 --voters 26560 --law mysal --on 2026-11-04" in second
    assert "too few took part" in third and "10,624 of 26,560" in third
    assert "Signatures are being collected." in fourth and "3,984 of 26,560" in fourth
    districts = text(client.get("/en/elections/assembly-2026/districts/"))
    assert districts.count("/en/recalls/2026-") == 4
    assert "recalled by the voters" in text(client.get("/en/elections/assembly-2026/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "steps", "said"),
    [
        ("min_group", ("applied",), "how many are needed is unknown"),
        ("signature_share", CHECKED, "How many are needed is unknown: not found in the texts read"),
        ("majority", VOTED, ": Unknown: not found in the texts read"),
    ],
)
def test_what_the_sources_do_not_give_is_shown_as_unknown(
    client: Client, shown: list[Dossier], kz_texts: dict[str, str], rule: str, steps: tuple[str, ...], said: str
) -> None:
    story = stories.told(country="kz")
    story.reform = Reform({"kz": stories.silent_on(kz_texts, rule)})
    for step in steps:
        story.enter(f"recall.{step}", stories.A)
    shown.append(Dossier(stories.petition(story), tuple(story.acts)))
    page = re.sub(r"\s+|<[^>]*>", " ", text(client.get("/en/recalls/2026-000001/")))
    assert re.search(r"[Uu]nknown", page) and said in re.sub(r" +", " ", page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "before", "typed"),
    [
        (
            SampleAnnounced,
            FILED,
            {"drawn": "1000", "name": "drand", "reference": "round 5000000", "due_on": "2026-10-03"},
        ),
        (SampleChecked, (*FILED, "sample_announced"), {"value": stories.VALUE, "valid": "950"}),
    ],
)
def test_the_forms_of_a_sample_say_what_its_acts_hold(
    kind: type[Struct], before: tuple[str, ...], typed: dict[str, str]
) -> None:
    one = stories.petition(stories.told(*before))
    wanted = stories.bodies("mysal")[NAMES[kind]]
    day = date.fromisoformat(str(wanted["on"]))
    form = RecallForm({"seen_place": "1", "day": str(day), **typed}, kind=kind, given=Given(one, one.laws.on(day), day))
    assert form.is_valid() and kind in list(DESK.steps(one, one.laws.on(day)))
    assert msgspec.to_builtins(form.body()) == wanted
