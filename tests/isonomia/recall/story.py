"""A recall told act by act: bodies that fit, in Mysal and in Kazakhstan, unless others are given."""

from typing import Any

from isonomia.recall.deciding import seed_of
from isonomia.recall.petition import Petition
from isonomia.record.commitment import commit
from isonomia.rulebook.law import Entries, Rulebook
from isonomia.rulebook.loading import read, shipped
from tests.isonomia.parties.story import Papers
from tests.isonomia.procedure.telling import Given, basis

A = "recall/2026-000001"
FIELDS = {
    "recall.applied": ("content",),
    "recall.refused": ("facts",),
    "recall.signatures_filed": ("sheets",),
    "recall.signatures_checked": ("sheets",),
    "recall.ended": ("facts",),
}
LINES = {
    "registered": "register",
    "signatures_filed": "file_signatures",
    "sample_announced": "draw_sample",
    "sample_checked": "check_sample",
    "signatures_checked": "check",
    "vote_called": "call",
    "vote_counted": "count",
    "decided": "decide",
}
VALUE = "8d1f"
OF_MYSAL = {"body": "assembly", "mandate_began": "2025-01-01", "mandate_ends": "2028-12-31", "group": 10}
OF_KZ = {"body": "maslikhat", "mandate_began": "2023-04-01", "mandate_ends": "2028-03-31", "group": 1}
REMEDY = {"kind": "court", "basis": basis("recall.remedies", "art. 2(3)")}
REMEDY_OF_END = {"kind": "court", "basis": basis("recall.remedies_of_end", "art. 4(6)")}


def bodies(country: str) -> dict[str, Given]:
    """The bodies of a recall that succeeds: 100,000 voters, of whom 15,000 must have signed in Mysal."""
    steps = shipped(country).rules["recall.steps"][0].value  # type: ignore[union-attr]
    assert isinstance(steps, Entries)
    given: dict[str, Given] = {
        "applied": {
            "on": "2026-09-01",
            "mandate": "single_member",
            "district": "district/7",
            "deputy": "c-4m8x2t",
            "ground": "trust_lost",
            **(OF_KZ if country == "kz" else OF_MYSAL),
        },
        "registered": {"on": "2026-09-03", "voters": 100_000},
        "refused": {
            "on": "2026-09-03",
            "ground": "not_as_asked",
            "basis": basis("recall.refused_if", "art. 2(2)"),
            "remedies": [REMEDY],
        },
        "signatures_filed": {"on": "2026-10-01", "number": 17_000},
        "sample_announced": {
            "on": "2026-10-02",
            "drawn": 1000,
            "source": {"name": "drand", "reference": "round 5000000", "due_on": "2026-10-03"},
        },
        "sample_checked": {
            "on": "2026-10-05",
            "value": VALUE,
            "seed": seed_of(commit(bytes(32), "paper", "sheets"), VALUE, A),
            "valid": 950,
        },
        "signatures_checked": {
            "on": "2026-10-09",
            "register_on": "2026-10-01",
            "method": "isonomia_rolls_1",
            "valid": 16_000,
            "faults": [{"kind": "twice", "number": 700}, {"kind": "elsewhere", "number": 400}],
        },
        "ended": {
            "on": "2026-10-10",
            "ground": "too_few_signatures",
            "basis": basis("recall.ended_if", "art. 4(5)(1)"),
            "remedies": [REMEDY_OF_END],
        },
        "vote_called": {"on": "2026-10-10", "polling_day": "2026-11-29"},
        "vote_counted": {
            "on": "2026-11-30",
            "voters": 100_000,
            "took_part": 45_000,
            "yes": 23_000,
            "no": 21_500,
            "invalid": 500,
        },
        "decided": {"on": "2026-12-01", "outcome": "recalled"},
    }
    for name, line in LINES.items():
        found = steps.find(line)
        given[name]["basis"] = basis("recall.steps", found.article if found else "")
    return {f"recall.{name}": body for name, body in given.items()}


def told(*steps: str, country: str = "mysal", **changes: dict[str, Any]) -> Papers:
    """Some steps entered one after the other."""
    story = Papers(country, bodies(country), FIELDS)
    for step in steps:
        story.enter(f"recall.{step}", A, **changes.get(step, {}))
    return story


def silent_on(kz_texts: dict[str, str], rule: str) -> Rulebook:
    """The rulebook of Kazakhstan as if the sources did not give one rule of recalls."""
    text = kz_texts["recall.toml"]
    start = text.index("[[", text.index(f"[rule.{rule}]"))
    end = (text + "\n[rule.").index("\n[rule.", start) + 1
    gap = f'[[rule.{rule}.value]]\nfrom = "2022"\nunknown = "not found in the texts read"\n\n'
    return read("kz", {**kz_texts, "recall.toml": text[:start] + gap + text[end:]})


def petition(story: Papers) -> Petition:
    """The recall that was told of."""
    return story.reform.recall.matters[A]


FILED = ("applied", "registered", "signatures_filed")
CHECKED = (*FILED, "signatures_checked")
VOTED = (*CHECKED, "vote_called", "vote_counted")
