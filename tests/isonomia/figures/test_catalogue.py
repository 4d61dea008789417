"""The published numbers: each computed from acts, with its base and its acts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rfc8785

from isonomia.figures.catalogue import CATALOGUE, all_figures
from isonomia.figures.figure import Figure
from isonomia.figures.published import as_json, published, unlike_published
from isonomia.packs.loading import Pack
from isonomia.record.act import Act
from isonomia.record.canonical import encode
from isonomia.record.policy import Policy
from isonomia.record.reading import Record
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook

Replay = Callable[..., Reform]
Make = Callable[..., Act]
Rules = Callable[[str, str, str], Rulebook]


def by_name(reform: Reform) -> dict[tuple[str, str], Figure]:
    return {(one.name.removeprefix("referendum."), one.stage): one for one in all_figures(reform)}


@pytest.fixture(scope="module")
def figures(reform: Reform) -> dict[tuple[str, str], Figure]:
    return by_name(reform)


@pytest.mark.parametrize(
    ("name", "preliminary", "final", "base"),
    [
        ("took_part_of_registered", "68.06", "68.05", "registered"),
        ("yes_of_took_part", "77.18", "77.18", "took_part"),
        ("yes_of_yes_plus_no", "80.53", "80.53", "yes_plus_no"),
        ("yes_of_registered", "52.53", "52.52", "registered"),
        ("no_of_took_part", "18.66", "18.66", "took_part"),
        ("both_marked_of_took_part", "1.58", "1.58", "took_part"),
        ("invalid_of_took_part", "2.58", "2.58", "took_part"),
    ],
)
def test_a_share_is_recomputed_at_both_stages(
    figures: dict[tuple[str, str], Figure], name: str, preliminary: str, final: str, base: str
) -> None:
    for stage, value in (("preliminary", preliminary), ("final", final)):
        one = figures[name, stage]
        assert (one.value, one.base, one.kind, one.unit) == (value, base, "recomputed", "percent")
        assert one.numerator is not None
        assert one.denominator is not None
        assert one.acts


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("territories_needed", "12 of 17", "recomputed"),
        ("territories_agreed", "17 of 17", "cited"),
        ("territories_recomputable", "1 of 17", "recomputed"),
        ("territories_by_printed_share", "4 of 17", "cited"),
        ("territories_only_reported", "12 of 17", "cited"),
        ("outcome", "adopted", "cited"),
    ],
)
def test_what_rests_on_a_statement_is_told_from_what_rests_on_counts(
    figures: dict[tuple[str, str], Figure], name: str, value: str, kind: str
) -> None:
    assert (figures[name, "final"].value, figures[name, "final"].kind) == (value, kind)
    assert "art." in figures[name, "final"].citation


def test_the_spread_of_turnout_is_that_of_the_last_report(figures: dict[tuple[str, str], Figure]) -> None:
    found = [figures[f"turnout_{one}_territory", "22:00"].value for one in ("lowest", "middle", "highest")]
    assert found == ["33.30", "72.53", "80.66"]


def test_an_hour_in_dispute_gives_no_figure(figures: dict[tuple[str, str], Figure]) -> None:
    assert ("turnout_reported", "18:00") in figures
    assert ("turnout_reported", "20:00") not in figures


def test_every_figure_names_a_kind_and_cites_acts(figures: dict[tuple[str, str], Figure]) -> None:
    for one in figures.values():
        assert one.kind in ("recomputed", "attested", "cited")
        assert one.acts


def test_every_entry_of_the_catalogue_gives_a_figure_of_its_name(reform: Reform) -> None:
    state = reform.referendums["referendum/2022-06-05"]
    for compute in CATALOGUE.values():
        assert list(compute("referendum/2022-06-05", state))


def test_a_referendum_without_a_result_has_no_figures(reform: Reform) -> None:
    votes = {one.matter for one in all_figures(reform) if one.name.startswith("referendum.")}
    assert votes == {"referendum/2022-06-05"}


def test_a_changed_count_changes_its_shares_and_no_others(replayed_with: Replay, reform: Reform) -> None:
    before = by_name(reform)
    after = by_name(replayed_with("kz-2022/final-message", counts__0__count=12000000))
    changed = {key for key in before if before[key].value != after[key].value}
    assert changed == {("registered", "final"), ("took_part_of_registered", "final"), ("yes_of_registered", "final")}


def test_without_a_both_marked_print_the_share_is_not_made_up(replayed_with: Replay) -> None:
    found = by_name(replayed_with(without=["kz-2022/final-encyclopedia"]))
    assert ("both_marked_of_took_part", "final") not in found
    assert found["both_marked_of_took_part", "preliminary"].value == "1.58"


def test_the_date_of_the_territories_changes_how_many_are_needed(replayed_with: Replay, kz_with: Rules) -> None:
    found = by_name(replayed_with(rules=kz_with("territories.toml", '"2022-06-08"', '"2022-06-05"')))
    assert found["territories_needed", "final"].value == "14 of 20"
    assert found["territories_agreed", "final"].value == "17 of 20"
    same = by_name(replayed_with(rules=kz_with("territories.toml", '"2022-06-08"', '"2022-06-06"')))
    assert same["territories_needed", "final"].value == "12 of 17"


def test_the_date_of_the_rule_on_territories_changes_whether_any_are_needed(
    replayed_with: Replay, kz_with: Rules
) -> None:
    found = by_name(replayed_with(rules=kz_with("referendum.toml", '"2007-05"', '"2022-07"')))
    assert not [name for name, _ in found if name.startswith("territories")]
    assert found["outcome", "final"].value == "adopted"


def test_a_bar_of_18_territories_in_20_is_not_met_by_17(replayed_with: Replay, kz_with: Rules) -> None:
    later = kz_with("territories.toml", '"2022-06-08"', '"2022-06-05"')
    higher = kz_with("referendum.toml", 'compare = "at least"\nshare = "2/3"', 'compare = "at least"\nshare = "9/10"')
    rules = Rulebook("kz", higher.rules, higher.governs, later.units, later.complete_from)
    found = by_name(replayed_with(rules=rules))
    assert found["territories_needed", "final"].value == "18 of 20"
    assert found["outcome", "final"].value == "undecided"


def test_half_territories_count_half(replayed_with: Replay, kz_with: Rules) -> None:
    halves = kz_with("territories.toml", 'weight = "1"', 'weight = "1/2"')
    found = by_name(replayed_with(rules=halves))
    assert found["territories_needed", "final"].value == "6 of 17/2"
    assert found["territories_agreed", "final"].value == "17/2 of 17/2"
    assert found["territories_recomputable", "final"].value == "1/2 of 17/2"
    assert found["territories_by_printed_share", "final"].value == "2 of 17/2"
    assert published(replayed_with(rules=halves)) == published(replayed_with(rules=halves))


def test_a_referendum_that_the_law_cannot_decide_keeps_its_other_figures(replayed_with: Replay) -> None:
    reform = replayed_with("kz-2022/called", question="new_constitution")
    found = by_name(reform)
    assert found["yes_of_took_part", "final"].value == "77.18"
    assert ("outcome", "final") not in found
    assert [one.where for one in reform.findings() if one.code == "law_unknown"] == ["referendum/2022-06-05"]


def test_a_vote_before_the_sources_begin_spoils_no_other(
    reform: Reform, pack: Pack, kz: Rulebook, an_act: Make
) -> None:
    body = {"stage": "final", "published_on": "1995-09-01", "counts": [{"measure": "yes", "count": 7212773}]}
    earlier = an_act("referendum.result_published", body, id="test/1995", matter="referendum/1995-08-30")
    both = Reform.after([*pack.acts, earlier], {"kz": kz})
    assert both.refused == []
    assert by_name(both) == by_name(reform)
    assert [one.where for one in both.findings() if one.code == "law_unknown"] == ["referendum/1995-08-30"]


def test_the_file_of_figures_has_the_same_bytes_each_time(reform: Reform, pack: Pack, kz: Rulebook) -> None:
    once = published(reform)
    assert published(Reform.after(pack.acts, {"kz": kz})) == once
    assert published(reform) == once


def test_the_file_of_figures_is_canonical(reform: Reform) -> None:
    data = published(reform)
    assert encode(json.loads(data)) == data
    assert rfc8785.dumps(as_json(reform)) == data


def test_the_file_of_figures_holds_figures_claims_and_findings(reform: Reform) -> None:
    content = json.loads(published(reform))
    assert set(content) == {"figures", "claims", "findings"}
    turnout = next(
        one for one in content["figures"] if (one["name"], one["stage"]) == ("referendum.yes_of_took_part", "final")
    )
    assert (turnout["numerator"], turnout["denominator"]) == (6163516, 7985769)
    assert all("verdict" in one or "waits_for" in one for one in content["claims"])
    assert {"only_repair", "identity_broken"} <= {one["code"] for one in content["findings"]}


@pytest.mark.parametrize(
    "alter", [lambda data: data, lambda data: data[:-1] + b" }", lambda data: data.replace(b"77.18", b"77.19")]
)
def test_published_numbers_are_compared_byte_for_byte(
    reform: Reform, tmp_path: Path, alter: Callable[[bytes], bytes]
) -> None:
    data = published(reform)
    altered = alter(data)
    values = {name: None for name in Record.__dataclass_fields__}
    record = Record(**{**values, "figures_json": altered, "policy": Policy(())})  # type: ignore[arg-type]
    assert [one.code for one in unlike_published(record, reform)] == ([] if altered == data else ["figures_differ"])


def test_the_middle_of_an_even_number_of_territories_is_rounded_half_up(replayed_with: Replay, pack: Pack) -> None:
    reports = [one.id for one in pack.acts if one.act == "referendum.turnout_reported"]
    rows = [{"territory": "KZ-11", "percent": "50.00"}, {"territory": "KZ-15", "percent": "50.01"}]
    reform = replayed_with(reports[0], reports[1:], territories=rows)
    found = [one for one in all_figures(reform) if one.name == "referendum.turnout_middle_territory"]
    assert [(one.stage, one.value) for one in found] == [("10:00", "50.01")]
