"""The lists of desks follow the record: whoever publishes a head has them read on."""

from django.apps import AppConfig


class DocketsConfig(AppConfig):
    """What the desks with matters of many steps share."""

    name = "isonomia_site.dockets"

    def ready(self) -> None:
        """Follow every head that is published by this process, and every act that is entered in what was filed."""
        from isonomia_site.dockets import listing
        from isonomia_site.filing.services import filed
        from isonomia_site.record.publishing import head_published

        head_published.connect(lambda **_: listing.follow(), weak=False, dispatch_uid="lists of rights")
        filed.connect(lambda matter, **_: listing.mirror([matter]), weak=False, dispatch_uid="queues of rights")
