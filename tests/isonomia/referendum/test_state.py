"""Where a referendum stands after its acts: what is refused, what stands, what is found."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec import structs

from isonomia.errors import InputError, RulebookError, UnlawfulActError
from isonomia.record.act import Act
from isonomia.referendum.acts import PrintedCount, ResultPublished
from isonomia.referendum.state import Referendum
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook

Make = Callable[..., Act]
CLASSES = ("yes", "no", "both_marked", "invalid")


def source(publisher: str) -> list[dict[str, str]]:
    return [{"publisher": publisher, "reference": "p. 1", "language": "en"}]


@pytest.fixture(scope="module")
def called(an_act: Make) -> Act:
    return an_act("referendum.called", CALL)


CALL = {
    "polling_day": "2022-06-05",
    "question": "amendment",
    "called_by": "the President",
    "by_act": "a decree",
    "act_date": "2022-05-05",
}
COUNTS = {"registered": 1000, "took_part": 600, "yes": 400, "no": 150, "both_marked": 30, "invalid": 20}


@pytest.fixture
def enter(an_act: Make, called: Act, kz: Rulebook) -> Callable[..., Referendum]:
    """Call the referendum and enter results, each as (publisher, stage, counts, more)."""

    def entered(*results: tuple[str, str, dict[str, int], dict[str, Any]]) -> Referendum:
        state = Referendum.after([called], kz)
        for number, (publisher, stage, counts, more) in enumerate(results):
            state.admit(result(an_act, publisher, stage, counts, id=f"test/result-{number}", **more))
        return state

    return entered


def result(
    an_act: Make, publisher: str = "gazette", stage: str = "final", counts: dict[str, int] | None = None, **more: Any
) -> Act:
    id = more.pop("id", "test/result")
    listed = [{"measure": name, "count": number} for name, number in (COUNTS if counts is None else counts).items()]
    body = {"stage": stage, "counts": listed, "sources": source(publisher), "published_on": "2022-06-08", **more}
    return an_act("referendum.result_published", body, id=id)


def test_a_referendum_begins_with_its_call_and_is_called_once(an_act: Make, called: Act, kz: Rulebook) -> None:
    with pytest.raises(UnlawfulActError, match="begins with its call"):
        Referendum.after([result(an_act)], kz)
    with pytest.raises(UnlawfulActError, match="called once"):
        Referendum.after([called, called], kz)


def test_a_result_before_polling_day_is_refused(enter: Callable[..., Referendum], an_act: Make) -> None:
    state = enter()
    with pytest.raises(UnlawfulActError, match="2022-06-04, before polling day"):
        state.admit(result(an_act, published_on="2022-06-04"))
    state.admit(result(an_act, published_on="2022-06-05"))
    assert state.stages() == ("final",)


def test_a_refused_act_leaves_no_trace(enter: Callable[..., Referendum], an_act: Make) -> None:
    state = enter(("gazette", "final", COUNTS, {}))
    before = (len(state.acts), state.stage("final"))
    with pytest.raises(InputError):
        state.admit(result(an_act, stage="provisional"))
    assert (len(state.acts), state.stage("final")) == before


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("referendum.called", {**CALL, "question": "poll"}, "no kind of question"),
    ("referendum.called", {**CALL, "polling_day": "2022-02-30"}, "not a day"),
    ("referendum.called", {**CALL, "act_date": "2022-02-30"}, "not a day"),
]


@pytest.mark.parametrize(("name", "body", "complaint"), REFUSED)
def test_a_call_that_cannot_stand_is_refused(
    an_act: Make, kz: Rulebook, name: str, body: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(InputError, match=complaint):
        Referendum.after([an_act(name, body)], kz)


MAJORITY = {"stated_by": "the chair", "stated_on": "2022-06-06", "majority": "yes", "territories": ["KZ-11"]}
DECISION = {"decided_by": "commission", "published_on": "2022-06-08", "outcome": "adopted", "provisions": "art. 33"}
TURNOUT = {"hour": "22:00", "measure": "ballots_received"}
WORDS = [{"language": "en", "text": "a draft", "status": "own_words"}]
UNFIT: list[tuple[str, dict[str, Any], str]] = [
    ("referendum.result_published", {"stage": "provisional"}, "no stage of results"),
    ("referendum.result_published", {"stage": "final", "published_on": "2022-06-31"}, "not a day"),
    (
        "referendum.result_published",
        {"stage": "final", "territories": [{"territory": "KZ-10"}]},
        "KZ-10 is no territory",
    ),
    ("referendum.result_published", {"stage": "final", "version": 2, "reason": "x"}, "version 2 .* wanted 1"),
    ("referendum.result_published", {"stage": "final", "counts": [{"measure": "turnout", "count": 1}]}, "no measure"),
    (
        "referendum.result_published",
        {"stage": "final", "counts": [{"measure": "yes", "count": 1}, {"measure": "yes", "count": 1}]},
        "printed twice",
    ),
    (
        "referendum.result_published",
        {"stage": "final", "shares": [{"measure": "yes", "base": "took_part", "percent": "77,18"}]},
        "not a decimal number",
    ),
    (
        "referendum.result_published",
        {
            "stage": "final",
            "territories": [
                {"territory": "KZ-11", "shares": [{"measure": "yes", "base": "took_part", "percent": "about 70"}]}
            ],
        },
        "not a decimal number",
    ),
    (
        "referendum.result_published",
        {"stage": "final", "territories": [{"territory": "KZ-11", "counts": [{"measure": "ja", "count": 1}]}]},
        "no measure",
    ),
    ("referendum.majority_stated", {**MAJORITY, "majority": "most"}, '"yes" or "no"'),
    ("referendum.majority_stated", {**MAJORITY, "territories": ["KZ-33"]}, "KZ-33 is no territory of kz on 2022-06-05"),
    ("referendum.decision_published", {**DECISION, "outcome": "passed"}, "adopted, rejected or invalid"),
    ("referendum.turnout_reported", {**TURNOUT, "hour": "25:00"}, "not an hour"),
    ("referendum.turnout_reported", {**TURNOUT, "hour": "22:60"}, "not an hour"),
    ("referendum.turnout_reported", {**TURNOUT, "hour": "9:00"}, "not an hour"),
    ("referendum.turnout_reported", {**TURNOUT, "hour": "²2:00"}, "not an hour"),
    ("referendum.turnout_reported", {**TURNOUT, "percent": "most"}, "not a decimal number"),
    (
        "referendum.turnout_reported",
        {**TURNOUT, "territories": [{"territory": "KZ-11", "percent": "7,5"}]},
        "not a decimal number",
    ),
    (
        "referendum.turnout_reported",
        {**TURNOUT, "territories": [{"territory": "KZ-62", "percent": "7.5"}]},
        "KZ-62 is no territory",
    ),
    ("referendum.text_published", {"published_on": "2022-02-30", "in_words": WORDS}, "not a day"),
    ("referendum.majority_stated", {**MAJORITY, "stated_on": "2022-06-31"}, "not a day"),
    ("referendum.decision_published", {**DECISION, "published_on": "2022-06-31"}, "not a day"),
]


@pytest.mark.parametrize(("name", "body", "complaint"), UNFIT)
def test_an_act_that_cannot_be_read_is_refused_when_it_is_entered(
    enter: Callable[..., Referendum], an_act: Make, name: str, body: dict[str, Any], complaint: str
) -> None:
    state = enter()
    with pytest.raises((InputError, RulebookError), match=complaint):
        state.admit(an_act(name, body))
    assert state.findings() == []


def test_an_act_of_another_institution_is_refused(enter: Callable[..., Referendum], an_act: Make) -> None:
    step = an_act("reform.step_taken", {"step": "proposed", "taken_on": "2022-04-29"})
    with pytest.raises(InputError, match="no act of a referendum"):
        enter().admit(step)


def test_what_cannot_be_true_is_admitted_as_printed_and_found(enter: Callable[..., Referendum]) -> None:
    state = enter(("gazette", "final", {"registered": 100, "took_part": 101}, {}))
    assert "part_exceeds_whole" in {one.code for one in state.findings()}


def test_a_new_version_of_one_publisher_replaces_the_former_and_says_why(
    enter: Callable[..., Referendum], an_act: Make
) -> None:
    state = enter(("gazette", "final", COUNTS, {}))
    corrected = {**COUNTS, "yes": 399, "no": 151}
    with pytest.raises(InputError, match="needs its reason"):
        state.admit(result(an_act, counts=corrected, version=2))
    with pytest.raises(InputError, match=r"version 3 .* wanted 2"):
        state.admit(result(an_act, counts=corrected, version=3, reason="recount"))
    with pytest.raises(InputError, match=r"version 1 .* wanted 2"):
        state.admit(result(an_act, counts=corrected))
    state.admit(result(an_act, counts=corrected, version=2, reason="recount", id="test/second"))
    stage = state.stage("final")
    assert (stage.count.yes, stage.count.no) == (399, 151)
    assert [one.id for one in stage.acts["yes"]] == ["test/second"]
    changes = {one.get("measure"): (one.get("was"), one.get("is"), one.get("reason")) for one in stage.findings}
    assert {one.code for one in stage.findings} == {"version_changed"}
    assert changes == {"yes": ("400", "399", "recount"), "no": ("150", "151", "recount")}
    assert len(state.publications("final")) == 2


def test_what_a_later_version_does_not_print_again_still_stands(enter: Callable[..., Referendum]) -> None:
    state = enter(
        ("gazette", "final", COUNTS, {}),
        ("gazette", "final", {"yes": 401, "no": 149}, {"version": 2, "reason": "two ballots moved"}),
    )
    stage = state.stage("final")
    assert stage.count.known() == {**COUNTS, "yes": 401, "no": 149}
    assert [one.id for one in stage.acts["invalid"]] == ["test/result-0"]
    assert [one.id for one in stage.acts["yes"]] == ["test/result-1"]


def test_a_misprint_in_a_version_that_was_replaced_is_still_a_finding(enter: Callable[..., Referendum]) -> None:
    state = enter(
        ("gazette", "final", {**COUNTS, "yes": 40}, {}),
        ("gazette", "final", COUNTS, {"version": 2, "reason": "a digit was missing"}),
    )
    found = [(one.code, one.where) for one in state.stage("final").findings]
    assert ("identity_broken", "test/result-0") in found
    assert ("version_changed", "test/result-1") in found
    assert state.stage("final").count.yes == 400


def test_versions_are_counted_for_each_publisher_and_stage(enter: Callable[..., Referendum]) -> None:
    state = enter(
        ("gazette", "preliminary", COUNTS, {}), ("gazette", "final", COUNTS, {}), ("radio", "final", COUNTS, {})
    )
    assert state.stages() == ("preliminary", "final")
    assert state.findings() == []


def test_publications_that_differ_both_stand_where_nothing_settles_it(enter: Callable[..., Referendum]) -> None:
    state = enter(("gazette", "final", {"yes": 400}, {}), ("radio", "final", {"yes": 440, "no": 150}, {}))
    stage = state.stage("final")
    assert stage.count.yes is None
    assert stage.count.no == 150
    assert stage.disputed == ("yes",)
    found = {one.code: one for one in stage.findings}
    assert found["sources_conflict"].get("values") == "400 (gazette); 440 (radio)"
    assert state.decision("final").outcome == "undecided"
    assert len(stage.acts["yes"]) == 2


def test_the_identity_settles_a_conflict_where_one_reading_adds_up(enter: Callable[..., Referendum]) -> None:
    state = enter(("gazette", "final", COUNTS, {}), ("radio", "final", {"invalid": 2}, {}))
    stage = state.stage("final")
    assert stage.count.invalid == 20
    assert stage.disputed == ()
    found = [one for one in stage.findings if one.code == "conflict_settled"]
    assert [(one.get("measure"), one.get("settled")) for one in found] == [("invalid", "20")]


def test_the_order_of_publications_does_not_change_the_reading(enter: Callable[..., Referendum]) -> None:
    one = ("gazette", "final", COUNTS, {})
    other = ("radio", "final", {"invalid": 2}, {})
    assert enter(one, other).stage("final").count == enter(other, one).stage("final").count


def test_two_readings_that_both_add_up_settle_nothing(enter: Callable[..., Referendum]) -> None:
    other = {**COUNTS, "yes": 401, "no": 149}
    stage = enter(("gazette", "final", COUNTS, {}), ("radio", "final", other, {})).stage("final")
    assert stage.disputed == ("yes", "no")
    assert stage.count.took_part == 600


def test_printed_shares_can_tell_two_readings_apart(enter: Callable[..., Referendum]) -> None:
    other = {**COUNTS, "yes": 250, "no": 300}
    shares = {"shares": [{"measure": "yes", "base": "took_part", "percent": "66.67"}]}
    stage = enter(("gazette", "final", COUNTS, shares), ("radio", "final", other, {})).stage("final")
    assert (stage.count.yes, stage.count.no, stage.disputed) == (400, 150, ())


def test_a_conflict_in_a_number_outside_the_identity_is_not_settled_by_it(enter: Callable[..., Referendum]) -> None:
    stage = enter(("gazette", "final", COUNTS, {}), ("radio", "final", {"registered": 1001}, {})).stage("final")
    assert stage.disputed == ("registered",)


def test_a_class_that_no_publication_gives_is_named_once(enter: Callable[..., Referendum]) -> None:
    part = {name: number for name, number in COUNTS.items() if name != "both_marked"}
    state = enter(("gazette", "final", part, {}))
    found = [one for one in state.findings() if one.code == "remainder"]
    assert [(one.get("field"), one.get("rest")) for one in found] == [("both_marked", "30")]


@pytest.mark.parametrize(("day", "late"), [("2022-06-12", False), ("2022-06-13", True)])
def test_results_are_published_within_seven_days(enter: Callable[..., Referendum], day: str, late: bool) -> None:
    state = enter(("gazette", "final", COUNTS, {"published_on": day}))
    found = [one for one in state.findings() if one.code == "published_late"]
    assert bool(found) is late
    if late:
        assert (found[0].get("days"), found[0].get("limit")) == ("8", "7")


def test_the_law_is_that_of_polling_day(an_act: Make, kz: Rulebook) -> None:
    later = Referendum.after([an_act("referendum.called", {**CALL, "polling_day": "2022-06-08"})], kz)
    assert len(later.law.register()) == 20
    later.admit(an_act("referendum.majority_stated", {**MAJORITY, "territories": ["KZ-10"]}))


def test_the_summary_says_day_stage_and_outcome(enter: Callable[..., Referendum], an_act: Make) -> None:
    state = enter(("gazette", "final", COUNTS, {}))
    assert state.summary() == {"polling_day": "2022-06-05", "stage": "final", "outcome": "undecided"}
    everywhere = [one.id for one in state.law.register()]
    state.admit(an_act("referendum.majority_stated", {**MAJORITY, "territories": everywhere}))
    assert state.summary()["outcome"] == "adopted"


def test_an_act_that_is_admitted_changes_what_was_computed_before(
    enter: Callable[..., Referendum], an_act: Make
) -> None:
    state = enter(("gazette", "final", COUNTS, {}))
    assert state.stage("final").count.yes == 400
    state.admit(result(an_act, publisher="radio", counts={"yes": 440}, id="test/radio"))
    assert "conflict_settled" in {one.code for one in state.findings()}


def test_the_pack_of_2022_comes_to_its_published_result(reform: Reform) -> None:
    state = reform.referendums["referendum/2022-06-05"]
    assert state.stages() == ("preliminary", "final")
    assert state.stage("preliminary").count.invalid == 206096
    assert state.stage("final").disputed == ()
    assert state.decision("final").outcome == "adopted"
    assert state.stage("final").count.known() == {
        "registered": 11734642,
        "took_part": 7985769,
        "yes": 6163516,
        "no": 1490470,
        "both_marked": 125859,
        "invalid": 205924,
    }


def test_the_findings_on_the_pack_are_these_and_no_others(reform: Reform) -> None:
    assert sorted((one.code, one.where) for one in reform.findings()) == sorted(
        [
            ("identity_broken", "kz-2022/preliminary-inform"),
            ("only_repair", "kz-2022/preliminary-inform"),
            ("share_misprint", "kz-2022/preliminary-inform"),
            ("conflict_settled", "preliminary"),
            ("remainder", "kz-2022/final-message"),
            ("share_misprint", "kz-2022/turnout-2200"),
            ("turnout_conflict", ""),
            ("turnout_conflict", "KZ-15"),
            ("turnout_conflict", "KZ-23"),
            ("turnout_settled", "KZ-39"),
            # One agency prints 76.07, 23.03 and 67.05 of an exit poll, others 76.7, 23.3 and 67.5.
            ("shares_not_whole", "kz-2022/exit-poll-socis-elkz"),
            *[("statements_differ", "survey/kz-2022-socis-astana")] * 3,
        ]
    )


@pytest.mark.parametrize(
    ("counts", "left"),
    [
        ({"took_part": 60}, {"registered", "both_marked", "invalid"}),
        ({"took_part": 540}, {"registered", "both_marked", "invalid"}),
        ({"registered": 599}, {"yes", "no", "both_marked", "invalid"}),
        ({"yes": 4000}, {"registered", "both_marked", "invalid"}),
    ],
)
def test_numbers_that_cannot_both_be_true_are_found_and_nothing_is_decided_on_them(
    enter: Callable[..., Referendum], counts: dict[str, int], left: set[str]
) -> None:
    state = enter(("gazette", "final", {**COUNTS, **counts}, {}))
    assert {one.code for one in state.findings()} & {"part_exceeds_whole", "identity_broken"}
    assert set(state.stage("final").count.known()) == left
    assert state.summary()["outcome"] == "undecided"


def test_classes_that_together_exceed_those_who_took_part_are_found_with_others_unknown(
    enter: Callable[..., Referendum],
) -> None:
    state = enter(("gazette", "final", {"registered": 1000, "took_part": 600, "yes": 400, "no": 201}, {}))
    assert [(one.code, one.get("gap")) for one in state.findings()] == [("identity_broken", "-1")]
    assert state.summary()["outcome"] == "undecided"


def test_a_repair_is_proposed_where_only_all_publications_together_add_up(enter: Callable[..., Referendum]) -> None:
    shares = [{"measure": "invalid", "base": "took_part", "percent": "3.33"}]
    first = {name: COUNTS[name] for name in ("registered", "took_part", "yes", "no")}
    state = enter(
        ("gazette", "final", first, {}), ("radio", "final", {"both_marked": 30, "invalid": 2}, {"shares": shares})
    )
    repair = next(one for one in state.findings() if one.code == "only_repair")
    assert (repair.where, repair.get("field"), repair.get("value")) == ("final", "invalid", "20")


def test_what_the_identity_settles_is_settled_beside_what_it_does_not(enter: Callable[..., Referendum]) -> None:
    other = {"registered": 1001, "invalid": 21}
    stage = enter(("gazette", "final", COUNTS, {}), ("radio", "final", other, {})).stage("final")
    assert (stage.disputed, stage.count.invalid) == (("registered",), 20)


def test_a_conflict_settled_at_nought_says_so(enter: Callable[..., Referendum]) -> None:
    counts = {**COUNTS, "invalid": 0, "both_marked": 50}
    state = enter(("gazette", "final", counts, {}), ("radio", "final", {"invalid": 20}, {}))
    assert next(one for one in state.findings() if one.code == "conflict_settled").get("settled") == "0"


def in_one(territory: str, **counts: int) -> dict[str, Any]:
    return {
        "territories": [{"territory": territory, "counts": [{"measure": m, "count": n} for m, n in counts.items()]}]
    }


def in_akmola(state: Referendum, stage: str) -> bool | None:
    regions = next(one for one in state.decision(stage).tests if one.key == "referendum.regions")
    return next(one.passed for one in regions.tests if one.where == "KZ-11")


def test_a_stage_knows_what_was_printed_of_territories_by_then_and_the_later_stage_stands(
    enter: Callable[..., Referendum],
) -> None:
    early = ("gazette", "preliminary", COUNTS, in_one("KZ-11", took_part=100, yes=60))
    late = ("radio", "final", COUNTS, in_one("KZ-11", took_part=100, yes=40))
    state = enter(early, late)
    assert (in_akmola(state, "preliminary"), in_akmola(state, "final")) == (True, False)
    assert in_akmola(enter(early, ("radio", "final", COUNTS, {})), "final") is True
    assert [one.code for one in state.findings() if one.where == "KZ-11"] == []


def test_a_corrected_share_of_a_territory_replaces_the_former(enter: Callable[..., Referendum]) -> None:
    def printed(percent: str) -> dict[str, Any]:
        shares = [{"measure": "yes", "base": "took_part", "percent": percent}]
        return {"territories": [{"territory": "KZ-11", "shares": shares}]}

    corrected = ("gazette", "final", {}, {**printed("51.00"), "version": 2, "reason": "misprint"})
    assert in_akmola(enter(("gazette", "final", COUNTS, printed("49.00")), corrected), "final") is True
    differing = enter(("gazette", "final", COUNTS, printed("49.00")), ("radio", "final", {}, printed("51.00")))
    assert in_akmola(differing, "final") is None


def test_publications_that_differ_on_a_territory_leave_it_open_and_are_found(enter: Callable[..., Referendum]) -> None:
    one = ("gazette", "final", COUNTS, in_one("KZ-11", took_part=100, yes=60))
    state = enter(one, ("radio", "final", {}, in_one("KZ-11", yes=40)))
    assert in_akmola(state, "final") is None
    assert [one.code for one in state.findings() if one.where == "KZ-11"] == ["sources_conflict"]


def test_the_numbers_of_a_territory_are_checked_as_those_of_the_country(enter: Callable[..., Referendum]) -> None:
    state = enter(("gazette", "final", COUNTS, in_one("KZ-11", took_part=100, yes=160)))
    assert [one.code for one in state.findings() if one.where == "KZ-11"] == ["part_exceeds_whole"]
    assert in_akmola(state, "final") is None


def test_a_majority_stated_against_the_numbers_is_found_and_the_numbers_stand(
    enter: Callable[..., Referendum], an_act: Make
) -> None:
    state = enter(("gazette", "final", COUNTS, in_one("KZ-11", took_part=100, yes=40)))
    state.admit(an_act("referendum.majority_stated", {**MAJORITY, "territories": ["KZ-11"]}))
    assert in_akmola(state, "final") is False
    assert [one.get("measure") for one in state.findings() if one.where == "KZ-11"] == ["majority"]


def test_two_who_state_different_majorities_leave_it_open(enter: Callable[..., Referendum], an_act: Make) -> None:
    state = enter(("gazette", "final", COUNTS, {}))
    for majority in ("yes", "no"):
        body = {**MAJORITY, "majority": majority, "stated_by": majority, "territories": ["KZ-11"]}
        state.admit(an_act("referendum.majority_stated", body))
    assert in_akmola(state, "final") is None
    assert [one.get("values") for one in state.findings() if one.where == "KZ-11"] == ["yes (yes); no (no)"]


def test_a_territory_stands_once_in_an_act(enter: Callable[..., Referendum], an_act: Make) -> None:
    with pytest.raises(InputError, match="KZ-11 stands twice"):
        enter().admit(an_act("referendum.majority_stated", {**MAJORITY, "territories": ["KZ-11", "KZ-11"]}))


def test_an_early_preliminary_result_does_not_make_the_final_one_early(enter: Callable[..., Referendum]) -> None:
    early = ("gazette", "preliminary", COUNTS, {"published_on": "2022-06-06"})
    state = enter(early, ("gazette", "final", COUNTS, {"published_on": "2022-06-20"}))
    assert [one.get("days") for one in state.findings() if one.code == "published_late"] == ["15"]


def test_a_result_that_no_known_rule_decides_has_a_summary(an_act: Make, kz: Rulebook) -> None:
    call = an_act("referendum.called", {**CALL, "question": "new_constitution"})
    state = Referendum.after([call, result(an_act)], kz)
    with pytest.raises(RulebookError):
        state.decision("final")
    assert state.summary()["outcome"] == "undecided"


def test_what_a_superseded_version_printed_wrong_is_still_found(enter: Callable[..., Referendum]) -> None:
    wrong = ("gazette", "final", {**COUNTS, "invalid": 2}, {})
    state = enter(wrong, ("gazette", "final", COUNTS, {"version": 2, "reason": "misprint"}))
    found = [(one.code, one.where) for one in state.findings()]
    assert found == [("identity_broken", "test/result-0"), ("version_changed", "test/result-1")]
    assert state.stage("final").count.known() == COUNTS


@pytest.mark.parametrize("measure", (*CLASSES, "registered", "took_part"))
def test_a_digit_lost_anywhere_in_the_pack_is_found_and_stops_nothing(
    reform: Reform, kz: Rulebook, measure: str
) -> None:
    """Every total of every publication of 2022, with each of its digits left out in turn."""
    entered = reform.referendums["referendum/2022-06-05"].acts
    known = set(reform.referendums["referendum/2022-06-05"].findings())
    for at, act, place, printed in printed_counts(entered, measure):
        text = str(printed.count)
        for gone in range(len(text)):
            counts = list(act.body.counts)
            counts[place] = structs.replace(printed, count=int(text[:gone] + text[gone + 1 :]))
            changed = structs.replace(act, body=structs.replace(act.body, counts=tuple(counts)))
            state = Referendum.after([*entered[:at], changed, *entered[at + 1 :]], kz)
            assert set(state.findings()) - known, (act.id, counts[place])
            assert state.summary()["outcome"] in ("adopted", "undecided", "rejected", "invalid")


def printed_counts(entered: list[Act], measure: str) -> Iterator[tuple[int, Any, int, PrintedCount]]:
    """Where a measure is printed: the place of the act, the act, the place in its counts, and the count."""
    for at, act in enumerate(entered):
        if isinstance(act.body, ResultPublished):
            for place, one in enumerate(act.body.counts):
                if one.measure == measure:
                    yield at, act, place, one
