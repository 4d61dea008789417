"""The same votes for lists under a law that a visitor supposes: the form, and both houses side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django import forms
from django.utils.translation import gettext_lazy as _

from isonomia.elections.acts import Names
from isonomia.elections.election import Election
from isonomia.elections.methods import NAMES
from isonomia.elections.standing import LISTS
from isonomia_lab.simulation.drawing import Chance, Drawn, Draws, drawn
from isonomia_lab.simulation.supposing import Change, Outcome, Terms, Vote, outcome
from isonomia_site.elections.presenting import COLOURS, House, Line, arranged
from isonomia_site.elections.templatetags.elections import IN_WORDS

MOST_SEATS, DRAWS, MOST_POINTS = 1000, 1000, 10
AS_LAW = _("as the law of polling day says")
METHODS = [
    ("", AS_LAW),
    (_("Quotas; seats left to the largest remainders"), [(one, IN_WORDS[one][1]) for one in NAMES[:4]]),
    (_("Divisors; seats to the largest quotients"), [(one, IN_WORDS[one][1]) for one in NAMES[4:]]),
]


class WhatIf(forms.Form):
    """What another law would say; what is left empty stays as the law of polling day has it."""

    threshold = forms.DecimalField(
        label=_("Bar, in per cent of the votes"),
        help_text=_("Such as 7; 0 for no bar."),
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        localize=True,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )
    method = forms.ChoiceField(label=_("How seats are shared"), choices=METHODS, required=False)
    seats = forms.IntegerField(
        label=_("Seats shared among lists"),
        help_text=_("From 1 to 1000."),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
    )
    spread = forms.DecimalField(
        label=_("Points by which votes may lie apart"),
        help_text=_("From 0 to 10, such as 2: then votes are drawn 1000 times around those that were counted."),
        min_value=0,
        max_value=MOST_POINTS,
        max_digits=5,
        decimal_places=2,
        localize=True,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )

    def change(self) -> Change:
        """The law that is supposed."""
        asked = self.cleaned_data
        share = None if asked["threshold"] is None else Fraction(asked["threshold"]) / 100
        return Change(method=asked["method"] or None, threshold=share, seats=asked["seats"])

    def draws(self, seed: str) -> Draws | None:
        """The draws; None where the visitor asks for none."""
        spread = self.cleaned_data["spread"]
        return Draws(DRAWS, float(spread), seed) if spread else None


def vote_of(one: Election) -> Vote | None:
    """The vote for lists as it was published last; None where none was."""
    counted = one.tally.counted(LISTS)
    if counted is None:
        return None
    bases = {} if counted.took_part is None else {"took_part": counted.took_part}
    return Vote(one.tally.entrants(LISTS), one.standing.body, one.tally.list_seats, bases)


@dataclass(frozen=True, slots=True)
class Side:
    """The house under one law, its terms, what the votes came to, and what the draws did."""

    terms: Terms
    outcome: Outcome
    house: House | None
    drawn: Drawn | None
    chances: tuple[tuple[Names, Chance], ...]

    @property
    def disproportion(self) -> str:
        """The index of Gallagher for reading; empty where no seats are given."""
        index = self.outcome.disproportion
        return "" if index is None else f"{index:.2f}"


@dataclass(frozen=True, slots=True)
class Row:
    """One list under both laws: its seats, None where a law leaves them open."""

    names: Names
    colour: int
    seats: tuple[int | None, int | None]

    @property
    def difference(self) -> int | None:
        """Seats that the supposed law gives more or fewer."""
        before, after = self.seats
        return None if before is None or after is None else after - before


@dataclass(frozen=True, slots=True)
class Compared:
    """Two laws over the same votes."""

    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    draws: Draws | None


def compared(one: Election, vote: Vote, form: WhatIf) -> Compared:
    """Hold the law that is supposed against the law of polling day."""
    draws = form.draws(one.first.matter)
    found = (outcome(vote), outcome(vote, form.change()))
    names = {entrant.name: entrant.votes for entrant in vote.entrants if entrant.kind != "against_all"}
    ordered = sorted(names, key=lambda name: (-max(_seats(each, name) or 0 for each in found), -names[name], name))
    colours = {name: min(at, COLOURS) for at, name in enumerate(ordered, 1)}
    rows = tuple(
        Row(one.standing.lists[name].names, colour, (_seats(found[0], name), _seats(found[1], name)))
        for name, colour in colours.items()
    )
    return Compared(tuple(_side(one, each, colours, draws) for each in found), rows, draws)


def _side(one: Election, found: Outcome, colours: Mapping[str, int], draws: Draws | None) -> Side:
    lists, terms = one.standing.lists, found.vote.terms()
    if found.result is None:
        return Side(terms, found, None, None, ())
    seats = found.result.seats
    lines = tuple(Line(name, lists[name].names, seats[name], 0, colours[name]) for name in colours if seats[name])
    house = arranged(lines, found.result.allocation.house - sum(seats.values()))
    held = drawn(found.vote, draws) if draws else None
    chances = ((lists[name].names, held.lists[name]) for name in colours if held and held.lists)
    return Side(terms, found, house, held, tuple(chances))


def _seats(found: Outcome, name: str) -> int | None:
    return found.result.seats[name] if found.result else None
