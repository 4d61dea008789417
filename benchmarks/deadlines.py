"""Legal days: the law one by one, each with the days it skipped by name, and the lab a million at once, against
`holidays.get_nth_working_day`, which gives the day alone; and on which days the two calendars differ.

python benchmarks/deadlines.py [--single 100000] [--batch 1000000] [--rounds 5]
"""

import argparse
import random
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from time import perf_counter, process_time

import holidays
import numpy as np

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.reckoning import reckon
from isonomia.deadlines.terms import Term
from isonomia.rulebook.loading import shipped
from isonomia_lab.deadlines.batch import Table

LENGTHS = range(3, 41)
START, DAYS = date(2023, 1, 1), 1400
PEER = 20_000
"""How many the peer is asked in a round: its rate does not depend on how many."""


def differing(calendar: Calendar, peer: holidays.HolidayBase) -> list[date]:
    """The days on which the two calendars do not agree."""
    first = date(calendar.years[0], 1, 1)
    span = (date(calendar.years[1], 12, 31) - first).days + 1
    days = [first + timedelta(days=number) for number in range(span)]
    return [day for day in days if calendar.works(day) != peer.is_working_day(day)]


def asked(count: int, term: Term) -> list[tuple[Term, date]]:
    """So many terms with their events, drawn from a fixed seed."""
    draw = random.Random(20261122)
    terms = {length: replace(term, count=length) for length in LENGTHS}
    return [(terms[draw.choice(LENGTHS)], START + timedelta(days=draw.randrange(DAYS))) for _ in range(count)]


def rate(seconds: float, count: int) -> float:
    """How many in a second."""
    return count / seconds if seconds else float("inf")


class Race:
    """Both sides on the same questions, in the same run."""

    def __init__(self, single: int, batch: int) -> None:
        book = shipped("kz")
        rule = book.on(START).term("court.send_decision")
        assert isinstance(rule, Term)
        self.calendar, self.single, self.table = book.calendars[-1], single, Table.of(book.calendars[-1])
        self.peer = holidays.country_holidays("KZ", years=range(2022, 2029))
        self.term, self.jobs = rule, asked(max(single, batch), rule)
        self.days = np.array([day.toordinal() for _, day in self.jobs[:batch]], np.int64)
        self.counts = np.array([term.count for term, _ in self.jobs[:batch]], np.int64)

    def by_peer(self, jobs: list[tuple[Term, date]]) -> tuple[float, float]:
        """The peer: the day alone."""
        nth = self.peer.get_nth_working_day
        wall, cpu = perf_counter(), process_time()
        for term, day in jobs:
            nth(day, term.count)
        return perf_counter() - wall, process_time() - cpu

    def by_law(self) -> tuple[float, float]:
        """The law: the deadline, the day due and the days skipped with kind and name, all asked for in the loop."""
        jobs, calendar = self.jobs[: self.single], self.calendar
        wall, cpu = perf_counter(), process_time()
        for term, day in jobs:
            found = reckon(term, day, calendar)
            found.due, found.skipped  # noqa: B018
        return perf_counter() - wall, process_time() - cpu

    def by_lab(self) -> tuple[float, float]:
        """The lab: the day and whether it is known, from arrays of days and lengths."""
        wall, cpu = perf_counter(), process_time()
        self.table.ends(self.term, self.days, self.counts)
        return perf_counter() - wall, process_time() - cpu

    def equal(self) -> tuple[int, int, int]:
        """Of how many the lab gives the day of the law, and the law and the lab those of the peer."""
        ends = self.table.ends(self.term, self.days, self.counts)
        due = ends.due.tolist()
        jobs = self.jobs[: len(due)]
        law = sum(
            reckon(term, day, self.calendar).due.toordinal() == end for (term, day), end in zip(jobs, due, strict=False)
        )
        nth = self.peer.get_nth_working_day
        peer = sum(nth(day, term.count).toordinal() == end for (term, day), end in zip(jobs, due, strict=False))
        return len(due), law, peer


def main() -> None:
    """Time the sides in turn, print medians and the ratios of each round, then compare every day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--single", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    race = Race(given.single, given.batch)
    apart = differing(race.calendar, race.peer)
    print(f"holidays {holidays.__version__}; {race.calendar}")
    print(f"days on which the calendars differ: {', '.join(map(str, apart)) or 'none'}")
    rounds = [(race.by_peer(race.jobs[:PEER]), race.by_law(), race.by_lab()) for _ in range(given.rounds)]
    sizes = (min(PEER, len(race.jobs)), given.single, len(race.days))
    names = ("holidays, the day alone", "law, explained one by one", "lab, at once")
    print(f"{'':28} {'number':>10} {'wall s':>9} {'CPU s':>9} {'a CPU second':>14}")
    for at, (name, size) in enumerate(zip(names, sizes, strict=False)):
        wall, cpu = (median(one[at][part] for one in rounds) for part in (0, 1))
        print(f"{name:28} {size:10,} {wall:9.3f} {cpu:9.3f} {rate(cpu, size):14,.0f}")
    for at, goal in ((1, 100), (2, 1000)):
        ratios = [rate(one[at][1], sizes[at]) / rate(one[0][1], sizes[0]) for one in rounds]
        said = ", ".join(f"{ratio:,.0f}" for ratio in sorted(ratios))
        print(f"{names[at]} against holidays: {median(ratios):,.0f}x CPU (rounds: {said}); goal {goal:,}x")
    total, law, peer = race.equal()
    print(f"of {total:,} days due the lab gives that of the law {law:,} times, that of holidays {peer:,} times")


if __name__ == "__main__":
    main()
