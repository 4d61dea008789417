"""Write two parties of Mysal after its election: one is registered, one is refused and loses the contest.

Everything is invented. The second has members enough in all and in three lands of six, where four are wanted; minima
that came into force later would have let it in.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from mysal_election import said

from isonomia.record.commitment import commit

ARTICLES = {
    "founding_confirmed": "art. 2(1)",
    "congress_held": "art. 3(1)",
    "roll_filed": "art. 4(1)",
    "roll_checked": "art. 4(3)",
    "registered": "art. 5(1)",
    "contest_decided": "art. 5(4)",
    "branches_registered": "art. 6(1)",
}
LANDS = [f"MYSAL-{number}" for number in range(1, 7)]
COURT = {"kind": "court", "basis": {"rule": "parties.remedies", "article": "art. 5(4)"}}
Step = tuple[str, str, dict[str, Any]]

SPRING: tuple[Step, ...] = (
    ("founding_confirmed", "2026-04-20", {}),
    ("congress_held", "2026-05-30", {"present": 164}),
    ("roll_filed", "2026-06-22", {"rows": 1420}),
    (
        "roll_checked",
        "2026-07-06",
        {
            "rows": 1420,
            "counts": (312, 241, 205, 268, 243, 112),
            "faults": {"twice": 14, "missing": 11, "elsewhere": 9, "dead": 5},
        },
    ),
    ("registered", "2026-07-13", {}),
    ("branches_registered", "2026-09-14", {"territories": LANDS[:5]}),
)
EDGES: tuple[Step, ...] = (
    ("founding_confirmed", "2026-05-04", {}),
    ("congress_held", "2026-06-20", {"present": 131}),
    ("roll_filed", "2026-07-27", {"rows": 1260}),
    (
        "roll_checked",
        "2026-08-10",
        {
            "rows": 1260,
            "counts": (402, 318, 251, 88, 74, 61),
            "faults": {"missing": 31, "twice": 22, "elsewhere": 18, "under_age": 4},
        },
    ),
    ("refused", "2026-08-17", {"facts": "three lands below a hundred members: 88, 74 and 61 (invented)"}),
    ("contested", "2026-08-24", {"remedy": COURT}),
    ("contest_decided", "2026-09-21", {"outcome": "stands", "facts": "the counts were not disputed (invented)"}),
)
PARTIES = (
    ("2026-04-13", ("Көктем", "Весна", "Spring"), (12, 10, 9, 11, 10, 8), SPRING),
    ("2026-04-27", ("Шеткі жел", "Ветер окраин", "Wind of the Edges"), (21, 17, 14, 0, 0, 0), EDGES),
)


def told(number: int, on: str, names: tuple[str, str, str], group: tuple[int, ...]) -> dict[str, Any]:
    """The notice by which a party begins."""
    body = {"on": on, "names": said(*names), "group": in_lands(group), "committee": 5}
    return entry(number, 1, "founding_notified", body, group=f"list of {sum(group)} citizens (invented)")


def taken(number: int, at: int, step: Step) -> dict[str, Any]:
    """One step of a party."""
    name, on, more = step
    body = {"on": on} | {key: value for key, value in more.items() if key not in ("facts", "counts", "faults")}
    if name in ARTICLES:
        body["basis"] = {"rule": "parties.steps", "article": ARTICLES[name]}
    papers = {"facts": more["facts"]} if isinstance(more.get("facts"), str) else {}
    match name:
        case "roll_filed" | "roll_checked":
            papers = {"roll": f"roll of party {number} (invented)"}
        case "refused":
            body |= {"ground": "rolls", "basis": {"rule": "parties.grounds", "article": "art. 5(2)(1)"}}
    if name == "roll_checked":
        faults = [{"kind": kind, "number": count} for kind, count in more["faults"].items()]
        counts = {"members": sum(more["counts"]), "by_territory": in_lands(more["counts"]), "faults": faults}
        body |= {"register_on": "2026-06-01", "method": "isonomia_rolls_1", **counts}
    if name in ("refused", "contest_decided"):
        body["remedies"] = [COURT]
    return entry(number, at, name, body, **papers)


def in_lands(counts: tuple[int, ...]) -> list[dict[str, Any]]:
    """Counts by land; a land with none is left out."""
    return [{"territory": land, "number": count} for land, count in zip(LANDS, counts, strict=True) if count]


def entry(number: int, at: int, name: str, body: dict[str, Any], **papers: str) -> dict[str, Any]:
    """One act, bound to its papers."""
    matter = f"party/2026-{number:06}"
    salt = hashlib.sha256(matter.encode()).digest()
    bound = [{"field": field, "hmac": commit(salt, f"parties/{field}", text)} for field, text in papers.items()]
    act = {"act": f"parties.{name}", "id": f"mysal/{matter}/{at}", "matter": matter, "body": body}
    return act | ({"commit": bound} if bound else {})


def acts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every act with its day."""
    for number, (on, names, group, steps) in enumerate(PARTIES, 1):
        yield on, told(number, on, names, group)
        yield from ((step[1], taken(number, at, step)) for at, step in enumerate(steps, 2))


def derived() -> dict[str, bytes]:
    """The acts of the two parties in the order of their days, as the file of the pack."""
    entered = [act for _on, act in sorted(acts(), key=lambda one: one[0])]
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in entered)
    return {"16-parties.jsonl": "".join(lines).encode()}
