"""Whether those who read, review, decide and answer proposals sit in the working group that day, as drafting tells it.

Institutions are blind to one another: what proposals need of the groups and of the drafts is asked here.
"""

from datetime import date

from isonomia.drafting.groups import Group
from isonomia.drafting.state import Drafting
from isonomia.errors import Finding, refused
from isonomia.people.state import People
from isonomia.proposals import acts
from isonomia.proposals.state import Proposals
from isonomia.record.act import Act
from isonomia.record.sources import read_day


def check(act: Act, drafting: Drafting, people: People, proposals: Proposals) -> None:
    """Refuse an act on proposals that names a group, a member or an amendment which is not there on its day."""
    match act.body:
        case acts.ProposalAssigned(group=group, assigned_on=day):
            _group(group, read_day(day), act, drafting)
        case acts.ReadByMember(group=group, capacity=capacity, read_on=day):
            _member(group, capacity, read_day(day), act, drafting)
        case acts.DemandReviewed(group=group, capacity=capacity, reviewed_on=day):
            _member(group, capacity, read_day(day), act, drafting)
        case acts.ReviewerSteppedAside(group=group, capacity=capacity, stepped_on=day):
            _member(group, capacity, read_day(day), act, drafting)
        case acts.DemandDecided(group=group, signatory=signatory, decided_on=day, vote=vote):
            size = _member(group, signatory, read_day(day), act, drafting).size(read_day(day))
            if size is not None and size != vote.members:
                finding = Finding.of("members_differ", act.matter, stated=size, voted=vote.members)
                raise refused(f"a vote of {vote.members} members, {size} were stated", finding)
        case acts.ProposalAnswered(signatory=signatory, answered_on=day):
            submission = proposals.submissions.get(act.matter)
            if submission is not None and submission.group:
                _member(submission.group, signatory, read_day(day), act, drafting)
            elif f"capacity/{signatory}" not in people.capacities:
                finding = Finding.of("no_capacity", act.matter, capacity=signatory)
                raise refused(f"{signatory} is no public capacity of this record", finding)
        case acts.DemandTraced(draft=str(draft), amendment=amendment):
            there = drafting.drafts.get(draft)
            if there is None or amendment not in there.amendments:
                finding = Finding.of("amendment_unknown", act.matter, draft=draft, amendment=amendment)
                raise refused(f"{draft} has no amendment {amendment}", finding)
        case _:
            pass


def _group(name: str, day: date, act: Act, drafting: Drafting) -> Group:
    group = drafting.groups.get(name)
    if group is None or group.set_up_on is None or day < group.set_up_on:
        raise refused(f"{name} was not set up by {day}", Finding.of("group_unknown", act.matter, group=name))
    return group


def _member(name: str, capacity: str, day: date, act: Act, drafting: Drafting) -> Group:
    group = _group(name, day, act, drafting)
    if not any(one.capacity == capacity and one.on(day) for one in group.members):
        finding = Finding.of("no_member", act.matter, member=capacity)
        raise refused(f"{capacity} is no member of {name} on {day}", finding)
    return group
