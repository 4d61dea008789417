"""What the figures of proposals are called, and what their shares are of."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIGURES_OF_PROPOSALS: Mapping[str, Promise] = {
    "proposals.submissions": _("Proposals sent, each counted once"),
    "proposals.demands": _("Different demands in them"),
    "proposals.in_campaigns": _("Proposals that belong to campaigns"),
    "proposals.answered_of_admissible": _("Answered, of the proposals taken up"),
    "proposals.reviewed_of_admissible": _("Read by a named member and decided, of the proposals taken up"),
    "proposals.in_text_of_admissible": _("Found in the text of the draft, of the proposals taken up"),
    "proposals.in_time_of_due": _("Answered in time, of those whose term is over or that were answered"),
    "proposals.second_looks": _("Second looks asked for"),
    "proposals.changed_of_second_looks": _("Other outcome after a second look, of those asked for"),
    "proposals.waiting": _("Waiting for an answer"),
    "proposals.accepted_in_full": _("Accepted in full, of the demands decided"),
    "proposals.accepted_in_substance": _("Accepted in substance, of the demands decided"),
    "proposals.accepted_in_part": _("Accepted in part, of the demands decided"),
    "proposals.refused": _("Refused, of the demands decided"),
    "proposals.already_provided": _("Provided for already, of the demands decided"),
    "proposals.outside_constitution": _("Outside the constitution, of the demands decided"),
    "proposals.traced_of_decided": _("Traced, of the demands decided"),
    "proposals.in_text_of_decided": _("Found in the text of the draft, of the demands decided"),
    "proposals.refused_unalterable_provision": _("Refused because it touches what may not be changed"),
    "proposals.refused_narrows_rights": _("Refused because it narrows rights"),
    "proposals.refused_contradicts_provisions": _("Refused because it contradicts other provisions"),
    "proposals.refused_belongs_in_a_law": _("Refused because it belongs in a law"),
    "proposals.refused_other_solution_chosen": _("Refused because another solution was chosen"),
    "proposals.refused_no_majority": _("Refused because it found no majority"),
    "proposals.refused_effect_unclear": _("Refused because its effect is unclear"),
    "proposals.refused_provided_already": _("Refused because it is provided for already"),
    "proposals.refused_outside_the_text": _("Refused because it lies outside this text"),
    "proposals.days_to_50_percent": _("Days until half were answered, those waiting counted in"),
    "proposals.days_to_75_percent": _("Days until three quarters were answered, those waiting counted in"),
    "proposals.days_to_90_percent": _("Days until nine tenths were answered, those waiting counted in"),
    "proposals.days_to_50_percent_kk": _("Days until half were answered, those waiting counted in (in Kazakh)"),
    "proposals.days_to_75_percent_kk": _(
        "Days until three quarters were answered, those waiting counted in (in Kazakh)"
    ),
    "proposals.days_to_90_percent_kk": _("Days until nine tenths were answered, those waiting counted in (in Kazakh)"),
    "proposals.days_to_50_percent_ru": _("Days until half were answered, those waiting counted in (in Russian)"),
    "proposals.days_to_75_percent_ru": _(
        "Days until three quarters were answered, those waiting counted in (in Russian)"
    ),
    "proposals.days_to_90_percent_ru": _("Days until nine tenths were answered, those waiting counted in (in Russian)"),
    "proposals.days_to_50_percent_en": _("Days until half were answered, those waiting counted in (in English)"),
    "proposals.days_to_75_percent_en": _(
        "Days until three quarters were answered, those waiting counted in (in English)"
    ),
    "proposals.days_to_90_percent_en": _("Days until nine tenths were answered, those waiting counted in (in English)"),
}
BASES_OF_PROPOSALS: Mapping[str, Promise] = {
    "admissible_proposals": _("of the proposals taken up"),
}
