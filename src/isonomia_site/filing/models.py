"""What the hall keeps of matters to which papers belong: under which owner they lie, and who comes back by a code."""

from collections.abc import Iterable

from django.db import models
from django.dispatch import receiver

from isonomia_site.papers.erasure import owners_erased


class Filed(models.Model):
    """Under which owner the papers of a matter lie, and the hash of the code by which whoever filed comes back.

    A matter that an office began itself has no code.
    """

    matter = models.CharField(max_length=128, primary_key=True)
    owner = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True, null=True)


class Counter(models.Model):
    """The last number that was given in a series, such as `case/2026-`."""

    series = models.CharField(max_length=64, primary_key=True)
    last = models.PositiveIntegerField()


class Begun(models.Model):
    """A form that somebody began, sealed under a secret that only their browser has; nobody reads it without."""

    secret_hash = models.CharField(max_length=64, primary_key=True)
    answers = models.BinaryField()
    expires = models.DateTimeField(db_index=True)


class BegunFile(models.Model):
    """A file that came with a form in work, sealed under the same secret."""

    begun = models.ForeignKey(Begun, on_delete=models.CASCADE)
    at = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """A place has one file."""

        constraints = (models.UniqueConstraint(fields=("begun", "at"), name="one_file_a_place"),)


class Attachment(models.Model):
    """One file that somebody handed in: what it is by its content, and what the scanner said of it.

    It lies among the papers of the owner under `field`. Until it was looked at it is in quarantine; what is infected
    stays there.
    """

    WAITING, CLEAN, INFECTED = "waiting", "clean", "infected"

    owner = models.CharField(max_length=64)
    field = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=WAITING)
    found = models.CharField(max_length=100, default="")

    class Meta:
        """A file is one; what waits for the scanner is looked for again and again."""

        constraints = (models.UniqueConstraint(fields=("owner", "field"), name="one_attachment_a_field"),)
        indexes = (models.Index(fields=("id",), name="attachments_waiting", condition=models.Q(state="waiting")),)


@receiver(owners_erased)
def forget(owners: Iterable[str], **_: object) -> None:
    """Whoever's papers are erased comes back by no code: nothing leads from them to a matter any more."""
    Filed.objects.filter(owner__in=list(owners)).delete()
    Attachment.objects.filter(owner__in=list(owners)).delete()
