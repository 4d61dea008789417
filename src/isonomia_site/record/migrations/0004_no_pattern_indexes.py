"""No second index of the same column on PostgreSQL: nobody looks for acts or matters by the beginning of their ids."""

from django.db import migrations

COLUMNS = (("record_entry", "act_id"), ("record_matter", "matter"))
LIKE = (
    "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s "
    "AND indexdef LIKE %s AND indexdef LIKE '%%varchar_pattern_ops%%'"
)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for table, column in COLUMNS:
            cursor.execute(LIKE, [table, f"%({column} %"])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [("record", "0003_cosignatures")]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
