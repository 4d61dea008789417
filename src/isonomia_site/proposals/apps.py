"""The lists of proposals follow the record: whoever publishes a head has them read on."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """The desk of proposals."""

    name = "isonomia_site.proposals"

    def ready(self) -> None:
        """Follow every head that is published by this process."""
        from isonomia_site.proposals import desk_following, listing
        from isonomia_site.record.publishing import head_published

        head_published.connect(lambda **_: listing.follow(), weak=False, dispatch_uid="lists of proposals")
        head_published.connect(lambda **_: desk_following.follow(), weak=False, dispatch_uid="desk of proposals")
