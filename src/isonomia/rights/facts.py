"""Facts of a case as they are told: typed, each by its name; what is unreadable or not asked for is a finding."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from isonomia.errors import Finding

LONGEST = 200


class Received(Struct, frozen=True, kw_only=True):
    """One of several joined appeals: when it came, when it was accepted, from whom."""

    received_on: date | None = None
    accepted_on: date | None = None
    appellant: str | None = None


class Ruling(Struct, frozen=True, kw_only=True):
    """An earlier ruling on the same norm."""

    decided_on: date | None = msgspec.field(default=None, name="date")
    id: str | None = None
    outcome: str | None = None


class Appeal(Struct, frozen=True, kw_only=True):
    """What is told of an appeal to the court; `matter` is what an official asks for, `subject` what it is about."""

    appellant: str | None = None
    citizenship: str | None = None
    subject: str | None = None
    matter: str | None = None
    act_is_normative: bool | None = None
    applied_by_court: bool | None = None
    directly_affects: bool | None = None
    judgment_adopted_on: date | None = None
    judgment_final: bool | None = None
    imperative_norm: bool | None = None
    supreme_court_reading: bool | None = None
    filed_on: date | None = None
    form_complete: bool | None = None
    fee_paid: bool | None = None
    returned_under: str | None = None
    notice_received_on: date | None = None
    refiled_on: date | None = None
    same_norm_ruling: Ruling | None = None
    constitution_provision_changed_since: bool | None = None
    act_repealed: bool | None = None
    still_applied: bool | None = None
    resolved_in_constitution: bool | None = None
    proceedings_terminated_on_same_grounds: bool | None = None


class Vote(Struct, frozen=True, kw_only=True):
    """What is told of a vote. In a file `for` and `against` are numbers of judges."""

    judges_total: int | None = None
    present: int | None = None
    suspended: int | None = None
    panel: int | None = None
    act: str | None = None
    stage: str | None = None
    appellant: str | None = None
    in_favour: int | None = msgspec.field(default=None, name="for")
    against: int | None = None
    abstained: int | None = None
    chair_present: bool | None = None
    chair_vote: str | None = None
    chair_replaced: bool | None = None


class SetTerm(Struct, frozen=True, kw_only=True):
    """A term that the court itself set: so many of a unit after publication."""

    count: int
    unit: str


class Effect(Struct, frozen=True, kw_only=True):
    """What is told of a ruling and of what the court set in it."""

    ruling: str | None = None
    adopted_on: date | None = None
    published_on: date | None = None
    term_set_by_court: date | SetTerm | None = None
    date_set_by_court: date | None = None


class Document(Struct, frozen=True, kw_only=True):
    """A document, and who asks to see it."""

    document: str | None = None
    requester: str | None = None


class Knock(Struct, frozen=True, kw_only=True):
    """Somebody at a door: what it is about, who he is, and the days on which something came or became known."""

    subject: str | None = None
    citizenship: str | None = None
    wrong_door: bool | None = None
    received_on: date | None = None
    learned_on: date | None = None
    judgment_adopted_on: date | None = None
    notice_received_on: date | None = None
    receiving_body: str | None = None


class Refusal(Struct, frozen=True, kw_only=True):
    """A refusal to let an assembly be held: its form, the ground claimed, and what was done and told."""

    form: str | None = None
    ground_claimed: str | None = None
    alternative_offered: bool | None = None
    organiser_answer: str | None = None
    article_stated: bool | None = None
    facts_stated: bool | None = None
    remedy_stated: bool | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """A claim for compensation: on what it rests, when the notice came, when it was made."""

    basis: str | None = None
    notice_received_on: date | None = None
    claimed_on: date | None = None


class Days(Struct, frozen=True, kw_only=True):
    """The days of a matter from which terms run, by the names that files give them, and what chooses between terms."""

    appellant: str | None = None
    urgent_on_president_demand: bool | None = None
    joined: list[Received] | None = None
    accepted_on: date | None = None
    event: str | None = None
    adopted_on: date | None = None
    published_on: date | None = None
    judgment_adopted_on: date | None = None
    notice_received_on: date | None = None
    session_on: date | None = None
    request_received_on: date | None = None
    received_on: date | None = None
    registered_on: date | None = None
    appeal_received_at: str | None = None
    office_closes: str | None = None
    complaint_received_on: date | None = None
    complaint_registered_on: date | None = None
    recommendation_received_on: date | None = None
    extension_decided_on: date | None = None
    administrative_act_known_on: date | None = None
    remedies_stated_in_act: bool | None = None
    complaint_decision_received_on: date | None = None
    suit_filed_on: date | None = None
    learned_on: date | None = None
    petition_registered_on: date | None = None
    petition_level: str | None = None
    form: str | None = None
    event_on: date | None = None
    offer_received_on: date | None = None
    filed_on: date | None = None
    extended: bool | None = None
    suspended: bool | None = None


Facts = TypeVar("Facts", bound=Struct)


def read_facts(kind: type[Facts], given: Mapping[str, object]) -> tuple[Facts, list[Finding]]:
    """Read what was told, fact by fact; a fact that is none is left out with a finding."""
    wanted = {one.encode_name: one for one in structs.fields(kind)}
    found: dict[str, object] = {}
    findings = [
        Finding.of("fact_not_asked", name[:LONGEST], wanted=", ".join(wanted)) for name in given if name not in wanted
    ]
    for name, one in wanted.items():
        if given.get(name) is None:
            continue
        try:
            found[one.name] = msgspec.convert(given[name], one.type)
        except (msgspec.ValidationError, ValueError) as error:
            findings.append(Finding.of("fact_unreadable", name, given=str(given[name])[:LONGEST], why=error))
    return kind(**found), findings


def moment(text: str | None) -> datetime | None:
    """A day with its time, as 2026-04-30T19:20; None where it is none."""
    try:
        return datetime.fromisoformat(text) if text and "T" in text else None
    except ValueError:
        return None


def minutes(text: str | None) -> int | None:
    """A time of day, as 18:30, in minutes; None where it is none."""
    hours, _, rest = (text or "").partition(":")
    if not (len(hours) in (1, 2) and len(rest) == 2 and hours.isdigit() and rest.isdigit()):
        return None
    whole = int(hours) * 60 + int(rest)
    return whole if whole < 24 * 60 and int(rest) < 60 else None
