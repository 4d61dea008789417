"""Two editions compared: each kind of change by itself, no move that was none, other countries, the data's editions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from isonomia.drafting.comparison import Comparison, Kind, Place, compare
from isonomia.drafting.editions import Edition
from isonomia.drafting.profiles import shipped
from isonomia.drafting.words import KEPT
from tests.isonomia.drafting.editing import LAW, PAHAR, changed, kazakh_editions, of_one_lineage, text


def told(found: Comparison) -> list[str]:
    """What changed: each article or heading with its kind and place, then its units."""
    return [f"{one.head.shown.eid} {one.kind} {one.place}" for one in found.changed]


def units(found: Comparison) -> list[str]:
    """The changed units, each with its kind and place."""
    return [f"{one.shown.eid} {one.kind} {one.place}" for one in found.units]


@pytest.mark.parametrize(
    ("changes", "articles", "lines"),
    [
        ([], [], []),
        ([("nine days", "ten days")], ["art_2 amended same"], ["art_2__para_1 amended same"]),
        ([("2) the warden of the bridges.\n", "")], ["art_2 amended same"], ["art_2__para_2__subpara_2 repealed same"]),
        (
            [("bridges.\n", "bridges.\n3) the crier.\n")],
            ["art_2 amended same"],
            ["art_2__para_2__subpara_3 inserted same"],
        ),
        ([("stones, counted", "stones – counted")], ["art_4 amended same"], ["art_4__para_1 amended same"]),
        ([("2. The capital", "2.  The capital".replace("  ", " "))], [], []),
        ([("its rivers", "“its” rivers")], ["art_1 amended same"], ["art_1__para_1 amended same"]),
        (
            [("The capital lies where the two rivers meet.", "Repealed.")],
            ["art_1 amended same"],
            ["art_1__para_2 repealed same"],
        ),
        ([("The people", "The assembly")], ["sec_II amended same"], ["sec_II amended same"]),
        (
            [("Section II", "Article 2-1\nThe book is read aloud every year.\n\nSection II")],
            ["art_2-1 inserted same"],
            ["art_2-1 inserted same", "art_2-1__part_1 inserted same"],
        ),
        # An unnumbered part put in first shifts the count of those after it, and changes nothing in them.
        (
            [("Everyone may", "The word is free.\nEveryone may")],
            ["art_3 amended same"],
            ["art_3__part_1 inserted same"],
        ),
        (
            [
                ("Everyone may speak", "All may speak"),
                ("Nobody may speak twice while another waits", "None speaks twice while others wait"),
            ],
            ["art_3 amended same"],
            ["art_3__part_1 amended same", "art_3__part_2 amended same"],
        ),
    ],
)
def test_each_kind_of_change(changes: list[tuple[str, str]], articles: list[str], lines: list[str]) -> None:
    found = compare(text(LAW), changed(*changes))
    assert (told(found), units(found)) == (articles, lines)


def test_what_only_the_printer_changed_is_told_apart() -> None:
    old = changed(("the word that is due", "the «word» that is due - "))
    new = changed(("the word that is due", "the “word” that is due – "))
    found = compare(old, new)
    assert told(found) == ["art_3 editorial same"]
    assert found.totals()["articles"]["editorial"] == 1


def test_a_placeholder_printed_otherwise_is_editorial_and_one_filled_is_an_insertion() -> None:
    gone = changed(("The capital lies where the two rivers meet.", "Repealed."))
    other = changed(("The capital lies where the two rivers meet.", "Excluded."))
    assert units(compare(gone, other)) == ["art_1__para_2 editorial same"]
    assert units(compare(gone, text(LAW))) == ["art_1__para_2 inserted same"]


def test_an_article_whose_place_alone_is_kept_is_repealed() -> None:
    start, end = LAW.index("Everyone"), LAW.index("Article 4")
    found = compare(text(LAW), changed((LAW[start:end], "Repealed.\n")))
    assert told(found) == ["art_3 repealed same"]
    assert told(compare(found.new, found.old)) == ["art_3 inserted same"]


def test_a_new_article_that_shifts_the_numbers_after_it_renumbers_them() -> None:
    new = changed(
        ("Article 2\n", "Article 2\nThe rivers are measured in spring and in autumn by sworn measurers.\nArticle 3\n"),
        ("Article 3\nEveryone", "Article 4\nEveryone"),
        ("Article 4\n1. The assembly", "Article 5\n1. The assembly"),
    )
    found = compare(text(LAW), new)
    assert told(found) == [
        "art_2 inserted same",
        "art_3 unchanged renumbered",
        "art_4 unchanged renumbered",
        "art_5 unchanged renumbered",
    ]
    assert [one.head.old.number for one in found.of(Place.RENUMBERED) if one.head.old] == ["2", "3", "4"]


def test_an_article_that_stands_elsewhere_has_moved() -> None:
    start, end = LAW.index("Article 1\n"), LAW.index("Article 2")
    found = compare(text(LAW), text(LAW.replace(LAW[start:end], "") + LAW[start:end]))
    assert told(found) == ["art_1 unchanged moved"]


def test_a_heading_put_around_articles_moves_none_of_them() -> None:
    found = compare(text(LAW), changed(("Article 4", "Section III. The stones\nArticle 4")))
    assert told(found) == ["sec_III inserted same"]


def test_what_is_replaced_under_one_number_is_amended_not_moved() -> None:
    start, end = LAW.index("Everyone"), LAW.index("Article 4")
    found = compare(text(LAW), changed((LAW[start:end], "Strangers are guests for a year and a day.\n")))
    assert told(found) == ["art_3 amended same"]


def test_two_that_are_equally_like_are_not_taken_for_moved() -> None:
    same = "The keeper of the book swears before the whole assembly.\n"
    old = text(LAW + f"Article 5\n{same}")
    new = text(LAW + f"Article 6\n{same}Article 7\n{same}")
    found = compare(old, new)
    assert told(found) == ["art_5 repealed same", "art_6 inserted same", "art_7 inserted same"]


def test_in_one_lineage_the_uid_decides() -> None:
    old = text(LAW)
    point = old.by_eid["art_2__para_2__subpara_1"]
    ones = [one for one in old.provisions if one.uid != point.uid]
    found = compare(old, of_one_lineage(old, ones))
    assert units(found) == ["art_2__para_2__subpara_1 repealed same"]
    under = old.by_eid["art_1__para_2"]
    ones.insert(ones.index(under) + 1, structs.replace(point, parent=under.uid, text="the crier"))
    found = compare(old, of_one_lineage(old, ones))
    assert told(found) == ["art_1 amended same", "art_2 amended same"]
    assert units(found) == ["art_1__para_2__subpara_1 amended moved"]


GERMAN = """Gesetz von Aue
I. Das Land
Art 1
(1) Die Mühle gehört allen, die am Bach wohnen.
(2) Sie mahlt
1. im Herbst,
2. im Winter, wenn
a) der Bach nicht friert,
b) der Müller wach ist.
Art 2
-
"""


def test_another_country_by_its_profile_alone() -> None:
    german = shipped("de")
    old = text(GERMAN, german)
    new = text(GERMAN.replace("nicht friert", "nicht gefriert").replace("\n-\n", "\n(weggefallen)\n"), german)
    found = compare(old, new)
    assert told(found) == ["art_1 amended same", "art_2 editorial same"]
    assert units(found) == ["art_1__para_2__subpara_2__point_a amended same", "art_2__part_1 editorial same"]


def test_another_script_by_its_profile_alone() -> None:
    words = "पहाड़ का कानून\nअनुच्छेद 1 भाषा\n(1) हिन्दी और पहाड़ी राज्य की भाषाएँ हैं।\n(2) लोप।\nअनुच्छेद 2\nजल सबका है।\n"
    old, new = text(words, PAHAR), text(words.replace("पहाड़ी राज्य", "पहाड़ियों राज्य"), PAHAR)
    found = compare(old, new)
    assert units(found) == ["art_1__para_1 amended same"]
    (unit,) = found.units
    assert unit.new is not None
    pieces = [unit.new.line[one.new_start : one.new_end] for one in unit.spans if one.kind != KEPT]
    assert [one for one in pieces if one] == ["पहाड़ियों"]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["reword", "replace", "drop_last", "append", "article"]),
        st.integers(0, 30),
        st.sampled_from(["beside", "the tall tower keeps watch over every field", "1", "law of Mysal", "stones"]),
    ),
    max_size=6,
)


def edited(edits: list[tuple[str, int, str]], side: str) -> Edition:
    """The law of Mysal with edits that move nothing and renumber nothing: what is put in is said nowhere else."""
    lines = LAW.splitlines()
    for number, (what, where, said_in_it) in enumerate(edits):
        words = f"{said_in_it} {side}{number} and{side}{number}"
        said = [at for at, line in enumerate(lines) if line[0:1].isdigit() and line[1:2] == "."]
        at = said[where % len(said)]
        match what:
            case "reword":
                lines[at] = f"{lines[at][:-1]} {words}."
            case "replace":
                lines[at] = f"{lines[at][:3]}{words} {where}"
            case "drop_last":
                if lines[at + 1 : at + 2] in ([], [""]) and len(said) > 2:
                    del lines[at]
            case "append":
                if lines[at + 1 : at + 2] in ([], [""]):
                    lines.insert(at + 1, f"{int(lines[at][0]) + 1}. {words} {where}.")
            case "article":
                last = sum(line.startswith("Article") for line in lines) + 1
                lines += [f"Article {last}", f"1. {words}."]
    return text("\n".join(lines) + "\n")


@given(EDITS, EDITS)
def test_nothing_that_stayed_is_said_to_have_moved(
    here: list[tuple[str, int, str]], there: list[tuple[str, int, str]]
) -> None:
    old, new = edited(here, "north"), edited(there, "south")
    found = compare(old, new)
    assert not found.of(Place.MOVED) and not found.of(Place.RENUMBERED)
    assert all(one.place is Place.SAME for one in found.units)
    lines = [unit for one in found.articles for unit in one.units]
    assert [one.new for one in lines if one.new] == list(new.provisions)
    assert sorted(one.old.uid for one in lines if one.old) == sorted(one.uid for one in old.provisions)
    unchanged = [one for one in lines if not one.changed]
    assert all(one.old and one.new and one.old.line == one.new.line for one in unchanged)
    totals = found.totals()
    assert sum(totals["articles"][kind] for kind in Kind) == sum(one.is_article for one in found.articles)
    assert sum(totals["units"].get(kind, 0) for kind in Kind) == len(found.units)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (0, 1, "4 44 47 53 54 56 61 62 72 73 74 78 91"),
        (1, 2, "50 51"),
        (0, 2, "4 44 47 50 51 53 54 56 61 62 72 73 74 78 91"),
    ],
)
def test_the_editions_of_the_data(old: int, new: int, wanted: str) -> None:
    texts = kazakh_editions()
    here, there = (text(texts[at], shipped("kz-ru")) for at in (old, new))
    for one, other in ((here, there), (there, here)):
        found = compare(one, other)
        assert " ".join(article.head.shown.number for article in found.of(Kind.AMENDED)) == wanted
        assert found.changed == found.of(Kind.AMENDED)
        assert all(unit.place is Place.SAME for unit in found.units)
