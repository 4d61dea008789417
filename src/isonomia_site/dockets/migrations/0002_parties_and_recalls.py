from django.db import migrations


def read_again(apps, schema_editor):
    """The lines of parties and recalls begin at the first entry, so the record is read from there once more."""
    apps.get_model("dockets", "Following").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("dockets", "0001_initial")]

    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
