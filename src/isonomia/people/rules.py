"""Who holds which role, where and on which days: plain values and the few questions put to them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

ROLES = (
    "registrar",
    "secretariat",
    "commission",
    "member",
    "clerk",
    "court_registrar",
    "court_chair",
    "judge",
    "assembly_officer",
    "ombudsman_officer",
    "compensation_officer",
    "party_registrar",
)
"""The roles that can be granted to a person."""

EVERYWHERE = "*"
ENDINGS = ("term_over", "resigned", "dismissed", "transferred", "other")
SLIPS = ("wrong_person", "wrong_role", "wrong_dates", "wrong_scope", "entered_twice", "other")
# No vowels: an id is drawn by lot, and what cannot be spelled cannot become a name.
LETTERS = "23456789bcdfghjkmnpqrstvwxz"
_id = re.compile(rf"(person/p|capacity/c)-[{LETTERS}]{{6}}")
_scope = re.compile(r"\*|[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*")


@dataclass(frozen=True, slots=True)
class Held:
    """One role as held: in which matters, from which day, to which last day (None: open), by which act."""

    role: str
    scope: str
    since: date
    until: date | None
    grant: str

    def on(self, day: date) -> bool:
        """Whether it is held on a day; its first and its last day belong to it."""
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: "Held") -> bool:
        """Whether both are the same role in the same matters, on at least one same day."""
        first = max(self.since, other.since)
        return (self.role, self.scope) == (other.role, other.scope) and self.on(first) and other.on(first)


def covers(scope: str, matter: str) -> bool:
    """Whether a scope reaches a matter: it is everywhere, that matter, or what that matter stands under."""
    return scope in (EVERYWHERE, matter) or matter.startswith(f"{scope}/")


def is_scope(text: str) -> bool:
    """Whether a text can be a scope: `*`, a matter, or the beginning of one."""
    return bool(_scope.fullmatch(text))


def is_drawn(matter: str) -> bool:
    """Whether a matter is that of a person or a capacity, under an id drawn by lot."""
    return bool(_id.fullmatch(matter))


def day_before(day: date) -> date:
    """The last day on which something is held that is no longer held on this day."""
    return day - timedelta(days=1)
