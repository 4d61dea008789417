"""A roll of members checked against a register: what counts, by party and territory, and which faults there are.

Counts are public; what is found about a person goes to a file for the registrar alone. The statements are plain SQL in
whole numbers, so that another engine says the same.
"""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from isonomia.deadlines.terms import months_on
from isonomia.errors import InputError, RulebookError
from isonomia.parties import rules
from isonomia.rulebook.law import Law, Unknown
from isonomia_lab.rolls.reading import DAY, NUMBER, REGISTER, TEXT, Columns, Tables, first_fault, tables

METHOD = "isonomia_rolls_1"
ROLL: Columns = {"party": TEXT, "person": NUMBER, "name": TEXT, "territory": TEXT, "joined": DAY}
FAULTS = (
    rules.TWICE,
    rules.OTHER_PARTY,
    rules.MISSING,
    rules.ELSEWHERE,
    rules.DEAD,
    rules.UNDER_AGE,
    rules.NOT_CITIZEN,
    rules.BARRED_SERVICE,
)
PRIVATE = ("party", "row", "person", "faults")

# One line for each line of the roll. Of several lines of one person in one roll the latest counts; of several parties
# the latest too, where the law says so and one alone is.
_CHECKED = """
CREATE TABLE checked AS
WITH numbered AS (
    SELECT line, party, person, territory, joined,
           ROW_NUMBER() OVER (PARTITION BY party, person ORDER BY joined DESC NULLS LAST, line) AS copy
    FROM roll
), firsts AS (
    SELECT person, joined FROM numbered WHERE copy = 1
), several AS (
    SELECT person, MAX(joined) AS latest FROM firsts GROUP BY person HAVING COUNT(*) > 1
), latest AS (
    SELECT several.person, several.latest, COUNT(*) AS ties
    FROM several JOIN firsts ON firsts.person = several.person AND firsts.joined = several.latest
    GROUP BY several.person, several.latest
)
SELECT numbered.line, numbered.party, numbered.person, numbered.territory,
       CASE WHEN numbered.copy > 1 THEN 1 ELSE 0 END AS twice,
       CASE WHEN latest.person IS NULL THEN 0
            WHEN asked.latest_counts = 1 AND latest.ties = 1 AND numbered.joined = latest.latest THEN 0
            ELSE 1 END AS other_party,
       CASE WHEN register.person IS NULL THEN 1 ELSE 0 END AS missing,
       CASE WHEN register.territory <> numbered.territory THEN 1 ELSE 0 END AS elsewhere,
       CASE WHEN register.died <= asked.on_day THEN 1 ELSE 0 END AS dead,
       CASE WHEN register.born > asked.adult THEN 1 ELSE 0 END AS under_age,
       CASE WHEN asked.citizens_only = 1 AND register.citizen = 0 THEN 1 ELSE 0 END AS not_citizen,
       CASE WHEN register.barred = 1 THEN 1 ELSE 0 END AS barred_service,
       CASE WHEN register.person IS NULL THEN 0
            WHEN register.born IS NULL OR register.territory IS NULL THEN 1
            WHEN register.citizen IN (0, 1) AND register.barred IN (0, 1) THEN 0
            ELSE 1 END AS gap
FROM numbered
CROSS JOIN asked
LEFT JOIN latest ON latest.person = numbered.person
LEFT JOIN register ON register.person = numbered.person
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the law of a day asks of a member: born by a day, a citizen or not, and what of one in two parties."""

    on: date
    adult: date
    citizens_only: bool
    latest_counts: bool


@dataclass(slots=True)
class PartyCount:
    """What the roll of one party comes to: lines, members, members by territory, lines with each fault."""

    party: str
    rows: int = 0
    members: int = 0
    by_territory: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)


def asked_by(law: Law) -> Asked:
    """What the law of a day asks of each member.

    Raises:
        RulebookError: a rule that the check needs is unknown on that day, or is none that it knows.
    """
    found = rules.membership(law)
    for one in found:
        if isinstance(one, Unknown):
            raise RulebookError(f"{one.key} is unknown on {law.day} in {law.country}: {one.missing}")
    age, citizens, both = (law.number("parties.age"), law.word("parties.citizens"), law.word("parties.two_parties"))
    if both not in rules.BOTH_RULES:
        raise RulebookError(f'parties.two_parties: "{both}" (wanted {", ".join(rules.BOTH_RULES)})')
    # Whoever is so old on the day was born on this day or before.
    return Asked(law.day, months_on(law.day, -12 * age), citizens == rules.CITIZENS_ONLY, both == rules.LATEST)


def check_roll(
    roll: Path, register: Path, asked: Asked, *, encoding: str = "utf-8", private: Path | None = None
) -> tuple[PartyCount, ...]:
    """Check a roll of one party or of several against a register; counts only, by party.

    Args:
        roll: CSV or Parquet with the columns `party`, `person`, `name`, `territory`, `joined`.
        register: CSV or Parquet with the columns of `reading.REGISTER`, each person once.
        private: where what is found about each line is written, for the registrar alone.
    Raises:
        InputError: a file that cannot be read, by row and column, or a register that cannot be true.
    """
    with tables() as made:
        made.read("roll_file", roll, ROLL, encoding)
        made.read("register", register, REGISTER, encoding)
        run_on(made, "CREATE TABLE roll AS SELECT ROW_NUMBER() OVER () AS line, * FROM roll_file", roll, ROLL, encoding)
        _ask(made, asked)
        run_on(made, _CHECKED, register, REGISTER, encoding)
        check_register(made, roll, register, ROLL, encoding)
        if private is not None:
            write_private(made, private, PRIVATE, FAULTS)
        return _counts(made)


def _ask(made: Tables, asked: Asked) -> None:
    made.run.execute("CREATE TABLE asked (on_day DATE, adult DATE, citizens_only INTEGER, latest_counts INTEGER)")
    values = (asked.on, asked.adult, int(asked.citizens_only), int(asked.latest_counts))
    made.run.execute("INSERT INTO asked VALUES (?, ?, ?, ?)", values)


def run_on(made: Tables, statement: str, path: Path, columns: Columns, encoding: str) -> None:
    """Run a statement that reads a file; what it cannot read is told by row and column."""
    try:
        made.run.execute(statement)
    except duckdb.OutOfMemoryException as error:
        raise InputError(f"{path}: {str(error).splitlines()[0]}") from None
    except duckdb.Error as error:
        raise first_fault(path, columns, encoding, error) from None


def check_register(made: Tables, lines: Path, register: Path, columns: Columns, encoding: str) -> None:
    """Refuse a list with an empty cell, and a register in which a person stands twice or lacks a value."""
    empty = " OR ".join(f"{column} IS NULL" for column in columns)
    gaps = _one(made, f"SELECT COUNT(*) FROM roll WHERE {empty}")
    if gaps:
        raise first_fault(lines, columns, encoding, duckdb.Error(f"{gaps} lines with an empty cell"))
    if _one(made, "SELECT COUNT(*) FROM checked") != _one(made, "SELECT COUNT(*) FROM roll"):
        raise InputError(f"{register}: a person stands twice in the register")
    lacking = _one(made, "SELECT SUM(gap) FROM checked")
    if lacking:
        raise InputError(f"{register}: {lacking} of the people asked for lack a value, or have one that is not 1 or 0")


def _one(made: Tables, query: str) -> int:
    row = made.run.execute(query).fetchone()
    return int(row[0] or 0) if row else 0


def _counts(made: Tables) -> tuple[PartyCount, ...]:
    sums = ", ".join(f"CAST(SUM({one}) AS DECIMAL(38,0))" for one in FAULTS)
    query = (
        f"SELECT party, territory, COUNT(*), SUM(CASE WHEN {' + '.join(FAULTS)} = 0 THEN 1 ELSE 0 END), {sums} "
        "FROM checked GROUP BY party, territory ORDER BY party NULLS LAST, territory NULLS LAST"
    )
    found: dict[str, PartyCount] = {}
    for party, territory, rows, members, *faults in made.run.execute(query).fetchall():
        one = found.setdefault(party, PartyCount(party, faults=dict.fromkeys(FAULTS, 0)))
        one.rows += int(rows)
        one.members += int(members)
        one.by_territory[territory] = int(members)
        for name, number in zip(FAULTS, faults, strict=True):
            one.faults[name] += int(number)
    return tuple(found.values())


def write_private(made: Tables, path: Path, head: tuple[str, ...], faults: tuple[str, ...]) -> None:
    """Write each line with a fault for the registrar alone."""
    before = ", ".join(f"checked.{one}" for one in (*head[:-3], "line", "person"))
    query = f"SELECT {before}, {', '.join(faults)} FROM checked WHERE {' + '.join(faults)} > 0 ORDER BY line"
    found = made.run.execute(query)

    def rows() -> Iterator[tuple[object, ...]]:
        while some := found.fetchmany(10_000):
            yield from (_told(row, len(head) - 1, faults) for row in some)

    private_table(path, head, rows())


def private_table(path: Path, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a table that its owner alone may read, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
    ) as out:
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows(rows)
    part.replace(path)


def _told(row: tuple[object, ...], told: int, faults: Iterable[str]) -> tuple[object, ...]:
    # The row of the file, its headings being the first.
    *before, line, person = row[:told]
    named = " ".join(name for name, one in zip(faults, row[told:], strict=True) if one)
    return (*before, int(str(line)) + 1, person, named)


def counts_json(found: Iterable[PartyCount]) -> list[Mapping[str, object]]:
    """The counts as plain values, as `parties.roll_checked` holds them."""
    return [
        {
            "party": one.party,
            "rows": one.rows,
            "members": one.members,
            "by_territory": [{"territory": at, "number": number} for at, number in one.by_territory.items()],
            "faults": [{"kind": kind, "number": number} for kind, number in one.faults.items() if number],
        }
        for one in found
    ]
