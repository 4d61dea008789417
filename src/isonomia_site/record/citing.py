"""What the record and the rulebook name in English, in the reader's language: laws, their articles, bodies, offices.

A name that is not in these lists stays as it was entered, and says that it is English.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

LAWS: Mapping[str, Promise] = {
    "Constitution of the Republic of Kazakhstan of 30 August 1995": _(
        "Constitution of the Republic of Kazakhstan of 30 August 1995"
    ),
    "Constitutional Law of 2 November 1995 No. 2592 on the republican referendum": _(
        "Constitutional Law of 2 November 1995 No. 2592 on the republican referendum"
    ),
    "Constitutional Law of 2 November 1995 No. 2592": _("Constitutional Law of 2 November 1995 No. 2592"),
    "Constitutional Law of 5 November 2022 No. 153-VII on the Constitutional Court": _(
        "Constitutional Law of 5 November 2022 No. 153-VII on the Constitutional Court"
    ),
    "Constitutional Law of 5 November 2022 No. 154-VII on the Commissioner for Human Rights": _(
        "Constitutional Law of 5 November 2022 No. 154-VII on the Commissioner for Human Rights"
    ),
    "Law of 25 May 2020 No. 333-VI on peaceful assemblies": _("Law of 25 May 2020 No. 333-VI on peaceful assemblies"),
    "Administrative Procedural Code of the Republic of Kazakhstan of 29 June 2020 No. 350-VI": _(
        "Administrative Procedural Code of the Republic of Kazakhstan of 29 June 2020 No. 350-VI"
    ),
    "Criminal Procedure Code of the Republic of Kazakhstan of 4 July 2014 No. 231-V": _(
        "Criminal Procedure Code of the Republic of Kazakhstan of 4 July 2014 No. 231-V"
    ),
    "Civil Code of the Republic of Kazakhstan, General Part": _(
        "Civil Code of the Republic of Kazakhstan, General Part"
    ),
    "Constitution of 1995": _("Constitution of 1995"),
    "Constitutional Law on Elections": _("Constitutional Law on Elections"),
    "Labour Code": _("Labour Code"),
    "Convention against Torture": _("Convention against Torture"),
}
PARAGRAPHS: Mapping[str, Promise] = {
    "first": pgettext_lazy("place in a law", "first paragraph"),
    "second": pgettext_lazy("place in a law", "second paragraph"),
    "third": pgettext_lazy("place in a law", "third paragraph"),
}
NAMED: Mapping[str, Promise] = {
    "President of the Republic of Kazakhstan": _("President of the Republic of Kazakhstan"),
    "Central Referendum Commission": _("Central Referendum Commission"),
    "chair of the Central Referendum Commission": _("chair of the Central Referendum Commission"),
    "chair of the Constitutional Court": _("chair of the Constitutional Court"),
    "member of the working group on the amendments": _("member of the working group on the amendments"),
    "director of KazISS": _("director of KazISS"),
    "director of KazISS, citing the Central Election Commission": _(
        "director of KazISS, citing the Central Election Commission"
    ),
    "unsigned text of KazISS": _("unsigned text of KazISS"),
    "article on citizens' proposals": _("article on citizens’ proposals"),
    "director, Institute of Applied Ethnopolitical Research": _(
        "director, Institute of Applied Ethnopolitical Research"
    ),
    "director, Institute of Legislation and Legal Information": _(
        "director, Institute of Legislation and Legal Information"
    ),
    "director, Institute of Legislation and Legal Information, citing official data that it does not name": _(
        "director, Institute of Legislation and Legal Information, citing official data that it does not name"
    ),
    "executive director, Pakistan Research Center for a Community with Shared Future": _(
        "executive director, Pakistan Research Center for a Community with Shared Future"
    ),
    "chair of the Kazakhstan Lawyers Union": _("chair of the Kazakhstan Lawyers Union"),
    "Second Optional Protocol to the Covenant on Civil and Political Rights": _(
        "Second Optional Protocol to the Covenant on Civil and Political Rights"
    ),
    "Addresses of the President of 2022 and 2023": _("Addresses of the President of 2022 and 2023"),
    "Decree of 28 July 1995 No. 2389": _("Decree of 28 July 1995 No. 2389"),
    "Decree of 19 January 2023, its number not found in the pages read": _(
        "Decree of 19 January 2023, its number not found in the pages read"
    ),
    "Decree of 5 May 2022, its number not found in the pages read": _(
        "Decree of 5 May 2022, its number not found in the pages read"
    ),
    "a later page of the same day adds the counts of the other two classes of ballots": _(
        "a later page of the same day adds the counts of the other two classes of ballots"
    ),
    "Decree of the President of 19 June 2018: Shymkent a city of republican significance, Turkistan Region": _(
        "Decree of the President of 19 June 2018: Shymkent a city of republican significance, Turkistan Region"
    ),
    "Decree of the President of 23 March 2019: the capital is named Nur-Sultan": _(
        "Decree of the President of 23 March 2019: the capital is named Nur-Sultan"
    ),
    # What the rulebook says of a rule that its sources do not give.
    "whether the test by territories also binds a wholly new constitution: the texts read name only amendments": _(
        "whether the test by territories also binds a wholly new constitution: the texts read name only amendments"
    ),
    "to which territory the votes cast at stations abroad belong: not found in the texts read": _(
        "to which territory the votes cast at stations abroad belong: not found in the texts read"
    ),
    "the law sets no term; the Regulations of the Court were not found": _(
        "the law sets no term; the Regulations of the Court were not found"
    ),
    "the law sets no term for filing a complaint; the Rules of the Commissioner were not found": _(
        "the law sets no term for filing a complaint; the Rules of the Commissioner were not found"
    ),
    "the law allows up to two months and does not say from which day they run (art. 13(5))": _(
        "the law allows up to two months and does not say from which day they run (art. 13(5))"
    ),
}
WRITTEN_IN = "en"
TERRITORIES = "ISO 3166-2:KZ"
_NUMBER = r"\d+(?:-\d+)?(?:\(\d+(?:-\d+)?\)){0,2}"
_NUMBERS = rf"{_NUMBER}(?:(?:, | and ){_NUMBER})*"
_CITED = re.compile(
    rf"(?P<law>.+?), arts?\. (?P<articles>{_NUMBERS})(?:, (?P<paragraph>first|second|third) paragraph)?"
)
_EID = re.compile(r"art_(?P<article>[0-9-]+)(?:__para_(?P<point>[0-9-]+))?")
_ARTICLE = re.compile(r"(\d+(?:-\d+)?)(?:\((\d+(?:-\d+)?)\))?(?:\((\d+)\))?")


def cited(text: str) -> str:
    """A citation with law and article in the reader's language; one of another form stays as it is."""
    return "; ".join(_place(one) for one in text.split("; "))


def _place(text: str) -> str:
    if text in NAMED:
        return str(NAMED[text])
    if text.startswith(TERRITORIES):
        return gettext("the list of territories on that day (ISO 3166-2:KZ)")
    found = _CITED.fullmatch(text)
    if found is None or found["law"] not in LAWS or (get_language() or WRITTEN_IN) == WRITTEN_IN:
        return str(LAWS.get(text, text))
    parts = [str(LAWS[found["law"]])]
    for number, point, sub in _ARTICLE.findall(found["articles"]):
        if sub:
            values = {"article": number, "point": point, "sub": sub}
            parts.append(pgettext("place in a law", "art. %(article)s(%(point)s)(%(sub)s)") % values)
        elif point:
            parts.append(
                pgettext("place in a law", "art. %(article)s(%(point)s)") % {"article": number, "point": point}
            )
        else:
            parts.append(pgettext("place in a law", "art. %(article)s") % {"article": number})
    if found["paragraph"]:
        parts.append(str(PARAGRAPHS[found["paragraph"]]))
    return ", ".join(parts)


def place(eid: str) -> str:
    """Where a provision stands, by its article and point; a place of another kind stays as it is."""
    found = _EID.fullmatch(eid)
    if found is None:
        return eid
    if found["point"]:
        return pgettext("place in a law", "art. %(article)s(%(point)s)") % found.groupdict()
    return pgettext("place in a law", "art. %(article)s") % {"article": found["article"]}


def said(text: str) -> str:
    """A body, an office or an act of state, a citation or what a source lacks, in the reader's language if known."""
    return str(NAMED[text]) if text in NAMED else cited(text)
