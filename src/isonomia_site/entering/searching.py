"""Finding things by their words, with the same answers on both databases; each desk has a table of words of its own.

The words are folded by the law (`isonomia.proposals.folding`), so that neither database folds anything: SQLite keeps
them in FTS5, PostgreSQL as lexemes. Either only says which rows have the words; the order is ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from isonomia.proposals.folding import words

MOST_WORDS = 12


def asked(text: str) -> list[str]:
    """The words that somebody looks for, each once."""
    return list(dict.fromkeys(words(text)))[:MOST_WORDS]


def tables(name: str) -> Mapping[str, tuple[str, ...]]:
    """What makes a table of words, for each kind of database: for the migration of a desk."""
    return {
        "sqlite": (
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, prefix='3 4 5', tokenize='unicode61 remove_diacritics 0')",
        ),
        "postgresql": (
            f"CREATE TABLE {name} (rowid bigint PRIMARY KEY, words text NOT NULL, "
            "found tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED)",
            f"CREATE INDEX {name}_found ON {name} USING gin (found)",
        ),
    }


@dataclass(frozen=True, slots=True)
class Words:
    """One table of words, by its name."""

    table: str

    def keep(self, texts: Mapping[int, str]) -> None:
        """Keep the words of some texts, by the places of what they are about, instead of those before."""
        self.forget(texts)
        with connection.cursor() as cursor:
            rows = [(place, " ".join(words(text))) for place, text in texts.items()]
            cursor.executemany(f"INSERT INTO {self.table} (rowid, words) VALUES (%s, %s)", rows)

    def forget(self, places: Iterable[int]) -> None:
        """Keep the words of some places no longer."""
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.table} WHERE rowid = %s", [(one,) for one in places])

    def having(self, wanted: Sequence[str], *, joined: str = "and", prefix: bool = True) -> RawSQL:
        """The places that have all of these words, or any, or words that begin so."""
        condition, query = self.condition(), self.query(wanted, joined, prefix=prefix)
        return RawSQL(f"SELECT rowid FROM {self.table} WHERE {condition}", [query])

    def condition(self) -> str:
        """How this database asks for words."""
        return "found @@ CAST(%s AS tsquery)" if connection.vendor == "postgresql" else f"{self.table} MATCH %s"

    def query(self, wanted: Sequence[str], joined: str, *, prefix: bool) -> str:
        """What this database is asked for."""
        # Folded words are letters and digits alone: nothing in them can mean anything to either database.
        if connection.vendor == "postgresql":
            return {"and": " & ", "or": " | "}[joined].join(f"'{one}'{':*' if prefix else ''}" for one in wanted)
        return {"and": " AND ", "or": " OR "}[joined].join(f'"{one}"{"*" if prefix else ""}' for one in wanted)
