"""Officers of these tests act without a second factor, and nothing was sent or tried before."""

import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.fixture(autouse=True)
def one_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let officers act without a second factor."""
    monkeypatch.setattr(settings, "ISONOMIA_SECOND_FACTOR", False)
    cache.clear()
