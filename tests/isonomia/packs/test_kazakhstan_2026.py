"""The pack of 2026: it replays, its findings are those that its publications deserve, and nothing stands for a gap."""

import pytest

from isonomia.drafting.acts import CorrespondenceStated
from isonomia.drafting.correspondence import Correspondence, read, write
from isonomia.errors import Finding
from isonomia.figures.catalogue import all_figures
from isonomia.figures.figure import Figure
from isonomia.packs.loading import Pack, folder, load
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook

VOTE, REFORM = "referendum/2026-03-15", "reform/kz-2026"


@pytest.fixture(scope="module")
def pack_2026() -> Pack:
    """The pack as it ships."""
    return load(folder("kazakhstan-2026"))


@pytest.fixture(scope="module")
def reform_2026(pack_2026: Pack, kz: Rulebook) -> Reform:
    """The reform of 2026, replayed from its pack."""
    return Reform.after(pack_2026.acts, {"kz": kz}, pack_2026.blobs)


@pytest.fixture(scope="module")
def figures_2026(reform_2026: Reform) -> list[Figure]:
    """Every figure of it."""
    return all_figures(reform_2026)


def test_the_findings_are_these_and_no_others(reform_2026: Reform) -> None:
    gap, law, *counts = reform_2026.findings()
    # 9,127,192 took part; 7,954,667 yes, 898,099 no and 146,558 invalid are fewer by this many.
    where = "kz-2026/preliminary-caspianpost"
    assert gap == Finding.of("remainder", where, field="both_marked", rest=9127192 - 7954667 - 898099 - 146558)
    assert dict(gap.params)["rest"] == "127868"
    assert (law.code, law.where) == ("law_unknown", VOTE)
    assert "referendum.adopted_if_new_constitution is unknown" in dict(law.params)["reason"]
    assert counts == [
        Finding.of(
            "counts_differ",
            REFORM,
            what="proposals_on_draft",
            day="2026-02-11",
            values="≈ 10000 (inform.kz); > 10000 (kaz.inform.kz)",
        ),
        Finding.of(
            "counts_differ",
            REFORM,
            what="polling_stations_by_residence",
            day="no_day_given",
            values="= 9779 (qazinform.com); = 9799 (tengrinews.kz)",
        ),
    ]


def test_every_count_of_proposals_stands_as_it_was_published(figures_2026: list[Figure]) -> None:
    counted = {
        (one.base, one.stage, one.name.removeprefix("reform.count_"), one.numerator)
        for one in figures_2026
        if one.name.startswith("reform.count_") and one.base.startswith("proposals")
    }
    assert counted >= {
        ("proposals_on_parliament", "2025-11-20", "about", 300),
        ("proposals_on_parliament", "2025-12-03", "more_than", 350),
        ("proposals_on_parliament", "2026-01-06", "about", 500),
        ("proposals_on_parliament", "2026-01-24", "more_than", 600),
        ("proposals_on_other_changes", "2026-01-24", "equals", 1600),
        ("proposals_to_working_group", "2026-01-24", "equals", 2200),
        ("proposals_on_draft", "2026-02-11", "about", 10000),
        ("proposals_in_all", "", "about", 10000),
    }
    # A sum of two publications is nobody's publication.
    assert not {one for one in counted if one[3] == 12000}
    assert {one.kind for one in figures_2026 if one.name.startswith("reform.count_")} == {"cited"}


def test_the_figures_of_the_vote_recompute(figures_2026: list[Figure]) -> None:
    found = {one.name: (one.value, one.numerator, one.denominator) for one in figures_2026 if one.matter == VOTE}
    assert found["referendum.took_part_of_registered"] == ("73.12", 9127192, 12482613)
    assert found["referendum.yes_of_took_part"] == ("87.15", 7954667, 9127192)
    assert found["referendum.yes_of_registered"] == ("63.73", 7954667, 12482613)
    assert "referendum.outcome" not in found


def test_what_one_question_bundled_is_told_as_far_as_somebody_counted(figures_2026: list[Figure]) -> None:
    found = {one.name: one for one in figures_2026 if one.name.startswith("reform.bundled_")}
    parts = {name: (one.value, one.denominator, one.base) for name, one in found.items()}
    assert parts == {
        "reform.bundled_articles": ("96", 1, "questions"),
        "reform.bundled_sections": ("11", 1, "questions"),
        "reform.bundled_subjects": ("unknown", None, "questions"),
    }


def test_places_that_no_source_names_are_not_known(reform_2026: Reform, figures_2026: list[Figure]) -> None:
    ((_, body),) = reform_2026.drafting.correspondences
    table = read(reform_2026.blobs[body.table.sha256])
    old = {one.old for one in table.pairs}
    assert {one: table.new_of(one) for one in sorted(old)} == {
        "art_83-1": ("art_85",),
        "art_87": ("art_89",),
        "art_88": ("art_90",),
        "art_91": ("art_92", "art_93"),
    }
    silent = [number for number in range(1, 97) if table.old_of(f"art_{number}") is None]
    assert len(silent) == 91 and not {85, 89, 90, 92, 93} & set(silent)
    (traced,) = [one for one in figures_2026 if one.name == "drafting.articles_with_stated_origin"]
    assert (traced.numerator, traced.denominator, traced.base) == (5, 96, "articles_of_new_text")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{}", "not a correspondence table"),
        (write(Correspondence(old="one", new="another", pairs=())), "a table of one and another"),
    ],
)
def test_a_file_that_is_not_the_table_stated_is_found_and_gives_no_figure(
    pack_2026: Pack, kz: Rulebook, data: bytes, told: str
) -> None:
    stated = next(one for one in pack_2026.acts if isinstance(one.body, CorrespondenceStated))
    assert isinstance(stated.body, CorrespondenceStated)
    blobs = {**pack_2026.blobs, stated.body.table.sha256: data}
    reform = Reform.after(pack_2026.acts, {"kz": kz}, blobs)
    (found,) = [one for one in reform.findings() if one.code == "correspondence_unlike"]
    assert found.where == stated.id and told in dict(found.params)["reason"]
    assert not [one for one in all_figures(reform) if one.matter == stated.matter]


def test_a_table_whose_file_is_not_at_hand_is_no_fault_and_no_figure(pack_2026: Pack, kz: Rulebook) -> None:
    reform = Reform.after(pack_2026.acts, {"kz": kz})
    assert "correspondence_unlike" not in {one.code for one in reform.findings()}
    assert "drafting.articles_with_stated_origin" not in {one.name for one in all_figures(reform)}


def test_no_law_that_followed_is_said_to_be_in_force(reform_2026: Reform) -> None:
    laws = reform_2026.alignment.laws
    assert len(laws) == 6
    assert {tuple(law.stages) for law in laws.values()} == {("signed",)}
    assert {law.due.day for law in laws.values()} == {None}


def test_own_words_only_and_every_source_is_cited(pack_2026: Pack) -> None:
    where = folder("kazakhstan-2026")
    texts = {one.name: one.read_text("utf-8") for one in where.iterdir() if one.name.endswith(".toml")}
    sources = {line[1:-1] for line in texts.pop("sources.toml").splitlines() if line.startswith("[")}
    said = "".join(texts.values())
    assert {one for one in sources if f'"{one}"' not in said} == set()
    assert 'status = "original"' not in said and 'status = "translation"' not in said
    kazakh = [line for line in said.splitlines() if 'language = "kk"' in line]
    assert kazakh and all('"machine_draft"' in line for line in kazakh)
    assert len({one.id for one in pack_2026.acts}) == len(pack_2026.acts)
