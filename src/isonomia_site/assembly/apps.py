"""The desk of peaceful assemblies."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """The desk of peaceful assemblies."""

    name = "isonomia_site.assembly"
