"""What `isonomia record gossip` does: checkpoints of one log from several places, compared with each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from isonomia.errors import Finding, RecordError
from isonomia.record.checkpoint import MAX_NOTE
from isonomia.record.evidence import Evidence, compare
from isonomia.record.policy import Checked, Policy
from isonomia_cli.vantage import Vantage, is_address


@dataclass(frozen=True, slots=True)
class Seen:
    """A signed checkpoint as somebody showed it; `tiles` where the tree under it can be read too."""

    where: str
    note: str
    checked: Checked
    tiles: Vantage | None = None

    @property
    def size(self) -> int:
        """How many entries it speaks of."""
        return self.checked.checkpoint.size


def checkpoints_at(places: list[str], policy: Policy) -> tuple[list[Seen], list[Finding]]:
    """Read every checkpoint at these places; those that no listed log has signed are findings."""
    seen, findings = [], []
    for place in places:
        for where, note, tiles in _shown_at(place):
            try:
                seen.append(Seen(where, note, policy.check(note), tiles))
            except RecordError as error:
                findings.append(Finding.of("checkpoint_broken", where, reason=error))
    return seen, findings


def find_fork(seen: list[Seen]) -> tuple[Evidence | None, list[Finding]]:
    """Compare all that was seen; return the first evidence of two histories, and what could not be compared."""
    notices = []
    trees = [one for one in seen if one.tiles]
    distinct = list({one.checked.checkpoint: one for one in seen}.values())
    for at, one in enumerate(distinct):
        for other in distinct[:at]:
            if one.size == other.size and (found := compare(one.checked, other.checked, (one.note, other.note))):
                return found, []
    for one in distinct:
        larger = [each for each in trees if each.size > one.size]
        for tree in larger:
            assert tree.tiles is not None
            notes = (one.note, tree.note)
            if found := compare(one.checked, tree.checked, notes, tree.tiles.tree(tree.size)):
                return found, []
        if not larger and not one.tiles and len({each.size for each in distinct}) > 1:
            notices.append(Finding.of("gossip_uncompared", one.where, size=one.size))
    return None, notices


def _shown_at(place: str) -> Iterator[tuple[str, str, Vantage | None]]:
    """Yield every checkpoint at one place: a record with its tiles, or one checkpoint alone."""
    whole = Vantage(place)
    if is_address(place):
        try:
            yield place, whole.checkpoint(), whole
        except FileNotFoundError:
            yield place, whole.text("", MAX_NOTE), None
    elif Path(place).is_dir():
        yield f"{place}/checkpoint", whole.checkpoint(), whole
        for path in sorted((Path(place) / "checkpoints").glob("*")):
            yield str(path), whole.text(f"checkpoints/{path.name}", MAX_NOTE), None
    else:
        yield place, whole.text("", MAX_NOTE), None
