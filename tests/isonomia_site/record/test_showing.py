"""Every kind of act is shown under names that people read, whatever its fields."""

from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest
from django.utils import translation

from isonomia.record.act import Act
from isonomia.reform.road import BODIES
from isonomia_site.record.showing import LEFT_OUT, Field, detail_of, fields_of
from isonomia_site.record.wordlist import ACTS, FIELDS
from tests.isonomia_site.halls import Hall


def names_of(kind: object) -> Iterator[str]:
    """The names of all fields of a kind of body, however deep."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if tag := kind.__struct_config__.tag_field:
            yield tag
        for field in msgspec.structs.fields(kind):
            yield field.name
            if field.name not in LEFT_OUT:
                yield from names_of(field.type)
    for part in get_args(kind):
        yield from names_of(part)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_every_act_and_every_field_has_a_name(kind: tuple[str, int]) -> None:
    assert kind[0] in ACTS
    assert set(names_of(BODIES[kind])) - {*FIELDS, *LEFT_OUT} == set()


def flat(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from flat((*field.fields, *field.items))


def of_kind(hall: Hall, kind: str) -> Act:
    return next(act for act in hall.pack.acts if act.act == kind)


def test_a_text_says_in_which_language_it_is_written(hall: Hall) -> None:
    with translation.override("en"):
        found = list(flat(fields_of(of_kind(hall, "reform.opened").body)))
    texts = {one.lang for one in found if one.name == "Text"}
    assert texts == {"en", "ru", "kk"}


def test_numbers_and_days_are_left_to_the_readers_language(hall: Hall) -> None:
    found = list(flat(fields_of(of_kind(hall, "referendum.result_published").body)))
    assert any(one.number == 7_986_293 or (one.number or 0) > 1_000_000 for one in found)
    assert any(one.day == "2022-06-06" for one in found)


def test_codes_of_closed_lists_are_said_in_words(hall: Hall) -> None:
    with translation.override("en"):
        found = [one.text for one in flat(fields_of(of_kind(hall, "reform.opened").body))]
    assert "Kazakhstan" in found and "publications" in found
    assert "own_words" not in found


def test_sources_are_shown_apart(hall: Hall) -> None:
    with translation.override("en"):
        assert all(one.name != "sources" for act in hall.pack.acts for one in flat(fields_of(act.body)))


def test_items_of_one_form_are_a_table_and_others_are_not(hall: Hall) -> None:
    with translation.override("en"):
        fields = {one.name: one for one in fields_of(of_kind(hall, "referendum.result_published").body)}
    assert fields["Counts as printed"].columns == ("What was counted", "Count")
    assert fields["Stage"].columns == ()


def test_territories_are_called_by_their_names_where_these_are_given(hall: Hall) -> None:
    body = of_kind(hall, "referendum.majority_stated").body
    named = [one.text for one in flat(fields_of(body, {"KZ-11": "Akmola Region"}))]
    assert "Akmola Region" in named and "KZ-11" not in named and "KZ-15" in named


def test_a_field_that_means_something_else_in_one_kind_of_act_is_called_so_there() -> None:
    rally = {"form": "rally", "held_on": "2026-12-01", "starts": "12:00", "ends": "14:00", "number": 40}
    filed = {"filed_on": "2026-11-01", "channel": "form", "language": "kk", "applicant_kind": "citizen"}
    with translation.override("en"):
        names = [one.name for one in fields_of(msgspec.convert({**rally, **filed}, BODIES["assembly.notice_filed", 1]))]
    assert {"Form of the assembly", "Begins at", "People expected"} <= set(names) and "In force" not in names


def test_a_body_of_the_record_is_named_in_the_readers_language(hall: Hall) -> None:
    body = of_kind(hall, "referendum.decision_published").body
    with translation.override("ru"):
        said = [one.text for one in fields_of(body)]
    assert "Центральная комиссия референдума" in said


def test_acts_of_one_kind_are_told_apart(hall: Hall) -> None:
    reports = [act for act in hall.pack.acts if act.act == "referendum.turnout_reported"]
    told = [tuple(one.text for one in detail_of(act.body)) for act in reports]
    assert all(hour for hour, _ in told) and len(set(told)) == len(told)
