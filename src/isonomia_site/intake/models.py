"""What the hall keeps of what came from elsewhere: which rows are in, files on their way, who may send by machine."""

from collections.abc import Iterable

from django.db import models
from django.dispatch import receiver

from isonomia_site.papers.erasure import owners_erased


class Imported(models.Model):
    """That a row of a source is in the record, and as which proposal. Of its key and its author only marks stand here.

    `mark` is the keyed hash of source and key: it outlives the author's papers, so that no second run adds them again.
    `stated` is what the source says of it in public.
    """

    mark = models.CharField(max_length=32, primary_key=True)
    number = models.CharField(max_length=16, db_index=True)
    source = models.CharField(max_length=100)
    owner = models.CharField(max_length=64, default="")
    author_mark = models.CharField(max_length=64, default="", db_index=True)
    stated = models.JSONField(default=dict)


class Upload(models.Model):
    """A file that a clerk handed in: checked by a job, entered by a second one when the clerk says so.

    The file and its rejected rows lie among the papers, under `owner`.
    """

    name = models.CharField(max_length=32, unique=True)
    person = models.CharField(max_length=128)
    owner = models.CharField(max_length=64)
    form = models.CharField(max_length=16)
    source = models.CharField(max_length=100)
    channel = models.CharField(max_length=32)
    columns = models.TextField(default="")
    received_on = models.DateField(null=True)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=16)
    read = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    fault = models.TextField(default="")
    remarks = models.JSONField(default=list)
    handed_in = models.DateTimeField(auto_now_add=True)


class ApiKey(models.Model):
    """A key by which an organisation sends proposals by machine: its hash, for whom it is, how much it may send."""

    name = models.CharField(max_length=32, unique=True)
    key_hash = models.CharField(max_length=64, unique=True)
    author_kind = models.CharField(max_length=32)
    a_minute = models.PositiveIntegerField()
    until = models.DateField(null=True)
    made = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)


class Disclosed(models.Model):
    """That papers were taken out of the house: when, in which role, on what ground, of how many proposals."""

    at = models.DateTimeField(auto_now_add=True)
    role = models.CharField(max_length=32)
    ground = models.CharField(max_length=200)
    proposals = models.PositiveIntegerField()


@receiver(owners_erased)
def forget(owners: Iterable[str], **_: object) -> None:
    """Whoever's papers are erased is marked no more; that the row is in stays known."""
    Imported.objects.filter(owner__in=list(owners)).update(owner="", author_mark="", stated={})
