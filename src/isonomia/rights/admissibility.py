"""Whether the court may hear an appeal: who applies, about what, by when; what is sent back, and what can be cured.

Nothing here refuses anybody. What only a judge can weigh is said to need a judge.

Law:
    court.citizen_conditions   what a citizen's appeal must meet
    court.citizen_exceptions   which facts lift which of these conditions
    court.curable              which defects can be cured
    court.cured_refiling       whether the first day is kept after a cure
    court.demand_of_decision   whether the Court itself decides on a returned appeal, when asked
    court.fee                  what became of the fee
    court.after_termination    whether an ended case bars a new appeal
    court.older_rulings        what rulings under the former constitution are worth
    rights.other_persons       whom the Court does not hear, and where they turn
"""

from datetime import date

from isonomia.rights.answers import ASSESSMENT, UNKNOWN, Working
from isonomia.rights.doors import COURT, doors_for, person, subject_line
from isonomia.rights.facts import Appeal
from isonomia.rulebook.law import Entry

CITIZEN, PERSON = "citizen", "person"
STAFF, SESSION = "apparatus", "court_session"
# Conditions that an exception of the law can lift.
JUDGMENT, APPLIED, TERM = "judgment_in_force", "applied_or_affects", "within_term"


def appeal(facts: Appeal, working: Working) -> None:
    """Answer whether an appeal is admissible, on which ground it is not, and what can be done then."""
    if not (
        _outside_competence(facts, working)
        or _wrong_applicant(facts, working)
        or _for_the_session(facts, working)
        or _incomplete(facts, working)
    ):
        _heard(facts, working)


def _ground(word: str, working: Working, *, stage: str = STAFF) -> None:
    """Note on which ground an appeal is not heard, and what the applicant can do."""
    key = "court.return_if" if stage == STAFF else "court.refuse_if"
    line = working.lines(key).find(word)
    article = line.article if line else UNKNOWN
    working.rule(key, article)
    working.values |= {"admissible": False, "ground": article, "ground_word": word, "stage": stage}
    if stage == STAFF:
        on_demand = working.word("court.demand_of_decision") == "on_demand"
        working.values["right_to_demand_court_decision"] = on_demand
        working.values["curable"] = word in working.words("court.curable")


def _official(facts: Appeal) -> bool:
    return facts.appellant is not None and facts.appellant not in (CITIZEN, PERSON)


def _outside_competence(facts: Appeal, working: Working) -> bool:
    """What the appeal is about belongs behind another door, or attacks no norm at all."""
    line: Entry | None = None
    if facts.subject is not None and not _official(facts):
        line = subject_line(facts.subject, working)
        if line is None:
            working.values["admissible"] = UNKNOWN
            return True
    elsewhere = line is not None and COURT not in line.words
    if not elsewhere and facts.act_is_normative is not False:
        return False
    _ground("outside_competence", working)
    working.values["route_to"] = doors_for(facts.subject, None, working) if elsewhere else []
    if not elsewhere:
        # An act that is no norm is an act on somebody: where it belongs hangs on whose it is.
        working.needs("subject")
    return True


def _wrong_applicant(facts: Appeal, working: Working) -> bool:
    """The law lists who may apply; of private persons, citizens alone."""
    applicants = working.lines("court.applicants")
    if facts.appellant is None:
        working.needs("appellant")
        working.values["admissible"] = UNKNOWN
        return True
    if not _official(facts):
        who = person(facts.citizenship, working.law.country) or (CITIZEN if facts.appellant == CITIZEN else "")
        if not who:
            working.needs("citizenship")
            working.values["admissible"] = UNKNOWN
            return True
        line = applicants.find(who) or applicants.find(PERSON)
        if line is not None:
            working.rule("court.applicants", line.article)
            return False
        _ground("wrong_subject", working)
        other = working.lines("rights.other_persons").find(who) if working.has("rights.other_persons") else None
        working.values["route_to"] = list(other.words) if other else []
        return True
    line = applicants.find(facts.appellant)
    if line is None:
        _ground("wrong_subject", working)
        working.values["route_to"] = []
        return True
    working.rule("court.applicants", line.article)
    if facts.matter is not None and facts.matter not in line.words:
        _ground("wrong_subject", working)
        working.find("fact_not_listed", "matter", given=facts.matter, wanted=", ".join(line.words))
        return True
    return False


def _for_the_session(facts: Appeal, working: Working) -> bool:
    """Grounds on which only the court in session refuses."""
    if facts.same_norm_ruling is not None:
        return _decided_before(facts, working)
    if facts.act_repealed:
        if facts.still_applied is None:
            working.values |= {
                "admissible": UNKNOWN,
                "needs": ASSESSMENT,
                "ground_considered": _article("act_repealed", working),
            }
            working.needs("still_applied")
            return True
        if not facts.still_applied:
            _ground("act_repealed", working, stage=SESSION)
            return True
    if facts.resolved_in_constitution is False:
        _ground("not_constitutional_matter", working, stage=SESSION)
        return True
    if facts.proceedings_terminated_on_same_grounds:
        barred = working.word("court.after_termination")
        working.values |= {"admissible": False if barred != UNKNOWN else UNKNOWN, "stage": SESSION}
        return True
    return False


def _article(word: str, working: Working) -> str:
    line = working.lines("court.refuse_if").find(word)
    return line.article if line else UNKNOWN


def _decided_before(facts: Appeal, working: Working) -> bool:
    """An earlier ruling refuses nothing by itself: only while the norms that it rests on stand unchanged.

    A constitution that was replaced has changed them; whether it says the same again, a judge has to weigh.
    """
    earlier = facts.same_norm_ruling
    working.values |= {"auto_refuse": False, "ground_considered": _article("already_decided", working)}
    replaced = earlier is not None and earlier.decided_on is not None and _replaced(earlier.decided_on, working)
    if replaced:
        working.word("court.older_rulings")
    if facts.constitution_provision_changed_since or replaced:
        working.values |= {"admissible": UNKNOWN, "needs": ASSESSMENT}
        return True
    if facts.constitution_provision_changed_since is None:
        working.needs("constitution_provision_changed_since")
        working.values |= {"admissible": UNKNOWN, "needs": ASSESSMENT}
        return True
    _ground("already_decided", working, stage=SESSION)
    return True


def _replaced(decided_on: date, working: Working) -> bool:
    """Whether another constitution is in force than on the day of a ruling."""
    found = working.rule("court.constitution")
    return found is not None and decided_on < found.since.first


def _incomplete(facts: Appeal, working: Working) -> bool:
    """Form and fee: what can be cured. A ground that the law still prints and nobody applies is said to be so."""
    grounds = working.lines("court.return_if")
    fee = grounds.find("fee")
    if facts.fee_paid is False:
        dead = fee is not None and "dead_letter" in fee.words
        working.values["fee"] = working.word("court.fee")
        if dead and fee is not None:
            working.values["dead_letter"] = [fee.article]
        elif fee is not None:
            _ground("fee", working)
            return True
    if facts.form_complete is False:
        _ground("form_or_content", working)
        _cure(facts, working)
        return True
    return False


def _heard(facts: Appeal, working: Working) -> None:
    """Who may apply with this: officials as they are, citizens under conditions."""
    working.values["admissible"] = True
    if _official(facts):
        return
    lifted = _lifted(facts, working)
    missing = _conditions(facts, lifted, working)
    filed = _filed(facts, working)
    late = False if TERM in lifted else _late(facts, filed, working)
    if missing == [] and late is False:
        return
    if any(failed for failed, _ in missing) or late:
        _ground("conditions_not_met", working)
        names = [name for failed, name in missing if failed] + ([TERM] if late else [])
        working.values["conditions_not_met"] = names
        return
    working.values["admissible"] = UNKNOWN


def _lifted(facts: Appeal, working: Working) -> set[str]:
    """The conditions that an exception lifts, where its facts are told."""
    lifted: set[str] = set()
    for line in working.lines("court.citizen_exceptions"):
        if getattr(facts, line.word, None):
            working.rule("court.citizen_exceptions", line.article)
            lifted.update(line.words)
    return lifted


def _conditions(facts: Appeal, lifted: set[str], working: Working) -> list[tuple[bool, str]]:
    """The conditions that are not met (true) or of which nothing is told (false)."""
    applied = (
        None
        if facts.applied_by_court is None and facts.directly_affects is None
        else bool(facts.applied_by_court or facts.directly_affects)
    )
    told = {APPLIED: applied, JUDGMENT: facts.judgment_final}
    found: list[tuple[bool, str]] = []
    for line in working.lines("court.citizen_conditions"):
        if line.word in lifted or line.word not in told or told[line.word]:
            continue
        if line.word == JUDGMENT and "appeal_instance" in lifted:
            # The court "may" hear it then: that is weighed, not counted.
            working.values["needs"] = ASSESSMENT
            found.append((False, line.word))
            continue
        if told[line.word] is None:
            working.needs("applied_by_court" if line.word == APPLIED else "judgment_final")
        found.append((told[line.word] is False, line.word))
    return found


def _filed(facts: Appeal, working: Working) -> date | None:
    """The day that counts as that of filing: the first one, where a defect that can be cured was cured in time."""
    if facts.returned_under is None and facts.refiled_on is None:
        return facts.filed_on
    last = _cure(facts, working)
    line = working.lines("court.return_if").at(facts.returned_under or "")
    if facts.returned_under is not None and line is None:
        known = ", ".join(one.article for one in working.lines("court.return_if"))
        working.find("fact_not_listed", "returned_under", given=facts.returned_under, wanted=known)
    curable = line is not None and line.word in working.words("court.curable")
    working.values["curable"] = curable
    if facts.refiled_on is None:
        return facts.filed_on
    in_time = last is not None and facts.refiled_on <= last
    kept = curable and in_time and working.word("court.cured_refiling") == "first_date_kept"
    day = facts.filed_on if kept else facts.refiled_on
    working.values["deemed_filed_on"] = str(day) if day else UNKNOWN
    return day


def _cure(facts: Appeal, working: Working) -> date | None:
    """Until when a corrected appeal keeps the first day."""
    if facts.notice_received_on is None:
        working.needs("notice_received_on")
        return None
    found = working.due("court.cured_appeal", facts.notice_received_on, "refiling_last_day")
    return found.due if found else None


def _late(facts: Appeal, filed: date | None, working: Working) -> bool | None:
    """Whether the appeal came after the last day; None where days are not told."""
    line = working.lines("court.citizen_conditions").find(TERM)
    if line is None:
        return False
    if facts.judgment_adopted_on is None:
        working.values["last_day"] = UNKNOWN
        working.needs("judgment_adopted_on")
        return None
    found = working.due(line.words[0], facts.judgment_adopted_on, "last_day")
    if filed is None:
        working.needs("filed_on")
        return None
    return None if found is None else filed > found.due
