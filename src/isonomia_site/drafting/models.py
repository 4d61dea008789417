"""Amendments in work: papers of the secretariat until they are tabled; not public, and no person is in them."""

from django.db import models


class InWork(models.Model):
    """One amendment in work on a draft; whoever saves it says which version they had seen."""

    work = models.CharField(max_length=16, primary_key=True)
    matter = models.CharField(max_length=128)
    version = models.PositiveIntegerField(default=1)
    body = models.BinaryField()
    saved = models.DateTimeField(auto_now=True)

    class Meta:
        """Those of one draft are listed."""

        indexes = (models.Index(fields=("matter",), name="in_work_on_draft"),)
