"""Two texts, word by word: nothing is lost, letters stay whole, and print is told from words."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.drafting.words import DELETED, INSERTED, KEPT, counted, difference, editorial, longest_rise, tokens

LETTERS = st.text(alphabet="абвәғқңөұүһіa1 -.,«\u0301\u0947\u093fक\u200d\n", max_size=40)
WORDS = st.lists(st.sampled_from(["заң", "law", "83-1", "the", "к\u0306", "कि", ",", "–"]), max_size=30).map(" ".join)


def marks(old: str, new: str) -> list[tuple[str, str]]:
    """The spans, each with its words."""
    return [
        (one.kind, new[one.new_start : one.new_end] if one.kind == INSERTED else old[one.old_start : one.old_end])
        for one in difference(old, new)
    ]


@given(st.one_of(LETTERS, WORDS), st.one_of(LETTERS, WORDS))
def test_the_spans_rebuild_both_texts(old: str, new: str) -> None:
    spans = difference(old, new)
    assert "".join(old[one.old_start : one.old_end] for one in spans if one.kind != INSERTED) == old
    assert "".join(new[one.new_start : one.new_end] for one in spans if one.kind != DELETED) == new
    at_old = at_new = 0
    for one in spans:
        assert (one.old_start, one.new_start) == (at_old, at_new)
        at_old, at_new = one.old_end, one.new_end
        if one.kind == KEPT:
            assert old[one.old_start : one.old_end] == new[one.new_start : one.new_end] != ""
        else:
            assert (one.old_start == one.old_end) == (one.kind == INSERTED)
            assert (one.new_start == one.new_end) == (one.kind == DELETED)
    assert all(one.kind != after.kind for one, after in pairwise(spans))


@given(WORDS)
def test_a_text_is_like_itself(words: str) -> None:
    assert {one.kind for one in difference(words, words)} <= {KEPT}


@given(st.one_of(LETTERS, WORDS))
def test_tokens_stand_where_they_say(words: str) -> None:
    assert all(words[one.start : one.end] == one.text for one in tokens(words))
    between = [words[one.end : after.start] for one, after in pairwise(tokens(words))]
    assert not "".join(between).strip()
    assert all(counted(words)[one.text] for one in tokens(words) if one.text[0].isalnum())


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("", "", []),
        ("", "new", [(INSERTED, "new")]),
        ("old", "", [(DELETED, "old")]),
        ("пять лет", "семь лет", [(DELETED, "пять"), (INSERTED, "семь"), (KEPT, " лет")]),
        (
            "Қазақстан Республикасы",
            "Қазақстан халқы",
            [(KEPT, "Қазақстан "), (DELETED, "Республикасы"), (INSERTED, "халқы")],
        ),
        ("a b c", "a c", [(KEPT, "a "), (DELETED, "b "), (KEPT, "c")]),
        ("a c", "a b c", [(KEPT, "a "), (INSERTED, "b "), (KEPT, "c")]),
        ("the law.", "the law;", [(KEPT, "the law"), (DELETED, "."), (INSERTED, ";")]),
        # A letter with its mark is another letter, whole.
        ("काम", "कम", [(DELETED, "काम"), (INSERTED, "कम")]),
        ("е\u0308ж", "еж", [(DELETED, "е\u0308ж"), (INSERTED, "еж")]),
        # A comma between two changes does not break them apart.
        ("one, two", "three, four", [(DELETED, "one, two"), (INSERTED, "three, four")]),
    ],
)
def test_words_are_marked(old: str, new: str, wanted: list[tuple[str, str]]) -> None:
    assert marks(old, new) == wanted


@pytest.mark.parametrize(
    ("old", "new", "only_print"),
    [
        ("3 The President", "3. The President", True),
        ("«Закон»", "“Закон”", True),
        ("на выборах – один", "на выборах - один", True),
        ("в  Парламенте ,", "в Парламенте,", True),
        ("не\N{NO-BREAK SPACE}менее", "не менее", True),
        ("й", "и\u0306", True),
        ("не законный", "незаконный", False),
        ("10 000", "10000", False),
        ("5.3", "53", False),
        ("Совет", "Суд", False),
        ("может", "Может", False),
        ("a, b", "a; b", False),
        ("избирается.", "избирается", False),
    ],
)
def test_print_is_told_from_words(old: str, new: str, only_print: bool) -> None:
    assert editorial(old, new) is only_print
    assert editorial(new, old) is only_print


@given(st.permutations(range(9)))
def test_the_longest_rise_rises_and_none_is_longer(values: list[int]) -> None:
    found = [values[at] for at in longest_rise(values)]
    assert found == sorted(found)
    longest = [1] * len(values)
    for at in range(len(values)):
        longest[at] += max((longest[before] for before in range(at) if values[before] < values[at]), default=0)
    assert len(found) == max(longest)


def test_long_texts_that_share_only_common_words_are_compared_in_time() -> None:
    old = " ".join(["the", "of", "and"] * 20_000)
    new = " ".join(["of", "the", "to"] * 20_000)
    started = process_time()
    spans = difference(old, new)
    assert process_time() - started < 5
    assert "".join(new[one.new_start : one.new_end] for one in spans if one.kind != DELETED) == new


def test_long_texts_are_divided_at_words_that_stand_once() -> None:
    old = " ".join(f"the unit{at} of the land" for at in range(2_000))
    new = old.replace("unit700 of", "unit700 in").replace("unit1500 ", "")
    assert [one for one in marks(old, new) if one[0] != KEPT] == [
        (DELETED, "of"),
        (INSERTED, "in"),
        (DELETED, "unit1500 "),
    ]
