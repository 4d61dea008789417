"""The desk of compensation."""

from django.apps import AppConfig


class CompensationConfig(AppConfig):
    """The desk of compensation."""

    name = "isonomia_site.compensation"

    def ready(self) -> None:
        """Put the desk where pages of every desk find it."""
        from isonomia_site.compensation.presenting import DESK
        from isonomia_site.dockets.desk import DESKS

        DESKS[DESK.kind] = DESK
