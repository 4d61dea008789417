"""The number and the code by which whoever filed comes back; of the code a keyed hash alone is kept."""

import secrets

from isonomia.people.rules import LETTERS
from isonomia_site.filing.models import Filed
from isonomia_site.papers.keyed import keyed

# Codes of proposals were the first: another word here would open none of them.
KIND = "proposal code"


def drawn() -> str:
    """A code: sixteen letters and digits without vowels, in fours."""
    letters = [secrets.choice(LETTERS) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def hashed(code: str) -> str:
    """The keyed hash of a code; blanks, hyphens and large letters do not matter."""
    return keyed(KIND, "".join(one for one in code.lower() if one.isalnum()))


def matter_of(number: str, code: str) -> str | None:
    """The matter that a number and a code open; None where they open none.

    The number may be written as on the receipt (`2026-000412`) or with its kind (`case/2026-000412`).
    """
    found = Filed.objects.filter(code_hash=hashed(code)).values_list("matter", flat=True).first()
    wanted = number.strip().lower()
    return found if found and wanted in (found.lower(), found.lower().partition("/")[2]) else None
