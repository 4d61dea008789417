"""Letters: an mbox file, one eml file, or a folder of these. The whole letter goes along, as it came."""

import mailbox
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from isonomia.errors import InputError
from isonomia_site.proposals.channels import markup
from isonomia_site.proposals.channels.days import of_epoch, received
from isonomia_site.proposals.channels.decoding import decoded
from isonomia_site.proposals.channels.filing import Filing, Reading, Rows, Unfit, judged, pairs

MAX_LETTER = 15 * 1024 * 1024
MAX_PARTS = 200
MAX_NESTED = 10


def read(path: Path, reading: Reading) -> Rows:
    """Every letter of a file or folder."""
    for number, data in enumerate(_letters(path), 1):
        given = (data[:300].decode("utf-8", "replace"),)
        yield judged(number, given, _filing, data, number, reading)


def _letters(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        for one in sorted(path.iterdir()):
            if one.suffix.lower() in (".eml", ".mbox"):
                yield from _letters(one)
    elif _is_mbox(path):
        box = mailbox.mbox(path, create=False)
        try:
            for key in box.iterkeys():
                # One byte beyond the limit is enough to see that it is beyond.
                yield box.get_file(key).read(MAX_LETTER + 1)
        finally:
            box.close()
    else:
        with path.open("rb") as file:
            yield file.read(MAX_LETTER + 1)


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(8192)
    if start.startswith(b"From "):
        return True
    if b":" not in start.partition(b"\n")[0]:
        raise InputError(
            f"{path.name}: neither an mbox file (it begins with 'From ') nor a letter (it begins with a field)"
        )
    return False


def _filing(data: bytes, row: int, reading: Reading) -> Filing:
    if len(data) > MAX_LETTER:
        raise Unfit("long", field="letter", length=f"> {MAX_LETTER}", most=MAX_LETTER)
    letter = _parsed(data)
    name, address = parseaddr(_header(letter, "From"))
    words = list(_words(letter))
    subject = _header(letter, "Subject")
    return Filing(
        row=row,
        key=_header(letter, "Message-ID").strip("<> ") or sha256(data).hexdigest(),
        text="\n\n".join(filter(None, [subject, *words])),
        received_on=_day(letter, reading),
        author=name or address,
        author_key=address.lower(),
        contact=address,
        original=data,
        stated=pairs(attachments=str(len(_attached(letter)) or "")),
    )


def _parsed(data: bytes) -> EmailMessage:
    try:
        letter = message_from_bytes(data, policy=policy.default)
        parts = sum(1 for _ in letter.walk())
    except RecursionError:
        raise Unfit("nested", most=MAX_NESTED) from None
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        # What is broken in a letter is found by the library's own parsers of fields, each in its way.
        raise Unfit("letter", why=f"{type(error).__name__}: {error}"[:200]) from None
    if parts > MAX_PARTS:
        raise Unfit("parts", found=parts, most=MAX_PARTS)
    assert isinstance(letter, EmailMessage)
    return letter


def _header(letter: Message, name: str) -> str:
    try:
        text = " ".join(str(letter.get(name, "") or "").split())
    except (ValueError, TypeError, LookupError, AttributeError, IndexError) as error:
        raise Unfit("letter", why=f"{name}: {type(error).__name__}"[:200]) from None
    # Bytes beyond ASCII that a field holds against the rules stand there as halves of surrogate pairs.
    raw = (
        text.encode("ascii", "surrogateescape")
        if not text.isascii() and any("\udc80" <= one <= "\udcff" for one in text)
        else b""
    )
    try:
        return decoded(raw) if raw else text
    except UnicodeError:
        raise Unfit("letters", place=name) from None


def _words(letter: EmailMessage, depth: int = 0) -> Iterator[str]:
    """The words of a letter, and after them those of letters inside it, each under its subject."""
    if depth > MAX_NESTED:
        raise Unfit("nested", most=MAX_NESTED)
    body = letter.get_body(("plain", "html"))
    if body is not None:
        text = _text(body)
        yield (markup.text_of(text) if body.get_content_subtype() == "html" else text).strip()
    for part in _attached(letter):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            assert isinstance(inner, EmailMessage)
            yield f"--- {_header(inner, 'From')}: {_header(inner, 'Subject')}"
            yield from _words(inner, depth + 1)


def _attached(letter: EmailMessage) -> list[Any]:
    if letter.get_content_type() == "message/rfc822":
        return [letter]
    return list(letter.iter_attachments()) if letter.is_multipart() else []


def _text(part: Message) -> str:
    """The words of one part, in the letters that it names, or in those that they plainly are; never with losses."""
    data = part.get_payload(decode=True)
    named = part.get_content_charset()
    if not isinstance(data, bytes):
        raise Unfit("letters", place="body")
    try:
        return data.decode(named) if named else decoded(data)
    except (UnicodeError, LookupError):
        pass
    try:
        return decoded(data)
    except UnicodeError:
        raise Unfit("letters", place=named or "body") from None


def _day(letter: EmailMessage, reading: Reading) -> Any:
    """The day on which our own server took it, by its topmost mark; where there is none, that of the letter."""
    marks = letter.get_all("Received") or []
    stamp = str(marks[0]).rpartition(";")[2].strip() if marks else _header(letter, "Date")
    if not stamp:
        return received("", reading)
    try:
        moment = parsedate_to_datetime(stamp)
    except (ValueError, TypeError, IndexError):
        raise Unfit("day", given=stamp[:40]) from None
    return of_epoch(moment.timestamp(), reading) if moment.tzinfo else received(moment.isoformat(), reading)
