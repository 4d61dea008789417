"""The glossary: one word for each idea, in Kazakh, Russian and English, with plain words for some."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Term:
    """One term in the three languages, and what it means here."""

    en: str
    kk: str
    ru: str
    meaning: Promise | str = ""

    def said(self, order: Sequence[str]) -> list[tuple[str, str]]:
        """The term in each language, in this order of languages."""
        return [(language, getattr(self, language)) for language in order]


# The letters of Kazakh stand in its alphabet, where their code points do not.
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def in_order(language: str) -> list[Term]:
    """The terms by the alphabet of a language."""
    places = {letter: f"\uf000{chr(0xF100 + at)}" for at, letter in enumerate(ALPHABET)}
    return sorted(TERMS, key=lambda one: [places.get(letter, letter) for letter in getattr(one, language).lower()])


TERMS = (
    Term(
        "act (entry in the record)",
        "акт жазбасы",
        "запись об акте",
        _("One thing that somebody did in public, with its source. It is never changed; a correction is a new act."),
    ),
    Term("against all", "бәріне қарсымын", "против всех"),
    Term("amendments and additions", "өзгерістер мен толықтырулар", "изменения и дополнения"),
    Term("appeal to the Court", "Конституциялық Сотқа өтініш", "обращение в Конституционный Суд"),
    Term("approval (of an assembly)", "келісу", "согласование"),
    Term("article", "бап", "статья"),
    Term("capital", "елорда", "столица"),
    Term("Children's Ombudsman", "Бала құқықтары жөніндегі уәкіл", "Уполномоченный по правам ребёнка"),
    Term(
        "city of republican significance",
        "республикалық маңызы бар қала",
        "город республиканского значения",
        _("A city that counts as a territory of its own beside the regions."),
    ),
    Term("commission", "комиссия", "комиссия"),
    Term("Commissioner for Human Rights", "Адам құқықтары жөніндегі уәкіл", "Уполномоченный по правам человека"),
    Term("comparative table", "салыстырма кесте", "сравнительная таблица"),
    Term("compensation for harm", "зиянды өтеу", "возмещение вреда"),
    Term("complaint", "шағым", "жалоба"),
    Term("constitution", "Конституция", "Конституция"),
    Term("Constitutional Court", "Конституциялық Сот", "Конституционный Суд"),
    Term("constitutional reform", "конституциялық реформа", "конституционная реформа"),
    Term(
        "deadline",
        "мерзім",
        "срок",
        _("The day on which a term of the law ends, with the article and every day on the way that was not counted."),
    ),
    Term("demand (distinct request)", "талап", "требование"),
    Term("demonstration", "демонстрация", "демонстрация"),
    Term(
        "denominator (base of a share)",
        "үлестің негізі",
        "база доли",
        _("The number that a share is a share of. Without it, a per cent says little."),
    ),
    Term("deputy", "депутат", "депутат"),
    Term("draft law", "заң жобасы", "проект закона"),
    Term(
        "exit poll",
        "экзитпол",
        "экзитпол",
        _(
            "A survey of voters who leave the polling station. It leaves out invalid ballots, so its "
            "base is yes and no together."
        ),
    ),
    Term(
        "final results",
        "түпкілікті қорытындылар",
        "окончательные итоги",
        _("What the commission confirms by its own decision."),
    ),
    Term(
        "finding",
        "анықталған сәйкессіздік",
        "выявленное расхождение",
        _("A difference that a check found between published numbers. It says nothing about the cause."),
    ),
    Term("forecast", "болжам", "прогноз"),
    Term("head of a village (akim)", "ауыл әкімі", "аким села"),
    Term(
        "in force from",
        "қолданысқа енгізілген күні",
        "дата введения в действие",
        _("The day from which a text binds."),
    ),
    Term(
        "invalid ballots",
        "жарамсыз бюллетеньдер",
        "недействительные бюллетени",
        _(
            "Papers that cannot be counted as an answer: of the wrong form, unsigned by the "
            "commission, with no answer marked, or unclear."
        ),
    ),
    Term("justification", "негіздеме", "обоснование"),
    Term(
        "majority",
        "көпшілік",
        "большинство",
        _(
            "More than half, unless the law names another bar. A share is always of something: here "
            "of those who took part."
        ),
    ),
    Term("mandate", "мандат", "мандат"),
    Term("margin of error", "қателік шегі", "погрешность"),
    Term("meeting", "отырыс", "заседание"),
    Term("minutes", "хаттама (отырыстың)", "протокол (заседания)"),
    Term("no", "жоқ", "нет"),
    Term("norm", "құқықтық норма", "правовая норма"),
    Term("normative resolution", "нормативтік қаулы", "нормативное постановление"),
    Term("notification", "хабарлама", "уведомление"),
    Term("observer", "байқаушы", "наблюдатель"),
    Term("paragraph (point)", "тармақ", "пункт"),
    Term("party list", "партиялық тізім", "партийный список"),
    Term("peaceful assembly", "бейбіт жиналыс", "мирное собрание"),
    Term("picket", "пикет", "пикет"),
    Term("political party", "саяси партия", "политическая партия"),
    Term("polling station", "сайлау учаскесі", "избирательный участок"),
    Term(
        "preliminary results",
        "алдын ала қорытындылар",
        "предварительные итоги",
        _("What the commission announces first. Later numbers do not overwrite it: both stand."),
    ),
    Term("procession", "шеру", "шествие"),
    Term("proposal", "ұсыныс", "предложение"),
    Term("proposed text", "ұсынылған мәтін", "предлагаемая редакция"),
    Term("Prosecutor General", "Бас Прокурор", "Генеральный Прокурор"),
    Term(
        "protocol (of a station)",
        "хаттама",
        "протокол",
        _("The paper in which a polling station writes down its count. Those of 2022 are not in this record."),
    ),
    Term("public discussion", "қоғамдық талқылау", "общественное обсуждение"),
    Term(
        "public record",
        "ашық тізілім",
        "открытый реестр",
        _("The list of all public acts. It only grows; it is signed, and anyone can download and check it."),
    ),
    Term("quorum", "кворум", "кворум", _("How many must take part for the vote to be valid at all.")),
    Term("quota", "квота", "квота"),
    Term("rally", "митинг", "митинг"),
    Term("reasoned answer", "дәлелді жауап", "мотивированный ответ"),
    Term("recall of a deputy", "депутатты кері шақырып алу", "отзыв депутата"),
    Term("receipt", "түбіртек", "квитанция"),
    Term(
        "recompute",
        "қайта есептеу",
        "пересчитать",
        _("To compute a published number again from the acts, with the command that stands beside it."),
    ),
    Term(
        "referendum",
        "референдум",
        "референдум",
        _("A vote of all citizens on a question. The ballot asks, each voter answers yes or no."),
    ),
    Term(
        "region",
        "облыс",
        "область",
        _("One of the large territories of the country. There were 14 on 5 June 2022, and 17 from 8 June 2022."),
    ),
    Term(
        "registered voters",
        "тізімге енгізілген азаматтар",
        "граждане внесённые в списки",
        _("Citizens on the lists of voters, who have the right to take part."),
    ),
    Term("respondent", "респондент", "респондент"),
    Term(
        "rulebook",
        "ережелер жинағы",
        "свод правил",
        _("The rules of the law as data: values with dates, sources and the base that they are a share of."),
    ),
    Term("section", "бөлім", "раздел"),
    Term("self-nomination", "өзін-өзі ұсыну", "самовыдвижение"),
    Term("signature", "қол қою", "подпись"),
    Term(
        "signed checkpoint",
        "қол қойылған бақылау нүктесі",
        "подписанная контрольная точка",
        _(
            "A short signed note: so many acts, and one number that stands for all of them. If any "
            "act changes, the note no longer fits."
        ),
    ),
    Term("single-member district", "бірмандатты округ", "одномандатный округ"),
    Term("source", "дереккөз", "источник", _("Who published a fact, where, in which language and when.")),
    Term("sub-point", "тармақша", "подпункт"),
    Term("survey", "сауалнама", "опрос"),
    Term("text in force", "қолданыстағы мәтін", "действующая редакция"),
    Term(
        "threshold",
        "межелік шек",
        "порог",
        _("The mark that the law sets: at least, or more than, a share of a named base."),
    ),
    Term(
        "took part",
        "дауыс беруге қатысқандар",
        "принявшие участие в голосовании",
        _("Those whose ballot was in a box, by the protocols. Invalid ballots are among them."),
    ),
    Term(
        "turnout",
        "сайлаушылардың қатысуы",
        "явка",
        _(
            "Those who took part, as a share of registered voters. On polling day another number is "
            "reported: ballots received by voters."
        ),
    ),
    Term("unconstitutional", "Конституцияға сәйкес келмейді", "не соответствует Конституции"),
    Term(
        "unknown",
        "белгісіз",
        "неизвестно",
        _("An answer of its own: the sources do not say it, and nothing is guessed or decided on it."),
    ),
    Term(
        "verify",
        "тексеру",
        "проверить",
        _("To check with your own computer that the record is whole and signed, and that nothing in it was changed."),
    ),
    Term(
        "working calendar",
        "жұмыс күнтізбесі",
        "рабочий календарь",
        _("Which days of a year are worked, as data with versions: holidays, days off that were moved, weekends."),
    ),
    Term("working day", "жұмыс күні", "рабочий день"),
    Term(
        "working group",
        "жұмыс тобы",
        "рабочая группа",
        _("The people who read the proposals and draft the amendments."),
    ),
    Term("yes", "иә", "да"),
)
