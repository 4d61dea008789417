"""Claims held against record and law: the verdicts, and what changes them."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from isonomia.figures.claims import check, check_all
from isonomia.figures.verdicts import Check, Verdict
from isonomia.packs.loading import Pack
from isonomia.record.act import Act
from isonomia.referendum.acts import TextPublished
from isonomia.reform.acts import ClaimPublished, ShareClaim, SpanClaim
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook

ROOT = Path(__file__).resolve().parents[3]
Replay = Callable[..., Reform]
Rules = Callable[[str, str, str], Rulebook]
# Those that need no vote are tried in test_of_laws.py.
OF_LAWS = ["F11", "F12", "F32", "F35", "F37", "F38", "F42", "F48", "F51", "F52", "F53", "F54", "F55"]
# What the record of 2022 holds nothing on: they are answered in test_gathered.py.
OF_PROPOSALS = ["F16", "F17", "F47"]
# What courts and commissioners published of their own work, and what the law says of them: test_of_statistics.py.
OF_STATISTICS = ["F20", "F21", "F22", "F23", "F24", "F25", "F26", "F28", "F39", "F49", "F50"]
# The survey of May 2022 and the exit polls: test_of_surveys.py.
OF_SURVEYS = ["F01", "F02", "F03", "F04", "F05", "F06", "F09", "F30", "F31"]
# To what the law changed, and who won by it: test_of_rules.py, test_of_elections.py.
OF_ELECTIONS = ["F13", "F14", "F18", "F19", "F40", "F41", "F43"]
COMPUTED = ["F07", "F08", "F10", "F15", "F27", "F29", "F33", "F34", "F36", "F44", "F46"]


def verdicts(reform: Reform) -> dict[str, Check]:
    assert reform.refused == []
    return {one.claim: one for one in check_all(reform)}


def verdict(reform: Reform, claim: str) -> Verdict | None:
    return verdicts(reform)[claim].verdict


def note(check: Check, code: str, **wanted: str) -> dict[str, str]:
    """The first note of a code that says all that is wanted."""
    return next(dict(params) for name, params in check.notes if name == code and wanted.items() <= dict(params).items())


@pytest.fixture(scope="module")
def checks(reform: Reform) -> dict[str, Check]:
    return verdicts(reform)


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("F07", ("holds when rounded", 9776, None, "days", "26.8")),
        ("F08", ("holds", 19, None, "days", "19")),
        ("F10", ("holds with the named base", 6163863, 7986293, "took_part", "77.18")),
        ("F15", ("holds", 2, 2, "dates", "")),
        ("F27", ("contradicted", 6163516, 11734642, "registered", "52.52")),
        ("F29", ("holds", 7986293, 11734642, "registered", "68.06")),
        ("F33", ("holds with the named base", 36, 42, "KZ-71, KZ-75", "22:00")),
        ("F34", ("not derivable", 5, 17, "territories", "")),
        ("F36", ("holds", 7985769, 11734642, "registered", "68.05")),
        ("F44", ("contradicted", 7985769, 11734642, "registered", "68.05")),
        ("F46", ("holds", 30, None, "days", "30")),
    ],
)
def test_a_claim_gets_its_verdict_with_its_arithmetic(
    checks: dict[str, Check], claim: str, wanted: tuple[str, int, int | None, str, str]
) -> None:
    one = checks[claim]
    assert (one.verdict, one.numerator, one.denominator, one.base, one.value) == wanted


def test_every_verdict_cites_acts_of_the_record(checks: dict[str, Check], reform: Reform) -> None:
    entered = {act.id for state in reform.referendums.values() for act in state.acts}
    for claim in COMPUTED:
        if claim != "F34":
            assert checks[claim].acts, claim
        assert {act.id for act in checks[claim].acts} <= entered


@pytest.mark.parametrize("claim", ["F10", "F27", "F29", "F33", "F34", "F36", "F44"])
def test_a_verdict_on_a_share_or_a_test_is_cited(checks: dict[str, Check], claim: str) -> None:
    assert checks[claim].citation


def test_the_notes_show_the_other_bases_and_the_other_stage(checks: dict[str, Check]) -> None:
    assert note(checks["F27"], "on_other_base", base="took_part")["percent"] == "77.18"
    assert note(checks["F27"], "on_other_base", base="yes_plus_no")["percent"] == "80.53"
    assert note(checks["F10"], "on_other_base", base="registered")["percent"] == "52.53"
    assert note(checks["F29"], "at_other_stage", stage="final")["percent"] == "68.05"
    assert note(checks["F33"], "below", name="KZ-79") == {"name": "KZ-79", "count": "6", "whole": "14"}
    assert note(checks["F36"], "required")["number"] == "5867322"


def test_all_other_claims_wait_for_an_institution(checks: dict[str, Check]) -> None:
    computed = [claim for claim, one in checks.items() if one.verdict is not None]
    everything = [*COMPUTED, *OF_LAWS, *OF_PROPOSALS, *OF_STATISTICS, *OF_SURVEYS, *OF_ELECTIONS]
    assert computed == sorted(everything)
    assert all(bool(one.waits_for) is (one.verdict is None) for one in checks.values())


CHANGED_ACTS: list[tuple[str, str, dict[str, Any], str]] = [
    ("F07", "kz-1995/called", {"polling_day": "1995-06-05"}, "holds"),
    ("F07", "kz-1995/called", {"polling_day": "1994-08-30"}, "contradicted"),
    ("F08", "kz-2022/claim-F08", {"stated_on": "2022-05-16"}, "holds"),
    ("F08", "kz-2022/claim-F08", {"stated_on": "2022-05-15"}, "contradicted"),
    ("F10", "kz-2022/preliminary-inform", {"counts__2__count": 6200000}, "contradicted"),
    ("F10", "kz-2022/claim-F10", {"asserts__base": "took_part"}, "holds"),
    ("F10", "kz-2022/claim-F10", {"asserts__base": "registered"}, "contradicted"),
    ("F15", "kz-2022/preliminary-inform", {"published_on": "2022-06-07"}, "holds"),
    ("F15", "kz-2022/called", {"polling_day": "2022-06-04"}, "contradicted"),
    ("F27", "kz-2022/claim-F27", {"asserts__percent": "52.5"}, "holds"),
    ("F27", "kz-2022/claim-F27", {"asserts__base": "took_part"}, "holds"),
    ("F29", "kz-2022/preliminary-inform", {"counts__1__count": 7985769}, "contradicted"),
    ("F29", "kz-2022/claim-F29", {"asserts__stage": "final"}, "contradicted"),
    ("F36", "kz-2022/final-message", {"counts__0__count": 16000000}, "contradicted"),
    ("F36", "kz-2022/final-message", {"counts__0__count": 15971537}, "holds"),
    ("F36", "kz-2022/final-message", {"counts__0__count": 15971538}, "contradicted"),
    ("F44", "kz-2022/claim-F44", {"asserts__percent": "68"}, "holds"),
    ("F44", "kz-2022/final-message", {"counts__0__count": 11408241}, "holds"),
    ("F46", "kz-2022/text-published", {"published_on": "2022-05-08"}, "holds"),
    ("F46", "kz-2022/text-published", {"published_on": "2022-05-09"}, "contradicted"),
    ("F46", "kz-2022/text-published", {"published_on": "2022-05-05"}, "holds"),
    ("F46", "kz-2022/text-published", {"published_on": "2022-05-04"}, "contradicted"),
    # The capital above every region, and Shymkent below every region.
    ("F33", "kz-2022/turnout-2200", {"territories__14__percent": "90.00"}, "holds with the named base"),
    ("F33", "kz-2022/turnout-2200", {"territories__16__percent": "50.00"}, "holds"),
    ("F33", "kz-2022/turnout-2200", {"territories__16": None}, "not derivable"),
]


@pytest.mark.parametrize(("claim", "id", "changes", "wanted"), CHANGED_ACTS)
def test_a_changed_act_changes_the_verdict(
    replayed_with: Replay, claim: str, id: str, changes: dict[str, Any], wanted: str
) -> None:
    # The last report of one publisher and the first of another must not settle what was changed.
    others = {
        "F36": ["kz-2022/final-yes", "kz-2022/final-encyclopedia"],
        "F29": ["kz-2022/preliminary-kursiv"] if "counts__1__count" in changes else [],
        "F15": ["kz-2022/preliminary-azernews"] if wanted == "contradicted" and "published_on" in changes else [],
    }.get(claim, [])
    assert verdict(replayed_with(id, others, **changes), claim) == wanted


@pytest.mark.parametrize(
    ("changes", "published_on", "wanted"),
    [
        # Thirty days are less than the month from 6 May to 6 June; thirty-one are not.
        ({"compare": "less than"}, "2022-05-06", "holds"),
        ({"compare": "less than"}, "2022-05-05", "contradicted"),
        ({"compare": "less than", "number": 4, "unit": "weeks"}, "2022-05-08", "contradicted"),
        ({"compare": "less than", "number": 4, "unit": "weeks"}, "2022-05-09", "holds"),
        ({"compare": "less than", "number": 1, "unit": "years"}, "2021-06-06", "holds"),
        ({"compare": "less than", "number": 1, "unit": "years"}, "2021-06-05", "contradicted"),
        # The end of a month that has no such day: 31 January and a month is 28 February.
        ({"compare": "less than", "number": 4}, "2022-01-31", "contradicted"),
        ({"compare": "less than", "number": 5}, "2022-01-31", "holds"),
        ({"number": 6}, "2021-12-06", "holds"),
        ({"number": 6}, "2021-12-20", "contradicted"),
        ({"number": 4, "unit": "weeks"}, "2022-05-08", "holds"),
        ({"number": 4, "unit": "weeks"}, "2022-05-07", "contradicted"),
    ],
)
def test_spans_are_measured_by_the_calendar(
    pack: Pack, kz: Rulebook, changes: dict[str, Any], published_on: str, wanted: str
) -> None:
    def changed(act: Act) -> Act:
        match act.body:
            case ClaimPublished(claim="F46", asserts=SpanClaim() as span) as body:
                return structs.replace(act, body=structs.replace(body, asserts=structs.replace(span, **changes)))
            case TextPublished() as text:
                return structs.replace(act, body=structs.replace(text, published_on=published_on))
        return act

    assert verdict(Reform.after([changed(one) for one in pack.acts], {"kz": kz}), "F46") == wanted


def test_a_year_has_less_than_its_anniversary_even_where_it_has_more_than_365_days(replayed_with: Replay) -> None:
    # From 6 June 1995 to 5 June 2022 it is not yet 27 years, though 27 times 365 days have passed.
    for day, wanted in (("1995-06-06", "holds"), ("1995-06-05", "contradicted")):
        reform = replayed_with("kz-1995/called", polling_day=day)
        act, body = next((act, body) for act, body in reform.published() if body.claim == "F07")
        assert isinstance(body.asserts, SpanClaim)
        less = structs.replace(body, asserts=structs.replace(body.asserts, compare="less than"))
        assert check(act, less, reform).verdict == wanted


def test_an_order_of_kinds_that_no_territory_has_is_not_derivable(replayed_with: Replay) -> None:
    found = verdicts(replayed_with("kz-2022/claim-F33", asserts__lower=["canton"]))["F33"]
    assert (found.verdict, note(found, "territories_missing")["names"]) == ("not derivable", "canton")


def test_reports_of_the_whole_country_alone_have_no_spread(replayed_with: Replay, pack: Pack) -> None:
    others = [one.id for one in pack.acts if one.act == "referendum.turnout_reported"]
    reform = replayed_with(others[0], others[1:], territories=[])
    assert [code for code, _ in verdicts(reform)["F34"].notes] == ["share_known_for"]


COUNTS_WITHOUT_CLASSES = [
    {"measure": "registered", "count": 11734642},
    {"measure": "took_part", "count": 7985769},
    {"measure": "yes", "count": 6163000},
]


def test_publications_that_nothing_reconciles_leave_the_claim_in_conflict(replayed_with: Replay) -> None:
    # Without the classes there is no identity, so nothing settles which count of yes is right.
    reform = replayed_with("kz-2022/final-message", ["kz-2022/final-encyclopedia"], counts=COUNTS_WITHOUT_CLASSES)
    assert verdict(reform, "F27") == "sources conflict"
    # What differs is yes; that the invalid are not known has another cause.
    act, body = next((act, body) for act, body in reform.published() if body.claim == "F27")
    other = structs.replace(
        body, asserts=ShareClaim(measure="invalid", base="registered", compare="equals", percent="2")
    )
    assert check(act, other, reform).verdict == "not derivable"
    assert verdict(reform, "F36") == "holds"


def test_without_a_result_nothing_is_derivable(replayed_with: Replay, reform: Reform) -> None:
    state = reform.referendums["referendum/2022-06-05"]
    results = [act.id for act in state.acts if act.act == "referendum.result_published"]
    found = verdicts(replayed_with(without=results))
    assert {found[claim].verdict for claim in COMPUTED} == {Verdict.NOT_DERIVABLE}


def test_without_an_event_a_span_is_not_derivable(replayed_with: Replay) -> None:
    assert verdict(replayed_with(without=["kz-2022/text-published"]), "F46") == "not derivable"
    assert verdict(replayed_with(without=["kz-1995/called"]), "F07") == "not derivable"


def test_a_quorum_of_70_percent_on_polling_day_changes_the_verdict(replayed_with: Replay, kz_with: Rules) -> None:
    old = 'base = "registered"\ncompare = "more than"\nshare = "1/2"'
    for share, wanted in (("7/10", "contradicted"), ("68/100", "holds"), ("69/100", "contradicted")):
        rules = kz_with("referendum.toml", old, old.replace("1/2", share))
        assert verdict(replayed_with(rules=rules), "F36") == wanted


def quorum_from(kz_texts: dict[str, str], day: str, share: str) -> str:
    """The shipped quorum, with another share in force from a day to the end of its span."""
    text = kz_texts["referendum.toml"]
    begin = text.index("[rule.quorum]")
    first = text.index("[[rule.quorum.value]]", begin)
    second = text.index("[[rule.quorum.value]]", first + 1)
    span = text[first:second]
    earlier = span.replace('to = "2026-07-01"', f'to = "{day}"')
    later = span.replace('from = "1998-10"', f'from = "{day}"').replace('share = "1/2"', f'share = "{share}"')
    assert earlier != span != later
    return text[:first] + earlier + later + text[second:]


@pytest.mark.parametrize(("day", "wanted"), [("2022-06-05", "contradicted"), ("2022-06-06", "holds")])
def test_the_date_of_a_rule_changes_the_verdict(
    replayed_with: Replay, kz_with: Rules, kz_texts: dict[str, str], day: str, wanted: str
) -> None:
    rules = kz_with("referendum.toml", kz_texts["referendum.toml"], quorum_from(kz_texts, day, "7/10"))
    assert verdict(replayed_with(rules=rules), "F36") == wanted


def test_a_rule_unknown_on_polling_day_makes_its_claim_not_derivable(replayed_with: Replay, kz_with: Rules) -> None:
    old = 'from = "1998-10"\nto = "2026-07-01"\nmeasure = "took_part"'
    gap = 'from = "1998-10"\nto = "2022-07-01"\nunknown = "lost"\n[[rule.quorum.value]]\n'
    rules = kz_with("referendum.toml", old, gap + old.replace("1998-10", "2022-07-01"))
    one = verdicts(replayed_with(rules=rules))["F36"]
    assert one.verdict == "not derivable"
    assert "lost" in note(one, "law_unknown")["reason"]


@pytest.mark.parametrize(
    ("day", "territories", "order"),
    [("2022-06-05", 20, "not derivable"), ("2022-06-06", 17, "holds with the named base")],
)
def test_the_date_of_a_territory_changes_the_denominator(
    replayed_with: Replay, kz_with: Rules, day: str, territories: int, order: str
) -> None:
    found = verdicts(replayed_with(rules=kz_with("territories.toml", '"2022-06-08"', f'"{day}"')))
    assert found["F34"].denominator == territories
    assert found["F33"].verdict == order
    if territories == 20:
        assert note(found["F33"], "territories_missing")["names"] == "KZ-10, KZ-33, KZ-62"


def test_a_claim_on_evenness_needs_the_share_of_every_territory(replayed_with: Replay, reform: Reform) -> None:
    ids = [one.id for one in reform.referendums["referendum/2022-06-05"].law.register()]
    rows = [{"territory": id, "shares": [{"measure": "yes", "base": "took_part", "percent": "77.00"}]} for id in ids]
    found = verdicts(replayed_with("kz-2022/preliminary-yes-shares", territories=rows))["F34"]
    # KZ-75 prints another share elsewhere; each of the 17 is now known.
    assert (found.verdict, found.numerator, found.denominator) == ("not comparable", 17, 17)
    without_one = verdicts(replayed_with("kz-2022/preliminary-yes-shares", territories=rows[1:]))["F34"]
    assert (without_one.verdict, without_one.numerator) == ("not derivable", 16)


def test_every_claim_of_the_shared_list_is_in_the_pack(shared_data: Path, checks: dict[str, Check]) -> None:
    with (shared_data / "figures" / "source-figures.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["id"] for row in csv.DictReader(file)]
    assert len(listed) == len(set(listed))
    assert sorted(checks) == sorted(listed)


def test_the_product_never_reads_an_expected_verdict() -> None:
    files = [
        one for one in (ROOT / "src").rglob("*") if one.is_file() and one.suffix in (".py", ".toml", ".html", ".json")
    ]
    assert len(files) > 50
    assert [one.name for one in files if "expected_verdict" in one.read_text(encoding="utf-8")] == []


def test_no_verdict_stands_in_the_pack() -> None:
    text = (ROOT / "src/isonomia/packs/kazakhstan-2022/05-claims.toml").read_text(encoding="utf-8")
    keys = {line.partition("=")[0].strip() for line in text.splitlines() if "=" in line and not line.startswith("#")}
    assert "verdict" not in keys
