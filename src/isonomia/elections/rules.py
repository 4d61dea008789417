"""What the law of a day makes of the votes for lists: who comes in, how seats are shared, how a tie is broken.

Values in, values out. A country writes its own rules as TOML; nothing here knows a country. A body with rules of its
own (a regional assembly) has them under its name: `elections.method_maslikhat` beside `elections.method`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from isonomia.elections.admission import Bars, RunnerUp, admission, with_runner_up
from isonomia.elections.breaking import RULES, Broken, broken, given_by
from isonomia.elections.entrants import Entrant, lists_of
from isonomia.elections.joined import OVERHANG, Mixed, compensating, parallel
from isonomia.elections.methods import NAMES, REMAINDERS, SURPLUSES, USUAL_FIRST, Method
from isonomia.elections.seats import Allocation, Tie, share
from isonomia.errors import InputError, RulebookError
from isonomia.exact import Bar
from isonomia.rulebook.law import Law, Rule

PARLIAMENT = "parliament"
MIXED = ("parallel", "compensating", "none")


@dataclass(frozen=True, slots=True)
class Result:
    """The seats of every list under the law of a day, with the ground on which each took part.

    `ties` are those that stand: their seats are in nobody's number. `broken` are those that a rule of the law broke.
    `allocation` is the share-out before ties were broken; `citations` name the rules that were used.
    """

    seats: Mapping[str, int]
    ties: tuple[Tie, ...]
    broken: tuple[Broken, ...]
    admitted: Mapping[str, str]
    base: int
    allocation: Allocation
    citations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Body:
    """One elected body under the law of a day: its rules, by the keys of its name."""

    law: Law
    name: str = PARLIAMENT

    def key(self, rule: str) -> str:
        """The key of a rule for this body: the parliament's own bear no name."""
        return f"elections.{rule}" if self.name == PARLIAMENT else f"elections.{rule}_{self.name}"

    def has(self, rule: str) -> bool:
        """Whether the rulebook of the country speaks of this rule at all, be it only to say that it is unknown."""
        return self.key(rule) in self.law.found

    def word(self, rule: str, words: Iterable[str], default: str = "") -> str:
        """A word of a closed list; the default only where this country's law has no such rule."""
        if default and not self.has(rule):
            return default
        word, known = self.law.word(self.key(rule)), tuple(words)
        if word not in known:
            raise RulebookError(f'{self.key(rule)}: no "{word}" (wanted one of {", ".join(known)})')
        return word


def method(body: Body) -> Method:
    """The method by which the seats of a body are shared among lists.

    A country that says so writes `remainder` (who gets what whole quotas leave, where not the largest) and `surplus`
    (what becomes of seats that a quota gives beyond the house).

    Law:
        elections.method             quota or divisors, by the names of the methods
        elections.first_divisor      the first divisor of modified Sainte-Lague, a fraction
        elections.method_maslikhat   the method of regional assemblies
    Raises:
        RulebookError: the method is unknown on that day.
    """
    name = body.word("method", NAMES)
    first = USUAL_FIRST
    if name.endswith("modified-sainte-lague"):
        first = _fraction(body.key("first_divisor"), body.law.word(body.key("first_divisor")))
    remainder = body.word("remainder", REMAINDERS, "largest")
    return Method(name, first, remainder, body.word("surplus", SURPLUSES, "refuse"))


def house(body: Body) -> int:
    """The seats of a body that are shared among lists.

    Law:
        elections.list_seats      seats shared among lists
        elections.seats           all seats of the body
        elections.single_seats    seats of districts with one deputy
        elections.other_seats     seats filled otherwise, as by an assembly
    Raises:
        RulebookError: unknown on that day; or seats that do not add up.
    """
    law, seats = body.law, body.law.number(body.key("list_seats"))
    parts = [law.find(body.key(one)) for one in ("seats", "single_seats", "other_seats")]
    known = [one.value for one in parts if isinstance(one, Rule) and isinstance(one.value, int)]
    if len(known) == len(parts) and known[0] != seats + known[1] + known[2]:
        raise RulebookError(f"{body.key('seats')}: {known[0]} are not {seats} and {known[1]} and {known[2]}")
    return seats


def half(body: Body, seats: int) -> int:
    """The seats of an assembly that are shared among lists, of so many in all.

    Law:
        elections.list_share_maslikhat   which share of a regional assembly's seats lists fill
    Raises:
        RulebookError: the share is no whole number of seats and the law does not say how it is rounded.
    """
    key = body.key("list_share")
    bar = body.law.bar(key)
    part = bar.threshold(seats) if bar else Fraction()
    if part.denominator != 1:
        raise RulebookError(f"{key}: {part} of {seats} seats is no whole number, and how it is rounded is unknown")
    return part.numerator


def bars(body: Body) -> Bars:
    """The bar that a list must clear, and what stands in its place.

    A country with other bars for coalitions writes `threshold_coalitions`: a number of parties with a share, each.

    Law:
        elections.threshold                share of the votes that a list needs, and of which votes
        elections.threshold_alternatives   what lets a list in that does not clear the bar
        elections.threshold_maslikhat      the same bar for regional assemblies
    """
    direct, minorities = None, False
    if body.has("threshold_alternatives"):
        for line in body.law.entries(body.key("threshold_alternatives")):
            match line.word, line.words:
                case "direct_seats", (count,) if count.isdigit():
                    direct = int(count)
                case "minority", ():
                    minorities = True
                case _:
                    raise RulebookError(f"{body.key('threshold_alternatives')}: {line.word} cannot be read")
    bar = body.law.bar(body.key("threshold"))
    return Bars(bar, direct, minorities, _coalitions(body, bar))


def _coalitions(body: Body, bar: Bar | None) -> tuple[tuple[int, Bar], ...]:
    if bar is None or not body.has("threshold_coalitions"):
        return ()
    key, found = body.key("threshold_coalitions"), []
    for line in body.law.entries(key):
        if not line.word.isdigit() or len(line.words) != 1:
            raise RulebookError(f'{key}: wanted the number of parties and one share, as "2" and "8/100"')
        found.append((int(line.word), Bar(_fraction(key, line.words[0]), bar.strict, bar.measure, bar.base)))
    return tuple(found)


def runner_up(body: Body) -> RunnerUp | None:
    """The rule for the case that one list alone clears the bar; None where this country has none.

    Law:
        elections.one_list_alone   that the next list comes in: the factor of its quotient and its least seats
    Raises:
        RulebookError: unknown on that day: then one list alone can be given nothing.
    """
    if not body.has("one_list_alone"):
        return None
    key = body.key("one_list_alone")
    value = body.law.rule(key).value
    if value == "none":
        return None
    lines = {line.word: line.words for line in body.law.entries(key)}
    try:
        return RunnerUp(_fraction(key, lines["factor"][0]), int(lines["least"][0]))
    except (KeyError, IndexError, ValueError):
        raise RulebookError(f'{key}: wanted the lines "factor" and "least", each with a number') from None


def base_of(bar: Bar, entrants: Iterable[Entrant], given: Mapping[str, int]) -> int:
    """The votes of which the bar is a share, by the name that the rule gives them.

    The valid votes are those for lists and against all together, unless they are handed in.

    Raises:
        InputError: the base is not handed in.
    """
    if bar.base in given:
        return given[bar.base]
    if bar.base == "valid":
        return sum(one.votes for one in entrants)
    raise InputError(f"the bar is a share of {bar.base}: how many these were is not given")


def elect(
    entrants: Iterable[Entrant],
    body: Body,
    *,
    seats: int | None = None,
    bases: Mapping[str, int] | None = None,
) -> Result:
    """Share out the seats of a body among lists, under the law of a day.

    Law:
        elections.threshold_as_written             the same bar with the base that the article names
        elections.threshold_as_written_maslikhat   the same for regional assemblies
        elections.one_list_alone_maslikhat         what follows in a regional assembly where one list clears the bar
        elections.minimum                          seats that each list gets at least
        elections.tie                              the rules that break ties, in their order
        elections.tie_maslikhat                    the same for regional assemblies
    Args:
        entrants: every list and, where there is one, the line against all.
        body: the body that is elected, with the law in force on the day that governs the vote.
        seats: seats shared among lists; without them, those that the law gives the body.
        bases: how many took part, and other bases of a bar that the lists do not add up to.
    Raises:
        RulebookError: a rule that is needed is unknown on that day, or only assumed.
        InputError: what was handed in cannot be true, or leaves open what the law needs.
    """
    lines, given = tuple(entrants), bases or {}
    lists, way = lists_of(lines), method(body)
    if not any(one.votes for one in lists.values()):
        raise InputError("no votes at all: nothing can be shared")
    total = house(body) if seats is None else seats
    allowed = bars(body)
    base = base_of(allowed.bar, lines, given) if allowed.bar else sum(one.votes for one in lines)
    found = admission(lists, base, allowed)
    _same_as_written(body, lists, found, given)
    allocation = _shared(lists, found, (way, total), body)
    return _settled(allocation, lists, found, base, body)


def _shared(
    lists: Mapping[str, Entrant], admitted: Mapping[str, str], way: tuple[Method, int], body: Body
) -> Allocation:
    method_, seats = way
    if not admitted:
        raise InputError("no list clears the bar: the law must say what then")
    if len(admitted) == 1 and len(lists) > 1:
        rule = runner_up(body)
        if rule:
            return with_runner_up(lists, next(iter(admitted)), seats, rule)
    votes = {name: one.votes for name, one in lists.items()}
    least = dict.fromkeys(admitted, body.law.number(body.key("minimum"))) if body.has("minimum") else {}
    most = {name: lists[name].most for name in admitted}
    limits = (least, {name: count for name, count in most.items() if count is not None})
    return share(votes, {name: votes[name] for name in admitted}, seats, method_, limits)


def _same_as_written(
    body: Body, lists: Mapping[str, Entrant], admitted: Mapping[str, str], given: Mapping[str, int]
) -> None:
    """Refuse to decide where the base that the article names and the one in use let different lists in."""
    key = body.key("threshold_as_written")
    written = body.law.bar(key) if isinstance(body.law.find(key), Rule) else None
    if written is None or written.base not in given:
        return
    for name, one in lists.items():
        by_article, in_use = written.cleared_by(one.votes, given[written.base]), admitted.get(name) == "threshold"
        if by_article is not in_use and (in_use or name not in admitted):
            raise RulebookError(
                f'"{name}" clears only one of two bars, that in use and that of {written.base} which the article names '
                f"({body.law.rule(key).citation}): which of them holds must be settled first"
            )


def _settled(
    allocation: Allocation, lists: Mapping[str, Entrant], admitted: Mapping[str, str], base: int, body: Body
) -> Result:
    seats, standing, settled = dict(allocation.seats), [], []
    for tie in allocation.ties:
        one = broken(tie, tie_rules(body), lists)
        if one is None:
            standing.append(tie)
            continue
        settled.append(one)
        for name, count in given_by(one).items():
            seats[name] += count
    citations = _citations(body, alone=len(admitted) == 1, tied=bool(allocation.ties))
    return Result(seats, tuple(standing), tuple(settled), admitted, base, allocation, citations)


def mixture(body: Body) -> tuple[str, str, int | None]:
    """How seats of districts and of lists stand to one another: the way, what becomes of overhang, and fixed seats.

    Law:
        elections.mixed         parallel, compensating or none
        elections.overhang      keep, level or none, where district or fixed seats count towards the share of a list
        elections.fixed_seats   seats given in constituencies, which the others level out
    Raises:
        RulebookError: unknown on that day, and needed.
    """
    fixed = body.law.number(body.key("fixed_seats")) if body.has("fixed_seats") else None
    way = body.word("mixed", MIXED, "none" if fixed is None else "compensating")
    overhang = body.word("overhang", OVERHANG) if way == "compensating" else ""
    return way, overhang, fixed


def assembled(result: Result, won: Mapping[str, int], body: Body) -> Mixed:
    """Put the seats of lists and those won in districts together, as the law of the body says.

    Args:
        result: what the votes for lists came to.
        won: district seats (or fixed seats) by list, or by any name for those without a list.
        body: the elected body, with its law.
    Raises:
        RulebookError: how they stand to one another is unknown on that day.
        InputError: more seats are won in districts than the law has there.
    """
    way, overhang, _ = mixture(body)
    if way == "compensating":
        votes = {name: result.allocation.votes[name] for name in result.admitted}
        total = result.allocation.house
        return compensating(votes, total, result.allocation.method, districts=won, overhang=overhang)
    there = body.law.number(body.key("single_seats")) if way == "parallel" else 0
    if sum(won.values()) > there:
        raise InputError(f"{sum(won.values())} seats are won in districts, and the law has {there}")
    seats = parallel(result.seats, won)
    return Mixed(seats, sum(seats.values()) + sum(one.seats for one in result.ties), result.ties, {}, {})


def tie_rules(body: Body) -> tuple[str, ...]:
    """The rules that break ties; none where this country's law, as far as known, has none."""
    key = body.key("tie")
    if not isinstance(body.law.find(key), Rule):
        return ()
    words = body.law.words(key)
    if unknown := [one for one in words if one not in RULES]:
        raise RulebookError(f'{key}: no rule "{unknown[0]}" (wanted some of {", ".join(RULES)})')
    return words


def _citations(body: Body, *, alone: bool, tied: bool) -> dict[str, str]:
    """The places that carry the rules on which this share-out rests."""
    asked = ["list_seats", "method", "first_divisor", "minimum", "threshold", "threshold_alternatives"]
    asked += ["one_list_alone"] * alone + ["tie"] * tied
    rules = (body.law.find(body.key(one)) for one in asked)
    return {rule.key: rule.citation for rule in rules if isinstance(rule, Rule)}


def _fraction(key: str, text: str) -> Fraction:
    top, _, bottom = text.partition("/")
    if not (top.isascii() and top.isdigit() and len(text) < 20) or (bottom and not bottom.isdigit()):
        raise RulebookError(f'{key}: wanted a fraction such as "6/5", not "{text}"')
    if bottom and not int(bottom):
        raise RulebookError(f'{key}: wanted a fraction such as "6/5", not "{text}"')
    return Fraction(int(top), int(bottom or 1))
