"""The forms of the commission: each act of an election made of what it asks for, and the votes as a table."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.elections import acts
from isonomia.elections.election import Election
from isonomia.elections.standing import LISTS, REMEDIES, SELF
from isonomia.elections.tally import STAGES, seats_of, ties
from isonomia.record.act import Body
from isonomia.record.sources import Source
from isonomia.rulebook.law import Rule
from isonomia.wording import say
from isonomia_site.dockets.forms import Choices, Given, Maker, StepForm, named, one_of, paper_field, several_of
from isonomia_site.dockets.words import said
from isonomia_site.elections.naming import name_of
from isonomia_site.elections.outcomes import holders, unpublished
from isonomia_site.elections.protocols import LONGEST, Table, empty_table, read
from isonomia_site.entering.forms import NO_NAMES, ActForm, area_field, day_field, go_on, in_language, line_field

LANGUAGES = ("kk", "ru", "en")
BODIES = ("parliament", "maslikhat", "rural_head")
ALL = "*"
ENDINGS = ("withdrawn", "died")
REFUSAL = "elections.refusal_"
SHORT, NAME = r"^[a-z0-9][a-z0-9_-]{0,63}\Z", "name_"
NOT_NEW = rf"^(?!new\Z){SHORT[1:]}"
SHORT_HINT = _("Small Latin letters, digits, - and _ alone: so it stands in the record.")
CAPACITY = _("The id of the public capacity, as c-4m8x2t. Who is not in the register yet is entered there first.")
ROWS = _("One a row; a semicolon between the cells.")


@dataclass(frozen=True, slots=True)
class OfElection(Given):
    """What a form is made from: the election as it stands, and the contest or list that the act is about."""

    one: Election
    about: str = ""

    @property
    def lines(self) -> Choices:
        """Every line that stands on a ballot, with its contest."""
        of = self.one.standing
        there = ((contest, line) for contest in of.contests() for line in of.on_ballot(contest))
        return [(f"{at} {line}", f"{name_of(at, self.one)}: {name_of(line, self.one)}") for at, line in there]

    @property
    def holders(self) -> Choices:
        """Who holds a seat: of lists, and in districts."""
        return [(f"{at} {id}", f"{name_of(name, self.one)}: {id}") for at, name, id in holders(self.one)]

    @property
    def grounds(self) -> Choices:
        """The grounds of a refusal that the law of today has."""
        found = [one for one, rule in self.law.found.items() if one.startswith(REFUSAL) and isinstance(rule, Rule)]
        return [(one, say(f"rule.{one}", get_language() or "en")) for one in sorted(found) if one != REMEDIES]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the quota by the law of polling day; none where it has no quota or the sources are silent."""
        body = self.one.standing.body
        rule = body.law.find(body.key("party_list_quota_for"))
        return rule.value if isinstance(rule, Rule) and isinstance(rule.value, tuple) else ()

    @property
    def tied(self) -> tuple[str, ...]:
        """The lines that are in a tie in this contest."""
        return tuple(line for tie in ties(self.one.tally.outcome(self.about)) for line in tie)


def _short(label: Any, regex: str = SHORT) -> forms.CharField:
    return forms.RegexField(regex=regex, label=label, help_text=SHORT_HINT, max_length=64)


def _number(label: Any, *, required: bool = True, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=2**53 - 1, required=required)


def _rows(label: Any, hint: Any) -> forms.CharField:
    field = area_field(label, required=True, longest=LONGEST)
    field.help_text = hint
    return field


def _called(one: Election, names: Iterable[str]) -> Choices:
    return [(name, name_of(name, one)) for name in names]


def _same(ids: tuple[str, ...]) -> Choices:
    return [(one, one) for one in ids]


def _taking(given: OfElection) -> forms.Field:
    """Who takes the seats of a list: those whom its order names are ticked already."""
    one, name = given.one, given.about
    left = one.left_on(name)
    field = several_of(_("Who takes the seats"), _same(left), required=True)
    field.initial = [id for id in one.named_by_order(name, one.tally.seats()[name]) if id in left]
    return field


class ElectionForm(StepForm):
    """One act of an election."""

    makers: Mapping[str, Maker] = {
        "slug": lambda _given: _short(_("Short name of the election"), NOT_NEW),
        "polling_day": lambda _given: day_field(_("Polling day")),
        "body": lambda _given: one_of(_("Elected body"), named("body", BODIES)),
        "called_by": lambda _given: line_field(_("Called by"), _("The office, not the person.")),
        "by_act": lambda _given: line_field(_("By which act"), NO_NAMES),
        "territory": lambda _given: forms.CharField(label=_("Territory"), max_length=64, required=False),
        "list_seats": lambda _given: _number(_("Seats by lists, where this act sets them"), required=False),
        "districts": lambda _given: _rows(_("Districts: number; territory; name in kk; ru; en"), ROWS),
        "list": lambda _given: _short(_("Short name of the list")),
        "order": lambda given: _number(_("Place in the order of registration"), least=1),
        "order:if": lambda given: _number(_("Place in the order of registration"), required=False, least=1),
        "party": lambda _given: forms.CharField(label=_("Party, by its matter"), max_length=128, required=False),
        "candidates": lambda _given: _rows(
            _("People in their order: id; groups of the quota"),
            _("One person a row, as c-4m8x2t; women, young_people. Ids of public capacities, never names."),
        ),
        "district": lambda given: one_of(_("District"), _called(given.one, given.one.standing.districts)),
        "candidate": lambda _given: line_field(_("Candidate"), CAPACITY, 64),
        "put_forward_by": lambda given: one_of(
            _("Put forward by"), [*named("put_forward_by", (SELF,)), *_called(given.one, given.one.standing.lists)]
        ),
        "signatures": lambda _given: _number(_("Signatures"), required=False),
        "voters": lambda _given: _number(_("Voters of the district"), required=False),
        "contest": lambda given: one_of(_("Ballot"), _called(given.one, given.one.standing.contests() or (LISTS,))),
        "option": lambda _given: _short(_("List or candidate, by short name or id")),
        "line": lambda given: one_of(_("List or candidate"), given.lines),
        "ground": lambda given: one_of(_("Ground"), given.grounds),
        "ground:end": lambda _given: one_of(_("Ground"), named("ground", ENDINGS)),
        "ground:seat": lambda _given: _short(_("Ground, in one word, as resigned")),
        "facts": lambda _given: paper_field(_("Facts on which this rests")),
        "how": lambda _given: area_field(_("How the lot was drawn: by whom, before whom"), required=True),
        "decided_by": lambda _given: line_field(_("Decided by"), _("The office, not the person.")),
        "taking": _taking,
        "holder": lambda given: one_of(_("Whose seat"), given.holders),
        "article:seat": lambda _given: forms.CharField(label=_("Article"), max_length=200, required=False),
        "of": lambda given: one_of(_("Whose seat passes"), _same(given.one.vacant(given.about))),
        "to": lambda given: one_of(_("To whom"), _same(given.one.left_on(given.about))),
        "publisher": lambda _given: line_field(_("Source: who published it"), "", 200),
        "reference": lambda _given: line_field(_("Source: which page or document"), NO_NAMES, 300),
    }
    asks: Mapping[type[Struct], tuple[str, ...]] = {
        acts.Called: ("slug", "polling_day", "body", "called_by", "by_act", "territory", "list_seats"),
        acts.DistrictsDrawn: ("districts", "by_act"),
        acts.ListRegistered: ("list", "order", "party", "candidates"),
        acts.CandidateRegistered: ("district", "candidate", "put_forward_by", "order:if", "signatures", "voters"),
        acts.RegistrationRefused: ("contest", "option", "ground", "facts"),
        acts.RegistrationCancelled: ("line", "ground", "facts"),
        acts.RegistrationEnded: ("line", "ground:end"),
        acts.LotDrawn: ("how",),
        acts.SeatsPublished: ("decided_by",),
        acts.SeatsTaken: ("taking",),
        acts.SeatVacated: ("holder", "ground:seat", "article:seat"),
        acts.SeatPassed: ("of", "to"),
    }
    wordings = ()
    given: OfElection

    def __init__(self, *args: Any, kind: type[Struct], given: OfElection, **rest: Any) -> None:
        super().__init__(*args, kind=kind, given=given, **rest)
        self.fields |= dict(self._own_fields(given))
        if "sources" in kind.__struct_fields__:
            self.fields |= {name: self.makers[name](given) for name in ("publisher", "reference")}

    def _own_fields(self, given: OfElection) -> Iterator[tuple[str, forms.Field]]:
        """The fields of which there are as many as languages, lines in a tie, or lines with seats."""
        if self.kind is acts.Called:
            self.fields["day"].label = _("Day of the act by which it was called")
        if self.kind is acts.ListRegistered:
            self.initial["order"] = 1 + max((line.order or 0 for line in given.one.standing.lists.values()), default=0)
            for code in LANGUAGES:
                label = in_language(_("Name of the list"), code)
                yield f"{NAME}{code}", forms.CharField(label=label, max_length=300, required=code != "en")
        if self.kind is acts.LotDrawn:
            for place in range(1, len(given.tied) + 1):
                yield f"place_{place}", one_of(_("Place %d by the lot") % place, _called(given.one, given.tied))
        if self.kind is acts.SeatsPublished and given.about != ALL:
            seats = seats_of(given.one.tally.outcome(given.about))
            for line in given.one.standing.on_ballot(given.about):
                field = _number(_("Seats: %s") % name_of(line, given.one))
                field.initial = seats.get(line, 0)
                yield f"seats_{line}", field

    def bodies(self) -> list[Body]:
        """What the act says; of the seats of all contests one act each."""
        if self.given.about != ALL:
            return [self.body()]
        typed, standing = self.cleaned_data, self.given.one.standing
        return [
            acts.SeatsPublished(
                contest=contest,
                published_on=str(typed["day"]),
                decided_by=typed["decided_by"],
                seats=tuple(acts.Won(option=line, seats=won.get(line, 0)) for line in standing.on_ballot(contest)),
                sources=(_source(typed),),
            )
            for contest, won in unpublished(self.given.one).items()
        ]

    def rule_key(self) -> str:
        """The ground of a refusal is a rule."""
        return str(self.cleaned_data["ground"])

    def remedies_key(self) -> str:
        """The rule that lists what can be done against a refusal."""
        return REMEDIES

    def clean_districts(self) -> list[dict[str, Any]]:
        """Districts from their rows."""
        found = []
        for at, cells in _cells(self.cleaned_data["districts"]):
            if len(cells) != 5 or not all((cells[0], *cells[2:4])):
                raise _row_fault(at, _("number; territory; name in kk; ru; en"))
            names = _names(dict(zip(LANGUAGES, cells[2:], strict=True)))
            found.append({"district": cells[0], "names": names, **({"territory": cells[1]} if cells[1] else {})})
        return found

    def clean_candidates(self) -> list[dict[str, Any]]:
        """The people of a list from their rows."""
        known, found = self.given.groups, []
        for at, cells in _cells(self.cleaned_data["candidates"]):
            groups = [one.strip() for one in cells[1].split(",") if one.strip()] if len(cells) > 1 else []
            if len(cells) > 2 or not cells[0] or not set(groups) <= set(known):
                raise _row_fault(at, _("an id; groups among: %s") % ", ".join(known))
            found.append({"candidate": cells[0], "groups": groups})
        return found

    def more(self, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the act says beside the fields of its own names."""
        told: dict[str, Any] = {}
        if "publisher" in typed:
            told["sources"] = [_source(typed)]
        if "line" in typed:
            told["contest"], told["option"] = typed["line"].split(" ")
        match self.kind:
            case acts.ListRegistered:
                told["names"] = _names({code: typed[f"{NAME}{code}"] for code in LANGUAGES})
            case acts.LotDrawn:
                places = [typed[name] for name in self.fields if name.startswith("place_")]
                told |= {"contest": self.given.about, "order": places}
            case acts.SeatsPublished:
                there = {name.removeprefix("seats_"): typed[name] for name in self.fields if name.startswith("seats_")}
                seats = [{"option": line, "seats": count} for line, count in there.items()]
                told |= {"contest": self.given.about, "seats": seats}
            case acts.SeatsTaken:
                told |= {"list": self.given.about, "candidates": typed["taking"]}
            case acts.SeatVacated:
                told["contest"], told["candidate"] = typed["holder"].split(" ")
            case acts.SeatPassed:
                told["list"] = self.given.about
        return told


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that has any."""
    for at, row in enumerate(text.splitlines(), 1):
        if row.strip():
            yield at, [one.strip() for one in row.split(";")]


def _row_fault(at: int, wanted: Any) -> forms.ValidationError:
    return forms.ValidationError(_("Row %(row)d: wanted %(wanted)s."), params={"row": at, "wanted": wanted})


def _source(typed: Mapping[str, Any]) -> Source:
    language = get_language() or "kk"
    return Source(publisher=typed["publisher"], reference=typed["reference"], language=language)


def _names(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"language": code, "text": text, "status": "original"} for code, text in texts.items() if text]


class VotesForm(ActForm):
    """The votes of some contests as a table, typed or handed in: first looked at, then entered."""

    checked = forms.CharField(required=False, widget=forms.HiddenInput)
    stage = forms.ChoiceField(label=_("Stage"), choices=lambda: [(one, said(one)) for one in STAGES])
    published_on = day_field(_("Published on"))
    publisher = line_field(_("Source: who published it"), "", 200)
    reference = line_field(_("Source: which page or document"), NO_NAMES, 300)
    reason = area_field(_("Why these votes differ from those published before"))
    file = forms.FileField(
        label=_("The table as a file (CSV, UTF-8)"), required=False, help_text=_("It takes the place of what is typed.")
    )
    rows = forms.CharField(
        label=_("The table: contest, line, votes"),
        help_text=_("A contest of which no number is filled in is left out."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16, "class": "mono", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, one: Election, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.one, self.table = one, Table()
        self.initial.setdefault("rows", empty_table(one.standing))

    def clean_file(self) -> str:
        """The text of a file; none where none came."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LONGEST:
            raise forms.ValidationError(_("At most 1 MB is read."))
        try:
            return str(self.fields["rows"].clean(file.read().decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            why = _("Byte %(at)d is not UTF-8: save the table as CSV in UTF-8.")
            raise forms.ValidationError(why, params={"at": error.start}) from None

    def clean(self) -> dict[str, Any]:
        """Read the table; every row that cannot be read is told."""
        found = super().clean() or {}
        if not self.errors:
            found["rows"] = found["file"] or found["rows"]
            self.table = read(found["rows"], self.one.standing)
            go_on(self, rows=found["rows"])
            if self.table.faults:
                self.add_error("rows", _("Some rows cannot be read: nothing of it is entered."))
            elif not found["reason"] and any(one.version > 1 for one in self.bodies()):
                self.add_error("reason", _("Votes of this stage were published before: say why these differ."))
        return found

    def bodies(self) -> list[acts.VotesPublished]:
        """The acts that would publish these votes."""
        typed = self.cleaned_data
        day, reason = str(typed["published_on"]), typed["reason"]
        return self.table.bodies(self.one, typed["stage"], published_on=day, reason=reason, sources=(_source(typed),))

    def looked_at(self) -> bool:
        """Whether just this was shown before with what would come of it; from now on it was."""
        typed = self.cleaned_data
        names = ("stage", "published_on", "publisher", "reference", "reason", "rows")
        digest = hashlib.sha256("\0".join(str(typed[name]) for name in names).encode()).hexdigest()
        go_on(self, checked=digest)
        return bool(typed["checked"] == digest)
