"""The rulebook of Kazakhstan as it ships."""

from datetime import date
from fractions import Fraction

import pytest

from isonomia.deadlines.terms import Term
from isonomia.errors import RulebookError
from isonomia.rulebook.checking import countries, faults, shipped_laws, standing
from isonomia.rulebook.law import Law, Rule, Rulebook, Unknown
from isonomia.wording import LANGUAGES, has_wording

NEW_REGIONS = {"KZ-10", "KZ-33", "KZ-62"}


def test_no_shipped_rulebook_has_a_fault() -> None:
    assert "kz" in countries(shipped_laws())
    assert [fault for country in countries(shipped_laws()) for fault in faults(shipped_laws(), country)] == []


def test_its_keys_and_values_are_counted(kz: Rulebook) -> None:
    keys, values = standing(shipped_laws(), "kz")
    assert keys == len(kz.rules)
    assert values > keys


def kinds(law: Law) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in law.register():
        found[one.kind] = found.get(one.kind, 0) + 1
    return found


def test_until_7_june_2022_there_are_14_regions_and_3_cities(kz: Rulebook) -> None:
    law = kz.on(date(2022, 6, 7))
    assert len(law.register()) == 17
    assert kinds(law) == {"region": 14, "republican_city": 2, "capital": 1}
    assert not NEW_REGIONS & set(law.by_id)


def test_from_8_june_2022_there_are_17_regions_and_3_cities(kz: Rulebook) -> None:
    law = kz.on(date(2022, 6, 8))
    assert len(law.register()) == 20
    assert kinds(law) == {"region": 17, "republican_city": 2, "capital": 1}
    assert set(law.by_id) >= NEW_REGIONS


def test_a_region_that_was_divided_has_another_boundary_after(kz: Rulebook) -> None:
    before, after = kz.on(date(2022, 6, 7)), kz.on(date(2022, 6, 8))
    changed = {id for id, one in before.by_id.items() if after.by_id[id].boundary != one.boundary}
    # Abai came out of East Kazakhstan, Jetisu out of Almaty Region, Ulytau out of Karaganda.
    assert changed == {"KZ-63", "KZ-19", "KZ-35"}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2018-07-01", "Astana"),
        ("2019-03-22", "Astana"),
        ("2019-03-23", "Nur-Sultan"),
        ("2022-06-05", "Nur-Sultan"),
        ("2022-09-18", "Nur-Sultan"),
        ("2022-09-19", "Astana"),
    ],
)
def test_the_capital_bears_the_name_of_the_day(kz: Rulebook, day: str, name: str) -> None:
    capital = kz.on(date.fromisoformat(day)).territory("KZ-71")
    assert capital.kind == "capital"
    assert capital.name("en") == name


def test_every_territory_is_named_in_three_languages(kz: Rulebook) -> None:
    for one in kz.units:
        assert set(one.names) == set(one.short) == {"en", "kk", "ru"}
        assert all(name.strip() for name in (*one.names.values(), *one.short.values()))
        assert one.names["kk"] != one.names["en"]


def test_no_two_territories_share_a_tile_of_the_grid(kz: Rulebook) -> None:
    for day in (date(2022, 6, 5), date(2022, 6, 8)):
        tiles = [one.tile for one in kz.on(day).register()]
        assert len(set(tiles)) == len(tiles)


def test_the_register_before_19_june_2018_is_unknown(kz: Rulebook) -> None:
    assert len(kz.on(date(2018, 6, 19)).register()) == 17
    with pytest.raises(RulebookError, match="begin with 2018-06-19"):
        kz.on(date(2018, 6, 18)).register()


def test_the_test_by_territories_came_in_may_2007(kz: Rulebook) -> None:
    assert kz.on(date(2007, 4, 30)).bar("referendum.regions") is None
    assert isinstance(kz.on(date(2007, 5, 15)).find("referendum.regions"), Unknown)
    after = kz.on(date(2007, 6, 1)).bar("referendum.regions")
    assert after is not None
    assert (after.share, after.strict, after.base) == (Fraction(2, 3), False, "territories")


def test_both_constitutions_ask_the_same_and_are_cited_apart(kz: Rulebook) -> None:
    for key in ("referendum.quorum", "referendum.majority", "referendum.regions", "referendum.region_majority"):
        before, after = (kz.on(day).rule(key) for day in (date(2026, 6, 30), date(2026, 7, 1)))
        assert before.value == after.value
        assert "1995" in before.citation
        assert "15 March 2026" in after.citation


def test_nothing_that_decides_is_only_assumed(kz: Rulebook) -> None:
    for spans in kz.rules.values():
        for span in spans:
            if isinstance(span, Rule):
                assert span.certainty in ("text", "press")
                assert all(one.read_in and one.article for one in span.citations)


def test_every_term_names_an_event_that_can_be_said_and_a_cited_article(kz: Rulebook) -> None:
    assert len(kz.terms()) > 30
    for key in kz.terms():
        for span in kz.rules[key]:
            if isinstance(span, Rule):
                assert isinstance(span.value, Term)
                assert all(has_wording(f"event.{span.value.event}", language) for language in LANGUAGES)
                assert span.citations[0].article


def test_where_the_law_sets_no_term_the_rulebook_says_so(kz: Rulebook) -> None:
    found = kz.on(date(2026, 10, 5)).term("court.admission")
    assert isinstance(found, Unknown)
    assert "sets no term" in found.missing


def test_terms_of_the_court_begin_with_the_court(kz: Rulebook) -> None:
    assert isinstance(kz.on(date(2022, 12, 31)).term("court.decision"), Unknown)
    assert isinstance(kz.on(date(2023, 1, 1)).term("court.decision"), Term)


def test_a_term_is_asked_for_by_its_kind(kz: Rulebook) -> None:
    law = kz.on(date(2026, 10, 5))
    with pytest.raises(RulebookError, match="is no term"):
        law.term("referendum.quorum")
    with pytest.raises(RulebookError, match="is no whole number"):
        law.number("court.decision")


def test_the_newest_calendar_stands_whatever_the_day(kz: Rulebook) -> None:
    assert kz.on(date(2019, 1, 1)).calendar() is kz.calendars[-1]
    assert (kz.calendars[-1].years, kz.calendars[-1].open_years) == ((2022, 2027), (2026, 2027))
