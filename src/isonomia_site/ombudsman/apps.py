"""The desk of commissioners."""

from django.apps import AppConfig


class OmbudsmanConfig(AppConfig):
    """The desk of commissioners."""

    name = "isonomia_site.ombudsman"
