"""Schema versions, kept by sqlite-utils' own migrations. A new database gets the whole of `schema.sql` by the first one;
the later ones bring an older database to the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

SCHEMA = Path(__file__).with_name("schema.sql")

migrations = Migrations("dyadwatch")


@migrations(transactional=False)
def m001_schema(db: Database) -> None:
    db.executescript(SCHEMA.read_text("utf-8"))


@migrations()
def m002_corroboration(db: Database) -> None:
    """Origins, copies, redirects, and decisions that can be taken back. What was stored stays as it is."""
    if "event_redirects" in db.table_names():
        return
    for view in db.view_names():
        db.execute(f"DROP VIEW {view}")
    # SQLite cannot widen a CHECK in place.
    db.execute("ALTER TABLE decisions RENAME TO decisions_m001")
    db.execute("DROP INDEX decisions_event")
    _add_what_is_missing(db)
    db.execute(
        "INSERT INTO decisions(id, kind, event_id, field, old_value, new_value, action, reason, reviewer, decided_at) "
        "SELECT id, kind, event_id, field, old_value, new_value, action, reason, reviewer, decided_at FROM decisions_m001"
    )
    db.execute("DROP TABLE decisions_m001")
    for kind in ("visit", "drill"):
        db.execute(f"UPDATE {kind}_reports SET cluster_id = {kind}_id")
        db.execute(
            f"INSERT INTO quote_reports SELECT l.quote_id, '{kind}', r.id FROM quote_events l JOIN quotes q ON q.id = l.quote_id "
            f"JOIN {kind}_reports r ON r.{kind}_id = l.event_id AND r.article_id = q.article_id WHERE l.event_kind = '{kind}'"
        )


def _add_what_is_missing(db: Database) -> None:
    """Give the database the tables, columns, indexes and views of `schema.sql` that it lacks."""
    fresh = sqlite3.connect(":memory:")
    fresh.executescript(SCHEMA.read_text("utf-8"))
    names = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    for (table,) in fresh.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ):
        if table in names:
            have = {column.name for column in db.table(table).columns}
            for _, column, kind, notnull, default, _ in fresh.execute(f"PRAGMA table_info({table})"):
                if column not in have:
                    rest = f" NOT NULL DEFAULT {default}" if notnull else ""
                    db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}{rest}")
    for name, statement in _statements(fresh):
        if name not in names:
            db.execute(statement)
    fresh.close()


def _statements(fresh: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Everything that a schema makes, in its order, without the inner tables of full-text search."""
    inner = "SELECT name FROM pragma_table_list WHERE type = 'shadow'"
    yield from fresh.execute(
        f"SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT IN ({inner}) ORDER BY rowid"
    )


@migrations()
def m003_second_reader(db: Database) -> None:
    """Answers of models and what they told in vain, for databases made before there was a second reader."""
    if "readers" in db.table("articles").columns_dict:
        return
    for column in ("dateline_place", "readers"):
        db.table("articles").add_column(column, str)
    script = SCHEMA.read_text("utf-8")
    for name in ("TABLE answers", "TABLE rejected_facts", "INDEX rejected_facts_article"):
        start = script.index(f"CREATE {name}")
        db.execute(script[start : script.index(";\n", start)])
