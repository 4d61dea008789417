"""Where one survey stands: what was announced, what became of it, what was published, what others printed of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from isonomia.errors import Finding, InputError, refused
from isonomia.exact import read_decimal
from isonomia.procedure.checking import check_commitments
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.surveys import acts, checking, rules
from isonomia.surveys.disclosure import Disclosure
from isonomia.surveys.dispositions import Dispositions
from isonomia.surveys.scoring import Forecast
from isonomia.surveys.shares import printed

PREFIX = "survey/"


@dataclass(slots=True)
class Survey:
    """One survey or exit poll as its acts tell it. Only `admit` changes it; a refusal leaves it as it was.

    It begins with its announcement, or, where a house never announced it here, with what a source printed of it.
    """

    first: Act
    body: acts.Asked
    laws: Laws
    announced: acts.SurveyAnnounced | None = None
    cases: Dispositions | None = None
    data: acts.DataPublished | None = None
    estimates: list[tuple[Act, acts.Estimate]] = field(default_factory=list)
    sealed: dict[str, Act] = field(default_factory=dict)
    forecasts: list[tuple[Act, acts.ForecastRegistered]] = field(default_factory=list)
    statements: list[tuple[Act, acts.StatementRecorded]] = field(default_factory=list)

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Survey":
        """A survey as it was announced, or as a source first printed it."""
        if not isinstance(act.body, acts.Asked):
            raise refused("a survey begins with its announcement", Finding.of("matter_begins_once", act.matter))
        if not act.matter.startswith(PREFIX):
            raise InputError(f'"{act.matter}" is no matter of this kind, as survey/kaziss-2022-05')
        survey = cls(act, act.body, laws)
        survey.admit(act)
        return survey

    @property
    def polling_day(self) -> date:
        """The day of the vote that it is about."""
        return read_day(self.body.polling_day)

    def admit(self, act: Act) -> None:
        """Take in one more act about this survey; UnlawfulActError or InputError if it cannot stand here."""
        match act.body:
            case acts.SurveyAnnounced() as body:
                self._announce(act, body)
            case acts.StatementRecorded() as body:
                self._check_same(act, body)
                checking.check_statement(body)
                self.statements.append((act, body))
            case acts.FieldworkClosed() as body:
                self._close(act, body)
            case acts.DataPublished() as body:
                check_commitments(act, ())
                checking.check_data(act, body, self._asked(act).interviewed)
                self.data = body
            case acts.EstimatePublished(estimate=one):
                self._estimate(act, one)
            case acts.EstimateSealed():
                check_commitments(act, ("estimate",))
                checking.check_closed(act, self._closes(act), wanted=False)
                self.sealed[act.id] = act
            case acts.EstimateOpened() as body:
                self._open(act, body)
            case acts.ForecastRegistered() as body:
                checking.check_forecast(act, body, self.polling_day)
                self.forecasts.append((act, body))
            case _:
                raise InputError(f"{act.act} is no act about a survey")

    def _announce(self, act: Act, body: acts.SurveyAnnounced) -> None:
        check_commitments(act, ())
        if self.announced is not None or self.statements:
            raise refused("a survey is announced once", Finding.of("matter_begins_once", act.matter))
        checking.check_announced(body)
        self.announced = body

    def _check_same(self, act: Act, body: acts.Asked) -> None:
        check_commitments(act, ())
        given, wanted = ((one.kind, one.about, one.polling_day) for one in (body, self.body))
        if given != wanted:
            raise InputError(f"a statement on {', '.join(given)} in a survey on {', '.join(wanted)}")

    def _close(self, act: Act, body: acts.FieldworkClosed) -> None:
        check_commitments(act, ())
        if self.announced is None or self.cases is not None:
            raise refused("fieldwork closes once, of what was announced", Finding.of("matter_begins_once", act.matter))
        if read_day(body.on) < read_day(self.announced.field_from):
            raise InputError(f"fieldwork closed on {body.on}, before it began")
        self.cases = checking.cases(body)

    def _asked(self, act: Act) -> Dispositions:
        if self.cases is None:
            raise refused("fieldwork is not closed", Finding.of("fieldwork_not_closed", act.matter))
        return self.cases

    def _closes(self, act: Act) -> datetime:
        return checking.last_close(act, self.polling_day, self.laws)

    def _estimate(self, act: Act, one: acts.Estimate) -> None:
        check_commitments(act, ())
        if self.body.kind == rules.EXIT_POLL:
            checking.check_closed(act, self._closes(act), wanted=True)
        self._take_estimate(act, one)

    def _open(self, act: Act, body: acts.EstimateOpened) -> None:
        check_commitments(act, ())
        checking.check_closed(act, self._closes(act), wanted=True)
        sealed = self.sealed.get(body.sealed)
        if sealed is None:
            raise InputError(f"{body.sealed} seals no estimate of {act.matter}, or was opened before")
        checking.check_opening(act, body, sealed)
        self._take_estimate(act, body.estimate)
        del self.sealed[body.sealed]

    def _take_estimate(self, act: Act, one: acts.Estimate) -> None:
        self._asked(act)
        if self.data is None or self.announced is None:
            raise refused("no data were published", Finding.of("data_not_published", act.matter))
        checking.check_estimate(act, one, self.data, self.announced.design.sha256)
        self.estimates.append((act, one))

    def said(self, *, misprints: bool = True) -> Iterator[Forecast]:
        """What the house said of each quantity, as it is scored: forecasts and seals stood before the vote ended.

        What was only published after it, or printed elsewhere, did not. Without `misprints` a statement is left out
        whose two answers are not 100 together: that is no error of the house.
        """
        for _, body in self.forecasts:
            share = printed(body.percent, body.base)
            yield Forecast(self.body.house, body.quantity, share, True, checking.read(body.intervals))
        for act, one in self.estimates:
            sealed, share = isinstance(act.body, acts.EstimateOpened), printed(one.percent, one.base)
            yield Forecast(self.body.house, one.quantity, share, sealed, checking.read(one.intervals))
        for statement in (body for _, body in self.statements if misprints or whole(body)):
            for told in statement.shares:
                if told.base:
                    yield Forecast(statement.house, told.quantity, printed(told.percent, told.base), False)

    def disclosure(self) -> Disclosure:
        """What is disclosed of it, in its announcement or by whoever printed it."""
        bodies: list[acts.Asked] = [body for _, body in self.statements]
        bodies += [self.announced] if self.announced else []
        return Disclosure({item: text for body in bodies for item, text in checking.disclosure(body).told.items()})

    def findings(self) -> Iterator[Finding]:
        """What a reader has to know: two-way shares that are not all together, sources that print different things."""
        told: dict[str, dict[str, str]] = {}
        for act, body in self.statements:
            yield from _off(act, body)
            for one in body.shares:
                told.setdefault(one.quantity, {}).setdefault(one.percent, body.sources[0].publisher)
        for quantity, values in told.items():
            if len({read_decimal(one)[0] for one in values}) > 1:
                shown = "; ".join(f"{percent} ({publisher})" for percent, publisher in values.items())
                yield Finding.of("statements_differ", self.first.matter, quantity=quantity, values=shown)

    def summary(self) -> dict[str, str]:
        """What lists show of this survey, by its own acts alone."""
        return {
            "kind": self.body.kind,
            "house": self.body.house,
            "about": self.body.about,
            "polling_day": self.body.polling_day,
            "number": str(self.body.number or ""),
            "stations": str(self.body.stations or ""),
            "estimates": str(len(self.estimates)),
            "statements": str(len(self.statements)),
        }


def _off(act: Act, body: acts.StatementRecorded) -> Iterator[Finding]:
    if not whole(body):
        shown = " + ".join(one.percent for one in _two_way(body))
        yield Finding.of("shares_not_whole", act.id, shares=shown, base="yes_plus_no")


def whole(body: acts.StatementRecorded) -> bool:
    """Whether yes and no, as printed, are 100 together within their rounding; true where one is not printed."""
    values = [read_decimal(one.percent) for one in _two_way(body)]
    if len(values) < len(rules.VOTE):
        return True
    apart = abs(sum((value for value, _ in values), Fraction(0)) - 100)
    return apart * 2 <= sum(Fraction(1, 10**decimals) for _, decimals in values)


def _two_way(body: acts.StatementRecorded) -> list[acts.StatedShare]:
    return [one for one in body.shares if one.base == "yes_plus_no" and one.quantity in rules.VOTE]
