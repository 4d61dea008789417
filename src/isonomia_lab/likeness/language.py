"""In which language of a list a text is written, and how sure that is."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from isonomia.errors import InputError
from isonomia.proposals.folding import fold, repaired

if TYPE_CHECKING:
    from lingua import LanguageDetector

UNDETERMINED = "und"


class Written(NamedTuple):
    """A language by its two letters (`und` where a text has no words), and how sure that is, from 0 to 1."""

    language: str
    confidence: float


def languages(texts: Sequence[str], among: Sequence[str]) -> Iterator[Written]:
    """For each text its language among some, Kazakh typed without its own letters and borrowed letters included.

    Raises:
        InputError: fewer than two languages, one that is not known, or no detector installed.
    """
    detector = _detector(tuple(among))
    for text in texts:
        found = detector.compute_language_confidence_values(repaired(text)) if fold(text) else []
        best = max(found, key=lambda one: one.value, default=None)
        if best is None or not best.value:
            yield Written(UNDETERMINED, 0.0)
        else:
            yield Written(best.language.iso_code_639_1.name.lower(), best.value)


@lru_cache(maxsize=4)
def _detector(among: tuple[str, ...]) -> "LanguageDetector":
    """What tells these languages apart."""
    try:
        from lingua import IsoCode639_1, LanguageDetectorBuilder
    except ModuleNotFoundError:
        raise InputError("no language detector: install isonomia[lab]") from None
    unknown = [one for one in among if not hasattr(IsoCode639_1, one.upper())]
    if unknown:
        raise InputError(f'no language "{unknown[0]}": wanted codes of two letters, as kk,ru,en')
    if len(set(among)) < 2:
        raise InputError(f"languages {', '.join(among) or 'none'}: wanted two or more to choose from")
    return LanguageDetectorBuilder.from_iso_codes_639_1(*(getattr(IsoCode639_1, one.upper()) for one in among)).build()
