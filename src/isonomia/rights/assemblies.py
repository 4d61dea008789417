"""Whether an assembly may be refused on the ground that was claimed, and what a refusal lacks."""

import re

from isonomia.rights.answers import ASSESSMENT, UNKNOWN, Working
from isonomia.rights.facts import Refusal
from isonomia.rulebook.law import Rule

ARTICLE = re.compile(r"\d+(\(\d+(-\d+)?\))*")
PREFIX = "assembly.ground_"
AFTER_OFFER = "after_offer_not_taken"
OFFER = "offer_alternative_place_or_time"
AGREED = ("agreed", "accepted", "yes")


def refusal(facts: Refusal, working: Working) -> None:
    """Answer whether a refusal can stand as it was given."""
    _remedies(working)
    lacks = [name for name, told in _told(facts).items() if told is False]
    if lacks:
        # A refusal that does not say on what it rests, or where one can go against it, is none.
        working.values |= {"refusal_lawful": False, "missing": lacks}
    rule = _ground(facts, working)
    if rule is None:
        working.values.setdefault("refusal_lawful", UNKNOWN)
        return
    working.rule(rule.key)
    if facts.organiser_answer in AGREED and working.word("assembly.offer_accepted") == "bars_refusal":
        working.values["refusal_lawful"] = False
    elif rule.value != AFTER_OFFER:
        # The ground alone decides nothing: whether its facts are there has to be weighed.
        working.values.setdefault("refusal_lawful", UNKNOWN)
        working.values.setdefault("needs", ASSESSMENT)
    elif facts.alternative_offered is None:
        working.needs("alternative_offered")
        working.values.setdefault("refusal_lawful", UNKNOWN)
    elif not facts.alternative_offered:
        working.values |= {"refusal_lawful": False, "required_step": OFFER}
    else:
        working.values.setdefault("refusal_lawful", True)


def _told(facts: Refusal) -> dict[str, bool | None]:
    return {"article": facts.article_stated, "facts": facts.facts_stated, "remedy": facts.remedy_stated}


def _remedies(working: Working) -> None:
    working.values["remedy"] = list(working.words("assembly.remedies"))


def _ground(facts: Refusal, working: Working) -> Rule | None:
    """The ground of the law that was claimed: by its article, or by its name."""
    claimed = facts.ground_claimed
    if claimed is None or not claimed.strip():
        working.needs("ground_claimed")
        working.values |= {"refusal_lawful": False, "missing": ["article"]}
        return None
    grounds = [one for key, one in working.law.found.items() if key.startswith(PREFIX) and isinstance(one, Rule)]
    found = ARTICLE.match(claimed.removeprefix("art. ").strip())
    for one in grounds:
        named = one.key.removeprefix(PREFIX) == claimed
        if named or (found and any(place.article == f"art. {found[0]}" for place in one.citations)):
            return one
    known = ", ".join(one.citations[0].article for one in grounds)
    working.find("fact_not_listed", "ground_claimed", given=claimed, wanted=known)
    working.values |= {"refusal_lawful": False}
    return None
