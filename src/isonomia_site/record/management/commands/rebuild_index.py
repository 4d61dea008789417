"""Write the index of matters anew from the record."""

from django.core.management.base import BaseCommand

from isonomia.reform.road import Reform, adopted
from isonomia_site.record.index import rebuild
from isonomia_site.record.reader import all_acts, blobs


class Command(BaseCommand):
    """manage: rebuild_index."""

    help = "Write the index of matters anew from the record."

    def handle(self, *args: object, **options: object) -> None:
        """Replay all acts, published or not, and write what they come to."""
        acts = all_acts()
        reform = Reform.after(acts, adopted(acts, blobs()))
        self.stdout.write(f"{rebuild(acts, reform)} matters")
