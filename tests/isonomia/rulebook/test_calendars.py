"""Terms and calendars in TOML: what is read, that versions build on one another, and every fault with its line."""

import re
from datetime import date

import pytest

from isonomia.deadlines.terms import Direction, EventDay, Owner, Roll, SecondReading, Term, Unit
from isonomia.rulebook.law import Unknown
from isonomia.rulebook.loading import read
from tests.isonomia.rulebook.refusing import line_of, refusal

SATURDAY = 'day = "2030-01-05", kind = "working_weekend_day", name = "first", moved = "2030-01-07"'
MONDAY = 'day = "2030-01-07", kind = "substituted_day_off", name = "first", moved = "2030-01-05"'
CALENDAR = f"""\
country = "xx"
weekend = ["saturday", "sunday"]

[source.decree]
act = "Decree on days off"
read_in = "a gazette"
language = "en"

[name.first]
en = "First day"
kk = "Бірінші күн"
ru = "Первый день"

[[version]]
number = 1
published = "2029-11-01"
first_year = 2030
last_year = 2030
open_years = []
days = [
    {{ day = "2030-01-01", kind = "holiday", name = "first", source = "decree", certainty = "text" }},
    {{ {SATURDAY}, source = "decree", certainty = "text" }},
    {{ {MONDAY}, source = "decree", certainty = "press" }},
]

[[version]]
number = 2
published = "2029-12-15"
first_year = 2030
last_year = 2031
open_years = [2031]
days = [
    {{ day = "2030-01-02", kind = "holiday", name = "first", source = "decree", certainty = "assumed" }},
    {{ day = "2030-01-05", kind = "ordinary", source = "decree" }},
    {{ day = "2030-01-07", kind = "ordinary", source = "decree" }},
]
"""
COURT = """\
country = "xx"
institution = "court"
governs = "day_of_filing"

[source.act]
act = "Court Act"
read_in = "a gazette"
language = "en"

[rule.appeal]
unit = "term"
[[rule.appeal.value]]
from = "2000-01-01"
to = "2010-01-01"
unknown = "not found"
[[rule.appeal.value]]
from = "2010-01-01"
count = 1
of = "months"
direction = "after"
event = "judgment_adopted"
event_day = "unknown"
roll = "next_working_day"
roll_certainty = "assumed"
second_reading = "none"
owner = "citizen"
certainty = "text"
citations = [{ source = "act", article = "art. 1" }]
"""
FILES = {"calendar.toml": CALENDAR, "court.toml": COURT}


def test_a_term_is_read_as_written() -> None:
    rulebook = read("xx", FILES)
    assert rulebook.terms() == ("court.appeal",)
    assert rulebook.on(date(2012, 1, 1)).term("court.appeal") == Term(
        count=1,
        unit=Unit.MONTHS,
        direction=Direction.AFTER,
        event="judgment_adopted",
        event_day=EventDay.UNKNOWN,
        roll=Roll.NEXT,
        roll_certainty="assumed",
        second_reading=SecondReading.NONE,
        owner=Owner.CITIZEN,
        certainty="text",
    )
    assert rulebook.on(date(2005, 1, 1)).term("court.appeal") == Unknown("court.appeal", "not found")


def test_a_version_changes_what_it_names_and_keeps_the_rest() -> None:
    first, second = read("xx", FILES).calendars
    days = [date(2030, 1, day) for day in (1, 2, 5, 7)]
    assert [first.works(day) for day in days] == [False, True, True, False]
    assert [second.works(day) for day in days] == [False, False, False, True]
    assert (second.version, second.published, second.years, second.open_years) == (
        2,
        date(2029, 12, 15),
        (2030, 2031),
        (2031,),
    )
    assert first.noted[1].moved == date(2030, 1, 7)
    assert first.noted[2].certainty == "press"
    assert first.noted[0].names["kk"] == "Бірінші күн"


def test_without_a_calendar_it_is_unknown() -> None:
    found = read("xx", {"court.toml": COURT}).on(date(2012, 1, 1)).calendar()
    assert isinstance(found, Unknown)
    assert found.key == "xx.calendar"


# What is put for what, the words of the complaint, and the text whose line is named.
FAULTS = {
    "no such weekday": ('["saturday", "sunday"]', '["saturday", "caturday"]', "wanted days of the week", "weekend ="),
    "a weekday twice": ('["saturday", "sunday"]', '["sunday", "sunday"]', "each once", "weekend ="),
    "a holiday on a weekend called otherwise": (
        '"2030-01-01", kind',
        '"2030-01-06", kind',
        "which holiday forbids",
        '"2030-01-06"',
    ),
    "a kind of no list": ('kind = "holiday"', 'kind = "feast"', "wanted one of holiday", 'kind = "feast"'),
    "a name of no list": ('name = "first", source', 'name = "last", source', "wanted one of first", '"last"'),
    "a source of no list": ('source = "decree", c', 'source = "degree", c', "wanted one of decree", '"degree"'),
    "no moved day": ('moved = "2030-01-07", ', "", "moved: is missing", '"2030-01-05", kind = "working'),
    "a moved day where none is": (
        '"holiday", name = "first",',
        '"holiday", moved = "2030-01-07", name = "first",',
        "unknown key",
        '"holiday", moved',
    ),
    "a month for a day": ('day = "2030-01-01"', 'day = "2030-01"', "not a day", '"2030-01"'),
    "a day of another year": ('"2030-01-01"', '"2032-01-01"', "outside the years of this version", '"2032-01-01"'),
    "a day twice": ('{ day = "2030-01-07"', '{ day = "2030-01-05"', "stands twice|forbids", None),
    "years the wrong way": ("last_year = 2030", "last_year = 2029", "wanted 1 to 100 years", "last_year = 2029"),
    "a thousand years": ("last_year = 2030", "last_year = 3030", "wanted a year from", "last_year = 3030"),
    "open years elsewhere": ("open_years = []", "open_years = [2040]", "wanted a list of years", "[2040]"),
    "versions out of number": ("number = 2", "number = 3", "wanted 2, not 3", "number = 3"),
    "versions out of date": ('"2029-12-15"', '"2029-10-15"', "wanted a day after 2029-11-01", '"2029-10-15"'),
    "a version that drops a year": (
        "first_year = 2030\nlast_year = 2031",
        "first_year = 2031\nlast_year = 2031",
        "version 1 covers 2030 to 2030|outside the years",
        None,
    ),
    "ordinary where nothing was said": (
        'day = "2030-01-05", kind = "ordinary"',
        'day = "2030-02-05", kind = "ordinary"',
        "no earlier version says anything of 2030-02-05",
        '"2030-02-05"',
    ),
    "an unknown key of a version": ("number = 1", "number = 1\nnote = 1", "unknown key", "note = 1"),
    "a name in two languages": ('kk = "Бірінші күн"\n', "", "kk: is missing", "[name.first]"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_calendar_is_refused_with_file_and_line(fault: str) -> None:
    old, new, complaint, marked = FAULTS[fault]
    said, text = refusal(FILES, "calendar.toml", (old, new), complaint)
    assert re.match(r"calendar\.toml:\d+: ", said)
    if marked is not None:
        assert said.startswith(f"calendar.toml:{line_of(text, marked)}: "), said


TERMS = {
    "a count of nought": ("count = 1", "count = 0", "no term: 0 months", "count = 0"),
    "a count beyond reason": ("count = 1", "count = 1201", "wanted 1 to 1200", "count = 1201"),
    "a unit of no list": ('of = "months"', 'of = "weeks"', "wanted one of days, working_days", 'of = "weeks"'),
    "a direction of no list": ('"after"', '"since"', "wanted one of after, before", '"since"'),
    "an event that is no name": ('"judgment_adopted"', '"Judgment"', "wanted the name of an event", '"Judgment"'),
    "a roll of no list": ('"next_working_day"', '"monday"', "wanted one of stays", '"monday"'),
    "no certainty of the roll": ('roll_certainty = "assumed"\n', "", "roll_certainty: is missing", "[[rule.appeal"),
    "a certainty of a roll that is none": (
        'roll = "next_working_day"',
        'roll = "stays"',
        "unknown key",
        "roll_certainty",
    ),
    "a reading of no list": ('second_reading = "none"', 'second_reading = "some"', "wanted one of none", '"some"'),
    "an owner of no list": ('"citizen"', '"king"', "wanted one of citizen, body", '"king"'),
    "an event day of no list": ('event_day = "unknown"', 'event_day = "maybe"', "wanted one of excluded", '"maybe"'),
    "no owner": ('owner = "citizen"\n', "", "owner: is missing", None),
    "an unknown key": ("count = 1", "count = 1\nnumber = 1", "unknown key", "number = 1"),
}


@pytest.mark.parametrize("fault", TERMS)
def test_a_fault_of_a_term_is_refused_with_file_and_line(fault: str) -> None:
    old, new, complaint, marked = TERMS[fault]
    said, text = refusal(FILES, "court.toml", (old, new), complaint)
    assert re.match(r"court\.toml:\d+: ", said)
    if marked is not None and not marked.startswith("[["):
        assert said.startswith(f"court.toml:{line_of(text, marked)}: "), said
