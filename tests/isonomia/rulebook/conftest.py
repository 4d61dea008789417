"""A small country whose law is written in TOML alone."""

import pytest

REFERENDUM = """\
country = "xx"
institution = "referendum"
governs = "polling_day"

[source.act]
act = "Referendum Act"
read_in = "a gazette"
language = "en"

[rule.quorum]
unit = "share"
[[rule.quorum.value]]
from = "2000-01-01"
to = "2010-01-01"
measure = "took_part"
base = "registered"
compare = "at least"
share = "1/4"
certainty = "text"
citations = [{ source = "act", article = "art. 1" }]
[[rule.quorum.value]]
from = "2010-01-01"
to = "2015-03"
measure = "took_part"
base = "registered"
compare = "more than"
share = "1/2"
certainty = "press"
citations = [{ source = "act", article = "art. 1" }, { source = "act", article = "art. 2" }]
[[rule.quorum.value]]
from = "2015-03"
to = "2018"
none = true
certainty = "text"
citations = [{ source = "act", article = "art. 1" }]
[[rule.quorum.value]]
from = "2018"
to = "2020-01-01"
unknown = "the gazette of that year was not found"
[[rule.quorum.value]]
from = "2020-01-01"
measure = "took_part"
base = "registered"
compare = "more than"
share = "1/2"
certainty = "assumed"
citations = [{ source = "act", article = "art. 1" }]

[rule.results_days]
unit = "days"
[[rule.results_days.value]]
from = "2000-01-01"
number = 7
certainty = "text"
citations = [{ source = "act", article = "art. 3" }]

[rule.valid_if]
unit = "list"
[[rule.valid_if.value]]
from = "2000-01-01"
words = ["quorum"]
certainty = "text"
citations = [{ source = "act", article = "art. 4" }]

[rule.tie]
unit = "word"
[[rule.tie.value]]
from = "2000-01-01"
word = "lot"
certainty = "text"
citations = [{ source = "act", article = "art. 5" }]
"""

TERRITORIES = """\
country = "xx"
complete_from = "2000-01-01"

[source.iso]
act = "ISO 3166-2"
read_in = "a web page"
language = "en"

[[territory]]
id = "XX-1"
[[territory.value]]
from = "2000-01-01"
kind = "region"
boundary = 1
weight = "1"
names = { en = "One", kk = "Бір", ru = "Один" }
short = { en = "1", kk = "1", ru = "1" }
tile = [1, 1]
certainty = "text"
citations = [{ source = "iso", article = "XX-1" }]

[[territory]]
id = "XX-2"
[[territory.value]]
from = "2005-06-08"
to = "2010-01-01"
kind = "capital"
boundary = 1
weight = "1/2"
names = { en = "Two", kk = "Екі", ru = "Два" }
short = { en = "2", kk = "2", ru = "2" }
tile = [2, 1]
certainty = "text"
citations = [{ source = "iso", article = "XX-2" }]
"""


@pytest.fixture(scope="session")
def good() -> dict[str, str]:
    """The files of a small rulebook without a fault."""
    return {"referendum.toml": REFERENDUM, "territories.toml": TERRITORIES}
