"""One plain form of a text, in which copies that were only dressed up read the same.

Compatible letters are made one, invisible ones are left out, letters that only look like those of the word's own script
are put back into it, case and punctuation fall away. What is searched and what is compared for likeness is this form;
what is shown is always the text as it was written.
"""

import re
import unicodedata
from collections.abc import Iterable

# Letters of the two scripts that print alike; the Kazakh ones stand beside those of Russian.
_LATIN = "ABCEHIKMOPTXYaceiopxyhəƏëËs"
_CYRILLIC = "АВСЕНІКМОРТХУасеіорхуһәӘёЁѕ"
_GREEK, _GREEK_AS_CYRILLIC, _GREEK_AS_LATIN = "ΑΒΕΗΙΚΜΟΡΤΥΧοι", "АВЕНІКМОРТУХоі", "ABEHIKMOPTYXoi"
TO_CYRILLIC = str.maketrans(_LATIN + _GREEK, _CYRILLIC + _GREEK_AS_CYRILLIC)
TO_LATIN = str.maketrans(_CYRILLIC + _GREEK, _LATIN + _GREEK_AS_LATIN)

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_invisible = re.compile(f"[{_INVISIBLE}]")
_LATIN_SCRIPT = [
    chr(one) for one in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250), 0x259) if chr(one).isalpha()
]
_CYRILLIC_SCRIPT = [chr(one) for one in range(0x400, 0x530) if chr(one).isalpha()]


def _class(letters: Iterable[str]) -> str:
    return f"[{''.join(letters)}]"


_latin_or_greek = _class((*_LATIN_SCRIPT, "\u0370-\u03ff"))
_cyrillic_or_greek = _class((*_CYRILLIC_SCRIPT, "\u0370-\u03ff"))
_strange = re.compile(_latin_or_greek)
_has_cyrillic = re.compile(_class(_CYRILLIC_SCRIPT))
_strange_in_cyrillic = re.compile(rf"[^\W\d_]*{_latin_or_greek}[^\W\d_]*")
_strange_in_latin = re.compile(rf"[^\W\d_]*{_cyrillic_or_greek}[^\W\d_]*")
_own_latin = re.compile(_class(one for one in _LATIN_SCRIPT if one not in _LATIN))
_own_cyrillic = re.compile(_class(one for one in _CYRILLIC_SCRIPT if one not in _CYRILLIC))
_between = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the plain form of a text.

    >>> fold("Сократить срок — ДО 5 лет!") == fold("coкpaтить срок до\u200b 5 лет")
    True
    """
    plain = unmixed(_invisible.sub("", unicodedata.normalize("NFKC", text)))
    return _between.sub(" ", plain.casefold().replace("ё", "е")).strip()


def words(text: str) -> list[str]:
    """The words of the plain form, in their order."""
    return fold(text).split()


def unmixed(text: str) -> str:
    """Put letters that only look like those of a word's script back into it.

    A word belongs to the script of those of its letters that no other script has; one that has none such belongs to
    the script of the text. A word that has such letters of both scripts is left as it is.
    """
    if text.isascii() or not _strange.search(text):
        return text
    mostly = bool(_has_cyrillic.search(text)) and len(_own_cyrillic.findall(text)) >= len(_own_latin.findall(text))
    strange = _strange_in_cyrillic if mostly else _strange_in_latin
    return strange.sub(lambda found: _unmixed_word(found[0], mostly), text)


def _unmixed_word(word: str, in_cyrillic: bool) -> str:
    cyrillic, latin = _own_cyrillic.search(word), _own_latin.search(word)
    if cyrillic and latin:
        return word
    to_cyrillic = bool(cyrillic) or (not latin and in_cyrillic)
    return word.translate(TO_CYRILLIC if to_cyrillic else TO_LATIN)
