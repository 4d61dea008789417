"""What the lines of papers are called for those who work on a matter."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

SHEETS = {"facts": _("Facts"), "applicant": _("Who filed it"), "group": _("Initiative group")}
LINES = {
    "norm": _("Which act, and which article of it"),
    "right": _("Which right of the Constitution it infringes"),
    "facts": _("What happened"),
    "request": _("What is asked for"),
    "judgment": _("The judgment: which court, its number"),
    "against": _("Which body, or who in it, it is about"),
    "consent": _("The body may be shown it"),
    "harm": _("What was lost, and how much"),
    "place": _("Place or route"),
    "purpose": _("Purpose"),
    "cure": _("What was missing"),
    "text": _("In words"),
    "name": _("Name"),
    "number": _("Individual identification number"),
    "address": _("Address"),
    "contact": _("How to reach them"),
    "representative": _("Representative"),
    "others": _("Other organisers, and how to reach them"),
}


@register.filter
def sheet_name(name: str) -> str:
    """Say what a sheet of papers is called."""
    return str(SHEETS.get(name, _("What was written")))


@register.filter
def line_name(name: str) -> str:
    """Say what a line of a paper is called; one without words by its own name."""
    return str(LINES.get(name, name))


@register.filter
def line_text(text: str) -> str:
    """Say a line as people read it: what was ticked is ticked."""
    return "✓" if text == "True" else text
