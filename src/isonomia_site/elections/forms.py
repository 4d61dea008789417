"""The forms of the commission: each act of an election made of what it asks for, and the votes as a table."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.elections import acts
from isonomia.elections.election import Election
from isonomia.elections.standing import LISTS, REMEDIES, SELF
from isonomia.elections.tally import STAGES, seats_of, ties
from isonomia.rulebook.law import Rule
from isonomia_site.dockets.forms import Choices, Given, Maker, StepForm, named, one_of, paper_field, several_of
from isonomia_site.elections.protocols import LONGEST, Table, empty_table, read
from isonomia_site.entering.forms import NO_NAMES, ActForm, area_field, day_field, in_language, line_field
from isonomia_site.record.valuelist import VALUES

LANGUAGES = ("kk", "ru", "en")
BODIES = ("parliament", "maslikhat", "rural_head")
GROUNDS = ("resigned", "died", "other_office", "mandate_ended")
REFUSAL = "elections.refusal_"
NAME = r"^[a-z0-9][a-z0-9_-]{0,63}\Z"
SHORT_NAME = _("Small Latin letters, digits and - alone, as it will stand in the record.")
CAPACITY = _("The id of the public capacity, as c-4m8x2t; who is not in the register yet is entered there first.")


@dataclass(frozen=True, slots=True)
class OfElection(Given):
    """What a form is made from: the election as it stands, and the contest or list that the act is about."""

    one: Election
    about: str = ""

    def standing(self) -> Choices:
        """Every line of every ballot that stands, by contest."""
        of = self.one.standing
        return [(f"{contest} {line}", f"{contest}: {line}") for contest in of.contests() for line in of.on_ballot(contest)]

    def contests(self) -> Choices:
        """What is voted on."""
        return named("contest", self.one.standing.contests())

    def holders(self) -> Choices:
        """Who holds a seat: of which list, or in which district."""
        of_lists = [(f"{LISTS} {id}", f"{name}: {id}") for name in self.one.taken for id in self.one.holders(name)]
        won = [(contest, self.one.tally.winner(contest)) for contest in self.one.standing.contests() if contest != LISTS]
        gone = self.one.vacated
        return [*of_lists, *((f"{at} {id}", f"{at}: {id}") for at, id in won if id is not None and id not in gone)]

    def grounds_of_refusal(self) -> Choices:
        """The grounds of a refusal that the law of today has."""
        found = sorted(one for one, rule in self.law.found.items() if one.startswith(REFUSAL) and isinstance(rule, Rule))
        return [(one, VALUES.get(("rule", one), one)) for one in found if one != REMEDIES]
