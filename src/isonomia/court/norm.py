"""Where one norm stands before the court: never reviewed, pending, or how it was decided on, with each case."""

from dataclasses import dataclass, field
from datetime import date

from isonomia.court import norm_acts, rules
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.record.act import Act
from isonomia.record.sources import read_day


@dataclass(slots=True)
class Norm:
    """One norm as its own acts tell it. Only `admit` changes it."""

    registered: Act
    body: norm_acts.NormRegistered
    reviews: list[tuple[Act, norm_acts.NormReviewed]] = field(default_factory=list)

    @classmethod
    def begun(cls, act: Act) -> "Norm":
        """A norm as it was registered."""
        if not isinstance(act.body, norm_acts.NormRegistered) or act.commit:
            raise refused("a norm begins with its place in a text", Finding.of("norm_begins", act.matter))
        return cls(act, act.body)

    def admit(self, act: Act) -> None:
        """Take in a change of its review status; UnlawfulActError or InputError if it cannot stand here."""
        body = act.body
        if not isinstance(body, norm_acts.NormReviewed) or act.commit:
            raise InputError(f"{act.act} is no act on a norm that is registered")
        one_of(body.status, rules.NORM_STATUS[1:], "review status")
        if (body.status == rules.INTERPRETED) is not bool(body.reading):
            raise InputError("a norm that stands in an interpretation has it, and no other has one")
        day = read_day(body.on)
        if self.reviews and day < read_day(self.reviews[-1][1].on):
            start = self.reviews[-1][1].on
            finding = Finding.of("before_matter", act.matter, day=day, start=start)
            raise refused(f"reviewed on {day}, before on {start}", finding)
        self.reviews.append((act, body))

    @property
    def status(self) -> str:
        """How it stands now."""
        return self.reviews[-1][1].status if self.reviews else rules.NORM_STATUS[0]

    def decided(self) -> norm_acts.NormReviewed | None:
        """The last decision on it, which stands while another case is pending."""
        return next((one for _, one in reversed(self.reviews) if one.status in rules.OUTCOMES), None)

    def status_on(self, day: date) -> str:
        """How it stood on a day."""
        known = [one for _, one in self.reviews if read_day(one.on) <= day]
        return known[-1].status if known else rules.NORM_STATUS[0]

    def summary(self) -> dict[str, str]:
        """What lists show of this norm."""
        last = self.reviews[-1][1] if self.reviews else None
        return {
            "status": self.status,
            "work": self.body.work,
            "eid": self.body.eid or "",
            "on": last.on if last else "",
            "case": last.case if last else "",
        }
