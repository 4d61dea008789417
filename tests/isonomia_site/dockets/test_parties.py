"""The hall of parties: a clerk takes in, the registrar has a roll checked, counts are public, persons are not."""

from datetime import timedelta

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from isonomia.rulebook.law import Unknown
from isonomia_site.dockets import desk, listing
from isonomia_site.dockets.models import Line
from isonomia_site.jobs.models import Job
from isonomia_site.kinds import KINDS
from isonomia_site.parties.models import RollCheck
from isonomia_site.parties.presenting import DESK
from isonomia_site.parties.services import KIND
from isonomia_site.record.reader import law_on
from tests.isonomia_site.dockets.walking import entered, sent, text, today
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.people.officers import Officer, officer

PAGES, AT_DESK = "/en/parties/", "/en/desk/parties/"
SECRET = "Zhanar Invented"


def lands() -> list[str]:
    law = law_on(today())
    assert law is not None and not isinstance(law.territories, Unknown)
    return [one.id for one in law.territories]


def table(head: str, rows: list[tuple[object, ...]]) -> SimpleUploadedFile:
    """A table as it is handed in."""
    lines = "\n".join([head, *(",".join(map(str, row)) for row in rows)])
    return SimpleUploadedFile("table.csv", f"{lines}\n".encode())


def roll(each: int, first: int = 1) -> SimpleUploadedFile:
    """A roll with so many members in each territory, by their numbers."""
    everywhere = [land for land in lands() for _ in range(each)]
    return table(
        "party,person,name,territory,joined",
        [("P", number, SECRET, land, "2026-03-01") for number, land in enumerate(everywhere, first)],
    )


def register(each: int, *, first: int = 1, dead: int = 0) -> SimpleUploadedFile:
    """The same people in the register, so many of them dead."""
    everywhere = [land for land in lands() for _ in range(each)]
    rows: list[tuple[object, ...]] = [
        (number, "1980-01-01", land, 1, "2026-01-01" if number < first + dead else "", 0)
        for number, land in enumerate(everywhere, first)
    ]
    return table("person,born,territory,citizen,died,barred", rows)


def founded(at: Officer, name: str = "Party of the Spring") -> str:
    """Notify the founding of a party; return its number."""
    group = {f"in_{land}": 40 for land in lands()}
    told = {"name_kk": name, "name_en": name, "committee": 10, "group": f"{SECRET}, 40 more"}
    return entered(at.client, f"{AT_DESK}new/founding-notified/", **group, **told).split("/")[4]


def filed(clerk: Officer, at: Officer, roll_of: SimpleUploadedFile, name: str = "Party of the Spring") -> str:
    """A party whose roll was filed; return its number."""
    number = founded(clerk, name)
    entered(at.client, f"{AT_DESK}{number}/founding-confirmed/")
    entered(clerk.client, f"{AT_DESK}{number}/congress-held/", present=1000)
    entered(clerk.client, f"{AT_DESK}{number}/roll-filed/", roll=roll_of)
    return number


def checked(at: Officer, number: str, against: SimpleUploadedFile) -> RollCheck:
    """Have its roll checked, as a worker does it."""
    answer = at.client.post(f"{AT_DESK}{number}/check/", {"register": against, "register_on": str(today())})
    assert answer.status_code == 302
    job = Job.objects.filter(kind=KIND).latest("pk")
    KINDS[KIND].work(job.payload)
    KINDS[KIND].work(job.payload)
    return RollCheck.objects.latest("pk")


@pytest.mark.django_db
def test_a_clerk_takes_in_and_decides_nothing_and_reads_no_paper() -> None:
    clerk, at = officer("clerk"), officer("party_registrar")
    number = filed(clerk, at, roll(1))
    page, own = text(clerk.client.get(f"{AT_DESK}{number}/")), text(at.client.get(f"{AT_DESK}{number}/"))
    assert SECRET in own and SECRET not in page and "Check the roll" in own and "Check the roll" not in page
    assert "Registration of a party refused" in own and "Registration of a party refused" not in page
    for what in ("refused", "registered", "founding-confirmed"):
        assert clerk.client.get(f"{AT_DESK}{number}/{what}/").status_code == 404
    place = reverse("desk_party_file", args=[number, 3, 0])
    for address in (place, reverse("party_check", args=[number]), reverse("party_lines", args=[number])):
        assert clerk.client.get(address).status_code == 403 and Client().get(address).status_code == 302
    assert officer("assembly_officer").client.get(AT_DESK).status_code == 403
    assert number in text(clerk.client.get(AT_DESK)) and SECRET not in repr(desk.dossier_or_404(DESK, number).acts)


def test_a_roll_is_checked_as_a_job_and_the_party_registered_and_shown(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    clerk, at = officer("clerk"), officer("party_registrar")
    number = filed(clerk, at, roll(251))
    assert at.client.get(f"{AT_DESK}{number}/roll-checked/").status_code == 404
    row = checked(at, number, register(251, dead=2))
    assert (row.counts["rows"], row.counts["members"]) == (251 * len(lands()), 251 * len(lands()) - 2)
    found = at.client.get(f"{AT_DESK}{number}/check/lines.csv").content.decode()
    assert found.splitlines()[1:] == [f"party/{number},2,1,dead", f"party/{number},3,2,dead"]
    entered(at.client, f"{AT_DESK}{number}/roll-checked/")
    said = text(sent(at.client, f"{AT_DESK}{number}/refused/", ground="rolls", facts="None."), 403)
    assert "art. 11" in said or "does not" in said
    entered(at.client, f"{AT_DESK}{number}/registered/")
    entered(at.client, f"{AT_DESK}{number}/branches-registered/", territories=lands()[:2])
    assert Line.objects.get(matter=f"party/{number}").stage == "registered"
    assert "published with the next signed head" in text(Client().get(f"{PAGES}{number}/"))
    hall.publish()
    page = text(Client().get(f"{PAGES}{number}/"))
    assert "Party of the Spring" in page and "Members needed in all" in page and SECRET not in page
    assert "251, needed 200" in page and "Entry" in page and "Check of the roll" not in page
    listed = text(Client().get(f"{PAGES}?stage=registered"))
    assert "Party of the Spring" in listed and "since" in listed
    assert number not in text(Client().get(f"{PAGES}?stage=refused")) and listing.follow() == 0
    assert PAGES in text(Client().get("/en/referendum/"))
    other = text(Client().get(f"{PAGES}{number}/what-if/"))
    assert "--on 2022-11-17" in other and "A minimum would not be reached" in other
    assert "Every minimum would be reached" in other and "--on 2022-11-18" in other
    assert "--on 2015-01-01<" in text(Client().get(f"{PAGES}{number}/what-if/?on=2015-01-01&on=never"))


@pytest.mark.django_db
def test_a_member_of_two_parties_is_found_among_the_rolls_that_are_kept() -> None:
    clerk, at = officer("clerk"), officer("party_registrar")
    one = filed(clerk, at, roll(250))
    checked(at, one, register(250))
    entered(at.client, f"{AT_DESK}{one}/roll-checked/")
    entered(at.client, f"{AT_DESK}{one}/registered/")
    other = filed(clerk, at, roll(2, first=250 * len(lands())), "The Other")
    row = checked(at, other, register(251))
    faults = {each["kind"]: each["number"] for each in row.counts["faults"]}
    assert row.counts["rows"] == 2 * len(lands()) and faults["other_party"] == 1
    refused_and_contested(at, other)
    suspended_and_dissolved(at, one)


def refused_and_contested(at: Officer, number: str) -> None:
    """A refusal with its article by the ground, a contest that lifts it, and the next that does not."""
    work = f"{AT_DESK}{number}/"
    entered(at.client, f"{work}roll-checked/")
    for outcome in ("lifted", "stands"):
        entered(at.client, f"{work}refused/", ground="rolls", facts="Too few.")
        entered(at.client, f"{work}contested/", kind="court", content="They are enough.")
        entered(at.client, f"{work}contest-decided/", outcome=outcome, facts="As counted.")
    there = desk.dossier_or_404(DESK, number)
    found = {act.act: msgspec.to_builtins(act.body) for act in there.acts}
    assert (there.one.stage, found["parties.refused"]["basis"]["rule"]) == ("refused", "parties.grounds")
    assert found["parties.contest_decided"]["remedies"][0]["kind"] == "court"
    assert "What was decided against the party" in text(at.client.get(work))


def suspended_and_dissolved(at: Officer, number: str) -> None:
    """What a court decides has facts and remedies; what the party itself decides has none."""
    work = f"{AT_DESK}{number}/"
    entered(at.client, f"{work}suspended/", ground="breach_of_law", months=3, facts="Stated so.")
    entered(at.client, f"{work}resumed/")
    entered(at.client, f"{work}dissolved/", ground="own_decision")
    last = desk.dossier_or_404(DESK, number).acts[-1]
    assert (last.commit, msgspec.to_builtins(last.body)["basis"]["rule"]) == ((), "parties.dissolved_if")


@pytest.mark.django_db
def test_a_party_that_was_registered_elsewhere_is_entered_as_published_and_a_founding_ends() -> None:
    at = officer("party_registrar")
    told = {"name_kk": "Байтақ", "publisher": "liter.kz", "reference": "1669807317", "congress_on": "2022-09-24"}
    place = entered(at.client, f"{AT_DESK}new/published/", **told, day="2022-11-28")
    assert "its roll is not known here" in text(at.client.get(place))
    number = founded(at)
    entered(at.client, f"{AT_DESK}{number}/founding-ended/", reason="group_decided")
    assert "Nothing: it has ended" in text(at.client.get(f"{AT_DESK}{number}/"))
    assert officer("clerk").client.get(f"{AT_DESK}new/published/").status_code == 404


@pytest.mark.django_db
def test_a_check_that_fails_says_why_to_the_registrar_alone() -> None:
    clerk, at = officer("clerk"), officer("party_registrar")
    number = filed(clerk, at, table("party,person,name", [("P", 1, SECRET)]))
    assert checked(at, number, register(1)).state == RollCheck.FAILED
    assert "no column" in text(at.client.get(f"{AT_DESK}{number}/"))
    assert "no column" not in text(clerk.client.get(f"{AT_DESK}{number}/"))
    said = at.client.post(f"{AT_DESK}{number}/check/", {"register_on": str(today() - timedelta(days=1))})
    assert said.status_code == 400
