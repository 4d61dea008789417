"""How a matter begins to which papers belong, and how it goes on: number, code, papers under a key of its own, act.

Number, papers, act and code stand or fall together: what the law refuses leaves nothing behind.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max
from django.dispatch import Signal

from isonomia.record.act import Act, Body, Commitment
from isonomia_site.entering.services import NAMES, Judge, enter_act, id_of
from isonomia_site.filing import attachments, codes, scanning, signing
from isonomia_site.filing.models import Filed
from isonomia_site.filing.papers import Papers, bundle_of, drawn_owner, owner_of
from isonomia_site.papers.bundles import Bundle, keep_many
from isonomia_site.permissions import By
from isonomia_site.record.models import Matter

filed = Signal()
"""An act was entered in a `matter` that was filed; sent in its transaction, so that queues show it at once."""


@dataclass(frozen=True, slots=True)
class Series:
    """How matters of one kind are numbered, and who judges their acts: `case/` gives `case/2026-000412`."""

    start: str
    judge: Judge


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever files takes home: the matter with its number, and the code that opens it to them."""

    matter: str
    code: str

    @property
    def number(self) -> str:
        """The number as people know it."""
        return self.matter.partition("/")[2]


@transaction.atomic
def receive(by: By, series: Series, body: Body, papers: Papers) -> Given:
    """Begin a matter with the act by which it is filed, and keep its papers; return number and code.

    Raises:
        UnlawfulActError, InputError: the law refuses it; nothing is kept then.
    """
    attachments.check(one.data for one in papers.files)
    matter = next_matter(series.start, by.on.year)
    bundle = bundle_of(papers, drawn_owner(), id_of(matter, 0), name=NAMES[type(body)])
    return begin(by, matter, body, bundle, judge=series.judge)


@transaction.atomic
def begin(
    by: By, matter: str, body: Body, bundle: Bundle, *, judge: Judge, commit: tuple[Commitment, ...] = ()
) -> Given:
    """Enter the first act of a matter with its papers, and draw the code by which whoever filed comes back.

    `commit` are commitments to what is kept elsewhere; those to the papers come after them.
    """
    code, bound = codes.drawn(), _keep(bundle)
    enter_act(by, matter, body, 0, judge=judge, commit=(*commit, *bound))
    Filed.objects.create(matter=matter, owner=bundle.owner, code_hash=codes.hashed(code))
    filed.send(Given, matter=matter)
    return Given(matter, code)


@transaction.atomic
def enter(by: By, matter: str, body: Body, seen_place: int, *, judge: Judge, papers: Papers | None = None) -> Act:
    """Enter a later act of a matter, with the papers that go with it: a cure, an answer, the facts of a decision.

    Raises:
        UnlawfulActError, InputError: the law refuses it.
        ConflictError: another act was entered in this matter since `seen_place`.
    """
    bound: tuple[Commitment, ...] = ()
    if papers is not None:
        attachments.check(one.data for one in papers.files)
        bundle = bundle_of(papers, _owner(matter), id_of(matter, seen_place), name=NAMES[type(body)])
        bound = (*papers.again, *_keep(bundle))
    act = enter_act(by, matter, body, seen_place, judge=judge, commit=bound)
    filed.send(Given, matter=matter)
    return act


def _keep(bundle: Bundle) -> tuple[Commitment, ...]:
    """Keep papers, and have the scanner look at the files among them; return what the act commits to."""
    (bound,) = keep_many([bundle])
    if attachments.note(bundle):
        scanning.ask(bundle.act)
        signing.ask(bundle)
    return bound


def next_matter(start: str, year: int) -> str:
    """The next matter of a series in a year, such as `case/2026-000412`; none is ever given twice."""
    return next_matters(start, year, 1)[0]


def next_matters(start: str, year: int, count: int) -> list[str]:
    """So many matters of a series in a year, taken in the running transaction."""
    first = next_numbers(f"{start}{year}-", count) if count else 0
    return [f"{start}{year}-{first + at:06}" for at in range(count)]


def next_numbers(series: str, count: int = 1) -> int:
    """Take so many numbers of a series in the running transaction; return the first. None is ever given twice."""
    last = Matter.objects.filter(matter__startswith=series).aggregate(last=Max("matter"))["last"]
    there = int(last.removeprefix(series)) if last else 0
    with connection.cursor() as cursor:
        # What others have entered without asking here, such as a pack, is seen in the index of the record.
        cursor.execute(
            "INSERT INTO filing_counter (series, last) VALUES (%(series)s, %(there)s + %(count)s) ON CONFLICT (series) "
            "DO UPDATE SET last = CASE WHEN filing_counter.last > %(there)s THEN filing_counter.last "
            "ELSE %(there)s END + %(count)s RETURNING last",
            {"series": series, "there": there, "count": count},
        )
        return int(cursor.fetchone()[0]) - count + 1


def _owner(matter: str) -> str:
    """The owner of the papers of a matter; one that an office began, or whose papers were erased, is given one."""
    found = owner_of(matter)
    if found is None:
        found = drawn_owner()
        Filed.objects.create(matter=matter, owner=found)
    return found
