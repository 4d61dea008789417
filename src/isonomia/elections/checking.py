"""Words in the rules of elections that no method, rule or way has: found before an election needs them."""

from collections.abc import Iterator, Mapping

from isonomia.elections.breaking import RULES
from isonomia.elections.districts import WAYS
from isonomia.elections.joined import OVERHANG
from isonomia.elections.lists import EXHAUSTED, ORDERS, ROUNDINGS
from isonomia.elections.methods import NAMES, REMAINDERS, SURPLUSES
from isonomia.elections.rules import MIXED
from isonomia.rulebook.law import Rule, Rulebook

INSTITUTION = "elections."
WORDS: Mapping[str, tuple[str, ...]] = {
    "method": NAMES,
    "remainder": REMAINDERS,
    "surplus": SURPLUSES,
    "tie": tuple(RULES),
    "mixed": MIXED,
    "overhang": OVERHANG,
    "single_method": WAYS,
    "order": ORDERS,
    "exhausted": EXHAUSTED,
    "quota_rounding": ROUNDINGS,
}


def faults(rulebook: Rulebook) -> list[str]:
    """Every word that cannot be read, with file and line; a body's own rules are held against the same words."""
    return [fault for spans in rulebook.rules.values() for one in spans if isinstance(one, Rule) for fault in _of(one)]


def _of(rule: Rule) -> Iterator[str]:
    if not rule.key.startswith(INSTITUTION):
        return
    name = rule.key.removeprefix(INSTITUTION)
    known = next((words for stem, words in WORDS.items() if name == stem or name.startswith(f"{stem}_")), None)
    given = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    for word in given if known else ():
        if word not in (known or ()):
            yield f'{rule.where}: {rule.key}: no "{word}" (wanted one of {", ".join(known or ())})'
