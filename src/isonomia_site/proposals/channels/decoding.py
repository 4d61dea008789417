"""In what letters a file is written: found out strictly, from all of its bytes, and said. Nothing is guessed away."""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from isonomia.errors import InputError
from isonomia_site.proposals.channels.filing import Reading

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251")
BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Letters of Russian and Kazakh in cp1251, with the signs that texts in it use: No, dashes, quotation marks.
_CP1251 = bytes([*range(0xC0, 0x100), *b"\xa8\xb8\xb2\xb3\xb9\xab\xbb\x96\x97\x93\x94\x84\x85\xa0"])
_WORD = re.compile(rb"[\x80-\xff]+")
_OURS = re.compile(r"[\t\r\n -~\u0400-\u04ff\u2010-\u2030\u2116]")
_MOST_OTHER = 20
"""One byte in so many beyond ASCII may be none of these; more, and the file is in some other encoding."""


def encoding_of(path: Path, reading: Reading) -> str:
    """The encoding of a file, which is said among the remarks.

    Raises:
        InputError: its bytes are of no encoding that is read here, or not of the one that was named.
    """
    found = reading.encoding or _found(path)
    if found not in ENCODINGS:
        raise InputError(f'the encoding "{found}": wanted one of {", ".join(ENCODINGS)}')
    fault = _first_fault(path, found)
    if fault is not None:
        raise InputError(f"{path.name}: byte {fault} is not {found}; name its encoding in the map")
    reading.remark("encoding", encoding=found)
    return found


def decoded(data: bytes) -> str:
    """A short text without a named encoding: UTF-8, or else what is plainly cp1251.

    Raises:
        UnicodeError: neither.
    """
    try:
        return data.decode()
    except UnicodeDecodeError:
        if not _is_cp1251([data]):
            raise
        return data.decode("cp1251")


def _found(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return name
    unmarked = _utf16(start)
    if unmarked:
        return unmarked
    if _first_fault(path, "utf-8") is None:
        return "utf-8"
    with path.open("rb") as file:
        if _is_cp1251(_blocks(file)):
            return "cp1251"
    raise InputError(f"{path.name}: neither UTF-8, nor UTF-16, nor plainly cp1251; name its encoding in the map")


def _utf16(start: bytes) -> str:
    """Which UTF-16 without a mark this is the start of; none where it would be no text of ours in either."""
    if b"\0" not in start:
        return ""
    for name in ("utf-16-le", "utf-16-be"):
        text = start[: len(start) // 2 * 2].decode(name, "replace")
        if len(_OURS.findall(text)) * 10 >= len(text) * 9:
            return name
    return ""


def _first_fault(path: Path, encoding: str) -> int | None:
    """The place of the first byte that is not of an encoding."""
    decoder, read = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as file:
        try:
            for block in _blocks(file):
                read += len(block)
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeError as error:
            # What the decoder had kept back from the block before is the start of what it complains of.
            return read - len(error.object) + error.start if isinstance(error, UnicodeDecodeError) else 0
    return None


def _is_cp1251(blocks: Iterable[bytes]) -> bool:
    """Whether bytes beyond ASCII stand in words, small letters before great ones, as Cyrillic does in cp1251 alone."""
    beyond = other = words = small = great = 0
    for block in blocks:
        if b"\x98" in block:
            return False
        above = block.translate(None, bytes(range(0x80)))
        beyond += len(above)
        other += len(above.translate(None, _CP1251))
        small += len(above) - len(above.translate(None, bytes(range(0xE0, 0x100))))
        great += len(above) - len(above.translate(None, bytes(range(0xC0, 0xE0))))
        words += len(_WORD.findall(block))
    return beyond >= 2 * words > 0 and small > great and other * _MOST_OTHER <= beyond


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
