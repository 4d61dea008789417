"""The components that every page is made of. Each takes plain view objects or acts, and decides nothing."""

from collections.abc import Sequence

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils.translation import get_language

from isonomia.record.act import Act
from isonomia.record.sources import Source, Wording
from isonomia.referendum.state import Referendum
from isonomia_site.record.begun import Begun
from isonomia_site.record.begun import begun as begun_under_head
from isonomia_site.referendum import hours, presenting

register = template.Library()


@register.simple_tag(takes_context=True)
def languages(context: RequestContext) -> list[dict[str, str]]:
    """The languages of the site, each with the address of this same page in it."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    codes = dict(settings.LANGUAGES)
    first, _, rest = path.removeprefix("/").partition("/")
    tail = rest if first in codes else ""
    return [{"code": code, "name": str(name), "href": f"/{code}/{tail}"} for code, name in codes.items()]


@register.simple_tag
def begun() -> Begun:
    """What the record holds that has a section of its own, and whether all of it is invented."""
    return begun_under_head()


@register.simple_tag
def wording(wordings: Sequence[Wording]) -> Wording | None:
    """The wording in the reader's language; where there is none, the first that was entered."""
    here = [one for one in wordings if one.language == get_language()]
    return here[0] if here else (wordings[0] if wordings else None)


@register.inclusion_tag("components/act_links.html")
def act_links(acts: Sequence[Act]) -> dict[str, object]:
    """Links to acts by their number in the record."""
    numbered = {act.index: act for act in acts if act.index is not None}
    return {"acts": [numbered[index] for index in sorted(numbered)]}


@register.inclusion_tag("components/sources.html")
def sources(found: Sequence[Source]) -> dict[str, object]:
    """Where a fact was published."""
    return {"sources": found}


@register.inclusion_tag("components/act_sources.html")
def act_sources(acts: Sequence[Act]) -> dict[str, object]:
    """Acts with the sources of each."""
    unique = {act.id: act for act in acts}
    return {"acts": [(act, getattr(act.body, "sources", ())) for act in unique.values()]}


@register.inclusion_tag("components/recompute.html")
def recompute(name: str, acts: Sequence[Act] = (), command: str = "figures RECORD --only") -> dict[str, object]:
    """The command that computes a figure again, and the acts that it is computed from."""
    return {"command": f"isonomia {command} {name}", "acts": acts}


@register.inclusion_tag("components/proves.html")
def proves() -> dict[str, object]:
    """What the record proves and what it does not."""
    return {"held": begun_under_head()}


@register.inclusion_tag("components/result_bar.html")
def result_bar(result: object) -> dict[str, object]:
    """The bar of a result: one slice for each group of ballots."""
    return {"result": result}


@register.inclusion_tag("components/counts.html")
def counts(result: object) -> dict[str, object]:
    """The table of a result: each group of ballots with count, share and acts."""
    return {"result": result}


@register.inclusion_tag("components/gauge.html")
def gauge(one: object) -> dict[str, object]:
    """One test of the law as a gauge."""
    return {"gauge": one}


@register.inclusion_tag("components/turnout_tiles.html")
def turnout_tiles(hours: object) -> dict[str, object]:
    """Turnout of each territory at the last report of polling day, on a grid of equal tiles."""
    return {"hours": hours}


@register.inclusion_tag("components/majority_tiles.html")
def majority_tiles(result: object) -> dict[str, object]:
    """On what ground the majority in each territory is known, on a grid of equal tiles."""
    return {"result": result}


@register.inclusion_tag("components/step_chart.html")
def step_chart(hours: object) -> dict[str, object]:
    """Turnout of the whole country by the hour, as steps."""
    return {"hours": hours}


@register.inclusion_tag("components/phases.html")
def phases(steps: object) -> dict[str, object]:
    """The road of a reform as a line of steps."""
    return {"steps": steps}


@register.inclusion_tag("components/finding.html")
def finding_note(found: object) -> dict[str, object]:
    """What one check found, with the sources on both sides."""
    return {"found": found}


@register.inclusion_tag("components/outcome.html")
def outcome_tag(outcome: str) -> dict[str, object]:
    """The outcome of a vote as a tag."""
    return {"outcome": outcome}


@register.inclusion_tag("components/verdict.html")
def verdict_tag(verdict: str) -> dict[str, object]:
    """The verdict on a claim as a tag."""
    return {"verdict": verdict}


@register.inclusion_tag("components/found.html")
def found(claim: object) -> dict[str, object]:
    """What the record gives for a claim: a share, a span, dates or territories, each with its unit."""
    return {"claim": claim}


@register.inclusion_tag("components/tests.html")
def tests(result: object) -> dict[str, object]:
    """The tests of the law as gauges, and as a table."""
    return {"result": result}


@register.simple_tag
def result_of(matter: str, vote: Referendum, stage: str) -> presenting.Result | None:
    """The result of a referendum at one stage, for another desk's page; None where the law that reads it is unknown."""
    return None if presenting.law_missing(vote) else presenting.result(matter, vote, stage)


@register.simple_tag
def hours_of(vote: Referendum) -> hours.Hours | None:
    """Turnout of polling day, for a page of another desk; None where none was reported."""
    return hours.hours(vote) if vote.reports() else None


@register.simple_tag
def repairs_of(vote: Referendum) -> list[presenting.Found]:
    """The numbers that do not add up and that only one value mends, at any stage of a referendum."""
    return presenting.repairs(vote)


@register.simple_tag
def findings_of(vote: Referendum) -> int:
    """How many findings there are in all that was published about a referendum."""
    return len(vote.findings())


@register.simple_tag
def question_of(vote: Referendum) -> tuple[Act, object] | None:
    """The question of the ballot, for a page of another desk."""
    return presenting.question_put(vote)


@register.inclusion_tag("components/made_from.html")
def made_from_tag() -> dict[str, object]:
    """From what the record is made, as a tag: publications, or nothing that happened."""
    return {"made_from": begun_under_head().made_from}
