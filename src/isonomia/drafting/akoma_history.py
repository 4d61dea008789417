"""The amendments behind an edition in the words of Akoma Ntoso: which point changed which unit, and since when."""

from collections.abc import Sequence
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from isonomia.drafting.consolidation import Applied
from isonomia.drafting.editions import Edition, Work
from isonomia.drafting.operations import (
    AnyOperation,
    Insert,
    Join,
    Move,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Split,
    SubstituteText,
)
from isonomia.errors import InputError

# The standard has no word for a unit that moves with its words: its place is another one.
WORDS: dict[type, str] = {
    SubstituteText: "substitution",
    SetHeading: "substitution",
    Replace: "replacement",
    Insert: "insertion",
    Repeal: "repeal",
    Renumber: "renumbering",
    Move: "renumbering",
    Split: "split",
    Join: "join",
}


def add_history(meta: Element, edition: Edition, applied: Sequence[Applied]) -> None:
    """Say when the text was made and amended, and by what: lifecycle, analysis and the periods of force."""
    days = sorted({one.day for one in applied})
    _add_lifecycle(meta, edition, applied)
    if not applied:
        return
    changes = SubElement(SubElement(meta, "analysis", {"source": "#isonomia"}), "passiveModifications")
    for number, one in enumerate(applied, start=1):
        _add_change(changes, edition, one, number=number, period=days.index(one.day) + 1)
    times = SubElement(meta, "temporalData", {"source": "#isonomia"})
    for number, day in enumerate(days, start=1):
        group = SubElement(times, "temporalGroup", {"eId": f"tmpg_{number}"})
        SubElement(group, "timeInterval", {"start": f"#event_{_first(applied, day)}", "refersTo": "#force"})


def add_references(place: Element, work: Work, applied: Sequence[Applied]) -> None:
    """Name what the other parts point at: the act, the acts that amended it, and the concepts."""
    SubElement(place, "original", {"eId": "original", "href": work.iri, "showAs": work.iri.removeprefix("/akn/")})
    for number, act in enumerate(acts(applied), start=1):
        SubElement(place, "passiveRef", {"eId": f"act_{number}", "href": iri(act), "showAs": act})
    location = f"/akn/ontology/location/{work.country}"
    SubElement(place, "TLCLocation", {"eId": "country", "href": location, "showAs": work.country})
    if applied:
        SubElement(place, "TLCConcept", {"eId": "force", "href": "/akn/ontology/concept/force", "showAs": "in force"})
    SubElement(place, "TLCProcess", {"eId": "isonomia", "href": "/akn/ontology/process/isonomia", "showAs": "Isonomia"})


def acts(applied: Sequence[Applied]) -> tuple[str, ...]:
    """The amending acts, in the order in which they come first."""
    return tuple(dict.fromkeys(one.operation.act for one in applied))


def iri(act: str) -> str:
    """The name of an amending act by the naming convention; one that has another form is quoted as it is."""
    try:
        return Work.of(act).iri
    except InputError:
        return f"/akn/ontology/event/{quote(act, safe='')}"


def _events(applied: Sequence[Applied]) -> tuple[tuple[str, str], ...]:
    """The day and the act of each amendment; the day of the text itself comes before them as the first event."""
    return tuple(sorted({(one.day, one.operation.act) for one in applied}))


def _first(applied: Sequence[Applied], day: str) -> int:
    """The number of the first event of a day."""
    return next(at for at, (when, _) in enumerate(_events(applied), start=2) if when == day)


def _add_lifecycle(meta: Element, edition: Edition, applied: Sequence[Applied]) -> None:
    place = SubElement(meta, "lifecycle", {"source": "#isonomia"})
    named = {act: number for number, act in enumerate(acts(applied), start=1)}
    made = edition.work.day if edition.work else edition.day
    SubElement(place, "eventRef", {"eId": "event_1", "date": made, "source": "#original", "type": "generation"})
    for number, (day, act) in enumerate(_events(applied), start=2):
        said = {"eId": f"event_{number}", "date": day, "source": f"#act_{named[act]}", "type": "amendment"}
        SubElement(place, "eventRef", said)


def _add_change(place: Element, edition: Edition, one: Applied, *, number: int, period: int) -> None:
    operation = one.operation
    name = WORDS[type(operation)]
    change = SubElement(place, "textualMod", {"eId": f"pmod_{number}", "type": name})
    point = {"isonomia:operation": operation.id, "isonomia:point": operation.point}
    SubElement(change, "source", {"href": iri(operation.act)} | point)
    for eid in _places(operation, edition):
        SubElement(change, "destination", {"href": f"#{eid}"})
    SubElement(change, "force", {"period": f"#tmpg_{period}"})


def _places(operation: AnyOperation, edition: Edition) -> tuple[str, ...]:
    """Where what an operation changed or brought stands now; where it is gone, where its drafter saw it."""
    uids = [operation.target]
    if isinstance(operation, Insert):
        brought = {one.uid: one for one in operation.words[0].provisions}
        uids = [uid for uid, one in brought.items() if one.parent not in brought]
    elif isinstance(operation, Split):
        uids.append(operation.second)
    found = [edition.by_uid[uid].eid for uid in uids if uid in edition.by_uid]
    return tuple(found) or (operation.eid,)
