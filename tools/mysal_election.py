"""Write the election of the Assembly of Mysal, the first after its reform: sixty seats by lists, forty in districts.

Everything is invented. One list stands exactly at the bar and one a vote below it; the last seat by lists is tied and
a lot decides; one candidate is refused, one withdraws, one puts themselves forward and wins; one seat falls vacant.
"""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from isonomia.people.rules import LETTERS
from isonomia.record.commitment import commit

MATTER = "election/assembly-2026"
POLLING, PUBLISHED = "2026-03-22", "2026-03-27"
# Votes, and the seats that its people are enough for: the record does not say how many each list gets.
LISTS = (
    ("water", 198_340, 22, "Су және жер", "Вода и земля", "Water and Land"),
    ("towns", 142_187, 17, "Қалалар одағы", "Союз городов", "Union of Towns"),
    ("steppe", 104_720, 13, "Дала", "Степь", "Steppe"),
    ("lamp", 73_545, 10, "Шырақ", "Лампа", "Lamp"),
    ("road", 52_110, 7, "Ашық жол", "Открытая дорога", "Open Road"),
    ("well", 19_200, 4, "Құдық", "Колодец", "The Well"),
    ("oak", 19_199, 3, "Емен", "Дуб", "The Oak"),
)
AGAINST, INVALID, TOOK_PART, REGISTERED = 30_699, 9_100, 649_100, 1_062_400
# Seats by lists: the lot gives the last one, between Towns and Lamp, to the Lamp.
SEATS = {"water": 20, "towns": 14, "steppe": 11, "lamp": 8, "road": 5, "well": 2, "oak": 0}
LANDS = (("MYSAL-1", 7), ("MYSAL-2", 6), ("MYSAL-3", 6), ("MYSAL-4", 6), ("MYSAL-5", 7), ("MYSAL-6", 8))
REFUSED, WITHDRAWN, OWN_WORD = 12, 26, 33
DISTRICTS = sum(count for _, count in LANDS)


@dataclass
class Returning:
    """The commission's book: the acts in their order, and the ids drawn for candidates."""

    chance: random.Random
    acts: list[dict[str, Any]] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)

    def enter(self, name: str, id: str, body: dict[str, Any], matter: str = MATTER, **more: Any) -> None:
        """Enter one act."""
        self.acts.append({"act": name, "id": f"mysal/{id}", "matter": matter, "body": body, **more})

    def candidate(self) -> str:
        """Register the public capacity of one more candidate; return its id."""
        while (id := "c-" + "".join(self.chance.choices(LETTERS, k=6))) in self.drawn:
            pass
        self.drawn.add(id)
        office = said("Ассамблея депутаттығына кандидат", "Кандидат в депутаты Ассамблеи", "Candidate for the Assembly")
        body = {"office": office, "basis": "art. 20 of the law on elections", "since": "2026-01-26"}
        self.enter("people.capacity_registered", f"capacity-{id}", body, f"capacity/{id}")
        return id


def said(kk: str, ru: str, en: str) -> list[dict[str, str]]:
    """One text in the three languages; the Kazakh is a machine draft."""
    texts = (("kk", kk, "machine_draft"), ("ru", ru, "own_words"), ("en", en, "own_words"))
    return [{"language": language, "text": text, "status": status} for language, text, status in texts]


def sourced(**body: Any) -> dict[str, Any]:
    """A body with its source."""
    return body | {"sources": ["invented"]}


def call(book: Returning) -> None:
    """Enter the call, and how the districts were drawn."""
    called = {"polling_day": POLLING, "body": "parliament", "called_by": "President of Mysal"}
    book.enter("elections.called", "election-called", sourced(**called, by_act="Decree 1", act_date="2026-01-12"))
    districts = [
        {"district": str(number), "names": named(number), "territory": land} for number, land in enumerate(lands(), 1)
    ]
    drawn = sourced(on="2026-01-19", districts=districts, by_act="Decision 3 of the Election Commission")
    book.enter("elections.districts_drawn", "election-districts", drawn)


def lands() -> Iterator[str]:
    """The land of each district, in their order."""
    for land, count in LANDS:
        yield from [land] * count


def named(number: int) -> list[dict[str, str]]:
    """The names of a district."""
    return said(f"№ {number} округ", f"Округ № {number}", f"District No. {number}")


def registered(book: Returning) -> dict[str, list[str]]:
    """Register every list with its people; return these."""
    people: dict[str, list[str]] = {}
    for order, (name, _, count, *names) in enumerate(LISTS, 1):
        people[name] = [book.candidate() for _ in range(count)]
        on_list = [{"candidate": id} | groups(at) for at, id in enumerate(people[name])]
        body = sourced(on="2026-02-09", list=name, names=said(*names), order=order, candidates=on_list)
        book.enter("elections.list_registered", f"election-list-{name}", body)
    return people


def groups(at: int) -> dict[str, list[str]]:
    """The groups of the person at a place of a list: women at every third, the young and the disabled now and then."""
    found = (
        ["women"] * (at % 3 == 0) + ["young_people"] * (at % 7 == 3) + ["persons_with_disabilities"] * (at % 11 == 5)
    )
    return {"groups": found} if found else {}


def run(book: Returning, number: int) -> list[tuple[str, str]]:
    """Register who stands in a district, and what befell them; return those on the ballot."""
    by = [LISTS[0][0], LISTS[1 + number % 3][0], *(["self"] if number % 5 == 3 else [])]
    standing = []
    for order, put_forward_by in enumerate(by, 1):
        id = book.candidate()
        body = {"on": "2026-02-10", "district": str(number), "candidate": id, "put_forward_by": put_forward_by}
        own = {"signatures": 291 + number, "voters": 26_560} if put_forward_by == "self" else {}
        book.enter("elections.candidate_registered", f"election-{number}-{order}", sourced(**body, order=order, **own))
        standing.append((id, put_forward_by))
    if number == REFUSED:
        refuse(book, number)
    if number == WITHDRAWN:
        gone = {"on": "2026-03-02", "contest": f"district-{number}", "option": standing.pop()[0], "ground": "withdrawn"}
        book.enter("elections.registration_ended", f"election-{number}-withdrawn", sourced(**gone))
    return standing


def refuse(book: Returning, number: int) -> None:
    """Refuse somebody with too few signatures."""
    id = book.candidate()
    remedy = {"kind": "court", "basis": {"rule": "elections.complaint_to_court", "article": "art. 24"}}
    basis = {"rule": "elections.refusal_signatures", "article": "art. 23(1)"}
    body = {"on": "2026-02-11", "contest": f"district-{number}", "option": id, "basis": basis, "remedies": [remedy]}
    facts = commit(hashlib.sha256(b"mysal/election").digest(), "elections", "241 of 266 signatures (invented)")
    commitment = [{"field": "facts", "hmac": facts}]
    book.enter("elections.registration_refused", f"election-{number}-refused", body, commit=commitment)


def vote(book: Returning, number: int, standing: list[tuple[str, str]]) -> None:
    """Enter the votes of a district, and who won it."""
    contest, strength = (
        f"district-{number}",
        {"water": 4_800, "towns": 4_900, "steppe": 4_500, "lamp": 4_300, "self": 2_400},
    )
    votes = {
        id: strength[by] + book.chance.randrange(2_600) + (6_000 if (number, by) == (OWN_WORD, "self") else 0)
        for id, by in standing
    }
    against, invalid = 300 + book.chance.randrange(300), 150 + book.chance.randrange(100)
    whole = sum(votes.values()) + against + invalid
    body = {
        "contest": contest,
        "stage": "final",
        "published_on": PUBLISHED,
        "votes": [{"option": id, "votes": count} for id, count in votes.items()],
        "against_all": against,
        "invalid": invalid,
        "took_part": whole,
        "registered": 26_560,
    }
    book.enter("elections.votes_published", f"election-{number}-votes", sourced(**body))
    seat = [{"option": max(votes, key=lambda one: votes[one]), "seats": 1}]
    book.enter("elections.seats_published", f"election-{number}-seat", sourced(**decided(contest, seat)))


def decided(contest: str, seats: list[dict[str, Any]]) -> dict[str, Any]:
    """Seats as the commission published them."""
    return {
        "contest": contest,
        "published_on": "2026-03-30",
        "decided_by": "Election Commission of Mysal",
        "seats": seats,
    }


def vote_for_lists(book: Returning) -> None:
    """Enter the votes for lists: on the night, and finally."""
    for stage, day, less in (("preliminary", "2026-03-23", 7), ("final", PUBLISHED, 0)):
        votes = {name: count - less * (count // 1000) for name, count, *_ in LISTS}
        against, invalid = AGAINST - 30 * less, INVALID - 9 * less
        body = {
            "contest": "lists",
            "stage": stage,
            "published_on": day,
            "votes": [{"option": name, "votes": count} for name, count in votes.items()],
            "against_all": against,
            "invalid": invalid,
            "took_part": sum(votes.values()) + against + invalid,
            "registered": REGISTERED,
        }
        book.enter("elections.votes_published", f"election-lists-{stage}", sourced(**body))


def seat(book: Returning, people: dict[str, list[str]]) -> None:
    """Draw the lot, publish the seats by lists, and let people take them; one seat falls vacant and goes on."""
    how = "Two slips, drawn by the youngest member before both lists, on camera"
    lot = {"on": "2026-03-28", "contest": "lists", "order": ["lamp", "towns"], "how": how}
    book.enter("elections.lot_drawn", "election-lot", sourced(**lot))
    won = [{"option": name, "seats": count} for name, count in SEATS.items()]
    book.enter("elections.seats_published", "election-lists-seats", sourced(**decided("lists", won)))
    for name, count in SEATS.items():
        if count:
            body = {"on": "2026-04-03", "list": name, "candidates": people[name][:count]}
            book.enter("elections.seats_taken", f"election-taken-{name}", sourced(**body))
    first, then = people["steppe"][2], people["steppe"][SEATS["steppe"]]
    vacated = {
        "on": "2026-06-15",
        "contest": "lists",
        "candidate": first,
        "ground": "resigned",
        "article": "art. 42(4)",
    }
    book.enter("elections.seat_vacated", "election-vacated", sourced(**vacated))
    passed = {"on": "2026-06-22", "list": "steppe", "of": first, "to": then}
    book.enter("elections.seat_passed", "election-passed", sourced(**passed))


def derived() -> dict[str, bytes]:
    """The acts of the election, as the file of the pack."""
    book = Returning(random.Random(2026))
    call(book)
    people = registered(book)
    standing = {number: run(book, number) for number in range(1, DISTRICTS + 1)}
    vote_for_lists(book)
    for number, there in standing.items():
        vote(book, number, there)
    seat(book, people)
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in book.acts)
    return {"15-election.jsonl": "".join(lines).encode()}
