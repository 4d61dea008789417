"""References: where a text names units, which are meant, and which lead nowhere; in four languages."""

import time
from collections import Counter
from pathlib import Path

import pytest
from msgspec import structs

from isonomia.drafting.dangling import dangling
from isonomia.drafting.editions import Edition, numbered
from isonomia.drafting.faults import Code
from isonomia.drafting.importing import edition_of
from isonomia.drafting.profiles import names, read, shipped
from isonomia.drafting.references import Reference, State, references
from isonomia.errors import InputError, RulebookError

LATEST = "constitution/kz-1995-rus-2023-03-19.txt"
EARLIEST = "constitution/kz-1995-rus-2022-09-17.txt"

RU = """Конституция Мысала

Раздел I. Общие положения

Статья 1
1. Мысал: {}.
2. Столица.
Вторая часть пункта.
3. Органы:
1) совет;
2) суд;
10-1) счетная палата.

Статья 2
Первая часть.
Вторая часть.

Статья 3
Текст.

Статья 3-1
Текст.

Статья 4
1. Один.
2. Два.
12. Двенадцать.
12-15. Двенадцать пятнадцать.
15. Пятнадцать.
"""
KK = """Мысал Конституциясы

I бөлім. Жалпы ережелер

1-бап
1. Мысал: {}.
2. Астана.
Тармақтың екінші бөлігі.
3. Органдар:
1) кеңес;
2) сот;
10-1) есеп палатасы.

2-бап
Бірінші бөлік.
Екінші бөлік.

3-бап
Мәтін.

3-1-бап
Мәтін.

4-бап
1. Бір.
2. Екі.
"""
EN = """Constitution of Mysal

Section I. General provisions

Article 1
1. Mysal: {}.
2. The capital.
The second part of the paragraph.
3. Bodies:
1) the council;
2) the court;
10-1) the chamber.

Article 2
First part.
Second part.

Article 3
Text.

Article 3-1
Text.

Article 4
1. One.
2. Two.
"""
DE = """Verfassung von Mysal

I. Grundlagen

Art 1
(1) Mysal: {}.
(2) Organe:
1. der Rat;
2. das Gericht:
a) oben;
b) unten.

Art 2
Text.

Art 2a
Text.

Art 3
(1) Eins.
(2) Zwei.
"""
TEXTS = {"kz-ru": RU, "kz-kk": KK, "en": EN, "de": DE}


def edition(profile: str, words: str) -> Edition:
    """A small invented constitution whose first point says these words."""
    return edition_of(TEXTS[profile].format(words), shipped(profile)).edition


def found(profile: str, words: str) -> list[tuple[str, str, list[str]]]:
    """What is named in these words: as printed, the state, and where the units that are meant stand."""
    text = edition(profile, words)
    told = []
    for one in references(text, shipped(profile)):
        if text.by_uid[one.uid].eid == "art_1__para_1":
            assert text.by_uid[one.uid].line[one.start : one.end] == one.words
            uids = one.uids or [uid for name in one.names for uid in name.uids]
            told.append((one.words, one.state.value, [text.by_uid[uid].eid for uid in uids]))
    return told


@pytest.mark.parametrize(
    ("profile", "words", "eids"),
    [
        ("kz-ru", "согласно статье 3", ["art_3"]),
        ("kz-ru", "в пункте 2 статьи 4 Конституции", ["art_4__para_2"]),
        ("kz-ru", "в части второй пункта 2 статьи 1", ["art_1__para_2__part_2"]),
        ("kz-ru", "в части первой пункта 2 статьи 1", ["art_1__para_2"]),
        ("kz-ru", "частями первой и второй статьи 2", ["art_2__part_1", "art_2__part_2"]),
        ("kz-ru", "подпунктом 10-1) пункта 3 настоящей статьи", ["art_1__para_3__subpara_10-1"]),
        ("kz-ru", "подпунктами 1) и 2) пункта 3", ["art_1__para_3__subpara_1", "art_1__para_3__subpara_2"]),
        ("kz-ru", "статьями 2–4 настоящей Конституции", ["art_2", "art_3", "art_3-1", "art_4"]),
        ("kz-ru", "статьями 3-1 и 4", ["art_3-1", "art_4"]),
        ("kz-ru", "разделом I", ["sec_I"]),
        ("kz-ru", "абзацем вторым статьи 2", ["art_2__part_2"]),
        ("kz-kk", "4-баптың 2-тармағында", ["art_4__para_2"]),
        ("kz-kk", "Конституцияның 4-бабының 2-тармағы", ["art_4__para_2"]),
        ("kz-kk", "осы баптың 3-тармағының 10-1) тармақшасында", ["art_1__para_3__subpara_10-1"]),
        (
            "kz-kk",
            "1-баптың 3-тармағының 1) және 2) тармақшалары",
            ["art_1__para_3__subpara_1", "art_1__para_3__subpara_2"],
        ),
        ("kz-kk", "2–4-баптарына", ["art_2", "art_3", "art_3-1", "art_4"]),
        ("kz-kk", "2-, 3- және 3-1-баптар", ["art_2", "art_3", "art_3-1"]),
        ("kz-kk", "1-баптың 2-тармағының екінші бөлігі", ["art_1__para_2__part_2"]),
        ("kz-kk", "осы Конституцияның 3-бабы", ["art_3"]),
        ("kz-kk", "1-баптың 3-тармағының 2-тармақшасы", ["art_1__para_3__subpara_2"]),
        ("en", "paragraph 2 of Article 4", ["art_4__para_2"]),
        ("en", "Articles 2, 3-1 and 4 of this Constitution", ["art_2", "art_3-1", "art_4"]),
        ("en", "Articles 3–4 of the Constitution of Mysal", ["art_3", "art_3-1", "art_4"]),
        ("en", "Article 1(3)(10-1)", ["art_1__para_3__subpara_10-1"]),
        ("en", "this Article", ["art_1"]),
        ("en", "paragraph 3 of this Article", ["art_1__para_3"]),
        ("en", "the second part of paragraph 2 of Article 1", ["art_1__para_2__part_2"]),
        ("de", "Art. 1 Abs. 2 Nr. 1", ["art_1__para_2__subpara_1"]),
        ("de", "Artikel 1 Absatz 2 Nummer 2 Buchstabe b", ["art_1__para_2__subpara_2__point_b"]),
        ("de", "Absatz 2 des Artikels 3 dieser Verfassung", ["art_3__para_2"]),
        ("de", "die Artikel 2 bis 3", ["art_2", "art_2a", "art_3"]),
        ("de", "Absatz 2 dieses Artikels", ["art_1__para_2"]),
    ],
)
def test_what_is_named_is_found(profile: str, words: str, eids: list[str]) -> None:
    ((_, state, where),) = found(profile, words)
    assert (state, where) == ("resolved", eids)


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("kz-ru", "статье 5 и далее"),
        ("kz-ru", "пунктом 7"),
        ("kz-ru", "статьями 3–9"),
        ("kz-ru", "абзацем вторым пункта 3 статьи 1"),
        ("kz-kk", "9-баптың 1-тармағы"),
        ("en", "paragraph 9 of Article 4"),
        ("de", "Art. 9 Abs. 1"),
    ],
)
def test_what_leads_nowhere_is_listed(profile: str, words: str) -> None:
    assert [(state, where) for _, state, where in found(profile, words)] == [("unresolved", [])]


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("kz-ru", "статьи 3 Закона о выборах"),
        ("kz-ru", "статьи 3 Гражданского кодекса"),
        ("kz-ru", "статьи 3 указанного конституционного закона"),
        ("kz-ru", "статьи 3 Конституции, принятой 1 мая 1990 года"),
        ("kz-kk", "Сайлау туралы заңның 3-бабы"),
        ("en", "Article 3 of the Civil Code"),
        ("de", "Art. 3 des Wahlgesetzes"),
    ],
)
def test_another_act_is_not_taken_for_this_one(profile: str, words: str) -> None:
    assert [(state, where) for _, state, where in found(profile, words)] == [("other_act", [])]


def test_what_may_be_read_in_two_ways_has_both() -> None:
    ((_, state, where),) = found("kz-ru", "пунктом 12-15 статьи 4")
    twelve_to_fifteen = ["art_4__para_12", "art_4__para_12-15", "art_4__para_15"]
    assert (state, sorted(where)) == ("ambiguous", twelve_to_fifteen)
    # The point may be this article's own, or share the article that follows.
    first, second = found("kz-ru", "пунктом 2 и пунктом 1 статьи 4")
    assert first == ("пунктом 2", "ambiguous", ["art_1__para_2", "art_4__para_2"])
    assert second[1:] == ("resolved", ["art_4__para_1"])
    first, second = found("kz-ru", "статьей 3 и статьей 4 Закона")
    assert (first[1:], second[1:]) == (("ambiguous", ["art_3"]), ("other_act", []))


def test_which_of_several_belong_together_is_not_guessed() -> None:
    ((_, state, where),) = found("kz-ru", "пунктами 1 и 2 статей 1 и 4")
    assert (state, where) == ("ambiguous", [])


def test_words_that_name_no_number_are_no_reference() -> None:
    assert found("kz-ru", "отдельные статьи закона, часть средств, глава государства и 5 депутатов") == []
    assert found("en", "in part, as an article of trade, 5 members") == []


def test_a_list_of_articles_keeps_each_apart() -> None:
    told = found("kz-ru", "статьями 1, 3–4, пунктом 1 статьи 4, статьей 2 Конституции")
    assert [(words, where) for words, _, where in told] == [
        ("статьями 1, 3–4", ["art_1", "art_3", "art_3-1", "art_4"]),
        ("пунктом 1 статьи 4", ["art_4__para_1"]),
        ("статьей 2", ["art_2"]),
    ]


def test_one_unit_bears_one_number() -> None:
    """Kazakh: numbers that stand before a word for one unit belong to other words."""
    assert [words for words, _, _ in found("kz-kk", "бюджеттің 5, 3-бабында")] == ["3-бабында"]


@pytest.mark.parametrize(("file", "mentions"), [(EARLIEST, 26), (LATEST, 29)])
def test_the_constitution_of_1995(shared_data: Path, file: str, mentions: int) -> None:
    text = edition_of((shared_data / file).read_text("utf-8"), shipped("kz-ru")).edition
    told = references(text, shipped("kz-ru"))
    assert Counter(one.state for one in told) == {State.RESOLVED: mentions - 1, State.OTHER_ACT: 1}
    by_place: dict[str, list[Reference]] = {}
    for one in told:
        by_place.setdefault(text.by_uid[one.uid].eid, []).append(one)
    limits = [[text.by_uid[uid].eid for uid in one.uids] for one in by_place["art_39__para_3"]]
    assert limits == [
        ["art_11", "art_13", "art_14", "art_15"],
        ["art_16__para_1"],
        ["art_17"],
        ["art_19"],
        ["art_22"],
        ["art_26__para_2"],
    ]
    (appeal,) = [one for one in by_place["art_72__para_2"] if "10-1" in one.words]
    assert [text.by_uid[uid].eid for uid in appeal.uids] == ["art_44__part_1__subpara_10-1"]
    # The article 64 that is named there is one of the Constitution of 1993.
    assert [one.state for one in by_place["art_92__para_3"]] == [State.OTHER_ACT]


def test_the_references_of_a_constitution_are_found_in_a_fifth_of_a_second(shared_data: Path) -> None:
    text = edition_of((shared_data / LATEST).read_text("utf-8"), shipped("kz-ru")).edition
    spans = []
    for _ in range(3):
        begun = time.process_time()
        references(text, shipped("kz-ru"))
        spans.append(time.process_time() - begun)
    assert min(spans) <= 0.2


@pytest.mark.parametrize("profile", ["kz-ru", "kz-kk", "en", "de"])
@pytest.mark.parametrize(
    "line",
    [
        "1, " * 20_000,
        "5-" * 30_000,
        "1" * 60_000 + "я",
        "статьями " * 8_000,
        "статья 1 пункта " * 4_000,
        "ст. 1, " * 8_000,
        "Art. 1, " * 8_000,
        "1-баптың 1-тармағы, " * 3_000,
        "пунктами " + "1, " * 20_000 + "статьи 1",
        "статьями " + "1-4, " * 10_000,
        "настоящей " * 8_000,
        "Article 1" + "(1)" * 20_000,
    ],
)
def test_a_hostile_line_takes_no_longer_than_its_length(profile: str, line: str) -> None:
    begun = time.process_time()
    references(edition(profile, line.strip()), shipped(profile))
    assert time.process_time() - begun < 3


def changed(whole: Edition, eid: str, **changes: object) -> Edition:
    """The same text with one provision changed, ids counted anew."""
    ones = [structs.replace(one, **changes) if one.eid == eid else one for one in whole.provisions]
    return structs.replace(whole, provisions=numbered(ones, whole.kinds))


def without(text: Edition, eid: str) -> Edition:
    """The same text without one unit."""
    gone = {one.uid for one in text.subtree(text.by_eid[eid].uid)}
    return structs.replace(text, provisions=tuple(one for one in text.provisions if one.uid not in gone))


def test_a_reference_dangles_when_what_it_meant_is_gone() -> None:
    before, profile = edition("kz-ru", "по пункту 2 статьи 4 и статье 3"), shipped("kz-ru")
    assert dangling(before, before, profile) == ()
    (fault,) = dangling(before, without(before, "art_4__para_2"), profile)
    assert (fault.code, fault.eid, fault.found) == (Code.REFERENCE_DANGLES, "art_1__para_1", "")
    assert fault.wanted == "пункту 2 статьи 4: 2. Два."
    # Repealed, its place is kept: the words are shown that stand there now.
    repealed = changed(before, "art_4__para_2", text="Исключен.", repealed=True)
    (fault,) = dangling(before, repealed, profile)
    assert (fault.wanted, fault.found) == ("пункту 2 статьи 4: 2. Два.", "2. Исключен.")


def test_a_reference_dangles_when_another_unit_has_taken_the_number() -> None:
    before, profile = edition("kz-ru", "по статье 3"), shipped("kz-ru")
    moved = changed(before, "art_3", number="9", mark="Статья 9")
    taken = changed(moved, "art_3-1", number="3", mark="Статья 3")
    (fault,) = dangling(before, taken, profile)
    assert (fault.code, fault.nearest) == (Code.REFERENCE_DANGLES, "art_9")
    assert (fault.wanted, fault.found) == ("статье 3: Статья 3\nТекст.", "Статья 3\nТекст.")


def test_a_range_may_grow_but_not_lose() -> None:
    profile = shipped("kz-ru")
    grown = edition("kz-ru", "по статьям 3–4")
    small = without(grown, "art_3-1")
    assert dangling(small, grown, profile) == ()
    assert len(dangling(grown, small, profile)) == 1


def test_a_reference_whose_words_change_is_another_one() -> None:
    before, profile = edition("kz-ru", "по статье 3"), shipped("kz-ru")
    after = changed(without(before, "art_3"), "art_1__para_1", text="Мысал: по статье 4.")
    assert dangling(before, after, profile) == ()


def test_a_profile_of_another_language_is_refused() -> None:
    with pytest.raises(InputError, match='profile "en" has no words for references in "ru"'):
        references(edition("kz-ru", "x"), shipped("en"))


def profile_text(name: str) -> str:
    """A shipped profile as its file has it."""
    return (Path(__file__).parents[3] / "src/isonomia/drafting/profiles" / f"{name}.toml").read_text("utf-8")


@pytest.mark.parametrize("name", names())
def test_every_shipped_profile_names_units(name: str) -> None:
    citing = shipped(name).references
    assert citing is not None
    assert {"article", "point"} <= {one.kind for one in citing.units}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('order = "either"', 'order = "sideways"', "references.order: wanted one of"),
        ('glue = "of the in"', 'glew = "of"', "references.glew: unknown key"),
        ('kind = "part"\n', 'kind = "verse"\n', '"verse" is no unit of this profile'),
        ('one = "part"\nmany = "parts"', 'one = "part"\nplural = "parts"', "plural: unknown key"),
        ("only = true", "only = 1", "wanted words, and true or false"),
        ("number = '[IVXLC]+'", "number = '['", "no pattern"),
    ],
)
def test_a_profile_with_a_key_that_does_not_fit_is_refused(old: str, new: str, told: str) -> None:
    text = profile_text("en")
    assert old in text
    with pytest.raises(RulebookError, match=r"en\.toml:\d+") as error:
        read("en.toml", text.replace(old, new, 1))
    assert told in str(error.value)
