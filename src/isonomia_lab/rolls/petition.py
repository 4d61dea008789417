"""Signatures of a recall checked against a register: the district, the days of collection, one signature a voter."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from isonomia.recall import rules
from isonomia_lab.rolls.checking import check_register, run_on, write_private
from isonomia_lab.rolls.reading import DAY, NUMBER, REGISTER, Columns, tables

SIGNATURES: Columns = {"person": NUMBER, "signed": DAY}
FAULTS = (rules.TWICE, rules.MISSING, rules.ELSEWHERE, rules.DEAD, rules.NOT_CITIZEN, rules.OUTSIDE_WINDOW)
PRIVATE = ("row", "person", "faults")

# Of several signatures of one voter within the days of the collection the first counts.
_CHECKED = """
CREATE TABLE checked AS
WITH dated AS (
    SELECT roll.line, roll.person, roll.signed,
           CASE WHEN roll.signed < asked.first_day OR roll.signed > asked.last_day THEN 1 ELSE 0 END AS outside_window
    FROM roll CROSS JOIN asked
), numbered AS (
    SELECT line, person, signed, outside_window,
           ROW_NUMBER() OVER (PARTITION BY person ORDER BY outside_window, signed NULLS LAST, line) AS copy
    FROM dated
)
SELECT numbered.line, numbered.person, numbered.outside_window,
       CASE WHEN numbered.copy > 1 THEN 1 ELSE 0 END AS twice,
       CASE WHEN register.person IS NULL THEN 1 ELSE 0 END AS missing,
       CASE WHEN register.territory <> asked.district THEN 1 ELSE 0 END AS elsewhere,
       CASE WHEN register.died <= numbered.signed THEN 1 ELSE 0 END AS dead,
       CASE WHEN register.citizen = 0 THEN 1 ELSE 0 END AS not_citizen,
       CASE WHEN register.person IS NULL THEN 0
            WHEN register.born IS NULL OR register.territory IS NULL THEN 1
            WHEN register.citizen IN (0, 1) AND register.barred IN (0, 1) THEN 0
            ELSE 1 END AS gap
FROM numbered
CROSS JOIN asked
LEFT JOIN register ON register.person = numbered.person
"""


@dataclass(frozen=True, slots=True)
class Window:
    """The district whose voters may sign, and the first and the last day on which they may."""

    district: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SignatureCount:
    """What the sheets come to: signatures, valid ones, and how many have each fault."""

    rows: int
    valid: int
    faults: dict[str, int]


def check_signatures(
    signatures: Path, register: Path, window: Window, *, encoding: str = "utf-8", private: Path | None = None
) -> SignatureCount:
    """Check signatures against a register of voters, whose `territory` is the district; counts only.

    Raises:
        InputError: a file that cannot be read, by row and column, or a register that cannot be true.
    """
    with tables() as made:
        made.read("roll_file", signatures, SIGNATURES, encoding)
        made.read("register", register, REGISTER, encoding)
        numbered = "CREATE TABLE roll AS SELECT ROW_NUMBER() OVER () AS line, * FROM roll_file"
        run_on(made, numbered, signatures, SIGNATURES, encoding)
        made.run.execute("CREATE TABLE asked (district VARCHAR, first_day DATE, last_day DATE)")
        made.run.execute("INSERT INTO asked VALUES (?, ?, ?)", (window.district, window.first, window.last))
        run_on(made, _CHECKED, register, REGISTER, encoding)
        check_register(made, signatures, register, SIGNATURES, encoding)
        if private is not None:
            write_private(made, private, PRIVATE, FAULTS)
        sums = ", ".join(f"CAST(SUM({one}) AS DECIMAL(38,0))" for one in FAULTS)
        valid = f"SUM(CASE WHEN {' + '.join(FAULTS)} = 0 THEN 1 ELSE 0 END)"
        row = made.run.execute(f"SELECT COUNT(*), {valid}, {sums} FROM checked").fetchone() or ()
        rows, good, *faults = (int(one or 0) for one in row)
        return SignatureCount(rows, good, dict(zip(FAULTS, faults, strict=True)))
