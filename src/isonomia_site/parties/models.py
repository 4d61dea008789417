"""What the hall keeps of the checks of a roll: how each stands, and the counts that it came to."""

from django.db import models


class RollCheck(models.Model):
    """One check of the roll that was filed with an act, in the order in which they were asked for.

    `counts` are those that an act may then state. The extract of the register, what was found of single lines and why
    a check failed are papers of the party.
    """

    WAITING, CHECKED, FAILED = "waiting", "checked", "failed"

    act = models.CharField(max_length=128, db_index=True)
    on = models.DateField()
    register_on = models.DateField()
    state = models.CharField(max_length=8, default=WAITING)
    counts = models.JSONField(default=dict)


def newest_check(act: str) -> RollCheck | None:
    """The newest check of the roll that was filed with an act; None where none was asked for."""
    return RollCheck.objects.filter(act=act).order_by("pk").last()
