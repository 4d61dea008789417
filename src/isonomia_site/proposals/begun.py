"""What stands in the form of a proposal that somebody has begun."""

import msgspec

from isonomia_site.filing import begun


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered so far; once it is sent, nothing but the number and the code."""

    article: str = ""
    language: str = ""
    change: str = ""
    why: str = ""
    author_kind: str = ""
    name: str = ""
    contact: str = ""
    file_name: str = ""
    answered: tuple[str, ...] = ()
    number: str = ""
    code: str = ""


def found(secret: str, *, lock: bool = False) -> Answers | None:
    """The answers that a secret opens."""
    return begun.found(secret, Answers, lock=lock)
