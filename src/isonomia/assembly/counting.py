"""How assemblies are answered, counted from one line each: answers, refusals by ground, silence, terms kept.

Every number has its whole beside it. A region of few assemblies is not told apart: it could point at somebody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from isonomia.assembly import rules
from isonomia.assembly.notice import CANCELLED, CONFIRMED, MOVED, OFFERED, REFUSED, REGISTERED
from isonomia.procedure.counting import Line, Part, split, too_few

ANSWERS = (CONFIRMED, OFFERED, REFUSED)


class Counts(Struct, frozen=True, kw_only=True):
    """What the assemblies of a record come to on a day."""

    filed: int
    moved: int
    by_form: tuple[Part, ...]
    registered: int
    answered: tuple[Part, ...]
    limited: Part
    silent: Part
    cancelled_unanswered: Part
    waiting: Part
    refused_by_ground: tuple[Part, ...]
    terms_kept: Part
    appealed: Part
    lifted: Part
    held: Part
    filed_in_time: Part
    by_region: tuple[Part, ...]


def count(lines: Iterable[Line], on: date) -> Counts:
    """Count the assemblies as they stand on a day. A region row is refused assemblies of those answered there."""
    every = list(lines)
    here = [one for one in every if one["stage"] != MOVED]
    registered = [one for one in here if one["registered_on"]]
    answered = [one for one in registered if one["answer"]]
    silent = [one for one in registered if not one["answer"] and _silent(one, on)]
    given_up = [one for one in registered if not one["answer"] and one["stage"] == CANCELLED and not _silent(one, on)]
    refusals = [one for one in answered if one["ground"]]
    ended = [one for one in registered if one["kept"] or _silent(one, on)]
    timed = [one for one in here if one["in_time"]]
    whole = len(registered)
    return Counts(
        filed=len(every),
        moved=len(every) - len(here),
        by_form=tuple(split("form", rules.FORMS, here)),
        registered=whole,
        answered=tuple(split("answer", ANSWERS, registered)),
        limited=Part("limited", sum(bool(one["without"]) for one in answered), len(answered)),
        silent=Part("silent", len(silent), whole),
        cancelled_unanswered=Part("cancelled_unanswered", len(given_up), whole),
        waiting=Part("waiting", whole - len(answered) - len(silent) - len(given_up), whole),
        refused_by_ground=tuple(split("ground", rules.GROUNDS, refusals)),
        terms_kept=Part("terms_kept", sum(one["kept"] == "yes" for one in ended), len(ended)),
        appealed=Part("appealed", sum(one["appeals"] != "0" for one in refusals), len(refusals)),
        lifted=Part("lifted", sum(bool(one["lifted"]) for one in refusals), len(refusals)),
        held=Part("held", sum(bool(one["was_held"]) for one in here), len(here)),
        filed_in_time=Part("filed_in_time", sum(one["in_time"] == "yes" for one in timed), len(timed)),
        by_region=tuple(_regions(answered)),
    )


def _silent(one: Line, on: date) -> bool:
    """Whether the term of the answer passed without one: on the day of counting, or before the matter ended."""
    if one["answer"]:
        return False
    due = one["due_on"]
    return one["kept"] == "no" or (one["stage"] == REGISTERED and bool(due) and date.fromisoformat(due) < on)


def _regions(answered: list[Line]) -> Iterator[Part]:
    whole = Counter(one["territory"] for one in answered if one["territory"])
    refusals = Counter(one["territory"] for one in answered if one["territory"] and one["ground"])
    hidden = too_few(whole)
    for territory in sorted(whole):
        few = territory in hidden
        yield Part(territory, None if few else refusals[territory], None if few else whole[territory])
