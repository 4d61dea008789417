"""Codes and numbers of proposals move to where those of all institutions are."""

from django.db import migrations

MOVE = (
    "INSERT INTO filing_filed (matter, owner, code_hash) "
    "SELECT 'proposal/' || number, owner, code_hash FROM proposals_sent"
)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0003_desk"), ("filing", "0001_initial")]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Sent"),
        # Counted anew from the record, as each number that is asked for.
        migrations.DeleteModel(name="Counter"),
    ]
