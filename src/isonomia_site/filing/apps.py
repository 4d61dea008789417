"""What all institutions need to take in what people file."""

from django.apps import AppConfig


class FilingConfig(AppConfig):
    """The room below the desks in which matters with papers begin."""

    name = "isonomia_site.filing"
