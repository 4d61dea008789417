"""What must hold of every operation on every text."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from isonomia.drafting.applying import carry, footprint
from isonomia.drafting.consolidation import consolidate, in_turn, invert
from isonomia.drafting.editions import Edition, check, printed, text_of
from isonomia.drafting.faults import Code, TextError
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import AnyOperation, Boundary, read, write
from isonomia.drafting.tree import Tree
from tests.isonomia.drafting.amending import DAY, EN, KINDS, drawn, editions, mysal

LATER = "2030-06-01"
# Many operations that are drawn cannot be carried out: the last test counts those that can.
FILTERED = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def amended(edition: Edition, *operations: AnyOperation, on: str = DAY) -> Edition | None:
    """The edition after operations, or None where one of them cannot be carried out."""
    try:
        return consolidate(edition, operations, on, {}).edition
    except TextError:
        return None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=20, suppress_health_check=FILTERED)
@given(data=st.data())
def test_what_undoes_an_operation_gives_back_the_text(kind, data):
    base = data.draw(editions())
    operation = drawn(data.draw, base, kind)
    made = amended(base, operation)
    assume(made is not None)
    check(made)
    inverse = invert(base, [operation], DAY, {})
    assert read(write(inverse).splitlines()) == inverse
    back = in_turn(made, inverse, base.day)
    assert back == base
    again = tuple(one for way in inverse[::-1] for one in invert_alone(made, inverse, way))
    assert in_turn(back, again, DAY) == made


def invert_alone(made: Edition, inverse: tuple[AnyOperation, ...], way: AnyOperation) -> tuple[AnyOperation, ...]:
    """What undoes one of the operations that undo, at its turn."""
    tree = Tree.of(made)
    for one in inverse:
        carried = carry(tree, one)
        if one is way:
            return carried.inverse
    raise AssertionError(way)


@settings(max_examples=30, suppress_health_check=FILTERED)
@given(data=st.data())
def test_nothing_changes_outside_what_an_operation_wrote(data):
    base = data.draw(editions())
    operation = drawn(data.draw, base)
    tree = Tree.of(base)
    try:
        touched = carry(tree, operation).touched
    except TextError:
        assume(False)
    left = {one.uid: printed((one,)) for one in base.provisions if one.uid not in touched}
    assert {uid: printed((tree.provisions[uid],)) for uid in left} == left
    assert set(tree.provisions) - set(base.by_uid) <= touched


@settings(max_examples=30, suppress_health_check=FILTERED)
@given(data=st.data())
def test_a_changed_text_is_read_again_as_it_was_printed(data):
    made = data.draw(editions())
    for _ in range(2):
        made = amended(made, structs.replace(drawn(data.draw, made), boundary=Boundary(day=LATER)), on=LATER) or made
        made = structs.replace(made, day="")
    again = edition_of(text_of(made), EN).edition
    assert text_of(again) == text_of(made)
    assert [(one.eid, one.line) for one in again.provisions] == [(one.eid, one.line) for one in made.provisions]


@settings(max_examples=50, suppress_health_check=FILTERED)
@given(data=st.data())
def test_operations_of_one_day_commute_or_are_refused(data):
    base = data.draw(editions())
    one, other = (structs.replace(drawn(data.draw, base), id=id) for id in ("one", "other"))
    alone = [amended(base, each) for each in (one, other)]
    assume(None not in alone)
    try:
        made = consolidate(base, [one, other], DAY, {}).edition
    except TextError as error:
        codes = {fault.code for fault in error.faults}
        if Code.ORDER_DECIDES in codes:
            found = error.faults[0]
            assert {found.operation, found.nearest} == {"one", "other"}
            tree = Tree.of(base)
            assert footprint(tree, one).meets(footprint(tree, other))
        else:
            # Each fits alone, both do not: as two units of one number.
            assert codes <= {Code.LABEL_TAKEN, Code.PLACE_IMPOSSIBLE, Code.CHARACTER_REFUSED}
        assert amended(base, other, one) is None
    else:
        assert consolidate(base, [other, one], DAY, {}).edition == made
        assert in_turn(made, invert(base, [one, other], DAY, {}), base.day) == base


@settings(max_examples=30, suppress_health_check=FILTERED)
@given(data=st.data())
def test_editions_of_two_days_share_what_was_not_touched(data):
    base = data.draw(editions())
    first = structs.replace(drawn(data.draw, base), id="first")
    early = amended(base, first)
    assume(early is not None)
    second = structs.replace(drawn(data.draw, early), id="second", boundary=Boundary(day=LATER))
    late = amended(base, first, second, on=LATER)
    assume(late is not None)
    made = consolidate(base, [second, first], LATER, {})
    touched = made.applied[1].touched
    assert {one.uid: one.line for one in early.provisions if one.uid not in touched} == {
        one.uid: one.line for one in late.provisions if one.uid not in touched
    }
    # Between two boundaries nothing changes, and what a text has already is not applied again.
    assert amended(base, first, second, on="2030-05-31").provisions == early.provisions
    assert amended(early, first, second, on=LATER) == late
    assert in_turn(late, invert(base, [first, second], LATER, {}), base.day) == base


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_operations_that_are_drawn_can_be_carried_out(kind):
    """Otherwise the properties above would say little."""
    done: list[bool] = []

    @settings(max_examples=80, database=None, derandomize=True, suppress_health_check=FILTERED)
    @given(st.data())
    def count(data):
        base = data.draw(editions())
        done.append(amended(base, drawn(data.draw, base, kind)) is not None)

    count()
    assert sum(done) >= 3, done


def test_the_invented_text_is_read_whole():
    edition = mysal()
    assert [one.eid for one in edition.of_kind("article")] == ["art_1", "art_2", "art_3", "art_4"]
