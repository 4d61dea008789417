"""Write the index of matters anew from the record."""

from django.core.management.base import BaseCommand

from isonomia_site.record.index import rebuild_from_record


class Command(BaseCommand):
    """manage: rebuild_index."""

    help = "Write the index of matters anew from the record."

    def handle(self, *args: object, **options: object) -> None:
        """Replay all acts, published or not, and write what they come to."""
        self.stdout.write(f"{rebuild_from_record()} matters")
