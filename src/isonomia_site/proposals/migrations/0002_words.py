"""The words of proposals: FTS5 on SQLite, lexemes on PostgreSQL. Neither folds or parses anything: that is done before."""

from django.db import migrations

SQLITE = ("CREATE VIRTUAL TABLE proposals_words USING fts5(words, prefix='3 4 5', tokenize='unicode61 remove_diacritics 0')",)
POSTGRESQL = (
    "CREATE TABLE proposals_words (rowid bigint PRIMARY KEY, words text NOT NULL, "
    "found tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED)",
    "CREATE INDEX proposals_words_found ON proposals_words USING gin (found)",
)


def make(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]
    operations = [migrations.RunPython(make)]
