"""Made campaigns: texts, and copies of them changed in the ways in which people and programs change copies.

The random numbers are Python's own, which give the same draw for the same seed on every machine.
"""

import csv
import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

LOCALES = Path(__file__).resolve().parents[3] / "src"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
TWINS = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")
TWINS_BACK = str.maketrans("аеорсхуАВЕКМНОРСТХ", "aeopcxyABEKMHOPCTX")
OWN_WORDS = (
    "It matters to our street.",
    "Please consider this.",
    "Es importante para mi barrio.",
    "Das ist mir wichtig.",
    "Это важно для нашего района.",
    "Бұл біздің ауыл үшін маңызды.",
    "I write for my whole family.",
    "Прошу учесть моё мнение.",
    "Менің отбасым да осыны қолдайды.",
)


class Row(NamedTuple):
    """One text, the campaign that it truly belongs to, and how it was made."""

    id: str
    text: str
    campaign: str
    kind: str


def columns(path: Path, *names: str) -> list[tuple[str, ...]]:
    """Columns of a packed table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [tuple(row[name] for name in names) for row in csv.DictReader(file)]


def real_texts(data: Path) -> list[list[str]]:
    """What people wrote, a constitution and our own words, by language: 40 to 650 characters, none twice."""
    files = {
        "es_decide_madrid_comments": "text",
        "de_klimarat_comments": "text",
        "polis_comments": "text",
        "en_wethepeople_petitions": "body",
    }
    by_language = [
        [text for (text,) in columns(data / "proposals" / f"{name}.csv.gz", column)] for name, column in files.items()
    ]
    by_language.append((data / "constitution" / "kz-1995-rus-2022-09-17.txt").read_text(encoding="utf-8").splitlines())
    by_language += our_words()
    tidy = [[" ".join(text.split())[:650] for text in texts] for texts in by_language]
    return [list(dict.fromkeys(text for text in texts if len(text) > 40)) for texts in tidy]


def our_words() -> list[list[str]]:
    """The sentences of our own catalogues in Kazakh and Russian."""
    files = [sorted(LOCALES.glob(f"*/locale/{language}/LC_MESSAGES/*.po")) for language in ("kk", "ru")]
    read = ["\n".join(path.read_text(encoding="utf-8") for path in paths) for paths in files]
    return [re.findall(r'^msgstr "(.{40,})"$', text, re.MULTILINE) for text in read]


def invented(random: Random) -> list[list[str]]:
    """Texts of invented words in two scripts: the same for ever, whatever becomes of our catalogues."""
    by_script = []
    for letters in (("бвгдзклмнрстшқңғ", "аеиоуыәөүі"), ("bdfgklmnrstvz", "aeiou")):
        syllables = [one + other for one in letters[0] for other in letters[1]]
        words = ["".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(1500)]
        usual = [1 / (10 + rank) for rank in range(len(words))]
        texts = [" ".join(random.choices(words, usual, k=random.randint(12, 40))) for _ in range(300)]
        by_script.append([re.sub(r"((?:\S+ ){8}\S+) ", r"\1. ", text) for text in texts])
    return by_script


def chained(by_language: Sequence[Sequence[str]], random: Random) -> Iterator[str]:
    """Texts without end: after each pair of words one that somewhere follows them in the texts of the same language."""
    chains = []
    for texts in by_language:
        after: dict[tuple[str, str], list[str]] = {}
        starts = []
        for words in map(str.split, texts):
            starts += list(zip(words[::4], words[1::4], strict=False))
            for first, second, third in zip(words, words[1:], words[2:], strict=False):
                after.setdefault((first, second), []).append(third)
        chains.append((after, starts))
    while True:
        after, starts = random.choice(chains)
        words, length = list(random.choice(starts)), random.randint(10, 80)
        while len(words) < length:
            following = after.get((words[-2], words[-1]))
            # Now and then another text goes on, or else whole texts would come back.
            words += [random.choice(following)] if following and random.random() > 0.2 else random.choice(starts)
        yield " ".join(words)


def _edited(text: str, share: float, random: Random) -> str:
    """Letters left out, doubled or mistyped."""
    letters = list(text)
    for at, one in enumerate(letters):
        if one.isalpha() and random.random() < share:
            letters[at] = random.choice(("", one + one, random.choice("aeionrstлоеанитс")))
    return "".join(letters)


def _other_case(text: str, random: Random) -> str:
    way = random.randrange(3)
    return text.upper() if way == 0 else text.lower() if way == 1 else re.sub(r"[,.;:!?]", "", text) + "!!"


def _with_own(text: str, random: Random) -> str:
    own = random.choice(OWN_WORDS)
    return f"{own} {text}" if random.random() < 0.5 else f"{text} {own}"


def _cut(text: str, random: Random) -> str:
    words = text.split()
    kept = max(4, round(len(words) * random.uniform(0.7, 0.9)))
    start = random.randint(0, max(0, len(words) - kept))
    return " ".join(words[start : start + kept])


def _other_words(text: str, words: Sequence[str], random: Random) -> str:
    return " ".join(random.choice(words) if random.random() < 0.12 else one for one in text.split())


def _shuffled(text: str, random: Random) -> str:
    sentences = SENTENCE.split(text)
    random.shuffle(sentences)
    return " ".join(sentences)


def _twins(text: str) -> str:
    latin = sum(one.isascii() for one in text) * 2 > len(text)
    return text.translate(TWINS if latin else TWINS_BACK)


CHANGES: dict[str, Callable[[str, Sequence[str], Random], str]] = {
    "exact": lambda text, words, random: text,
    "case": lambda text, words, random: _other_case(text, random),
    "typo3": lambda text, words, random: _edited(text, 0.03, random),
    "typo8": lambda text, words, random: _edited(text, 0.08, random),
    "own": lambda text, words, random: _with_own(text, random),
    "cut": lambda text, words, random: _cut(text, random),
    "wordsub": lambda text, words, random: _other_words(text, words, random),
    "homoglyph": lambda text, words, random: _twins(text),
    "shuffle": lambda text, words, random: _shuffled(text, random),
    "zero": lambda text, words, random: text.replace(" ", " \u200b"),
}


def campaigns(seeds: Iterable[str], size: int, random: Random) -> list[Row]:
    """So many texts, seven in ten of them in campaigns of up to a twentieth; in an order that tells nothing."""
    left, words = iter(seeds), [word for text in OWN_WORDS for word in text.split()]
    rows: list[tuple[str, str, str]] = []
    while len(rows) < size:
        text, campaign = next(left), f"c{len(rows):07}"
        words = (words + random.sample(text.split(), min(3, len(text.split()))))[-500:]
        if random.random() < 0.75:
            rows.append((text, campaign, "single"))
            continue
        rows.append((text, campaign, "seed"))
        for _ in range(min(int(1.6 * random.paretovariate(1.05)), size // 20, size - len(rows))):
            kind = random.choice(list(CHANGES))
            rows.append((CHANGES[kind](text, words, random), campaign, kind))
    random.shuffle(rows)
    return [Row(f"t{number:07}", *row) for number, row in enumerate(rows)]
