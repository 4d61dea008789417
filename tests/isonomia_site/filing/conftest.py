"""The hall of the invented country: what is filed there."""

from tests.isonomia_site.proposals.conftest import first_mysal, mysal

__all__ = ["first_mysal", "mysal"]
