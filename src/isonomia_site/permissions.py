"""Who may do what: the one check that stands below every desk.

Two closed tables and nothing else decide. `MAY_ENTER` says which roles may enter which kind of act; the pen asks it for
every act. Each view is marked `public`, `signed_in` or `permitted`; one without a mark is refused to everybody.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from isonomia.errors import InputError, UnlawfulActError
from isonomia.people.rules import EVERYWHERE, Held, covers
from isonomia.record.act import Act
from isonomia_site.mandates import OF_MANDATES

COMPILER, CAPACITY = "compiler", "c-"
CONSOLE_ROLES = (COMPILER, "operator")
"""The roles of whoever runs the command on the machine itself; no person is granted them."""

AUTHOR = "author"
"""The role of whoever sends a proposal, or speaks for their own; no person is granted it."""

_OF_COURT: Final = {
    # A commissioner's reference is filed by the desk from which it comes.
    "court.appeal_filed": frozenset({"author", "clerk", "compiler", "court_registrar", "ombudsman_officer"}),
    **dict.fromkeys(
        ("court.appeal_cured", "court.decision_demanded", "court.appeal_withdrawn"),
        frozenset({"author", "clerk", "compiler", "court_registrar"}),
    ),
    **dict.fromkeys(
        (
            "court.appeal_registered",
            "court.appeal_returned",
            "court.notice_received",
            "court.check_passed",
            "court.participants_notified",
            "court.information_given",
            "court.decision_sent",
            "court.execution_reported",
            "court.case_closed",
            "court.appeal_moved",
            "court.norms_named",
            "court.term_reckoned_again",
        ),
        frozenset({"compiler", "court_registrar"}),
    ),
    **dict.fromkeys(
        ("court.study_begun", "court.rapporteur_assigned", "court.sent_to_plenary", "court.vote_taken"),
        frozenset({"compiler", "court_chair"}),
    ),
    **dict.fromkeys(
        ("court.lot_announced", "court.lot_drawn"), frozenset({"compiler", "court_chair", "court_registrar"})
    ),
    **dict.fromkeys(
        (
            "court.admission_refused",
            "court.appeal_admitted",
            "court.suspension_considered",
            "court.judge_recused",
            "court.appeal_joined",
            "court.joined_into",
            "court.proceedings_suspended",
            "court.proceedings_resumed",
            "court.term_extended",
            "court.urgency_demanded",
            "court.information_asked",
            "court.hearing_held",
            "court.case_terminated",
            "court.case_decided",
            "court.decision_added",
            "court.decision_revised",
        ),
        frozenset({"compiler", "court_chair", "judge"}),
    ),
    **dict.fromkeys(
        ("court.vote_checked", "court.anonymisation_checked", "court.ruling_published"),
        frozenset({"compiler", "court_registrar", "judge"}),
    ),
    **dict.fromkeys(("norm.registered",), frozenset({"compiler", "court_registrar", "secretariat"})),
    **dict.fromkeys(("norm.reviewed",), frozenset({"compiler", "court_chair", "court_registrar", "judge"})),
}

MAY_ENTER: Final[Mapping[str, frozenset[str]]] = {
    "record.opened": frozenset({"compiler", "operator"}),
    "record.policy_changed": frozenset({"operator"}),
    "record.key_retired": frozenset({"operator"}),
    "record.closed": frozenset({"operator"}),
    "rulebook.adopted": frozenset({"compiler", "operator"}),
    "papers.erased": frozenset({"operator", "registrar"}),
    "reform.opened": frozenset({"compiler", "secretariat"}),
    "reform.step_taken": frozenset({"compiler", "secretariat"}),
    "reform.claim_published": frozenset({"compiler", "secretariat"}),
    "reform.count_published": frozenset({"compiler", "secretariat"}),
    "reform.statistic_published": frozenset({"compiler", "secretariat"}),
    "reform.beginning_published": frozenset({"compiler", "secretariat"}),
    "referendum.called": frozenset({"compiler", "commission"}),
    "referendum.question_put": frozenset({"compiler", "commission"}),
    "referendum.text_published": frozenset({"compiler", "commission"}),
    "referendum.register_stated": frozenset({"compiler", "commission"}),
    "referendum.turnout_reported": frozenset({"compiler", "commission"}),
    "referendum.result_published": frozenset({"compiler", "commission"}),
    "referendum.majority_stated": frozenset({"compiler", "commission"}),
    "referendum.decision_published": frozenset({"compiler", "commission"}),
    "drafting.group_set_up": frozenset({"compiler", "secretariat"}),
    "drafting.member_appointed": frozenset({"compiler", "secretariat"}),
    "drafting.member_left": frozenset({"compiler", "secretariat"}),
    "drafting.members_stated": frozenset({"compiler", "secretariat"}),
    "drafting.edition_published": frozenset({"compiler", "secretariat"}),
    "drafting.event_resolved": frozenset({"compiler", "secretariat"}),
    "drafting.provisions_applied": frozenset({"compiler", "secretariat"}),
    "drafting.draft_tabled": frozenset({"compiler", "secretariat"}),
    "drafting.amendment_tabled": frozenset({"compiler", "member", "secretariat"}),
    "drafting.amendment_discussed": frozenset({"compiler", "secretariat"}),
    "drafting.amendment_voted": frozenset({"compiler", "secretariat"}),
    "drafting.amendment_accepted": frozenset({"compiler", "secretariat"}),
    "drafting.amendment_withdrawn": frozenset({"compiler", "secretariat"}),
    "drafting.amendment_rejected": frozenset({"compiler", "secretariat"}),
    "drafting.draft_replaced": frozenset({"compiler", "secretariat"}),
    "drafting.draft_sent_to_review": frozenset({"compiler", "secretariat"}),
    "drafting.review_stated": frozenset({"compiler", "secretariat"}),
    "drafting.draft_submitted": frozenset({"compiler", "secretariat"}),
    "drafting.draft_adopted": frozenset({"compiler", "secretariat"}),
    "drafting.came_into_force": frozenset({"compiler", "secretariat"}),
    "drafting.amendments_published": frozenset({"compiler", "secretariat"}),
    "drafting.correspondence_stated": frozenset({"compiler", "secretariat"}),
    "alignment.need_stated": frozenset({"compiler", "court_registrar", "judge", "secretariat"}),
    "alignment.stage_reached": frozenset({"compiler", "secretariat"}),
    "alignment.not_needed": frozenset({"compiler", "secretariat"}),
    "alignment.commitment_made": frozenset({"compiler", "secretariat"}),
    "alignment.commitment_linked": frozenset({"compiler", "secretariat"}),
    "alignment.evidence_stated": frozenset({"compiler", "secretariat"}),
    "proposals.received": frozenset({"author", "clerk", "compiler", "operator", "secretariat"}),
    "proposals.registered": frozenset({"clerk", "compiler", "secretariat"}),
    "proposals.found_admissible": frozenset({"compiler", "secretariat"}),
    "proposals.found_inadmissible": frozenset({"compiler", "secretariat"}),
    "proposals.information_asked": frozenset({"compiler", "secretariat"}),
    "proposals.information_given": frozenset({"author", "clerk", "compiler", "secretariat"}),
    "proposals.forwarded": frozenset({"compiler", "secretariat"}),
    "proposals.assigned": frozenset({"compiler", "secretariat"}),
    "proposals.linked": frozenset({"compiler", "member", "secretariat"}),
    "proposals.unlinked": frozenset({"compiler", "member", "secretariat"}),
    "proposals.read_by_member": frozenset({"compiler", "member"}),
    "proposals.answered": frozenset({"compiler", "secretariat"}),
    "proposals.second_look_asked": frozenset({"author", "clerk", "compiler", "secretariat"}),
    "proposals.withdrawn": frozenset({"author", "clerk", "compiler", "secretariat"}),
    "proposals.disowned": frozenset({"author", "clerk", "compiler", "secretariat"}),
    "proposals.text_hidden": frozenset({"compiler", "secretariat"}),
    "proposals.demand_stated": frozenset({"compiler", "member", "secretariat"}),
    "proposals.reviewed": frozenset({"compiler", "member"}),
    "proposals.stepped_aside": frozenset({"compiler", "member"}),
    "proposals.decided": frozenset({"compiler", "member", "secretariat"}),
    "proposals.traced": frozenset({"compiler", "secretariat"}),
    "proposals.campaign_found": frozenset({"compiler", "operator", "secretariat"}),
    **_OF_COURT,
    "assembly.notice_filed": frozenset({"assembly_officer", "author", "clerk", "compiler"}),
    "assembly.registered": frozenset({"assembly_officer", "compiler"}),
    "assembly.confirmed": frozenset({"assembly_officer", "compiler"}),
    "assembly.other_offered": frozenset({"assembly_officer", "compiler"}),
    "assembly.offer_accepted": frozenset({"assembly_officer", "author", "clerk", "compiler"}),
    "assembly.offer_declined": frozenset({"assembly_officer", "author", "clerk", "compiler"}),
    "assembly.refused": frozenset({"assembly_officer", "compiler"}),
    "assembly.complaint_filed": frozenset({"assembly_officer", "author", "clerk", "compiler"}),
    "assembly.complaint_decided": frozenset({"assembly_officer", "compiler"}),
    "assembly.held": frozenset({"assembly_officer", "compiler"}),
    "assembly.cancelled": frozenset({"assembly_officer", "author", "clerk", "compiler"}),
    "assembly.stopped": frozenset({"assembly_officer", "compiler"}),
    "assembly.moved": frozenset({"assembly_officer", "compiler"}),
    "ombudsman.complaint_filed": frozenset({"author", "clerk", "compiler", "ombudsman_officer"}),
    "ombudsman.accepted": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.advised": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.rejected": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.explanations_asked": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.explanations_given": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.extended": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.recommended": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.recommendation_answered": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.petitioned": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.suit_filed": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.referred_to_court": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.closed": frozenset({"compiler", "ombudsman_officer"}),
    "ombudsman.withdrawn": frozenset({"author", "clerk", "compiler", "ombudsman_officer"}),
    "ombudsman.moved": frozenset({"compiler", "ombudsman_officer"}),
    "compensation.claim_filed": frozenset({"author", "clerk", "compensation_officer", "compiler"}),
    "compensation.registered": frozenset({"compensation_officer", "compiler"}),
    "compensation.late_taken": frozenset({"compensation_officer", "compiler"}),
    "compensation.awarded": frozenset({"compensation_officer", "compiler"}),
    "compensation.refused": frozenset({"compensation_officer", "compiler"}),
    "compensation.appealed": frozenset({"author", "clerk", "compensation_officer", "compiler"}),
    "compensation.appeal_decided": frozenset({"compensation_officer", "compiler"}),
    "compensation.paid": frozenset({"compensation_officer", "compiler"}),
    "compensation.withdrawn": frozenset({"author", "clerk", "compensation_officer", "compiler"}),
    "compensation.moved": frozenset({"compensation_officer", "compiler"}),
    **OF_MANDATES,
    "people.role_granted": frozenset({"operator", "registrar"}),
    "people.role_ended": frozenset({"operator", "registrar"}),
    "people.capacity_registered": frozenset({"compiler", "registrar"}),
    "people.capacity_ended": frozenset({"registrar"}),
    "people.name_corrected": frozenset({"registrar"}),
    "people.name_withdrawn": frozenset({"registrar"}),
    "people.entered_in_error": frozenset({"operator", "registrar"}),
}
HOUSE_RULE = "roles of this house"

View = Callable[..., HttpResponseBase]
_serving: ContextVar[bool] = ContextVar("serving", default=False)


@dataclass(frozen=True, slots=True)
class By:
    """Who asks, on which day: a person with the roles that the record says, or nobody."""

    person: str
    held: tuple[Held, ...]
    on: date
    lacks_factor: bool = False

    def roles(self, matter: str) -> frozenset[str]:
        """The roles that are held today in a matter."""
        return frozenset(one.role for one in self.held if one.on(self.on) and covers(one.scope, matter))


def at_console(role: str, on: date) -> By:
    """Whoever runs the command on the machine itself.

    Raises:
        RuntimeError: asked for while a web request is answered: none can act in these roles.
        InputError: no role of the console.
    """
    if _serving.get():
        raise RuntimeError("no web request acts in a role of the console")
    if role not in CONSOLE_ROLES:
        raise InputError(f'no role of the console: "{role}" (wanted {", ".join(CONSOLE_ROLES)})')
    return By("", (Held(role, EVERYWHERE, date.min, None, ""),), on)


def as_author(on: date) -> By:
    """Whoever sends the public form: nobody by name, in a role that is granted to no person.

    It enters what `MAY_ENTER` gives to `author`; that this author may speak for that proposal is for the desk to find.
    """
    return By("", (Held(AUTHOR, EVERYWHERE, date.min, None, ""),), on)


def check_entry(act: Act, by: By) -> None:
    """Refuse an act whose actor may not enter it, or is not the one who asks.

    Raises:
        UnlawfulActError: which role is missing, in which matter, on which day.
    """
    allowed = MAY_ENTER.get(act.act, frozenset())
    if act.actor.role not in allowed:
        raise UnlawfulActError(f"{act.act} is entered by {_listed(allowed)}, not by {act.actor.role}", HOUSE_RULE)
    if act.actor.role not in by.roles(act.matter):
        raise UnlawfulActError(f"nobody here is {act.actor.role} in {act.matter} on {by.on}", HOUSE_RULE)
    if (act.actor.capacity or "") != by.person and not _told_by_compiler(act):
        raise UnlawfulActError(f"{act.id} names another person than the one who enters it", HOUSE_RULE)
    if by.lacks_factor:
        raise UnlawfulActError("acts are entered by who signs in with a second factor", HOUSE_RULE)


def _told_by_compiler(act: Act) -> bool:
    """Whether a compiler, at the console, tells in which public capacity somebody else acted."""
    return act.actor.role == COMPILER and str(act.actor.capacity).startswith(CAPACITY)


@dataclass(frozen=True, slots=True)
class Mark:
    """Who may open an address: anyone, whoever is signed in, or the holders of a role in the matter it is about."""

    kind: str
    roles: frozenset[str] = frozenset()
    matter: str = EVERYWHERE

    def matter_of(self, arguments: Mapping[str, Any]) -> str:
        """The matter that an address is about, by the parts of the address."""
        return self.matter.format(**arguments)


class NotPermitted(PermissionDenied):
    """Somebody is signed in, and lacks what the address asks for: a role in a matter, or a second factor."""

    def __init__(self, roles: frozenset[str], matter: str, factor: bool = False) -> None:
        super().__init__(f"{_listed(roles)} in {matter}")
        self.roles, self.matter, self.factor = sorted(roles), matter, factor


def public(view: View) -> View:
    """Mark a page that anyone may open."""
    return _marked(view, Mark("public"))


def signed_in(view: View) -> View:
    """Mark a page for whoever is signed in."""
    return _marked(view, Mark("signed in"))


def permitted(*roles: str, matter: str = EVERYWHERE) -> Callable[[View], View]:
    """Mark a page for the holders of one of these roles in a matter, named by the parts of the address.

    `@permitted("registrar", matter="person/{person}")`. Where no matter is named the role must be held everywhere.
    """
    return lambda view: _marked(view, Mark("permitted", frozenset(roles), matter))


def by_of(request: HttpRequest) -> By:
    """Who asks, as the desk of people found it for this request."""
    by: By = request.by  # type: ignore[attr-defined]
    return by


def mark_of(view: object) -> Mark | None:
    """The mark of a view; None where it has none."""
    mark = getattr(view, "permission", None)
    return mark if isinstance(mark, Mark) else None


def _marked(view: View, mark: Mark) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if mark.kind == "public":
            return view(request, *args, **kwargs)
        by = by_of(request)
        if not by.person:
            address = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
            answer: HttpResponseBase = HttpResponseRedirect(address)
        else:
            _check(by, mark, kwargs)
            answer = view(request, *args, **kwargs)
        return answer

    checked.permission = mark  # type: ignore[attr-defined]
    return checked


def _check(by: By, mark: Mark, arguments: Mapping[str, Any]) -> None:
    if mark.kind == "signed in":
        return
    matter = mark.matter_of(arguments)
    if not mark.roles & by.roles(matter):
        raise NotPermitted(mark.roles, matter)
    if by.lacks_factor:
        raise NotPermitted(mark.roles, matter, factor=True)


class PermissionMiddleware:
    """Refuse every view without a mark, and keep the roles of the console away from what answers the web."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, knowing that this is a web request; what is not for everybody is kept by no browser."""
        with serving():
            answer = self.get_response(request)
        match = request.resolver_match
        mark = mark_of(match.func) if match else None
        if mark is not None and mark.kind != "public":
            answer.headers["Cache-Control"] = "no-store, private"
        return answer

    def process_view(self, request: HttpRequest, view: View, *rest: object) -> None:
        """Stop before a view that nobody has marked."""
        if mark_of(view) is None:
            raise PermissionDenied("this address has no mark: public, signed_in or permitted")


@contextmanager
def serving() -> Iterator[None]:
    """While this lasts, a web request is answered."""
    token = _serving.set(True)
    try:
        yield
    finally:
        _serving.reset(token)


def _listed(roles: frozenset[str]) -> str:
    return " or ".join(sorted(roles)) or "nobody"
