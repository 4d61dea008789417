"""What the hall keeps of proposals beside the record: texts with what opens them, lists and what follows them.

`Listed`, `Linked`, `About`, `Demand` and `Following` are read out of the published record and can be made anew from it.
"""

from django.db import models

from isonomia_site.entering.heads import HowFar
from isonomia_site.proposals.desk_models import Fact, Kept, Seat, Waiting

__all__ = ["Fact", "Kept", "Seat", "Waiting"]


class PublicText(models.Model):
    """The public text of a proposal, and the salt that opens the commitment to it; both go where it must be hidden."""

    number = models.CharField(max_length=16, primary_key=True)
    text = models.TextField()
    salt = models.BinaryField(max_length=32)


class Listed(models.Model):
    """One proposal as lists show it; `ordinal` grows with its number, so that the newest stand at the end."""

    ordinal = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=16, unique=True)
    stage = models.CharField(max_length=32)
    outcome = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=32)
    received_on = models.CharField(max_length=10)
    in_campaign = models.BooleanField(default=False)

    class Meta:
        """Each filter goes with the order of the list."""

        indexes = (
            models.Index(fields=("stage", "-ordinal"), name="listed_by_stage"),
            models.Index(fields=("outcome", "-ordinal"), name="listed_by_outcome"),
            models.Index(fields=("language", "-ordinal"), name="listed_by_language"),
            models.Index(fields=("in_campaign", "-ordinal"), name="listed_by_campaign"),
        )


class Linked(models.Model):
    """That a proposal makes a demand."""

    listed = models.ForeignKey(Listed, on_delete=models.CASCADE)
    demand = models.CharField(max_length=32)

    class Meta:
        """A demand is asked for its proposals, the newest first."""

        indexes = (models.Index(fields=("demand", "-listed"), name="linked_by_demand"),)


class About(models.Model):
    """A place in a text of law that a proposal is about."""

    listed = models.ForeignKey(Listed, on_delete=models.CASCADE)
    article = models.CharField(max_length=64)

    class Meta:
        """An article is asked for its proposals, the newest first."""

        indexes = (models.Index(fields=("article", "-listed"), name="about_by_article"),)


class Following(HowFar):
    """How far the lists have followed the published record: one row."""
