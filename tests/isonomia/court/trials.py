"""A court on trial: cases of Kazakhstan and of Mysal, told step by step with what each step needs."""

from datetime import date
from typing import Any

import msgspec

from isonomia.court import lot
from isonomia.court.case import Case
from isonomia.court.steps import GROUNDS_IN, STEPS
from isonomia.record.act import Act, Actor, Commitment
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.law import Entries, Rule, Rulebook
from isonomia.rulebook.loading import shipped

C, D = "case/2026-000001", "case/2026-000002"
N, M = "norm/act-on-fees-7", "norm/act-on-fees-8"
JUDGES = tuple(f"c-{one * 6}" for one in "23456789b")
WORD = [{"language": "en", "text": "It means fees of both kinds.", "status": "own_words"}]
SOURCE = [{"publisher": "The court", "reference": "docket", "language": "en"}]
HEAD = "ab" * 32
FILE = {"sha256": "cd" * 32, "size": 12, "media": "application/pdf"}

SAID: dict[str, dict[str, Any]] = {
    "appeal_returned": {"grounds": ["form_or_content"]},
    "study_begun": {"judges": list(JUDGES[:3])},
    "admission_refused": {"judges": list(JUDGES[:3]), "grounds": ["outside_competence"]},
    "appeal_admitted": {"judges": list(JUDGES[:3])},
    "suspension_considered": {"body": "government"},
    "rapporteur_assigned": {"judge": JUDGES[0], "mode": "chair", "reason": "subject"},
    "lot_announced": {
        "eligible": list(JUDGES[:5]),
        "excluded": [{"judge": JUDGES[8], "reason": "leave"}],
        "head_size": 40,
        "head_root": HEAD,
        "source": {"name": "drand", "reference": "round 5000000", "due_on": "2026-02-20"},
    },
    "judge_recused": {"judge": JUDGES[0], "reason": "direct_interest"},
    "appeal_joined": {"case": D, "received_on": "2026-02-24"},
    "joined_into": {"case": C},
    "proceedings_suspended": {"ground": "other_cases"},
    "term_extended": {"until": "2026-07-30"},
    "information_asked": {"body": "government"},
    "hearing_held": {"form": "oral", "formation": "plenary", "judges": list(JUDGES[:8])},
    "vote_checked": {"adopted": True},
    "case_terminated": {"ground": "withdrawn"},
    "case_decided": {"number": "1-NP", "outcomes": [{"norm": N, "outcome": "unconstitutional"}]},
    "anonymisation_checked": {"texts": [{"language": "kk", "digest": FILE["sha256"]}]},
    "ruling_published": {"texts": [{"language": "kk", "text": FILE}]},
    "decision_added": {"number": "1-NP/2"},
    "execution_reported": {"body": "government", "what": "bill_introduced"},
    "appeal_moved": {"to_body": "ombudsman", "reason": "not_our_matter"},
}
PAPERS = {
    "appeal_filed": ("content",),
    "appeal_cured": ("content",),
    "appeal_returned": ("facts",),
    "admission_refused": ("facts",),
    "case_terminated": ("facts",),
    "case_decided": ("text",),
}
KINDS = {name.partition(".")[2]: kind for (name, _), kind in BODIES.items() if name.startswith("court.")}


class Trial:
    """The cases of one country, entered act by act and judged by its rulebook as it ships."""

    def __init__(self, country: str, rulebook: Rulebook | None = None) -> None:
        self.country = country
        self.rulebook = rulebook or shipped(country)
        self.reform = Reform({country: self.rulebook})
        self.acts: list[Act] = []
        self.day = "2026-02-10"
        for one in JUDGES:
            self.enter("people.capacity_registered", f"capacity/{one}", _capacity(), role="registrar")
        for norm in (N, M):
            self.enter("norm.registered", norm, {"work": "kz/act/2020/fees", "titles": WORD, "sources": SOURCE})

    def case(self, matter: str = C) -> Case:
        """A case as it stands."""
        return self.reform.court.cases[matter]

    def file(self, matter: str = C, **changes: Any) -> Act:
        """File an appeal of a citizen."""
        body = {"channel": "form", "language": "kk", "applicant_kind": "citizen", "norms": [N], "filed_on": self.day}
        return self.tell("appeal_filed", matter, {**body, **changes})

    def of(self, name: str, matter: str = C, *, on: str = "", by: str = "p-bcdfgh", **changes: Any) -> Act:
        """Take a step with its own basis on a day."""
        self.day = on or self.day
        body = {**SAID.get(name, {}), "on": self.day, **changes}
        kind = KINDS[name]
        if name == "appeal_moved":
            body["moved_on"] = body.pop("on")
        if kind in STEPS and "basis" not in changes:
            body["basis"] = self.basis(name, body)
        if name in ("appeal_returned", "admission_refused") and "remedies" not in changes:
            key = f"court.remedies_of_{'return' if name == 'appeal_returned' else 'refusal'}"
            body["remedies"] = self.remedies(key)
        if name == "case_decided" and "kind" not in changes:
            body["kind"] = self.rulebook.on(_day(self.day)).words("court.decisions")[0]
        return self.tell(name, matter, body, by=by)

    def remedies(self, key: str) -> list[dict[str, Any]]:
        """Every remedy that the law lists."""
        rule = self.rulebook.on(_day(self.day)).find(key)
        assert isinstance(rule, Rule) and isinstance(rule.value, tuple)
        return [{"kind": one, "basis": {"rule": key, "article": rule.citations[0].article}} for one in rule.value]

    def basis(self, name: str, body: dict[str, Any]) -> dict[str, str]:
        """The basis of a step on its day: its line of the chart, or that of its ground."""
        kind = KINDS[name]
        key, word = GROUNDS_IN.get(kind, "court.steps"), STEPS[kind]
        if kind in GROUNDS_IN:
            word = body["ground"] if "ground" in body else body["grounds"][0]
        rule = self.rulebook.on(_day(self.day)).find(key)
        value = rule.value if isinstance(rule, Rule) else None
        line = value.find(word) if isinstance(value, Entries) else None
        article = line.article if line else rule.citations[0].article if isinstance(rule, Rule) else "none"
        return {"rule": key, "article": article}

    def road(self, *names: str, matter: str = C) -> None:
        """Take several steps on the day that it is."""
        for one in names:
            self.of(one, matter)

    def tell(self, name: str, matter: str, body: dict[str, Any], *, by: str = "p-bcdfgh") -> Act:
        """Enter an act of the court with the commitments that its kind has."""
        papers = (*PAPERS.get(name, ()), *body.pop("more", ()))
        return self.enter(f"court.{name}", matter, body, by=by, papers=body.pop("papers", papers))

    def enter(
        self,
        name: str,
        matter: str,
        body: dict[str, Any],
        *,
        by: str = "",
        role: str = "court_registrar",
        papers: Any = (),
    ) -> Act:
        """Enter any act."""
        place = sum(one.matter == matter for one in self.acts)
        act = Act(
            act=name,
            v=1,
            id=f"{matter}/{place + 1}",
            matter=matter,
            place=place,
            at=f"{self.day}T10:00:00Z",
            actor=Actor(role=role, capacity=by or None),
            body=msgspec.convert(body, BODIES[name, 1]),
            commit=tuple(Commitment(field=one, hmac="ef" * 32) for one in papers),
            index=len(self.acts),
        )
        self.reform.admit(act)
        self.acts.append(act)
        return act

    def judge(self, formation: str = "plenary", **changes: Any) -> Act:
        """Let eight judges, or a panel, vote as the law of the country wants it shown."""
        judges = list(JUDGES[:8])
        if formation == "panel":
            judges = judges[: self.rulebook.on(_day(self.day)).number("court.panel")]
        body: dict[str, Any] = {"formation": formation, "members": 9, "judges": judges}
        if self.rulebook.on(_day(self.day)).word("court.vote") == "secret":
            body["ballots"] = [{"judge": one, "hmac": "12" * 32} for one in judges]
        else:
            body |= {"yes": len(judges), "no": 0}
        return self.of("vote_taken", **{**body, **changes})

    def decided(self, **changes: Any) -> Act:
        """Bring a case from its filing to a decision."""
        self.file()
        self.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
        self.assign()
        self.of("hearing_held", on="2026-03-02")
        self.judge()
        if self.rulebook.on(_day(self.day)).word("court.vote") == "secret":
            self.of("vote_checked", by="p-cccccc")
            self.of("vote_checked", by="p-dddddd")
        return self.of("case_decided", **changes)

    def assign(self) -> None:
        """Give the case to a judge as the law of the country says."""
        if self.rulebook.on(_day(self.day)).word("court.assignment") == "chair":
            self.of("rapporteur_assigned")
            return
        self.of("lot_announced")
        seed = lot.seed_of(HEAD, "8d1f", C)
        self.of("lot_drawn", on="2026-02-20", value="8d1f", seed=seed, judge=lot.drawn(JUDGES[:5], seed))

    def published(self) -> Act:
        """Bring a case from its filing to the publication of the ruling."""
        self.decided()
        self.of("decision_sent", on="2026-03-03")
        self.of("anonymisation_checked", by="p-cccccc")
        return self.of("ruling_published", on="2026-03-04", by="p-dddddd")


def _capacity() -> dict[str, Any]:
    return {"office": WORD, "since": "2026-01-01", "basis": "court law, art. 3"}


def _day(text: str) -> date:
    return date.fromisoformat(text)
