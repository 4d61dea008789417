"""Write what the pack `mysal` holds of proposals: some three hundred, drawn by lot from a seed, and what came of them.

    python tools/mysal.py

The words are in tools/mysal_demands.toml. The acts are one JSON line each; the public texts lie beside them, with the
salts that open their commitments, because no act holds a text. The country is invented, and so are the salts: each is
the hash of the id of its act. Of the text that was hidden neither is written.
"""

import json
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from isonomia.proposals.masking import mask
from isonomia.proposals.rules import ORIGINAL_DOMAIN, TEXT_DOMAIN
from isonomia.record.commitment import commit

TOOLS = Path(__file__).resolve().parent
GROUP, DRAFT, WORK = "group/mysal-2025", "draft/mysal-2025", "mysal/act/2001-03-01/constitution"
LANGUAGES = ("kk", "ru", "en")
FIRST, LAST_DAY = date(2024, 10, 7), date(2025, 1, 6)
CHAIR, *MEMBERS = (
    "c-4m8x2t",
    "c-9k3w7v",
    "c-2h6b9z",
    "c-5t7q3m",
    "c-8d4n6r",
    "c-3x9g5k",
    "c-7w2p8c",
    "c-6v5j4b",
    "c-2z7f3h",
)
LANDS = ("MYSAL-1", "MYSAL-2", "MYSAL-3", "MYSAL-4", "MYSAL-5", "MYSAL-6")
ALONE = 196
STEPS = [
    "received",
    "registered",
    "found_admissible",
    "found_inadmissible",
    "information_asked",
    "information_given",
    "forwarded",
    "assigned",
    "demand_stated",
    "linked",
    "unlinked",
    "read_by_member",
    "reviewed",
    "stepped_aside",
    "decided",
    "answered",
    "second_look_asked",
    "decided-2",
    "answered-2",
    "withdrawn",
    "disowned",
    "text_hidden",
    "campaign_found",
    "traced",
]
"""The order in which acts of one day are entered."""

# Letters that print alike in both scripts.
ALIKE = str.maketrans("аеорсухАЕОРСХ", "aeopcyxAEOPCX")


@dataclass
class Letter:
    """One proposal on its way: what it says, what it asks for, and its days."""

    number: str
    received: date
    language: str
    text: str
    wants: tuple[str, ...]
    fate: str = ""
    campaign: int | None = None
    exact: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    original: str = ""
    linked: date = date.min
    read: date = date.min

    @property
    def matter(self) -> str:
        """The matter of this proposal."""
        return f"proposal/{self.number}"


@dataclass
class Office:
    """The working group at work: acts with their days, and the files that they cite."""

    words: Mapping[str, Any]
    lot: random.Random
    entered: list[tuple[date, int, int, dict[str, Any]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    texts: list[dict[str, str]] = field(default_factory=list)
    decided: dict[str, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.demands = {one["name"]: one for one in self.words["demand"]}
        self.matters = {name: f"demand/D-2024-{place}" for place, name in enumerate(self.demands, 1)}

    def enter(self, step: str, day: date, matter: str, body: dict[str, Any], **more: Any) -> str:
        """Enter one act; return its id."""
        id, kind = f"mysal/{matter.partition('/')[2]}/{step}", step.rstrip("-0123456789")
        act = {"act": f"proposals.{kind}", "id": id, "matter": matter, "body": body, **more}
        self.entered.append((day, STEPS.index(step if step in STEPS else kind), len(self.entered), act))
        return id

    def enter_as(self, name: str, step: str, day: date, matter: str, body: dict[str, Any]) -> None:
        """Enter an act of which its matter has several on one day, under a name of its own."""
        self.enter(step, day, matter, body)
        self.entered[-1][3]["id"] = f"mysal/{matter.partition('/')[2]}/{name}"

    def file(self, name: str, text: str) -> dict[str, str]:
        """A file that an act cites."""
        self.files[name] = text.encode()
        return {"file": name}

    def later(self, day: date, least: int, most: int) -> date:
        """A day of work so many days later."""
        found = day + timedelta(days=self.lot.randint(least, most))
        return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() > 4 else 0)


def salt(id: str, what: str) -> bytes:
    """The salt of one commitment of an act: of an invented country, and so nobody's secret."""
    return sha256(f"isonomia.example/mysal {id} {what}".encode()).digest()


def letters(office: Office) -> list[Letter]:
    """Every proposal, numbered in the order in which it came."""
    lot, found = office.lot, [*alone(office), *copies(office)]
    found.sort(key=lambda one: one.received)
    counts: dict[int, int] = {}
    for one in found:
        year = one.received.year
        counts[year] = counts.get(year, 0) + 1
        one.number = f"P-{year}-{counts[year]:06}"
    fates = ["withdrawn", "withdrawn", "disowned", "hidden", *["waiting"] * 5, *["asked"] * 6, *["telephone"] * 3]
    single = [one for one in found if one.campaign is None and len(one.wants) == 1 and not one.fate]
    for fate, one in zip(fates, lot.sample(single, len(fates)), strict=True):
        one.fate = fate
    for one in found:
        finish(one)
    return found


def finish(letter: Letter) -> None:
    """Mask what must not be shown."""
    if letter.fate == "telephone":
        letter.text += {"kk": " Тел.: ", "ru": " Мой телефон: ", "en": " My number is "}[
            letter.language
        ] + "+7 700 555 01 23"
    masked = mask(letter.text)
    if masked.marks:
        letter.original, letter.text = letter.text, masked.text


def alone(office: Office) -> list[Letter]:
    """Proposals of people who wrote for themselves."""
    lot, names = office.lot, list(office.demands)
    found = []
    for place in range(ALONE):
        language = lot.choices(LANGUAGES, (45, 45, 10))[0]
        day = FIRST + timedelta(days=lot.randrange((LAST_DAY - FIRST).days))
        # Each demand is asked for at least once; the first ones more often.
        name = names[place] if place < len(names) else lot.choices(names, [40 - one for one in range(len(names))])[0]
        wants = (name, lot.choice([one for one in names if one != name])) if place % 24 == 7 else (name,)
        text, spans = written(office, language, wants)
        found.append(Letter("", day, language, text, wants, spans=spans))
    for ground, language, text in NOT_TAKEN_UP:
        day = FIRST + timedelta(days=lot.randrange((LAST_DAY - FIRST).days))
        found.append(Letter("", day, language, text, (), fate=ground))
    for one in [each for each in found if each.wants == ("roads",)][:3]:
        one.fate = "forwarded"
    return found


NOT_TAKEN_UP = (
    ("no_request", "ru", "Здравствуйте! Просто хотел сказать, что слежу за вашей работой."),
    ("no_request", "kk", "Мерекелеріңізбен! Жұмыс тобына денсаулық тілеймін."),
    ("not_understandable", "ru", "Статья там где про это, вы знаете, надо как было, только наоборот."),
    ("not_understandable", "en", "The thing with the second part, but other."),
    ("abusive", "ru", "Вы все воры и лжецы, больше мне сказать нечего."),
    ("sent_twice", "kk", "Кеше жіберген ұсынысымды қайталаймын, сол хатты қараңыздар."),
)


def written(office: Office, language: str, wants: tuple[str, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A letter in words of its own, and where in it each demand stands."""
    lot = office.lot
    parts, spans, at = [lot.choice(office.words["openings"][language])], [], 0
    at = len(parts[0]) + 1 if parts[0] else 0
    for name in wants:
        request, *reasons = office.demands[name][language]
        chosen = lot.sample(reasons, lot.randint(0, len(reasons)))
        said = " ".join((request, *chosen) if lot.random() < 0.7 else (*chosen, request))
        spans.append((at, at + len(said)))
        parts.append(said)
        at += len(said) + 1
    parts.append(lot.choice(office.words["closings"][language]))
    return " ".join(one for one in parts if one), tuple(spans) if len(wants) > 1 else ()


def copies(office: Office) -> list[Letter]:
    """Proposals that were written after one pattern, each campaign within some days."""
    found = []
    for place, one in enumerate(office.words["campaign"]):
        start = date(2024, 11, 4) + timedelta(days=12 * place)
        for nth in range(one["copies"]):
            day = start + timedelta(days=min(int(office.lot.expovariate(0.3)), 20))
            # The first one is the pattern itself.
            text = one["text"] if nth == 0 else changed(office.lot, one)
            exact = text == one["text"]
            found.append(Letter("", day, one["language"], text, (one["demand"],), campaign=place, exact=exact))
    return found


def changed(lot: random.Random, campaign: Mapping[str, Any]) -> str:
    """A copy: mostly letter by letter, else with a sentence of one's own, other letters, or slips of the hand."""
    text: str = campaign["text"]
    kind = lot.choices(("same", "own", "case", "slips", "alike", "unseen"), (58, 16, 8, 8, 5, 5))[0]
    match kind:
        case "own":
            own = lot.choice(campaign["own"])
            return f"{own} {text}" if lot.random() < 0.5 else f"{text} {own}"
        case "case":
            return text.upper() if lot.random() < 0.5 else text.replace(".", "!").replace(",", "")
        case "slips":
            at = sorted(lot.sample(range(10, len(text) - 2), 4), reverse=True)
            for one in at:
                text = text[:one] + text[one + 1] + text[one] + text[one + 2 :]
            return text
        case "alike":
            return text.translate(ALIKE) if campaign["language"] != "en" else text.replace("a", "а")
        case "unseen":
            return text.replace(" ", " \u200b", 5)
        case _:
            return text


def receive(office: Office, one: Letter) -> date:
    """Take a proposal in; return the day on which it was registered."""
    lot = office.lot
    channel = lot.choices(
        ("form", "state_portal", "e_mail", "social_media", "letter", "in_person", "meeting"), (50, 20, 8, 8, 8, 3, 3)
    )[0]
    channel = "form" if one.campaign is not None else channel
    paper = channel in ("letter", "in_person")
    id = f"mysal/{one.number}/received"
    body: dict[str, Any] = {"channel": channel, "received_on": str(one.received), "language": one.language}
    registered = office.later(one.received, 1, 3) if paper else one.received
    body |= {} if paper else {"registered_on": str(registered)}
    body["language_by"] = "clerk" if paper else lot.choice(("author", "detected"))
    body["author_kind"] = lot.choices(("citizen", "civic_organisation", "expert", "media"), (90, 5, 4, 1))[0]
    if channel in ("form", "state_portal") and lot.random() < 0.8:
        body |= {"verified": True, "author": f"author/a-{sha256(id.encode()).hexdigest()[:6]}"}
    if lot.random() < 0.75:
        body["territory"] = lot.choice(LANDS)
    about = [{"work": WORK, "eid": office.demands[name]["eid"]} for name in one.wants if "eid" in office.demands[name]]
    if about and lot.random() < 0.4:
        body["about"] = about
    office.enter("received", one.received, one.matter, body, commit=commitments(id, one))
    if paper:
        office.enter("registered", registered, one.matter, {"registered_on": str(registered)})
    if one.fate != "hidden":
        opening = {"act": id, "matter": one.matter, "language": one.language}
        office.texts.append({**opening, "salt": salt(id, "text").hex(), "text": one.text})
    return registered


def commitments(id: str, one: Letter) -> list[dict[str, str]]:
    """What binds the act to the text, and to the original where something in it was masked."""
    found = [{"field": "text", "hmac": commit(salt(id, "text"), TEXT_DOMAIN, one.text)}]
    if one.original:
        found.append({"field": "original", "hmac": commit(salt(id, "original"), ORIGINAL_DOMAIN, one.original)})
    return found


def take_up(office: Office, one: Letter) -> None:
    """Register, take up, assign, link and read a proposal; those that end here are ended."""
    lot = office.lot
    registered = receive(office, one)
    found = office.later(registered, 0, 4)
    if not one.wants:
        return turn_down(office, one, found)
    office.enter("found_admissible", found, one.matter, {"found_on": str(found)})
    if one.fate == "forwarded":
        return send_on(office, one, found)
    if one.fate == "asked":
        ask(office, one, found)
    method = "suggestion" if lot.random() < 0.8 else "hand"
    sure = {"confidence": f"0.{lot.randint(55, 98)}"} if method == "suggestion" else {}
    assigned = office.later(found, 0, 3)
    office.enter(
        "assigned", assigned, one.matter, {"group": GROUP, "assigned_on": str(assigned), "method": method, **sure}
    )
    one.linked = office.later(assigned, 0, 3)
    for place, name in enumerate(one.wants):
        body: dict[str, Any] = {"demand": office.matters[name], "linked_on": str(one.linked)}
        body["method"] = "exact_copy" if one.exact and one.campaign is not None else method
        if one.spans:
            body["span"] = {"start": one.spans[place][0], "end": one.spans[place][1]}
        office.enter("linked" if not place else "linked-2", one.linked, one.matter, body)
    one.read = office.later(one.linked, 1, 9)
    if one.fate == "withdrawn":
        office.enter("withdrawn", one.linked, one.matter, {"withdrawn_on": str(one.linked)})
        return None
    body = {"capacity": lot.choice([CHAIR, *MEMBERS]), "group": GROUP, "read_on": str(one.read)}
    office.enter("read_by_member", one.read, one.matter, body)
    if one.fate == "hidden":
        hidden = office.later(one.read, 1, 5)
        office.enter(
            "text_hidden",
            hidden,
            one.matter,
            {"ground": "personal_data", "rule": "proposals.hidden_if", "hidden_on": str(hidden)},
        )
    return None


def turn_down(office: Office, one: Letter, found: date) -> None:
    """Do not take a proposal up, and say why."""
    body = {"ground": one.fate, "rule": "proposals.inadmissible_if", "found_on": str(found)}
    office.enter("found_inadmissible", found, one.matter, body)
    ground = office.words["grounds"][one.fate][one.language]
    text = office.words["not_taken_up"][one.language].format(ground=ground) + office.words["look"][one.language]
    answer(
        office, one, office.later(found, 1, 10), {one.language: (f"answers/{one.fate}.{one.language}.txt", text)}, []
    )


def send_on(office: Office, one: Letter, found: date) -> None:
    """Send a proposal on to where it belongs."""
    to = [
        {"language": "kk", "text": "Жол министрлігі", "status": "machine_draft"},
        {"language": "ru", "text": "Министерство дорог", "status": "own_words"},
        {"language": "en", "text": "Ministry of Roads", "status": "own_words"},
    ]
    sent = office.later(found, 1, 3)
    office.enter("forwarded", sent, one.matter, {"to": to, "forwarded_on": str(sent)})
    text = office.words["sent_on"][one.language]
    answer(office, one, office.later(sent, 0, 2), {one.language: (f"answers/sent_on.{one.language}.txt", text)}, [])


def ask(office: Office, one: Letter, found: date) -> None:
    """Ask the author for more, and get it."""
    until, given = office.later(found, 14, 16), office.later(found, 3, 12)
    office.enter("information_asked", found, one.matter, {"asked_on": str(found), "until": str(until)})
    office.enter("information_given", given, one.matter, {"given_on": str(given)})


def answer(
    office: Office, one: Letter, day: date, texts: Mapping[str, tuple[str, str]], decisions: list[str], **more: Any
) -> None:
    """Answer a proposal."""
    said = [{"language": language, "text": office.file(*text)} for language, text in texts.items()]
    body = {"mode": "own", "decisions": decisions, "texts": said, "answered_on": str(day), "signatory": CHAIR}
    step = more.pop("step", "answered")
    office.enter(step, day, one.matter, body | more)


def consider(office: Office, name: str, asking: list[Letter]) -> str:
    """State a demand, have it reviewed and decided; return the act that decided it."""
    lot, demand, matter = office.lot, office.demands[name], office.matters[name]
    first = min(one.linked for one in asking)
    titles = [worded(language, demand["titles"][language]) for language in LANGUAGES]
    body: dict[str, Any] = {"titles": titles, "change": demand["change"], "stated_on": str(first)}
    if "eid" in demand:
        body["about"] = [{"work": WORK, "eid": demand["eid"]}]
    office.enter("demand_stated", first, matter, body)
    crowd = [one.linked for one in asking if one.campaign is not None]
    day = office.later(max(first, *crowd[:1], first), 22, 30) if crowd else office.later(first, 22, 30)
    day = max(day, office.later(max(crowd), 2, 4)) if crowd else day
    for reviewer in lot.sample(MEMBERS[:-1], 2 + lot.randint(0, 1)):
        opinion = "against" if demand["outcome"] == "refused" else "in_favour"
        review = {"capacity": reviewer, "group": GROUP, "interest": "none", "opinion": opinion}
        step = f"reviewed-{reviewer}"
        office.enter_as(
            step, "reviewed", day - timedelta(days=3), matter, review | {"reviewed_on": str(day - timedelta(days=3))}
        )
    if name == "capital":
        aside = {"capacity": MEMBERS[-1], "group": GROUP, "stepped_on": str(day - timedelta(days=4))}
        office.enter("stepped_aside", day - timedelta(days=4), matter, aside)
    office.decided[name] = day
    return office.enter("decided", day, matter, decision(office, name, demand["outcome"], demand.get("ground"), day))


def worded(language: str, text: str) -> dict[str, str]:
    """One wording; the Kazakh is a machine draft."""
    return {"language": language, "text": text, "status": "machine_draft" if language == "kk" else "own_words"}


def decision(office: Office, name: str, outcome: str, ground: str | None, day: date) -> dict[str, Any]:
    """What the working group decided, and how it voted."""
    present = office.lot.randint(13, 20)
    against = office.lot.randint(0, present // 2 - 2)
    abstained = office.lot.randint(0, 1)
    counts = {"in_favour": present - against - abstained, "against": against, "abstained": abstained}
    said = [worded(language, reason_of(office, language, outcome, ground)) for language in LANGUAGES]
    body: dict[str, Any] = {"outcome": outcome, "reasons": said, "group": GROUP, "decided_on": str(day)}
    body |= {"vote": {"members": 21, "present": present, **counts}, "signatory": CHAIR}
    return body | ({"ground": ground, "rule": "proposals.grounds_of_refusal"} if ground else {})


def reason_of(office: Office, language: str, outcome: str, ground: str | None) -> str:
    """Why, in words."""
    words: str = office.words["grounds"][ground][language] if ground else office.words["outcomes"][outcome][language]
    return f"{words[0].upper()}{words[1:]}."


def reply(
    office: Office, language: str, names: tuple[str, ...], outcome: str = "", ground: str = ""
) -> tuple[str, str]:
    """The answer on some demands in one language: its file and its words."""
    parts = []
    for name in names:
        demand = office.demands[name]
        decided, why = outcome or demand["outcome"], ground or demand.get("ground", "")
        said = {"title": demand["titles"][language], "outcome": office.words["outcomes"][decided][language]}
        because = office.words["because"][language].format(ground=office.words["grounds"][why][language]) if why else ""
        parts.append(office.words["said"][language].format(**said) + because)
    again = "-again" if outcome else ""
    return f"answers/{'-and-'.join(names)}{again}.{language}.txt", "\n".join(parts) + office.words["look"][language]


def respond(office: Office, found: list[Letter], decisions: Mapping[str, str]) -> None:
    """Answer everybody who is answered: those of a campaign together, others one by one."""
    last = date(2025, 2, 14)
    waves: dict[tuple[str, date], list[Letter]] = {}
    for one in found:
        if not one.wants or one.fate in ("withdrawn", "waiting", "forwarded", "disowned"):
            continue
        ready = max(one.read, *(office.decided[name] for name in one.wants))
        if one.campaign is not None:
            waves.setdefault((one.wants[0], office.later(ready, 3, 3)), []).append(one)
            continue
        day = office.later(ready, 40, 50) if office.lot.random() < 0.07 else office.later(ready, 1, 12)
        texts = {one.language: reply(office, one.language, one.wants)}
        answer(office, one, min(day, last), texts, [decisions[name] for name in one.wants])
    for (name, day), members in sorted(waves.items(), key=str):
        batch = f"{name}-{day}"
        numbers = "".join(f"{one.number}\n" for one in sorted(members, key=lambda one: one.number))
        listed = {
            "id": f"batch/{batch}",
            "receivers": len(members),
            "list": office.file(f"batches/{batch}.txt", numbers),
        }
        texts = {language: reply(office, language, (name,)) for language in LANGUAGES}
        for one in members:
            answer(office, one, day, texts, [decisions[name]], mode="batch", batch=listed)


AGAIN = {
    "information": ("already_provided", "provided_already"),
    "petitions": ("refused", "no_majority"),
    "children": ("refused", "belongs_in_a_law"),
}


def look_again(office: Office, found: list[Letter]) -> None:
    """Three authors ask for a second look; once another outcome comes of it."""
    given = {
        act["matter"]: date.fromisoformat(act["body"]["answered_on"])
        for *_, act in office.entered
        if act["act"] == "proposals.answered"
    }
    for name, (outcome, ground) in AGAIN.items():
        one = max(
            (each for each in found if each.wants == (name,) and each.matter in given),
            key=lambda each: given[each.matter],
        )
        asked = office.later(given[one.matter], 4, 9)
        id = f"mysal/{one.number}/second_look_asked"
        why = [{"field": "reasons", "hmac": commit(salt(id, "reasons"), "proposals/reasons", "invented")}]
        office.enter("second_look_asked", asked, one.matter, {"asked_on": str(asked)}, commit=why)
        day = max(office.later(asked, 8, 14), date(2025, 2, 17))
        body = decision(office, name, outcome, ground, day) | {"after": {"proposal": one.matter, "act": id}}
        second = office.enter("decided-2", day, office.matters[name], body)
        texts = {one.language: reply(office, one.language, (name,), outcome, ground)}
        answer(office, one, office.later(day, 1, 4), texts, [second], step="answered-2")


def trace(office: Office) -> None:
    """Trace every demand: into the amendments that were accepted, or to where it is told that it is not there."""
    day = date(2025, 4, 10)
    for name, demand in office.demands.items():
        outcome = AGAIN.get(name, (demand["outcome"], ""))[0]
        place = {"provision": {"work": WORK, "eid": demand.get("place", demand.get("eid", ""))}}
        match outcome:
            case "refused":
                body: dict[str, Any] = {"kind": "refused"}
            case "outside_constitution":
                body = {"kind": "outside_scope"}
            case "already_provided":
                body = {"kind": "already_in_law", **place}
            case _:
                body = {"kind": demand["trace"], "draft": DRAFT, "amendment": demand["amendment"], **place}
        office.enter("traced", day, office.matters[name], body | {"traced_on": str(day)})


def campaigns(office: Office, found: list[Letter]) -> None:
    """Find the campaigns, by hand: who wrote after which pattern is known here."""
    day = date(2025, 1, 13)
    for place, campaign in enumerate(office.words["campaign"]):
        members = sorted((one for one in found if one.campaign == place), key=lambda one: one.number)
        pattern = next(one for one in members if one.text == campaign["text"])
        numbers = "".join(f"{one.number}\n" for one in members)
        given = "".join(f"{one.number} {one.text}\n" for one in found if one.wants)
        body = {
            "found_on": str(day),
            "method": "hand",
            "version": "1",
            "template": pattern.matter,
            "copies": len(members),
        }
        body["exact"] = sum(one.exact for one in members)
        body["members"] = office.file(f"campaigns/{place + 1}.txt", numbers)
        office.enter(
            "campaign_found",
            day,
            f"campaign/C-2025-{place + 1}",
            body | {"input_sha256": sha256(given.encode()).hexdigest()},
        )


def members() -> list[dict[str, Any]]:
    """Who of the working group is named, by public capacities."""
    since, found = {"since": "2024-10-01"}, []
    offices = {
        "kk": "Жұмыс тобының мүшесі",
        "ru": "Член рабочей группы",
        "en": "Member of the working group",
    }
    office = [worded(language, text) for language, text in offices.items()]
    for one in (CHAIR, *MEMBERS):
        body = {"office": office, "basis": "Decree 7 of 1 October 2024", **since}
        act = {"act": "people.capacity_registered", "id": f"mysal/capacity-{one}", "matter": f"capacity/{one}"}
        found.append(act | {"body": body})
    for one in (CHAIR, *MEMBERS):
        appointed = {"capacity": one, "role": "chair" if one == CHAIR else "member", "sources": ["invented"], **since}
        act = {"act": "drafting.member_appointed", "id": f"mysal/member-{one}", "matter": GROUP}
        found.append(act | {"body": appointed})
    return found


def derived() -> dict[str, bytes]:
    """Every file that is derived, by its name in the pack."""
    office = Office(tomllib.loads((TOOLS / "mysal_demands.toml").read_text(encoding="utf-8")), random.Random(2024))
    found = letters(office)
    for one in found:
        take_up(office, one)
    asking = {name: [one for one in found if name in one.wants and one.fate != "forwarded"] for name in office.demands}
    decisions = {name: consider(office, name, those) for name, those in asking.items()}
    for one in found:
        if one.fate == "disowned":
            office.enter("disowned", one.read, one.matter, {"disowned_on": str(one.read)})
    respond(office, found, decisions)
    look_again(office, found)
    campaigns(office, found)
    trace(office)
    acts = [act for *_, act in sorted(office.entered, key=lambda one: one[:3])]
    files = {"10-members.jsonl": lines(members()), "11-proposals.jsonl": lines(acts)}
    return files | {"proposals/texts.jsonl": lines(office.texts)} | office.files


def lines(values: list[dict[str, Any]]) -> bytes:
    """Values as JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in values).encode()
