"""The only table of public facts, and what makes a verifiable log of it.

Entries, leaves and checkpoints are only ever added: triggers in the database refuse to change or delete them.
"""

from django.db import models

RECORD = "record"
"""The matter in which a record governs itself; its acts cast a light on all others, and are looked at first."""


class Entry(models.Model):
    """One act as entered: its canonical bytes, and the columns by which it is found and kept single."""

    act_id = models.CharField(max_length=128, unique=True)
    matter = models.CharField(max_length=128)
    place = models.PositiveBigIntegerField()
    body = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Of two who enter at one place of a matter, one is refused here."""

        constraints = (models.UniqueConstraint(fields=("matter", "place"), name="one_act_a_place"),)


class Leaf(models.Model):
    """The number that the sequencer gave an entry in the log, and the hash of its bytes at that moment."""

    leaf_index = models.BigIntegerField(primary_key=True)
    # No constraint in the database: entries are never deleted, and to ask for each would double what a number costs.
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, db_constraint=False)
    leaf_hash = models.BinaryField(max_length=32)


class Blob(models.Model):
    """A long text, cited by acts under the SHA-256 of its bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()


class Checkpoint(models.Model):
    """A signed head of the log, kept here before anybody else sees it."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    created = models.DateTimeField(auto_now_add=True)


class Cosignature(models.Model):
    """What a witness has set its name to: the line by which it cosigned a head of the log."""

    size = models.BigIntegerField()
    line = models.TextField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A witness that cosigns again states another time, and so gives another line."""

        constraints = (models.UniqueConstraint(fields=("size", "line"), name="one_line_once"),)


class Matter(models.Model):
    """One line of the index that lists read: rebuilt from the entries at any time, never the truth itself."""

    matter = models.CharField(max_length=128, primary_key=True)
    institution = models.CharField(max_length=64)
    acts = models.PositiveBigIntegerField()
    summary = models.TextField()

    class Meta:
        """Lists ask for one institution at a time."""

        indexes = (models.Index(fields=("institution", "matter"), name="matters_of_institution"),)


class Check(models.Model):
    """One run of the law's own verifier over the published files, and how many faults it found."""

    size = models.BigIntegerField()
    faults = models.PositiveIntegerField()
    created = models.DateTimeField(auto_now_add=True)


class Turn(models.Model):
    """Whose turn it is to sequence and publish: each turn takes the next token, and an older one is refused."""

    name = models.CharField(max_length=32, primary_key=True)
    token = models.PositiveBigIntegerField()
