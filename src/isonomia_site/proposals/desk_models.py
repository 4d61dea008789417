"""What the desk keeps beside the record: the queue, single facts, the board, and who sits as whom.

All but `Seat` is read out of the record and can be made anew from it.
"""

from collections.abc import Iterable

from django.db import models
from django.dispatch import receiver

from isonomia_site.papers.erasure import owners_erased


class Waiting(models.Model):
    """One proposal that is not answered yet, as the queue shows it.

    `due_on` is the last day there is where none is known, so that such proposals stand at the end. `copy` is the same
    for texts that have the same words; `linked` whether it makes a demand that was named.
    """

    ordinal = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=16)
    due_on = models.DateField()
    group = models.CharField(max_length=128)
    stage = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    received_on = models.DateField()
    linked = models.BooleanField()
    copy = models.CharField(max_length=32)

    class Meta:
        """Each filter goes with the order of the queue."""

        indexes = (
            models.Index(fields=("due_on", "ordinal"), name="waiting_by_day"),
            models.Index(fields=("group", "due_on", "ordinal"), name="waiting_by_group"),
            models.Index(fields=("group", "stage", "due_on", "ordinal"), name="waiting_by_stage"),
            models.Index(fields=("group", "language", "due_on", "ordinal"), name="waiting_by_language"),
            models.Index(fields=("group", "linked", "copy"), name="waiting_by_copy"),
        )


class Fact(models.Model):
    """One proposal, demand or campaign in one line, as the law tells it (`isonomia.proposals.board`)."""

    matter = models.CharField(max_length=128, primary_key=True)
    told = models.BinaryField()


class Kept(models.Model):
    """The board as it was counted at one head: one row."""

    name = models.CharField(max_length=16, primary_key=True)
    size = models.BigIntegerField()
    board = models.BinaryField()


class Seat(models.Model):
    """In which public capacity a person sits in working groups. It tells who a name is, so it is no act."""

    person = models.CharField(max_length=16, primary_key=True)
    capacity = models.CharField(max_length=16, unique=True)


@receiver(owners_erased)
def forget(owners: Iterable[str], **_: object) -> None:
    """Forget the seat of a person or a capacity whose papers are erased."""
    ids = [one.partition("/")[2] for one in owners]
    Seat.objects.filter(models.Q(person__in=ids) | models.Q(capacity__in=ids)).delete()
