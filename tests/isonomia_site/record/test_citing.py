"""Laws, articles, bodies and offices of the record in the reader's language; what has no words stays as it is."""

import pytest
from django.utils import translation

from isonomia_site.record.citing import cited, said

LAW = "Constitutional Law of 2 November 1995 No. 2592 on the republican referendum"
CONSTITUTION = "Constitution of the Republic of Kazakhstan of 30 August 1995"


@pytest.mark.parametrize(
    "text",
    [f"{CONSTITUTION}, art. 91(1); {LAW}, art. 31(3), first paragraph", f"{LAW}, art. 33", "Another law, art. 5"],
)
def test_in_english_a_citation_stays_as_it_was_entered(text: str) -> None:
    with translation.override("en"):
        assert cited(text) == text


def test_in_russian_law_article_point_and_paragraph_are_said() -> None:
    with translation.override("ru"):
        words = cited(f"{CONSTITUTION}, art. 91(1); {LAW}, art. 31(3), second paragraph").replace("\u00a0", " ")
    assert words == (
        "Конституция Республики Казахстан от 30 августа 1995 года, ст. 91, п. 1; Конституционный закон "
        "от 2 ноября 1995 года № 2592 «О республиканском референдуме», ст. 31, п. 3, абзац второй"
    )


def test_several_articles_are_all_said() -> None:
    with translation.override("kk"):
        words = cited(f"{LAW}, arts. 28, 30(1)").replace("\u2060", "")
    assert words.endswith("Конституциялық заң, 28-бап, 30-бап, 1-тармақ")


def test_what_has_no_words_stays() -> None:
    with translation.override("ru"):
        assert said("Another law, art. 5") == "Another law, art. 5"
        assert said("Central Referendum Commission") == "Центральная комиссия референдума"
