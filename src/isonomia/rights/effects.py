"""What a ruling does, by when a bill is due, and what of the court's papers the public sees.

Law:
    court.effect                from when a decision has effect
    court.effects               what follows from each outcome
    court.without_effect_from   from when a norm is not applied
    court.publication           which documents are published, which are secret, and where
    court.published_in          in which languages
"""

from datetime import date

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.reckoning import reckon
from isonomia.deadlines.terms import Direction, EventDay, Owner, Roll, SecondReading, Term, Unit
from isonomia.errors import InputError
from isonomia.rights.answers import UNKNOWN, Working
from isonomia.rights.facts import Document, Effect, SetTerm

PUBLISHED, SECRET = "published", "secret"


def effect(facts: Effect, working: Working) -> None:
    """Answer what follows from a ruling on norms, and by when."""
    outcomes = working.lines("court.outcomes")
    if not working.one_of("ruling", facts.ruling, outcomes.words):
        return
    line = outcomes.find(facts.ruling or "")
    effects = working.lines("court.effects").find(facts.ruling or "")
    working.values["effects"] = list(effects.words) if effects else []
    if effects:
        working.rule("court.effects", effects.article)
    if facts.adopted_on is not None and working.word("court.effect") == "day_of_adoption":
        working.values["in_force_from"] = str(facts.adopted_on)
    if line is None or not line.words:
        working.values |= {"bill_required": False, "due": None}
        return
    working.values["bill_required"] = True
    _without_effect(facts, working)
    _bill(facts, line.words[0], working)


def _without_effect(facts: Effect, working: Working) -> None:
    stops = {"repealed_and_not_applied", "ceases_and_not_applied"}
    if not stops.intersection(_texts(working.values["effects"])):
        return
    day = facts.date_set_by_court or facts.adopted_on
    working.rule("court.without_effect_from")
    if day is not None:
        working.values["without_effect_from"] = str(day)


def _texts(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _bill(facts: Effect, key: str, working: Working) -> None:
    """By when a bill is due: in the term of the law, unless the court set another."""
    match facts.term_set_by_court:
        case date() as day:
            working.rule(key)
            working.values |= {"due": str(day), "term_set_by": "court"}
        case SetTerm() as term if facts.published_on is not None:
            working.rule(key)
            _own_term(term, facts.published_on, working)
        case _ if facts.published_on is not None:
            working.due(key, facts.published_on)
        case _:
            working.needs("published_on")
            working.values["due"] = UNKNOWN


def _own_term(given: SetTerm, published: date, working: Working) -> None:
    """A term that the court set in days, months or years, counted as the law counts its own."""
    calendar = working.law.calendar()
    try:
        term = Term(
            count=given.count,
            unit=Unit(given.unit),
            direction=Direction.AFTER,
            event="decision_published",
            event_day=EventDay.EXCLUDED,
            roll=Roll.NEXT,
            roll_certainty="assumed",
            second_reading=SecondReading.NONE,
            owner=Owner.BODY,
            certainty="text",
        )
    except (ValueError, InputError) as error:
        working.find("fact_unreadable", "term_set_by_court", given=given.count, why=error)
        return
    if isinstance(calendar, Calendar):
        found = reckon(term, published, calendar)
        working.deadlines.append(found)
        working.values |= {"due": str(found.due), "nominal_end": str(found.nominal), "term_set_by": "court"}


def publication(facts: Document, working: Working) -> None:
    """Answer whether a document of the court is published, where it is kept, and what the record shows of it."""
    lines = working.lines("court.publication")
    if not working.one_of("document", facts.document, lines.words):
        return
    line = lines.find(facts.document or "")
    if line is None:
        return
    working.rule("court.publication", line.article)
    shown, *places = line.words
    working.values["publish"] = shown == PUBLISHED
    if shown == PUBLISHED:
        languages = working.words("court.published_in")
        working.values |= {"public_event": "published", "where": places, "languages": list(languages)}
        return
    working.values |= {"public_event": "none", "store": places[0] if places else UNKNOWN}
    if not places:
        working.find("place_of_secret_unknown", "document", given=facts.document)
