"""The form in which two texts are compared: what only looks different is made equal, and no word is changed.

Characters that nobody sees go; letters borrowed from another script because they look alike become the letters of the
word's own script; case, accents and punctuation go; Kazakh letters become those that stand for them on a Russian
keyboard. The form is for comparing and finding: it is never shown as what somebody wrote.
"""

import re
import unicodedata
from functools import lru_cache
from string import ascii_letters

# Format characters, soft hyphen, joiners and variation selectors: they take no room on the screen.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W\d_]+")

# Two rows of letters that print alike, each under its twin. Of the second pair of rows only the Cyrillic letters are
# borrowed: no word of the languages written with them has one, so that their twins are plainly Latin.
_LATIN, _CYRILLIC = "aeopcyxihkABEKMHOPCTYXIHY", "аеорсухіһкАВЕКМНОРСТУХІҺҮ"
_MORE_LATIN, _BORROWED = "jsdqwlJSQW", "јѕԁԛԝӏЈЅԚԜ"
_INTO_LATIN = dict(zip(_CYRILLIC + _BORROWED, _LATIN + _MORE_LATIN, strict=True))
# Where one Latin letter has two twins, the common one comes first and stays.
_INTO_CYRILLIC = dict(reversed(list(zip(_LATIN, _CYRILLIC, strict=True))))
_GREEK = str.maketrans("αινορτυχκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aivoptuxkABEZHIKMNOPTYX")

_ANY_LATIN = re.compile("[A-Za-z]")
_ANY_CYRILLIC = re.compile("[\u0400-\u052f]")
_ANY_GREEK = re.compile("[\u0370-\u03ff]")
# Spelled out letter by letter: an exception inside the pattern would take three times as long.
_PLAINLY_LATIN = re.compile(f"[{''.join(sorted({*ascii_letters} - {*_LATIN}))}]")
_PLAINLY_CYRILLIC = re.compile(f"[{''.join(sorted({*map(chr, range(0x400, 0x530))} - {*_CYRILLIC, *_BORROWED}))}]")

_WITH_LATIN = re.compile(r"(?<![^\W\d_])[^\W\d_A-Za-z]*+[A-Za-z][^\W\d_]*+")
_WITH_CYRILLIC = re.compile(r"(?<![^\W\d_])[^\W\d_\u0400-\u052f]*+[\u0400-\u052f][^\W\d_]*+")
_OTHER_THAN_CYRILLIC = re.compile(r"[^\W\d_\u0400-\u052f]")
_ON_A_RUSSIAN_KEYBOARD = str.maketrans("әғқңөұүһі", "агкноуухи")


class _Forms(dict[int, str]):
    """What becomes of each character that stands alone; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letters = _MARKS.sub("", unicodedata.normalize("NFKD", _UNSEEN.sub("", chr(code))))
        plain = letters.casefold().translate(_ON_A_RUSSIAN_KEYBOARD)
        form = "".join(one if one.isalnum() else " " for one in plain)
        self[code] = form
        return form


_FORMS = _Forms()


def fold(text: str) -> str:
    """Bring a text into the form in which it is compared with others.

    >>> fold("Әрбір АЗАМАТ — құқылы!")
    'арбир азамат кукылы'
    >>> fold("сop\u200bока летaет") == fold("Сорока летает")
    True
    """
    if not text.isascii() and _ANY_CYRILLIC.search(text) and _OTHER_THAN_CYRILLIC.search(text):
        text = repaired(_MARKS.sub("", unicodedata.normalize("NFKD", _UNSEEN.sub("", text))))
    return " ".join(text.translate(_FORMS).split())


def words(text: str) -> list[str]:
    """The words of a text in the form in which they are compared and found."""
    return fold(text).split()


def repaired(text: str) -> str:
    """Give every word the letters of its own script, where look-alikes of another stand in it.

    The letters without a twin say which script is the word's own; where a word has none, those of the whole text do.

    >>> repaired("Pеspublika, не рecпубликa") == "Pespublika, не республика"
    True
    """
    if _ANY_GREEK.search(text):
        text = _WORD.sub(lambda found: _without_greek(found[0]), text)
    latin = _is_latin(text, otherwise=True)
    if not (_PLAINLY_CYRILLIC if latin else _PLAINLY_LATIN).search(text):
        return _in_script(text, latin)
    # A word without a letter of the other script is right already.
    suspect = _WITH_CYRILLIC if latin else _WITH_LATIN
    return suspect.sub(lambda found: _in_own_script(found[0], latin), text)


def _without_greek(word: str) -> str:
    """A word of Latin or Cyrillic letters without the Greek ones among them; a Greek word as it is."""
    return word.translate(_GREEK) if _ANY_LATIN.search(word) or _ANY_CYRILLIC.search(word) else word


def _is_latin(text: str, *, otherwise: bool) -> bool:
    """Whether the letters without a twin are Latin rather than Cyrillic."""
    latin, cyrillic = _PLAINLY_LATIN.search(text), _PLAINLY_CYRILLIC.search(text)
    if latin and cyrillic:
        excess = len(_PLAINLY_LATIN.findall(text)) - len(_PLAINLY_CYRILLIC.findall(text))
        return excess > 0 if excess else otherwise
    return bool(latin) if latin or cyrillic else otherwise


@lru_cache(maxsize=1 << 16)
def _in_own_script(word: str, latin: bool) -> str:
    return _in_script(word, _is_latin(word, otherwise=latin))


def _in_script(text: str, latin: bool) -> str:
    """A text with the letters of one script in place of their twins."""
    # Most of them do not occur, and to see that takes less time than to look each letter up.
    for twin, letter in (_INTO_LATIN if latin else _INTO_CYRILLIC).items():
        text = text.replace(twin, letter)
    return text
