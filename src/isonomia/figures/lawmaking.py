"""Figures of amended articles and of the laws that follow from them, each with its named denominator.

A figure knows no today: how far a law has come is told as of the day on which the last act about laws was entered.
"""

from collections.abc import Iterator
from datetime import date

from isonomia.alignment.state import Alignment, Law
from isonomia.drafting.changes import AMENDED, INSERTED, Amendments
from isonomia.exact import Share
from isonomia.figures.figure import Figure
from isonomia.record.act import Act
from isonomia.reform.road import Reform

PRINTED = 2
KINDS_OF = {"articles_changed": (), "articles_amended": (AMENDED,), "articles_inserted": (INSERTED,)}


def lawmaking(reform: Reform) -> Iterator[Figure]:
    """Every figure of texts and of laws, by the amendments that they are about."""
    for matter, one in reform.drafting.amendments.items():
        yield from _articles(matter, one)
        yield from _laws(matter, reform)


def shares_of_articles(changed: int, one: Amendments) -> dict[str, Share]:
    """A number of articles as a share of all, before and after the amendments; none where no total was published."""
    whole = {"articles_before": one.before, "articles_after": one.after}
    return {base: Share(changed, number, base) for base, number in whole.items() if number}


def last_day(state: Alignment) -> date | None:
    """The day of the last act about laws: figures are told as of it."""
    acts = [act for law in state.laws.values() for act in acts_of(law)]
    return max((date.fromisoformat(act.at[:10]) for act in acts), default=None)


def acts_of(law: Law) -> tuple[Act, ...]:
    """Everything that was entered about one law."""
    return (law.stated, *(act for act, _ in law.stages.values()), *((law.dropped[0],) if law.dropped else ()))


def days_to_first(matter: str, reform: Reform) -> tuple[int, tuple[Act, ...]] | None:
    """The days from the vote to the first law that was signed after it; None where one of the two is not known."""
    opened = reform.opening()
    vote = reform.event(f"{opened.referendum}#polling_day", None) if opened else None
    first = reform.event(f"{matter}#first_signed", None)
    if vote is None or first is None:
        return None
    return (first[0] - vote[0]).days, tuple(act for _, act in (vote, first) if act is not None)


def _articles(matter: str, one: Amendments) -> Iterator[Figure]:
    acts = tuple(one.entered)
    if not one.agree:
        return
    for name, kinds in KINDS_OF.items():
        number = len(one.changed(*kinds))
        yield Figure(f"drafting.{name}", matter, "", "cited", "count", str(number), number, acts=acts)
    for base, share in shares_of_articles(len(one.changed()), one).items():
        yield _of_share(f"drafting.changed_of_{base}", matter, share, acts)


def _laws(matter: str, reform: Reform) -> Iterator[Figure]:
    state = reform.alignment
    laws, day = state.following(matter), last_day(state)
    if not laws or day is None:
        return
    found = state.progress(day, matter)
    acts = tuple(act for law in laws.values() for act in acts_of(law))
    for name, number in (
        ("needed", found.needed),
        ("adopted", found.adopted),
        ("in_force", found.in_force),
        ("not_needed", found.not_needed),
        ("overdue", found.overdue),
    ):
        yield Figure(f"alignment.laws_{name}", matter, "", "recomputed", "count", str(number), number, acts=acts)
    for name, number in (("adopted", found.adopted), ("in_force", found.in_force)):
        if found.needed:
            share = Share(number, found.needed, "laws_needed")
            yield _of_share(f"alignment.{name}_of_needed", matter, share, acts)
    first = days_to_first(matter, reform)
    if first is not None:
        name, days = "alignment.days_from_vote_to_first_law", first[0]
        yield Figure(name, matter, "", "recomputed", "count", str(days), days, acts=first[1])


def _of_share(name: str, matter: str, share: Share, acts: tuple[Act, ...]) -> Figure:
    value = share.percent(PRINTED)
    return Figure(name, matter, "", "recomputed", "percent", value, share.part, share.whole, share.base, acts)
