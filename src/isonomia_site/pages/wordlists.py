"""The hall's own lists of words: what a code of the law is called on a page. The law's messages are not here."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from isonomia_site.pages.election_figures import FIGURES_OF_ELECTIONS
from isonomia_site.pages.proposal_figures import BASES_OF_PROPOSALS, FIGURES_OF_PROPOSALS
from isonomia_site.pages.survey_words import DISCLOSURE, SCORES

BASES: Mapping[str, Promise] = {
    "registered": _("of registered voters"),
    "took_part": _("of those who took part"),
    "yes_plus_no": _("of yes and no together"),
    "respondents": _("of those who were asked"),
    "certain_voters": _("of those who are certain to vote"),
    "valid": _("of valid ballots"),
    "territories": _("of the territories"),
    "articles_before": _("of the articles before the amendments"),
    "articles_after": _("of the articles after the amendments"),
    "laws_needed": _("of the laws needed"),
}
# The same bases as the thing that a percentage is of, to stand in a table's column.
WHOLES: Mapping[str, Promise] = {
    "registered": _("Registered voters"),
    "took_part": _("All who took part"),
    "yes_plus_no": _("Yes and no together"),
    "valid": _("Valid ballots"),
    "territories": _("Territories"),
    "days": _("Days"),
    "dates": _("Dates stated"),
}
MEASURES: Mapping[str, Promise] = {
    "registered": _("Registered voters"),
    "took_part": _("Took part"),
    "yes": pgettext_lazy("answer on the ballot", "Yes"),
    "no": pgettext_lazy("answer on the ballot", "No"),
    "both_marked": _("Both answers marked, not counted"),
    "invalid": _("Invalid"),
    "blank": _("Blank"),
    "ballots_received": _("Ballots received by voters"),
    "rest": _("In no published group"),
}
FIGURES: Mapping[str, Promise] = {
    "referendum.registered": _("Registered voters"),
    "referendum.took_part": _("Took part"),
    "referendum.yes": _("Answered yes"),
    "referendum.no": _("Answered no"),
    "referendum.both_marked": _("Both answers marked, not counted"),
    "referendum.invalid": _("Invalid ballots"),
    "referendum.took_part_of_registered": _("Turnout: those who took part, of registered voters"),
    "referendum.yes_of_took_part": _("Yes, of those who took part"),
    "referendum.yes_of_yes_plus_no": _("Yes, of yes and no together"),
    "referendum.yes_of_registered": _("Yes, of registered voters"),
    "referendum.no_of_took_part": _("No, of those who took part"),
    "referendum.both_marked_of_took_part": _("Both answers marked, of those who took part"),
    "referendum.invalid_of_took_part": _("Invalid, of those who took part"),
    "referendum.territories_needed": _("Territories needed"),
    "referendum.territories_agreed": _("Territories with a majority for yes"),
    "referendum.territories_recomputable": _("Territories whose majority can be recomputed"),
    "referendum.territories_by_printed_share": _("Territories known by a published share alone"),
    "referendum.territories_only_reported": _("Territories where one person alone reported the majority"),
    "referendum.outcome": _("What the law makes of the vote"),
    "referendum.turnout_reported": _("Turnout reported on polling day, whole country"),
    "referendum.turnout_lowest_territory": _("Lowest turnout of a territory"),
    "referendum.turnout_middle_territory": _("Middle turnout of the territories (median)"),
    "referendum.turnout_highest_territory": _("Highest turnout of a territory"),
    "drafting.articles_changed": _("Articles changed"),
    "drafting.articles_amended": _("Articles amended"),
    "drafting.articles_inserted": _("Articles inserted"),
    "drafting.changed_of_articles_before": _("Articles changed, of those before the amendments"),
    "drafting.changed_of_articles_after": _("Articles changed, of those after the amendments"),
    "alignment.laws_needed": _("Laws needed, as far as known"),
    "alignment.laws_adopted": _("Laws adopted"),
    "alignment.laws_in_force": _("Laws known to be in force"),
    "alignment.laws_not_needed": _("Laws found not to be needed"),
    "alignment.laws_overdue": _("Laws overdue"),
    "alignment.adopted_of_needed": _("Laws adopted, of those needed"),
    "alignment.in_force_of_needed": _("Laws known to be in force, of those needed"),
    "alignment.days_from_vote_to_first_law": _("Days from the vote to the first law signed"),
    "reform.count_equals": _("Count as published: exactly"),
    "reform.count_at_least": _("Count as published: at least"),
    "reform.count_more_than": _("Count as published: more than"),
    "reform.count_less_than": _("Count as published: less than"),
    "reform.count_about": _("Count as published: about"),
    "reform.bundled_articles": _("Articles behind the one question"),
    "reform.bundled_sections": _("Sections behind the one question"),
    "reform.bundled_subjects": _("Subjects behind the one question"),
    "drafting.articles_with_stated_origin": _("Articles whose place in the old text was stated, of those of the new"),
}
KINDS: Mapping[str, Promise] = {
    "recomputed": _("recomputed from acts"),
    "attested": _("attested by a named body"),
    "cited": _("cited from a publication"),
}
OUTCOMES: Mapping[str, Promise] = {
    "adopted": pgettext_lazy("outcome of a vote", "Adopted"),
    "rejected": pgettext_lazy("outcome of a vote", "Rejected"),
    "invalid": pgettext_lazy("outcome of a vote", "Not valid"),
    "undecided": pgettext_lazy("outcome of a vote", "Not decided by what is published"),
    "unknown": pgettext_lazy("outcome of a vote", "Not stated by any source"),
    "": pgettext_lazy("outcome of a vote", "No result entered"),
}
STAGES: Mapping[str, Promise] = {
    "preliminary": _("Preliminary result"),
    "final": _("Final result"),
}
VERDICTS: Mapping[str, Promise] = {
    "holds": _("Holds"),
    "holds when rounded": _("Holds when rounded"),
    "holds with the named base": _("Holds with the named base"),
    "contradicted": _("Contradicted"),
    "sources conflict": _("Sources conflict"),
    "stated by a single source": _("Stated by a single source"),
    "not comparable": _("Not comparable"),
    "not derivable": _("Not derivable"),
}
MEANINGS: Mapping[str, Promise] = {
    "holds": _("The record and the law give the same."),
    "holds when rounded": _("The exact number is another; rounded as it was stated, it is the same."),
    "holds with the named base": _(
        "It was not said what the claim is counted against. It holds against the base that is named here, not "
        "against every other."
    ),
    "contradicted": _("The record and the law give something else."),
    "sources conflict": _("The publications differ, and nothing settles which of them is right."),
    "stated by a single source": _("One source states it; the record holds nothing else on it."),
    "not comparable": _("The claim names no measure by which it could be held against the record."),
    "not derivable": _("The record does not hold what an answer needs."),
}
INSTITUTIONS: Mapping[str, Promise] = {
    "proposals": _("Citizens’ proposals"),
    "consultation": _("Public discussion"),
    "drafting": _("Drafting and the text of the Constitution"),
    "alignment": _("Bringing the laws into line"),
    "surveys": _("Surveys and exit polls"),
    "elections": _("Elections"),
    "parties": _("Political parties"),
    "recall": _("Recall of deputies"),
    "court": _("Constitutional Court"),
    "ombudsman": _("Ombudsmen"),
    "compensation": _("Compensation for harm"),
    "assembly": _("Peaceful assemblies"),
    "referendum": _("Referendum"),
    "observers": _("Observers and complaints"),
    "appeals": _("Administrative appeals"),
}
LIST_WORDS: Mapping[str, Promise] = {
    "quorum": _("enough voters take part"),
    "majority": _("a majority of those who took part says yes"),
    "regions": _("enough territories have a majority for yes"),
    "yes": pgettext_lazy("answer in a sentence", "yes"),
    "no": pgettext_lazy("answer in a sentence", "no"),
    "both_marked": _("both answers marked (valid, not counted)"),
    "invalid": _("invalid"),
    "blank": _("blank"),
}
CERTAINTIES: Mapping[str, Promise] = {
    "text": _("read in the text of the law"),
    "press": _("known from the press only"),
    "assumed": _("only assumed: nothing is decided on it"),
}
LANGUAGES: Mapping[str, Promise] = {
    "kk": _("in Kazakh"),
    "kk-Latn": _("in Kazakh (Latin script)"),
    "ru": _("in Russian"),
    "en": _("in English"),
    "de": _("in German"),
    "pl": _("in Polish"),
}
TERRITORY_KINDS: Mapping[str, Promise] = {
    "region": pgettext_lazy("kind of territory", "region"),
    "republican_city": pgettext_lazy("kind of territory", "city of republican significance"),
    "capital": pgettext_lazy("kind of territory", "capital"),
}
GROUNDS: Mapping[str, Promise] = {
    "counts": _("Recomputed from counts"),
    "bounded": _("Recomputed from a published share of a published number"),
    "printed_share": _("Only a share was published, no count"),
    "reported": _("Only reported by one person"),
}
STEPS: Mapping[str, Promise] = {
    "proposed": _("Referendum proposed"),
    "law_changed": _("Referendum law changed"),
    "called": _("Referendum called"),
    "reviewed": _("Reviewed by the Constitutional Council"),
    "draft_published": _("Draft published"),
    "text_published": _("Draft published"),
    "discussed": _("Public discussion"),
    "polling": _("Referendum"),
    "polling_day": _("Referendum"),
    "preliminary": _("Preliminary result"),
    "final": _("Final result"),
    "official_message": _("Official message on the result"),
    "law_published": _("Law published"),
    "in_force": _("In force"),
    "court_begins": _("Constitutional Court begins work"),
    "working_group_set_up": _("Working group created"),
    "commission_set_up": _("Commission set up"),
    "amendments_drafted": _("Amendments drafted"),
    "last_sitting": _("Last sitting of the Commission"),
    "implementing_decree": _("Decree on carrying it out"),
}
WORDING_STATUS: Mapping[str, Promise] = {
    "original": _("original wording"),
    "translation": _("translation"),
    "own_words": _("in our own words"),
    "machine_draft": _("machine draft"),
}
BAR_WORDS: Mapping[tuple[str, str], Promise] = {
    ("more than", "1/2"): _("more than half"),
    ("at least", "1/2"): _("at least half"),
    ("more than", "2/3"): _("more than two thirds"),
    ("at least", "2/3"): _("at least two thirds"),
}
# What a part of a position in a text is called, by what its id begins with.
PLACES: Mapping[str, Promise] = {
    "sec": pgettext_lazy("place in a law", "Section %(number)s"),
    "chp": pgettext_lazy("place in a law", "Chapter %(number)s"),
    "art": pgettext_lazy("place in a law", "Article %(number)s"),
    "para": pgettext_lazy("place in a law", "point %(number)s"),
    "subpara": pgettext_lazy("place in a law", "sub-point %(number)s"),
    "point": pgettext_lazy("place in a law", "item %(number)s"),
    "part": pgettext_lazy("place in a law", "part %(number)s"),
    "title": pgettext_lazy("place in a law", "title"),
    "preamble": pgettext_lazy("place in a law", "preamble"),
}
CHANGES: Mapping[str, Promise] = {
    "first": pgettext_lazy("what became of an article", "First text in the record"),
    "unchanged": pgettext_lazy("what became of an article", "Unchanged"),
    "editorial": pgettext_lazy("what became of an article", "Printed otherwise"),
    "amended": pgettext_lazy("what became of an article", "Amended"),
    "inserted": pgettext_lazy("what became of an article", "Put in"),
    "repealed": pgettext_lazy("what became of an article", "Repealed"),
    "renumbered": pgettext_lazy("what became of an article", "Renumbered"),
    "moved": pgettext_lazy("what became of an article", "Moved"),
}
CLOCKS: Mapping[str, Promise] = {
    "adopted": pgettext_lazy("clock of a change", "Adopted"),
    "in_force": pgettext_lazy("clock of a change", "In force from"),
    "applied": pgettext_lazy("clock of a change", "First applied"),
}
OPERATIONS: Mapping[str, Promise] = {
    "substitute_text": _("some words are replaced"),
    "replace": _("set out anew"),
    "insert": _("text is put in"),
    "repeal": _("taken out"),
    "renumber": _("gets another number"),
    "move": _("moved to another place"),
    "set_heading": _("gets another heading"),
    "split": _("divided in two"),
    "join": _("two units are joined"),
}
WHERE: Mapping[str, Promise] = {
    "before": pgettext_lazy("where text is put in", "before"),
    "after": pgettext_lazy("where text is put in", "after"),
    "first": pgettext_lazy("where text is put in", "at the beginning of"),
    "append": pgettext_lazy("where text is put in", "at the end of"),
}
ROAD: Mapping[str, Promise] = {
    "tabled": pgettext_lazy("step of a draft", "Draft tabled"),
    "amendments_tabled": pgettext_lazy("step of a draft", "Amendments tabled"),
    "discussed": pgettext_lazy("step of a draft", "Discussed in the group"),
    "voted": pgettext_lazy("step of a draft", "Voted on in the group"),
    "accepted": pgettext_lazy("step of a draft", "Amendments accepted"),
    "withdrawn": pgettext_lazy("step of a draft", "Amendments withdrawn"),
    "rejected": pgettext_lazy("step of a draft", "Amendments rejected"),
    "replaced": pgettext_lazy("step of a draft", "Replaced by a whole new text"),
    "sent": pgettext_lazy("step of a draft", "Sent for a conclusion"),
    "reviewed": pgettext_lazy("step of a draft", "Conclusion given"),
    "submitted": pgettext_lazy("step of a draft", "Put to the vote"),
    "adopted": pgettext_lazy("step of a draft", "Adopted"),
    "in_force": pgettext_lazy("step of a draft", "In force"),
    "applied": pgettext_lazy("step of a draft", "First applied"),
}
DRAFT_STAGES: Mapping[str, Promise] = {
    "open": pgettext_lazy("stage of a draft", "Being worked on"),
    "in_review": pgettext_lazy("stage of a draft", "In review"),
    "submitted": pgettext_lazy("stage of a draft", "Put to the vote"),
    "adopted": pgettext_lazy("stage of a draft", "Adopted"),
}
AMENDMENT_STATES: Mapping[str, Promise] = {
    "tabled": pgettext_lazy("state of an amendment", "Not decided"),
    "accepted": pgettext_lazy("state of an amendment", "Accepted"),
    "withdrawn": pgettext_lazy("state of an amendment", "Withdrawn"),
    "rejected": pgettext_lazy("state of an amendment", "Rejected"),
    "overtaken": pgettext_lazy("state of an amendment", "Overtaken by a new text"),
}
VOTE_BASES: Mapping[str, Promise] = {
    "members": _("of all members"),
    "present": _("of those present"),
}
VOTE_WHOLES: Mapping[str, Promise] = {
    "members": pgettext_lazy("15 of 21 ...", "members"),
    "present": pgettext_lazy("15 of 21 ...", "present"),
}
AUTHENTICITY: Mapping[str, Promise] = {
    "authentic": _("authentic"),
    "translation": _("translation, not official"),
    "unknown": _("not known whether authentic"),
}
TABLE_TOTALS: Mapping[str, Promise] = {
    "articles": _("articles changed"),
    "units": _("lines changed"),
    "rows": _("rows of the table"),
    "operations": _("operations behind them"),
    "proposals": _("proposals behind them"),
    "unexplained": _("rows that no operation explains"),
}
LISTS: Mapping[str, Mapping[str, Promise]] = {
    "base": {**BASES, **BASES_OF_PROPOSALS},
    "whole": WHOLES,
    "measure": MEASURES,
    "figure": {**FIGURES, **FIGURES_OF_PROPOSALS, **FIGURES_OF_ELECTIONS},
    "kind": KINDS,
    "outcome": OUTCOMES,
    "stage": STAGES,
    "verdict": VERDICTS,
    "meaning": MEANINGS,
    "institution": INSTITUTIONS,
    "list": LIST_WORDS,
    "certainty": CERTAINTIES,
    "language": LANGUAGES,
    "territory": TERRITORY_KINDS,
    "ground": GROUNDS,
    "step": STEPS,
    "status": WORDING_STATUS,
    "change": CHANGES,
    "clock": CLOCKS,
    "operation": OPERATIONS,
    "where": WHERE,
    "road": ROAD,
    "draft stage": DRAFT_STAGES,
    "amendment state": AMENDMENT_STATES,
    "vote base": VOTE_BASES,
    "vote whole": VOTE_WHOLES,
    "authenticity": AUTHENTICITY,
    "total": TABLE_TOTALS,
    "score": SCORES,
    "disclosure": DISCLOSURE,
}
