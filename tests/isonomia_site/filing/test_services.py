"""A matter with papers: number, code, papers and act stand together, or nothing does."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from isonomia.errors import ConflictError, InputError
from isonomia.proposals.acts import InformationAsked, ProposalReceived, ProposalRegistered
from isonomia.record.act import Act
from isonomia.record.commitment import opens
from isonomia_site.entering.judging import judged
from isonomia_site.entering.services import id_of
from isonomia_site.filing.codes import matter_of
from isonomia_site.filing.models import Filed
from isonomia_site.filing.papers import Handed, Papers, file_of, files_of, owner_of, sheet_of, sheets_of
from isonomia_site.filing.services import Given, Series, begin, enter, receive
from isonomia_site.papers import vault
from isonomia_site.papers.bundles import Bundle
from isonomia_site.papers.erasure import owners_erased
from isonomia_site.papers.models import Key, Paper
from isonomia_site.permissions import By, as_author, at_console
from isonomia_site.record.models import Entry
from isonomia_site.record.reader import acts_of
from tests.isonomia_site.halls import Hall

TODAY = date(2026, 11, 22)
BODY = ProposalReceived(
    channel="form",
    received_on="2026-11-22",
    registered_on="2026-11-22",
    language="kk",
    language_by="author",
    author_kind="citizen",
)
SAID = {"content": {"what": "The norm was applied to me."}, "applicant": {"name": "Aigerim"}}
PAPERS = Papers(SAID, (Handed("ruling.pdf", b"%PDF-1.7 ruling"), Handed("letter.pdf", b"%PDF-1.7 letter")))


def admitted(_by: By, _act: Act, _before: Sequence[Act]) -> Mapping[str, str]:
    """The law of whichever institution: here one that has nothing against it."""
    return {}


SERIES = Series("proposal/P-", admitted)


def filed(papers: Papers = PAPERS) -> Given:
    return receive(as_author(TODAY), SERIES, BODY, papers)


def test_a_filing_has_number_code_papers_and_an_act_bound_to_them(mysal: Hall) -> None:
    given = filed()
    assert given.matter == "proposal/P-2026-000001" and given.number == "P-2026-000001"
    (act,) = acts_of(given.matter)
    assert [one.field for one in act.commit] == ["content", "applicant"]
    assert sheet_of(act.id, "content") == SAID["content"] and sheet_of(act.id, "applicant") == SAID["applicant"]
    assert files_of(act.id) == ["ruling.pdf", "letter.pdf"] and file_of(act.id, 1) == b"%PDF-1.7 letter"
    assert set(sheets_of(given.matter)) == {("content", 1), ("applicant", 1)}
    owner = owner_of(given.matter)
    assert owner is not None
    for made in act.commit:
        found = vault.opening(owner, made)
        assert found is not None and found.domain == f"proposals.received/{made.field}" and found.act == act.id
        assert opens(made.hmac, found.salt, found.domain, found.value)
    assert "Aigerim" not in str(act) and all(b"Aigerim" not in bytes(one.sealed) for one in Paper.objects.all())


def test_the_commitment_to_the_content_binds_the_files(mysal: Hall) -> None:
    bound = [
        vault.opening(str(owner_of(given.matter)), acts_of(given.matter)[0].commit[0])
        for given in (filed(), filed(Papers(SAID, PAPERS.files[:1])))
    ]
    assert bound[0] is not None and bound[1] is not None and bound[0].value != bound[1].value
    assert "letter.pdf" in str(bound[0].value) and "letter.pdf" not in str(bound[1].value)


def test_what_the_law_refuses_leaves_nothing_behind(mysal: Hall) -> None:
    before = Entry.objects.count()
    with pytest.raises(InputError):
        receive(as_author(TODAY), Series("proposal/P-", judged), BODY, PAPERS)
    assert (Entry.objects.count(), Filed.objects.count(), Key.objects.count()) == (before, 0, 0)
    assert filed().number == "P-2026-000001"


def test_number_and_code_open_one_matter_however_they_are_typed(mysal: Hall) -> None:
    one, other = filed(), filed()
    assert matter_of(one.number, one.code) == one.matter
    assert matter_of(f" {one.matter.upper()} ", one.code.upper().replace("-", " ")) == one.matter
    assert matter_of(other.number, one.code) is None and matter_of(one.number, "b") is None
    assert matter_of("", one.code) is None
    owners_erased.send(None, owners=[owner_of(one.matter)])
    assert matter_of(one.number, one.code) is None and matter_of(other.number, other.code) == other.matter


def test_later_acts_bring_papers_of_their_own_under_the_same_key(mysal: Hall) -> None:
    given = filed(Papers(SAID))
    asked, by = InformationAsked(asked_on="2026-11-22"), at_console("compiler", TODAY)
    act = enter(by, given.matter, asked, 1, judge=admitted, papers=Papers({"facts": {"facts": "A page is missing."}}))
    assert [one.field for one in act.commit] == ["facts"] and act.id == id_of(given.matter, 1)
    assert sheet_of(act.id, "facts") == {"facts": "A page is missing."} and sheet_of(act.id, "content") == {}
    assert Key.objects.filter(owner=owner_of(given.matter)).count() == 1 == Key.objects.count()
    plain = enter(by, given.matter, ProposalRegistered(registered_on="2026-11-22"), 2, judge=admitted)
    assert plain.commit == ()


def test_who_comes_second_leaves_no_paper(mysal: Hall) -> None:
    given = filed()
    fields = vault.fields(str(owner_of(given.matter)))
    asked, facts = InformationAsked(asked_on="2026-11-22"), Papers({"facts": {"facts": "Another."}})
    with pytest.raises(ConflictError):
        enter(at_console("compiler", TODAY), given.matter, asked, 0, judge=admitted, papers=facts)
    assert vault.fields(str(owner_of(given.matter))) == fields


def test_a_matter_that_an_office_began_has_papers_and_no_code(mysal: Hall) -> None:
    by = at_console("compiler", TODAY)
    act = enter(by, "proposal/P-2030-000001", BODY, 0, judge=admitted, papers=Papers({"facts": {"facts": "Found."}}))
    assert sheet_of(act.id, "facts") == {"facts": "Found."}
    assert Filed.objects.get(matter=act.matter).code_hash is None
    assert matter_of("P-2030-000001", "") is None


def test_commitments_to_what_lies_elsewhere_stand_first(mysal: Hall) -> None:
    by, papers = at_console("compiler", TODAY), Bundle("case/5f", {}, (), "proposal/P-2031-000001/1")
    given = begin(by, "proposal/P-2031-000001", BODY, papers, judge=admitted)
    assert acts_of(given.matter)[0].commit == () and owner_of(given.matter) == "case/5f"
