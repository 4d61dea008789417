"""How numbers, days and the law's words are written in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from django import template
from django.utils import dates, formats
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override, pgettext, pgettext_lazy

from isonomia.errors import Finding
from isonomia.exact import Bar
from isonomia.record.sources import Source
from isonomia.wording import has_wording, say, say_finding, spoken
from isonomia_site.pages.wordlists import BAR_WORDS, LISTS
from isonomia_site.record.citing import said
from isonomia_site.record.wordlist import value_name

register = template.Library()

LARGEST_PART = 12
"""Parts of a whole that are said as such; smaller ones are said in per cent where they come out even."""
NO_BREAK = "\u00a0"
JOINER = "\u2060"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
"""A day, or a month where a source is no more precise."""
WRITTEN_IN = "en"
"""The language of names and citations in the record and the rulebook."""
# A decimal number before a per cent sign, alone or in a row divided by slashes.
MONTHS: tuple[Promise, ...] = (
    pgettext_lazy("month of a date", "January"),
    pgettext_lazy("month of a date", "February"),
    pgettext_lazy("month of a date", "March"),
    pgettext_lazy("month of a date", "April"),
    pgettext_lazy("month of a date", "May"),
    pgettext_lazy("month of a date", "June"),
    pgettext_lazy("month of a date", "July"),
    pgettext_lazy("month of a date", "August"),
    pgettext_lazy("month of a date", "September"),
    pgettext_lazy("month of a date", "October"),
    pgettext_lazy("month of a date", "November"),
    pgettext_lazy("month of a date", "December"),
)


@register.filter
def number(value: int | Fraction | str | None) -> str:
    """Write a whole number with the thousands parted as the language does; what is not known is said so."""
    if value is None or value == "":
        return gettext("not known")
    exact = Fraction(value)
    if exact.denominator != 1:
        return str(exact)
    return formats.number_format(exact.numerator, use_l10n=True, force_grouping=True)


@register.filter
def decimal(value: str | None) -> str:
    """Write a decimal number as it was printed, digit for digit, with the decimal sign of the language."""
    if not value:
        return gettext("not known")
    return value.replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))


@register.filter
def percent(value: str | None) -> str:
    """Write a share in per cent, digit for digit."""
    return f"{decimal(value)}{NO_BREAK}%" if value else gettext("not known")


@register.filter
def day(value: date | str | None) -> str:
    """Write a day out in full; a month or a year alone stays as precise as it was."""
    if not value:
        return gettext("not known")
    parts = [int(part) for part in str(value)[:10].split("-")]
    if len(parts) == 1:
        return str(parts[0])
    month = str(MONTHS[parts[1] - 1])
    if len(parts) == 2:
        return pgettext("a month of a year", "%(month)s %(year)s") % {"month": month, "year": parts[0]}
    values = {"day": parts[2], "month": month, "year": parts[0]}
    written = pgettext("a day written out", "%(day)s %(month)s %(year)s") % values
    return written.replace(f"{parts[2]} {month}", f"{parts[2]}{NO_BREAK}{month}")


@register.filter
def month(value: date) -> str:
    """Name the month of a day by itself; Russian and Kazakh write it otherwise than inside a date."""
    return str(dates.MONTHS[value.month])


@register.filter
def span(value: tuple[int, int]) -> range:
    """Every year from the first to the last."""
    return range(value[0], value[1] + 1)


@register.filter
def instant(value: str) -> str:
    """Write a moment: the day in full, hour and minute, and that they are of universal time."""
    moment = datetime.fromisoformat(value)
    return f"{day(moment.date())}, {moment:%H:%M} UTC"


@register.filter
def word(value: str) -> str:
    """Say a word of the law's closed lists in the reader's language."""
    return spoken(str(value), _language())


@register.filter
def act_value(value: str, field: str) -> str:
    """Say a value of a closed list of the acts (`form`, `topic`); any other stays as it was entered."""
    return value_name(field, value, _language()) or value


@register.filter
def phrase(value: str, name: str) -> str:
    """Say a code by one of the hall's own lists (`base`, `verdict`, `outcome`); a code without words stays itself."""
    return str(LISTS[name].get(str(value), value))


@register.filter
def bar(value: Bar) -> str:
    """Say a bar in words: more than half, at least two thirds, at least 5 %."""
    found, hundredths = BAR_WORDS.get((value.operator, str(value.share))), value.share * 100
    hard_to_say = value.share.denominator > LARGEST_PART and hundredths.denominator == 1
    share = percent(str(hundredths)) if hard_to_say else str(value.share)
    said = str(found) if found else f"{word(value.operator)} {share}"
    return f"{said}, {word(f'rounded_{value.rounding}')}" if value.rounding else said


@register.filter(name="finding")
def finding_text(value: Finding) -> str:
    """Say what a check found."""
    return _on_one_line(say_finding(value, _language()))


@register.filter
def warning(value: Finding) -> str:
    """Say what a reader has to know of a legal day, the days in it written out."""
    language = _language()
    written = {name: day(text) if DAY.fullmatch(text) else text for name, text in value.params}
    return _on_one_line(say(f"finding.{value.code}", language, **written))


@register.filter
def ends_sentence(text: str) -> bool:
    """Whether a message brings its own full stop."""
    return text.endswith((".", "?"))


@register.filter
def note(value: tuple[str, tuple[tuple[str, str], ...]]) -> str:
    """Say a remark on a verdict."""
    code, params = value
    language = _language()
    written = {name: day(text) if DAY.fullmatch(text) else spoken(text, language) for name, text in params}
    return _on_one_line(say(f"note.{code}", language, **written))


@register.filter
def matter(value: str) -> str:
    """Say which matter of the record is meant: a referendum by its day; any other stays as it is."""
    kind, _, rest = value.partition("/")
    return gettext("Referendum of %(day)s") % {"day": day(rest)} if kind == "referendum" else value


@register.filter
def kept(text: str) -> str:
    """Keep a number and its per cent sign on one line."""
    return text.replace(" %", f"{NO_BREAK}%").replace("%-", f"%-{JOINER}")


@register.filter
def dated_apart(source: Source) -> bool:
    """Whether the day of a source is to be said: it is known, and the reference does not name it already."""
    if not source.published_on:
        return False
    with override(WRITTEN_IN):
        return day(source.published_on).replace(NO_BREAK, " ") not in source.reference


@register.simple_tag
def as_entered(text: object) -> str | SafeString:
    """A name or a citation of the record in the reader's language; one that has no words there is marked as English."""
    words = said(str(text))
    if words == str(text) and _language() != WRITTEN_IN:
        return format_html('<span lang="{}">{}</span>', WRITTEN_IN, words)
    return words


@register.filter
def named(value: Mapping[str, str]) -> str:
    """The name in the reader's language, of names by language."""
    return value[_language()]


@register.simple_tag
def rule_title(key: str) -> str:
    """The name of a rule of the law in words."""
    code = f"rule.{key}"
    return say(code, _language()) if has_wording(code, _language()) else key


def _on_one_line(text: str) -> str:
    """Keep the shares inside a message of the law on one line with their per cent signs."""
    return text.replace(" %", f"{NO_BREAK}%")


def _language() -> str:
    return (get_language() or "en").split("-")[0]
