"""The language of amending laws, read in three languages: each proposal does what the law says, and nothing is lost."""

import time

import pytest

from isonomia.drafting import operations
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.editions import Edition, Work, digest
from isonomia.drafting.faults import Code, TextError
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import AnyOperation, Boundary
from isonomia.drafting.phrasing import Proposed, joined, proposals, read, write
from isonomia.drafting.profiles import shipped
from isonomia.drafting.proposing import Note, Why
from isonomia.errors import InputError

WORK = Work.of("xm/act/2001-05-01/constitution")
FROM = Boundary(day="2030-01-01")
PROFILES = {"ru": "kz-ru", "kk": "kz-kk", "en": "en"}
TEXTS = {
    "ru": """Конституция Мысала

Раздел I. Народ и власть

Статья 1
1. Власть принадлежит народу.
2. Совет избирается на пять лет.
Срок считается со дня выборов.
3. Органы:
1) совет;
2) суд.
4. Столица Мысала - город у моря и у реки.

Статья 2
Суд независим.
Суд заседает открыто.

Статья 3
1. Бюджет утверждает совет.
""",
    "kk": """Мысал Конституциясы

I бөлім. Халық пен билік

1-бап
1. Билік халыққа тиесілі.
2. Кеңес бес жылға сайланады.
Мерзім сайлау күнінен есептеледі.
3. Органдар:
1) кеңес;
2) сот.
4. Мысалдың астанасы - өзен бойындағы қала.

2-бап
Сот тәуелсіз.
Сот ашық отырады.

3-бап
1. Бюджетті кеңес бекітеді.
""",
    "en": """Constitution of Mysal

Section I. The people and power

Article 1
1. Power belongs to the people.
2. The council is elected for five years.
The term runs from the day of the election.
3. Bodies:
1) the council;
2) the court.
4. The capital of Mysal is the city by the river.

Article 2
The court is independent.
The court sits in public.

Article 3
1. The budget is approved by the council.
""",
}

# Each kind of change as three languages say it, and the lines that come of it: (removed, added).
CASES = {
    "substitute": {
        "ru": (
            "в пункте 2 статьи 1 слова «на пять лет» заменить словами «на четыре года»",
            "на пять лет",
            "на четыре года",
        ),
        "kk": (
            "1-баптың 2-тармағындағы «бес жылға» деген сөздер «төрт жылға» деген сөздермен ауыстырылсын",
            "бес жылға",
            "төрт жылға",
        ),
        "en": (
            'in paragraph 2 of Article 1, replace the words "five years" by the words "four years"',
            "five years",
            "four years",
        ),
    },
    "substitute_heading": {
        "ru": (
            "в заголовке раздела I слова «и власть» заменить словами «и его власть»",
            "Народ и власть",
            "Народ и его власть",
        ),
        "kk": (
            "I бөлімнің тақырыбындағы «пен билік» деген сөздер «пен оның билігі» деген сөздермен ауыстырылсын",
            "Халық пен билік",
            "Халық пен оның билігі",
        ),
        "en": (
            "in the heading of Section I replace the words “and power” by the words “and its power”",
            "people and power",
            "people and its power",
        ),
    },
    "insert_words": {
        "ru": (
            "в пункте 1 статьи 3 после слова «Бюджет» дополнить словом «Мысала»",
            "Бюджет утверждает",
            "Бюджет Мысала утверждает",
        ),
        "kk": (
            "3-баптың 1-тармағындағы «Бюджетті» деген сөзден кейін «жыл сайын» деген сөздермен толықтырылсын",
            "Бюджетті кеңес",
            "Бюджетті жыл сайын кеңес",
        ),
        "en": (
            'in Article 3(1), after the words "The budget" insert the words "of Mysal"',
            "The budget is",
            "The budget of Mysal is",
        ),
    },
    "delete_words": {
        "ru": ("в пункте 4 статьи 1 слова «и у реки» исключить", "моря и у реки.", "моря."),
        "kk": ("1-баптың 4-тармағында «өзен бойындағы» деген сөздер алып тасталсын", "- өзен бойындағы қала", "- қала"),
        "en": ('in paragraph 4 of Article 1 delete the words "by the river"', "city by the river.", "city."),
    },
    "replace": {
        "ru": (
            "пункт 1 статьи 1 изложить в следующей редакции: «1. Народ есть источник власти.»",
            "1. Власть принадлежит народу.",
            "1. Народ есть источник власти.",
        ),
        "kk": (
            "1-баптың 1-тармағы мынадай редакцияда жазылсын: «1. Халық - биліктің бастауы.»",
            "1. Билік халыққа тиесілі.",
            "1. Халық - биліктің бастауы.",
        ),
        "en": (
            'paragraph 1 of Article 1 shall read as follows: "1. The people is the source of power."',
            "1. Power belongs to the people.",
            "1. The people is the source of power.",
        ),
    },
    "insert point": {
        "ru": (
            "статью 3 дополнить пунктом 2 следующего содержания:\n«2. Отчет слушает совет.»",
            "утверждает совет.\n",
            "утверждает совет.\n2. Отчет слушает совет.\n",
        ),
        "kk": (
            "3-бап мынадай мазмұндағы 2-тармақпен толықтырылсын:\n«2. Есепті кеңес тыңдайды.»",
            "кеңес бекітеді.\n",
            "кеңес бекітеді.\n2. Есепті кеңес тыңдайды.\n",
        ),
        "en": (
            'add to Article 3 the following paragraph 2:\n"2. The council hears the report."',
            "by the council.\n",
            "by the council.\n2. The council hears the report.\n",
        ),
    },
    "insert article": {
        "ru": (
            "дополнить статьей 2-1 следующего содержания: «Статья 2-1\nПрокурор независим.»",
            "открыто.\n",
            "открыто.\nСтатья 2-1\nПрокурор независим.\n",
        ),
        "kk": (
            "мынадай мазмұндағы 2-1-баппен толықтырылсын: «2-1-бап\nПрокурор тәуелсіз.»",
            "отырады.\n",
            "отырады.\n2-1-бап\nПрокурор тәуелсіз.\n",
        ),
        "en": (
            'insert after Article 2 the following Article 2-1: "Article 2-1\nThe prosecutor is independent."',
            "public.\n",
            "public.\nArticle 2-1\nThe prosecutor is independent.\n",
        ),
    },
    "repeal": {
        "ru": ("подпункт 2) пункта 3 статьи 1 исключить", "2) суд.", "2) исключен."),
        "kk": ("1-баптың 3-тармағының 2) тармақшасы алып тасталсын", "2) сот.", "2) алып тасталды."),
        "en": ("delete subparagraph 2) of paragraph 3 of Article 1", "2) the court.", "2) excluded."),
    },
    "renumber": {
        "ru": ("статью 3 считать статьей 4", "Статья 3\n", "Статья 4\n"),
        "kk": ("3-бап 4-бап деп есептелсін", "3-бап\n", "4-бап\n"),
        "en": ("renumber Article 3 as Article 4", "Article 3\n", "Article 4\n"),
    },
    "set_heading": {
        "ru": ("заголовок раздела I изложить в следующей редакции: «Раздел I. Основы»", "Народ и власть", "Основы"),
        "kk": ("I бөлімнің тақырыбы мынадай редакцияда жазылсын: «I бөлім. Негіздер»", "Халық пен билік", "Негіздер"),
        "en": (
            'the heading of Section I shall read as follows: "Section I. Foundations"',
            "The people and power",
            "Foundations",
        ),
    },
    "move": {
        "ru": ("статью 2 переместить после статьи 3", "", ""),
        "kk": ("2-бап 3-баптан кейінге ауыстырылсын", "", ""),
        "en": ("move Article 2 after Article 3", "", ""),
    },
}


def text(language: str) -> Edition:
    """The invented constitution in a language; the uids are the same in all."""
    return edition_of(TEXTS[language], shipped(PROFILES[language]), work=WORK, day="2001-05-01").edition


def asked(words: str, language: str = "ru") -> tuple[Proposed, ...]:
    """What is proposed by these words; put together, the pieces are the words."""
    found = proposals(words, text(language), shipped(PROFILES[language]), act="law-1", boundary=FROM)
    assert "".join(one.words for one in found) == words
    assert all(words[one.start : one.end] == one.words for one in found)
    return found


def operation(words: str, language: str = "ru") -> AnyOperation:
    """The one operation that these words propose."""
    (one,) = [one.operation for one in asked(words, language) if one.operation]
    return one


def lines(edition: Edition) -> str:
    """The lines of a text, without blank ones."""
    return "".join(f"{one.line}\n" for one in edition.provisions)


@pytest.mark.parametrize("language", PROFILES)
@pytest.mark.parametrize("case", [one for one in CASES if one != "move"])
def test_each_phrase_does_what_it_says(case: str, language: str) -> None:
    words, gone, come = CASES[case][language]
    before = text(language)
    told = consolidate(before, [operation(words, language)], "2030-01-01", {}).edition
    assert lines(before).count(gone) == 1
    assert lines(told) == lines(before).replace(gone, come)


@pytest.mark.parametrize("language", PROFILES)
def test_a_unit_is_moved(language: str) -> None:
    told = consolidate(text(language), [operation(CASES["move"][language][0], language)], "2030-01-01", {}).edition
    assert [one.number for one in told.of_kind("article")] == ["1", "3", "2"]


@pytest.mark.parametrize("case", CASES)
def test_three_languages_of_one_change_are_one_operation(case: str) -> None:
    ru, kk, en = (asked(CASES[case][language][0], language) for language in PROFILES)
    ((one),) = [one.operation for one in joined(joined(ru, kk), en) if one.operation]
    assert [words.language for words in one.words] == ["ru", "kk", "en"]
    assert operations.read(operations.write([one]).splitlines()) == (one,)
    eids = set()
    for language in PROFILES:
        eids.add(tuple(unit.eid for unit in consolidate(text(language), [one], "2030-01-01", {}).edition.provisions))
    assert len(eids) == 1


def test_languages_that_differ_are_told() -> None:
    ru = asked(CASES["repeal"]["ru"][0] + ";\n" + CASES["substitute"]["ru"][0])
    kk = asked(CASES["repeal"]["kk"][0] + ";\n" + CASES["insert point"]["kk"][0], "kk")
    with pytest.raises(TextError) as error:
        joined(ru, kk)
    told = [(one.code, one.eid, one.found) for one in error.value.faults]
    assert told == [(Code.LANGUAGES_DIFFER, "art_1__para_2", "ru"), (Code.LANGUAGES_DIFFER, "art_3__para_1", "kk")]


def test_a_proposal_knows_its_target_and_the_words_it_was_made_for() -> None:
    before = text("ru")
    one = operation(CASES["substitute"]["ru"][0])
    target = before.by_eid["art_1__para_2"]
    assert (one.target, one.eid, one.act, one.boundary) == (target.uid, target.eid, "law-1", FROM)
    assert one.words[0].expected == digest(before.words(target.uid))


LAW = """О внесении изменений

1. Внести в Конституцию Мысала следующие изменения и дополнения:
1) в статье 1:
в пункте 2 слова «на пять лет» заменить словами «на шесть лет»;
часть вторую пункта 2 исключить;
пункт 3:
дополнить подпунктом 3) следующего содержания: «3) прокурор;»;
2) статью 2 дополнить частью третьей следующего содержания:
«Суд «быстрый»; и точка.»;
3) в пункте 1 статьи 3 слово «Бюджет» заменить словами «Бюджет Мысала», слово «совет» исключить;
4) пункты 1 и 4 статьи 1 исключить.
2. Настоящий Закон вводится в действие с 1 января 2030 года.
"""


def test_a_whole_law_is_read_clause_by_clause() -> None:
    found = asked(LAW)
    made = [
        (one.operation.__struct_config__.tag, one.operation.eid, one.operation.point) for one in found if one.operation
    ]
    assert made == [
        ("substitute_text", "art_1__para_2", "1. 1)"),
        ("repeal", "art_1__para_2__part_2", "1. 1)"),
        ("insert", "art_2__part_2", "1. 2)"),
        ("substitute_text", "art_3__para_1", "1. 3)"),
        ("substitute_text", "art_3__para_1", "1. 3)"),
        ("repeal", "art_1__para_1", "1. 4)"),
        ("repeal", "art_1__para_4", "1. 4)"),
    ]
    missed = [(one.words.strip(), one.why) for one in found if one.why]
    assert missed == [
        ("О внесении изменений", Why.NO_PHRASE),
        ("пункт 3:", Why.NO_PHRASE),
        ("дополнить подпунктом 3) следующего содержания: «3) прокурор;»;", Why.TARGET_UNCLEAR),
        ("2. Настоящий Закон вводится в действие с 1 января 2030 года.", Why.NO_PHRASE),
    ]
    told = consolidate(text("ru"), [one.operation for one in found if one.operation], "2030-01-01", {}).edition
    assert "Суд «быстрый»; и точка." in lines(told)
    assert "1. Бюджет Мысала утверждает." in lines(told)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("статью 9 исключить", Why.TARGET_MISSING),
        ("пункт 1 исключить", Why.TARGET_MISSING),
        ("статью 1 Закона о выборах исключить", Why.OTHER_ACT),
        ("в статье 1 слова «нет таких» заменить словами «иных»", Why.WORDS_MISSING),
        ("в статье 2 слово «Суд» заменить словом «Трибунал»", Why.WORDS_UNCLEAR),
        ("в пункте 4 статьи 1 слово «Мысал» заменить словом «Мысл»", Why.WORDS_MISSING),
        ("в пункте 4 статьи 1 слово «и» заменить словом «или»", Why.WORDS_UNCLEAR),
        ("в статье 1 слова «совет», «суд» заменить соответственно словами «а», «б», «в»", Why.WORDS_UNCLEAR),
        ("в статье 1 слова «нет конца заменить", Why.QUOTES_OPEN),
        ("статью 1 как-нибудь улучшить", Why.NO_PHRASE),
        ("статью 1 исключить, а также подумать", Why.NO_PHRASE),
        ("статью 3 дополнить пунктом 1 следующего содержания: «1. Вновь.»", Why.LABEL_TAKEN),
        ("статью 3 дополнить пунктом 2 следующего содержания: «3. Не тот.»", Why.CONTENT_OTHER),
        ("пункт 1 статьи 3 изложить в следующей редакции: «2. Не тот.»", Why.CONTENT_OTHER),
        ("статью 3 изложить в следующей редакции: «Статья 3\n1. Раз.\n1. Два.»", Why.CONTENT_UNREAD),
        ("статью 2 дополнить частью пятой следующего содержания: «Еще.»", Why.PLACE_UNCLEAR),
        ("часть первую пункта 2 статьи 1 исключить", Why.TARGET_UNCLEAR),
        ("пункты 1 и 2 статей 1 и 3 исключить", Why.TARGET_UNCLEAR),
        ("заголовок статьи 1 изложить в следующей редакции: «Народ»", Why.TARGET_UNCLEAR),
    ],
)
def test_what_does_not_say_one_thing_is_returned_as_not_understood(words: str, why: Why) -> None:
    ((one),) = asked(words)
    assert (one.operation, one.why) == (None, why)


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("1. Внести в Закон Мысала о выборах следующие изменения:", Why.OTHER_ACT),
        ("1. По статье 3:", Why.NO_PHRASE),
        ("1. В статье 1 Закона о выборах:", Why.OTHER_ACT),
    ],
)
def test_what_stands_under_a_heading_that_was_not_understood_is_not_understood(heading: str, why: Why) -> None:
    found = asked(f"{heading}\n1) в статье 1:\nпункт 1 исключить;\n2. Статью 3 исключить.")
    assert [one.why for one in found] == [why, Why.TARGET_UNCLEAR, Why.TARGET_UNCLEAR, None]


def test_what_a_person_must_look_at_is_noted() -> None:
    def notes(words: str) -> tuple[Note, ...]:
        ((one),) = asked(words)
        return one.notes

    assert notes("в статье 3 слово «Бюджет» заменить словом «Расход»") == (Note.STANDS_WITHIN,)
    assert notes("в пункте 4 статьи 1 слово «у» заменить словом «близ»") == (Note.STANDS_OFTEN,)
    assert notes(CASES["insert article"]["ru"][0]) == (Note.PLACE_BY_NUMBER,)
    assert notes(CASES["repeal"]["ru"][0]) == (Note.PLACE_KEPT,)
    assert notes(CASES["delete_words"]["ru"][0]) == (Note.BLANK_TAKEN,)


def test_kazakh_and_english_clauses_stand_under_the_article_named_above_them() -> None:
    kk = asked("1) 1-бапта:\n2-тармақта «бес» деген сөз «алты» деген сөзбен ауыстырылсын;\n4-тармақ алып тасталсын;\n"
               "2) 3-тармақ алып тасталсын.", "kk")  # fmt: skip
    assert [one.operation.eid for one in kk if one.operation] == ["art_1__para_2", "art_1__para_4"]
    assert [one.why for one in kk if one.why] == [Why.TARGET_MISSING]
    en = asked(
        '1) in Article 1:\nin paragraph 2 replace the word "five" with the word "six";\nparagraph 4 is deleted.', "en"
    )
    assert [one.operation.eid for one in en if one.operation] == ["art_1__para_2", "art_1__para_4"]


def test_proposals_are_no_operations_until_a_person_confirms_them() -> None:
    written = write(asked(LAW))
    found = read(written.splitlines())
    assert len(found) == 7
    assert all(b'"proposed"' in line for line in written.splitlines())
    with pytest.raises(InputError, match="line 1 is no operation"):
        operations.read(written.splitlines())
    with pytest.raises(InputError, match="line 1 is no proposal"):
        read([b'{"op":"repeal"}'])


def test_a_profile_without_phrases_is_refused() -> None:
    with pytest.raises(InputError, match='profile "de" has no phrases of amending laws'):
        proposals("x", text("ru"), shipped("de"), act="law-1", boundary=FROM)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "words",
    [
        ";" * 60_000,
        "\n" * 60_000,
        "«" * 60_000,
        "«а»" * 20_000,
        "«а», " * 15_000,
        "в статье " * 8_000,
        "1) " * 20_000,
        "в статье 1:\n" * 3_000,
        "пунктами " + "1, " * 15_000 + "статьи 1 исключить",
        "слова «а» заменить словами «б», " * 2_000,
        ". " * 30_000,
    ],
)
def test_a_hostile_instruction_takes_no_longer_than_its_length(profile: str, words: str) -> None:
    begun = time.process_time()
    asked(words, profile)
    assert time.process_time() - begun < 5
