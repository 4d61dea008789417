"""Articles that the text of a day does not have yet: adopted, and waiting for a day or an event."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from isonomia.drafting.applying import brought
from isonomia.drafting.editions import Provision
from isonomia.drafting.operations import Boundary
from isonomia_site.drafting.articles import Done, Line, done, lines
from isonomia_site.drafting.presenting import Version
from isonomia_site.drafting.reading import Library, articles


@dataclass(frozen=True, slots=True)
class Coming:
    """One article that is not in force yet: how it will read, from when, and by which operations."""

    provision: Provision
    boundary: Boundary
    day: date | None
    lines: tuple[Line, ...]
    done: tuple[Done, ...]

    @property
    def number(self) -> str:
        """Its number, as it will be."""
        return self.provision.number


def coming(library: Library, found: Version) -> Iterator[Coming]:
    """The articles that come into the newest text after its day, each as it will read then, the soonest first."""
    if not found.is_newest:
        # What came since stands in a later edition: on that day, nobody may have thought of it.
        return
    known = {one.uid for one in found.edition.provisions}
    for ahead in library.ahead(found.matter, found.day, found.language):
        here = {one.uid for one in ahead.edition.provisions}
        behind = [one for one in library.behind(found.matter) if one.operation.boundary == ahead.boundary]
        for uid in articles(ahead.edition):
            if uid not in known:
                inside = {one.uid for one in ahead.edition.subtree(uid)}
                mine = tuple(done(one) for one in behind if inside & {one.operation.target, *brought(one.operation)})
                one = ahead.edition.by_uid[uid]
                yield Coming(one, ahead.boundary, ahead.day, lines(ahead.edition, uid), mine)
        known |= here


def coming_of(library: Library, found: Version, number: str) -> Coming | None:
    """The article of a number that is still to come; None where none is."""
    return next((one for one in coming(library, found) if one.number == number), None)
