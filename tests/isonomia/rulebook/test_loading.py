"""Every fault of a rulebook is refused, and told with file and line."""

import re
from pathlib import Path

import pytest

from isonomia.errors import RulebookError
from isonomia.rulebook.checking import faults
from isonomia.rulebook.loading import load, read
from tests.isonomia.rulebook.refusing import line_of, refusal


def test_a_rulebook_without_a_fault_is_read(good: dict[str, str]) -> None:
    rulebook = read("xx", good)
    assert set(rulebook.rules) == {
        "referendum.quorum",
        "referendum.results_days",
        "referendum.valid_if",
        "referendum.tie",
    }
    assert rulebook.governs == {"referendum": "polling_day"}
    assert [one.id for one in rulebook.units] == ["XX-1", "XX-2"]


def test_files_are_read_from_the_folder_of_the_country(good: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    for name, text in good.items():
        (tmp_path / "xx" / name).write_text(text, encoding="utf-8")
    assert load(tmp_path, "xx") == read("xx", good)
    with pytest.raises(RulebookError, match='no rulebook of "yy"'):
        load(tmp_path, "yy")


# What is put for what, the words of the complaint, and the text whose line is named.
FAULTS = {
    "an unknown key in a value": ("number = 7", "number = 7\nnote = 1", "unknown key", "note = 1"),
    "an unknown key of a rule": ('unit = "days"', 'unit = "days"\nwhy = "x"', "unknown key", 'why = "x"'),
    "an unknown key at the top": ("[source.act]", 'extra = "x"\n[source.act]', "unknown key", 'extra = "x"'),
    "an unknown key of a source": ('language = "en"', 'language = "en"\nisbn = "x"', "unknown key", 'isbn = "x"'),
    "a float for a share": ('share = "1/4"', "share = 0.25", "no floats in the law", "share = 0.25"),
    "a float for a number": ("number = 7", "number = 7.0", "no floats in the law", "number = 7.0"),
    "a share in decimals": ('share = "1/4"', 'share = "0.25"', "wanted a fraction", 'share = "0.25"'),
    "a share over 1": ('share = "1/4"', 'share = "5/4"', "between 0 and 1", 'share = "5/4"'),
    "a share below 0": ('share = "1/4"', 'share = "-1/4"', "wanted a fraction", 'share = "-1/4"'),
    "a share of nought parts": ('share = "1/4"', 'share = "1/0"', "wanted a fraction", 'share = "1/0"'),
    "a share in superscript": ('share = "1/4"', 'share = "²/4"', "wanted a fraction", 'share = "²/4"'),
    "no citations": (
        'citations = [{ source = "act", article = "art. 3" }]',
        "",
        "citations: is missing",
        "[[rule.results_days.value]]",
    ),
    "an empty list of citations": (
        '[{ source = "act", article = "art. 3" }]',
        "[]",
        "at least one citation",
        "citations = []",
    ),
    "a citation without an article": (
        '{ source = "act", article = "art. 3" }',
        '{ source = "act" }',
        "article: is missing",
        '{ source = "act" }',
    ),
    "an unknown source": (
        'source = "act", article = "art. 3"',
        'source = "atc", article = "art. 3"',
        r"no \[source.atc\]",
        '"atc"',
    ),
    "a source read nowhere": ('read_in = "a gazette"', 'read_in = " "', "read_in: wanted a text", 'read_in = " "'),
    "a day that does not exist": ('from = "2010-01-01"', 'from = "2010-02-30"', "not a date", '"2010-02-30"'),
    "a date in another form": ('from = "2010-01-01"', 'from = "01.01.2010"', "not a date", '"01.01.2010"'),
    "a bad compare": ('compare = "at least"', 'compare = ">="', "wanted one of at least, more than", 'compare = ">="'),
    "an unknown measure": (
        'measure = "took_part"',
        'measure = "turnout"',
        "wanted one of registered",
        'measure = "turnout"',
    ),
    "an unknown base": ('base = "registered"', 'base = "people"', "wanted one of registered", 'base = "people"'),
    "an unknown certainty": (
        'certainty = "press"',
        'certainty = "sure"',
        "wanted one of text, press",
        'certainty = "sure"',
    ),
    "an unknown unit": ('unit = "days"', 'unit = "weeks"', "wanted one of share, number", 'unit = "weeks"'),
    "a share where days are wanted": (
        "number = 7",
        'share = "1/7"',
        "number: is missing",
        "[[rule.results_days.value]]",
    ),
    "a number where a share is wanted": (
        'measure = "took_part"\nbase = "registered"\ncompare = "at least"\nshare = "1/4"',
        "number = 4",
        "measure: is missing",
        "[[rule.quorum.value]]",
    ),
    "a word where a list is wanted": (
        'words = ["quorum"]',
        'words = "quorum"',
        "wanted a list of texts",
        'words = "quorum"',
    ),
    "a negative number": ("number = 7", "number = -7", "wanted a whole number", "number = -7"),
    "yes for a number": ("number = 7", "number = true", "wanted a whole number", "number = true"),
    "none that is not true": ("none = true", "none = false", "wanted none = true", "none = false"),
    "an end before the beginning": (
        'from = "2000-01-01"\nto = "2010-01-01"',
        'from = "2000-01-01"\nto = "1999-01-01"',
        "ends .1999-01-01. before it begins",
        'to = "1999-01-01"',
    ),
    "an end on the day of the beginning": (
        'from = "2000-01-01"\nto = "2010-01-01"',
        'from = "2000-01-01"\nto = "2000-01-01"',
        "before it begins",
        'to = "2000-01-01"',
    ),
    "no value at all": (
        '[[rule.tie.value]]\nfrom = "2000-01-01"\nword = "lot"\ncertainty = "text"\n'
        'citations = [{ source = "act", article = "art. 5" }]\n',
        "value = []\n",
        "at least one dated value",
        "value = []",
    ),
    "an institution of another name": (
        'institution = "referendum"',
        'institution = "election"',
        "wanted the name of the file",
        'institution = "election"',
    ),
    "an unknown governing day": (
        'governs = "polling_day"',
        'governs = "whenever"',
        "wanted one of polling_day",
        'governs = "whenever"',
    ),
    "the wrong country": ('country = "xx"', 'country = "yy"', 'wanted "xx", as the folder says', 'country = "yy"'),
    "a value for a table": (
        '[source.act]\nact = "Referendum Act"\nread_in = "a gazette"\nlanguage = "en"',
        "source = 4",
        "wanted a table",
        "source = 4",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_file_and_line(good: dict[str, str], fault: str) -> None:
    old, new, complaint, marked = FAULTS[fault]
    said, text = refusal(good, "referendum.toml", (old, new), complaint)
    assert said.startswith(f"referendum.toml:{line_of(text, marked)}: "), said


SPANS = {
    "a gap": ('from = "2010-01-01"', 'from = "2010-01-02"', "a gap"),
    "an overlap": ('from = "2010-01-01"', 'from = "2009-12-31"', "an overlap"),
    "an open end followed by more": ('to = "2010-01-01"\n', "", "an overlap: one value has no end"),
    "an imprecise end against a precise beginning": ('from = "2015-03"\n', 'from = "2015-03-10"\n', "an overlap"),
}


@pytest.mark.parametrize("fault", SPANS)
def test_spans_that_do_not_meet_are_refused(good: dict[str, str], fault: str) -> None:
    old, new, complaint = SPANS[fault]
    said, text = refusal(good, "referendum.toml", (old, new), complaint)
    place = re.match(r"referendum\.toml:(\d+): rule\.quorum\.value: ", said)
    assert place is not None
    quorum = text.splitlines()
    begin, end = quorum.index("[rule.quorum]") + 1, quorum.index("[rule.results_days]") + 1
    assert begin <= int(place[1]) < end


def test_values_out_of_order_are_refused(good: dict[str, str]) -> None:
    tie = '[[rule.tie.value]]\nfrom = "1990-01-01"\nto = "2000-01-01"\nword = "age"\ncertainty = "text"\n'
    text = good["referendum.toml"] + tie + 'citations = [{ source = "act", article = "art. 5" }]\n'
    with pytest.raises(RulebookError, match=r"rule\.tie\.value: an overlap"):
        read("xx", {**good, "referendum.toml": text})


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "XX-2"', 'id = "XX-1"', "XX-1 stands twice"),
        ('kind = "capital"', 'kind = "town"', "wanted one of region"),
        ('weight = "1/2"', "weight = 0.5", "no floats in the law"),
        ('weight = "1/2"', 'weight = "half"', "wanted a fraction"),
        ("tile = [2, 1]", "tile = [2]", "wanted 2 whole numbers"),
        ('en = "Two", ', "", "en: is missing"),
        ('ru = "Два" }', 'ru = "Два", de = "Zwei" }', "unknown key"),
        ("boundary = 1", 'boundary = "first"', "wanted a whole number"),
        ('source = "iso", article = "XX-2"', 'source = "os", article = "XX-2"', r"no \[source.os\]"),
        ('complete_from = "2000-01-01"', 'complete_from = "always"', "not a date"),
    ],
)
def test_a_fault_of_a_territory_is_refused(good: dict[str, str], old: str, new: str, complaint: str) -> None:
    said, _ = refusal(good, "territories.toml", (old, new), complaint)
    assert re.match(r"territories\.toml:\d+: ", said)


def test_bad_toml_is_told_with_its_line(good: dict[str, str]) -> None:
    text = good["referendum.toml"].replace('unit = "days"', "unit = days", 1)
    with pytest.raises(RulebookError, match=rf"referendum\.toml: .*line {line_of(text, 'unit = days')}"):
        read("xx", {**good, "referendum.toml": text})


def test_a_key_that_stands_twice_is_refused(good: dict[str, str]) -> None:
    text = good["referendum.toml"].replace("number = 7", "number = 7\nnumber = 8")
    with pytest.raises(RulebookError, match=r"referendum\.toml: "):
        read("xx", {**good, "referendum.toml": text})


def test_no_files_are_no_rulebook() -> None:
    with pytest.raises(RulebookError, match="holds no file"):
        read("xx", {})


def test_the_faults_of_all_files_are_listed(good: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx/referendum.toml").write_text(good["referendum.toml"].replace("number = 7", "number = 7.5"))
    (tmp_path / "xx/territories.toml").write_text(good["territories.toml"].replace('"capital"', '"town"'))
    found = faults(tmp_path, "xx")
    assert len(found) == 2
    assert all(re.match(r"xx/(referendum|territories)\.toml:\d+: ", one) for one in found)
    (tmp_path / "yy").mkdir()
    assert faults(tmp_path, "yy") == ["yy: the folder holds no TOML file"]


def test_a_file_that_is_not_utf8_is_a_fault(good: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx/referendum.toml").write_bytes(good["referendum.toml"].encode() + b"# \xff\n")
    assert len(faults(tmp_path, "xx")) == 1


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, "a = " + "[" * 5000 + "]" * 5000])
def test_a_file_that_no_parser_takes_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(RulebookError, match=r"strange\.toml"):
        read("xx", {"strange.toml": text})
