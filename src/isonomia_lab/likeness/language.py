"""In which language of a list a text is written, and how sure that is.

Kazakh is often typed on a Russian keyboard, without the letters by which a detector tells it from Russian. Between
these two the words have their say as well: a common word of one of them, letters side by side that the spelling of
Russian does not allow, letters that no Kazakh word has. Each such word makes its language e times as likely as it was.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from isonomia.errors import InputError
from isonomia.proposals.folding import repaired, words

if TYPE_CHECKING:
    from lingua import LanguageDetector

UNDETERMINED = "und"
KAZAKH, RUSSIAN = "kk", "ru"
_OWN_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_KAZAKH_WORDS = frozenset(
    words("""
    алып арқылы атынан ауыл әлеуметтік әр әрбір барлық бекіту бермеу беру біз бізге біздің бірақ бірдей болады болмайды
    болмасын болса болсын болу болуы болып бойынша ғана дейін деп егер екен емес емдеу ерікті ету еш ешкім жаңа жалпы
    және жеке жер жерді жоғары жоқ заң заңды заңмен зейнетақы кез кейбір кейін келеді керек кету көп күні қажет қазір
    қайта қала қалай қандай қарай қарсы құқық құқығы құқылы мектеп мемлекет мемлекеттік менің міндетті мүмкін осы ондай
    оның онын өзінің олар оларды олардың отырып өз салық себебі сияқты соның сөз сөзі тегін тең тиіс тілінде тұрған
    тұрғын туралы ұсынамын үкімет үкіметтің үлкен үш үшін халқы халық халыққа халықтың шешім
""")
)
_RUSSIAN_WORDS = frozenset(
    words("""
    а без бы был быть в во все вы для до его ее если есть же за и из или их к как когда который ко лишь мы на над не
    нельзя нет ни но нужно о об он они от перед по под при про с сам свой со так также то того тоже только у уже чтобы
    что эта эти это этот этого прошу должен должна должно должны
""")
)
# What the one language has in its spelling or its endings and the other has not; loan words must be caught by neither.
_NOT_RUSSIAN = re.compile(
    "[гкхжшчщ]ы|[аеоуы]ы|^ы.|[ыи](?:[лн]с[ыи]н|нд[ае]|нд[ае]г[ыи]|н[ае]н|м[ыи]з)$|(?:[еи]тин|[аи]тын)$"
    "|[лдт][ае]р(?:[ыи]н?)?(?:[нд][ыи]н|га|ге|да|де|дан|ден|мен)$|л[ыи]к(?:т[ыи]|т[ыи]н|т[ае]н?|т[ае]г[ыи]|ке)$"
)
_NOT_KAZAKH = re.compile(
    "щ|ств|(?:ого|ему|ому|ыми|ать|ить|еть|ться|ость|ости|остью|ение|ения|ении|ных|ная|ное|ные|ская|ские|ского)$"
)


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
        form = words(text)
        found = detector.compute_language_confidence_values(repaired(text)) if form else []
        values = {one.language.iso_code_639_1.name.lower(): one.value for one in found}
        if {KAZAKH, RUSSIAN} <= values.keys() and not _OWN_LETTERS.search(text):
            values |= _by_words(form, values[KAZAKH], values[RUSSIAN])
        best = max(values, key=lambda one: values[one], default=UNDETERMINED)
        yield Written(best, values[best]) if values.get(best) else Written(UNDETERMINED, 0.0)


def _by_words(form: Sequence[str], kazakh: float, russian: float) -> dict[str, float]:
    """What both languages have together, divided anew by the words that speak for one of them."""
    excess = sum(_speaks_for(word) for word in form)
    together = kazakh + russian
    if not excess or not together:
        return {}
    odds = log(max(kazakh, 1e-9) / max(russian, 1e-9)) + excess
    share = 1 / (1 + exp(-max(-700.0, min(700.0, odds))))
    return {KAZAKH: together * share, RUSSIAN: together * (1 - share)}


def _speaks_for(word: str) -> int:
    """1 for a word that is Kazakh, -1 for one that is Russian, 0 for one that could be both."""
    if word in _KAZAKH_WORDS or word in _RUSSIAN_WORDS:
        return 1 if word in _KAZAKH_WORDS else -1
    return bool(_NOT_RUSSIAN.search(word)) - bool(_NOT_KAZAKH.search(word))


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
