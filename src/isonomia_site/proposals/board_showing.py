"""The board shaped for its page: shares in per cent beside their base, and where each number leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.utils.translation import get_language

from isonomia.proposals.board import Board, Counted, Share, Waited
from isonomia_site.proposals.desk_following import kept_board
from isonomia_site.proposals.desk_reading import groups
from isonomia_site.record.begun import begun
from isonomia_site.record.reader import rulebooks

LISTED = ("language", "stage", "outcome")
"""What the list of proposals can be filtered by."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share with its base: in per cent to one place, and the address of the proposals that it counts."""

    share: Share
    address: str = ""
    titles: tuple[object, ...] = ()
    territory: str = ""

    @property
    def percent(self) -> str:
        """In per cent to one place, rounded to the nearest; empty of nothing."""
        return percent(self.share.share)


def percent(share: Fraction | None) -> str:
    """A share in per cent to one place.

    >>> percent(Fraction(2, 3))
    '66.7'
    """
    if share is None:
        return ""
    tenths = (share.numerator * 2000 + share.denominator) // (2 * share.denominator)
    return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Shown:
    """The board for its page."""

    size: int
    board: Board
    answered: Part
    reviewed: Part
    in_time: Part
    refused: Part
    looks: Part
    turned: Part
    in_text: Part
    rows: Mapping[str, Sequence[Part]]
    refused_by_ground: Sequence[Part]
    not_taken_up: Sequence[Part]
    invented: bool

    @property
    def counts(self) -> tuple[Counted, ...]:
        """The three numbers by each rule."""
        return self.board.counts

    @property
    def times(self) -> tuple[Waited, ...]:
        """How long each step takes."""
        return self.board.to_register, self.board.to_decide, self.board.to_answer


def shown() -> Shown | None:
    """The board as it was counted last; None where nothing was published yet."""
    kept = kept_board()
    if kept is None:
        return None
    one, names = kept.board, _territories()
    return Shown(
        size=kept.size,
        board=one,
        answered=Part(one.answered, "stage=answered"),
        reviewed=Part(one.reviewed),
        in_time=Part(one.in_time),
        refused=Part(one.refused, "outcome=refused"),
        looks=Part(one.looks, "stage=second_look"),
        turned=Part(one.turned),
        in_text=Part(one.in_text),
        rows={name: [_row(name, each, names) for each in found] for name, found in one.rows.items()},
        refused_by_ground=[Part(each, "outcome=refused") for each in one.refused_by_ground],
        not_taken_up=[Part(each, "stage=inadmissible") for each in one.not_taken_up],
        invented=begun().is_invented,
    )


def _territories() -> Mapping[str, str]:
    """What the territories are called that the rulebook lists."""
    language = get_language() or "kk"
    return {unit.id: unit.name(language) for book in rulebooks().values() for unit in book.units}


def _row(name: str, share: Share, territories: Mapping[str, str]) -> Part:
    address = urlencode({name: share.name}) if name in LISTED else ""
    titles = groups()[share.name].titles if name == "group" and share.name in groups() else ()
    return Part(share, address, titles, territories.get(share.name, "") if name == "territory" else "")
