"""The interview of the record's own law, and the law of today that answers it."""

from datetime import date
from functools import lru_cache

from isonomia.errors import InputError
from isonomia.record.acts import RulebookAdopted
from isonomia.rights import interview
from isonomia.rights.interview_reading import Interview
from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import INTERVIEW
from isonomia_site.record.models import Blob
from isonomia_site.record.reader import rulebook_acts, rulebooks


def of_record() -> Interview | None:
    """The interview of the country whose law the record adopted last; None where that law holds none."""
    adopted = [one.body for one in rulebook_acts() if isinstance(one.body, RulebookAdopted)]
    if not adopted:
        return None
    newest = adopted[-1]
    found = next((one.sha256 for one in newest.files if one.path.rpartition("/")[2] == INTERVIEW), None)
    return _read(newest.country, found) if found else None


def law_on(day: date) -> Law | None:
    """The law of a day, by the rulebook that the record adopted last; None where it adopted none."""
    found = rulebooks()
    adopted = [one.body for one in rulebook_acts() if isinstance(one.body, RulebookAdopted)]
    return found[adopted[-1].country].on(day) if adopted else None


@lru_cache(maxsize=4)
def _read(country: str, sha256: str) -> Interview | None:
    text = bytes(Blob.objects.get(sha256=sha256).body).decode()
    try:
        return interview.of_files(country, {INTERVIEW: text})
    except InputError:
        return None
