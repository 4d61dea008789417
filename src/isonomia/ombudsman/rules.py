"""What the law asks of commissioners: who considers what, which steps each may take, within which terms.

Each commissioner has rules of their own in the rulebook, `ombudsman.<commissioner>_<what>`. Where the sources are
silent the answer says so: a filing is never stopped by that, a step of the body is.
"""

from isonomia.errors import one_of
from isonomia.rulebook.law import Entries, Law, Rule, Unknown

HUMAN_RIGHTS, CHILDREN, VULNERABLE = "human_rights", "children", "vulnerable"
COMMISSIONERS = (HUMAN_RIGHTS, CHILDREN, VULNERABLE)
SUBJECTS = (
    "rights_of_person",
    "rights_of_child",
    "rights_of_vulnerable",
    "act_of_president",
    "judgment",
    "norm",
    "crime",
    "private_dispute",
)
"""What a complaint is about, as the one who files it says, or the officer after reading it."""

APPLICANTS = ("citizen", "child", "foreigner", "stateless", "organisation", "representative")
GROUNDS = (
    "not_competent",
    "no_consent",
    "not_understandable",
    "sent_twice",
    "before_a_court",
    "too_late",
    "unfounded",
    "not_established",
)
"""Why a complaint is rejected, before it is examined or after."""

REASONS = ("other_commissioner", "other_body", "court", "prosecutor")
BODIES = (*COMMISSIONERS, "constitutional_court", "court", "prosecutor", "state_body", "local_body")
REMEDIES = ("none", "other_means", "another_commissioner", "court")
PETITIONS = ("disciplinary", "administrative", "criminal")
ANSWERS = ("followed", "in_part", "not_followed")
CLOSINGS = ("restored", "in_part", "not_restored", "withdrawn")


def key(commissioner: str, what: str) -> str:
    """The rule of a commissioner; the terms of the one for human rights have the shorter names."""
    plain = commissioner == HUMAN_RIGHTS and what in _TERMS
    return f"ombudsman.{what}" if plain else f"ombudsman.{commissioner}_{what}"


_TERMS = (
    "filing",
    "complaint",
    "complaint_extension",
    "extension_notice",
    "recommendation_answer",
    "recommendation_extension",
    "recommendation_extension_notice",
    "requested_materials",
    "requested_materials_least",
)


def considers(commissioner: str, subject: str, law: Law) -> bool | Unknown:
    """Tell whether a commissioner considers complaints of this kind; unknown where the sources are silent.

    Law:
        ombudsman.human_rights_considers  what the Commissioner for Human Rights considers
        ombudsman.human_rights_excludes   and what not
        ombudsman.children_considers      what the Commissioner for Children's Rights considers
        ombudsman.children_excludes       and what not
        ombudsman.vulnerable_considers    what the Commissioner for socially vulnerable categories considers
        ombudsman.vulnerable_excludes     and what not
    """
    known(commissioner)
    one_of(subject, SUBJECTS, "subject of a complaint")
    found = law.find(key(commissioner, "considers"))
    if isinstance(found, Unknown):
        return found
    barred = law.find(key(commissioner, "excludes"))
    excluded = barred.value if isinstance(barred, Rule) and isinstance(barred.value, tuple) else ()
    return isinstance(found.value, tuple) and subject in found.value and subject not in excluded


def competent(subject: str, law: Law) -> tuple[str, ...]:
    """The commissioners who consider complaints of this kind, the one made for it first."""
    found = [one for one in COMMISSIONERS if considers(one, subject, law) is True]
    return tuple(sorted(found, key=lambda one: (not subject.endswith(_OWN[one]), COMMISSIONERS.index(one))))


_OWN = {HUMAN_RIGHTS: "person", CHILDREN: "child", VULNERABLE: "vulnerable"}


def may(commissioner: str, step: str, law: Law) -> Rule | Unknown:
    """Find the rule that lets a commissioner take a step; unknown where the sources give none.

    Law:
        ombudsman.human_rights_decides   what may be decided on a complaint that came in
        ombudsman.human_rights_asks      what may be asked of a body
        ombudsman.human_rights_results   what may come of a complaint
        ombudsman.human_rights_to_court  whether a norm may be put to the Court, and within which limits
        ombudsman.children_decides       the same of the Commissioner for Children's Rights
        ombudsman.children_asks          as above
        ombudsman.children_results       as above
        ombudsman.children_to_court      as above
        ombudsman.vulnerable_decides     the same of the Commissioner for socially vulnerable categories
        ombudsman.vulnerable_asks        as above
        ombudsman.vulnerable_results     as above
        ombudsman.vulnerable_to_court    as above
    """
    rule = key(commissioner, STEPS[step])
    found = law.find(rule)
    if isinstance(found, Rule) and isinstance(found.value, tuple) and step not in found.value:
        return Unknown(rule, f"{found.citation} does not name this step: {step}")
    return found


STEPS = {
    "accepted": "decides",
    "advised": "decides",
    "moved": "decides",
    "rejected": "decides",
    "extended": "decides",
    "explanations_asked": "asks",
    "recommended": "results",
    "petitioned": "results",
    "suit_filed": "results",
    "referred_to_court": "to_court",
}
"""Which rule of a commissioner each step rests on."""


def petitions(commissioner: str, law: Law) -> tuple[str, ...]:
    """For which proceedings a commissioner may petition after a complaint; for any where the sources list none.

    Law:
        ombudsman.human_rights_petitions  the proceedings that the Commissioner for Human Rights petitions for
    """
    found = law.find(key(commissioner, "petitions"))
    line = found.value.find("complaint") if isinstance(found, Rule) and isinstance(found.value, Entries) else None
    return line.words if line else PETITIONS


def rejected_if(commissioner: str, law: Law) -> tuple[str, ...] | Unknown:
    """The grounds on which a commissioner may reject; unknown where the law asks for reasons and lists none.

    Law:
        ombudsman.human_rights_rejected_if  grounds of the Commissioner for Human Rights
        ombudsman.children_rejected_if      of the Commissioner for Children's Rights
        ombudsman.vulnerable_rejected_if    of the Commissioner for socially vulnerable categories
    """
    found = law.find(key(commissioner, "rejected_if"))
    if isinstance(found, Unknown):
        return found
    return found.value if isinstance(found.value, tuple) else ()


def remedies(commissioner: str) -> str:
    """The rule that says what can be done against a rejection.

    Law:
        ombudsman.human_rights_remedies  against the Commissioner for Human Rights
        ombudsman.children_remedies      against the Commissioner for Children's Rights
        ombudsman.vulnerable_remedies    against the Commissioner for socially vulnerable categories
    """
    return key(commissioner, "remedies")


def outside(commissioner: str, applicant: str, law: Law) -> Rule | None:
    """The rule that an applicant is outside of: a warning, never a refusal.

    Law:
        ombudsman.human_rights_applicants  who may complain to the Commissioner for Human Rights
        ombudsman.children_applicants      to the Commissioner for Children's Rights
        ombudsman.vulnerable_applicants    to the Commissioner for socially vulnerable categories
    """
    found = law.find(key(commissioner, "applicants"))
    named = isinstance(found, Rule) and isinstance(found.value, tuple)
    # A child and a representative file for somebody of the other kinds.
    if not named or applicant in ("child", "representative"):
        return None
    return found if isinstance(found, Rule) and applicant not in (found.value or ()) else None  # type: ignore[operator]


def known(commissioner: str) -> None:
    """Refuse a commissioner whom no list has."""
    one_of(commissioner, COMMISSIONERS, "commissioner")


def opinions(law: Law) -> tuple[Rule, ...]:
    """What others said of these rules, each with its source and the rules it concerns; it decides nothing.

    Law:
        ombudsman.opinion_venice  what the Venice Commission said of the draft
    """
    found = law.find("ombudsman.opinion_venice")
    return (found,) if isinstance(found, Rule) else ()
