"""How terms and stages of matters are called."""

from django import template
from django.utils.translation import pgettext_lazy

from isonomia_site.rights import mine
from isonomia_site.rights.standing import Term

register = template.Library()

STAGES = {
    "filed": pgettext_lazy("stage of a matter", "Filed"),
    "registered": pgettext_lazy("stage of a matter", "Registered"),
    "returned": pgettext_lazy("stage of a matter", "Returned"),
    "demanded": pgettext_lazy("stage of a matter", "A decision of the Court was demanded"),
    "checked": pgettext_lazy("stage of a matter", "Checked"),
    "study": pgettext_lazy("stage of a matter", "In preliminary study"),
    "refused": pgettext_lazy("stage of a matter", "Refused"),
    "admitted": pgettext_lazy("stage of a matter", "Taken up"),
    "preparation": pgettext_lazy("stage of a matter", "In preparation"),
    "joined": pgettext_lazy("stage of a matter", "Joined to another one"),
    "suspended": pgettext_lazy("stage of a matter", "Suspended"),
    "hearing": pgettext_lazy("stage of a matter", "Heard"),
    "deliberation": pgettext_lazy("stage of a matter", "In deliberation"),
    "decided": pgettext_lazy("stage of a matter", "Decided"),
    "terminated": pgettext_lazy("stage of a matter", "Ended without a decision"),
    "sent": pgettext_lazy("stage of a matter", "Decision sent"),
    "published": pgettext_lazy("stage of a matter", "Decision published"),
    "closed": pgettext_lazy("stage of a matter", "Closed"),
    "moved": pgettext_lazy("stage of a matter", "Sent on"),
    "examined": pgettext_lazy("stage of a matter", "Taken up"),
    "result": pgettext_lazy("stage of a matter", "There is a result"),
    "advised": pgettext_lazy("stage of a matter", "Advice given"),
    "rejected": pgettext_lazy("stage of a matter", "Rejected"),
    "withdrawn": pgettext_lazy("stage of a matter", "Taken back"),
    "awarded": pgettext_lazy("stage of a matter", "Awarded"),
    "appealed": pgettext_lazy("stage of a matter", "Appealed"),
    "paid": pgettext_lazy("stage of a matter", "Paid"),
}


@register.filter
def stage(value: str) -> str:
    """Say where a matter stands; a stage without words stays itself."""
    return str(STAGES.get(value, value))


@register.filter
def term_name(value: Term) -> str:
    """Say what a term is called."""
    return mine.term_name(value)
