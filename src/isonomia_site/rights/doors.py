"""The bodies with which something can be filed here: what their forms ask, and what the interview fills in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from isonomia.assembly import rules as assembly
from isonomia.compensation import rules as compensation
from isonomia.ombudsman import rules as ombudsman
from isonomia.rulebook.law import Law
from isonomia_site.rights import steps
from isonomia_site.rights.steps import LANGUAGES, PageForm

COURT, OMBUDSMAN, COMPENSATION, ASSEMBLY = "court", "ombudsman", "compensation", "assembly"
MATTER, DETAILS, YOU, FILES = "matter", "details", "you", "files"
TITLES = {
    MATTER: _("What it is about"),
    DETAILS: _("What you want to say"),
    YOU: _("About you"),
    FILES: _("Files"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A body with which something can be filed here.

    `pages` are the pages of its form before the files. What `about` says needs no more than a few answers: after them
    the law is told. `wanted` are the fields that the law asks for and the form does not insist on; `taken_over` says
    which question of the interview gives which field. `officer` is whose role may enter what came otherwise.
    """

    word: str
    kind: str
    title: object
    officer: str
    about: type[PageForm]
    details: type[PageForm] | None = None
    you: type[steps.YouForm] = steps.YouForm
    applicants: tuple[str, ...]
    wanted: tuple[str, ...]
    taken_over: Mapping[str, str]

    @property
    def steps(self) -> tuple[str, ...]:
        """The pages of its form by their names."""
        return (MATTER, DETAILS, YOU, FILES) if self.details else (MATTER, YOU, FILES)

    def form(self, step: str, law: Law | None, *, saved: Mapping[str, str], data: Any = None) -> PageForm:
        """One page of its form, with what was saved before, or with what is sent."""
        initial = {name: text for name, text in saved.items() if text}
        if step == YOU:
            return self.you(data, law=law, initial=initial, applicants=self.applicants)
        page = self.details if step == DETAILS else self.about
        assert page is not None
        return page(data, law=law, initial=initial)


DOORS = {
    COURT: Door(
        word=COURT,
        kind="case",
        title=pgettext_lazy("door", "Appeal to the Constitutional Court"),
        officer="court_registrar",
        about=steps.AppealForm,
        applicants=("citizen", "person", "legal_entity"),
        wanted=("right", "request", "judgment", "name", "number", "address", "contact"),
        taken_over={"norm": "norm", "right": "right", "judgment_day": "judgment_adopted_on"},
    ),
    OMBUDSMAN: Door(
        word=OMBUDSMAN,
        kind="complaint",
        title=pgettext_lazy("door", "Complaint to a commissioner"),
        officer="ombudsman_officer",
        about=steps.SubjectForm,
        details=steps.ComplaintForm,
        applicants=ombudsman.APPLICANTS,
        wanted=("against", "consent", "name", "contact"),
        taken_over={},
    ),
    COMPENSATION: Door(
        word=COMPENSATION,
        kind="claim",
        title=pgettext_lazy("door", "Claim for compensation"),
        officer="compensation_officer",
        about=steps.BasisForm,
        details=steps.ClaimForm,
        applicants=compensation.CLAIMANTS,
        wanted=("harm", "notice_received_on", "name", "contact"),
        taken_over={"notice_day": "notice_received_on"},
    ),
    ASSEMBLY: Door(
        word=ASSEMBLY,
        kind="assembly",
        title=pgettext_lazy("door", "Notice of a peaceful assembly"),
        officer="assembly_officer",
        about=steps.AssemblyForm,
        details=steps.NoticeForm,
        you=steps.OrganiserForm,
        applicants=assembly.ORGANISERS,
        wanted=("name", "contact"),
        taken_over={},
    ),
}
BEHIND = {
    "constitutional_court": (COURT, {}),
    "ombudsman_human_rights": (OMBUDSMAN, {"commissioner": "human_rights", "subject": "rights_of_person"}),
    "ombudsman_children": (OMBUDSMAN, {"commissioner": "children", "subject": "rights_of_child"}),
    "ombudsman_vulnerable": (OMBUDSMAN, {"commissioner": "vulnerable", "subject": "rights_of_vulnerable"}),
    "compensation_court": (COMPENSATION, {}),
}
"""Which form stands behind a door of the interview, and what of it is filled in by the door itself."""


def language_of(told: Mapping[str, str]) -> str:
    """The language that the interview was told, where it is one of filings."""
    return told.get("language", "") if told.get("language") in dict(LANGUAGES) else ""


def transferred(door: str, word: str, told: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form as the interview fills them in."""
    _door, fixed = BEHIND.get(word, (door, {}))
    taken = {field: told[question] for question, field in DOORS[door].taken_over.items() if told.get(question)}
    return {**taken, **fixed, **({"language": language_of(told)} if language_of(told) else {})}
