"""What kinds of acts, their fields and their closed lists of values are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from isonomia.wording import spoken

ACTS: Mapping[str, Promise] = {
    "record.opened": _("Record opened"),
    "record.policy_changed": _("Policy of the record changed"),
    "record.key_retired": _("Key of the record retired"),
    "record.closed": _("Record closed"),
    "rulebook.adopted": _("Rulebook adopted"),
    "papers.erased": _("Papers erased"),
    "reform.opened": _("Reform opened"),
    "reform.step_taken": _("Step of the reform taken"),
    "reform.claim_published": _("Claim published"),
    "referendum.called": _("Referendum called"),
    "referendum.question_put": _("Question put"),
    "referendum.text_published": _("Text published"),
    "referendum.register_stated": _("Number of registered voters stated"),
    "referendum.turnout_reported": _("Turnout reported"),
    "referendum.result_published": _("Result published"),
    "referendum.majority_stated": _("Majorities in territories stated"),
    "referendum.decision_published": _("Decision published"),
}
FIELDS: Mapping[str, Promise] = {
    "about": pgettext_lazy("field of an act", "About"),
    "act_date": pgettext_lazy("field of an act", "Date of that act"),
    "acts": pgettext_lazy("field of an act", "Acts with a commitment to them"),
    "as_at": pgettext_lazy("field of an act", "As at"),
    "asserts": pgettext_lazy("field of an act", "What it asserts"),
    "base": pgettext_lazy("field of an act", "Share of"),
    "by_act": pgettext_lazy("field of an act", "By which act"),
    "called_by": pgettext_lazy("field of an act", "Called by"),
    "claim": pgettext_lazy("field of an act", "Claim"),
    "compare": pgettext_lazy("field of an act", "Compared as"),
    "continues": pgettext_lazy("field of an act", "Continues the log"),
    "count": pgettext_lazy("field of an act", "Count"),
    "country": pgettext_lazy("field of an act", "Country"),
    "counts": pgettext_lazy("field of an act", "Counts as printed"),
    "day": pgettext_lazy("field of an act", "Day"),
    "decided_by": pgettext_lazy("field of an act", "Decided by"),
    "event": pgettext_lazy("field of an act", "Event"),
    "files": pgettext_lazy("field of an act", "Files"),
    "ground": pgettext_lazy("field of an act", "Ground"),
    "higher": pgettext_lazy("field of an act", "Higher in"),
    "from_size": pgettext_lazy("field of an act", "From which number of entries on"),
    "hour": pgettext_lazy("field of an act", "Hour"),
    "in_words": pgettext_lazy("field of an act", "In words"),
    "institution": pgettext_lazy("field of an act", "Institution"),
    "kind": pgettext_lazy("field of an act", "Kind"),
    "lang": pgettext_lazy("field of an act", "Language"),
    "language": pgettext_lazy("field of an act", "Language"),
    "lower": pgettext_lazy("field of an act", "Lower in"),
    "made_from": pgettext_lazy("field of an act", "Made from"),
    "majority": pgettext_lazy("field of an act", "Majority"),
    "measure": pgettext_lazy("field of an act", "What was counted"),
    "media": pgettext_lazy("field of an act", "Kind of file"),
    "number": pgettext_lazy("field of an act", "Number"),
    "origin": pgettext_lazy("field of an act", "Name of the log"),
    "outcome": pgettext_lazy("field of an act", "Outcome"),
    "papers": pgettext_lazy("field of an act", "Papers"),
    "path": pgettext_lazy("field of an act", "File"),
    "percent": pgettext_lazy("field of an act", "Per cent as printed"),
    "policy": pgettext_lazy("field of an act", "Policy"),
    "policy_sha256": pgettext_lazy("field of an act", "Hash of the policy"),
    "polling_day": pgettext_lazy("field of an act", "Polling day"),
    "provisions": pgettext_lazy("field of an act", "Under which provisions"),
    "published_on": pgettext_lazy("field of an act", "Published on"),
    "purpose": pgettext_lazy("field of an act", "Purpose"),
    "question": pgettext_lazy("field of an act", "Kind of question"),
    "reason": pgettext_lazy("field of an act", "Reason"),
    "received": pgettext_lazy("field of an act", "Ballots received by voters"),
    "referendum": pgettext_lazy("field of an act", "Referendum"),
    "registered": pgettext_lazy("field of an act", "Registered voters"),
    "root": pgettext_lazy("field of an act", "Root hash"),
    "rule": pgettext_lazy("field of an act", "Rule of the law"),
    "sha256": pgettext_lazy("field of an act", "Hash (SHA-256)"),
    "shares": pgettext_lazy("field of an act", "Shares as printed"),
    "since": pgettext_lazy("field of an act", "From"),
    "size": pgettext_lazy("field of an act", "Size"),
    "stage": pgettext_lazy("field of an act", "Stage"),
    "stated": pgettext_lazy("field of an act", "Days as stated"),
    "stated_by": pgettext_lazy("field of an act", "Stated by"),
    "stated_on": pgettext_lazy("field of an act", "Stated on"),
    "status": pgettext_lazy("field of an act", "Status of the wording"),
    "step": pgettext_lazy("field of an act", "Step"),
    "successor": pgettext_lazy("field of an act", "Successor"),
    "taken_on": pgettext_lazy("field of an act", "Taken on"),
    "territories": pgettext_lazy("field of an act", "Territories"),
    "territory": pgettext_lazy("field of an act", "Territory"),
    "text": pgettext_lazy("field of an act", "Text"),
    "titles": pgettext_lazy("field of an act", "Titles"),
    "unit": pgettext_lazy("field of an act", "Unit"),
    "until": pgettext_lazy("field of an act", "Until"),
    "version": pgettext_lazy("field of an act", "Version"),
    "vkey": pgettext_lazy("field of an act", "Public key"),
    "wordings": pgettext_lazy("field of an act", "Wordings"),
    "year": pgettext_lazy("field of an act", "Year"),
}
VALUES: Mapping[tuple[str, str], Promise] = {
    ("status", "original"): pgettext_lazy("value in an act", "original"),
    ("status", "translation"): pgettext_lazy("value in an act", "translation"),
    ("status", "own_words"): pgettext_lazy("value in an act", "in our own words"),
    ("status", "machine_draft"): pgettext_lazy("value in an act", "machine draft"),
    ("made_from", "publications"): pgettext_lazy("value in an act", "publications"),
    ("made_from", "own_acts"): pgettext_lazy("value in an act", "own acts"),
    ("made_from", "invention"): pgettext_lazy("value in an act", "invention"),
    ("question", "amendment"): pgettext_lazy("value in an act", "amendments to the constitution"),
    ("question", "new_constitution"): pgettext_lazy("value in an act", "a new constitution"),
    ("step", "proposed"): pgettext_lazy("value in an act", "proposed"),
    ("step", "in_force"): pgettext_lazy("value in an act", "in force"),
    ("step", "court_begins"): pgettext_lazy("value in an act", "the Constitutional Court begins its work"),
    ("kind", "share"): pgettext_lazy("value in an act", "a share"),
    ("kind", "test"): pgettext_lazy("value in an act", "a test of the law was passed"),
    ("kind", "span"): pgettext_lazy("value in an act", "a span of time"),
    ("kind", "days"): pgettext_lazy("value in an act", "days of events"),
    ("kind", "order"): pgettext_lazy("value in an act", "an order of turnout"),
    ("kind", "even"): pgettext_lazy("value in an act", "an even spread"),
    ("kind", "waiting"): pgettext_lazy("value in an act", "not computed by this version yet"),
    ("compare", "equals"): pgettext_lazy("value in an act", "equal"),
    ("compare", "less than"): pgettext_lazy("value in an act", "less than"),
    ("compare", "more than"): pgettext_lazy("value in an act", "more than"),
    ("unit", "days"): pgettext_lazy("value in an act", "days"),
    ("unit", "weeks"): pgettext_lazy("value in an act", "weeks"),
    ("unit", "months"): pgettext_lazy("value in an act", "months"),
    ("unit", "years"): pgettext_lazy("value in an act", "years"),
    ("country", "kz"): pgettext_lazy("value in an act", "Kazakhstan"),
    ("role", "compiler"): pgettext_lazy("value in an act", "the compiler of this reconstruction"),
    ("higher", "region"): pgettext_lazy("value in an act", "regions"),
    ("lower", "capital"): pgettext_lazy("value in an act", "the capital"),
    ("lower", "republican_city"): pgettext_lazy("value in an act", "cities of republican significance"),
}
LAW_SAYS = ("measure", "base", "stage", "outcome", "majority", "institution")


def act_name(act: str) -> str:
    """What a kind of act is called; one without a name is shown by its code."""
    return str(ACTS.get(act, act))


def field_name(name: str) -> str:
    """What a field is called."""
    return str(FIELDS.get(name, name))


def value_name(field: str, value: str, language: str) -> str | None:
    """What a value of a closed list is called; None for a value of any other kind."""
    if (field, value) in VALUES:
        return str(VALUES[field, value])
    return spoken(value, language) if field in LAW_SAYS else None
