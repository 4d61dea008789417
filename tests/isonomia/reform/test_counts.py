"""Published counts of one thing: they stand side by side, and those that cannot all be true are found."""

import pytest

from isonomia.errors import InputError
from isonomia.packs.loading import folder, load
from isonomia.record.sources import Source
from isonomia.reform.acts import CountPublished, check_count
from isonomia.reform.counts import differ, only, reach

SOURCE = (Source(publisher="a paper", reference="1", language="en"),)


def count(compare: str, number: int, as_of: str | None = None) -> CountPublished:
    return CountPublished(what="proposals", wordings=(), compare=compare, number=number, as_of=as_of, sources=SOURCE)


@pytest.mark.parametrize(
    ("compare", "reaches"),
    [
        ("equals", (10, 10)),
        ("about", (10, 10)),
        ("at least", (10, None)),
        ("more than", (11, None)),
        ("less than", (0, 9)),
    ],
)
def test_a_count_reaches_as_far_as_its_word_says(compare: str, reaches: tuple[int, int | None]) -> None:
    assert reach(count(compare, 10)) == reaches


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        (("equals", 10), ("equals", 10), False),
        (("equals", 10), ("equals", 11), True),
        (("about", 10), ("equals", 10), False),
        (("about", 10), ("about", 12), True),
        (("more than", 10), ("about", 10), True),
        (("at least", 10), ("about", 10), False),
        (("at least", 10), ("more than", 4000), False),
        (("less than", 10), ("at least", 10), True),
        (("less than", 10), ("at least", 9), False),
    ],
)
def test_counts_differ_where_no_number_is_in_reach_of_both(
    first: tuple[str, int], second: tuple[str, int], differs: bool
) -> None:
    assert differ([count(*first), count(*second)]) is differs
    assert differ([count(*second), count(*first)]) is differs


@pytest.mark.parametrize("broken", [count("roughly", 1), count("", 1), count("equals", 1, "2026-02-30")])
def test_a_count_with_a_word_or_a_day_that_is_none_is_refused(broken: CountPublished) -> None:
    with pytest.raises(InputError):
        check_count(broken)


def test_one_number_is_taken_only_where_exact_publications_agree() -> None:
    act = next(one for one in load(folder("kazakhstan-2026")).acts if one.act == "reform.count_published")
    same, other, vague = count("equals", 96), count("equals", 95), count("about", 100)
    assert only([(act, same), (act, vague), (act, same)], "proposals") == (act, same)
    assert only([(act, same), (act, other)], "proposals") is None
    assert only([(act, vague)], "proposals") is None
    assert only([(act, same)], "articles") is None
