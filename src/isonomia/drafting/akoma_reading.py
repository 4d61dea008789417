"""Read an edition back from the Akoma Ntoso document that was written of it; nothing else is read, nothing guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from isonomia.drafting.akoma import AKN, SELF, elements, number_of, prefix_of
from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Edition, Kind, Left, Provision, Work, check
from isonomia.errors import InputError

OWN = f"{{{SELF}}}"


def read(data: bytes) -> Edition:
    """Read the edition of a document.

    Raises:
        InputError: no XML, no document that `akoma.write` made, or one whose text was taken apart since.
    """
    meta, texts = _opened(data)
    own = _only(meta, f"proprietary/{OWN}edition")
    kinds = tuple(_kind(one) for one in own.iterfind(f"{OWN}kind"))
    expression = _only(meta, "identification/FRBRExpression")
    reading = _Reading(kinds, {tag: kind for kind, tag in elements(kinds).items()})
    for element in texts:
        reading.take(element)
    edition = Edition(
        lineage=_said(own, "lineage"),
        work=Work.of(_said(_only(meta, "identification/FRBRWork/FRBRuri"), "value")),
        language=_said(own, "language"),
        profile=_said(own, "profile"),
        kinds=kinds,
        day=_said(_only(expression, "FRBRdate"), "date"),
        last_line_ends="lastLine" not in own.attrib,
        unresolved=tuple(
            Left(uid=_said(one, "wId"), words=_said(one, "words")) for one in own.iterfind(f"{OWN}unresolved")
        ),
        provisions=tuple(reading.found),
    )
    check(edition)
    return edition


def _opened(data: bytes) -> tuple[Element, tuple[Element, ...]]:
    """The head of a document, and what stands behind it."""
    try:
        text = data.decode("utf-8")
        # Entities could make a small file a huge one, or reach for other files.
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise InputError("an Akoma Ntoso document has no document type of its own")
        root = ElementTree.fromstring(text)
    except UnicodeDecodeError:
        raise InputError("not an Akoma Ntoso document: not UTF-8") from None
    except ElementTree.ParseError as error:
        raise InputError(f"not an Akoma Ntoso document: {error}") from None
    for one in root.iter():
        one.tag = one.tag.removeprefix(f"{{{AKN}}}")
    act = root.find("act") if root.tag == "akomaNtoso" else None
    if act is None or not len(act) or act[0].tag != "meta":
        raise InputError("not an Akoma Ntoso document of an act")
    return act[0], tuple(act[1:])


def _only(place: Element, path: str) -> Element:
    found = place.findall(path)
    if len(found) != 1:
        raise InputError(f"the document has {len(found)} elements {path.replace(OWN, '')}; wanted one")
    return found[0]


def _said(place: Element, name: str) -> str:
    value = place.get(name)
    if value is None:
        raise InputError(f"{place.tag.removeprefix(OWN)} does not say its {name}")
    return value


def _kind(place: Element) -> Kind:
    marks = {name: place.get(name) == "true" for name in ("through", "parts")}
    return Kind(name=_said(place, "name"), eid=_said(place, "eid"), **marks)


def _unknown(element: Element) -> NoReturn:
    raise InputError(f"a {element.tag} stands where no document of ours has one")


@dataclass(slots=True)
class _Reading:
    """Provisions being read, in printed order."""

    kinds: tuple[Kind, ...]
    kind_of: Mapping[str, str]
    found: list[Provision] = field(default_factory=list)

    def take(self, element: Element) -> None:
        """Read the preface, the preamble or the body."""
        match element.tag:
            case "preface":
                self._add_whole(_only(element, "p/docTitle"), TITLE)
            case "preamble":
                self._take_preamble(element)
            case "body":
                for unit in element:
                    self._take_unit(unit, "")
            case _:
                _unknown(element)

    def _take_preamble(self, element: Element) -> None:
        lines = element.findall("p")
        if not lines or len(lines) != len(element):
            raise InputError("the preamble has other than lines of text")
        first = Element("p", element.attrib | lines[0].attrib)
        first.text = _words(lines[0])
        self._add_whole(first, PREAMBLE)
        for line in lines[1:]:
            self._add_whole(line, PART, parent=_said(element, "wId"))

    def _add_whole(self, element: Element, kind: str, parent: str = "") -> None:
        mark, heading = (element.get(f"{OWN}{name}", "") for name in ("mark", "heading"))
        words = {"mark": mark, "heading": heading, "text": _words(element).removeprefix(mark + heading)}
        self._add(element, kind, parent=parent, words=words)

    def _take_unit(self, element: Element, parent: str) -> None:
        kind = _said(element, "name") if element.tag == "hcontainer" else self.kind_of.get(element.tag, "")
        if not kind:
            _unknown(element)
        words, below = _parted(element)
        self._add(element, kind, parent=parent, words=words)
        for one in below:
            self._take_unit(one, _said(element, "wId"))

    def _add(self, element: Element, kind: str, *, parent: str, words: Mapping[str, str]) -> None:
        eid = _said(element, "eId")
        self.found.append(
            Provision(
                uid=_said(element, "wId"),
                parent=parent,
                eid=eid,
                kind=kind,
                number=number_of(eid, prefix_of(kind, self.kinds)),
                repealed=element.get("status") == "removed",
                before=_count(element, "before"),
                after=_count(element, "after"),
                **words,
            )
        )


def _parted(unit: Element) -> tuple[dict[str, str], tuple[Element, ...]]:
    """The words on a unit's own line, and the units that stand in it."""
    names = {"num": "mark", "heading": "heading"}
    words: dict[str, str] = {}
    below = []
    for one in unit:
        if one.tag in names:
            words[names[one.tag]] = _words(one)
        elif one.tag in ("intro", "content"):
            words["text"] = _words(_only(one, "p"))
        else:
            below.append(one)
    return words, tuple(below)


def _words(element: Element) -> str:
    if len(element):
        _unknown(element[0])
    return element.text or ""


def _count(element: Element, name: str) -> int:
    text = element.get(f"{OWN}{name}", "0")
    if not (text.isascii() and text.isdigit() and int(text) <= 99):
        raise InputError(f'{element.get("eId")}: "{text}" blank lines')
    return int(text)
