"""What acts, fields and values of elections are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from isonomia.elections.acts import SeatPassed

ACTS_OF_ELECTIONS: Mapping[str, Promise] = {
    "elections.called": _("Election called"),
    "elections.districts_drawn": _("Districts drawn"),
    "elections.list_registered": _("List registered"),
    "elections.candidate_registered": _("Candidate registered"),
    "elections.registration_refused": _("Registration of a list or candidate refused"),
    "elections.registration_cancelled": _("Registration of a list or candidate cancelled"),
    "elections.registration_ended": _("A list or candidate no longer stands"),
    "elections.votes_published": _("Votes published"),
    "elections.lot_drawn": _("Lot drawn between equal lists or candidates"),
    "elections.seats_published": _("Seats published"),
    "elections.seats_taken": _("Seats of a list taken"),
    "elections.seat_vacated": _("Seat fell vacant"),
    "elections.seat_passed": _("Seat passed on"),
}
FIELDS_OF_ELECTIONS: Mapping[str, Promise] = {
    "against_all": pgettext_lazy("field of an act", "Against all"),
    "body": pgettext_lazy("field of an act", "Elected body"),
    "candidate": pgettext_lazy("field of an act", "Candidate"),
    "candidates": pgettext_lazy("field of an act", "Candidates"),
    "contest": pgettext_lazy("field of an act", "Ballot"),
    "district": pgettext_lazy("field of an act", "District"),
    "districts": pgettext_lazy("field of an act", "Districts"),
    "groups": pgettext_lazy("field of an act", "Groups of the quota"),
    "how": pgettext_lazy("field of an act", "How"),
    "invalid": pgettext_lazy("field of an act", "Invalid ballots"),
    "list_seats": pgettext_lazy("field of an act", "Seats by lists"),
    "names": pgettext_lazy("field of an act", "Names"),
    "of": pgettext_lazy("field of an act", "Of"),
    "on": pgettext_lazy("field of an act", "Day"),
    "option": pgettext_lazy("field of an act", "List or candidate"),
    "order": pgettext_lazy("field of an act", "Order"),
    "party": pgettext_lazy("field of an act", "Party"),
    "put_forward_by": pgettext_lazy("field of an act", "Put forward by"),
    "seats": pgettext_lazy("field of an act", "Seats"),
    "signatures": pgettext_lazy("field of an act", "Signatures"),
    "took_part": pgettext_lazy("field of an act", "Took part"),
    "voters": pgettext_lazy("field of an act", "Voters"),
    "votes": pgettext_lazy("field of an act", "Votes"),
}
FIELDS_OF_SEATS: Mapping[type, Mapping[str, Promise]] = {
    SeatPassed: {"to": pgettext_lazy("field of an act", "To whom it passed")}
}
VALUES_OF_ELECTIONS: Mapping[tuple[str, str], Promise] = {
    ("body", "parliament"): pgettext_lazy("value in an act", "parliament"),
    ("body", "maslikhat"): pgettext_lazy("value in an act", "regional assembly"),
    ("body", "rural_head"): pgettext_lazy("value in an act", "head of a village or rural district"),
    ("contest", "lists"): pgettext_lazy("value in an act", "lists"),
    ("put_forward_by", "self"): pgettext_lazy("value in an act", "by themselves"),
    ("ground", "withdrawn"): pgettext_lazy("value in an act", "withdrew"),
    ("ground", "died"): pgettext_lazy("value in an act", "died"),
    ("ground", "resigned"): pgettext_lazy("value in an act", "resigned"),
    ("groups", "women"): pgettext_lazy("value in an act", "women"),
    ("groups", "young_people"): pgettext_lazy("value in an act", "young people"),
    ("groups", "persons_with_disabilities"): pgettext_lazy("value in an act", "persons with disabilities"),
}
