"""Real processes that enter, number and publish, killed at any moment: nothing is lost, and all of it verifies.

Many more kills: python benchmarks/kill.py
"""

from tests.isonomia_site.ordeal import Ordeal


def test_ten_kills(ordeal: Ordeal) -> None:
    tally = ordeal.suffer(10, look_every=5)
    assert tally.kills["writer"] and tally.kills["worker"]
    assert tally.entries > tally.acknowledged - 1 > 10 and tally.heads_seen > 2 and tally.jobs
