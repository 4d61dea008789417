"""The words of rulings and of norms: as those of proposals, on either database."""

from django.db import migrations

from isonomia_site.entering.searching import tables


def make(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for name in ("court_rulings", "court_norms"):
            for statement in tables(name)[schema_editor.connection.vendor]:
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("court", "0001_initial")]
    operations = [migrations.RunPython(make)]
