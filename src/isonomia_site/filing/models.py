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


@receiver(owners_erased)
def forget(owners: Iterable[str], **_: object) -> None:
    """Whoever's papers are erased comes back by no code: nothing leads from them to a matter any more."""
    Filed.objects.filter(owner__in=list(owners)).delete()
