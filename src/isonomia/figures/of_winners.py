"""Claims about who won an election: how many parties have seats by the published votes and the law of polling day."""

from isonomia.elections.standing import LISTS
from isonomia.figures.of_elections import result_of, with_seats
from isonomia.figures.verdicts import Check, Verdict, note
from isonomia.reform import acts
from isonomia.reform.road import Reform


def check_of_winners(id: str, asserted: acts.WinnersClaim, reform: Reform) -> Check:
    """Share out the seats of lists anew, and count the lists that have any; seats of districts are not counted.

    Raises:
        RulebookError, InputError: the law of polling day, or the votes, leave the seats open.
    """
    one = reform.elections.matters.get(asserted.election)
    if one is None or one.tally.counted(LISTS) is None:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("not_in_record", what=asserted.election),))
    result = result_of(one)
    won = with_seats(result)
    notes = [note("seats_won", list=name, seats=result.seats[name]) for name in won]
    if not one.standing.districts:
        notes.append(note("districts_not_in_record"))
    verdict = Verdict.HOLDS if len(won) == asserted.number else Verdict.CONTRADICTED
    cited = "; ".join(dict.fromkeys(result.citations.values()))
    parts = len(won), len(result.seats), "lists", str(len(won))
    return Check(id, verdict, *parts, cited, one.tally.behind(LISTS), tuple(notes))
