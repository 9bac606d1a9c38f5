"""Database -> what it holds of each article, in the field names of gold records; opened for reading only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from etl.errors import DatabaseError
from etl.evaluate.matching import Record
from etl.evaluate.names import words

VISITS = """SELECT article_id, visitor_iso3 AS origin, host_iso3 AS host, start_date AS start, visitor_name AS visitor,
status, confidence, evidence_start, evidence_end, found_by, visit_id AS event FROM visit_reports ORDER BY id"""
DRILLS = """SELECT article_id, country_iso3 AS country, drill_date AS date, kind, weapon_class, weapon_name AS weapon,
n_fired AS count, status, confidence, evidence_start, evidence_end, found_by, drill_id AS event FROM drill_reports ORDER BY id"""
QUOTES = """SELECT article_id, speaker_name AS name, speaker_type = 'expert' AS expert, confidence,
quote_start AS evidence_start, quote_end AS evidence_end, found_by FROM quotes WHERE speaker_name <> '' ORDER BY id"""


@dataclass(frozen=True, slots=True)
class Found:
    """The facts of one article; `quotes` has one record per quote that has a speaker, places are those of `text`."""

    text: str = ""
    visits: list[Record] = field(default_factory=list)
    drills: list[Record] = field(default_factory=list)
    quotes: list[Record] = field(default_factory=list)

    def by(self, reader: str) -> Found:
        """What one reader found, `rules` or `model:NAME`, alone or with others."""
        mine = (
            [r for r in kind if reader in r["found_by"].split(";")] for kind in (self.visits, self.drills, self.quotes)
        )
        return Found(self.text, *mine)

    def readers(self) -> set[str]:
        """Everybody who found something."""
        return {name for r in (*self.visits, *self.drills, *self.quotes) for name in r["found_by"].split(";")}

    def speakers(self) -> list[Record]:
        """One record per spelling of a name, as its first quote has it."""
        first: dict[str, Record] = {}
        for quote in self.quotes:
            first.setdefault(" ".join(words(quote["name"])), quote)
        return list(first.values())


def read_found(db: Path) -> dict[str, Found]:
    """Facts by article, which is known by its file name up to the first dot; of two alike the later stored counts.

    Raises DatabaseError where the file is no DyadWatch database.
    """
    if not db.is_file():
        raise DatabaseError(f"{db}: no such database; write it with dyadwatch ingest, or leave --db out")
    try:
        with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return _read(lambda sql: [dict(row) for row in connection.execute(sql)])
    except sqlite3.Error as error:
        raise DatabaseError(
            f"{db}: cannot be read as a DyadWatch database ({error}); name another with --db"
        ) from error


def _read(ask: Callable[[str], list[Record]]) -> dict[str, Found]:
    by_id: dict[int, Found] = {}
    by_stem: dict[str, Found] = {}
    for row in ask("SELECT id, path, text FROM articles WHERE path IS NOT NULL ORDER BY id"):
        by_stem[Path(row["path"]).name.split(".")[0]] = by_id[row["id"]] = Found(row["text"])
    for table, sql in (("visits", VISITS), ("drills", DRILLS), ("quotes", QUOTES)):
        for row in ask(sql):
            if row["article_id"] in by_id:
                getattr(by_id[row["article_id"]], table).append(row)
    return by_stem
