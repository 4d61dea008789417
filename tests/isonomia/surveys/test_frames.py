"""A frame as it stood on a day: its bytes, who is in it, small units joined, territories by the law of that day."""

import hashlib
from datetime import date

import pytest

from isonomia.errors import InputError, RulebookError
from isonomia.rulebook.loading import shipped
from isonomia.surveys.covering import check_territories
from isonomia.surveys.frames import Frame, Unit

KZ = shipped("kz")
MAY, JULY = date(2022, 5, 12), date(2022, 7, 1)


def unit(code: str, stratum: str = "A", size: int = 10, since: date | None = None, until: date | None = None) -> Unit:
    return Unit(code=code, stratum=stratum, size=size, since=since, until=until)


def regions(day: date, *others: str) -> Frame:
    """A frame of a unit for each territory of a day, and for others."""
    ids = [*(one.id for one in KZ.on(day).register()), *others]
    return Frame.at(MAY, "the list", [unit(f"u{id}", id) for id in ids])


def test_the_hash_of_a_frame_is_that_of_the_bytes_that_are_described() -> None:
    rows = [unit("s2", "Б", 900, since=date(2020, 1, 2)), unit("s1", "A", 1200, until=date(2023, 1, 1))]
    text = "isonomia frame 1\n2022-05-12\nthe list\ns1|A|1200||2023-01-01\ns2|Б|900|2020-01-02|\n"
    wanted = hashlib.sha256(text.encode()).hexdigest()
    assert [Frame.at(MAY, "the list", one).digest for one in (rows, rows[::-1])] == [wanted, wanted]


def test_units_are_there_from_their_first_day_and_not_on_their_last() -> None:
    rows = [unit("old", until=MAY), unit("new", since=MAY), unit("same", until=JULY), unit("same", "B", since=JULY)]
    assert [one.code for one in Frame.at(MAY, "list", rows).units] == ["new", "same"]
    assert [one.stratum for one in Frame.at(JULY, "list", rows).units] == ["A", "B"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no unit on 2022-05-12"),
        ([unit("a", since=JULY)], "no unit on 2022-05-12"),
        ([unit("a"), unit("a", "B")], 'the unit "a" stands twice'),
        ([unit("a", size=0)], 'size of "a": 0'),
        ([unit("a|b")], "unit: 'a|b'"),
        ([unit("a", "B\n")], "stratum of \"a\": 'B\\\\n'"),
        ([unit("")], "unit: ''"),
    ],
)
def test_what_is_no_frame_is_refused(rows: list[Unit], said: str) -> None:
    with pytest.raises(InputError, match=said.replace("|", r"\|")):
        Frame.at(MAY, "list", rows)


def test_small_units_are_joined_in_the_order_of_their_codes() -> None:
    sizes = {"a": 30, "b": 5, "c": 6, "d": 7, "e": 40, "f": 3}
    merged = Frame.at(MAY, "list", [unit(code, "A", size) for code, size in sizes.items()]).merged(10)
    assert [(one.code, one.size) for one in merged.units] == [("a", 30), ("b+c", 11), ("d+e+f", 50)]
    with pytest.raises(InputError, match='stratum "A" holds 30 people in all, and 31'):
        Frame.at(MAY, "list", [unit("a", "A", 30)]).merged(31)
    with pytest.raises(InputError, match=r'the unit "b\+c" stands twice'):
        Frame.at(MAY, "list", [unit("b", size=5), unit("c", size=5), unit("b+c", "B")]).merged(10)


def test_three_regions_before_their_decree_are_refused_by_its_name() -> None:
    with pytest.raises(InputError) as refused:
        check_territories(regions(JULY), KZ)
    said = str(refused.value)
    assert "a frame of 20 territories as at 2022-05-12, when there were 17" in said
    assert "KZ-10 Abai Region (from 2022-06-08), KZ-33 Jetisu Region (from" in said
    assert "KZ-62" in said and "made public on 4 May 2022" in said and "missing" not in said


def test_the_territories_of_a_day_are_all_there_or_left_out_by_name() -> None:
    check_territories(regions(MAY), KZ)
    later = Frame.at(JULY, "list", regions(MAY).units)
    with pytest.raises(InputError, match=r"missing: KZ-10 Abai Region.*made public on 4 May 2022"):
        check_territories(later, KZ)
    check_territories(later, KZ, ("KZ-10", "KZ-33", "KZ-62"))
    with pytest.raises(InputError, match='"Atlantis" is no territory of kz'):
        check_territories(regions(MAY, "Atlantis"), KZ)
    with pytest.raises(RulebookError, match="begin with 2018-06-19"):
        check_territories(Frame.at(date(2017, 1, 1), "list", regions(MAY).units), KZ)


def test_a_territory_is_known_by_its_id_its_names_and_its_parts() -> None:
    parts = {"KZ-75": ("KZ-75/urban", "Almaty/rural"), "KZ-79": ("город Шымкент",)}
    strata = [name for one in KZ.on(MAY).register() for name in parts.get(one.id, (one.id,))]
    check_territories(Frame.at(MAY, "list", [unit(f"u{at}", one) for at, one in enumerate(strata)]), KZ)
