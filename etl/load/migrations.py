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


@migrations()
def second_reader(db: Database) -> None:
    """Answers of models and what they told in vain, for databases made before there was a second reader."""
    if "readers" in db.table("articles").columns_dict:
        return
    for column in ("dateline_place", "readers"):
        db.table("articles").add_column(column, str)
    script = SCHEMA.read_text("utf-8")
    for name in ("TABLE answers", "TABLE rejected_facts", "INDEX rejected_facts_article"):
        start = script.index(f"CREATE {name}")
        db.execute(script[start : script.index(";\n", start)])
