"""What a file is by what is in it: what it calls itself is not believed, and only a few kinds are taken."""

import io
import re
import zipfile
from dataclasses import dataclass

LARGEST = 10 * 1024 * 1024
MOST, TOGETHER = 10, 40 * 1024 * 1024
"""How many files go with one act, and how large they may be together."""

UNPACKED = 200 * 1024 * 1024
MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
    "p7s": "application/pkcs7-signature",
}
EMPTY, TOO_LARGE, ARCHIVE, MAIL, PROGRAM, PAGE, MACROS, UNKNOWN = (
    "empty",
    "too_large",
    "archive",
    "mail",
    "program",
    "page",
    "macros",
    "unknown",
)
FAULTS = (EMPTY, TOO_LARGE, ARCHIVE, MAIL, PROGRAM, PAGE, MACROS, UNKNOWN)
"""Why a file is not taken."""

_BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"-----BEGIN PKCS7-----", "p7s"),
    (b"-----BEGIN CMS-----", "p7s"),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"MSCF", ARCHIVE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
    (b"{\\rtf", UNKNOWN),
    (b"%!PS", UNKNOWN),
)
# Word, Outlook and installers of old are all written in this form; none of them is taken.
_OLE, _OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "__substg1.0_".encode("utf-16-le")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_FIELDS = re.compile(rb"^(?:received|mime-version|message-id|return-path|from):", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_EMBEDDED = re.compile(r"(?:^|/)(?:embeddings|ObjectReplacements|Object \d+)/|\.(?:zip|rar|7z|exe|dll|msg|eml)$", re.I)


@dataclass(frozen=True, slots=True)
class Look:
    """What a file was found to be, or why it is not taken; one of the two is empty."""

    kind: str = ""
    fault: str = ""


def look(data: bytes) -> Look:
    """Find out what kind of file this is, and whether it is taken.

    >>> look(b"%PDF-1.7 ..."), look(b"MZ, though it is called letter.pdf")
    (Look(kind='pdf', fault=''), Look(kind='', fault='program'))
    """
    if not data or len(data) > LARGEST:
        return Look(fault=TOO_LARGE if data else EMPTY)
    for beginning, found in _BEGINNINGS:
        if data.startswith(beginning):
            return Look(kind=found) if found in MEDIA else Look(fault=found)
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return Look(kind="heic")
    if data[:1] == b"\x30" and _SIGNED_DATA in data[:24]:
        return Look(kind="p7s")
    if data.startswith(_OLE):
        return Look(fault=MAIL if _OUTLOOK in data else UNKNOWN)
    if data[257:262] == b"ustar":
        return Look(fault=ARCHIVE)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(data)
    return _written(data)


def _packed(data: bytes) -> Look:
    """A document of an office, which is an archive inside; every other archive is not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {one.filename: one for one in packed.infolist()}
            opened = packed.open("mimetype").read(64) if "mimetype" in parts else b""
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError, OSError):
        return Look(fault=ARCHIVE)
    if sum(one.file_size for one in parts.values()) > UNPACKED or any(one.flag_bits & 1 for one in parts.values()):
        return Look(fault=ARCHIVE)
    is_word = {"[Content_Types].xml", "word/document.xml"} <= parts.keys()
    is_text = opened == b"application/vnd.oasis.opendocument.text"
    if not is_word and not is_text:
        return Look(fault=ARCHIVE)
    if any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in parts):
        return Look(fault=MACROS)
    if any(_EMBEDDED.search(name) for name in parts):
        return Look(fault=ARCHIVE)
    return Look(kind="docx" if is_word else "odt")


def _written(data: bytes) -> Look:
    """Plain text, and what is written as text and is something else."""
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        return Look(fault=UNKNOWN)
    if _CONTROLS.search(data):
        return Look(fault=UNKNOWN)
    if text.lstrip().startswith("<"):
        return Look(fault=PAGE)
    head = _MAIL.match(data.replace(b"\r\n", b"\n")[:64_000])
    if head and _MAIL_FIELDS.search(head[0]):
        return Look(fault=MAIL)
    return Look(kind="txt")
