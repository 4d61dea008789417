"""Messages of one chat, as Telegram Desktop exports them (`result.json`): a text, or a list of its parts."""

import json
from pathlib import Path
from typing import Any

from isonomia.errors import InputError
from isonomia_site.proposals.channels.days import of_epoch, received
from isonomia_site.proposals.channels.documents import Stream, refuse_doubled, text_in
from isonomia_site.proposals.channels.filing import Filing, Reading, Rows, Unfit, judged, pairs


def read(path: Path, reading: Reading) -> Rows:
    """Every message with words; what the service wrote itself (who joined, what was pinned) is counted and left."""
    stream, chat, number, met = Stream(path, reading), "", 0, False
    try:
        for key in stream.members():
            if key == "chats":
                raise InputError(f"{path.name}: an export of a whole account: export the one chat instead")
            if key != "messages":
                value = stream.value()
                chat = text_in(value) if key == "id" else chat
                continue
            met = True
            for message in stream.items():
                if isinstance(message, dict) and message.get("type") == "service":
                    reading.remark("service")
                    continue
                number += 1
                given = (json.dumps(message, ensure_ascii=False),)
                yield judged(number, given, _filing, message, number, chat, reading)
    finally:
        stream.close()
    if not met:
        raise stream.wrong("no messages")


def _filing(message: Any, row: int, chat: str, reading: Reading) -> Filing:
    refuse_doubled(message)
    if not isinstance(message, dict):
        raise Unfit("no_row")
    text = words(message.get("text"))
    media = text_in(message.get("media_type") or ("photo" if message.get("photo") else message.get("file")))
    if not text.strip() and media:
        raise Unfit("only_media", media=media[:100])
    number = text_in(message.get("id"))
    reply = text_in(message.get("reply_to_message_id"))
    return Filing(
        row=row,
        key=f"{chat}/{number}" if number else "",
        text=text.strip(),
        received_on=_day(message, reading),
        author=text_in(message.get("from")),
        author_key=text_in(message.get("from_id")),
        # Who wrote what is passed on is a name: it goes where names go.
        contact=_forwarded(message),
        stated=pairs(
            media=media,
            reply_to=f"{chat}/{reply}" if reply else "",
            forwarded="yes" if message.get("forwarded_from") else "",
            edited=text_in(message.get("edited")),
        ),
    )


def words(text: Any) -> str:
    """The words of a message: text as it is, or its parts in their order, a link with where it leads.

    >>> words(["Бап ", {"type": "bold", "text": "26"}, {"type": "text_link", "text": " here", "href": "http://a.kz"}])
    'Бап 26 here [http://a.kz]'
    """
    if not isinstance(text, list):
        return text_in(text)
    return "".join(_part(part) for part in text)


def _part(part: Any) -> str:
    if not isinstance(part, dict):
        return text_in(part)
    link = text_in(part.get("href")) if part.get("type") == "text_link" else ""
    return text_in(part.get("text")) + (f" [{link}]" if link else "")


def _day(message: dict[str, Any], reading: Reading) -> Any:
    stamp = text_in(message.get("date_unixtime"))
    # `date` alone is in the zone of the machine that exported, which the file does not name.
    return (
        of_epoch(int(stamp), reading)
        if stamp.isdecimal() and len(stamp) < 19
        else received(text_in(message.get("date")), reading)
    )


def _forwarded(message: dict[str, Any]) -> str:
    name = text_in(message.get("forwarded_from"))
    return f"forwarded from: {name}" if name else ""
