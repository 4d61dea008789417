"""A roll against a register by bare polars: python rolls.py ROLL REGISTER ON ADULT prints the counts."""

import sys
from datetime import date

import polars as pl

FAULTS = ("twice", "other_party", "missing", "elsewhere", "dead", "under_age", "not_citizen", "barred_service")


def main(roll: str, register: str, on: date, adult: date) -> None:
    """Print members and faults of all parties, and how many pairs of party and territory there are."""
    lines = pl.scan_parquet(roll).select("party", "person", "territory", "joined").with_row_index("line")
    people = pl.scan_parquet(register).with_columns(there=pl.lit(1))
    numbered = lines.sort(["joined", "line"], descending=[True, False]).with_columns(
        copy=pl.int_range(pl.len()).over("party", "person")
    )
    several = (
        numbered.filter(pl.col("copy") == 0)
        .group_by("person")
        .agg(
            parties=pl.len(),
            latest=pl.col("joined").max(),
            ties=(pl.col("joined") == pl.col("joined").max()).sum(),
        )
        .filter(pl.col("parties") > 1)
    )
    alone = (pl.col("ties") == 1) & (pl.col("joined") == pl.col("latest"))
    checked = (
        numbered.join(several, on="person", how="left")
        .join(people, on="person", how="left", suffix="_there")
        .with_columns(
            twice=pl.col("copy") > 0,
            other_party=pl.col("parties").is_not_null() & ~alone,
            missing=pl.col("there").is_null(),
            elsewhere=(pl.col("territory_there") != pl.col("territory")).fill_null(False),
            dead=(pl.col("died") <= on).fill_null(False),
            under_age=(pl.col("born") > adult).fill_null(False),
            not_citizen=(pl.col("citizen") == 0).fill_null(False),
            barred_service=(pl.col("barred") == 1).fill_null(False),
        )
    )
    counted = (
        checked.with_columns(member=~pl.any_horizontal(FAULTS))
        .group_by("party", "territory")
        .agg(pl.len(), pl.col("member").sum(), *(pl.col(one).sum() for one in FAULTS))
        .collect(engine="streaming")
    )
    print(len(counted), *(int(counted[one].sum()) for one in ("len", "member", *FAULTS)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], date.fromisoformat(sys.argv[3]), date.fromisoformat(sys.argv[4]))
