"""What must not be shown is masked wherever it stands; numbers of articles, days and sums never are."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.proposals.masking import CARD, E_MAIL, INDIVIDUAL_NUMBER, MARKS, check_digit, is_card, mask


def individual_number(born: date, century: int, serial: int) -> str | None:
    """A number with its check digit; None where there is none."""
    first = f"{born:%y%m%d}{century}{serial:04}"
    check = check_digit([int(one) for one in first])
    return None if check is None else f"{first}{check}"


def card(digits: str) -> str:
    """These digits with the one that Luhn adds."""
    last = next(one for one in range(10) if luhn(f"{digits}{one}"))
    return f"{digits}{last}"


def luhn(number: str) -> bool:
    """The sum of Luhn, written out another way than in the law."""
    total = 0
    for place, one in enumerate(reversed(number)):
        twice = int(one) * (2 if place % 2 else 1)
        total += sum(int(digit) for digit in str(twice))
    return total % 10 == 0


DAYS = st.dates(date(1930, 1, 1), date(2029, 12, 31))
NUMBERS = st.builds(individual_number, DAYS, st.integers(1, 6), st.integers(0, 9999)).filter(bool)
CARDS = st.builds(lambda first, rest: card(f"{first}{rest:014}"), st.sampled_from("2345"), st.integers(1, 10**14 - 1))
AROUND = st.sampled_from(["Мой номер {}.", "({}), 15 марта 2026 года", "ЖСН: {}; 76(1)-бап", "{}", "call {}, please"])


@given(NUMBERS, AROUND)
def test_every_individual_number_is_masked(number: str, around: str) -> None:
    found = mask(around.format(number))
    assert [one.kind for one in found.marks] == [INDIVIDUAL_NUMBER]
    assert found.text == around.format(MARKS[INDIVIDUAL_NUMBER])


@given(NUMBERS, st.integers(0, 11), st.integers(1, 9))
def test_a_number_with_one_digit_wrong_is_no_individual_number(number: str, place: int, more: int) -> None:
    wrong = f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}"
    first = [int(one) for one in wrong[:11]]
    # Where the second way to weigh the digits comes in, a wrong digit can go unseen.
    if sum(one * weight for one, weight in zip(first, range(1, 12), strict=True)) % 11 < 10 and place != 10:
        plain = sum(int(one) * weight for one, weight in zip(number[:11], range(1, 12), strict=True)) % 11 < 10
        assert not plain or INDIVIDUAL_NUMBER not in [one.kind for one in mask(wrong).marks]


@given(CARDS, st.sampled_from(["", " ", "-"]), AROUND)
def test_every_card_is_masked(number: str, between: str, around: str) -> None:
    given_as = between.join(number[at : at + 4] for at in range(0, 16, 4))
    assert [one.kind for one in mask(around.format(given_as)).marks] == [CARD]
    assert luhn(number) and is_card([int(one) for one in number])


@pytest.mark.parametrize(
    "number",
    [
        "+7 701 123 45 67",
        "+77011234567",
        "87011234567",
        "8 (727) 250-12-34",
        "+7(7172)74-12-34",
        "8-701-123-45-67",
        "8 701 123-45-67",
        "701 123 45 67",
        "(701) 123 45 67",
        "+44 20 7946 0958",
        "+998 90 123 45 67",
    ],
)
def test_every_telephone_number_is_masked(number: str) -> None:
    assert mask(f"Тел.: {number}, ст. 5").text == "Тел.: [phone], ст. 5"


@pytest.mark.parametrize("address", ["a.b-c@mail.kz", "асан@пошта.қаз", "ivan (at) mail.kz", "ivan[собака]mail.ru"])
def test_every_address_is_masked(address: str) -> None:
    found = mask(f"Пишите на {address}, жду.")
    assert (found.text, found.marks[0].kind) == ("Пишите на [e-mail], жду.", E_MAIL)


@pytest.mark.parametrize(
    "text",
    [
        "статья 91(1), пункт 3-1, закон № 350-VI от 29.06.2020",
        "2025-10-08, 08.10.2025, 8/10/2025, с 1995 по 2026 год, 1995-2026",
        "1 200 000 000 000 тенге, 77 011 234 567 тенге, 7,985,769 голосов",
        "+15 000 000 000 тенге к бюджету, 63,73 %, 12:30-18:00",
        "K2600000123, МРП 3 932, форма 0403202, приказ 123456 от 12 мая",
        "в 7 701 случае, 8 700 123 человека, 12345678901234567890",
        "@mention and #tag, 5@6, page 12-34",
    ],
)
def test_numbers_of_articles_days_and_sums_stay(text: str) -> None:
    assert mask(text).marks == ()


@given(st.dates(), st.integers(1, 10**15), st.integers(1, 99))
def test_a_day_a_sum_and_an_article_are_never_masked(day: date, amount: int, article: int) -> None:
    apart = f"{amount:,}".replace(",", " ")
    text = f"Ст. {article}({article % 9}) с {day} ({day:%d.%m.%Y}): {apart} тенге, {amount:,}."
    assert mask(text).text == text


@given(st.lists(st.one_of(NUMBERS, CARDS, st.sampled_from(["слово", "a@b.kz", "+7 701 123 45 67"])), max_size=6))
def test_marks_lie_apart_and_what_is_left_is_the_text(parts: list[str]) -> None:
    text = "; ".join(parts)
    found = mask(text)
    assert all(one.end <= other.start for one, other in pairwise(found.marks))
    back = found.text
    for one in found.marks:
        back = back.replace(MARKS[one.kind], text[one.start : one.end], 1)
    assert back == text
    assert mask(found.text).marks == ()
