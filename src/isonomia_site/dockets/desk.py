"""What desks with matters of many steps do alike: lists, one matter, its steps, what is filed with them.

Each desk is a value: which matters it has, which forms, which rule each step rests on, what its pages show.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

from isonomia.errors import ConflictError
from isonomia.record.act import Act, Body
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Entries, Law, Rule
from isonomia_site.dockets.forms import Given, StepForm
from isonomia_site.entering.judging import entered, judged, replayed
from isonomia_site.entering.services import NAMES, address_of
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import APPLICANT, CONTENT, Handed, Papers, file_of, files_of, sheet_of
from isonomia_site.permissions import MAY_ENTER, By
from isonomia_site.record.reader import first_acts, head, law_on
from isonomia_site.record.wordlist import act_name

Kind = type[msgspec.Struct]
Steps = Callable[[Any, Law], Iterable[Kind]]
"""The kinds of acts by which a matter can go on from where it stands, by the law of a day."""


def by_stage(stands_in: Mapping[Kind, tuple[str, ...]], rests_on: Callable[[Any, Kind, Law], str]) -> Steps:
    """Steps whose stages the institution itself knows; each needs the rule that it rests on, if it rests on one."""

    def steps(one: Any, law: Law) -> Iterator[Kind]:
        for kind, stages in stands_in.items():
            key = rests_on(one, kind, law) if one.stage in stages else None
            if key == "" or (key and isinstance(law.find(key), Rule)):
                yield kind

    return steps


def by_chart(chart: str, lines: Mapping[Kind, str]) -> Steps:
    """Steps whose stages stand in a chart of the rulebook, each on its line."""

    def steps(one: Any, law: Law) -> Iterator[Kind]:
        found = law.find(chart)
        told = found.value if isinstance(found, Rule) and isinstance(found.value, Entries) else None
        for kind, word in lines.items():
            line = told.find(word) if told else None
            if line is not None and one.stage in line.words:
                yield kind

    return steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One kind of matters, how a desk works on it, and what its pages show.

    `address` is where its pages begin, `section` names their templates. `clerks` may enter what comes in, and read no
    papers. `begins` are the acts by which a matter begins here; where there are none, citizens file it. `tell` says
    what the page of one matter shows beside its acts, `counts` what the page of counts shows on a day, of one part or
    of all; `then` enters what follows from a step in other matters.
    """

    kind: str
    section: str
    address: str
    title: str | Promise
    officer: str
    clerks: tuple[str, ...] = ()
    stages: tuple[str, ...]
    open_stages: tuple[str, ...]
    matters: Callable[[Reform], Mapping[str, Any]]
    begins: tuple[Kind, ...] = ()
    steps: Steps
    form: type[StepForm]
    tell: Callable[["Dossier", date], Mapping[str, object]]
    counts: Callable[[date, str], Mapping[str, object]] | None = None
    opinions: Callable[[Law], Iterable[Rule]] = lambda _law: ()
    parts: tuple[str, ...] = ()
    then: Callable[[By, Act, "Dossier"], None] | None = None

    def matter(self, number: str) -> str:
        """The matter of a number."""
        return f"{self.kind}/{number}"

    def series(self, on: date) -> str:
        """How the matters begin that an office begins on a day."""
        return f"{self.matter('')}{on.year}-"

    @property
    def at(self) -> dict[str, str]:
        """The names of its addresses, as templates ask for them."""
        kind = self.kind
        desk = {one: f"desk_{kind}_{one}" for one in ("queue", "begin", "step", "file")}
        return {"list": f"{kind}_list", "counts": f"{kind}_counts", "one": kind, "desk": f"desk_{kind}", **desk}

    def template(self, page: str) -> str:
        """The template of one of its pages."""
        return f"{self.section}/{page}.html"


DESKS: dict[str, Desk] = {}
"""The desks of this hall by the kind of their matters: each is put here as its room gets ready."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One matter as it stands: its state and its acts."""

    one: Any
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Doing:
    """A step that can be taken: its name in addresses, what it is called, its kind."""

    what: str
    title: str
    kind: Kind


def dossier(desk: Desk, number: str, *, published: bool = False) -> Dossier | None:
    """One matter as it stands now, or as the signed head has it; None where there is none."""
    matter = desk.matter(number)
    acts = entered((matter,), under=head().size if published else None)
    one = desk.matters(replayed(acts)).get(matter)
    return Dossier(one, tuple(acts)) if one is not None else None


def dossier_or_404(desk: Desk, number: str) -> Dossier:
    """One matter as it stands now."""
    found = dossier(desk, number)
    if found is None:
        raise Http404(number)
    return found


def possible(desk: Desk, found: Dossier | None, by: By) -> Iterator[Doing]:
    """What somebody can do with a matter as it stands, or to begin one: steps of the law that their roles may enter."""
    law = law_on(by.on)
    if law is None:
        return
    roles = by.roles(found.acts[0].matter if found else desk.kind)
    for kind in desk.steps(found.one, law) if found else desk.begins:
        name = NAMES[kind]
        if MAY_ENTER[name] & roles:
            yield Doing(address_of(name), act_name(name), kind)


Sent = tuple[Any, "MultiValueDict[str, Any] | None"]
"""What was typed into a form and the files that came with it; nothing yet where both are None."""


def form_for(desk: Desk, found: Dossier | None, doing: Doing, by: By, sent: Sent = (None, None)) -> StepForm:
    """The form of a step, or of the act by which a matter begins."""
    law = law_on(by.on)
    assert law is not None
    return desk.form(*sent, kind=doing.kind, given=Given(found.one if found else None, law, by.on))


@transaction.atomic
def enter(desk: Desk, by: By, matter: str, form: StepForm, seen: int) -> Act:
    """Enter a step with its papers.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: another act was entered in this matter since `seen`.
    """
    act = filing.enter(by, matter, form.body(), seen, judge=judged, papers=form.papers())
    if desk.then is not None:
        desk.then(by, act, dossier_or_404(desk, matter.partition("/")[2]))
    return act


@transaction.atomic
def begin(desk: Desk, by: By, form: StepForm, seen: int) -> Act:
    """Begin a matter under the next number of its year, with its papers.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: another matter of this year began since `seen`, perhaps by a second click on the same form.
    """
    # Whoever takes a number waits for who took one before: what is counted after it holds until the end.
    matter = filing.next_matter(desk.matter(""), by.on.year)
    there = len(first_acts(series := desk.series(by.on)))
    if there != seen:
        raise ConflictError(f"{there} matters of {series} began, of which {seen} were seen")
    return enter(desk, by, matter, form, 0)


@transaction.atomic
def pass_on(by: By, body: Body, found: Dossier, to: str) -> None:
    """Begin a matter with what another one was filed with: the papers go along, under a key of its own."""
    first = found.acts[0].id
    told = {sheet: sheet_of(first, sheet) for sheet in (CONTENT, APPLICANT)}
    sheets = {sheet: one for sheet, one in told.items() if one}
    files = tuple(
        Handed(name, data) for at, name in enumerate(files_of(first)) if (data := file_of(first, at)) is not None
    )
    filing.enter(by, to, body, 0, judge=judged, papers=Papers(sheets, files))
