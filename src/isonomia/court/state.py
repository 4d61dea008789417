"""Cases and norms of a record: the acts replayed, and what an act of one says of another."""

from collections.abc import Callable, Iterator

from isonomia.court import acts, norm_acts, rules
from isonomia.court.case import Case
from isonomia.court.norm import Norm
from isonomia.court.steps import Stage
from isonomia.errors import Finding, InputError, refused
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.rulebook.law import Rulebook

CASE, NORM = "case/", "norm/"


class Court:
    """All cases and norms of a record. Only `admit` and `take` change it.

    `rulebook` gives the rules by which an act is judged, when they are needed.
    """

    def __init__(self, rulebook: Callable[[], Rulebook]) -> None:
        self.cases: dict[str, Case] = {}
        self.norms: dict[str, Norm] = {}
        self.laws = Laws(rulebook)

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here, and then nothing is changed."""
        self._check_others(act)
        self.take(act)

    def take(self, act: Act) -> None:
        """Take in an act by the acts of its own matter alone, as those that stand in a record already can be."""
        if act.matter.startswith(CASE):
            case = self.cases.get(act.matter)
            if case is None:
                self.cases[act.matter] = Case.begun(act, self.laws)
            else:
                case.admit(act)
        elif act.matter.startswith(NORM):
            norm = self.norms.get(act.matter)
            if norm is None:
                self.norms[act.matter] = Norm.begun(act)
            else:
                norm.admit(act)
        else:
            raise InputError(f'"{act.matter}" is not the matter of a case or a norm')

    def _check_others(self, act: Act) -> None:
        """Check what an act says of other matters than its own."""
        match act.body:
            case acts.AppealFiled(norms=norms) | acts.NormsNamed(norms=norms):
                self._check_norms(act, norms)
            case acts.AppealJoined(case=other):
                self._check_joining(act, act.matter, other)
            case acts.JoinedInto(case=leading):
                self._check_joining(act, leading, act.matter)
                if act.matter not in self.cases[leading].joined:
                    raise refused(
                        f"{leading} did not take it in", Finding.of("not_joined_there", act.matter, case=leading)
                    )
            case norm_acts.NormReviewed() as body:
                self._check_review(act, body)
            case _:
                pass

    def _check_norms(self, act: Act, norms: tuple[str, ...]) -> None:
        for one in norms:
            if one not in self.norms:
                raise refused(f"no norm {one}", Finding.of("norm_unknown", act.matter, norm=one))

    def _check_joining(self, act: Act, leading: str, joining: str) -> None:
        """Appeals are joined by a person, and only where they are on one norm."""
        both = [self.cases.get(leading), self.cases.get(joining)]
        for name, one in zip((leading, joining), both, strict=True):
            if one is None:
                raise refused(f"no case {name}", Finding.of("case_unknown", act.matter, case=name))
        first, second = both
        if first and second and not set(first.norms) & set(second.norms):
            finding = Finding.of("no_norm_in_common", act.matter, case=joining)
            raise refused("they have no norm in common", finding)

    def _check_review(self, act: Act, body: norm_acts.NormReviewed) -> None:
        """A norm changes its status by an act of a case that says so."""
        case = self.cases.get(body.case)
        if case is None:
            raise refused(f"no case {body.case}", Finding.of("case_unknown", act.matter, case=body.case))
        if act.matter not in case.norms or not _says(case, act.matter, body):
            finding = Finding.of("case_says_otherwise", act.matter, case=body.case, status=f"norm_{body.status}")
            raise refused(f"{body.act} does not make {act.matter} {body.status}", finding)

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one matter, by its own acts alone."""
        case, norm = self.cases.get(matter), self.norms.get(matter)
        if case is not None:
            return dict(case.summary())
        return norm.summary() if norm is not None else {}

    def findings(self) -> Iterator[Finding]:
        """Everything that the checks find: norms whose last status the cases do not bear out."""
        for matter, norm in self.norms.items():
            for act, body in norm.reviews:
                if body.case not in self.cases:
                    yield Finding.of("case_unknown", act.id, case=body.case)
                elif matter not in self.cases[body.case].norms:
                    yield Finding.of("norm_not_in_case", act.id, norms=", ".join(self.cases[body.case].norms))


def _says(case: Case, norm: str, body: norm_acts.NormReviewed) -> bool:
    """Whether a case, as it stands, gives a norm this status."""
    if body.status in rules.OUTCOMES:
        if case.decided is None or case.decided[0].id != body.act:
            return False
        found = {one.norm: (one.outcome, one.reading) for one in case.decided[1].outcomes}
        return found.get(norm) == (body.status, body.reading)
    if body.status == "terminated":
        return case.stage == Stage.TERMINATED
    return case.stage not in (Stage.FILED, Stage.RETURNED, Stage.REFUSED, Stage.TERMINATED)
