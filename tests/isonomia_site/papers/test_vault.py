"""What the vault keeps comes out as it went in, for its owner and place alone."""

import shutil
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isonomia.errors import ConflictError, InputError, RecordError
from isonomia.record.commitment import opens
from isonomia_site.papers import bundles, vault
from isonomia_site.papers.keystore import keystore
from isonomia_site.papers.models import Key, Opening, Paper, SearchKey

ALIYA = "person/1f0c"
GHANI = "person/77aa"
several = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@several
@given(value=st.text() | st.binary(), other=st.text())
def test_what_is_kept_is_read(papers: Path, value: str | bytes, other: str) -> None:
    vault.keep(ALIYA, "name", other)
    vault.keep(ALIYA, "name", value)
    vault.keep(GHANI, "name", other)
    assert vault.read(ALIYA, "name") == value
    assert vault.read(GHANI, "name") == other
    assert vault.fields(ALIYA) == ["name"]


@several
@given(value=st.text(min_size=1), act=st.from_regex("[a-z]{1,9}", fullmatch=True))
def test_a_commitment_is_opened_by_what_was_kept(papers: Path, value: str, act: str) -> None:
    made = vault.commit(ALIYA, "author", value, domain="proposal.submitted/author", act=act)
    found = vault.opening(ALIYA, made)
    assert found is not None and (found.act, found.value) == (act, value)
    assert opens(made.hmac, found.salt, found.domain, found.value)
    assert vault.opening(GHANI, made) is None


def test_two_commitments_to_one_value_differ(papers: Path) -> None:
    made = [vault.commit(ALIYA, "author", "Әлия", domain="a/author", act="act-1") for _ in range(2)]
    assert made[0].hmac != made[1].hmac
    marks = Opening.objects.values_list("act_mark", flat=True)
    assert len(set(marks)) == 1


@several
@given(data=st.data())
def test_a_changed_byte_does_not_open(papers: Path, data: st.DataObject) -> None:
    vault.keep(ALIYA, "name", "Әлия Құрманғазықызы")
    row = Paper.objects.get()
    sealed = bytearray(row.sealed)
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    Paper.objects.update(sealed=bytes(sealed))
    with pytest.raises(RecordError, match="does not open"):
        vault.read(ALIYA, "name")


def test_sealed_bytes_moved_to_another_row_field_or_owner_do_not_open(papers: Path) -> None:
    vault.keep(ALIYA, "name", "Әлия")
    vault.keep(ALIYA, "address", "Ақтау")
    vault.keep(GHANI, "name", "Ғани")
    name, address = (bytes(Paper.objects.get(key__owner=ALIYA, field=one).sealed) for one in ("name", "address"))
    Paper.objects.filter(key__owner=ALIYA, field="address").update(sealed=name)
    Paper.objects.filter(key__owner=GHANI).update(sealed=name)
    for owner, field in ((ALIYA, "address"), (GHANI, "name")):
        with pytest.raises(RecordError, match="does not open"):
            vault.read(owner, field)
    Paper.objects.filter(key__owner=ALIYA, field="address").update(sealed=address)
    assert vault.read(ALIYA, "address") == "Ақтау"
    Paper.objects.filter(key__owner=ALIYA, field="address").update(paper_id="0" * 32)
    with pytest.raises(RecordError, match="does not open"):
        vault.read(ALIYA, "address")


def test_a_paper_is_no_opening(papers: Path) -> None:
    made = vault.commit(ALIYA, "author", "Әлия", domain="a/author", act="act-1")
    vault.keep(ALIYA, "author", "Әлия")
    Opening.objects.update(sealed=bytes(Paper.objects.get().sealed))
    with pytest.raises(RecordError, match="does not open"):
        vault.opening(ALIYA, made)


def test_the_database_alone_opens_nothing(papers: Path) -> None:
    vault.keep(ALIYA, "name", "Әлия")
    shutil.rmtree(papers)
    assert vault.read(ALIYA, "name") is None
    with pytest.raises(ConflictError, match="nothing was kept"):
        vault.keep(ALIYA, "name", "Әлия")


def test_keys_alone_open_nothing_without_their_master(papers: Path) -> None:
    vault.keep(ALIYA, "name", "Әлия")
    master = papers.parent / "paper-master.key"
    master.rename(papers.parent / "away")
    with pytest.raises(RecordError, match="master key"):
        vault.read(ALIYA, "name")
    keystore().make()
    with pytest.raises(RecordError, match="does not open under this master key"):
        vault.read(ALIYA, "name")


def test_a_key_put_under_another_name_does_not_open(papers: Path) -> None:
    vault.keep(ALIYA, "name", "Әлия")
    vault.keep(GHANI, "name", "Ғани")
    one, other = Key.objects.order_by("owner").values_list("key_id", flat=True)
    shutil.copy(papers / f"{one}.key", papers / f"{other}.key")
    with pytest.raises(RecordError, match="does not open"):
        vault.read(GHANI, "name")


def test_only_the_owner_of_the_process_reads_keys(papers: Path) -> None:
    vault.keep(ALIYA, "name", "Әлия")
    assert stat.S_IMODE(papers.stat().st_mode) == 0o700
    files = [*papers.glob("*.key"), papers.parent / "paper-master.key"]
    assert len(files) == 2 and all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    files[0].chmod(0o644)
    with pytest.raises(RecordError, match="wanted mode 0600"):
        vault.read(ALIYA, "name")


def test_a_findable_value_leads_to_its_one_owner(papers: Path) -> None:
    vault.keep(ALIYA, "email", "aliya@example.kz", findable=True)
    assert vault.find("email", "aliya@example.kz") == ALIYA
    assert vault.find("phone", "aliya@example.kz") is None
    with pytest.raises(ConflictError, match="another owner"):
        vault.keep(GHANI, "email", "aliya@example.kz", findable=True)
    assert vault.read(GHANI, "email") is None
    vault.keep(ALIYA, "email", "new@example.kz", findable=True)
    assert vault.find("email", "aliya@example.kz") is None
    assert vault.remove(ALIYA, "email") and vault.find("email", "new@example.kz") is None


def test_searches_hashed_anew_find_the_same_and_the_old_key_is_gone(papers: Path) -> None:
    vault.keep(ALIYA, "email", "aliya@example.kz", findable=True)
    vault.keep(GHANI, "iin", b"870101300456", findable=True)
    old = SearchKey.objects.get().key_id
    assert vault.renew_search() == 2
    assert keystore().find(old) is None
    assert SearchKey.objects.get().key_id != old
    assert vault.find("email", "aliya@example.kz") == ALIYA
    assert vault.find("iin", b"870101300456") == GHANI


def test_a_lost_key_of_the_searches_is_made_anew(papers: Path) -> None:
    vault.keep(ALIYA, "email", "aliya@example.kz", findable=True)
    assert keystore().destroy(SearchKey.objects.get().key_id)
    assert not vault.search_works()
    with pytest.raises(RecordError, match="renew-search"):
        vault.find("email", "aliya@example.kz")
    vault.renew_search()
    assert vault.search_works() and vault.find("email", "aliya@example.kz") == ALIYA


@pytest.mark.parametrize("owner", ["aliya@example.kz", "870101300456", "person/", "person/Әлия", "person/" + "a" * 128])
def test_an_owner_is_named_by_an_id(papers: Path, owner: str) -> None:
    with pytest.raises(InputError, match="an id made by chance"):
        vault.keep(owner, "name", "Әлия")


def test_a_field_has_a_plain_name_and_a_paper_a_size(papers: Path) -> None:
    with pytest.raises(InputError, match="small letters"):
        vault.keep(ALIYA, "Аты", "Әлия")
    with pytest.raises(InputError, match="at most"):
        vault.keep(ALIYA, "scan", bytes(vault.MAX_PAPER))


def test_papers_of_many_owners_are_each_under_a_key_of_its_own(papers: Path) -> None:
    vault.keep(GHANI, "name", "Ғани")
    act = "proposal/P-2026-000001/1"
    many = [
        bundles.Bundle(ALIYA, {"name": "Әлия", "mail": "a@b.kz"}, ("mail",), act, (("author", "p/author", "Әлия"),)),
        bundles.Bundle(GHANI, {"original.1": b"\0letter"}, (), act, (("original", "p/original", b"\0letter"),)),
        *(bundles.Bundle(f"case/{number}", {"name": str(number)}) for number in range(40)),
    ]
    made = bundles.keep_many(many)
    assert (vault.read(ALIYA, "name"), vault.read(GHANI, "original.1")) == ("Әлия", b"\0letter")
    assert bundles.find_many("mail", ["a@b.kz", "b@b.kz"]) == {"a@b.kz": ALIYA}
    assert vault.find("mail", "a@b.kz") == ALIYA
    found = vault.opening(ALIYA, made[0][0])
    assert found is not None and (found.act, found.domain, found.value) == (act, "p/author", "Әлия")
    assert opens(made[1][0].hmac, vault.opening(GHANI, made[1][0]).salt, "p/original", sha256(b"\0letter").hexdigest())  # type: ignore[union-attr]
    files = sorted(keystore().folder.glob("*"))
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 and file.suffix != ".tmp" for file in files)
    # One owner's key gone is that owner's papers gone, and nobody else's.
    keystore().destroy(Key.objects.get(owner="case/7").key_id)
    assert vault.read("case/7", "name") is None and vault.read("case/8", "name") == "8"


def test_of_many_papers_all_are_kept_or_none(papers: Path) -> None:
    bundles.keep_many([bundles.Bundle(ALIYA, {"mail": "a@example.kz"}, ("mail",))])
    for wrong in (bundles.Bundle(ALIYA, {"mail": "other"}), bundles.Bundle(GHANI, {"mail": "a@example.kz"}, ("mail",))):
        with pytest.raises(ConflictError):
            bundles.keep_many([bundles.Bundle("case/1", {"name": "x"}), wrong])
    with pytest.raises(InputError):
        bundles.keep_many([bundles.Bundle("case/1", {"name": "x"}), bundles.Bundle("Aliya", {"name": "x"})])
    keystore().destroy(Key.objects.get(owner=ALIYA).key_id)
    with pytest.raises(ConflictError, match="being erased"):
        bundles.keep_many([bundles.Bundle("case/1", {"name": "x"}), bundles.Bundle(ALIYA, {"name": "y"})])
    assert vault.read("case/1", "name") is None and Paper.objects.count() == 1
