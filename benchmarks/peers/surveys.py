"""What other tools make of the same samples: run by benchmarks/surveys.py in the environment of requirements/peers.txt.

python benchmarks/peers/surveys.py TOOL TASK ROWS REPLICATES: prints seconds, added memory, and what was found.
"""

import json
import sys
from typing import Any

import numpy as np
from invented import Columns, measured, to_estimate, to_rake, worst

TOLERANCE = 1e-12


def named(columns: Columns) -> dict[str, Any]:
    """Codes as words: both tools want categories."""
    return {
        name: np.array([f"{name} {at:02}" for at in range(int(one.max()) + 1)])[one] for name, one in columns.items()
    }


def rake_by_leafblower(rows: int) -> dict[str, Any]:
    """Rake with the bounds opened, to a tolerance of its own largest error."""
    import leafblower
    import pandas

    columns, base, targets = to_rake(rows)
    words = pandas.DataFrame({name: pandas.Categorical(one) for name, one in named(columns).items()})
    size = sum(targets["sex"].values())
    shares = {name: {f"{name} {at:02}": target / size for at, target in one.items()} for name, one in targets.items()}
    answer, spent = measured(
        lambda: leafblower.harvest(
            words,
            shares,
            max_weight=1e9,
            method="raking",
            start_weights=base,
            attach_weights=False,
            convergence={"absolute": TOLERANCE},
        )
    )
    weights = np.asarray(answer["weights"], np.float64)
    return {**spent, "worst": worst(columns, weights * size / weights.sum(), targets)}


def rake_by_svy(rows: int) -> dict[str, Any]:
    """Rake to a tolerance of its own."""
    import polars
    import svy

    columns, base, targets = to_rake(rows)
    table = polars.DataFrame({**named(columns), "weight": base})
    controls = {name: {f"{name} {at:02}": target for at, target in one.items()} for name, one in targets.items()}
    answer, spent = measured(
        lambda: svy.Sample(table, svy.Design(wgt="weight")).weighting.rake(
            controls=controls, tol=TOLERANCE, max_iter=1000, wgt_name="raked"
        )
    )
    return {**spent, "worst": worst(columns, answer.data["raked"].to_numpy(), targets)}


def table_of(rows: int) -> Any:
    """The sample as svy wants it; the design is put together within the time, as ours is."""
    import polars

    return polars.DataFrame(to_estimate(rows))


def drawn(table: Any) -> Any:
    """The sample with its design."""
    import svy

    return svy.Sample(table, svy.Design(wgt="weight", stratum="stratum", psu="unit"))


def told(answer: Any) -> list[list[float]]:
    """Values and errors as plain numbers."""
    found: list[list[float]] = answer.to_polars().select("est", "se").to_numpy().tolist()
    return found


def taylor_by_svy(rows: int) -> dict[str, Any]:
    """Two means with their errors."""
    table = table_of(rows)
    answer, spent = measured(lambda: drawn(table).estimation.mean(["first", "second"], method="taylor"))
    return {**spent, "found": told(answer)}


def bootstrap_by_svy(rows: int, replicates: int) -> dict[str, Any]:
    """Replicate weights, and a mean by them."""
    table = table_of(rows)
    answer, spent = measured(
        lambda: (
            drawn(table).weighting.create_bs_wgts(replicates, rstate=1).estimation.mean("first", method="replication")
        )
    )
    return {**spent, "found": told(answer)}


def main() -> None:
    """Do one task."""
    tool, task, rows, replicates = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    work = {
        ("leafblower", "rake"): rake_by_leafblower,
        ("svy", "rake"): rake_by_svy,
        ("svy", "taylor"): taylor_by_svy,
        ("svy", "bootstrap"): lambda size: bootstrap_by_svy(size, replicates),
    }[tool, task]
    work(1_200)  # What a first call loads is not the work.
    print(json.dumps(work(rows)))


if __name__ == "__main__":
    main()
