"""How proposals are counted: always three numbers, with the name of the rule that counts them.

"N proposals" says nothing before it is said what was counted. So a count is never one number: so many submissions, so
many different demands in them, so many of the submissions in campaigns. The rules are data; each number names its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from isonomia.proposals.state import Proposals
from isonomia.proposals.submission import DISOWNED, WITHDRAWN, Submission


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to count: its name, and the stages in which a submission is not counted."""

    name: str
    without: tuple[str, ...] = ()

    def counts(self, submission: Submission) -> bool:
        """Whether this rule counts a submission."""
        return submission.stage not in self.without


RECEIVED, STANDING = Rule("all_received"), Rule("still_standing", (WITHDRAWN, DISOWNED))
RULES = (RECEIVED, STANDING)


@dataclass(frozen=True, slots=True)
class Triple:
    """Submissions, different demands in them, and how many of the submissions are in campaigns.

    `in_campaigns` is None where a list of members is not at hand.
    """

    rule: Rule
    submissions: int
    demands: int
    in_campaigns: int | None


def count(proposals: Proposals, blobs: Mapping[str, bytes], rule: Rule) -> Triple:
    """Count the proposals of a record by a rule: each submission once, however many demands it makes."""
    counted = {matter: one for matter, one in proposals.submissions.items() if rule.counts(one)}
    demands = {demand for one in counted.values() for demand in one.links}
    return Triple(rule, len(counted), len(demands), _in_campaigns(proposals, blobs, counted))


def _in_campaigns(proposals: Proposals, blobs: Mapping[str, bytes], counted: Mapping[str, Submission]) -> int | None:
    lists = [one.members(blobs) for one in proposals.campaigns.values()]
    members = {f"proposal/{number}" for numbers in lists if numbers is not None for number in numbers}
    return None if None in lists else len(members & counted.keys())
