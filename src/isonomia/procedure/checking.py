"""What the law asks of every step: a basis in force on its day, the article as cited, and of a refusal more than that.

A refusal without article, facts and remedy is impossible here: no form is needed to forbid it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct

from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.acts import Basis, Contested, Filed, Remedy
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Entries, Rule, Unknown

CHANNELS = ("form", "state_portal", "e_mail", "letter", "in_person", "phone", "other_body")
LANGUAGES = ("kk", "ru", "en", "und")
FACTS, CONTENT, APPLICANT = "facts", "content", "applicant"
NO_REMEDY = "none"
_number = r"/[0-9]{4}-[0-9]{6}"


def is_numbered(matter: str, kind: str) -> bool:
    """Whether a matter is one of a kind, by year and six digits.

    >>> is_numbered("assembly/2026-000012", "assembly"), is_numbered("assembly/12", "assembly")
    (True, False)
    """
    return bool(re.fullmatch(kind + _number, matter))


def check_filed(act: Act, body: Filed, kind: str, applicants: Sequence[str]) -> date:
    """Check the first act of a matter, and return the day on which it was filed first.

    Nobody is refused here for being late or at the wrong door: that is warned of, and decided by a person.
    """
    if not is_numbered(act.matter, kind):
        raise InputError(f'"{act.matter}" is no matter of this kind, as {kind}/2026-000412')
    one_of(body.channel, CHANNELS, "channel")
    one_of(body.language, LANGUAGES, "language of filings")
    one_of(body.applicant_kind, applicants, "kind of applicant")
    if (body.moved_from is None) is not (body.first_filed_on is None):
        raise InputError("what was moved here names the matter it came from and the day of its first filing")
    check_commitments(act, (CONTENT,), (APPLICANT,))
    filed = read_day(body.filed_on)
    first = read_day(body.first_filed_on) if body.first_filed_on else filed
    if first > filed:
        raise InputError(f"filed first on {first}, and here on {filed}: the first day is the later one")
    return first


def check_stands(act: Act, stage: str, stands_in: Mapping[type[Struct], tuple[str, ...]]) -> None:
    """Check that an act is one about such a matter, that it does not begin it again, and that it fits its stage."""
    wanted = stands_in.get(type(act.body))
    if wanted is None:
        if isinstance(act.body, Filed):
            raise refused(f"{act.matter} was filed before", Finding.of("matter_begins_once", act.matter))
        raise InputError(f"{act.act} is no act about {act.matter}")
    if stage not in wanted:
        kind = act.matter.partition("/")[0]
        finding = Finding.of("matter_elsewhere", act.matter, act=act.act, stage=f"{kind}_{stage}")
        raise refused(f"{act.act} is for a matter that is {' or '.join(wanted)}, not {stage}", finding)


def check_commitments(act: Act, wanted: Collection[str], allowed: Collection[str] = ()) -> None:
    """Refuse an act whose commitments are not those that its kind has, each at most once."""
    fields = [one.field for one in act.commit]
    if len(set(fields)) != len(fields) or not set(wanted) <= set(fields) <= {*wanted, *allowed}:
        named = ", ".join((*wanted, *(f"perhaps {one}" for one in allowed))) or "none"
        raise InputError(f"{act.act} with commitments {', '.join(fields) or 'none'}: wanted {named}, each once")


def check_day(text: str, since: date, act: Act) -> date:
    """Read the day of a step; it is not before the matter or the step that it follows."""
    day = read_day(text)
    if day < since:
        finding = Finding.of("before_matter", act.matter, day=day, start=since)
        raise refused(f"{act.act} on {day}: what it follows is of {since}", finding)
    return day


def check_basis(act: Act, basis: Basis, day: date, laws: Laws) -> Rule:
    """Find the rule on which a step rests; refuse one that is not in force on its day, or an article it does not have.

    Where the sources are silent the rule is `unknown`, and a body's step cannot rest on it. Of an article that the
    rulebook cites a part may be named: `art. 48(3)(1)` of `art. 48(3)`.
    """
    rule = laws.on(day).find(basis.rule)
    if isinstance(rule, Unknown):
        finding = Finding.of("basis_not_in_force", act.matter, rule=basis.rule, day=day, missing=rule.missing)
        raise refused(f"{basis.rule} is no rule in force on {day}: {rule.missing}", finding)
    cited = [one.article for one in rule.citations]
    cited += [one.article for one in rule.value] if isinstance(rule.value, Entries) else []
    if not any(basis.article == one or basis.article.startswith(f"{one}(") for one in cited):
        finding = Finding.of("article_not_cited", act.matter, article=basis.article, cited="; ".join(cited))
        raise refused(f"{basis.rule} does not rest on {basis.article}", finding, rule.citation)
    return rule


def check_contested(act: Act, body: Contested, since: date, laws: Laws, *, known: Sequence[str]) -> date:
    """Check that an answer is contested by a remedy that is known, on a basis in force, and return the day of it."""
    one_of(body.remedy.kind, known, "remedy")
    check_commitments(act, (), (CONTENT, APPLICANT))
    day = check_day(body.filed_on, since, act)
    check_basis(act, body.remedy.basis, day, laws)
    return day


def check_refusal(
    act: Act, basis: Basis, remedies: tuple[Remedy, ...], day: date, laws: Laws, *, given_by: str
) -> Rule:
    """Check that a refusal has its article, its facts and its remedies; `given_by` lists those that the law knows.

    That the law gives no remedy against it (`none`) is a remedy only where that list says so.
    """
    if not any(one.field == FACTS for one in act.commit):
        raise refused("a refusal is bound to its facts", Finding.of("refusal_without_facts", act.matter))
    if not remedies:
        raise refused("a refusal names a remedy", Finding.of("refusal_without_remedy", act.matter))
    check_commitments(act, (FACTS,))
    rule = check_basis(act, basis, day, laws)
    listed = laws.on(day).find(given_by)
    for one in remedies:
        check_basis(act, one.basis, day, laws)
        unlisted = (
            isinstance(listed.value, tuple) and one.kind not in listed.value if isinstance(listed, Rule) else False
        )
        if unlisted or (one.kind == NO_REMEDY and isinstance(listed, Unknown)):
            finding = Finding.of("remedy_not_in_law", act.matter, remedy=one.kind)
            raise refused(f"the law does not give this remedy: {one.kind}", finding)
    return rule
