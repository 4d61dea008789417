"""Whatever the law says, it says in Kazakh, Russian and English."""

import ast
import gettext
import re
import string
from pathlib import Path

import polib
import pytest

from isonomia.errors import Finding, InputError
from isonomia.exact import ROUNDINGS
from isonomia.figures.catalogue import all_figures
from isonomia.figures.claims import check_all
from isonomia.figures.verdicts import Verdict
from isonomia.referendum.acts import COUNTED
from isonomia.referendum.rules import BASES
from isonomia.referendum.state import STAGES
from isonomia.reform.road import Reform
from isonomia.rulebook.checking import countries, shipped_laws
from isonomia.rulebook.loading import shipped
from isonomia.wording import LANGUAGES, has_wording, say, say_finding, spoken

SOURCE = Path(__file__).resolve().parents[2] / "src"
LAW = "\n".join(one.read_text(encoding="utf-8") for one in sorted((SOURCE / "isonomia").rglob("*.py")))
DOOR = "\n".join(one.read_text(encoding="utf-8") for one in sorted((SOURCE / "isonomia_cli").rglob("*.py")))
CODE = r'\(\s*"([a-z_]+)"'


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(SOURCE / f"isonomia/locale/{language}/LC_MESSAGES/isonomia.po"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def findings_in_code() -> set[str]:
    """Every code that the sources give to a finding, also where it is chosen between two."""
    # `Finding.of(code, ...)` takes its code from a line of the form `code = "a" if ... else "b"`.
    chosen = {one for line in re.findall(r"\bcode = (.+)", LAW) for one in re.findall(r'"([a-z_]+)"', line)}
    named = {*re.findall(rf"Finding\.of{CODE}", LAW + DOOR), *re.findall(rf"\bFinding{CODE}", LAW + DOOR)}
    return {*named, *chosen, *refusals_of_drafting()}


def refusals_of_drafting() -> set[str]:
    """The codes that drafting gives to `unlawful`, or hands on to it through `_asked`."""
    rooms = (SOURCE / "isonomia" / "drafting").glob("*.py")
    calls = (one for room in rooms for one in ast.walk(ast.parse(room.read_text(encoding="utf-8"))))
    named = [
        one for one in calls if isinstance(one, ast.Call) and ast.unparse(one.func).endswith(("unlawful", "_asked"))
    ]
    texts = (one.value for call in named for one in call.args if isinstance(one, ast.Constant))
    return {one for one in texts if re.fullmatch("[a-z_]+", one)}


def test_codes_are_found_in_the_sources() -> None:
    assert {
        "identity_broken",
        "only_repair",
        "turnout_settled",
        "conflict_settled",
        "act_refused",
        "actor_without_role",
        "review_missing",
        "not_initiator",
    } <= findings_in_code()
    assert len(findings_in_code()) > 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_wording(language: str) -> None:
    assert [code for code in sorted(findings_in_code()) if not has_wording(f"finding.{code}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_has_wording(language: str) -> None:
    codes = set(re.findall(rf"\bnote{CODE}", LAW))
    assert len(codes) > 10
    assert [code for code in sorted(codes) if not has_wording(f"note.{code}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_wording(language: str) -> None:
    assert [one for one in Verdict if not has_wording(f"verdict.{one}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_door_has_wording(language: str) -> None:
    codes = set(re.findall(r'\bsay\(\s*"([a-z_.]+)"', LAW + DOOR))
    assert len(codes) > 3
    assert [code for code in sorted(codes) if not has_wording(code, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_closed_list_has_wording(language: str, reform: Reform) -> None:
    checks = check_all(reform)
    words = {*COUNTED, *STAGES, *BASES, "yes_plus_no", "valid", "territories", "adopted", "rejected", "invalid"}
    words |= {f"rounded_{one}" for one in ROUNDINGS}
    words |= {"undecided", "digit_lost", "digit_added", "digit_changed", "digits_swapped", "other", "ballots_received"}
    words |= {one.kind for one in all_figures(reform)} | {one.waits_for for one in checks if one.waits_for}
    words |= {one.base for one in checks if re.fullmatch("[a-z_]+", one.base)} | {"more than", "at least"}
    words |= {dict(params)["event"] for one in checks for code, params in one.notes if code == "event_on"}
    assert [one for one in sorted(words) if not has_wording(f"word.{one}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_name(language: str) -> None:
    keys = {key for country in countries(shipped_laws()) for key in shipped(country).rules}
    assert {"referendum.regions", "referendum.electorate"} <= keys
    assert [key for key in sorted(keys) if not has_wording(f"rule.{key}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_say_the_same_codes_with_the_same_values(language: str) -> None:
    english = {one.msgid: placeholders(one.msgstr) for one in catalogue("en")}
    here = {one.msgid: placeholders(one.msgstr) for one in catalogue(language)}
    assert here == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_empty_or_said_twice(language: str) -> None:
    entries = catalogue(language)
    assert [one.msgid for one in entries if one.fuzzy or one.obsolete or not one.msgstr.strip()] == []
    ids = [one.msgid for one in entries]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    with (SOURCE / f"isonomia/locale/{language}/LC_MESSAGES/isonomia.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for one in catalogue(language):
        assert compiled.gettext(one.msgid) == one.msgstr
    known = {one.msgid for one in catalogue(language)}
    assert {key for key in compiled._catalog if key} == known  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_kazakh_and_russian_are_not_left_in_english(language: str) -> None:
    english = {one.msgid: one.msgstr for one in catalogue("en")}
    same = [
        one.msgid
        for one in catalogue(language)
        if one.msgstr == english[one.msgid] and re.search("[A-Za-z]{3}", re.sub(r"\{.*?\}", "", one.msgstr))
    ]
    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_note_of_the_pack_can_be_said(language: str, reform: Reform) -> None:
    for finding in reform.findings():
        text = say_finding(finding, language)
        assert text.strip()
        assert "finding." not in text
        assert not re.search(r"\{\w+\}", text)
    for one in check_all(reform):
        for code, params in one.notes:
            assert not re.search(r"\{\w+\}|note\.", say(f"note.{code}", language, **dict(params)))


def test_a_finding_is_said_with_its_values_in_words_and_grouped() -> None:
    finding = Finding.of("only_repair", "x", field="invalid", printed="20696", value="206096", slip="digit_lost")
    text = say_finding(finding, "en")
    assert "206,096" in text
    assert "20,696" in text
    assert "a digit is missing" in text
    assert "206\N{NO-BREAK SPACE}096" in say_finding(finding, "ru")
    assert say_finding(finding, "kk") != text


def test_a_code_without_wording_is_shown_as_itself() -> None:
    assert say("finding.never_heard", "kk", x=1) == "finding.never_heard"
    assert say_finding(Finding.of("never_heard", "x", y="1"), "ru") == "finding.never_heard"


@pytest.mark.parametrize("language", ["de", "", "EN", "../en"])
def test_a_language_that_is_not_there_is_refused(language: str) -> None:
    with pytest.raises(InputError, match="wanted one of kk, ru, en"):
        say("verdict.holds", language)


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        ("206096", "206,096", "206\xa0096"),
        ("999", "999", "999"),
        ("11734642", "11,734,642", "11\xa0734\xa0642"),
        ("2022-06-05", "2022-06-05", "2022-06-05"),
        ("77.18", "77.18", "77,18"),
        ("kz-2022/final", "kz-2022/final", "kz-2022/final"),
        ("1/2", "1/2", "1/2"),
        ("20696 (a); 206096 (b)", "20,696 (a); 206,096 (b)", "20\xa0696 (a); 206\xa0096 (b)"),
    ],
)
def test_numbers_are_written_as_the_language_does_and_nothing_else(value: str, english: str, russian: str) -> None:
    assert spoken(value, "en") == english
    assert spoken(value, "ru") == russian


def test_what_a_terminal_would_obey_is_shown_and_not_sent() -> None:
    hostile = Finding.of("act_refused", "x\x1b[2J", reason="a\u202eb\nc")
    said = say_finding(hostile, "en")
    assert "\x1b" not in said and "\u202e" not in said
    assert "\\u202e" in said


def test_a_year_in_what_sources_lack_is_no_number_whose_thousands_are_parted() -> None:
    finding = Finding.of("rule_unknown", "assembly.silence", missing="the law of 1995 does not say")
    assert "the law of 1995 does not say" in say_finding(finding, "en")
