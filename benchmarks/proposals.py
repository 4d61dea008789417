"""Ten thousand proposals with sixty thousand acts: every entry read, replayed, and every number computed, twice.

python benchmarks/proposals.py [--proposals 10000] [--seed 7] [--rounds 3] [--json]

The acts are drawn by lot from a seed, about a working group of the invented country. Also: the times of 48,245 answers,
to the second.
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from statistics import median
from time import perf_counter, process_time
from typing import Any

import msgspec

from isonomia.figures.published import published
from isonomia.proposals import rules
from isonomia.proposals.times import Wait, times
from isonomia.record.act import Act, Actor, Commitment, read_entry, write_entry
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.loading import shipped

GROUP = "group/mysal-2025"
MEMBERS = tuple(f"c-{one}k3w7v" for one in "23456789")
WORDS = [{"language": "en", "text": "invented", "status": "own_words"}]
SOURCES = [{"publisher": "invented", "reference": "for this benchmark", "language": "en"}]
DAY = date(2024, 10, 1)
VOTE = {"members": 21, "present": 18, "in_favour": 12, "against": 4, "abstained": 2}
PETITIONS = 48_245


def file(data: bytes) -> dict[str, Any]:
    """A file as an act cites it."""
    return {"sha256": sha256(data).hexdigest(), "size": len(data), "media": "text/plain"}


class Lot:
    """Acts drawn by lot, as bytes of the log."""

    def __init__(self, seed: int) -> None:
        self.lot, self.places, self.blobs = random.Random(seed), dict[str, int](), dict[str, bytes]()

    def act(self, name: str, matter: str, body: dict[str, Any], *fields: str) -> bytes:
        """One act at its place in its matter."""
        place = self.places.get(matter, 0)
        self.places[matter] = place + 1
        commit = tuple(Commitment(field=one, hmac=self.lot.randbytes(32).hex()) for one in fields)
        act = Act(
            act=name,
            v=1,
            id=f"{matter}/{place + 1}",
            matter=matter,
            place=place,
            at="2025-12-01T12:00:00Z",
            actor=Actor(role="compiler"),
            body=msgspec.convert(body, BODIES[name, 1]),
            commit=commit,
        )
        return write_entry(act)

    def day(self, first: int, last: int) -> str:
        """A day so many days after the group was set up."""
        return str(DAY + timedelta(days=self.lot.randrange(first, last)))

    def group(self) -> Iterator[bytes]:
        """The working group and its members."""
        for one in MEMBERS:
            body = {"office": WORDS, "since": str(DAY), "basis": "invented"}
            yield self.act("people.capacity_registered", f"capacity/{one}", body)
        body = {"titles": WORDS, "set_up_by": "x", "by_act": "x", "set_up_on": str(DAY), "sources": SOURCES}
        yield self.act("drafting.group_set_up", GROUP, body)
        yield self.act("drafting.members_stated", GROUP, {"members": 21, "stated_on": str(DAY), "sources": SOURCES})
        for one in MEMBERS:
            member = {"capacity": one, "role": "member", "since": str(DAY), "sources": SOURCES}
            yield self.act("drafting.member_appointed", GROUP, member)

    def demand(self, matter: str) -> Iterator[bytes]:
        """A demand, stated, reviewed by two, decided and traced."""
        body = {"titles": WORDS, "change": self.lot.choice(rules.CHANGES), "stated_on": str(DAY)}
        yield self.act("proposals.demand_stated", matter, body)
        for one in self.lot.sample(MEMBERS, 2):
            review = {"capacity": one, "group": GROUP, "interest": "none", "opinion": "against"}
            yield self.act("proposals.reviewed", matter, {**review, "reviewed_on": self.day(100, 110)})
        outcome = self.lot.choice(rules.OUTCOMES)
        decided = {"outcome": outcome, "ground": self.lot.choice(rules.GROUNDS), "reasons": WORDS, "group": GROUP}
        signed = {"vote": VOTE, "decided_on": self.day(110, 120), "signatory": MEMBERS[0]}
        yield self.act("proposals.decided", matter, {**decided, **signed})
        place = {"provision": {"work": "mysal/act/2001-03-01/constitution", "eid": "art_1"}}
        placed = place if outcome not in (rules.REFUSED, rules.OUTSIDE) else {}
        traced = {"kind": rules.TRACES[outcome][0], "traced_on": self.day(200, 220), **placed}
        yield self.act("proposals.traced", matter, traced)

    def proposal(self, matter: str, demand: str) -> Iterator[bytes]:
        """A proposal, received, taken up, assigned, linked to a demand, read and, mostly, answered."""
        day = self.day(0, 100)
        received = {"channel": self.lot.choice(rules.CHANNELS), "received_on": day, "registered_on": day}
        said = {"language": self.lot.choice(("kk", "ru", "en")), "language_by": "detected", "author_kind": "citizen"}
        yield self.act("proposals.received", matter, {**received, **said}, "text", "author")
        yield self.act("proposals.found_admissible", matter, {"found_on": day})
        yield self.act("proposals.assigned", matter, {"group": GROUP, "assigned_on": day, "method": "suggestion"})
        linked = {"demand": demand, "linked_on": day, "method": "suggestion"}
        yield self.act("proposals.linked", matter, linked)
        read = {"capacity": self.lot.choice(MEMBERS), "group": GROUP, "read_on": self.day(100, 110)}
        yield self.act("proposals.read_by_member", matter, read)
        if self.lot.random() < 0.95:
            texts = [{"language": "ru", "text": file(demand.encode())}]
            answer = {"mode": "own", "decisions": [f"{demand}/4"], "texts": texts, "signatory": MEMBERS[0]}
            yield self.act("proposals.answered", matter, {**answer, "answered_on": self.day(120, 160)})

    def record(self, proposals: int) -> Iterator[bytes]:
        """A whole record: one demand for each twenty proposals, one campaign for each two hundred."""
        yield from self.group()
        demands = [f"demand/D-2024-{one}" for one in range(1, proposals // 20 + 1)]
        for one in demands:
            yield from self.demand(one)
        numbers = [f"P-2024-{one:06}" for one in range(1, proposals + 1)]
        for one in numbers:
            yield from self.proposal(f"proposal/{one}", self.lot.choice(demands))
        for one in range(proposals // 200):
            members = sorted(self.lot.sample(numbers, 50))
            data = "".join(f"{number}\n" for number in members).encode()
            self.blobs[sha256(data).hexdigest()] = data
            found = {"found_on": "2025-06-01", "method": "drawn", "version": "1", "template": f"proposal/{members[0]}"}
            counted = {"copies": 50, "exact": 40, "members": file(data), "input_sha256": "ab" * 32}
            yield self.act("proposals.campaign_found", f"campaign/C-2024-{one + 1}", {**found, **counted})


def main() -> None:
    """Draw a record, compute its numbers as often as asked, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print a line for bars_of_proposals.py instead")
    given = parser.parse_args()
    lot = Lot(given.seed)
    entries = list(lot.record(given.proposals))
    rulebooks = {"mysal": shipped("mysal")}
    spent: dict[str, list[tuple[float, float]]] = {}
    told = set()
    for _ in range(given.rounds):
        marks = [(perf_counter(), process_time())]
        acts = [read_entry(one, BODIES, index) for index, one in enumerate(entries)]
        marks.append((perf_counter(), process_time()))
        reform = Reform.after(acts, rulebooks, lot.blobs)
        marks.append((perf_counter(), process_time()))
        told.add(published(reform))
        marks.append((perf_counter(), process_time()))
        assert not reform.refused, reform.refused[:3]
        for name, before, after in zip(("read", "replay", "figures"), marks, marks[1:], strict=False):
            spent.setdefault(name, []).append((after[0] - before[0], after[1] - before[1]))
        spent.setdefault("all", []).append((marks[-1][0] - marks[0][0], marks[-1][1] - marks[0][1]))
    waits = [Wait(lot.lot.randrange(90 * 86400), lot.lot.random() < 0.76) for _ in range(PETITIONS)]
    before = process_time()
    times(waits)
    answering = process_time() - before
    middle = {name: (median(one[0] for one in runs), median(one[1] for one in runs)) for name, runs in spent.items()}
    if given.json:
        size = {"proposals": given.proposals, "acts": len(entries), "answers": PETITIONS}
        wall, cpu = middle["all"]
        print(json.dumps(size | {"same": len(told) == 1, "wall": wall, "cpu": cpu, "times": answering}))
        return
    print(f"{given.proposals} proposals, {len(entries)} acts; same bytes each time: {len(told) == 1}")
    for name, (wall, cpu) in middle.items():
        print(f"{name:>8}  {wall:6.2f} s  {cpu:6.2f} CPU s")
    print(f"times of {PETITIONS} answers, to the second: {answering:.2f} CPU s")


if __name__ == "__main__":
    main()
