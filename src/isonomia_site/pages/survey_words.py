"""What the verdicts on surveys and the items of their disclosure are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SCORES: Mapping[str, Promise] = {
    "inside 50": pgettext_lazy("score of a survey", "inside 50"),
    "inside 95": pgettext_lazy("score of a survey", "inside 95"),
    "outside 95": pgettext_lazy("score of a survey", "outside 95"),
    "not comparable: base": pgettext_lazy("score of a survey", "not comparable: base"),
    "not comparable: quantity": pgettext_lazy("score of a survey", "not comparable: quantity"),
    "not registered before the vote": pgettext_lazy("score of a survey", "not registered before the vote"),
    "not assessable: no interval": pgettext_lazy("score of a survey", "not assessable: no interval"),
}
DISCLOSURE: Mapping[str, Promise] = {
    "strategy": _("Strategy of collecting the data"),
    "sponsor_and_conductor": _("Who paid and who did it"),
    "instruments": _("Instruments: questions word for word"),
    "population": _("Population under study"),
    "sample_method": _("How the sample was made"),
    "modes": _("Ways and languages of asking"),
    "dates": _("Dates of asking"),
    "sample_sizes_and_precision": _("Sample sizes and precision"),
    "weighting": _("How the data were weighted"),
    "processing_and_quality": _("How the data were processed and checked"),
    "limitations": _("Limits of design and data"),
    "not disclosed": _("not disclosed"),
}
