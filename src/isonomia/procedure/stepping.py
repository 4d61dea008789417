"""A step on its line of a chart: the rulebook says from which stages each is taken, and by which article.

Where the law of the day has no such step, or is silent, the step is not there.
"""

from collections.abc import Sequence
from datetime import date

from isonomia.errors import Finding, one_of, refused
from isonomia.procedure.acts import Basis
from isonomia.procedure.checking import check_basis
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.rulebook.citation import Certainty
from isonomia.rulebook.law import Entries, Entry, Law, Rule, Unknown


def line_of(act: Act, chart: str, step: str, law: Law) -> Entry:
    """The line of a step in a chart; refused where the law of the day has none."""
    found = law.find(chart)
    line = found.value.find(step) if isinstance(found, Rule) and isinstance(found.value, Entries) else None
    if line is None:
        missing = found.missing if isinstance(found, Unknown) else f"no step {step} in {found.citation}"
        finding = Finding.of("basis_not_in_force", act.matter, rule=chart, day=law.day, missing=missing)
        raise refused(f"no step {step} on {law.day}: {missing}", finding)
    return line


def line_from(stage: str, act: Act, chart: str, step: str, law: Law) -> Entry:
    """The line of a step in a chart; refused, too, where it is not taken from the stage in which the matter stands."""
    line, kind = line_of(act, chart, step, law), act.matter.partition("/")[0]
    if stage not in line.words:
        finding = Finding.of("matter_elsewhere", act.matter, act=act.act, stage=f"{kind}_{stage}")
        raise refused(f"{act.act} is for a {kind} that is {' or '.join(line.words)}, not {stage}", finding)
    return line


def check_step(act: Act, line: Entry, chart: str, basis: Basis, day: date, laws: Laws) -> None:
    """A step rests on its own line of the chart, and on no other."""
    check_rests(act, basis, chart, line.article)
    check_basis(act, basis, day, laws)


def check_rests(act: Act, basis: Basis, rule: str, article: str) -> None:
    """Refuse a basis that is not this rule and this article, or a part of it."""
    if basis.rule != rule or not (basis.article == article or basis.article.startswith(f"{article}(")):
        finding = Finding.of("basis_of_another_step", act.matter, rule=basis.rule, article=basis.article, wanted=rule)
        raise refused(f"{act.act} rests on {rule}, {article}, not on {basis.rule}, {basis.article}", finding)


def check_ground(act: Act, key: str, ground: str, law: Law, known: Sequence[str]) -> Entry:
    """The line of a ground in the list of the law; refused where the law of the day does not have it."""
    one_of(ground, known, "ground")
    rule = settled(act, key, law)
    line = rule.value.find(ground) if isinstance(rule.value, Entries) else None
    if line is None:
        finding = Finding.of("ground_not_in_law", act.matter, ground=ground)
        raise refused(f"{key} does not list {ground} on {law.day}", finding, rule.citation)
    return line


def settled(act: Act, key: str, law: Law) -> Rule:
    """The rule that a decision needs; refused where the sources are silent, or it is only assumed."""
    found = known_rule(key, law)
    if isinstance(found, Unknown):
        finding = Finding.of("rule_needed", act.matter, rule=key, day=law.day, missing=found.missing)
        raise refused(f"{act.act} needs {key}, unknown on {law.day}: {found.missing}", finding)
    return found


def known_rule(key: str, law: Law) -> Rule | Unknown:
    """A rule that is sure enough to decide on; what is only assumed counts as unknown."""
    found = law.find(key)
    if isinstance(found, Rule) and found.certainty is Certainty.ASSUMED:
        return Unknown(key, f"it is only assumed ({found.where})")
    return found
