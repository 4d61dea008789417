"""What a public text must not show: individual numbers, telephone numbers, e-mail addresses, bank cards.

Each is replaced by a mark that everybody sees. An individual number and a card are known by their check digits, so that
the numbers of articles, years, days and sums stay as they are. What is masked is only what has such a form: a name has
none, and is for people to find.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

INDIVIDUAL_NUMBER, PHONE, E_MAIL, CARD = "individual_number", "phone", "e_mail", "card"
KINDS = (E_MAIL, CARD, INDIVIDUAL_NUMBER, PHONE)
MARKS = {E_MAIL: "[e-mail]", CARD: "[card]", INDIVIDUAL_NUMBER: "[individual number]", PHONE: "[phone]"}
"""What stands in the public text instead."""

_FIRST, _SECOND = tuple(range(1, 12)), (*range(3, 12), 1, 2)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Before and after a number neither a digit nor what would make it part of a longer one.
_ALONE, _ENDS = r"(?<!\d)(?<!\d[.,/-])", r"(?!\d)(?![.,/-]\d)"
_number = re.compile(rf"{_ALONE}\d{{6}}[ \u00a0-]?\d{{6}}{_ENDS}")
_BY_FOURS = r"\d{4}([ \u00a0-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?"
_card = re.compile(rf"{_ALONE}(?:{_BY_FOURS}|\d{{4}}([ \u00a0-])\d{{6}}\2\d{{5}}|\d{{15,19}}){_ENDS}")
_AT = r"(?:@|[(\[]\s?(?:at|@|собака)\s?[)\]])"
_at = re.compile(_AT, re.IGNORECASE)
# What an address has in it begins with one of these; to look for them alone is quick.
_may_be_at = re.compile(r"[@(\[]")
_mail = re.compile(rf"[\w.+-]{{1,64}}\s?{_AT}\s?[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}", re.IGNORECASE)
_digit = re.compile(r"\d")
_GAP = r"[ \u00a0.-]{0,2}"
_phone = re.compile(
    rf"(?<![\d+])(?<!\d[.,/-])(?:"
    rf"(?:\+?[78]{_GAP})?\(\d{{3,5}}\){_GAP}\d{{1,3}}{_GAP}\d{{2}}{_GAP}\d{{2}}"
    rf"|\+[78]{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}"
    rf"|[78][ -]\d{{3}}[ -]\d{{3}}[ -]\d{{2}}[ -]?\d{{2}}"
    rf"|[78]7\d{{9}}|7\d\d[ -]\d{{3}}[ -]\d{{2}}[ -]\d{{2}}"
    rf"|\+[1-9]\d{{0,2}}(?:[ \u00a0-]?\(?\d{{2,4}}\)?){{2,5}}){_ENDS}"
)
_of_thousands = re.compile(r"\+?\d{1,3}(?:[ \u00a0]\d{3})+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What was masked: its kind, and where it stood in the text, the first character and the one after the last."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as it may be shown, and what was masked in it."""

    text: str
    marks: tuple[Mark, ...]


def mask(text: str) -> Masked:
    """Replace all that must not be shown by visible marks.

    >>> mask("Ответьте мне: +7 701 123 45 67, статья 76(1), 15 марта 2026 года.").text
    'Ответьте мне: [phone], статья 76(1), 15 марта 2026 года.'
    """
    taken: list[Mark] = []
    for one in _found(text):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    marks = tuple(sorted(taken, key=lambda one: one.start))
    return Masked(_without(text, marks), marks)


def _without(text: str, marks: Sequence[Mark]) -> str:
    parts, at = [], 0
    for one in marks:
        parts += [text[at : one.start], MARKS[one.kind]]
        at = one.end
    return "".join((*parts, text[at:]))


def _found(text: str) -> Iterator[Mark]:
    """Whatever has the form of one of the kinds, the surest kinds first."""
    for found in _mail.finditer(text) if _may_be_at.search(text) and _at.search(text) else ():
        yield Mark(E_MAIL, *found.span())
    if _digit.search(text):
        yield from _numbers(text)


def _numbers(text: str) -> Iterator[Mark]:
    for found in _card.finditer(text):
        if is_card(_digits(found[0])):
            yield Mark(CARD, *found.span())
    for found in _number.finditer(text):
        if is_individual_number(_digits(found[0])):
            yield Mark(INDIVIDUAL_NUMBER, *found.span())
    for found in _phone.finditer(text):
        if 10 <= len(_digits(found[0])) <= 15 and not _of_thousands.fullmatch(found[0]):
            yield Mark(PHONE, *found.span())


def _digits(text: str) -> list[int]:
    return [int(one) for one in text if one.isdecimal()]


def is_individual_number(digits: Sequence[int]) -> bool:
    """Whether twelve digits are an individual number of Kazakhstan: a day of birth, and a check digit that fits.

    The check digit is the sum of the first eleven, each by its place from 1 to 11, modulo 11; where that is 10, the
    places are counted from 3 on; where it is 10 again, there is no such number.
    """
    month, day = digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]
    born = 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and digits[6] <= 6
    return len(digits) == 12 and born and check_digit(digits[:11]) == digits[11]


def check_digit(digits: Sequence[int]) -> int | None:
    """The check digit of the first eleven digits of an individual number; None where there can be none."""
    for weights in (_FIRST, _SECOND):
        rest: int = sum(one * weight for one, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def is_card(digits: Sequence[int]) -> bool:
    """Whether digits are the number of a bank card: 15 to 19 of them, with the check digit of Luhn, not all alike."""
    doubled = [one * 2 - 9 * (one > 4) if place % 2 else one for place, one in enumerate(reversed(digits))]
    varied = any(one != other for one, other in pairwise(digits))
    return 15 <= len(digits) <= 19 and digits[0] in (2, 3, 4, 5, 6, 9) and varied and sum(doubled) % 10 == 0
