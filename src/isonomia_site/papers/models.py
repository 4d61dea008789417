"""What the database holds of papers: sealed bytes, whose key they need, and what is known of erasures. No key.

A paper is whatever must not stand in the record: a name, an address, a number, a statement, a scan.
"""

from django.db import models


class Key(models.Model):
    """That a data key exists for a person or a case. The key itself lies in the key folder under `key_id`."""

    key_id = models.CharField(max_length=32, primary_key=True)
    owner = models.CharField(max_length=128, unique=True)
    created = models.DateTimeField(auto_now_add=True)


class Paper(models.Model):
    """One value of one owner, sealed under the owner's key."""

    paper_id = models.CharField(max_length=32, primary_key=True)
    key = models.ForeignKey(Key, on_delete=models.CASCADE)
    field = models.CharField(max_length=100)
    sealed = models.BinaryField()

    class Meta:
        """A field of an owner has one value."""

        constraints = (models.UniqueConstraint(fields=("key", "field"), name="one_paper_a_field"),)


class Opening(models.Model):
    """What opens one commitment in the record: salt, domain and value, sealed under the owner's key.

    Neither the commitment nor the act is named here: who has only the database cannot tell which act this opens.
    `act_mark` is the same for two commitments in one act of one owner.
    """

    opening_id = models.CharField(max_length=32, primary_key=True)
    key = models.ForeignKey(Key, on_delete=models.CASCADE)
    field = models.CharField(max_length=64)
    act_mark = models.CharField(max_length=32)
    sealed = models.BinaryField()


class Search(models.Model):
    """By what an owner can be found: a keyed hash of one value. The key for it lies in the key folder too."""

    key = models.ForeignKey(Key, on_delete=models.CASCADE)
    field = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)

    class Meta:
        """One value of a field finds one owner."""

        constraints = (
            models.UniqueConstraint(fields=("field", "digest"), name="one_owner_a_value"),
            models.UniqueConstraint(fields=("key", "field"), name="one_search_a_field"),
        )


class SearchKey(models.Model):
    """Which key of the key folder the searches are hashed under; a retired one is yet to be removed from there."""

    key_id = models.CharField(max_length=32, primary_key=True)
    retired = models.BooleanField(default=False)

    class Meta:
        """One is in use."""

        constraints = (
            models.UniqueConstraint(fields=("retired",), condition=models.Q(retired=False), name="one_search_key"),
        )


class Erasure(models.Model):
    """That a line of the ledger was carried out here. Line 0 is the ledger's own name: which ledger this state needs.

    `entered` is false while the act that tells of it may still be missing from the record.
    """

    seq = models.BigIntegerField(primary_key=True)
    line = models.CharField(max_length=64)
    papers = models.PositiveIntegerField(default=0)
    acts = models.PositiveIntegerField(default=0)
    entered = models.BooleanField(default=False)
