"""What lists, districts and contests are called in the reader's language."""

from django.utils.translation import get_language, gettext

from isonomia.elections.election import Election
from isonomia.elections.standing import IN_DISTRICT, SELF
from isonomia_site.record.wordlist import value_name


def name_of(name: str, one: Election) -> str:
    """The name of a list, or of what is voted on, in the reader's language; an id of a person stays as it is."""
    if name == SELF:
        return gettext("put forward by themselves")
    there = one.standing.lists.get(name) or one.standing.districts.get(name.removeprefix(IN_DISTRICT))
    texts = {each.language: each.text for each in there.names} if there else {}
    language = get_language() or "kk"
    return texts.get(language) or next(iter(texts.values()), value_name("contest", name, language) or name)
