"""How complaints to commissioners are served, counted from one line each: results, answers, terms kept.

Every number has its whole beside it. A region of few complaints is not told apart: it could point at somebody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from isonomia.ombudsman import rules
from isonomia.ombudsman.complaint import STAGES
from isonomia.procedure.counting import Line, Part, split, too_few

RESULTS = ("recommended", "petitioned", "suit_filed", "referred_to_court")


class Counts(Struct, frozen=True, kw_only=True):
    """What the complaints to one commissioner, or to all, come to."""

    filed: int
    came_from_elsewhere: Part
    by_stage: tuple[Part, ...]
    by_subject: tuple[Part, ...]
    rejected_by_ground: tuple[Part, ...]
    sent_on: tuple[Part, ...]
    results: tuple[Part, ...]
    terms_kept: Part
    answered: Part
    answered_in_time: Part
    followed: Part
    by_region: tuple[Part, ...]


def count(lines: Iterable[Line], commissioner: str = "") -> Counts:
    """Count the complaints to a commissioner; to all where none is named. One that was moved counts in both queues."""
    here = [one for one in lines if commissioner in ("", one["commissioner"])]
    timed = [one for one in here if one["kept"]]
    recommended = sum(int(one["recommended"]) for one in here)
    answered = sum(int(one["answered"]) for one in here)
    rejected = [one for one in here if one["ground"]]
    moved = [one for one in here if one["to_body"]]
    return Counts(
        filed=len(here),
        came_from_elsewhere=Part("came_from_elsewhere", sum(bool(one["came"]) for one in here), len(here)),
        by_stage=tuple(split("stage", STAGES, here)),
        by_subject=tuple(split("subject", rules.SUBJECTS, here)),
        rejected_by_ground=tuple(split("ground", rules.GROUNDS, rejected)),
        sent_on=tuple(split("to_body", rules.BODIES, moved)),
        results=tuple(Part(word, sum(word in one["results"].split() for one in here), len(here)) for word in RESULTS),
        terms_kept=Part("terms_kept", sum(one["kept"] == "yes" for one in timed), len(timed)),
        answered=Part("answered", answered, recommended),
        answered_in_time=Part("answered_in_time", sum(int(one["answered_in_time"]) for one in here), answered),
        followed=Part("followed", sum(int(one["followed"]) for one in here), answered),
        by_region=tuple(_regions(here)),
    )


def _regions(here: list[Line]) -> Iterator[Part]:
    known = Counter(one["territory"] for one in here if one["territory"])
    whole = sum(known.values())
    hidden = too_few(known)
    for territory in sorted(known):
        told = territory not in hidden
        yield Part(territory, known[territory] if told else None, whole if told else None)
