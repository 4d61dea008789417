"""The court with 100,000 cases: its numbers counted from a record, beside a plain loop; the docket's page.

python benchmarks/court.py [--cases 100000] [--rounds 20] [--database sqlite|postgresql] [--only stats|pages]

Counted: eight acts a case are drawn as a record holds them. The peer reads each with the standard library's json,
checks a chain of hashes over them, and counts the same numbers; ours reads published files and checks the tree. Both
are told in one run, and must agree.
"""

import argparse
import base64
import hashlib
import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median_low, quantiles
from time import perf_counter

import msgspec

from isonomia.court.counting import Tally
from isonomia.record.growing import GrowingLog
from isonomia.record.tiles import ENTRIES, bundle, tile_path
from isonomia.rulebook.loading import shipped
from isonomia_cli.court import counted as told_again
from isonomia_cli.court import due_by, head_of, tree_checked

APPLICANTS = ("citizen",) * 95 + ("court", "prosecutor_general", "ombudsman", "president", "group_of_deputies")
GROUNDS = ("outside_competence", "form_or_content", "wrong_subject", "conditions_not_met")
ON = date(2026, 11, 1)
HMAC = "ef" * 32
LINES = "entries.jsonl"
Told = tuple[dict[str, object], float, float]
"""The numbers, the seconds that passed, the seconds of the processor."""


def drawn(cases: int) -> list[bytes]:
    """The acts of so many cases, eight each, in canonical bytes."""
    chance, found = random.Random(7), []
    for number in range(1, cases + 1):
        matter, day = f"case/2025-{number:06}", date(2025, 1, 1) + timedelta(days=chance.randrange(400))
        for place, (act, body) in enumerate(_road(chance, day)):
            commit = {"commit": [{"field": "content", "hmac": HMAC}]} if place == 0 else {}
            one = {
                "act": f"court.{act}",
                "actor": {"capacity": "p-7f3k9q", "role": "court_registrar"},
                "at": "2026-11-01T10:00:00Z",
                "body": body,
                "id": f"{matter}/{place + 1}",
                "matter": matter,
                "place": place,
                "v": 1,
                **commit,
            }
            found.append(json.dumps(one, sort_keys=True, separators=(",", ":")).encode())
    return found


def _road(chance: random.Random, day: date) -> list[tuple[str, dict[str, object]]]:
    def basis(article: str) -> dict[str, object]:
        return {"basis": {"article": article, "rule": "court.steps"}}

    filed = {"applicant_kind": chance.choice(APPLICANTS), "channel": "form", "language": chance.choice(("kk", "ru"))}
    norm = f"norm/n-{chance.randrange(400)}"
    days = [str(day + timedelta(days=at * chance.randrange(1, 20))) for at in range(8)]
    days.sort()
    road: list[tuple[str, dict[str, object]]] = [("appeal_filed", {**filed, "filed_on": days[0], "norms": [norm]})]
    road.append(("appeal_registered", {"on": days[1], **basis("47(1)")}))
    if chance.random() < 0.9:
        returned = {"grounds": [chance.choice(GROUNDS)], "on": days[2], **basis("47(2)"), "remedies": []}
        again = [("notice_received", {"on": days[3]}), ("decision_demanded", {"on": days[4], **basis("47(3)")})]
        study = ("study_begun", {"judges": ["c-222222"], "on": days[5], **basis("48(1)")})
        refused = {"grounds": ["outside_competence"], "judges": ["c-222222"], "on": days[6], "remedies": []}
        notified = ("participants_notified", {"on": days[7], **basis("48(4)")})
        return [*road, ("appeal_returned", returned), *again, study, ("admission_refused", refused), notified]
    road.append(("check_passed", {"on": days[2], **basis("47(2)")}))
    road.append(("study_begun", {"judges": ["c-222222"], "on": days[3], **basis("48(1)")}))
    road.append(("appeal_admitted", {"judges": ["c-222222"], "on": days[4], **basis("48(2)")}))
    road.append(("hearing_held", {"form": "oral", "formation": "plenary", "judges": ["c-222222"], "on": days[5]}))
    outcome = {"norm": norm, "outcome": chance.choice(("constitutional", "unconstitutional"))}
    road.append(
        ("case_decided", {"kind": "normative_resolution", "number": "1-NP", "on": days[6], "outcomes": [outcome]})
    )
    return [*road, ("decision_sent", {"on": days[7], **basis("65(1)(1)")})]


LEADS = {
    "court.appeal_registered": "registered",
    "court.appeal_returned": "returned",
    "court.decision_demanded": "demanded",
    "court.check_passed": "checked",
    "court.study_begun": "study",
    "court.admission_refused": "refused",
    "court.appeal_admitted": "admitted",
    "court.hearing_held": "hearing",
    "court.case_decided": "decided",
    "court.decision_sent": "sent",
}


def plain(folder: Path) -> Told:
    """The peer, over lines that it holds already: json, a chain of hashes, and the same numbers."""
    entries = (folder / LINES).read_bytes().split(b"\n")
    started, spent = perf_counter(), used()
    numbers = loop(entries)
    return numbers, perf_counter() - started, used() - spent


def loop(entries: list[bytes]) -> dict[str, object]:
    """Read, chain and count the entries one by one."""
    chain, cases = b"\0" * 32, {}
    for data in entries:
        chain = hashlib.sha256(chain + data).digest()
        one = json.loads(data)
        if one["act"] == "court.appeal_filed":
            cases[one["matter"]] = {"filed": one["body"], "stage": "filed", "days": {"filed": one["body"]["filed_on"]}}
            continue
        case, stage = cases[one["matter"]], LEADS.get(one["act"])
        if stage:
            case["stage"] = stage
            case["days"][stage] = one["body"]["on"]
            case.update({name: one["body"][name] for name in ("grounds", "outcomes") if name in one["body"]})
    waited = [
        (date.fromisoformat(one["days"]["decided"]) - date.fromisoformat(one["days"]["admitted"])).days
        for one in cases.values()
        if "decided" in one["days"]
    ]
    found = {
        "by_stage": Counter(one["stage"] for one in cases.values()),
        "by_month": Counter(one["filed"]["filed_on"][:7] for one in cases.values()),
        "by_applicant": Counter(one["filed"]["applicant_kind"] for one in cases.values()),
        "by_language": Counter(one["filed"]["language"] for one in cases.values()),
        "by_ground": Counter(ground for one in cases.values() for ground in one.get("grounds", ())),
        "by_norm": Counter(norm for one in cases.values() for norm in one["filed"]["norms"]),
        "outcomes": Counter(each["outcome"] for one in cases.values() for each in one.get("outcomes", ())),
        "to_decide": median_low(waited),
    }
    return {name: dict(sorted(one.items())) if isinstance(one, Counter) else one for name, one in found.items()}


def ours(folder: Path) -> Told:
    """What `isonomia court stats` does, over the published files."""
    started, spent = perf_counter(), used()
    tally, head = Tally(), head_of(folder)
    with tree_checked(folder, head):
        told_again(folder, head.size, tally)
        found = tally.statistics(due_by(shipped("kz")), on=ON)
    wall, cpu = perf_counter() - started, used() - spent
    waited = next(one.median for one in found.waited if one.name == "to_decide")
    return {**msgspec.structs.asdict(found), "to_decide": waited}, wall, cpu


def used() -> float:
    """The processor time of this process and of those that it waited for."""
    return sum(os.times()[:4])


def published(folder: Path, entries: list[bytes]) -> None:
    """The entries as files, as a record is published, with a head that nobody signed."""
    log = GrowingLog()
    for at in range(0, len(entries), 256):
        some = entries[at : at + 256]
        for _path, _data in log.extend(some):
            pass
        path = folder / tile_path(ENTRIES, at // 256, len(some))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bundle(some))
    root = base64.b64encode(log.root()).decode()
    (folder / "checkpoint").write_text(f"example.org/benchmark\n{len(entries)}\n{root}\n\n", encoding="utf-8")


def counted(cases: int) -> None:
    """Both ways of counting, one after the other, each in a process of its own that holds nothing else."""
    entries = drawn(cases)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / LINES).write_bytes(b"\n".join(entries))
        published(folder, entries)
        acts = len(entries)
        del entries
        theirs, peer, peer_cpu = alone(plain, folder)
        mine, wall, cpu = alone(ours, folder)
    other = [name for name in theirs if mine[name] != theirs[name]]
    if other:
        raise SystemExit(f"the two do not agree: {other}")
    print(f"{cases:,} cases, {acts:,} acts")
    print(f"a plain json loop with a chain  {peer:6.2f} s   {acts / peer:>12,.0f} acts/s")
    print(f"isonomia court stats            {wall:6.2f} s   {acts / wall:>12,.0f} acts/s")
    print(f"{peer / wall:.1f} times the peer; processor time {peer_cpu:.2f} s against {cpu:.2f} s on two cores")
    print(f"terms for the decision: {mine['terms']}")


def alone(count: Callable[[Path], Told], folder: Path) -> Told:
    """Count in a fresh process: one that holds the drawn acts pays for each page that its own child shares with it."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as other:
        return other.submit(count, folder).result()


PAGES = {
    "the docket": "/en/court/",
    "a later page": "/en/court/?before=2025050000",
    "by stage": "/en/court/?stage=admitted",
    "by applicant": "/en/court/?applicant=citizen",
    "by norm": "/en/court/?norm=n-7",
    "the registry": "/en/court/norms/",
    "words in rulings": "/en/court/rulings/?q=fees",
}


def pages(cases: int, rounds: int, database: str) -> None:
    """Each page as a browser asks for it, with so many open cases."""
    from proposal_pages import hall

    with hall(database):
        fill(cases)
        asked("/en/court/")  # The first page of a process reads templates and catalogues.
        for name, path in PAGES.items():
            told = quantiles([asked(path) for _ in range(rounds)], n=20)
            print(f"{name:<20} p50 {told[9] * 1000:7.1f} ms   p95 {told[18] * 1000:7.1f} ms")


def asked(path: str) -> float:
    """How long one page takes."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    started = perf_counter()
    answer = client.get(path)
    passed = perf_counter() - started
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return passed


def fill(cases: int) -> None:
    """Draw lines of the docket, all of them open, in place of those that are there."""
    from isonomia_site.court import listing
    from isonomia_site.court.models import Concerned, Docketed, Funnel, NormListed

    for kept in (Concerned, Docketed, NormListed, Funnel):
        kept.objects.all().delete()
    chance = random.Random(7)
    stages = ("registered", "checked", "study", "admitted", "preparation", "hearing")
    rows = [
        Docketed(
            ordinal=2025_000_000 + n,
            number=f"2025-{n:06}",
            stage=chance.choice(stages),
            reached=chance.choice(("registered", "checked", "admitted")),
            applicant=chance.choice(APPLICANTS),
            language="kk",
            filed_on="2025-03-01",
            since="2025-04-01",
            due_on=date(2026, 1, 1) + timedelta(days=n % 300),
            clock="decision",
            outcome="",
            ruling="",
        )
        for n in range(1, cases + 1)
    ]
    Docketed.objects.bulk_create(rows, batch_size=5000)
    links = [Concerned(case_id=one.ordinal, norm=f"norm/n-{chance.randrange(400)}") for one in rows]
    Concerned.objects.bulk_create(links, batch_size=5000)
    titles = json.dumps({"en": "A norm on fees"})
    norms = [NormListed(norm=f"norm/n-{n}", status="pending", titles=titles, case="") for n in range(400)]
    for one in NormListed.objects.bulk_create(norms):
        listing.IN_NORMS.keep({one.pk: "A norm on fees"})
    listing._count(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", choices=("stats", "pages"), default="")
    given = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    if given.only != "pages":
        counted(given.cases)
    if given.only != "stats":
        pages(given.cases, given.rounds, given.database)
