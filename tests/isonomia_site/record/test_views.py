"""The record's pages, the published files, and the headers on all of it."""

import io
import re
import tarfile
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.record import reader
from tests.isonomia_site.halls import DemoRecord

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "about/",
    "glossary/",
    "reforms/kz-2022/",
    "referendum/",
    "referendum/2022-06-05/",
    "referendum/2022-06-05/turnout/",
    "referendum/2022-06-05/rules/",
    "referendum/2022-06-05/checks/",
    "referendum/1995-08-30/",
    "figures/",
    "figures/F27/",
    "record/",
    "record/entries/",
    "record/entries/?from=75",
    "record/entries/0/",
    "record/entries/40/",
    "record/verify/",
    "record/receipt/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_page_is_there_in_every_language_and_cheap(
    demo_record: DemoRecord,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    language: str,
    page: str,
) -> None:
    with django_assert_max_num_queries(12):
        response = client.get(f"/{language}/{page}")
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_keeps_to_itself(demo_record: DemoRecord, client: Client, page: str) -> None:
    response = client.get(f"/en/{page}")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    text = response.content.decode()
    assert "<script" not in text
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert "<style" not in text


def test_a_page_that_has_not_changed_is_not_sent_again(demo_record: DemoRecord, client: Client) -> None:
    first = client.get("/en/record/")
    assert client.get("/en/record/", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(("asked", "wanted"), [("kk", "kk"), ("ru-KZ,en;q=0.5", "ru"), ("de", "en"), ("", "en")])
def test_the_front_door_leads_to_the_readers_language(
    demo_record: DemoRecord, client: Client, asked: str, wanted: str
) -> None:
    response = client.get("/", headers={"Accept-Language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{wanted}/")
    assert "Accept-Language" in response["Vary"]


def test_the_head_page_shows_root_checkpoint_and_that_nobody_cosigns(demo_record: DemoRecord, client: Client) -> None:
    text = client.get("/en/record/").content.decode()
    head = (demo_record.published / "checkpoint").read_text().splitlines()
    assert head[0] in text and head[2] in text
    assert "Cosigned by 0 of 0 witnesses" in text
    assert f'href="/log/checkpoints/{demo_record.size}"' in text
    assert "It found no fault" in text


def test_an_entry_shows_its_bytes_its_proof_and_its_sources(demo_record: DemoRecord, client: Client) -> None:
    shown = reader.entry(40)
    text = client.get("/en/record/entries/40/").content.decode()
    assert shown.leaf_hash.hex() in text
    assert all(one.hex() in text for one in shown.proof)
    assert shown.act.id in text
    assert shown.act.body.sources[0].publisher in text.replace("&#x27;", "'").replace("&amp;", "&")


@pytest.mark.parametrize(
    "page",
    [
        "entries/100000/",
        "entries/?from=x",
        "entries/?from=-1",
        "entries/?from=99999999999999999999",
        "entries/?from=100000",
    ],
)
def test_what_is_not_there_is_not_found(demo_record: DemoRecord, client: Client, page: str) -> None:
    assert client.get(f"/en/record/{page}").status_code == 404


def test_pages_are_read_and_not_posted_to(demo_record: DemoRecord, client: Client) -> None:
    assert client.post("/en/record/").status_code == 405
    assert client.post("/log/checkpoint").status_code == 405


def test_every_published_file_is_handed_out_unchanged(demo_record: DemoRecord, client: Client) -> None:
    for path in sorted(path for path in demo_record.published.rglob("*") if path.is_file()):
        name = path.relative_to(demo_record.published).as_posix()
        response = client.get(f"/log/{name}")
        assert (response.status_code, response.content) == (200, path.read_bytes()), name
        changing = not name.startswith(("tile/", "blob/"))
        assert response["Cache-Control"] == ("no-cache" if changing else "public, max-age=31536000, immutable")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Vary"] == "Accept-Encoding"
        binary = name.startswith(("tile/", "blob/"))
        wanted = "application/octet-stream" if binary else "application/json" if ".json" in name else "text/plain"
        assert response["Content-Type"].startswith(wanted)
        assert client.head(f"/log/{name}").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../isonomia.sqlite3",
        "%2e%2e/log.key",
        "..%2flog.key",
        "tile/../../log.key",
        "tile/0/../../../log.key",
        "checkpoints/../../secret",
        "checkpoints/087",
        "checkpoint.tmp",
        "blob/sha256/../../policy",
        "tile/0/0",
        "tile/0/000.p/256",
        "//etc/passwd",
        "tile/0/999",
        "",
        "checkpoint%00",
    ],
)
def test_no_other_file_is_ever_handed_out(demo_record: DemoRecord, client: Client, name: str) -> None:
    assert client.get(f"/log/{name}").status_code == 404


def test_the_archive_holds_a_record_that_verifies(demo_record: DemoRecord, client: Client, tmp_path: Path) -> None:
    response = client.get("/log.tar")
    data = b"".join(response.streaming_content)
    assert f'filename="isonomia-record-{demo_record.size}.tar"' in response["Content-Disposition"]
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(tmp_path, filter="data")
    _, findings = check(tmp_path / "record", BODIES, strict=True)
    assert findings == []
    assert b"".join(client.get("/log.tar").streaming_content) == data


def test_the_sign_of_life_needs_no_database(
    demo_record: DemoRecord, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_static_files_are_named_by_their_content_and_kept_for_ever(demo_record: DemoRecord, client: Client) -> None:
    text = client.get("/en/").content.decode()
    style = re.search(r'href="(/static/[^"]+\.css)"', text)
    assert style and re.search(r"\.[0-9a-f]{12}\.css$", style.group(1))
    response = client.get(style.group(1))
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
