"""A party registered and one refused, in Mysal and in Kazakhstan; and what is impossible on the way."""

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from isonomia.deadlines.course import Course
from isonomia.errors import InputError, UnlawfulActError
from isonomia.record.act import Commitment
from isonomia.rulebook.law import Unknown
from tests.isonomia.parties.story import COURT, FOUNDED, IN_KZ, LANDS, A, party, spread, told
from tests.isonomia.procedure.telling import basis

THIN = {"members": 900, "by_territory": spread(900, LANDS), "faults": [{"kind": "missing", "number": 5100}]}
IN_KAZAKHSTAN: dict[str, dict[str, Any]] = {"refused": {"basis": basis("parties.grounds", "art. 11(1)")}}


def refusal(*steps: str, **changes: Any) -> str:
    """The code of the finding with which the last step is refused."""
    story = told(*steps[:-1], **changes)
    before = party(story).summary()
    with pytest.raises(UnlawfulActError) as error:
        story.enter(f"parties.{steps[-1]}", A, **changes.get(steps[-1], {}))
    assert party(story).summary() == before and error.value.finding
    return error.value.finding.code


@pytest.mark.parametrize("country", ["mysal", "kz"])
def test_a_party_is_founded_registered_and_opens_its_branches(country: str) -> None:
    there = party(told(*FOUNDED, "registered", "branches_registered", country=country))
    # Within which time it is decided is not known in Kazakhstan: nobody is late there, and nobody is blocked by it.
    kept = "" if country == "kz" else "yes"
    assert (there.stage, there.summary()["kept"], there.summary()["members"]) == ("registered", kept, "5900")
    assert there.summary()["branches"] == str(len(LANDS if country == "mysal" else IN_KZ))
    assert there.summary()["due_on"] == "" and list(there.findings()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"founding_notified": {"group": spread(49, LANDS)}}, "below_minimum"),
        ({"founding_notified": {"group": spread(700, LANDS[:2])}}, "below_minimum"),
        ({"founding_notified": {"committee": 4}}, "below_minimum"),
        ({"roll_checked": THIN}, "below_minimum"),
        ({"congress_held": {"on": "2026-03-13"}, "roll_filed": {"on": "2026-03-13"}}, "founded_too_late"),
        ({"congress_held": {"on": "2026-01-13"}, "roll_filed": {"on": "2026-03-16"}}, "founded_too_late"),
    ],
)
def test_a_party_below_a_minimum_or_out_of_time_is_not_registered(changes: Any, code: str) -> None:
    assert refusal(*FOUNDED, "registered", **changes) == code


def test_one_member_less_in_a_territory_is_too_few() -> None:
    here = [
        {"territory": one, "number": number} for one, number in zip(LANDS, (600, 100, 100, 100, 99, 1), strict=True)
    ]
    exact = {"rows": 1000, "members": 1000, "by_territory": here, "faults": []}
    changes: dict[str, Any] = {"roll_filed": {"rows": 1000}, "roll_checked": exact}
    assert party(told(*FOUNDED, "registered", **changes)).stage == "registered"
    less = [{**one, "number": one["number"] + (1 if at == 0 else -1 if at == 3 else 0)} for at, one in enumerate(here)]
    changes["roll_checked"] = {**exact, "by_territory": less}
    assert refusal(*FOUNDED, "registered", **changes) == "below_minimum"


def test_a_refusal_for_the_roll_needs_what_the_check_shows() -> None:
    assert refusal(*FOUNDED, "refused") == "refused_against_counts"
    assert refusal(*FOUNDED[:4], "refused") == "refused_against_counts"
    assert party(told(*FOUNDED, "refused", roll_checked=THIN)).summary()["ground"] == "rolls"


def test_small_faults_of_a_roll_refuse_nobody_in_kazakhstan_but_one_barred_member_may() -> None:
    assert refusal(*FOUNDED, "refused", country="kz", **IN_KAZAKHSTAN) == "refused_against_counts"
    faults = [{"kind": "twice", "number": 99}, {"kind": "under_age", "number": 1}]
    changes = {**IN_KAZAKHSTAN, "roll_checked": {"faults": faults}}
    assert party(told(*FOUNDED, "refused", country="kz", **changes)).stage == "refused"
    registered = party(told(*FOUNDED, "registered", country="kz", **changes))
    assert [one.code for one in registered.findings()] == ["registered_with_faults"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fields": ()}, "refusal_without_facts"),
        ({"remedies": []}, "refusal_without_remedy"),
        ({"basis": basis("parties.grounds", "art. 5(2)(2)")}, "basis_of_another_step"),
        ({"ground": "documents"}, "ground_not_in_law"),
        ({"remedies": [{**COURT, "kind": "none"}]}, "remedy_not_in_law"),
    ],
)
def test_no_refusal_without_article_facts_and_remedy(change: dict[str, Any], code: str) -> None:
    assert refusal(*FOUNDED, "refused", roll_checked=THIN, refused=change) == code


def test_after_a_refusal_the_papers_come_in_again_and_not_too_early() -> None:
    steps = (*FOUNDED, "refused", "roll_filed")
    story = told(*steps[:-1], roll_checked=THIN)
    with pytest.raises(UnlawfulActError) as error:
        story.enter("parties.roll_filed", A, on="2026-04-20")
    assert error.value.finding and error.value.finding.code == "filed_again_early"
    story.enter("parties.roll_filed", A, on="2026-04-21")
    story.enter("parties.roll_checked", A, on="2026-04-30")
    story.enter("parties.registered", A, on="2026-05-05")
    assert party(story).summary()["kept"] == "yes"


def test_a_refusal_that_a_court_lifts_is_decided_anew() -> None:
    story = told(*FOUNDED, "refused", "contested", "contest_decided", roll_checked=THIN)
    assert (party(story).stage, party(story).ground) == ("checked", "")
    story = told(*FOUNDED, "refused", "contested", roll_checked=THIN)
    with pytest.raises(UnlawfulActError):
        story.enter("parties.contest_decided", A, outcome="stands")
    story.enter("parties.contest_decided", A, ("facts",), outcome="stands", remedies=[COURT])
    assert party(story).stage == "refused"


def test_a_check_is_of_the_roll_that_was_filed_and_its_counts_can_be_true() -> None:
    story = told(*FOUNDED[:4])
    act = story.act("parties.roll_checked", A)
    with pytest.raises(UnlawfulActError, match="not the roll that was filed"):
        party(story).admit(structs.replace(act, commit=(Commitment(field="roll", hmac="0" * 64),)))
    for change in (
        {"members": 5901},
        {"rows": 5999},
        {"faults": []},
        {"faults": [{"kind": "twice", "number": 101}]},
        {"faults": [{"kind": "ugly", "number": 100}]},
        {"by_territory": [*spread(5900, LANDS[:5]), {"territory": "KZ-10", "number": 0}]},
    ):
        with pytest.raises(InputError):
            story.enter("parties.roll_checked", A, **change)


def test_without_branches_in_time_the_registration_is_annulled_and_not_before() -> None:
    steps = (*FOUNDED, "registered", "annulled")
    assert refusal(*steps, annulled={"on": "2026-09-21"}) == "branches_not_missed"
    assert party(told(*steps, annulled={"on": "2026-09-22"})).stage == "annulled"
    branches = (*steps[:-1], "branches_registered", "annulled")
    assert refusal(*branches) == "branches_not_missed"
    some = {"territories": LANDS[:3]}
    assert party(told(*branches, branches_registered=some)).stage == "annulled"


def test_a_suspension_keeps_to_its_months_and_a_party_ends() -> None:
    there = party(told(*FOUNDED, "registered", "suspended", "resumed", "dissolved"))
    assert there.stage == "dissolved"
    assert party(told(*FOUNDED, "registered", "suspended")).summary()["suspended_until"] == "2026-09-01"
    assert refusal(*FOUNDED, "registered", "suspended", suspended={"months": 7}) == "suspension_too_long"
    by_court = {"ground": "breaches_not_ended", "basis": basis("parties.dissolved_if", "art. 8(1)(2)")}
    assert refusal(*FOUNDED, "registered", "dissolved", dissolved=by_court) == "refusal_without_facts"
    assert party(told("founding_notified", "founding_ended")).summary()["ground"] == "group_decided"


@pytest.mark.parametrize("step", ["congress_held", "roll_checked", "registered", "resumed", "founding_notified"])
def test_a_step_that_does_not_fit_the_stage_is_refused(step: str) -> None:
    assert refusal("founding_notified", step) in ("matter_elsewhere", "matter_begins_once")


def test_baytaq_as_published() -> None:
    """Congress 24 September 2022, registered 28 November 2022 (liter.kz 1669807317; baytaq.kz)."""
    there = party(told("published", country="kz"))
    documents, branches = there.documents_term, there.branches_term
    assert isinstance(documents, Course) and isinstance(branches, Course)
    # Four months for the papers; a year for branches, since the new law was in force, where it had been six months.
    assert (documents.due, documents.state) == (date(2023, 1, 24), "met")
    assert branches.due == date(2023, 11, 28)
    assert [one.code for one in there.findings()] == ["roll_not_published"] and there.members is None


def test_before_the_sources_begin_a_party_has_no_step() -> None:
    story = told("founding_notified", country="kz", founding_notified={"on": "2010-01-12"})
    with pytest.raises(UnlawfulActError) as error:
        story.enter("parties.founding_confirmed", A, on="2010-01-12")
    assert error.value.finding and error.value.finding.code == "basis_not_in_force"
    assert isinstance(story.reform.rulebook().on(date(2010, 1, 12)).find("parties.members"), Unknown)
