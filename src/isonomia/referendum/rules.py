"""What the law makes of a referendum's count.

Values in, values out: nothing here knows the record, a database or the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction

from isonomia.errors import InputError, RulebookError, one_of
from isonomia.exact import Bar, Share, read_decimal
from isonomia.rulebook.law import Law, Unknown

SUMS = ("yes_plus_no", "valid")
BASES = ("counts", "bounded", "printed_share", "reported")
HALF = Fraction(1, 2)
# The bases of which a majority is meant where somebody reports one without saying of whom.
VOTED = ("took_part", "valid", "yes_plus_no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What is known of one count, whole people and whole ballots; None is not known, never nought."""

    registered: int | None = None
    took_part: int | None = None
    yes: int | None = None
    no: int | None = None
    both_marked: int | None = None
    invalid: int | None = None
    blank: int | None = None

    def get(self, measure: str, law: Law) -> int | None:
        """The number behind the name of a measure or a base; None where it is not known.

        Law:
            referendum.valid_ballots   which ballots are valid
        """
        if measure == "yes_plus_no":
            return _sum(self, ("yes", "no"))
        if measure == "valid":
            return _sum(self, law.words("referendum.valid_ballots"))
        return self.known().get(measure)

    def known(self) -> dict[str, int]:
        """The fields that are known."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in pairs if value is not None}

    def share(self, measure: str, base: str, law: Law) -> Share | None:
        """A share of this count with its base; None where either number is not known or the base is nought."""
        part, whole = self.get(measure, law), self.get(base, law)
        return Share(part, whole, base) if part is not None and whole else None


def _sum(count: Count, names: tuple[str, ...]) -> int | None:
    parts = [getattr(count, name) for name in names]
    return None if None in parts else sum(parts)


@dataclass(frozen=True, slots=True)
class PrintedShare:
    """A share as it was printed, in per cent with its decimals, of a named base."""

    measure: str
    base: str
    percent: str

    def clears(self, bar: Bar) -> bool | None:
        """Say whether every exact share that could be printed so clears the bar; None where it depends."""
        # Where the law rounds to a whole number, a share alone does not say how many were needed.
        if (self.measure, self.base) != (bar.measure, bar.base) or bar.rounding:
            return None
        shown, decimals = read_decimal(self.percent)
        half = Fraction(1, 2 * int("1" + "0" * decimals))
        least, most = (bar.cleared_by(shown + one, Fraction(100)) for one in (-half, half))
        return least if least is most else None


@dataclass(frozen=True, slots=True)
class TerritoryCount:
    """One territory: its count, shares as printed, or only which answer had the majority, as somebody reported."""

    id: str
    count: Count = field(default_factory=lambda: Count())
    majority: str | None = None
    shares: tuple[PrintedShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Votes:
    """All that is known of a vote: the whole country, and territories as far as known."""

    national: Count
    territories: tuple[TerritoryCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Test:
    """One bar of the law held against a vote.

    `passed` is None where what is known does not decide it. `basis` says on what it rests: `counts`; a printed share
    of a known count, so that the votes are `bounded`; a `printed_share` alone; or a majority that was only `reported`.
    A test of territories rests on the weakest that it needs.
    """

    key: str
    where: str
    bar: Bar
    numerator: int | Fraction | None
    denominator: int | Fraction | None
    passed: bool | None
    citation: str
    certainty: str
    missing: tuple[str, ...] = ()
    tests: tuple["Test", ...] = ()
    basis: str = "counts"

    @property
    def required(self) -> int | None:
        """The least whole number that clears the bar; None where the base is not known."""
        return None if self.denominator is None else self.bar.required(self.denominator)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the law makes of a vote: `adopted`, `rejected`, `invalid`, or `undecided` with what is missing."""

    outcome: str
    tests: tuple[Test, ...]
    missing: tuple[str, ...] = ()


ADOPTED_IF: Mapping[str, str] = {
    "amendment": "referendum.adopted_if",
    "new_constitution": "referendum.adopted_if_new_constitution",
    "ordinary": "referendum.adopted_if_ordinary",
}
QUESTIONS = tuple(ADOPTED_IF)
VALID_IF = "valid_if"
REJECTED_IF = "rejected_if"


def silent(law: Law) -> tuple[Unknown, ...]:
    """What a result by territory would need and the sources do not give.

    Law:
        referendum.abroad   the territory to which votes cast abroad belong
    """
    found = (law.find(key) for key in ("referendum.abroad",))
    return tuple(one for one in found if isinstance(one, Unknown))


def decide(votes: Votes, law: Law, question: str = "amendment") -> Decision:
    """Decide whether the people have adopted the question.

    Law:
        referendum.valid_if                      the tests without which there was no valid vote
        referendum.valid_if_new_constitution     the same for this kind of question, where the rulebook has it
        referendum.valid_if_ordinary             the same for this kind of question, where the rulebook has it
        referendum.adopted_if                    the tests that adopt amendments to the constitution
        referendum.adopted_if_new_constitution   the tests that adopt a whole new constitution
        referendum.adopted_if_ordinary           the tests that adopt any other question
        referendum.rejected_if_ordinary          instead of the last: the tests that, all together, reject it
        referendum.quorum                        how many must take part, where `valid_if` names it
        referendum.majority                      how many of whom must say yes
        referendum.valid_majority                how many of the valid votes must say yes
        referendum.electorate                    how many of the whole electorate must say yes
        referendum.regions                       in how many territories the people must have agreed
        referendum.rejection                     how many must say no to reject
        referendum.rejection_electorate          how many of the whole electorate must say no to reject
    Args:
        votes: what is known; what is not known may leave the outcome undecided.
        law: as in force on the day that governs the vote, not today's.
        question: one of `QUESTIONS`.
    Raises:
        RulebookError: a rule named above, or a bar that it names, is unknown on that day or only assumed; or no bar at
            all is set for the adoption.
        InputError: the counts cannot be true (more yes than took part), or name a territory that did not exist.

    >>> from isonomia.rulebook.examples import HALF_AND_HALF
    >>> decide(Votes(Count(registered=1000, took_part=500, yes=250, no=240)), HALF_AND_HALF).outcome
    'invalid'
    >>> two_of_three = (TerritoryCount("A", majority="yes"), TerritoryCount("B", majority="yes"))
    >>> decide(Votes(Count(registered=1000, took_part=501, yes=251, no=240), two_of_three), HALF_AND_HALF).outcome
    'adopted'
    """
    one_of(question, QUESTIONS, "kind of question")
    _possible(votes, law)
    adopting = ADOPTED_IF[question]
    rejecting = adopting.replace("adopted_if", REJECTED_IF)
    valid_if = adopting.replace("adopted_if", VALID_IF)
    valid = _tests(valid_if if valid_if in law.found else f"referendum.{VALID_IF}", votes, law)
    if rejecting in law.found:
        return _outcome(valid, _settling(rejecting, votes, law), ("rejected", "adopted"))
    return _outcome(valid, _settling(adopting, votes, law), ("adopted", "rejected"))


def _tests(key: str, votes: Votes, law: Law) -> list[Test]:
    return [one for one in (_test(name, votes, law) for name in law.words(key)) if one]


def _settling(key: str, votes: Votes, law: Law) -> list[Test]:
    """The tests that settle the question; at least one bar must be set."""
    found = _tests(key, votes, law)
    if not found:
        raise RulebookError(f"{key} names no bar that is set on {law.day}: any vote would pass")
    return found


def _outcome(valid: list[Test], settling: list[Test], outcomes: tuple[str, str]) -> Decision:
    """What the tests come to: the first outcome if all that settle the question are passed, else the second."""
    tests = (*valid, *settling)
    if any(one.passed is False for one in valid):
        return Decision("invalid", tests)
    if all(one.passed for one in valid) and any(one.passed is False for one in settling):
        return Decision(outcomes[1], tests)
    open_tests = [one for one in tests if one.passed is None]
    if open_tests:
        missing = dict.fromkeys(name for one in open_tests for name in one.missing)
        return Decision("undecided", tests, tuple(missing))
    return Decision(outcomes[0], tests)


def _test(name: str, votes: Votes, law: Law) -> Test | None:
    """Hold one bar against the vote; None where the law says that it sets none."""
    key = f"referendum.{name}"
    bar = law.bar(key)
    if bar is None:
        return None
    if bar.base == "territories":
        return territorial(key, bar, votes, law)
    return _plain(key, "", bar, votes.national, law)


def _plain(key: str, where: str, bar: Bar, count: Count, law: Law) -> Test:
    part, whole = count.get(bar.measure, law), count.get(bar.base, law)
    of = f" of {where}" if where else ""
    missing = tuple(f"{name}{of}" for name, value in ((bar.measure, part), (bar.base, whole)) if value is None)
    passed = bar.cleared_by(part, whole) if part is not None and whole is not None else None
    rule = law.rule(key)
    return Test(key, where, bar, part, whole, passed, rule.citation, rule.certainty, missing)


def territorial(key: str, bar: Bar, votes: Votes, law: Law) -> Test:
    """Count the territories in which the people agreed, each with its weight, against the bar.

    A territory that is not known is counted neither way: the test is decided only when nothing that is missing could
    change it.

    Law:
        referendum.region_majority   when the people of one territory have agreed
    """
    given = {one.id: one for one in votes.territories}
    tests = tuple(_in_territory(unit.id, given.get(unit.id), law) for unit in law.register())
    weights = {unit.id: unit.weight for unit in law.register()}
    whole = sum(weights.values(), Fraction())
    agreed = sum((weights[one.where] for one in tests if one.passed), Fraction())
    unknown = sum((weights[one.where] for one in tests if one.passed is None), Fraction())
    rule = law.rule(key)
    return Test(
        key,
        "",
        bar,
        _plain_number(agreed),
        _plain_number(whole),
        _decided(bar, agreed, unknown, whole),
        rule.citation,
        rule.certainty,
        tuple(name for one in tests if one.passed is None for name in one.missing),
        tests,
        _basis(bar, tests, weights, whole),
    )


def _basis(bar: Bar, tests: tuple[Test, ...], weights: Mapping[str, Fraction], whole: Fraction) -> str:
    """The weakest thing that a test of territories rests on, when it takes no weaker one than it needs."""
    known = [one for one in tests if one.passed is not None]
    for at, basis in enumerate(BASES):
        sure = [one for one in known if BASES.index(one.basis) <= at]
        agreed = sum((weights[one.where] for one in sure if one.passed), Fraction())
        against = sum((weights[one.where] for one in sure if one.passed is False), Fraction())
        if bar.cleared_by(agreed, whole) or not bar.cleared_by(whole - against, whole):
            return basis
    return max((one.basis for one in known), key=BASES.index, default="counts")


def _decided(bar: Bar, agreed: Fraction, unknown: Fraction, whole: Fraction) -> bool | None:
    if bar.cleared_by(agreed, whole):
        return True
    return None if bar.cleared_by(agreed + unknown, whole) else False


def _plain_number(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _in_territory(id: str, given: TerritoryCount | None, law: Law) -> Test:
    """Hold the bar of one territory against its count, or take the reported majority where there is no count."""
    key = "referendum.region_majority"
    bar = law.bar(key)
    if bar is None:
        raise InputError("the law counts territories but sets no majority in a territory")
    test = _plain(key, id, bar, given.count if given else Count(), law)
    if given is None:
        return test
    # Shares that were printed differently settle nothing where the bar lies between them.
    printed = {share.clears(bar) for share in given.shares} - {None}
    if test.passed is None and len(printed) == 1:
        basis = "bounded" if test.denominator is not None else "printed_share"
        test = replace(test, passed=printed.pop(), basis=basis, missing=())
    said = _reported(given.majority, bar)
    if said is None or test.passed is said:
        return test
    if test.passed is not None:
        raise InputError(f"territory {id}: the majority is given as {given.majority}, its counts say otherwise")
    return replace(test, passed=said, basis="reported", missing=())


def _reported(majority: str | None, bar: Bar) -> bool | None:
    """What a reported majority says of a bar; None where more than a majority is asked for, or of others."""
    if majority == "yes":
        return True if bar.share <= HALF and bar.base in VOTED else None
    return False if majority == "no" and bar.share >= HALF else None


def contradicted(given: TerritoryCount, law: Law) -> bool:
    """Say whether counts or printed shares of a territory say otherwise than the majority that was reported of it."""
    try:
        by_numbers = _in_territory(given.id, replace(given, majority=None), law)
    except (RulebookError, InputError):
        return False
    said = _reported(given.majority, by_numbers.bar)
    return None not in (said, by_numbers.passed) and by_numbers.passed is not said


def _possible(votes: Votes, law: Law) -> None:
    """Refuse counts that cannot be true, and territories that the law of the day does not know."""
    _possible_count(votes.national, "the whole country")
    seen: set[str] = set()
    for one in votes.territories:
        if one.id in seen:
            raise InputError(f"territory {one.id} is given twice")
        if not law.register() or one.id not in law.by_id:
            raise InputError(f"{one.id} was no territory of {law.country} on {law.day}")
        if one.majority not in (None, "yes", "no"):
            raise InputError(f'territory {one.id}: majority is "yes" or "no", not "{one.majority}"')
        _possible_count(one.count, f"territory {one.id}")
        seen.add(one.id)


WITHIN: Mapping[str, str] = {
    "took_part": "registered",
    "yes": "took_part",
    "no": "took_part",
    "both_marked": "took_part",
    "invalid": "took_part",
    "blank": "took_part",
}


def impossible(count: Count) -> list[tuple[tuple[str, ...], str]]:
    """The parts of a count, alone or together, that are more than the whole which holds them; with that whole."""
    known = count.known()
    bounds = [*(((part,), whole) for part, whole in WITHIN.items()), (("yes", "no"), "took_part")]
    return [
        (parts, whole)
        for parts, whole in bounds
        if whole in known and sum(known.get(part, 0) for part in parts) > known[whole]
    ]


def _possible_count(count: Count, where: str) -> None:
    """Refuse a count of which a part is more than its whole: those who took part, or else the register."""
    known = count.known()
    within = "took_part" if "took_part" in known or "registered" not in known else "registered"
    bounded = known if within == "took_part" else {**known, "took_part": known["registered"]}
    for parts, whole in impossible(Count(**bounded)):
        said = f"{parts[0]} {known[parts[0]]} is" if len(parts) == 1 else _together(parts, known)
        raise InputError(f"{where}: {said} more than {within if whole == 'took_part' else whole} {bounded[whole]}")


def _together(parts: tuple[str, ...], known: Mapping[str, int]) -> str:
    return f"{' and '.join(parts)} together, {sum(known[part] for part in parts)}, are"
