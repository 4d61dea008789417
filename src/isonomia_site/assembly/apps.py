"""The desk of peaceful assemblies."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """The desk of peaceful assemblies."""

    name = "isonomia_site.assembly"

    def ready(self) -> None:
        """Put the desk where pages of every desk find it."""
        from isonomia_site.assembly.presenting import DESK
        from isonomia_site.dockets.desk import DESKS

        DESKS[DESK.kind] = DESK
