"""The desk of commissioners."""

from django.apps import AppConfig


class OmbudsmanConfig(AppConfig):
    """The desk of commissioners."""

    name = "isonomia_site.ombudsman"

    def ready(self) -> None:
        """Put the desk where pages of every desk find it."""
        from isonomia_site.dockets.desk import DESKS
        from isonomia_site.ombudsman.presenting import DESK

        DESKS[DESK.kind] = DESK
