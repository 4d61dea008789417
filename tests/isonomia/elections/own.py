"""A country of one's own, written rule by rule as TOML."""

from datetime import date

from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import read

HEAD = """
country = "xx"
institution = "elections"
governs = "polling_day"
[source.act]
act = "Election Act of nowhere (invented)"
read_in = "written for this test"
language = "en"
"""


def own_rule(name: str, unit: str, value: str) -> str:
    """One rule without end, as its file holds it."""
    cited = 'certainty = "text"\ncitations = [{ source = "act", article = "s. 1" }]'
    return f'[rule.{name}]\nunit = "{unit}"\n[[rule.{name}.value]]\nfrom = "2000-01-01"\n{value}\n{cited}\n'


def own_words(**words: str) -> tuple[str, ...]:
    """Rules of one word each."""
    return tuple(own_rule(name, "word", f'word = "{word}"') for name, word in words.items())


def law_of(*rules: str) -> Law:
    """The law of this country on a day."""
    return read("xx", {"elections.toml": HEAD + "".join(rules)}).on(date(2020, 1, 1))
