"""One of every act version ever published: what was written once must be read for ever, byte for byte."""

from pathlib import Path

import pytest

from isonomia.record.act import read_entry, write_entry
from isonomia.reform.road import BODIES

CORPUS = Path(__file__).parent / "golden" / "acts"
KINDS = [pytest.param(name, version, id=f"{name}.v{version}") for name, version in sorted(BODIES)]


@pytest.mark.parametrize(("name", "version"), KINDS)
def test_every_kind_of_act_has_a_published_example_that_still_reads_the_same(name: str, version: int) -> None:
    data = (CORPUS / f"{name}.v{version}.json").read_bytes()
    act = read_entry(data, BODIES)
    assert (act.act, act.v) == (name, version)
    assert write_entry(act) == data


def test_no_example_is_of_a_kind_that_was_forgotten() -> None:
    known = {f"{name}.v{version}.json" for name, version in BODIES}
    assert {path.name for path in CORPUS.iterdir()} == known
