"""What the desks of assemblies, commissioners and compensation do alike: lists, one matter, its steps, its filing.

Each desk is a value: which matters it has, which forms, which rule each step rests on, what its pages show.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.http import Http404

from isonomia.record.act import Act, Body
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Law, Rule
from isonomia_site.dockets.forms import Given, StepForm
from isonomia_site.entering.judging import entered, judged, replayed
from isonomia_site.entering.services import NAMES
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import APPLICANT, CONTENT, Handed, Papers, file_of, files_of, sheet_of
from isonomia_site.permissions import MAY_ENTER, By
from isonomia_site.record.reader import head, law_on
from isonomia_site.record.wordlist import act_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One kind of matters, how a desk works on it, and what its pages show.

    `address` is where its pages begin, `section` names their templates. `tell` says what the page of one matter shows
    beside its acts, `counts` what the page of counts shows on a day, of one part or of all; `then` enters what follows
    from a step in other matters.
    """

    kind: str
    section: str
    address: str
    officer: str
    stages: tuple[str, ...]
    open_stages: tuple[str, ...]
    matters: Callable[[Reform], Mapping[str, Any]]
    stands_in: Mapping[type[msgspec.Struct], tuple[str, ...]]
    form: type[StepForm]
    rests_on: Callable[[Any, type[msgspec.Struct], Law], str]
    tell: Callable[["Dossier", date], Mapping[str, object]]
    counts: Callable[[date, str], Mapping[str, object]]
    opinions: Callable[[Law], Iterable[Rule]] = lambda _law: ()
    parts: tuple[str, ...] = ()
    then: Callable[[By, Act, "Dossier"], None] | None = None

    def matter(self, number: str) -> str:
        """The matter of a number."""
        return f"{self.kind}/{number}"

    @property
    def at(self) -> dict[str, str]:
        """The names of its addresses, as templates ask for them."""
        kind = self.kind
        desk = {"queue": f"desk_{kind}_queue", "step": f"desk_{kind}_step", "file_of": f"desk_{kind}_file"}
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
    kind: type[msgspec.Struct]


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


def possible(desk: Desk, found: Dossier, by: By) -> Iterator[Doing]:
    """What somebody can do with a matter as it stands: steps of its stage and their roles, with a rule to rest on."""
    roles, law = by.roles(found.acts[0].matter), law_on(by.on)
    for kind, stages in desk.stands_in.items():
        name = NAMES[kind]
        if found.one.stage not in stages or not MAY_ENTER[name] & roles or law is None:
            continue
        key = desk.rests_on(found.one, kind, law)
        if not key or isinstance(law.find(key), Rule):
            yield Doing(name.partition(".")[2].replace("_", "-"), act_name(name), kind)


def form_for(desk: Desk, found: Dossier, doing: Doing, by: By, data: Any = None) -> StepForm:
    """The form of a step."""
    law = law_on(by.on)
    assert law is not None
    return desk.form(data, kind=doing.kind, given=Given(found.one, law, by.on))


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
def pass_on(by: By, body: Body, found: Dossier, to: str) -> None:
    """Begin a matter with what another one was filed with: the papers go along, under a key of its own."""
    first = found.acts[0].id
    told = {sheet: sheet_of(first, sheet) for sheet in (CONTENT, APPLICANT)}
    sheets = {sheet: one for sheet, one in told.items() if one}
    files = tuple(
        Handed(name, data) for at, name in enumerate(files_of(first)) if (data := file_of(first, at)) is not None
    )
    filing.enter(by, to, body, 0, judge=judged, papers=Papers(sheets, files))
