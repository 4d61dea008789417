"""A small reform of Mysal with a working group, on which proposals are tried."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from isonomia.record.act import Act, Actor, Commitment
from isonomia.record.commitment import commit
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import shipped

GROUP, WORK = "group/mysal-2025", "mysal/act/2001-03-01/constitution"
P, OTHER, D, E, C = (
    "proposal/P-2024-000001",
    "proposal/P-2024-000002",
    "demand/D-2024-1",
    "demand/D-2024-2",
    "campaign/C-2024-1",
)
CHAIR, MEMBER, THIRD = "c-4m8x2t", "c-9k3w7v", "c-2h6b9z"
WORDS = [{"language": "en", "text": "One term", "status": "own_words"}]
VOTE = {"members": 21, "present": 15, "in_favour": 10, "against": 4, "abstained": 1}


def file(text: str) -> dict[str, Any]:
    """A file as an act cites it."""
    return {"sha256": sha256(text.encode()).hexdigest(), "size": len(text.encode()), "media": "text/plain"}


@dataclass
class Story:
    """Acts entered one after the other, each with days and fields that fit unless others are given."""

    rulebook: Rulebook
    blobs: dict[str, bytes] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reform = Reform({self.rulebook.country: self.rulebook}, self.blobs)
        self._group()

    def _group(self) -> None:
        source = {"sources": [{"publisher": "a gazette", "reference": "p. 1", "language": "en"}]}
        for capacity in (CHAIR, MEMBER, THIRD):
            body = {"office": WORDS, "since": "2024-10-01", "basis": "Decree 7"}
            self.enter("people.capacity_registered", f"capacity/{capacity}", body)
        titles = {"titles": WORDS, "set_up_by": "President", "by_act": "Decree 7", "set_up_on": "2024-10-01"}
        self.enter("drafting.group_set_up", GROUP, {**titles, **source})
        self.enter("drafting.members_stated", GROUP, {"members": 21, "stated_on": "2024-10-01", **source})
        for capacity in (CHAIR, MEMBER, THIRD):
            body = {"capacity": capacity, "role": "member", "since": "2024-10-01", **source}
            self.enter("drafting.member_appointed", GROUP, body)

    def enter(self, name: str, matter: str, body: dict[str, Any], fields: Iterable[str] = ()) -> Act:
        """Enter one act."""
        place = sum(one.matter == matter for one in self.acts)
        act = Act(
            act=name,
            v=1,
            id=f"{matter.partition('/')[2]}/{place + 1}",
            matter=matter,
            place=place,
            at="2024-12-31T12:00:00Z",
            actor=Actor(role="compiler"),
            body=msgspec.convert(body, BODIES[name, 1]),
            commit=tuple(Commitment(field=one, hmac=commit(bytes(32), f"proposals/{one}", one)) for one in fields),
        )
        self.reform.admit(act)
        self.acts.append(act)
        return act

    def of(self, name: str, matter: str, **changes: Any) -> Act:
        """Enter one act about proposals; a field that is None is left out."""
        body = {**DEFAULTS[name], **changes}
        given = {key: value for key, value in body.items() if value is not None}
        fields = {"received": ("text",), "second_look_asked": ("reasons",)}.get(name, ())
        return self.enter(f"proposals.{name}", matter, given, fields)

    def tell(self, *steps: tuple[str, str] | tuple[str, str, dict[str, Any]]) -> "Story":
        """Enter several."""
        for name, matter, *changes in steps:
            self.of(name, matter, **(changes[0] if changes else {}))
        return self

    def taken_up(self, matter: str = P, demand: str = D) -> "Story":
        """A proposal that was taken up, assigned, linked to a new demand and read."""
        if demand not in self.reform.proposals.demands:
            self.of("demand_stated", demand)
        steps = ("received", "found_admissible", "assigned", "linked", "read_by_member")
        return self.tell(*((one, matter, {"demand": demand} if one == "linked" else {}) for one in steps))

    def answer(self, matter: str, *decisions: Act, **changes: Any) -> Act:
        """Answer a proposal on the ground of decisions."""
        return self.of("answered", matter, decisions=[one.id for one in decisions], **changes)


DEFAULTS: dict[str, dict[str, Any]] = {
    "received": {
        "channel": "form",
        "received_on": "2024-11-04",
        "registered_on": "2024-11-04",
        "language": "ru",
        "language_by": "author",
        "author_kind": "citizen",
    },
    "registered": {"registered_on": "2024-11-05"},
    "found_admissible": {"found_on": "2024-11-05"},
    "found_inadmissible": {"found_on": "2024-11-05", "ground": "no_request"},
    "information_asked": {"asked_on": "2024-11-06"},
    "information_given": {"given_on": "2024-11-13"},
    "forwarded": {"to": WORDS, "forwarded_on": "2024-11-06"},
    "assigned": {"group": GROUP, "assigned_on": "2024-11-06", "method": "hand"},
    "linked": {"demand": D, "linked_on": "2024-11-07", "method": "hand"},
    "unlinked": {"demand": D, "unlinked_on": "2024-11-08", "reason": "other"},
    "read_by_member": {"capacity": MEMBER, "group": GROUP, "read_on": "2024-11-08"},
    "answered": {
        "mode": "own",
        "texts": [{"language": "ru", "text": file("Принято.")}],
        "answered_on": "2024-11-29",
        "signatory": CHAIR,
    },
    "second_look_asked": {"asked_on": "2024-12-10"},
    "withdrawn": {"withdrawn_on": "2024-11-12"},
    "disowned": {"disowned_on": "2024-12-03"},
    "text_hidden": {"ground": "personal_data", "hidden_on": "2024-12-04"},
    "demand_stated": {"titles": WORDS, "change": "change", "stated_on": "2024-11-04"},
    "reviewed": {
        "capacity": MEMBER,
        "group": GROUP,
        "interest": "none",
        "opinion": "in_favour",
        "reviewed_on": "2024-11-14",
    },
    "stepped_aside": {"capacity": THIRD, "group": GROUP, "stepped_on": "2024-11-14"},
    "decided": {
        "outcome": "accepted_in_full",
        "reasons": WORDS,
        "group": GROUP,
        "vote": VOTE,
        "decided_on": "2024-11-25",
        "signatory": CHAIR,
    },
    "traced": {"kind": "word_for_word", "provision": {"work": WORK, "eid": "art_27"}, "traced_on": "2025-04-10"},
    "campaign_found": {
        "found_on": "2024-12-01",
        "method": "likeness/minhash",
        "version": "1",
        "template": P,
        "copies": 2,
        "exact": 1,
        "members": file("P-2024-000001\nP-2024-000002\n"),
        "input_sha256": "ab" * 32,
    },
}


@pytest.fixture(scope="session")
def mysal_law() -> Rulebook:
    """The rulebook of the invented country."""
    return shipped("mysal")


@pytest.fixture
def story(mysal_law: Rulebook) -> Story:
    """A reform with its working group, and no proposal yet."""
    return Story(mysal_law)


@pytest.fixture
def silent(mysal_law: Rulebook) -> Callable[[], Story]:
    """The same where the law says nothing of proposals."""
    rules = {key: one for key, one in mysal_law.rules.items() if not key.startswith("proposals.")}
    return lambda: Story(replace(mysal_law, rules=rules))
