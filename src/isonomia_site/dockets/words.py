"""Words of the law as the pages of rights say them."""

from django.utils.translation import get_language

from isonomia.wording import spoken


def said(word: str) -> str:
    """A word of the law in the reader's language."""
    return spoken(word, get_language() or "en")
