"""Methods and ties in words, fractions as people read them, lists by their names."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isonomia.elections.election import Election
from isonomia.elections.methods import NAMES
from isonomia.exact import decimal_text
from isonomia_site.elections.naming import name_of

register = template.Library()
register.filter(name_of)

DECIMALS = 4
_BY_QUOTA = _("One seat costs one quota: {}. Each list gets its whole quotas; seats left go to the largest remainders.")
_BY_DIVISORS = _("The votes of each list are divided by {}; the seats go to the largest quotients.")
IN_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    "largest-remainder/hare": (_BY_QUOTA, _("all votes divided by the seats (Hare)")),
    "largest-remainder/droop": (
        _BY_QUOTA,
        _("the next whole number above the votes divided by the seats and one (Droop)"),
    ),
    "largest-remainder/hagenbach-bischoff": (
        _BY_QUOTA,
        _("the votes divided by the seats and one (Hagenbach-Bischoff)"),
    ),
    "largest-remainder/imperiali": (_BY_QUOTA, _("the votes divided by the seats and two (Imperiali)")),
    "divisor/dhondt": (_BY_DIVISORS, _("1, 2, 3 and so on (D’Hondt)")),
    "divisor/sainte-lague": (_BY_DIVISORS, _("1, 3, 5 and so on (Sainte-Laguë)")),
    "divisor/modified-sainte-lague": (
        _BY_DIVISORS,
        _("a first divisor of its own, then 3, 5 and so on (modified Sainte-Laguë)"),
    ),
    "divisor/adams": (_BY_DIVISORS, _("0, 1, 2 and so on (Adams): each list has a first seat")),
    "divisor/dean": (_BY_DIVISORS, _("the harmonic means of 0 and 1, of 1 and 2 and so on (Dean)")),
    "divisor/huntington-hill": (
        _BY_DIVISORS,
        _("the geometric means of 0 and 1, of 1 and 2 and so on (Huntington-Hill)"),
    ),
}
assert set(IN_WORDS) == set(NAMES)
TIE_RULES: Mapping[str, Promise] = {
    "earlier_registration": _("the list that was registered earlier"),
    "lot": _("lot"),
    "older": _("the older candidate"),
    "more_votes": _("more votes"),
    "new_vote": _("a new vote"),
}


@register.filter
def method_in_words(name: str) -> str:
    """A method of sharing seats as a sentence."""
    sentence, what = IN_WORDS[name]
    return str(sentence).format(what)


@register.filter
def tie_rule(name: str) -> str | Promise:
    """A rule that breaks ties, in words."""
    return TIE_RULES.get(name, name)


@register.filter
def in_decimals(value: Fraction | None) -> str:
    """A fraction in decimals, for reading; what is compared is the exact value."""
    return "" if value is None else decimal_text(value, DECIMALS)


@register.filter
def of_line(seats: Mapping[str, int], line: str) -> int:
    """The seats of one line of the ballot."""
    return seats.get(line, 0)


@register.filter
def names_of(names: Sequence[str], one: Election) -> str:
    """The names of some lists in the reader's language."""
    return ", ".join(str(name_of(name, one)) for name in names)
