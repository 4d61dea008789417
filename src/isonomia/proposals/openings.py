"""What opens the commitment to a text, as it is handed out: anyone can hold it against the act that it belongs to."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from isonomia.errors import Finding, InputError
from isonomia.record.act import Act, Digest
from isonomia.record.commitment import opens

FORM: Literal["isonomia-opening/1"] = "isonomia-opening/1"
SaltText = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which commitment of which act it opens, in which domain; the salt in hexadecimal digits, and the value."""

    form: Literal["isonomia-opening/1"] = FORM
    act: str
    field: str
    domain: str
    commitment: Digest
    salt: SaltText
    value: str


def read(text: str | bytes) -> Opening:
    """Read an opening.

    Raises:
        InputError: it is none.
    """
    try:
        return msgspec.json.decode(text, type=Opening)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InputError(f"no file that opens a commitment: {error}") from None


def check(opening: Opening, act: Act | None) -> list[Finding]:
    """Find whether salt and value open the commitment, and whether the act binds itself to just that one."""
    if not opens(opening.commitment, bytes.fromhex(opening.salt), opening.domain, opening.value):
        return [Finding.of("opening_wrong", opening.act, field=opening.field)]
    if act is None:
        return [Finding.of("opening_without_act", opening.act)]
    if (opening.field, opening.commitment) not in {(one.field, one.hmac) for one in act.commit}:
        return [Finding.of("opening_of_another", opening.act, field=opening.field)]
    return []
