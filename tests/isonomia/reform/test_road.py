"""The road of a reform: each act goes to its institution; what the law refuses is named and left out."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from isonomia.errors import InputError, RecordError, RulebookError
from isonomia.packs.loading import Pack
from isonomia.record.act import Act, Actor
from isonomia.record.acts import FileDigest, RulebookAdopted
from isonomia.reform.road import BODIES, Reform, adopted
from isonomia.rulebook.law import Rulebook

Make = Callable[..., Act]
REFORM = "reform/kz-2022"
WORDS = [{"language": "en", "text": "It was said.", "status": "own_words"}]


def a_claim(an_act: Make, asserts: dict[str, Any], **more: Any) -> Act:
    body = {
        "claim": "X1",
        "about": "referendum/2022-06-05",
        "wordings": WORDS,
        "stated_by": "somebody",
        "asserts": asserts,
    }
    return an_act("reform.claim_published", {**body, **more}, matter=REFORM, id="test/claim")


def test_every_act_of_the_pack_is_admitted(reform: Reform, pack: Pack) -> None:
    assert reform.refused == []
    assert reform.opened is not None
    entered = 1 + len(reform.steps) + len(reform.claims) + len(reform.statistics)
    entered += sum(len(one.acts) for one in reform.referendums.values())
    entered += sum(len(one.statements) for one in reform.surveys.matters.values())
    of_matters = sum(one.act.startswith(("drafting.", "alignment.", "elections.")) for one in pack.acts)
    assert entered + of_matters == len(pack.acts)


def test_an_act_that_the_law_refuses_is_a_finding_and_is_left_out(kz: Rulebook, pack: Pack, an_act: Make) -> None:
    early = an_act(
        "referendum.result_published",
        {"stage": "final", "published_on": "2022-06-01", "counts": [{"measure": "yes", "count": 1}]},
        id="test/early",
    )
    reform = Reform.after([*pack.acts, early], {"kz": kz})
    assert [(one.code, one.where) for one in reform.refused] == [("act_refused", "test/early")]
    assert "before polling day" in reform.findings()[0].get("reason")
    assert reform.referendums["referendum/2022-06-05"].stage("final").count.yes == 6163516


def test_a_referendum_whose_first_act_is_refused_does_not_exist(kz: Rulebook, an_act: Make) -> None:
    late = an_act("referendum.register_stated", {"as_at": "2022-06-05", "registered": 1}, matter="referendum/x")
    reform = Reform.after([late], {"kz": kz})
    assert reform.referendums == {}
    assert len(reform.refused) == 1


def test_an_act_of_no_institution_is_refused(kz: Rulebook, an_act: Make) -> None:
    known = an_act("reform.step_taken", {"step": "proposed", "taken_on": "2022-04-29"}, matter=REFORM)
    values = {name: getattr(known, name) for name in Act.__struct_fields__}
    with pytest.raises(InputError, match='no institution "senate"'):
        Reform({"kz": kz}).admit(Act(**{**values, "act": "senate.met"}))


def test_a_reform_is_opened_once(kz: Rulebook, pack: Pack) -> None:
    opening = next(one for one in pack.acts if one.act == "reform.opened")
    assert len(Reform.after([opening, opening], {"kz": kz}).refused) == 1
    hearsay = msgspec.structs.replace(opening.body, made_from="hearsay")
    values = {name: getattr(opening, name) for name in Act.__struct_fields__}
    assert len(Reform.after([Act(**{**values, "body": hearsay})], {"kz": kz}).refused) == 1


def test_a_claim_is_entered_once(kz: Rulebook, an_act: Make) -> None:
    claim = a_claim(an_act, {"kind": "waiting", "institution": "surveys"})
    reform = Reform.after([claim, claim], {"kz": kz})
    assert len(reform.claims) == 1
    assert "X1 was entered before" in reform.refused[0].get("reason")


SHARE = {"kind": "share", "measure": "yes", "base": "", "compare": "equals", "percent": "77"}
SPAN = {
    "kind": "span",
    "since": "claim",
    "until": "referendum/2022-06-05#polling_day",
    "compare": "equals",
    "number": 1,
}
UNFIT = [
    {**SHARE, "measure": "joy"},
    {**SHARE, "base": "people"},
    {**SHARE, "compare": "about"},
    {**SHARE, "percent": "most"},
    {**SHARE, "stage": "provisional"},
    {**SPAN, "unit": "fortnights"},
    {**SPAN, "unit": "days", "compare": "nearly"},
    {**SPAN, "unit": "days", "number": -1},
    {**SPAN, "unit": "years", "number": 10_000},
    {"kind": "order", "higher": ["regions"], "lower": ["capital"], "hour": "22:00"},
]


@pytest.mark.parametrize("asserts", UNFIT)
def test_a_claim_that_cannot_be_held_against_anything_is_refused_when_it_is_entered(
    kz: Rulebook, an_act: Make, asserts: dict[str, Any]
) -> None:
    with pytest.raises(InputError):
        Reform({"kz": kz}).admit(a_claim(an_act, asserts))


def test_a_claim_of_a_day_that_does_not_exist_is_refused(kz: Rulebook, an_act: Make) -> None:
    with pytest.raises(InputError, match="not a day"):
        Reform({"kz": kz}).admit(a_claim(an_act, {**SPAN, "unit": "days"}, stated_on="2022-02-30"))


@pytest.mark.parametrize(
    "asserts", [SHARE, {**SHARE, "base": "registered", "compare": "more than"}, {**SPAN, "unit": "weeks"}]
)
def test_a_claim_that_can_be_held_is_admitted(kz: Rulebook, an_act: Make, asserts: dict[str, Any]) -> None:
    reform = Reform({"kz": kz})
    reform.admit(a_claim(an_act, asserts))
    assert len(reform.claims) == 1


def test_an_event_is_told_with_the_act_that_tells_it(reform: Reform) -> None:
    found = reform.event("referendum/2022-06-05#text_published", None)
    assert found is not None
    day, act = found
    assert str(day) == "2022-05-06"
    assert act is not None
    assert act.id == "kz-2022/text-published"


@pytest.mark.parametrize(
    "name", ["referendum/2022-06-05#coronation", "referendum/1900-01-01#polling_day", "nonsense", ""]
)
def test_an_event_that_the_record_does_not_hold_is_not_made_up(reform: Reform, name: str) -> None:
    assert reform.event(name, "2022-05-17") is None


def test_a_reform_is_read_under_the_rulebook_of_one_country(kz: Rulebook) -> None:
    with pytest.raises(RecordError, match="one country, have 2"):
        Reform({"kz": kz, "xx": kz}).rulebook()
    with pytest.raises(RecordError, match="one country, have 0"):
        Reform({}).rulebook()


def test_of_several_rulebooks_that_of_the_reforms_country_is_read(reform: Reform, kz: Rulebook) -> None:
    several = {"xx": Rulebook("xx", {}), "kz": kz}
    assert Reform(several, opened=reform.opened).rulebook() is kz


def adoption(files: dict[str, bytes], country: str = "kz") -> tuple[Act, dict[str, bytes]]:
    blobs = {sha256(data).hexdigest(): data for data in files.values()}
    digests = tuple(
        FileDigest(path=path, sha256=sha256(data).hexdigest(), size=len(data)) for path, data in files.items()
    )
    act = Act(
        act="rulebook.adopted",
        v=1,
        id="test/adopted",
        matter="record",
        place=0,
        at="2022-06-09T12:00:00Z",
        actor=Actor(role="compiler"),
        body=RulebookAdopted(country=country, files=digests),
    )
    return act, blobs


def test_the_rulebook_is_read_from_the_record_and_not_from_what_is_installed(
    kz_texts: dict[str, str], kz: Rulebook
) -> None:
    same, blobs = adoption({name: text.encode() for name, text in kz_texts.items()})
    assert adopted([same], blobs) == {"kz": kz}
    changed = {name: text.replace('share = "2/3"', 'share = "3/4"').encode() for name, text in kz_texts.items()}
    other, blobs = adoption(changed)
    assert adopted([other], blobs)["kz"] != kz


def test_an_adopted_file_that_is_missing_or_no_law_is_an_error_of_ours(kz_texts: dict[str, str]) -> None:
    act, _ = adoption({name: text.encode() for name, text in kz_texts.items()})
    with pytest.raises(RecordError, match=r"does not hold: .*referendum\.toml"):
        adopted([act], {})
    act, blobs = adoption({"referendum.toml": b"country = 1.5"})
    with pytest.raises(RulebookError, match=r"referendum\.toml:1"):
        adopted([act], blobs)
    act, blobs = adoption({"referendum.toml": b"# \xff\xfe"})
    with pytest.raises((RulebookError, RecordError), match=r"referendum\.toml"):
        adopted([act], blobs)


def test_every_act_is_known_by_one_institution_only() -> None:
    assert {name.partition(".")[0] for name, _ in BODIES} == {
        "record",
        "rulebook",
        "referendum",
        "reform",
        "people",
        "papers",
        "drafting",
        "alignment",
        "proposals",
        "assembly",
        "ombudsman",
        "parties",
        "recall",
        "surveys",
        "elections",
        "compensation",
        "court",
        "norm",
    }


def test_a_step_on_a_day_that_does_not_exist_is_refused(kz: Rulebook, an_act: Make) -> None:
    step = an_act("reform.step_taken", {"step": "in_force", "taken_on": "2022-06-31"}, matter="reform/kz-2022")
    with pytest.raises(InputError, match="not a day"):
        Reform({"kz": kz}).admit(step)
