"""A lot that anyone draws again: the list and the source are published first, the value of the source comes later.

The seed is SHA-256 over head, value and case. The head is the one under which the list was announced: whoever draws has
nothing left to choose, and whoever announces could not know the value.
"""

import hashlib
from collections.abc import Sequence

from isonomia.errors import InputError


def seed_of(head: str, value: str, case: str) -> str:
    """The seed: SHA-256 over the root of the head in hexadecimal, the value of the source and the case, `||` between.

    >>> seed_of("00" * 32, "8d1f", "case/2026-000001")[:16]
    '9e52cba49cca314d'
    """
    return hashlib.sha256(f"{head}||{value}||{case}".encode()).hexdigest()


def index_of(seed: str, count: int) -> int:
    """A place among so many, each equally likely: 64 bits of SHA-256(seed || n) at a time, the uneven rest left out.

    >>> index_of("9b" * 32, 1)
    0
    """
    if count < 1:
        raise InputError("a lot is drawn among one judge at least")
    limit = 2**64 - 2**64 % count
    for n in range(1000):
        block = hashlib.sha256(bytes.fromhex(seed) + n.to_bytes(4, "big")).digest()
        for at in range(0, 32, 8):
            number = int.from_bytes(block[at : at + 8], "big")
            if number < limit:
                return number % count
    raise InputError("no number below the limit in a thousand blocks")


def drawn(eligible: Sequence[str], seed: str) -> str:
    """Whom the lot falls on, of a published list in its order."""
    return eligible[index_of(seed, len(eligible))]
