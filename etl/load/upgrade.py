"""A database of an older DyadWatch brought to the present schema. What is stored stays; only where it stands changes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from etl.errors import DatabaseError
from etl.load.store import Store

COUNTED = ("articles", "visits", "drills", "quotes", "decisions")


def upgrade(path: Path) -> tuple[list[str], dict[str, int]]:
    """Apply the migrations that the database at `path` lacks: their names, and how many rows each table holds then.

    Raises DatabaseError where there is no database of DyadWatch, where it is of a newer version, or where it is in use.
    """
    if not path.is_file():
        raise DatabaseError(f"{path}: no such database; write it with dyadwatch ingest, or name another with --db")
    before = _applied(path)
    Store(path).close()
    with sqlite3.connect(path) as db:
        kept = {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED}
    db.close()
    return [name for name in _applied(path) if name not in before], kept


def _applied(path: Path) -> list[str]:
    """The migrations that a database has had; empty where none is known."""
    db = sqlite3.connect(path)
    try:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
            return []
        return [row[0] for row in db.execute("SELECT name FROM _sqlite_migrations ORDER BY name")]
    except sqlite3.Error as error:
        raise DatabaseError(
            f"{path}: cannot be opened as a DyadWatch database ({error}); name another with --db"
        ) from error
    finally:
        db.close()
