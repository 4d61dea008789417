"""Write what the pack `mysal` holds of one case that ended with a ruling: from its filing to texts that two released.

    python tools/mysal.py

Each step rests on its line in the law of the invented country, and the lot is drawn as anyone draws it again. Who read
the texts for names is another person than who published them. The salts are invented: each is a hash, as all here is.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import mysal_proposals

from isonomia.court import acts, lot, rules
from isonomia.court.steps import STEPS
from isonomia.rulebook.law import Entries, Law
from isonomia.rulebook.loading import shipped

TOOLS = Path(__file__).resolve().parent
CASE, NORM = "case/2025-000006", "norm/mysal-forests-11"
JUDGES = ("c-2b3c4d", "c-3c4d5f", "c-4d5f6g", "c-5f6g7h", "c-6g7h8j", "c-7h8j9k")
READER, PUBLISHER = "c-8j9k2b", "c-9k2b3c"
HEAD, DRAWN = sha256(b"invented head of Mysal").hexdigest(), "03-11-17-28-40"


class Registry:
    """The acts of one case and its norm, in their order."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.words = words
        self.acts: list[dict[str, Any]] = []
        self.rulebook = shipped("mysal")

    def enter(self, act: str, matter: str, body: dict[str, Any], **rest: Any) -> str:
        """Enter an act; return its id."""
        place = 1 + sum(one["matter"] == matter for one in self.acts)
        id = f"mysal/{matter}/{place}"
        self.acts.append({"act": act, "id": id, "matter": matter, "body": body} | rest)
        return id

    def step(self, name: str, day: str, body: dict[str, Any] | None = None, *, seal: str = "", by: str = "") -> str:
        """Take a step of the case on a day, on its line of the chart."""
        law = self.rulebook.on(date.fromisoformat(day))
        said = {**(body or {}), "on": day, "basis": {"rule": rules.CHART, "article": line(law, name)}}
        rest: dict[str, Any] = {"capacity": by} if by else {}
        if seal:
            rest["commit"] = [{"field": seal, "hmac": sealed(name, seal)}]
        return self.enter(f"court.{name}", CASE, said, **rest)

    def review(self, day: str, status: str, act: str) -> None:
        """The norm changes its status by an act of the case."""
        law = self.rulebook.on(date.fromisoformat(day))
        body = {"on": day, "status": status, "case": CASE, "act": act, "constitution": rules.constitution_of(law)}
        self.enter("norm.reviewed", NORM, body)

    def worded(self, name: str) -> list[dict[str, str]]:
        """A wording in each language."""
        return [mysal_proposals.worded(language, text) for language, text in self.words[name].items()]


def line(law: Law, name: str) -> str:
    """The article of the chart on which a step rests."""
    chart = law.entries(rules.CHART)
    assert isinstance(chart, Entries)
    found = chart.find(STEPS[acts.OF_CASE[name]])
    assert found is not None, name
    return found.article


def sealed(name: str, field: str) -> str:
    """A commitment of this invented case: nothing opens it."""
    return sha256(f"mysal {CASE} {name} {field}".encode()).hexdigest()


def walked(office: Registry) -> None:
    """The case from its filing to the decision."""
    title, source = office.worded("norm"), ["invented"]
    for capacity in (READER, PUBLISHER):
        body = {"office": office.worded("office"), "basis": "Law No. 17, art. 6", "since": "2024-01-10"}
        office.enter("people.capacity_registered", f"capacity/{capacity}", body)
    place = {"work": "mysal/act/2014-06-12/forests", "eid": "art_11"}
    office.enter("norm.registered", NORM, {**place, "titles": title, "sources": source})
    filed = {"filed_on": "2025-09-01", "channel": "form", "language": "kk", "applicant_kind": "citizen"}
    sheets = [{"field": one, "hmac": sealed("appeal_filed", one)} for one in ("content", "applicant")]
    body = {**filed, "norms": [NORM], "judgment_adopted_on": "2025-06-17"}
    office.enter("court.appeal_filed", CASE, body, commit=sheets)
    office.step("appeal_registered", "2025-09-02")
    office.step("check_passed", "2025-09-10")
    office.step("study_begun", "2025-09-12", {"judges": list(JUDGES[:3])})
    office.review("2025-10-01", "pending", office.step("appeal_admitted", "2025-10-01", {"judges": list(JUDGES[:3])}))
    office.step("participants_notified", "2025-10-03")
    source_of_lot = {"name": "Mysal lottery of the harvest", "reference": "draw 318", "due_on": "2025-10-09"}
    announced = {"eligible": list(JUDGES[:5]), "head_size": 1200, "head_root": HEAD, "source": source_of_lot}
    office.step("lot_announced", "2025-10-06", announced)
    seed = lot.seed_of(HEAD, DRAWN, CASE)
    office.step("lot_drawn", "2025-10-09", {"value": DRAWN, "seed": seed, "judge": lot.drawn(JUDGES[:5], seed)})
    bench = {"formation": "plenary", "judges": list(JUDGES)}
    office.step("hearing_held", "2025-12-01", {"form": "written", **bench})
    office.step("vote_taken", "2025-12-03", {**bench, "members": 9, "yes": 5, "no": 1})
    outcomes = [{"norm": NORM, "outcome": "constitutional"}]
    said = {"kind": "ruling", "number": office.words["number"], "outcomes": outcomes}
    office.review("2025-12-08", "constitutional", office.step("case_decided", "2025-12-08", said, seal="text"))
    office.step("decision_sent", "2025-12-11")


def released(office: Registry) -> Iterator[tuple[str, bytes]]:
    """The texts of the ruling: one person finds no name in them, another publishes them."""
    files = {language: (text.strip() + "\n").encode() for language, text in office.words["ruling"].items()}
    paths = {language: f"rulings/{office.words['number']}.{language}.txt" for language in files}
    checked = [{"language": language, "digest": sha256(data).hexdigest()} for language, data in files.items()]
    office.step("anonymisation_checked", "2025-12-15", {"texts": checked}, by=READER)
    texts = [{"language": language, "text": {"file": path}} for language, path in paths.items()]
    office.step("ruling_published", "2025-12-17", {"texts": texts}, by=PUBLISHER)
    yield from ((paths[language], data) for language, data in files.items())


def derived() -> dict[str, bytes]:
    """Every file that is derived, by its name in the pack."""
    office = Registry(tomllib.loads((TOOLS / "mysal_ruling.toml").read_text(encoding="utf-8")))
    walked(office)
    files = dict(released(office))
    return {"14-ruling.jsonl": mysal_proposals.lines(office.acts)} | files
