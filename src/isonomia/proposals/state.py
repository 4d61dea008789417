"""Proposals, demands and campaigns of a record: the acts replayed, what one says of another, and what they come to."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from isonomia.errors import Finding, InputError, refused
from isonomia.proposals import acts, rules
from isonomia.proposals.campaign import Campaign
from isonomia.proposals.demand import Demand
from isonomia.proposals.rules import Laws
from isonomia.proposals.submission import ANSWERED, DECIDED, TRACED, UNDER_REVIEW, Submission
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Rulebook


class Proposals:
    """All proposals, demands and campaigns of a record. Only `admit` and `take` change it.

    `rulebook` gives the rules by which an act is judged, when they are needed.
    """

    def __init__(self, rulebook: Callable[[], Rulebook]) -> None:
        self.submissions: dict[str, Submission] = {}
        self.demands: dict[str, Demand] = {}
        self.campaigns: dict[str, Campaign] = {}
        self.askers: dict[str, dict[str, Submission]] = {}
        self.last: date | None = None
        self.laws = Laws(rulebook)

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here, and then nothing is changed."""
        self._check_others(act)
        self.take(act)

    def take(self, act: Act) -> None:
        """Take in an act by the acts of its own matter alone, as those that stand in a record already can be.

        So a few matters are replayed without all those that theirs speak of.
        """
        matter = act.matter
        match matter.partition("/")[0]:
            case "proposal":
                self._take_submission(act)
            case "demand":
                there = self.demands.get(matter)
                if there is None:
                    self.demands[matter] = Demand.begun(act)
                else:
                    there.admit(act, self.laws)
            case "campaign":
                campaign = self.campaigns.get(matter, Campaign())
                campaign.admit(act)
                self.campaigns[matter] = campaign
            case _:
                raise InputError(f'"{matter}" is not the matter of a proposal, a demand or a campaign')
        self.last = max(self.last or date.min, read_day(act.at[:10]))

    def _take_submission(self, act: Act) -> None:
        there = self.submissions.get(act.matter)
        if there is None:
            self.submissions[act.matter] = Submission.begun(act, self.laws)
            return
        there.admit(act, self.laws)
        match act.body:
            case acts.DemandLinked(demand=demand):
                self.askers.setdefault(demand, {})[act.matter] = there
            case acts.DemandUnlinked(demand=demand):
                self.askers.get(demand, {}).pop(act.matter, None)

    def _check_others(self, act: Act) -> None:
        """Check what an act says of other matters than its own."""
        match act.body:
            case acts.DemandLinked(demand=demand) if demand not in self.demands:
                raise refused(f"no demand {demand}", Finding.of("demand_unknown", act.matter, demand=demand))
            case acts.ProposalAnswered() as body if act.matter in self.submissions:
                self._check_answer(act, body, self.submissions[act.matter])
            case acts.DemandDecided(after=acts.SecondLook() as look):
                self._check_look(act, look)
            case acts.CampaignFound(template=template) if template not in self.submissions:
                raise refused(f"no proposal {template}", Finding.of("proposal_unknown", act.matter, proposal=template))
            case _:
                pass

    def _check_answer(self, act: Act, body: acts.ProposalAnswered, submission: Submission) -> None:
        """An answer rests on the decision that stands on each demand of the proposal, and on no other."""
        if not body.decisions:
            return
        standing = [one.decided for one in self.demands_of(submission)]
        decided = {found[0].id: found[1] for found in standing if found is not None}
        if None in standing or set(body.decisions) != set(decided):
            raise refused(
                "an answer names the decision on each demand of the proposal, and no other",
                Finding.of("answer_unlike_decisions", act.matter),
            )
        answered = read_day(body.answered_on)
        latest = max(read_day(one.decided_on) for one in decided.values())
        if answered < latest:
            finding = Finding.of("before_proposal", act.matter, day=answered, start=latest)
            raise refused(f"answered on {answered}, decided on {latest}", finding)

    def _check_look(self, act: Act, look: acts.SecondLook) -> None:
        there = self.submissions.get(look.proposal)
        asked = there is not None and look.act in {one.id for one in there.looks} and act.matter in there.links
        if not asked:
            raise refused(
                f"{look.act} is no act by which {look.proposal} asked for a second look at this",
                Finding.of("no_such_look", act.matter, proposal=look.proposal),
            )

    def demands_of(self, submission: Submission) -> tuple[Demand, ...]:
        """The demands that a proposal makes, as far as they were taken in."""
        return tuple(self.demands[one] for one in submission.links if one in self.demands)

    def decided(self, submission: Submission) -> bool:
        """Whether every demand of a proposal was decided; one without demands was not."""
        demands = [self.demands.get(one) for one in submission.links]
        return bool(demands) and all(one is not None and one.decided is not None for one in demands)

    def reviewed(self, submission: Submission) -> bool:
        """Whether a named member of the working group read a proposal, and its demands were decided."""
        return bool(submission.read) and self.decided(submission)

    def traced(self, submission: Submission) -> bool:
        """Whether every demand of a proposal was traced: into the text, or to where it is told that it is not."""
        demands = [self.demands.get(one) for one in submission.links]
        return bool(demands) and all(one is not None and bool(one.traces) for one in demands)

    def in_text(self, submission: Submission) -> bool:
        """Whether a demand of a proposal is found in the text of the draft."""
        return any(one.in_text for one in self.demands_of(submission))

    def stage(self, submission: Submission) -> str:
        """How far a proposal has come, with what became of its demands."""
        shown = submission.shown
        if shown == ANSWERED and self.traced(submission):
            return TRACED
        return DECIDED if shown == UNDER_REVIEW and self.decided(submission) else shown

    def of_author(self) -> Mapping[str, list[Submission]]:
        """The proposals of each author who is known by a pseudonym."""
        found: dict[str, list[Submission]] = {}
        for one in self.submissions.values():
            if one.body.author is not None:
                found.setdefault(one.body.author, []).append(one)
        return found

    def overdue(self, on: date) -> list[Submission]:
        """The proposals whose answer is overdue on a day, the longest overdue first."""
        late = [one for one in self.submissions.values() if one.overdue(on)]
        return sorted(late, key=lambda one: (one.due.day or date.max, one.matter))

    def findings(self, blobs: Mapping[str, bytes]) -> Iterator[Finding]:
        """Everything that the checks find: lists of campaigns that do not fit, authors beyond the limit of the law."""
        for campaign in self.campaigns.values():
            yield from campaign.findings(blobs, self.submissions.keys())
        for author, sent in self.of_author().items():
            last = max(one.received_on for one in sent)
            limit = rules.number(rules.LIMIT, self.laws.on(last))
            if limit is not None and len(sent) > limit:
                yield Finding.of("over_the_limit", sent[-1].matter, author=author, sent=len(sent), limit=limit)

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one matter, by its own acts alone."""
        found = self.submissions.get(matter) or self.demands.get(matter) or self.campaigns.get(matter)
        return found.summary() if found else {}
