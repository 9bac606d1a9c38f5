"""Schema versions, kept by sqlite-utils' own migrations; the first one is `schema.sql` as it was first shipped."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

SCHEMA = Path(__file__).with_name("schema.sql")

migrations = Migrations("dyadwatch")


@migrations(transactional=False)
def m001_schema(db: Database) -> None:
    db.executescript(SCHEMA.read_text("utf-8"))
