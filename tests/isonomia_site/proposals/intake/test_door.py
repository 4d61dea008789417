"""`isonomia proposals` as an operator runs it: import, export, keys."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from isonomia_cli.proposals import app
from isonomia_site.intake.models import ApiKey, Disclosed
from isonomia_site.record.models import Entry
from tests.isonomia_site.halls import Hall

TABLE = "№;Суть;Дата\n1;Жер сатылмасын;15.01.2026\n2;;15.01.2026\n3;Дом +7 701 234 56 78;16.01.2026\n"
MAP = '[columns]\nkey = "№"\ntext = "Суть"\nreceived_on = "Дата"\n[source]\nname = "import/ministry"\n'


@pytest.fixture
def run(papers: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    """Run a command on the hall of this test, which is open already."""
    monkeypatch.setattr("isonomia_cli.intake.open_existing", lambda state: None)
    return Run()


class Run:
    def __call__(self, *words: object) -> str:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output


def proposals() -> int:
    return Entry.objects.filter(matter__startswith="proposal/").count()


def test_a_file_is_entered_once_and_its_rejected_rows_come_back(run: Run, tmp_path: Path) -> None:
    file, known, before = tmp_path / "r.csv", tmp_path / "map.toml", proposals()
    file.write_bytes(TABLE.encode("cp1251"))
    known.write_text(MAP, encoding="utf-8")
    words = ("import", file, "--from", "register", "--map", known)
    said = run(*words, "--dry-run", "--language", "ru")
    assert "3 rows read: 2 would be entered; 0 were in before; 1 rejected" in said and "кодировка cp1251" in said
    assert "row 3: нет текста" in said and proposals() == before
    assert "2 entered, P-" in run(*words) and proposals() == before + 2
    assert "0 entered; 2 were in before; 1 rejected" in run(*words) and proposals() == before + 2
    assert (tmp_path / "r.rejected.csv").read_text(encoding="utf-8-sig").splitlines()[1].endswith("3,no text")


def test_data_goes_out_and_papers_only_on_a_ground(mysal: Hall, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert f"written to {out}" in run("export", "--out", out)
    head = out.read_text(encoding="utf-8").partition("\r\n")[0]
    assert "commitment" in head and "contact" not in head
    for words in (("--internal",), ("--internal", "--ground", "order 1"), ("--role", "operator")):
        refused = CliRunner().invoke(app, ["export", "--out", str(out), *words])
        assert refused.exit_code == 1
    run("export", "--out", out, "--internal", "--role", "operator", "--ground", "order 1")
    assert Disclosed.objects.count() == 1 and "contact" in out.read_text(encoding="utf-8")


def test_a_key_is_made_listed_and_revoked(run: Run) -> None:
    key = run("key", "make", "red-crescent", "--kind", "civic_organisation", "--until", "2030-01-01").strip()
    assert key.startswith("isonomia_") and key not in str(ApiKey.objects.values_list())
    assert "red-crescent  civic_organisation  60 a minute  until 2030-01-01" in run("key", "list")
    run("key", "revoke", "red-crescent")
    assert "revoked" in run("key", "list")
