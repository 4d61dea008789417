"""The desk of compensation."""

from django.apps import AppConfig


class CompensationConfig(AppConfig):
    """The desk of compensation."""

    name = "isonomia_site.compensation"
