"""What can be wrong with a text, an operation or a reference: a closed list, each with what was wanted and what stands.

The wording of each code is in the catalogues (`text.<code>`); an edition is made only where there is no fault at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from isonomia.errors import InputError
from isonomia.wording import printable, say


class Code(StrEnum):
    """The kinds of fault."""

    LINE_UNPLACED = "line_unplaced"
    CHARACTER_REFUSED = "character_refused"
    LABEL_TWICE = "label_twice"
    TARGET_MISSING = "target_missing"
    TARGET_REPEALED = "target_repealed"
    TARGET_HAS_MOVED = "target_has_moved"
    OLD_TEXT_DIFFERS = "old_text_differs"
    FOUND_OTHER_TIMES = "found_other_times"
    ORDER_DECIDES = "order_decides"
    EVENT_OPEN = "event_open"
    LANGUAGE_MISSING = "language_missing"
    LANGUAGES_DIFFER = "languages_differ"
    LABEL_TAKEN = "label_taken"
    PLACE_IMPOSSIBLE = "place_impossible"
    REFERENCE_DANGLES = "reference_dangles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: where it is, what the operation or the profile wanted, what stands there, and what comes nearest.

    `act` and `point` name the amending act and its point, `operation` the operation's id, `eid` the place in the text
    as the drafter saw it, `line` the line of an imported text, counted from 1, `citing` the words of the provision in
    which a reference stands; whatever does not apply is empty.
    """

    code: Code
    eid: str = ""
    operation: str = ""
    act: str = ""
    point: str = ""
    line: int = 0
    citing: str = ""
    wanted: str = ""
    found: str = ""
    nearest: str = ""
    times: int = 0


class TextError(InputError):
    """A text could not be made: nothing is written, and every fault that was found is told."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(_line, faults)))
        self.faults = faults


def _line(fault: Fault) -> str:
    where = " ".join(part for part in (fault.operation, fault.eid, f"line {fault.line}" if fault.line else "") if part)
    said = [fault.code.value.replace("_", " ")]
    said += [f'wanted "{fault.wanted}"'] * bool(fault.wanted)
    said += [f'found "{fault.found}"'] * bool(fault.found)
    said += [f"found {fault.times} times"] * (fault.code is Code.FOUND_OTHER_TIMES)
    return f"{where}: {', '.join(said)}"


_USUAL = ("citing", "wanted", "found", "nearest")
_LABELS = {
    Code.ORDER_DECIDES: ("citing", "one_way", "other_way", "other_operation"),
    Code.REFERENCE_DANGLES: ("citing", "led_to", "leads_to", "stands_at"),
}


def said(fault: Fault, language: str) -> str:
    """A fault in words, over several lines: what is wrong where, by which point, and each text that there is."""
    place = fault.eid or (str(fault.line) if fault.line else "")
    lines = [say(f"text.{fault.code.value}", language, times=fault.times, place=printable(place))]
    if fault.line:
        lines.append(say("text.at_line", language, line=fault.line))
    if fault.operation:
        by = {"operation": fault.operation, "act": fault.act, "point": fault.point}
        lines.append(say("text.by", language, **{name: printable(value) for name, value in by.items()}))
    texts = (fault.citing, fault.wanted, fault.found, fault.nearest)
    asked = zip(_LABELS.get(fault.code, _USUAL), texts, strict=True)
    lines += [say(f"text.{label}", language, text=printable(text)) for label, text in asked if text]
    return "\n    ".join(line.replace("\n", "\n        ") for line in lines)
