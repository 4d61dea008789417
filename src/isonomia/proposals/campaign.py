"""Proposals that were written after one pattern: what was found last, and whether its list holds what it says."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from isonomia.errors import Finding, InputError, refused
from isonomia.proposals import acts, rules
from isonomia.record.act import Act
from isonomia.record.sources import read_day


@dataclass(slots=True)
class Campaign:
    """One campaign as it was found, and found again by later runs; the last one stands."""

    found: list[tuple[Act, acts.CampaignFound]] = field(default_factory=list)

    @property
    def body(self) -> acts.CampaignFound:
        """What was found last."""
        return self.found[-1][1]

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here."""
        body = act.body
        if not isinstance(body, acts.CampaignFound):
            raise InputError(f"{act.act} is no act about a campaign")
        if not rules.is_matter(act.matter, "campaign"):
            raise InputError(f'"{act.matter}" is not the matter of a campaign, as campaign/C-2025-3')
        day = read_day(body.found_on)
        if act.commit or body.copies < 2 or body.exact > body.copies:
            raise InputError(f"no campaign: {body.exact} exact of {body.copies} (wanted two at least)")
        if self.found and day < read_day(self.body.found_on):
            before = self.body.found_on
            raise refused(
                f"found on {day}, before {before}", Finding.of("before_proposal", act.matter, day=day, start=before)
            )
        self.found.append((act, body))

    def members(self, blobs: Mapping[str, bytes]) -> tuple[str, ...] | None:
        """The numbers of its members, as P-2025-000412; None where the list is not at hand or cannot be read."""
        data = blobs.get(self.body.members.sha256)
        return None if data is None else listed_in(data)

    def findings(self, blobs: Mapping[str, bytes], known: Collection[str]) -> Iterator[Finding]:
        """Find a list that is not sorted, not of so many, without its template, or names what the record lacks."""
        members, body = self.members(blobs), self.body
        if members is None:
            return
        strange = [one for one in members if f"proposal/{one}" not in known]
        sound = len(members) == body.copies and list(members) == sorted(set(members)) and not strange
        if not sound or body.template.partition("/")[2] not in members:
            yield Finding.of("campaign_list_unlike", self.found[-1][0].id, copies=body.copies, listed=len(members))

    def summary(self) -> dict[str, str]:
        """What lists show of this campaign."""
        body = self.body
        return {"copies": str(body.copies), "exact": str(body.exact), "template": body.template, "on": body.found_on}


def listed_in(data: bytes) -> tuple[str, ...] | None:
    """The numbers in a list of members, one a line; None where it cannot be read."""
    return tuple(data.decode("ascii").splitlines()) if data.isascii() else None
