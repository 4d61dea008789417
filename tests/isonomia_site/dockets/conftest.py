"""Officers of these tests act without a second factor."""

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def one_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let officers act without a second factor."""
    monkeypatch.setattr(settings, "ISONOMIA_SECOND_FACTOR", False)
