"""Write the recalls of four members of the Assembly of Mysal, each of a district of the election of 2026.

Everything is invented. One is recalled, and the seat falls vacant; one keeps the seat, since a sample told nothing and
then too few signatures were valid; of another vote the quorum was missed; for the last one signatures are collected.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import mysal_election

from isonomia.recall import rules
from isonomia.recall.acts import ACTS
from isonomia.recall.deciding import seed_of
from isonomia.recall.petition import RESTS_ELSEWHERE, STEPS
from isonomia.record.commitment import commit
from isonomia.rulebook.law import Entries
from isonomia.rulebook.loading import shipped

VOTERS = 26_560
MANDATE = {"mandate_began": "2026-04-03", "mandate_ends": "2030-04-02"}
KEY = hashlib.sha256(b"mysal/recall").digest()
POLLING = "2026-11-15"
TOO_FEW = {"twice": 41, "missing": 62, "elsewhere": 203, "outside_window": 13}
ENOUGH = {"twice": 88, "elsewhere": 121}


@dataclass
class Commission:
    """The commission's book: who won which district, and the acts in their order."""

    winners: dict[str, str]
    acts: list[dict[str, Any]] = field(default_factory=list)

    def enter(self, matter: str, name: str, body: dict[str, Any], *papers: str) -> None:
        """Enter one act, with commitments to its papers."""
        kind = ACTS[f"recall.{name}", 1]
        if kind in STEPS and kind not in RESTS_ELSEWHERE:
            body["basis"] = {"rule": rules.CHART, "article": article(rules.CHART, STEPS[kind])}
        place = sum(one["matter"] == matter for one in self.acts) + 1
        act = {"act": f"recall.{name}", "id": f"mysal/{matter}/{place}", "matter": matter, "body": body}
        bound = [{"field": one, "hmac": bound_to(matter, one)} for one in papers]
        self.acts.append(act | ({"commit": bound} if bound else {}))

    def vacate(self, contest: str, on: str) -> None:
        """Let the seat of a district fall vacant, in its election."""
        deputy = self.winners[contest]
        body = {"on": on, "contest": contest, "candidate": deputy, "ground": "recalled", "article": "art. 42(4)"}
        act = {"act": "elections.seat_vacated", "id": "mysal/election-recalled", "matter": mysal_election.MATTER}
        self.acts.append(act | {"body": mysal_election.sourced(**body)})


def article(key: str, word: str) -> str:
    """The article of one line of a table of the law."""
    found = shipped("mysal").rules[key][0].value  # type: ignore[union-attr]
    line = found.find(word) if isinstance(found, Entries) else None
    assert line is not None
    return line.article


def bound_to(matter: str, name: str) -> str:
    """A commitment to papers that nobody wrote."""
    return commit(KEY, "recall", f"{name} of {matter} (invented)")


def winners() -> dict[str, str]:
    """Who won each district."""
    lines = map(json.loads, mysal_election.derived()["15-election.jsonl"].decode().splitlines())
    published = (one["body"] for one in lines if one["act"] == "elections.seats_published")
    return {one["contest"]: one["seats"][0]["option"] for one in published}


def begin(book: Commission, matter: str, contest: str, on: str, registered: str) -> None:
    """Ask for a recall, and register it."""
    body = {"on": on, "body": "assembly", "mandate": rules.SINGLE_MEMBER, "district": contest, **MANDATE}
    asked = body | {"deputy": book.winners[contest], "ground": "trust_lost", "group": 14}
    book.enter(matter, "applied", asked, "content", "applicant")
    book.enter(matter, "registered", {"on": registered, "voters": VOTERS})


def sample(book: Commission, matter: str, drawn: int, valid: int) -> None:
    """Draw a sample by the public lottery, and check it."""
    source = {"name": "State lottery of Mysal", "reference": "draw 412, its six numbers", "due_on": "2026-10-28"}
    value = "04 11 19 23 30 42"
    seed = seed_of(bound_to(matter, "sheets"), value, matter)
    book.enter(matter, "sample_announced", {"on": "2026-10-27", "drawn": drawn, "source": source})
    book.enter(matter, "sample_checked", {"on": "2026-10-29", "value": value, "seed": seed, "valid": valid}, "sample")


def check(book: Commission, matter: str, valid: int, faults: dict[str, int]) -> None:
    """Check every signature."""
    found = [{"kind": kind, "number": number} for kind, number in faults.items()]
    body = {"on": "2026-11-02", "register_on": "2026-10-26", "method": "isonomia_rolls_1", "valid": valid}
    book.enter(matter, "signatures_checked", body | {"faults": found}, "sheets")


def vote(book: Commission, matter: str, *, yes: int, no: int, invalid: int, outcome: str) -> None:
    """Call the vote, count it, and say what it came to."""
    count = {"took_part": yes + no + invalid, "yes": yes, "no": no, "invalid": invalid}
    book.enter(matter, "vote_called", {"on": "2026-11-03", "polling_day": POLLING})
    book.enter(matter, "vote_counted", {"on": "2026-11-16", "voters": VOTERS, **count})
    book.enter(matter, "decided", {"on": "2026-11-17", "outcome": outcome})


def recalled(book: Commission, matter: str) -> None:
    """A sample shows that there are enough; the deputy is recalled, and the seat falls vacant."""
    begin(book, matter, "district-7", "2026-10-05", "2026-10-08")
    book.enter(matter, "signatures_filed", {"on": "2026-10-26", "number": 5312}, "sheets")
    sample(book, matter, drawn=600, valid=571)
    vote(book, matter, yes=7004, no=4912, invalid=202, outcome=rules.RECALLED)
    book.vacate("district-7", "2026-11-18")


def too_few(book: Commission, matter: str) -> None:
    """A sample does not tell; of all signatures too few are valid."""
    begin(book, matter, "district-20", "2026-10-06", "2026-10-08")
    book.enter(matter, "signatures_filed", {"on": "2026-10-26", "number": 4230}, "sheets")
    sample(book, matter, drawn=400, valid=371)
    check(book, matter, 4230 - sum(TOO_FEW.values()), TOO_FEW)
    ground, remedy = rules.TOO_FEW, {"rule": "recall.remedies_of_end", "article": "art. 4(6)"}
    basis = {"rule": "recall.ended_if", "article": article("recall.ended_if", ground)}
    ended = {"on": "2026-11-04", "ground": ground, "basis": basis, "remedies": [{"kind": "court", "basis": remedy}]}
    book.enter(matter, "ended", ended, "facts")


def not_valid(book: Commission, matter: str) -> None:
    """There are enough signatures, and too few come to vote."""
    begin(book, matter, "district-30", "2026-10-06", "2026-10-09")
    book.enter(matter, "signatures_filed", {"on": "2026-10-26", "number": 4511}, "sheets")
    check(book, matter, 4511 - sum(ENOUGH.values()), ENOUGH)
    vote(book, matter, yes=6204, no=3519, invalid=147, outcome=rules.NOT_VALID)


def derived() -> dict[str, bytes]:
    """The acts of the recalls, as the file of the pack."""
    book = Commission(winners())
    for number, story in enumerate((recalled, too_few, not_valid), 1):
        story(book, f"recall/2026-{number:06}")
    begin(book, "recall/2026-000004", "district-11", "2026-11-10", "2026-11-13")
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in book.acts)
    return {"17-recall.jsonl": "".join(lines).encode()}
