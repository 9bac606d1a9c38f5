"""The way to the database file: opened read-only, for one screen at a time, and what is asked of it as filters."""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Table = Literal["visits", "drills", "quotes", "articles"]
Row = dict[str, Any]
FoundBy = Literal["rules", "model", "both"]
Sources = Literal["one", "several", "disagree"]
# What the screens rest on; a file without them was not written by DyadWatch.
TABLES = {
    "articles", "visits", "visit_reports", "drills", "drill_reports", "quotes", "quote_dyads", "dyad_members",
    "drill_countries", "drill_partners", "quote_events", "decisions", "runs", "failures", "countries", "articles_fts",
    "quotes_fts", "dyads",
}  # fmt: skip
# The last change of the schema that the screens rest on; a database without it was written by an older DyadWatch.
SCHEMA = "m005_tallies"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None and empty mean everything.

    `dyad` is two sorted codes (IRN-PRK), dates are ISO days, `kinds` are `visit` and the kinds of drill, `status` those
    of visits (`completed` also means conducted drills) and `failed`, `confidence` is the least one, from 0 to 1,
    `review` are review statuses; what was rejected is left out unless it is asked for. `found_by`
    leaves what the rules alone, a model alone, or both have found, in any report of an event. `sources` leaves events that
    rest on one origin, on several, or on which reports disagree, `visitor` (a code) visits that come from there; neither
    narrows quotes and articles.
    """

    dyad: str | None = None
    since: str | None = None
    until: str | None = None
    status: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    speaker_types: tuple[str, ...] = ()
    speaker: str | None = None
    search: str | None = None
    confidence: float = 0.0
    found_by: FoundBy | None = None
    review: tuple[str, ...] = ()
    sources: Sources | None = None
    visitor: str | None = None


def located() -> Path:
    """The database that the command named, else `dyadwatch.db` in the working folder."""
    return Path(os.environ.get("DYADWATCH_DB") or "dyadwatch.db").absolute()


class NoDatabase(Exception):
    """There is no readable DyadWatch database at the path; the message says what is wrong."""


class OutOfDate(NoDatabase):
    """The database was written by an older DyadWatch; `command` brings it up to date."""

    def __init__(self, path: Path) -> None:
        self.command = f"dyadwatch migrate --db {shlex.quote(str(path))}"
        self.why = (
            f"{path} was written by an older version of DyadWatch. One command brings it up to date and loses nothing"
        )
        super().__init__(f"{self.why}: {self.command}")


@contextmanager
def connect(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection; raises NoDatabase where the file is missing or is no DyadWatch database."""
    if not path.is_file():
        raise NoDatabase(f"There is no database at {path}.")
    db = None
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)
        db.row_factory = sqlite3.Row
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        if "_sqlite_migrations" in tables and not _is_current(db):
            raise OutOfDate(path)
        if missing := TABLES - tables:
            lacking = ", ".join(sorted(missing))
            raise NoDatabase(f"{path} was not written by this version of DyadWatch: it lacks {lacking}.")
        yield db
    except sqlite3.Error as error:
        raise NoDatabase(f"{path} cannot be shown: {error}.") from error
    finally:
        if db:
            db.close()


def _is_current(db: sqlite3.Connection) -> bool:
    made = "SELECT 1 FROM _sqlite_migrations WHERE migration_set = 'dyadwatch' AND name = ?"
    others = "SELECT 1 FROM _sqlite_migrations WHERE migration_set = 'dyadwatch'"
    return bool(db.execute(made, [SCHEMA]).fetchone()) or not db.execute(others).fetchone()


def ask(path: Path, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """The answer as a list of dicts, read at once so that no reader holds up the writer's clean-up."""
    with connect(path) as db:
        return [dict(row) for row in db.execute(sql, values if isinstance(values, Mapping) else tuple(values))]


class Where:
    """A condition that grows part by part, its values beside it."""

    def __init__(self, *parts: str) -> None:
        self.parts = list(parts)
        self.values: list[Any] = []

    def __str__(self) -> str:
        return " AND ".join(f"({part})" for part in self.parts) or "1"

    def add(self, part: str, *values: Any) -> None:
        self.parts.append(part)
        self.values.extend(values)

    def also(self, other: Where) -> None:
        """All that another condition asks as well."""
        self.parts += other.parts
        self.values += other.values

    def among(self, column: str, chosen: Sequence[str]) -> None:
        if chosen:
            self.add(f"{column} IN ({', '.join('?' * len(chosen))})", *chosen)

    def between(self, first: str, last: str, filters: Filters) -> None:
        """Compare at the precision that a date has: neither 2019 nor 2019-05 is earlier than 2019-05-20."""
        if filters.since:
            coarser = filters.since[:7], filters.since[:4]
            self.add(f"{last} >= ? OR {last} IN (?, ?)", filters.since, *coarser)
        if filters.until:
            self.add(f"{first} <= ?", filters.until)

    def words(self, column: str, index: str, search: str | None) -> None:
        """Each word must occur; none is read as an operator of full-text search."""
        if query := phrases(search):
            self.add(f"{column} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", query)


def in_order(rows: Sequence[Row], column: str, numbers: Sequence[int]) -> list[Row]:
    """Rows by the number in `column`, in the order given; numbers without a row are left out."""
    by_number = {row[column]: row for row in rows}
    return [by_number[number] for number in numbers if number in by_number]


def phrases(search: str | None) -> str:
    """Words as a query of full-text search: each must occur, none is read as an operator; empty where there is none."""
    found = (word.replace('"', "").replace("\x00", "") for word in (search or "").split())
    return " ".join(f'"{word}"' for word in found if word)
