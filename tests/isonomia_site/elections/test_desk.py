"""The commission at its desk: an election from its call to a seat that passes on, and tables that are not let in."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import Pack, folder, load
from isonomia.people.acts import CapacityRegistered
from isonomia.record.sources import Wording
from isonomia_site.elections import services
from isonomia_site.people import services as people
from isonomia_site.permissions import at_console
from tests.isonomia_site.dockets.walking import entered, sent, text, today
from tests.isonomia_site.halls import Databases, DemoRecord, attach
from tests.isonomia_site.people.officers import Officer, officer
from tests.isonomia_site.proposals.conftest import made

DESK, ONE = "/en/desk/elections/", "/en/desk/elections/town-2026/"
MATTER = "election/town-2026"
PEOPLE = ("c-222222", "c-333333", "c-444444", "c-555555", "c-666666", "c-777777")
SOURCE = {"publisher": "Election Commission", "reference": "Decision 7"}
POLLED = {"stage": "final", "published_on": "2026-03-27", **SOURCE}
VOTES = "contest,line,votes\nlists,water,500\nlists,lamp,500\nlists,invalid,7\ndistrict-1,c-777777,31\n"


@pytest.fixture(scope="module")
def commission(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Officer]:
    """An officer of the commission in a hall of Mysal, where an election has come to its polling day."""
    factor, settings.ISONOMIA_SECOND_FACTOR = settings.ISONOMIA_SECOND_FACTOR, False
    whole = load(folder("mysal"))
    opened = tuple(one for one in whole.acts if one.act.startswith("reform."))
    with django_db_blocker.unblock():
        before = built.database
        hall = made(Pack(whole.manifest, opened, whole.blobs), databases, built, Path(tmp_path_factory.mktemp("votes")))
        attach(hall.database)
        words = (Wording(language="en", text="Candidate", status="own_words"),)
        for one in PEOPLE:
            office = CapacityRegistered(office=words, since="2026-01-26", basis="art. 20")
            people.enter_act(at_console("compiler", today()), f"capacity/{one}", office, 0)
        by = officer("commission")
        stand(by)
        yield by
        attach(before)
        hall.databases.drop(hall.database)
    settings.ISONOMIA_SECOND_FACTOR = factor


def stand(by: Officer) -> None:
    """Call an election of three seats by lists and one in a district, and register who stands."""
    called = {"slug": "town-2026", "polling_day": "2026-03-22", "body": "parliament", "called_by": "President"}
    assert entered(
        by.client, f"{DESK}new/", **called, by_act="Decree 1", day="2026-01-12", list_seats="3", **SOURCE
    ).startswith(ONE)
    entered(by.client, f"{ONE}districts-drawn/", districts="1;MYSAL-1;№ 1;№ 1;No. 1", by_act="Decision 3", **SOURCE)
    for name, those in (("water", PEOPLE[:3]), ("lamp", PEOPLE[3:5])):
        rows = "\n".join(f"{id}; women" for id in those)
        names = {"name_kk": name, "name_ru": name, "name_en": name.title()}
        entered(
            by.client, f"{ONE}list-registered/", list=name, candidates=rows, order=str(len(those)), **names, **SOURCE
        )
    stands = {"district": "1", "candidate": PEOPLE[5], "put_forward_by": "self", "signatures": "9", "voters": "900"}
    entered(by.client, f"{ONE}candidate-registered/", **stands, **SOURCE)


def acts() -> int:
    return len(services.replay(MATTER)[1])


def looked_at(by: Officer, rows: str, status: int = 200, **more: object) -> str:
    """Hand a table in to be looked at."""
    return html.unescape(text(sent(by.client, f"{ONE}votes/", **{**POLLED, "rows": rows, **more}), status))


HOSTILE = [
    pytest.param("=1+1", 'value="', "a whole number from 0 up", id="a formula"),
    pytest.param("<script>alert(1)</script>", "<code>&lt;script&gt;", "a whole number from 0 up", id="HTML"),
    pytest.param("12 000", "<code>12 000</code>", "in digits alone", id="thousands apart"),
    pytest.param("-5", "<code>-5</code>", "in digits alone", id="less than nothing"),
    pytest.param("9" * 30, "9…", "in digits alone", id="a number without end"),
]


@pytest.mark.parametrize(("cell", "shown", "wanted"), HOSTILE)
def test_a_cell_that_holds_no_number_is_told_by_row_and_column_and_nothing_is_entered(
    commission: Officer, cell: str, shown: str, wanted: str
) -> None:
    before = acts()
    answer = sent(commission.client, f"{ONE}votes/", **POLLED, rows=VOTES.replace("500", cell, 1))
    page = answer.content.decode()
    assert answer.status_code == 400 and "<script>alert" not in page
    assert '<th scope="row" class="num">2</th>' in page and ">votes<" in page and wanted in page
    assert shown in page or cell in page
    assert acts() == before


FILES = [
    pytest.param("contest,line,votes\nlists,Су,5\n".encode("cp1251"), "Byte 25 is not UTF-8", id="cp1251"),
    pytest.param(b"contest,line,votes\nlists,water," + b"9" * 10_000_000, "At most 1 MB is read", id="10 MB"),
    pytest.param(b'contest,line,votes\nlists,water,"5', "contest, line, votes", id="a quotation without end"),
    pytest.param(b"list,votes\nwater,5\n", "contest, line, votes", id="other headings"),
    pytest.param(b"contest,line,votes\nlists,nobody,5\n", "water, lamp, against_all", id="no such line"),
    pytest.param(b"contest,line,votes\ndistrict-9,x,5\n", "lists, district-1", id="no such contest"),
    pytest.param(b"contest,line,votes\nlists,water,5\nlists,water,6\n", "stands in row 2 already", id="twice"),
    pytest.param(b"contest,line,votes\nlists,water,\n", "the votes of at least one contest", id="nothing filled in"),
    pytest.param(b"PK\x03\x04\xff", "not UTF-8", id="a packed sheet"),
    pytest.param(b"contest,line,votes\nlists,water,5\nlists,lamp,\x00\n", "Null characters", id="a null"),
]


@pytest.mark.parametrize(("data", "said"), FILES)
def test_a_file_that_is_no_such_table_is_refused_in_words(commission: Officer, data: bytes, said: str) -> None:
    before = acts()
    handed = SimpleUploadedFile("votes.csv", data, "text/csv")
    assert said in looked_at(commission, "", 400, file=handed) and acts() == before


def test_numbers_that_cannot_be_true_together_are_not_entered_though_they_were_looked_at(commission: Officer) -> None:
    before, rows = acts(), VOTES + "lists,took_part,900\n"
    page = looked_at(commission, rows, 400)
    assert "These numbers cannot be true together" in page and "1,007" in page and "900" in page
    assert "These numbers cannot be true together" in looked_at(commission, VOTES.replace("lists,lamp,500\n", ""), 400)
    assert acts() == before


def test_an_election_goes_its_whole_way_at_the_desk(commission: Officer) -> None:
    by, before = commission, acts()
    assert "lot-drawn" not in text(by.client.get(ONE))
    looked = looked_at(by, VOTES)
    assert "What would be entered" in looked and "same claim" in looked and acts() == before
    checked = looked.split('name="checked" value="')[1].partition('"')[0]
    # Whoever changes what was looked at looks at it again.
    assert "What would be entered" in looked_at(by, VOTES.replace("31", "32"), checked=checked) and acts() == before
    entered(by.client, f"{ONE}votes/", **POLLED, rows=VOTES, checked=checked)
    assert acts() == before + 2
    assert "say why these differ" in looked_at(by, VOTES, 400)

    assert "lot-drawn" in text(by.client.get(ONE))
    entered(by.client, f"{ONE}lot-drawn/", place_1="lamp", place_2="water", how="Two slips", **SOURCE)
    about = text(by.client.get(f"{ONE}seats-published/"))
    assert "?about=lists" in about and "?about=district-1" in about
    prefilled = text(by.client.get(f"{ONE}seats-published/?about=lists"))
    assert 'name="seats_water" value="1"' in prefilled and 'name="seats_lamp" value="2"' in prefilled
    both, decided = f"{ONE}seats-published/?about=*", {"day": "2026-03-30", "decided_by": "Commission", **SOURCE}
    assert "Lamp 2" in text(by.client.get(both)) and acts() == before + 3
    entered(by.client, both, **decided)
    assert acts() == before + 5 and "seats-published" not in text(by.client.get(ONE))
    ticked = text(by.client.get(f"{ONE}seats-taken/?about=water"))
    assert ticked.count("checked") == 1 and ticked.index("checked") < ticked.index(PEOPLE[1])
    for name, those in (("water", PEOPLE[:1]), ("lamp", PEOPLE[3:5])):
        entered(by.client, f"{ONE}seats-taken/?about={name}", taking=those, **SOURCE)
    entered(by.client, f"{ONE}seat-vacated/", holder=f"lists {PEOPLE[0]}", ground="resigned", **SOURCE)
    entered(by.client, f"{ONE}seat-passed/", of=PEOPLE[0], to=PEOPLE[1], **SOURCE)
    one, _entered = services.replay(MATTER)
    assert one is not None and one.holders("water") == PEOPLE[1:2] and list(one.findings()) == []
    assert "list-registered" not in text(by.client.get(ONE))


def test_a_refusal_names_its_ground_and_is_bound_to_its_facts(commission: Officer) -> None:
    ended = {"line": "lists lamp", "ground": "elections.refusal_list_quota"}
    address = f"{ONE}registration-cancelled/"
    assert "This field is required" in text(sent(commission.client, address, **ended), 400)
    entered(commission.client, address, **ended, facts="Two of ten are women.")
    one, entered_ = services.replay(MATTER)
    assert one is not None and "lamp" not in one.standing.on_ballot("lists")
    assert "Two of ten" not in repr(entered_[-1]) and entered_[-1].body.remedies[0].kind == "court"


def test_who_is_no_commission_there_is_kept_out(commission: Officer) -> None:
    for other in (
        officer(),
        officer("clerk"),
        officer("commission", "referendum"),
        officer("commission", "election/x"),
    ):
        for address in (ONE, f"{ONE}votes/", f"{ONE}seat-vacated/"):
            assert other.client.get(address).status_code == other.client.post(address).status_code == 403
    of_this = officer("commission", MATTER)
    assert of_this.client.get(ONE).status_code == 200 and of_this.client.get(DESK).status_code == 403
