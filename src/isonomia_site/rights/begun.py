"""What somebody has told so far: the answers of the interview, and the form of a filing."""

import msgspec

from isonomia_site.filing import begun

COOKIE = "rights"


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered so far; once it is sent, nothing but the matter and its code.

    `told` are the answers of the interview by its questions, `door` the body with which it is filed, `fields` what the
    form says, `files` what the files are called. `channel` and `came_on` stand in what an officer enters for somebody.
    """

    told: dict[str, str] = {}
    door: str = ""
    fields: dict[str, str] = {}
    files: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    channel: str = ""
    came_on: str = ""
    matter: str = ""
    code: str = ""


def found(secret: str, *, lock: bool = False) -> Answers | None:
    """The answers that a secret opens."""
    return begun.found(secret, Answers, lock=lock)
