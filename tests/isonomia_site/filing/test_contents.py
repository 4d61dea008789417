"""What a file is by its content: the kinds that are taken, and the disguises that are not."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from isonomia_site.filing import contents
from isonomia_site.filing.contents import Look, look

WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
OPEN = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}
MAIL = b"Received: from here\r\n by there\r\nSubject: an order\r\nMIME-Version: 1.0\r\n\r\nbody"


def packed(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return held.getvalue()


def tarred() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as file:
        file.addfile(tarfile.TarInfo("a"))
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0 JFIF", "jpg"),
        (b"II*\0....", "tiff"),
        (b"\0\0\0\x18ftypheic....", "heic"),
        (packed(WORD), "docx"),
        (packed(OPEN), "odt"),
        ("Жалоба: мой дом.\nНазавтра:".encode(), "txt"),
        ("\ufeffМенің үйім.".encode(), "txt"),
        (b"Dear Court,\nmy house: it stands.\n", "txt"),
        (bytes.fromhex("308006092a864886f70d010702") + b"....", "p7s"),
        (b"-----BEGIN CMS-----\n", "p7s"),
    ],
)
def test_these_kinds_are_taken(data: bytes, kind: str) -> None:
    assert look(data) == Look(kind=kind) and kind in contents.MEDIA


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (b"%PDF-" + bytes(contents.LARGEST), "too_large"),
        (packed({"a.pdf": b"%PDF-"}), "archive"),
        (packed({}), "archive"),
        (b"PK\x03\x04 and nothing more", "archive"),
        (packed(WORD)[:-10], "archive"),
        (packed({**WORD, "word/embeddings/oleObject1.bin": b"MZ"}), "archive"),
        (packed({**OPEN, "Object 1/content.xml": b"<x/>"}), "archive"),
        (packed({**WORD, "word/media/inner.zip": b"PK"}), "archive"),
        (packed({**WORD, "word/vbaProject.bin": b"Sub AutoOpen"}), "macros"),
        (packed({**OPEN, "Basic/Standard/a.xml": b"<x/>"}), "macros"),
        (tarred(), "archive"),
        (b"Rar!\x1a\x07\x01\0", "archive"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (MAIL, "mail"),
        (MAIL.replace(b"\r\n", b"\n"), "mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "__substg1.0_0037".encode("utf-16-le"), "mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "unknown"),
        (b"MZ\x90\0 letter.pdf", "program"),
        (b"\x7fELF", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"<html><script>", "page"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><svg>", "page"),
        (b" %PDF-1.7 not at its beginning\0", "unknown"),
        (b"{\\rtf1", "unknown"),
        ("Жалоба".encode("cp1251"), "unknown"),
        ("Жалоба".encode("utf-16"), "unknown"),
    ],
)
def test_these_are_not_taken_and_it_is_said_why(data: bytes, fault: str) -> None:
    assert look(data) == Look(fault=fault) and fault in contents.FAULTS


def test_what_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({**WORD, "word/media/a.png": bytes(3 * 1024 * 1024)})
    assert look(bomb).kind == "docx" and len(bomb) < 10_000
    monkeypatch.setattr(contents, "UNPACKED", 1024 * 1024)
    assert look(bomb).fault == "archive"


def test_documents_that_our_own_desk_writes_are_taken(tmp_path: Path) -> None:
    from docx import Document

    Document().save(str(tmp_path / "a.docx"))
    assert look((tmp_path / "a.docx").read_bytes()) == Look(kind="docx")
