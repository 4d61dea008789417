"""Who judges a case and how they vote: assignment, lot, recusal, quorum, majorities, and the release of a ruling."""

from dataclasses import dataclass, field

from isonomia.court import acts, lot, rules
from isonomia.court.rules import Count
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Law


@dataclass(slots=True)
class Bench:
    """Who judges one case, who does not, and how they voted."""

    rapporteur: str = ""
    recused: dict[str, Act] = field(default_factory=dict)
    lots: list[tuple[Act, acts.LotAnnounced]] = field(default_factory=list)
    draws: list[tuple[Act, acts.LotDrawn]] = field(default_factory=list)
    hearings: list[Act] = field(default_factory=list)
    votes: list[tuple[Act, acts.VoteTaken]] = field(default_factory=list)
    checks: list[tuple[Act, acts.VoteChecked]] = field(default_factory=list)

    def admit(self, act: Act, law: Law, applicant: str, *, matter: str) -> None:
        """Take in what judges do; UnlawfulActError or InputError if it cannot stand."""
        match act.body:
            case acts.RapporteurAssigned() as body:
                self._assign(act, body, law)
            case acts.LotAnnounced() as body:
                self._announce(act, body, law)
            case acts.LotDrawn() as body:
                self._draw(act, body, matter)
            case acts.JudgeRecused() as body:
                self._recuse(act, body)
            case acts.HearingHeld() as body:
                one_of(body.form, rules.HEARINGS, "form of a session")
                _check_formation(act, body.formation, len(body.judges), applicant, law)
                self.refuse_recused(act, body.judges)
                self.hearings.append(act)
            case acts.VoteTaken() as body:
                self._vote(act, body, law, applicant)
            case acts.VoteChecked() as body:
                self._check(act, body)
            case acts.SentToPlenary() if not self._panel_failed(law):
                raise refused("no panel was of two minds", Finding.of("panel_not_divided", act.matter))
            case _:
                pass

    def refuse_recused(self, act: Act, judges: tuple[str, ...]) -> None:
        """Refuse an act in which a judge takes part who was recused, or one stands twice."""
        if len(set(judges)) != len(judges):
            raise InputError(f"{act.act} names a judge twice")
        for one in judges:
            if one in self.recused:
                raise refused(f"{one} takes no part", Finding.of("judge_recused", act.matter, judge=one))

    def _assign(self, act: Act, body: acts.RapporteurAssigned, law: Law) -> None:
        one_of(body.mode, (rules.CHAIR, rules.ROSTER), "way to assign a judge")
        one_of(body.reason, rules.ASSIGNED_FOR, "reason to assign a judge")
        _check_mode(act, body.mode, law)
        self.refuse_recused(act, (body.judge,))
        self.rapporteur = body.judge

    def _announce(self, act: Act, body: acts.LotAnnounced, law: Law) -> None:
        _check_mode(act, rules.LOT, law)
        for one in body.excluded:
            one_of(one.reason, rules.EXCLUDED_FOR, "reason to take no part in a lot")
        self.refuse_recused(act, body.eligible)
        if {one.judge for one in body.excluded} & set(body.eligible):
            raise InputError("a judge is eligible or excluded, not both")
        if read_day(body.source.due_on) <= read_day(body.on):
            finding = Finding.of("source_not_later", act.matter, day=body.source.due_on)
            raise refused("the source speaks after the announcement, not before", finding)
        if len(self.lots) > len(self.draws):
            raise refused("a lot is announced and not drawn", Finding.of("lot_open", act.matter))
        self.lots.append((act, body))

    def _draw(self, act: Act, body: acts.LotDrawn, matter: str) -> None:
        if len(self.lots) == len(self.draws):
            raise refused("no lot is announced", Finding.of("no_lot", act.matter))
        announced = self.lots[-1][1]
        if read_day(body.on) < read_day(announced.source.due_on):
            raise refused("the source has not spoken yet", Finding.of("lot_too_early", act.matter))
        seed = lot.seed_of(announced.head_root, body.value, matter)
        judge = lot.drawn(announced.eligible, seed)
        if (body.seed, body.judge) != (seed, judge):
            finding = Finding.of("lot_not_so", act.matter, judge=judge, seed=seed)
            raise refused(f"the lot falls on {judge}, not on {body.judge}", finding)
        self.refuse_recused(act, (judge,))
        self.draws.append((act, body))
        self.rapporteur = judge

    def _recuse(self, act: Act, body: acts.JudgeRecused) -> None:
        one_of(body.reason, rules.RECUSED_FOR, "reason to take no part")
        self.refuse_recused(act, (body.judge,))
        self.recused[body.judge] = act
        if self.rapporteur == body.judge:
            self.rapporteur = ""
        if len(self.lots) > len(self.draws) and body.judge in self.lots[-1][1].eligible:
            # A lot among judges of whom one takes no part is drawn anew, from a list without them.
            self.lots.pop()

    def _vote(self, act: Act, body: acts.VoteTaken, law: Law, applicant: str) -> None:
        present = len(body.judges)
        count = Count(body.members, present, body.yes, body.no, body.chair_yes)
        if not count.possible:
            raise InputError(f"no vote of judges: {count}")
        self.refuse_recused(act, body.judges)
        _check_formation(act, body.formation, present, applicant, law)
        _check_bench(act, body.members, law)
        if body.formation == rules.PLENARY and (short := rules.quorum_missing(count, law)):
            needed = rules.quorum_needed(body.members, law)
            finding = Finding.of("quorum_of_judges_missing", act.matter, present=present, needed=needed)
            raise refused(f"{present} judges of {body.members}: wanted {needed}", finding, short.citation)
        _check_secrecy(act, body, law)
        self.votes.append((act, body))
        self.checks.clear()

    def _check(self, act: Act, body: acts.VoteChecked) -> None:
        if not self.votes or not self.votes[-1][1].ballots:
            raise refused("no sealed ballots are there to check", Finding.of("no_ballots", act.matter))
        if any(one.actor == act.actor for one, _ in self.checks):
            raise refused("two officers check, each once", Finding.of("checked_twice", act.matter))
        if any(one.adopted is not body.adopted for _, one in self.checks):
            raise refused("the officers counted differently", Finding.of("counted_differently", act.matter))
        self.checks.append((act, body))

    def adopted(self, law: Law) -> bool | None:
        """Whether the last vote adopted a decision; None where none was taken, or two officers have not checked it."""
        if not self.votes:
            return None
        body = self.votes[-1][1]
        if body.ballots:
            return self.checks[0][1].adopted if len(self.checks) >= 2 else None
        count = Count(body.members, len(body.judges), body.yes, body.no, body.chair_yes)
        return rules.carried(count, body.formation, law)

    def check_carried(self, act: Act, law: Law) -> None:
        """Refuse a decision that no vote adopted."""
        if self.adopted(law) is not True:
            raise refused("no vote adopted this decision", Finding.of("no_vote_adopted", act.matter))

    def clear_votes(self) -> None:
        """Judges vote anew."""
        self.votes.clear()
        self.checks.clear()

    def _panel_failed(self, law: Law) -> bool:
        return bool(self.votes) and self.votes[-1][1].formation == rules.PANEL and self.adopted(law) is False


def _check_mode(act: Act, mode: str, law: Law) -> None:
    """Judges are assigned as the law of the country says.

    Law:
        court.assignment   chair, roster or lot
    """
    rule = law.rule(rules.ASSIGNMENT)
    if rule.value != mode:
        finding = Finding.of("assigned_otherwise", act.matter, mode=mode, wanted=rule.value)
        raise refused(f"judges are assigned by {rule.value}, not by {mode}", finding, rule.citation)


def _check_formation(act: Act, formation: str, present: int, applicant: str, law: Law) -> None:
    """A panel has the size that the law gives it, and hears the appeals of those that the law names.

    Law:
        court.panel         how many judges make a panel
        court.panel_hears   whose appeals a panel hears
    """
    one_of(formation, rules.FORMATIONS, "formation")
    if formation != rules.PANEL:
        return
    size = law.rule(rules.PANEL_SIZE)
    if applicant not in rules.listed(rules.PANEL_HEARS, law) or present != size.value:
        finding = Finding.of("no_such_panel", act.matter, present=present, wanted=size.value)
        raise refused(f"a panel of {present} for {applicant}: wanted {size.value}", finding, size.citation)


def _check_bench(act: Act, members: int, law: Law) -> None:
    """A bench has no more members than the law gives the court; suspended judges are not counted.

    Law:
        court.judges   how many judges the court has
    """
    most = rules.number(rules.JUDGES, law)
    if most is not None and members > most:
        finding = Finding.of("too_many_judges", act.matter, members=members, most=most)
        raise refused(f"a bench of {members}: the court has {most}", finding, law.rule(rules.JUDGES).citation)


def _check_secrecy(act: Act, body: acts.VoteTaken, law: Law) -> None:
    """A secret vote shows no numbers, an open one no seals.

    Law:
        court.vote   open or secret
    """
    rule = law.rule(rules.VOTE)
    secret = rule.value == rules.SECRET
    sealed = {one.judge for one in body.ballots} == set(body.judges) and len(body.ballots) == len(body.judges)
    if secret is (body.yes is not None) or (sealed if secret else not body.ballots) is False:
        finding = Finding.of("vote_shown_otherwise", act.matter, wanted=rule.value)
        raise refused(
            f"votes of judges are {rule.value}: one sealed ballot each, or the numbers", finding, rule.citation
        )


def check_decision(act: Act, body: acts.CaseDecided, norms: list[str], law: Law) -> None:
    """Check what was decided: a kind and outcomes that the law has, on the norms of the case, each once.

    Law:
        court.decisions   the kinds of decisions
        court.outcomes    what can be decided on a norm
    """
    one_of(body.kind, rules.listed(rules.KINDS, law), "kind of decision in this law")
    names = [one.norm for one in body.outcomes]
    if len(set(names)) != len(names) or not set(names) <= set(norms):
        finding = Finding.of("norm_not_in_case", act.matter, norms=", ".join(norms))
        raise refused("a decision is on the norms of its case, each once", finding)
    for one in body.outcomes:
        one_of(one.outcome, rules.listed(rules.CAN_BE, law), "outcome in this law")
        if (one.outcome == rules.INTERPRETED) is not bool(one.reading):
            raise InputError("a norm that stands in an interpretation has it, and no other has one")
    if body.effective_on is not None and read_day(body.effective_on) < read_day(body.on):
        raise InputError(f"in effect on {body.effective_on}, decided on {body.on}: no decision reaches back")
    if body.bill_by is not None and read_day(body.bill_by) <= read_day(body.on):
        raise InputError(f"a bill by {body.bill_by}, decided on {body.on}")


def check_release(act: Act, body: acts.RulingPublished, checked: list[Act], law: Law) -> None:
    """A ruling is published in texts that another person read for names before: two persons release it."""
    wanted = {(one.language, one.text.sha256) for one in body.texts}
    for other in checked:
        found = other.body.texts if isinstance(other.body, acts.AnonymisationChecked) else ()
        if other.actor.capacity != act.actor.capacity and wanted == {(one.language, one.digest) for one in found}:
            return
    finding = Finding.of("released_by_one", act.matter)
    raise refused(f"no other person checked just these texts by {law.day}", finding)
