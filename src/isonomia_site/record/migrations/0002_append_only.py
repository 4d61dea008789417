"""Triggers that refuse to change or delete what the record holds, on SQLite and on PostgreSQL."""

from django.db import migrations

TABLES = ("record_entry", "record_leaf", "record_checkpoint", "record_blob")
# On SQLite, INSERT OR REPLACE deletes without asking a trigger of deletion, so the key is looked at first.
KEYS = {
    "record_entry": "id = NEW.id OR act_id = NEW.act_id OR (matter = NEW.matter AND place = NEW.place)",
    "record_leaf": "leaf_index = NEW.leaf_index OR entry_id = NEW.entry_id",
    "record_checkpoint": "size = NEW.size",
    "record_blob": "sha256 = NEW.sha256",
}
REFUSAL = "the record is append-only"


def sqlite(table):
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {KEYS[table]}) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def postgresql(table):
    yield (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION record_append_only()"
    )
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION record_append_only()"
    )


FUNCTION = (
    "CREATE OR REPLACE FUNCTION record_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor not in ("sqlite", "postgresql"):
        raise NotImplementedError(f"no triggers are written for {vendor}: the record needs them")
    with schema_editor.connection.cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in TABLES:
            for statement in sqlite(table) if vendor == "sqlite" else postgresql(table):
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(forbid)]
