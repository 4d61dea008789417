"""The docket follows the record: whoever publishes a head has it read on."""

from django.apps import AppConfig


class CourtConfig(AppConfig):
    """The desk of the court."""

    name = "isonomia_site.court"

    def ready(self) -> None:
        """Follow every head that is published by this process, and every act that is entered in what was filed."""
        from isonomia_site.court import listing
        from isonomia_site.filing.services import filed
        from isonomia_site.record.publishing import head_published

        head_published.connect(lambda **_: listing.follow(), weak=False, dispatch_uid="docket of the court")
        filed.connect(lambda matter, **_: listing.mirror([matter]), weak=False, dispatch_uid="queue of the court")
