"""A vote of the court held against the law of its day: quorum, panels, majority, a tie and the chair's casting vote.

Law:
    court.suspended_judges        whether suspended judges count for the quorum
    court.abstention              whether a judge may abstain
    court.tie_without_chair       what follows a tie where the chair is replaced
    court.panel_majority_for      which decisions a panel may take
    court.panel_undecided         where an appeal goes that a panel did not decide
    court.admission_majority      how many judges admit an appeal
    court.admission_panel_hears   whose appeals the admission panel hears
    court.group_of_deputies       how many deputies may apply together
"""

from isonomia.exact import Bar
from isonomia.rights.answers import UNKNOWN, Working
from isonomia.rights.facts import Vote

FOR, AGAINST = "for", "against"


def vote(facts: Vote, working: Working) -> None:
    """Answer whether a session can decide, and what it decided."""
    negative = [
        name
        for name in ("judges_total", "present", "suspended", "panel", "in_favour", "against", "abstained")
        if (getattr(facts, name) or 0) < 0
    ]
    for name in negative:
        working.find("fact_unreadable", name, given=getattr(facts, name), why="0, 1, 2 ...")
    if negative:
        return
    if facts.panel is not None:
        _panel(facts, working)
    else:
        _session(facts, working)


def _session(facts: Vote, working: Working) -> None:
    """All judges, or the few who decide on admission."""
    cast = _cast(facts)
    present = facts.present if facts.present is not None else cast
    on_admission = facts.stage == "admission"
    valid = _admission(facts, present, working) if on_admission else _quorum(facts, present, working)
    if cast is None:
        return
    if not _all_voted(facts, present, cast, working):
        valid = False
    bar = working.bar("court.admission_majority" if on_admission else "court.majority")
    if bar is None or valid is None:
        working.values["adopted"] = UNKNOWN
    elif not valid:
        working.values["adopted"] = False
    else:
        _decided(facts, bar, cast, working)


def _quorum(facts: Vote, present: int | None, working: Working) -> bool | None:
    bar, total = working.bar("court.quorum"), facts.judges_total
    total = working.number("court.judges") if total is None else total
    if bar is None or total is None:
        return None
    if working.word("court.suspended_judges") == "not_counted":
        total -= facts.suspended or 0
    if total <= 0:
        working.find("fact_unreadable", "suspended", given=facts.suspended, why=f"< {facts.judges_total}")
        return None
    needed = bar.required(total)
    working.values["quorum_needed"] = needed
    if present is None:
        working.needs("present")
        return None
    if present > total:
        working.find("more_present_than_judges", "present", present=present, judges=total)
        working.values["valid"] = False
        return False
    working.values["valid"] = present >= needed
    return present >= needed


def _admission(facts: Vote, present: int | None, working: Working) -> bool | None:
    size = working.number("court.admission_panel")
    heard = working.words("court.admission_panel_hears")
    if facts.appellant is not None and facts.appellant not in heard:
        working.find("panel_not_for_applicant", "appellant", given=facts.appellant, wanted=", ".join(heard))
        return _quorum(facts, present, working)
    if size is None or present is None:
        return None
    working.values |= {"quorum_needed": size, "valid": present >= size}
    return present >= size


def _panel(facts: Vote, working: Working) -> None:
    """A panel: its number of judges, whose appeals it hears, and the majority that it needs for this decision."""
    size, hears = working.number("court.panel"), working.words("court.panel_hears")
    if size is None:
        working.values["adopted"] = UNKNOWN
        return
    valid = facts.panel == size
    if not valid:
        working.find("panel_size_wrong", "panel", given=facts.panel, wanted=size)
    if facts.appellant is not None and facts.appellant not in hears:
        working.find("panel_not_for_applicant", "appellant", given=facts.appellant, wanted=", ".join(hears))
        valid = False
    cast = _cast(facts)
    if cast is not None and not _all_voted(facts, facts.panel, cast, working):
        valid = False
    working.values["valid"] = valid
    if cast is None:
        working.needs("for", "against")
        return
    if not valid:
        working.values["adopted"] = False
        return
    strict = facts.act is None or facts.act in working.words("court.panel_majority_for")
    bar = working.bar("court.panel_majority" if strict else "court.majority")
    adopted = bar is not None and bar.cleared_by(facts.in_favour or 0, cast)
    working.values["adopted"] = adopted
    if not adopted:
        for line in working.lines("court.panel_undecided"):
            working.values |= {"next": line.word, "by": line.words[0] if line.words else UNKNOWN}


def _cast(facts: Vote) -> int | None:
    if facts.in_favour is None or facts.against is None:
        return None
    return facts.in_favour + facts.against


def _all_voted(facts: Vote, present: int | None, cast: int, working: Working) -> bool:
    """Nobody who sits may abstain, where the law says so."""
    if working.word("court.abstention") != "forbidden":
        return True
    if facts.abstained or (present is not None and cast < present):
        working.find("abstention_forbidden", "abstained", cast=cast, present=present)
        return False
    if present is not None and cast > present:
        working.find("more_votes_than_judges", "for", cast=cast, present=present)
        return False
    return True


def _decided(facts: Vote, bar: Bar, cast: int, working: Working) -> None:
    in_favour = facts.in_favour or 0
    if cast and in_favour * 2 == cast:
        _tie(facts, working)
        return
    working.values |= {"adopted": bar.cleared_by(in_favour, cast), "by": "majority"}


def _tie(facts: Vote, working: Working) -> None:
    """Equal votes: the chair decides, or the vote is repeated where another judge was in the chair."""
    if working.word("court.tie") != "chair_decides":
        working.values |= {"adopted": False if working.word("court.tie") == "rejected" else UNKNOWN, "tie": True}
        return
    working.values["tie"] = True
    if facts.chair_replaced or facts.chair_present is False:
        working.values |= {"adopted": False, "next": working.word("court.tie_without_chair")}
    elif facts.chair_vote in (FOR, AGAINST):
        working.values |= {"adopted": facts.chair_vote == FOR, "by": "chair_casting_vote"}
    else:
        working.values |= {"adopted": UNKNOWN, "by": "chair_casting_vote"}
        working.one_of("chair_vote", facts.chair_vote, (FOR, AGAINST))
