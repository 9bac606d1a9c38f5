"""Schema versions, kept by sqlite-utils' own migrations. A new database gets the whole of `schema.sql` by the first one;
the later ones bring an older database to the same."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from etl.load import tallies

SCHEMA = Path(__file__).with_name("schema.sql")

# What m004 makes anew under other names, with more columns.
OLD_INDEXES = (
    "visits_dyad_start", "visits_start", "visit_reports_block", "drills_country_date", "drills_date", "drill_reports_block",
    "articles_published", "quotes_speaker", "quotes_type", "visit_reports_article", "visit_reports_visit",
    "drill_reports_article",
)  # fmt: skip

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
            have = {row[1] for row in db.execute(f"PRAGMA table_xinfo({table})")}
            for _, column, kind, notnull, default, _, hidden in fresh.execute(f"PRAGMA table_xinfo({table})"):
                if column not in have:
                    rest = f" NOT NULL DEFAULT {default}" if notnull else ""
                    rest = _generated(fresh, table, column) if hidden else rest
                    db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}{rest}")
    for name, statement in _statements(fresh):
        if name not in names:
            db.execute(statement)
    fresh.close()


def _generated(fresh: sqlite3.Connection, table: str, column: str) -> str:
    """What a column of a schema is computed from, as it is written there."""
    (made,) = fresh.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
    found = re.search(rf"\b{column} \w+( GENERATED ALWAYS AS .*? VIRTUAL)", made, re.DOTALL)
    assert found, f"{table}.{column} is computed, and not as schemas here say it"
    return found[1]


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


@migrations()
def m004_scale(db: Database) -> None:
    """Who found an event on the event itself, a quote's day on the quote, and indexes that hold all that filters ask."""
    for index in OLD_INDEXES:
        db.execute(f"DROP INDEX IF EXISTS {index}")
    if "found_by" not in db.table("visits").columns_dict:
        for view in db.view_names():
            db.execute(f"DROP VIEW {view}")
        _add_what_is_missing(db)
    for kind in ("visit", "drill"):
        # Most events are the rules' own; the others say what their reports say.
        db.execute(f"UPDATE {kind}s SET found_by = 'rules' WHERE n_reports > 0")
        db.execute(
            f"UPDATE {kind}s AS e SET found_by = (SELECT group_concat(x.reader, ';') FROM (SELECT DISTINCT n.value AS reader "
            f"FROM {kind}_reports r, json_each('[' || replace(json_quote(r.found_by), ';', '\",\"') || ']') n "
            f"WHERE r.{kind}_id = e.id ORDER BY n.value <> 'rules', n.value) x) "
            f"WHERE id IN (SELECT {kind}_id FROM {kind}_reports WHERE found_by <> 'rules')"
        )
    db.execute(
        "UPDATE quotes SET published_date = (SELECT published_date FROM articles a WHERE a.id = quotes.article_id)"
    )
    db.execute(
        "INSERT OR IGNORE INTO drill_partners SELECT c.drill_id, c.iso3 FROM drill_countries c JOIN drills d "
        "ON d.id = c.drill_id WHERE d.country_iso3 <> c.iso3"
    )


@migrations()
def m005_tallies(db: Database) -> None:
    """Counts by month and by lane, and what filters ask of an event or quote in one number."""
    for replaced in ("drill_reports_drill", "quotes_facets"):
        db.execute(f"DROP INDEX IF EXISTS {replaced}")
    _add_what_is_missing(db)
    for statement in tallies.FILL:
        db.execute(statement)
