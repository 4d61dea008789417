"""An edition as Akoma Ntoso 3.0: the text with its ids, what it is an edition of, and the amendments that made it.

Where the standard has a place for what an edition says, it stands there; what it has no place for (blank lines, the
profile) stands in the namespace `SELF`, so that the edition can be read back whole (`akoma_reading.py`).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from isonomia.drafting.akoma_history import add_history, add_references
from isonomia.drafting.consolidation import Applied
from isonomia.drafting.editions import PREAMBLE, TITLE, Edition, Kind, Provision, Work
from isonomia.errors import InputError

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SELF = "urn:isonomia:edition:1"
LANGUAGES = {"kk": "kaz", "ru": "rus", "en": "eng", "de": "deu"}
# Which element a unit is, by what its ids are made of; any other is an `hcontainer` with its kind as name.
UNITS = {
    "book": "book",
    "tit": "title",
    "sec": "section",
    "chp": "chapter",
    "art": "article",
    "para": "paragraph",
    "subpara": "subparagraph",
    "point": "point",
}
BLANK = re.compile(r"\s")
NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(edition: Edition, applied: Sequence[Applied] = ()) -> bytes:
    """An edition as an Akoma Ntoso document, with the operations by which it was consolidated where they are given.

    Raises:
        InputError: the edition says no work or day, has no unit, or has an id or a character that no such document has.
    """
    _refuse(edition)
    root = Element("akomaNtoso", {"xmlns": AKN, "xmlns:isonomia": SELF})
    act = SubElement(root, "act", {"name": _work(edition).type, "contains": "singleVersion"})
    _add_meta(SubElement(act, "meta"), edition, applied)
    _add_text(act, edition)
    _indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def elements(kinds: Sequence[Kind]) -> Mapping[str, str]:
    """The element of each kind of unit that has one of its own; of two kinds with the same ids, the first has it."""
    found: dict[str, str] = {}
    for kind in kinds:
        element = UNITS.get(kind.eid, "")
        if element and element not in found.values():
            found[kind.name] = element
    return found


def expression_iri(edition: Edition) -> str:
    """The edition's name by the naming convention: /akn/kz/act/1995-08-30/constitution/rus@2022-09-17."""
    return f"{_work(edition).iri}/{_language(edition)}@{edition.day}"


def _work(edition: Edition) -> Work:
    if edition.work is None:
        raise InputError("Akoma Ntoso needs to know what work this is an edition of: the edition does not say")
    return edition.work


def _language(edition: Edition) -> str:
    code = LANGUAGES.get(edition.language, edition.language)
    if len(code) != 3:
        raise InputError(f'no three-letter code is known for the language "{edition.language}"')
    return code


def _refuse(edition: Edition) -> None:
    """Refuse what no valid document could say."""
    for name, day in (("work", _work(edition).day), ("edition", edition.day)):
        try:
            date.fromisoformat(day)
        except ValueError:
            raise InputError(f'Akoma Ntoso needs the day of the {name}: "{day}" is none') from None
    for one in edition.provisions:
        if found := BLANK.search(one.eid + one.uid) or NO_XML.search(one.line + one.eid + one.uid):
            raise InputError(f"{one.eid!a}: {found[0]!a} cannot stand in an Akoma Ntoso document")
    tops = [one.kind for one in edition.within.get("", ())]
    leading = [kind for kind in tops if kind in (TITLE, PREAMBLE)]
    if leading not in ([], [TITLE], [TITLE, PREAMBLE]) or tops[: len(leading)] != leading or tops == leading:
        raise InputError("Akoma Ntoso needs a title, then a preamble, then units, in this order; the text has another")


def _add_meta(meta: Element, edition: Edition, applied: Sequence[Applied]) -> None:
    _add_identification(SubElement(meta, "identification", {"source": "#isonomia"}), edition)
    add_history(meta, edition, applied)
    add_references(SubElement(meta, "references", {"source": "#isonomia"}), _work(edition), applied)
    said = {"lineage": edition.lineage, "language": edition.language, "profile": edition.profile}
    said |= {} if edition.last_line_ends else {"lastLine": "open"}
    own = SubElement(SubElement(meta, "proprietary", {"source": "#isonomia"}), "isonomia:edition", said)
    for kind in edition.kinds:
        marks = {name: "true" for name in ("through", "parts") if getattr(kind, name)}
        SubElement(own, "isonomia:kind", {"name": kind.name, "eid": kind.eid} | marks)
    for one in edition.unresolved:
        SubElement(own, "isonomia:unresolved", {"wId": one.uid, "words": one.words})


def _add_identification(place: Element, edition: Edition) -> None:
    work, expression = _work(edition), expression_iri(edition)
    country = {"FRBRcountry": {"value": work.country}, "FRBRnumber": {"value": work.number}}
    levels: tuple[tuple[str, str, str, str, Mapping[str, Mapping[str, str]]], ...] = (
        ("FRBRWork", f"{work.iri}/!main", work.iri, work.day, country),
        (
            "FRBRExpression",
            f"{expression}/!main",
            expression,
            edition.day,
            {"FRBRlanguage": {"language": _language(edition)}},
        ),
        ("FRBRManifestation", f"{expression}/!main.xml", f"{expression}.akn", edition.day, {}),
    )
    for name, this, iri, day, more in levels:
        level = SubElement(place, name)
        SubElement(level, "FRBRthis", {"value": this})
        SubElement(level, "FRBRuri", {"value": iri})
        SubElement(level, "FRBRdate", {"date": day, "name": "generation"})
        # Who adopted the act is not among what an edition knows: its country is.
        SubElement(level, "FRBRauthor", {"href": "#isonomia" if name == "FRBRManifestation" else "#country"})
        for element, attributes in more.items():
            SubElement(level, element, dict(attributes))


def _add_text(act: Element, edition: Edition) -> None:
    tags = elements(edition.kinds)
    body = Element("body")
    for one in edition.within[""]:
        if one.kind == TITLE:
            line = SubElement(SubElement(act, "preface"), "p")
            _say_whole(SubElement(line, "docTitle", _attributes(one)), one)
        elif one.kind == PREAMBLE:
            preamble = SubElement(act, "preamble", _attributes(one))
            _say_whole(SubElement(preamble, "p"), one)
            for part in edition.within.get(one.uid, ()):
                _say_whole(SubElement(preamble, "p", _attributes(part)), part)
        else:
            _add_unit(body, one, edition, tags)
    act.append(body)


def _say_whole(place: Element, one: Provision) -> None:
    """A line for whose number and heading the standard has no element: they are said beside it."""
    place.text = one.line
    for name in ("mark", "heading"):
        if getattr(one, name):
            place.set(f"isonomia:{name}", getattr(one, name))


def _add_unit(around: Element, one: Provision, edition: Edition, tags: Mapping[str, str]) -> None:
    tag = tags.get(one.kind, "hcontainer")
    unit = SubElement(around, tag, _attributes(one) | ({"name": one.kind} if tag == "hcontainer" else {}))
    for name, words in (("num", one.mark), ("heading", one.heading)):
        if words:
            SubElement(unit, name).text = words
    below = edition.within.get(one.uid, ())
    if one.text or not below:
        SubElement(SubElement(unit, "intro" if below else "content"), "p").text = one.text
    for each in below:
        _add_unit(unit, each, edition, tags)


def _attributes(one: Provision) -> dict[str, str]:
    found = {"eId": one.eid, "wId": one.uid}
    found |= {"status": "removed"} if one.repealed else {}
    found |= {f"isonomia:{name}": str(getattr(one, name)) for name in ("before", "after") if getattr(one, name)}
    return found


def _indent(root: Element) -> None:
    """Set each element on a line of its own, but nothing inside a line of the text."""
    ElementTree.indent(root)
    for line in root.iter("p"):
        for title in line:
            line.text = title.tail = None


def number_of(eid: str, prefix: str) -> str:
    """The number in the last step of an id; empty where there is none."""
    own = eid.rpartition("__")[2]
    return own.removeprefix(f"{prefix}_") if own.startswith(f"{prefix}_") else ""


def prefix_of(kind: str, kinds: Sequence[Kind]) -> str:
    """What the ids of a kind are made of."""
    return next((one.eid for one in kinds if one.name == kind), kind)
