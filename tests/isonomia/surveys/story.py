"""A survey told act by act: bodies of an invented exit poll in Mysal that fit, unless others are given."""

from typing import Any

import msgspec

from isonomia.procedure.terms import Laws
from isonomia.record.act import Act, Actor, Commitment
from isonomia.record.commitment import commit
from isonomia.reform.road import BODIES
from isonomia.rulebook.loading import shipped
from isonomia.surveys import acts
from isonomia.surveys.checking import domain
from isonomia.surveys.survey import Survey

MATTER = "survey/mysal-exit-poll"
DAY = "2026-06-07"
OPEN, CLOSED = f"{DAY}T15:59:59Z", f"{DAY}T16:00:00Z"
DESIGN, DATA, SALT = "d" * 64, "a" * 64, bytes(range(32))
SOURCE = {"publisher": "example.org", "reference": "page 1", "language": "en"}
ASKED = {
    "kind": "exit_poll",
    "house": "House of Numbers",
    "about": "referendum/2026-06-07",
    "polling_day": DAY,
    "field_from": DAY,
    "field_to": DAY,
}
ESTIMATE = {
    "quantity": "yes",
    "percent": "61.2",
    "base": "yes_plus_no",
    "number": 900,
    "se": "1.4",
    "intervals": [{"level": 95, "low": "58.4", "high": "64.0"}],
    "method": "Taylor, logit",
    "data": DATA,
    "design": DESIGN,
}
SEAL = commit(SALT, domain(MATTER), msgspec.to_builtins(msgspec.convert(ESTIMATE, acts.Estimate)))
GIVEN: dict[str, dict[str, Any]] = {
    "announced": {
        **ASKED,
        "number": 1000,
        "stations": 40,
        "stated_margin": "3",
        "sponsor": "Academy of Mysal",
        "questions": [
            {"quantity": "yes", "wordings": [{"language": "en", "text": "How did you vote?", "status": "original"}]}
        ],
        "base": "yes_plus_no",
        "frame_as_at": "2026-06-01",
        "design": {"sha256": DESIGN, "size": 512, "media": "application/toml"},
        "disclosed": [{"item": "modes", "text": "Paper ballots at the door"}],
    },
    "fieldwork_closed": {
        "on": DAY,
        "dispositions": [
            {"code": "1.1", "number": 900},
            {"code": "1.2", "number": 50},
            {"code": "2.11", "number": 300},
            {"code": "2.2", "number": 100},
        ],
    },
    "data_published": {
        "data": {"sha256": DATA, "size": 4096, "media": "text/csv"},
        "rows": 900,
        "traits": ["territory", "sex", "age"],
        "alike": 5,
    },
    "estimate_sealed": {"quantity": "yes"},
    "estimate_published": {"estimate": ESTIMATE},
    "estimate_opened": {"sealed": "mysal/survey-estimate-sealed", "salt": SALT.hex(), "estimate": ESTIMATE},
    "forecast_registered": {"quantity": "yes", "percent": "60", "base": "yes_plus_no", "method": "mean of two surveys"},
    "statement_recorded": {
        **ASKED,
        "number": 1000,
        "shares": [
            {"quantity": "yes", "percent": "61.2", "base": "yes_plus_no"},
            {"quantity": "no", "percent": "38.8", "base": "yes_plus_no"},
        ],
        "sources": [SOURCE],
    },
}


def told(name: str, at: str = CLOSED, **changes: Any) -> Act:
    """One act of the story, with fields of its body changed."""
    act = f"surveys.{name}"
    sealed = (Commitment(field="estimate", hmac=SEAL),) if name == "estimate_sealed" else ()
    return Act(
        act=act,
        v=1,
        id=f"mysal/survey-{name.replace('_', '-')}",
        matter=MATTER,
        place=0,
        at=at,
        actor=Actor(role="compiler"),
        body=msgspec.convert({**GIVEN[name], **changes}, BODIES[act, 1]),
        commit=sealed,
    )


def survey(*names: str, country: str = "mysal") -> Survey:
    """The survey after these acts, of which the first begins it; estimates are sealed while the polls are open."""
    rulebook = shipped(country)
    laws = Laws(lambda: rulebook)
    begun = Survey.begun(told(names[0]), laws)
    for name in names[1:]:
        begun.admit(told(name, OPEN if name == "estimate_sealed" else CLOSED))
    return begun
