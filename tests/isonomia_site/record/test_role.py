"""On PostgreSQL the site works as a role that can read and add, and can change nothing of the record."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.record.publishing import verify_published
from tests.isonomia_site.halls import Hall, PostgresqlServer, attached

pytestmark = pytest.mark.only_on("postgresql")
ROOT = Path(__file__).resolve().parents[3]
ONLY_ADDED = ("record_entry", "record_leaf", "record_checkpoint", "record_blob")


def documented() -> list[str]:
    """The GRANT statements of the guide, as they stand there."""
    (block,) = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "operating.md").read_text(encoding="utf-8"), re.DOTALL)
    return [line for line in block.splitlines() if line]


@pytest.fixture
def site(hall: Hall) -> Iterator[str]:
    """The hall's database as the site's role sees it; the role's name."""
    assert isinstance(hall.databases, PostgresqlServer)
    role = f"{hall.database}_site"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'only-here'")
        for statement in documented():
            cursor.execute(statement.replace("isonomia_site", role))
    try:
        with attached(hall.database, USER=role, PASSWORD="only-here"):
            yield role
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")


def test_the_guide_names_every_table_of_the_record(hall: Hall) -> None:
    tables = {name for name in connection.introspection.table_names() if name.startswith("record_")}
    assert set(re.findall(r"record_\w+", " ".join(documented()))) == tables


def test_the_guide_names_every_table_that_there_is(hall: Hall) -> None:
    named = set(re.findall(r"\b[a-z]+_[a-z_]+\b", " ".join(documented()))) - {"isonomia_site"}
    assert named == set(connection.introspection.table_names())


def test_the_site_enters_numbers_publishes_and_verifies(hall: Hall, site: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == (site, site)
    entered = hall.fill()
    assert hall.publish() == entered
    assert verify_published(hall.published) == []
    record, findings = check(hall.published, BODIES, strict=True)
    assert record is not None and (record.size, findings) == (entered, [])
    assert hall.fill() == 0


FORBIDDEN = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({column}) DO UPDATE SET {column} = excluded.{column}",
    "DROP TABLE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "DROP TRIGGER {table}_append_only ON {table}",
    "CREATE OR REPLACE FUNCTION record_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
)


def test_the_site_has_no_right_to_change(hall: Hall, site: str) -> None:
    hall.fill()
    hall.publish()
    with connection.cursor() as cursor:
        for table in ONLY_ADDED:
            cursor.execute(f"SELECT * FROM {table} LIMIT 1")
            column = cursor.description[0][0]
            for statement in FORBIDDEN:
                with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
                    cursor.execute(statement.format(table=table, column=column))
