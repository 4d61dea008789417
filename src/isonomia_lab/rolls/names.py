"""Names of a roll that are one name in other letters: Kazakh in Cyrillic and in Latin, and Russian.

Two people may bear one name, so nobody loses a membership by this: a registrar looks at the lines and decides.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from isonomia_lab.rolls.checking import ROLL, private_table, run_on
from isonomia_lab.rolls.reading import tables

HEAD = ("party", "row", "person", "alike")
# Capitals stand for sounds that Latin writes with several letters; a name has none once it is in small letters.
_SOUNDS = {"shch": "S", "sch": "S", "sh": "S", "ş": "S", "dzh": "J", "dj": "J", "zh": "J", "kh": "h", "gh": "g"}
_SOUNDS |= {"ch": "C", "ç": "C", "ts": "X", "tz": "X"}
_SEVERAL = re.compile("|".join(_SOUNDS))
_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфхэы", "abvgdeziklmnoprstufhei", strict=True)),
        **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
        **{"ж": "J", "ш": "S", "щ": "S", "ч": "C", "ц": "X", "ю": "iu", "я": "ia"},
        **{"j": "J", "c": "X", "q": "k", "w": "v", "x": "h", "y": "i", "ı": "i"},
        **dict.fromkeys("ъь'’ʼ`.", ""),
        **dict.fromkeys(map(chr, range(0x300, 0x370)), ""),
    }
)
_REPEATED = re.compile(r"(.)\1+")


def folded(name: str) -> str:
    """A name without its spelling: equal for one name in Kazakh Cyrillic, Kazakh Latin, Russian or a passport.

    >>> {folded(one) for one in ("Шәкірт Ержан", "Shakirt Yerzhan", "Şäkirt Erjan", "ЕРЖАН ШАКИРТ")}
    {'Sakirt erJan'}
    """
    return " ".join(sorted(map(_sounds, name.casefold().replace("-", " ").split())))


@lru_cache(maxsize=1 << 16)
def _sounds(word: str) -> str:
    # A roll of a million lines has few different words.
    plain = _SEVERAL.sub(lambda one: _SOUNDS[one[0]], unicodedata.normalize("NFC", word))
    letters = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    return _REPEATED.sub(r"\1", letters).replace("ie", "e").replace("io", "e")


@dataclass(frozen=True, slots=True)
class Alike:
    """One line whose name stands in other letters in other lines of its territory: those lines have its number."""

    party: str
    row: int
    person: int
    group: int


def alike(roll: Path, *, encoding: str = "utf-8", private: Path | None = None) -> tuple[Alike, ...]:
    """The lines of a roll whose names are one name in other letters, of different people in one territory.

    Namesakes whose names are written alike, letter for letter, are none: there are too many of them to tell anything.

    Args:
        private: where these lines are written, for the registrar alone.
    Raises:
        InputError: a file that cannot be read, by row and column.
    """
    with tables() as made:
        made.read("roll_file", roll, ROLL, encoding)
        run_on(made, "CREATE TABLE roll AS SELECT party, person, name, territory FROM roll_file", roll, ROLL, encoding)
        rows = made.run.execute("SELECT * FROM roll").fetchall()
    found = tuple(_groups(rows))
    if private is not None:
        private_table(private, HEAD, ((one.party, one.row, one.person, one.group) for one in found))
    return found


def _groups(rows: list[tuple[str, int, str, str]]) -> Iterator[Alike]:
    lines: dict[tuple[str, str], list[int]] = {}
    for at, (_party, _person, name, territory) in enumerate(rows):
        lines.setdefault((territory, folded(name)), []).append(at)
    group = 0
    for there in lines.values():
        if len({rows[at][1] for at in there}) > 1 and len({rows[at][2] for at in there}) > 1:
            group += 1
            # The row of the file, its headings being the first.
            yield from (Alike(rows[at][0], at + 2, rows[at][1], group) for at in there)
