"""A rulebook with one fault in it, and what is said of it."""

from collections.abc import Mapping

import pytest

from isonomia.errors import RulebookError
from isonomia.rulebook.loading import read


def refusal(files: Mapping[str, str], name: str, change: tuple[str, str], complaint: str) -> tuple[str, str]:
    """Change one file of a rulebook, which is then refused with this complaint; what is said, and the changed file."""
    text = files[name].replace(*change, 1)
    assert text != files[name]
    with pytest.raises(RulebookError, match=complaint) as refused:
        read("xx", {**files, name: text})
    return str(refused.value), text


def line_of(text: str, part: str) -> int:
    """The line on which a part of a text first stands."""
    return text[: text.index(part)].count("\n") + 1
