"""Files from elsewhere are entered once, masked, with their papers sealed; what cannot be entered comes back."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia.record.act import Actor
from isonomia.record.commitment import opens
from isonomia.reform.road import Reform
from isonomia_site.entering.judging import rulebooks
from isonomia_site.intake import importing, services
from isonomia_site.intake.exporting import disclose, write
from isonomia_site.intake.importing import Outcome, Source, enter, look, write_rejected
from isonomia_site.intake.models import Disclosed, Imported
from isonomia_site.intake.services import How
from isonomia_site.papers import vault
from isonomia_site.papers.erasure import erase
from isonomia_site.permissions import By, as_author, at_console
from isonomia_site.proposals.channels.filing import Reading
from isonomia_site.proposals.models import PublicText
from isonomia_site.record.models import Entry
from isonomia_site.record.reader import acts_of, all_acts, blobs
from tests.isonomia_site.halls import Hall

TODAY = date(2026, 2, 2)
OPERATOR = at_console("operator", TODAY)
HOW = How(source="import/register", channel="state_portal", on=TODAY)
TABLE = (
    "key,text,received_on,language,author,author_key,contact,supports,territory\n"
    "1,Keep article 26.,2026-01-15,en,,,,12,\n"
    "2,Call me: +7 701 234 56 78,2026-01-16,en,Aliya,a-1,a@example.kz,,\n"
    "3,,2026-01-16,en,,,,,\n"
    "4,A place unheard of,2026-01-16,en,,,,,not a place\n"
    "5,From days to come,2026-02-09,en,,,,,\n"
    "1,Keep article 26.,2026-01-15,en,,,,12,\n"
    "2,Another text,2026-01-16,en,,,,,\n"
)


@pytest.fixture
def register(tmp_path: Path) -> Source:
    path = tmp_path / "register.csv"
    path.write_text(TABLE, encoding="utf-8")
    return again(path)


def again(path: Path) -> Source:
    return Source(path, "register", Reading(ZoneInfo("Asia/Almaty")))


def proposals() -> int:
    return Entry.objects.filter(matter__startswith="proposal/").count()


def codes(outcome: Outcome) -> list[tuple[int, str]]:
    return [(one.row, one.why.code) for one in outcome.rejected]


def test_a_file_is_looked_at_then_entered_once(papers: Path, register: Source) -> None:
    before = proposals()
    seen = look(OPERATOR, register, HOW)
    assert (seen.read, seen.good, seen.same) == (7, 2, 1) and proposals() == before
    wanted = [(4, "empty"), (5, "refused"), (6, "refused"), (8, "twice")]
    assert codes(seen) == wanted
    done = enter(OPERATOR, again(register.path), HOW)
    assert (done.good, done.same, codes(done)) == (2, 1, wanted) and proposals() == before + 2
    second = enter(OPERATOR, again(register.path), HOW)
    assert (second.good, second.same) == (0, 3) and proposals() == before + 2
    # The second text under one key is now another text than that of a proposal in the record.
    assert codes(second) == [(4, "empty"), (5, "refused"), (6, "refused"), (8, "changed")]
    elsewhere = enter(OPERATOR, again(register.path), How(source="import/other", channel="letter", on=TODAY))
    assert elsewhere.good == 2


def test_what_is_entered_binds_to_masked_texts_and_sealed_papers(papers: Path, register: Source) -> None:
    done = enter(OPERATOR, register, HOW)
    (act,) = acts_of(f"proposal/{done.last}")
    text = PublicText.objects.get(number=done.last)
    assert text.text == "Call me: [phone]"
    bound = {one.field: one for one in act.commit}
    assert set(bound) == {"text", "original", "author"}
    assert opens(bound["text"].hmac, bytes(text.salt), "proposals/text", text.text)
    row = Imported.objects.get(number=done.last)
    assert vault.read(row.owner, "original") == "Call me: +7 701 234 56 78"
    assert (vault.read(row.owner, "name"), vault.read(row.owner, "contact")) == ("Aliya", "a@example.kz")
    opened = vault.opening(row.owner, bound["author"])
    assert opened is not None and (opened.act, opened.value) == (act.id, "Aliya\na@example.kz")
    assert act.actor.role == "operator" and act.body.imported.row == 3 and act.body.imported.source == "import/register"  # type: ignore[attr-defined]
    (plain,) = acts_of(f"proposal/{done.first}")
    assert [one.field for one in plain.commit] == ["text"]
    assert b"234 56" not in b"".join(bytes(body) for body in Entry.objects.values_list("body", flat=True))
    # The whole record still replays, and lists show what they would after a rebuild.
    Reform.after(all_acts(), rulebooks(), blobs())


def test_of_a_batch_all_is_entered_or_nothing(papers: Path, register: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    before = proposals()

    def broken(*_: object) -> None:
        raise ConflictError("others were here")

    with monkeypatch.context() as patched:
        patched.setattr(services, "_note", broken)
        with pytest.raises(ConflictError):
            enter(OPERATOR, register, HOW)
    assert proposals() == before and not PublicText.objects.filter(text__startswith="Keep article").exists()
    with pytest.raises(UnlawfulActError):
        enter(By("", (), TODAY), again(register.path), HOW)
    assert enter(OPERATOR, again(register.path), HOW).good == 2


def test_a_file_that_breaks_off_enters_nothing(papers: Path, tmp_path: Path) -> None:
    before = proposals()
    path = tmp_path / "open.csv"
    path.write_text("key,text,received_on\n" + "1,x,2026-01-15\n" * 3 + '2,"open' + "y" * 20_000_000, encoding="utf-8")
    with pytest.raises(InputError):
        enter(OPERATOR, again(path), HOW)
    assert proposals() == before


def test_rejected_rows_are_mended_and_handed_in_again(papers: Path, register: Source, tmp_path: Path) -> None:
    done = enter(OPERATOR, register, HOW)
    file = tmp_path / "rejected.csv"
    write_rejected(file, done, register.reading.header, "en")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        table = list(csv.reader(opened))
    assert table[0][-2:] == ["row", "reason"] and [line[-2] for line in table[1:]] == ["4", "5", "6", "8"]
    assert table[1][-1] == "no text" and table[2][1] == "A place unheard of"
    file.write_text(file.read_text(encoding="utf-8-sig").replace("not a place", ""), encoding="utf-8")
    mended = enter(OPERATOR, again(file), HOW)
    assert mended.good == 1


def test_a_source_or_channel_that_is_none_is_refused_at_once() -> None:
    for source, channel in (("two words", "letter"), ("", "letter"), ("import/a", "pigeon")):
        with pytest.raises(InputError):
            How(source=source, channel=channel, on=TODAY)


def test_whom_an_erasure_made_forgotten_no_second_run_brings_back(papers: Path, register: Source) -> None:
    done = enter(OPERATOR, register, HOW)
    owner = Imported.objects.get(number=done.last).owner
    erase(owner, ground="art-18", by=Actor(role="registrar"), at=datetime(2026, 2, 3, tzinfo=UTC))
    left = Imported.objects.get(number=done.last)
    assert (left.owner, left.author_mark, left.stated) == ("", "", {}) and vault.read(owner, "name") is None
    assert enter(OPERATOR, again(register.path), HOW).good == 0


def test_public_and_internal_data(mysal: Hall, papers: Path, register: Source, tmp_path: Path) -> None:
    register.path.write_text(TABLE.replace("Keep article 26.", "=1+1"), encoding="utf-8")
    done = enter(OPERATOR, register, HOW)
    mysal.publish()
    listed = write(tmp_path / "out.jsonl", "jsonl")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(found) == listed
    mine = {one["number"]: one for one in found}[done.last]
    assert mine["text"] == "Call me: [phone]" and not {"name", "contact", "original"} & mine.keys()
    assert opens(mine["commitment"], bytes.fromhex(mine["salt"]), mine["domain"], mine["text"])
    write(tmp_path / "out.csv", "csv")
    assert ",'=1+1," in (tmp_path / "out.csv").read_text(encoding="utf-8")
    with pytest.raises(InputError):
        disclose(as_author(TODAY), "operator", "order 1")
    disclose(OPERATOR, "operator", "order 1")
    write(tmp_path / "in.jsonl", "jsonl", internal=True)
    inside = [json.loads(line) for line in (tmp_path / "in.jsonl").read_text(encoding="utf-8").splitlines()]
    mine = {one["number"]: one for one in inside}[done.last]
    assert (mine["name"], mine["original"]) == ("Aliya", "Call me: +7 701 234 56 78")
    assert Disclosed.objects.get().ground == "order 1"


def test_batches_go_on_one_after_another(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    path, told = tmp_path / "many.csv", []
    path.write_text(
        "key,text,received_on\n" + "".join(f"{n},Text {n},2026-01-15\n" for n in range(8)), encoding="utf-8"
    )
    done = enter(OPERATOR, again(path), HOW, lambda outcome: told.append(outcome.read))
    assert (done.good, told) == (8, [3, 6, 8])
    first, last = (int(number.rpartition("-")[2]) for number in (done.first, done.last))
    assert last - first == 7
