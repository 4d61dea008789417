"""Work that must happen later, or away from a request: one table, read by every worker."""

from typing import ClassVar

from django.db import models


class Job(models.Model):
    """One piece of work: written in the transaction that makes it necessary, done by whichever worker leases it.

    The payload says what is to be done, by the ids of acts and matters; personal data never stands in it.
    """

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    token = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    last_fault = models.CharField(max_length=200, default="")
    done_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        """Workers ask for what is due: what is done or set aside is not looked at again."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["not_before", "id"],
                condition=models.Q(done_at__isnull=True, set_aside_at__isnull=True),
                name="jobs_due",
            )
        ]
