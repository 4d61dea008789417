"""The table in which attempts to sign in are counted: that of Django's cache."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """Make it as Django's own command does, on whatever database this is."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    """Take it away again; nothing is lost but counts."""
    schema_editor.execute("DROP TABLE IF EXISTS people_attempt")


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(make_table, drop_table)]
