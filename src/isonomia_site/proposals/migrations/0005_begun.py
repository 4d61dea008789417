"""Forms in work move to where those of all institutions are."""

from django.db import migrations

ANSWERS = (
    "INSERT INTO filing_begun (secret_hash, answers, expires) "
    "SELECT secret_hash, answers, expires FROM proposals_begun"
)
FILES = (
    "INSERT INTO filing_begunfile (begun_id, at, sealed) "
    "SELECT secret_hash, 0, file FROM proposals_begun WHERE file IS NOT NULL"
)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0004_filing"), ("filing", "0003_begun")]

    operations = [
        migrations.RunSQL(ANSWERS, migrations.RunSQL.noop),
        migrations.RunSQL(FILES, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Begun"),
    ]
