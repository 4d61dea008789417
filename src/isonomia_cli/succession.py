"""What `isonomia record continues` does: two records read, and the claim of the new one held against the old one."""

from pathlib import Path

from isonomia.errors import Finding
from isonomia.record.acts import RecordOpened
from isonomia.record.governing import CONTINUED, check_continues
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_cli.printing import is_record


def check_succession(new: Path, old: Path) -> list[Finding]:
    """Return what is wrong with either record, and with what the new one says of the old one."""
    is_record(new)
    is_record(old)
    record, broken = check(new, BODIES)
    before, broken_before = check(old, BODIES)
    if before is None or broken_before:
        first = broken_before[0].code if broken_before else ""
        broken.append(Finding.of("continues_broken", CONTINUED, count=len(broken_before), first=first))
    opened = record.acts[0].body if record and record.acts else None
    if before is None or not isinstance(opened, RecordOpened):
        return broken
    return [*broken, *check_continues(opened.continues, before.acts, before.origin)]
