"""What acts, fields and values of surveys and exit polls are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS_OF_SURVEYS: Mapping[str, Promise] = {
    "surveys.announced": _("Survey announced"),
    "surveys.fieldwork_closed": _("Fieldwork of a survey closed"),
    "surveys.data_published": _("Data of a survey published"),
    "surveys.estimate_published": _("Estimate of a survey published"),
    "surveys.estimate_sealed": _("Estimate of a survey sealed"),
    "surveys.estimate_opened": _("Sealed estimate of a survey opened"),
    "surveys.forecast_registered": _("Forecast registered"),
    "surveys.statement_recorded": _("Statement on a survey recorded"),
}
FIELDS_OF_SURVEYS: Mapping[str, Promise] = {
    "alike": pgettext_lazy("field of an act", "Rows alike at least"),
    "code": pgettext_lazy("field of an act", "Code"),
    "counted": pgettext_lazy("field of an act", "Counted"),
    "data": pgettext_lazy("field of an act", "Public data"),
    "design": pgettext_lazy("field of an act", "Design"),
    "disclosed": pgettext_lazy("field of an act", "Disclosed"),
    "dispositions": pgettext_lazy("field of an act", "What became of the cases"),
    "estimate": pgettext_lazy("field of an act", "Estimate"),
    "field_from": pgettext_lazy("field of an act", "Asked from"),
    "field_to": pgettext_lazy("field of an act", "Asked to"),
    "frame_as_at": pgettext_lazy("field of an act", "Frame as at"),
    "high": pgettext_lazy("field of an act", "To"),
    "house": pgettext_lazy("field of an act", "House"),
    "intervals": pgettext_lazy("field of an act", "Intervals"),
    "item": pgettext_lazy("field of an act", "Item"),
    "kinds": pgettext_lazy("field of an act", "Kinds"),
    "level": pgettext_lazy("field of an act", "Level, per cent"),
    "low": pgettext_lazy("field of an act", "From"),
    "quantity": pgettext_lazy("field of an act", "What is measured"),
    "questions": pgettext_lazy("field of an act", "Questions"),
    "refusals": pgettext_lazy("field of an act", "Why there is no interval"),
    "salt": pgettext_lazy("field of an act", "Salt of the seal"),
    "se": pgettext_lazy("field of an act", "Standard error, points"),
    "sealed": pgettext_lazy("field of an act", "Sealed by the act"),
    "sponsor": pgettext_lazy("field of an act", "Paid for by"),
    "stated_margin": pgettext_lazy("field of an act", "Margin as stated, points"),
    "stations": pgettext_lazy("field of an act", "Polling stations"),
    "survey": pgettext_lazy("field of an act", "Survey"),
    "traits": pgettext_lazy("field of an act", "Traits"),
    "units": pgettext_lazy("field of an act", "Territories covered"),
}
VALUES_OF_SURVEYS: Mapping[tuple[str, str], Promise] = {
    ("kind", "survey"): pgettext_lazy("value in an act", "a survey"),
    ("kind", "exit_poll"): pgettext_lazy("value in an act", "an exit poll"),
    ("kind", "polled"): pgettext_lazy("value in an act", "a share found by a survey"),
    ("kind", "asked"): pgettext_lazy("value in an act", "how a survey was made"),
    ("kind", "polled_range"): pgettext_lazy("value in an act", "a range of exit polls"),
    ("kind", "polled_match"): pgettext_lazy("value in an act", "a survey matched the result"),
}
