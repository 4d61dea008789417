"""A law for examples and doctests: half must come, half of those must agree, in two of three territories."""

from datetime import date
from fractions import Fraction

from isonomia.exact import Bar
from isonomia.rulebook.citation import Certainty, Citation, LegalDate
from isonomia.rulebook.law import Law, Rule, Territory, Value

_SINCE = LegalDate.of("2000-01-01")
_CITED = (Citation("An invented law for examples", "art. 1", "written for this project", "en"),)


def _rule(name: str, value: Value, unit: str) -> Rule:
    return Rule(f"referendum.{name}", value, unit, _SINCE, None, _CITED, Certainty.TEXT, "examples.py")


def _unit(id: str) -> Territory:
    names = dict.fromkeys(("en", "kk", "ru"), id)
    return Territory(id, "region", 1, Fraction(1), names, names, (1, 1), _SINCE, None, _CITED, Certainty.TEXT)


_HALF = Fraction(1, 2)
_RULES = (
    _rule("valid_if", ("quorum",), "list"),
    _rule("adopted_if", ("majority", "regions"), "list"),
    _rule("adopted_if_ordinary", ("majority",), "list"),
    _rule("quorum", Bar(_HALF, True, "took_part", "registered"), "share"),
    _rule("majority", Bar(_HALF, True, "yes", "took_part"), "share"),
    _rule("regions", Bar(Fraction(2, 3), False, "yes", "territories"), "share"),
    _rule("region_majority", Bar(_HALF, True, "yes", "took_part"), "share"),
    _rule("ballots", ("yes", "no", "both_marked", "invalid"), "list"),
    _rule("valid_ballots", ("yes", "no", "both_marked"), "list"),
)
HALF_AND_HALF = Law(
    "example",
    date(2022, 6, 5),
    {rule.key: rule for rule in _RULES},
    (_unit("A"), _unit("B"), _unit("C")),
)
