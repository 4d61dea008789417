"""Published counts of one thing, side by side, and where they cannot all be true.

No count is preferred, added to another or corrected: publications that differ all stand, and a finding names them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from isonomia.errors import Finding
from isonomia.record.act import Act
from isonomia.reform.acts import CountPublished, PublishedCountClaim

SIGNS: Mapping[str, str] = {"equals": "=", "more than": ">", "at least": "≥", "less than": "<", "about": "≈"}
"""How a count is written where words of one language would not do."""

Counted = tuple[Act, CountPublished]


def of_one_thing(counts: Iterable[Counted]) -> dict[tuple[str, str], list[Counted]]:
    """The counts by what they count and as of when; those without a day are of one time that nobody names."""
    found: dict[tuple[str, str], list[Counted]] = {}
    for act, body in counts:
        found.setdefault((body.what, body.as_of or ""), []).append((act, body))
    return found


def reach(count: CountPublished | PublishedCountClaim) -> tuple[int, int | None]:
    """The least and the greatest number of which a count speaks; "about" is held to the number that it prints.

    How wide "about" is, no publication says: so "about 10,000" and "more than 10,000" do differ.
    """
    match count.compare:
        case "more than":
            return count.number + 1, None
        case "at least":
            return count.number, None
        case "less than":
            return 0, count.number - 1
        case _:
            return count.number, count.number


def differ(counts: Sequence[CountPublished]) -> bool:
    """Whether no number is within the reach of all of them."""
    reaches = [reach(one) for one in counts]
    tops = [top for _, top in reaches if top is not None]
    return bool(tops) and max(low for low, _ in reaches) > min(tops)


def findings(counts: Iterable[Counted]) -> Iterator[Finding]:
    """Find the publications of one thing, as of one day, that cannot all be true."""
    for (what, day), there in of_one_thing(counts).items():
        if differ([body for _, body in there]):
            said = (f"{SIGNS[body.compare]} {body.number} ({body.sources[0].publisher})" for _, body in there)
            yield Finding.of(
                "counts_differ", there[0][0].matter, what=what, day=day or "no_day_given", values="; ".join(said)
            )


def only(counts: Iterable[Counted], what: str) -> Counted | None:
    """The one exact count of a thing on which its exact publications agree; None where there is none."""
    exact = [(act, body) for act, body in counts if body.what == what and body.compare == "equals"]
    return exact[0] if len({body.number for _, body in exact}) == 1 else None
