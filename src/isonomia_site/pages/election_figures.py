"""What the figures of an election are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIGURES_OF_ELECTIONS: Mapping[str, Promise] = {
    "elections.registered": _("Registered voters"),
    "elections.took_part": _("Took part"),
    "elections.against_all": _("Against all"),
    "elections.invalid": _("Invalid ballots"),
    "elections.took_part_of_registered": _("Turnout: those who took part, of registered voters"),
    "elections.votes": _("Votes"),
    "elections.votes_of_valid": _("Votes, of those for lists and against all"),
    "elections.votes_of_took_part": _("Votes, of those who took part"),
    "elections.votes_needed": _("Votes that a list needs"),
    "elections.bar": _("How a list came in"),
    "elections.seats_by_lists": _("Seats by lists"),
    "elections.seats_tied": _("Seats in a tie, given to nobody yet"),
    "elections.lists_with_seats": _("Lists that won seats"),
    "elections.winner_of_valid": _("Votes for the winner, of the valid votes of the district"),
    "elections.seats_in_districts": _("Seats won in districts"),
    "elections.seats": _("Seats in the house, by lists and in districts"),
    "elections.seats_taken": _("Seats by lists that somebody holds, of those won"),
}
