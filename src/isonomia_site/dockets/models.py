"""One line for each matter that a desk works on, by which lists, queues and counts are read."""

from django.db import models

from isonomia_site.entering import heads


class Following(heads.HowFar):
    """How far the lines have followed the published record."""


class Line(models.Model):
    """One matter in one line: what its own acts come to. It holds nothing that the record does not show."""

    matter = models.CharField(max_length=128, primary_key=True)
    kind = models.CharField(max_length=16)
    part = models.CharField(max_length=32, blank=True)
    stage = models.CharField(max_length=32)
    filed_on = models.DateField()
    due_on = models.DateField()
    told = models.TextField()

    class Meta:
        """Public lists ask for the newest, a queue for what is due first; what has ended stands last."""

        indexes = (
            models.Index(fields=("kind", "matter"), name="rights_by_number"),
            models.Index(fields=("kind", "due_on", "matter"), name="rights_by_due"),
            models.Index(fields=("kind", "part", "due_on", "matter"), name="rights_by_part_and_due"),
        )
