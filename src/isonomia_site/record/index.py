"""The index that lists read: one line a matter, written with each act and rebuilt from the record at any time."""

import json
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from isonomia.record.act import Act
from isonomia.reform.road import Reform, adopted
from isonomia_site.record.models import Matter
from isonomia_site.record.reader import all_acts, blobs

# The same on both databases; the braces take the values, or a query that gives them.
LINE = (
    "INSERT INTO record_matter (matter, institution, acts, summary) {} "
    "ON CONFLICT (matter) DO UPDATE SET acts = excluded.acts, summary = excluded.summary"
)
_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def summary_of(matter: str, reform: Reform) -> dict[str, str]:
    """What lists show of one matter; nothing for a matter that no institution sums up."""
    referendum = reform.referendums.get(matter)
    if referendum is not None:
        return dict(referendum.summary())
    of_laws = reform.drafting.summary(matter) or reform.alignment.summary(matter)
    of_rights = (
        reform.court.summary(matter)
        or reform.assembly.summary(matter)
        or reform.ombudsman.summary(matter)
        or reform.compensation.summary(matter)
        or reform.elections.summary(matter)
        or reform.parties.summary(matter)
        or reform.recall.summary(matter)
        or reform.surveys.summary(matter)
    )
    return reform.people.summary(matter) or of_laws or reform.proposals.summary(matter) or of_rights


def line_of(matter: str, acts: int, summary: Mapping[str, str]) -> dict[str, str | int]:
    """The line of one matter, by its columns."""
    return {
        "matter": matter,
        "institution": matter.partition("/")[0],
        "acts": acts,
        "summary": _sorted.encode(dict(summary)),
    }


def rebuild(acts: Iterable[Act], reform: Reform) -> int:
    """Write the whole index anew from all acts of the record; return the number of matters."""
    counts: dict[str, int] = {}
    for act in acts:
        counts[act.matter] = counts.get(act.matter, 0) + 1
    with transaction.atomic():
        Matter.objects.all().delete()
        for matter, count in counts.items():
            Matter.objects.create(**line_of(matter, count, summary_of(matter, reform)))
    return len(counts)


def rebuild_from_record() -> int:
    """Write the whole index anew from what the record holds, while nobody enters anything; return how many matters."""
    with transaction.atomic(), connection.cursor() as cursor:
        # An act entered between reading and writing would lose its line; whoever enters one writes this table too.
        # On SQLite this transaction keeps others out.
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE record_matter IN SHARE ROW EXCLUSIVE MODE")
        acts = all_acts()
        return rebuild(acts, Reform.after(acts, adopted(acts, blobs())))
