"""What the hall keeps of the court beside the record: docket, norms, numbers, texts before release.

All but `Unreleased` is read out of the published record and can be made anew from it.
"""

from django.db import models

from isonomia_site.entering.heads import HowFar


class Docketed(models.Model):
    """One case as lists show it; `ordinal` grows with its number, so that the newest stand at the end."""

    ordinal = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=16, unique=True)
    stage = models.CharField(max_length=16)
    reached = models.CharField(max_length=16)
    applicant = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    filed_on = models.CharField(max_length=10)
    since = models.CharField(max_length=10)
    due_on = models.DateField()
    clock = models.CharField(max_length=16)
    outcome = models.CharField(max_length=80)
    ruling = models.CharField(max_length=40)

    class Meta:
        """Each filter goes with the order of its list."""

        indexes = (
            models.Index(fields=("stage", "-ordinal"), name="docket_by_stage"),
            models.Index(fields=("applicant", "-ordinal"), name="docket_by_applicant"),
            models.Index(fields=("stage", "due_on", "ordinal"), name="docket_by_stage_due"),
            models.Index(fields=("due_on", "ordinal"), name="docket_by_due"),
            models.Index(fields=("ruling", "-ordinal"), name="docket_by_ruling"),
        )


class Concerned(models.Model):
    """That a case is about a norm."""

    case = models.ForeignKey(Docketed, on_delete=models.CASCADE)
    norm = models.CharField(max_length=128)

    class Meta:
        """A norm is asked for its cases, the newest first."""

        indexes = (models.Index(fields=("norm", "-case"), name="concerned_by_norm"),)


class NormListed(models.Model):
    """One norm as the registry shows it."""

    norm = models.CharField(max_length=128, unique=True)
    status = models.CharField(max_length=40, db_index=True)
    titles = models.TextField()
    case = models.CharField(max_length=32)


class Following(HowFar):
    """How far the docket has followed the published record: one row."""


class Funnel(models.Model):
    """How many cases came how far, by who applied: counted once for each head that brought something new."""

    size = models.BigIntegerField(primary_key=True)
    counts = models.TextField()


class Unreleased(models.Model):
    """The text of a decision in one language that somebody checked and nobody released yet."""

    case = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        """One text a language."""

        constraints = (models.UniqueConstraint(fields=("case", "language"), name="one_text_a_language"),)
