"""One plain form: whatever a copy was dressed up in falls away, and what differs in words stays different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.proposals.folding import TO_CYRILLIC, TO_LATIN, fold, words

PLAIN = "сократить срок полномочий президента до пяти лет"


@pytest.mark.parametrize(
    "dressed",
    [
        "Сократить срок полномочий Президента до пяти лет!",
        "«СОКРАТИТЬ»   срок — полномочий Президента... до\tпяти\nлет",
        "Со\u200bкратить срок полно\u00adмочий президента до пяти лет\ufeff",
        "Coкpaтить cpoк пoлнoмoчий пpeзидeнтa дo пяти лeт",
        "ＣОКРАТИТЬ срок полномочий президента до пяти лет",
        "Сократить срок полномочии\u0306 Президента до пяти лет",
        "сократить_срок_полномочий_президента_до_пяти_лет",
    ],
)
def test_a_copy_that_was_only_dressed_up_reads_the_same(dressed: str) -> None:
    assert fold(dressed) == PLAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Қазақ тілі", "Қaзaқ тiлi"),
        ("һәм ғылым", "hәм ғылым"),
        ("ещё раз", "еще раз"),
        ("the President", "thе Prеsidеnt"),
        ("a new court", "а new соurt"),
    ],
)
def test_letters_go_back_into_the_script_of_their_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_word_of_another_script_stays_what_it_is() -> None:
    assert words("Доклад OECD о суде, GDP и email") == ["доклад", "oecd", "о", "суде", "gdp", "и", "email"]
    assert fold("сан 5") != fold("сан 6") and fold("қала") != fold("кала")
    assert fold("") == fold(" — \u200b") == ""


@given(st.text(alphabet="абвеиоркстхҚқәіһABCOPabcehiopxy 12,.-—\u200b\u00ad", max_size=60))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="абвгдежзиклмнопрстухцчшщыьэюяәғқңөұүһі ", min_size=1, max_size=60), st.data())
def test_any_letters_of_a_cyrillic_text_may_be_exchanged_for_their_likes(text: str, data: st.DataObject) -> None:
    text = f"заңдылық {text}"
    chosen = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    dressed = "".join(one.translate(TO_LATIN) if change else one for one, change in zip(text, chosen, strict=True))
    assert fold(dressed) == fold(text)


def test_the_two_tables_are_each_other_s_reverse() -> None:
    for one in "АВСЕНІКМОРТХУасеіорхуһәӘ":
        assert one.translate(TO_LATIN).translate(TO_CYRILLIC) == one
