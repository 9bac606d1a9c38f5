"""A database that is there, opened for decisions: without sqlite-utils, whose import takes half a second."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import DatabaseError

LATEST = "m005_tallies"


@contextmanager
def transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the database at `path` in one transaction, which an error takes back.

    An older database is brought to the present schema first. Raises DatabaseError where there is none, where it belongs
    to another program, or where another program holds it.
    """
    if not path.is_file():
        raise DatabaseError(f"{path}: no such database; write it with dyadwatch ingest, or name another with --db")
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=10)
        try:
            if not _is_current(db):
                from etl.load.store import Store  # slow to import

                Store(path).close()
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
        finally:
            db.close()
    except sqlite3.Error as error:
        raise DatabaseError(
            f"{path}: cannot be written as a DyadWatch database ({error}); is another program using it, or is it another's?"
        ) from error


def _is_current(db: sqlite3.Connection) -> bool:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return False
    return bool(db.execute("SELECT 1 FROM _sqlite_migrations WHERE name = ?", [LATEST]).fetchone())
