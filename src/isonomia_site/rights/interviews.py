"""The interview of the record's own law."""

from functools import lru_cache

from isonomia.errors import InputError
from isonomia.record.acts import RulebookAdopted
from isonomia.rights import interview
from isonomia.rights.interview_reading import Interview
from isonomia.rulebook.loading import INTERVIEW
from isonomia_site.record.models import Blob
from isonomia_site.record.reader import rulebook, rulebook_acts


def of_record() -> Interview | None:
    """The interview of the law of the record's country, as it was adopted last; None where that holds none."""
    book = rulebook()
    bodies = [one.body for one in rulebook_acts() if isinstance(one.body, RulebookAdopted)]
    adopted = [one for one in bodies if book is not None and one.country == book.country]
    if not adopted:
        return None
    newest = adopted[-1]
    found = next((one.sha256 for one in newest.files if one.path.rpartition("/")[2] == INTERVIEW), None)
    return _read(newest.country, found) if found else None


@lru_cache(maxsize=4)
def _read(country: str, sha256: str) -> Interview | None:
    text = bytes(Blob.objects.get(sha256=sha256).body).decode()
    try:
        return interview.of_files(country, {INTERVIEW: text})
    except InputError:
        return None
