"""What ingests did: their runs, what failed in each, and what was found in the articles that they stored."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from dashboard.columns import QUOTES
from dashboard.database import Row, ask, connect
from dashboard.queries.conditions import FROM, Kind


def runs(path: Path, limit: int, offset: int = 0) -> list[Row]:
    """Ingests, the latest first; `given` are the names of what was asked for, `finished_at` is None where broken off."""
    rows = ask(path, "SELECT * FROM runs ORDER BY id DESC LIMIT ? OFFSET ?", [limit, offset])
    return [row | {"given": _names(row["arguments"])} for row in rows]


def run(path: Path, run_id: int) -> Row | None:
    """One ingest, or None where there was none of that number."""
    found = ask(path, "SELECT * FROM runs WHERE id = ?", [run_id])
    return found[0] | {"given": _names(found[0]["arguments"])} if found else None


def count_runs(path: Path) -> int:
    """How many ingests there were."""
    return int(ask(path, "SELECT count(*) AS n FROM runs")[0]["n"])


def _names(arguments: str) -> list[str]:
    try:
        names = json.loads(arguments)
    except ValueError:
        return []
    return [str(name) for name in names] if isinstance(names, list) else []


def failures_of(path: Path, run_id: int, limit: int) -> list[Row]:
    """What one ingest could not read: source, stage, error."""
    sql = "SELECT source, stage, error FROM failures WHERE run_id = ? ORDER BY id LIMIT ?"
    return ask(path, sql, [run_id, limit])


def stored_by(path: Path, run_id: int, limit: int) -> list[Row]:
    """Articles that were new in one ingest: article_id, title, publisher, path, date. One that was broken off ends where
    the next begins."""
    with connect(path) as db:
        times = db.execute(
            """SELECT started_at, coalesce(finished_at, (SELECT min(started_at) FROM runs WHERE id > ?1), '9999') || 'Z'
            FROM runs WHERE id = ?1""",
            [run_id],
        ).fetchone()
        if times is None:
            return []
        rows = db.execute(
            """SELECT id AS article_id, title, outlet AS publisher, path, published_date AS date FROM articles
            WHERE id >= ? AND id < ? ORDER BY id LIMIT ?""",
            [_first_at(db, times[0]), _first_at(db, times[1]), limit],
        )
        return [dict(row) for row in rows]


def _first_at(db: sqlite3.Connection, time: str) -> int:
    """The number of the first article that was added at a time or later. Numbers rise with time, so it is found by
    halving, without reading all articles."""
    low, high = 1, int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()[0])
    while low < high:
        middle = (low + high) // 2
        (added,) = db.execute("SELECT added_at FROM articles WHERE id >= ? ORDER BY id LIMIT 1", [middle]).fetchone()
        low, high = (middle + 1, high) if added < time else (low, middle)
    return low


def events_in(path: Path, article_id: int) -> list[tuple[Kind, int]]:
    """The visits and drills that an article tells of, in the order of its text, rejected ones left out; at most 50."""
    rows = ask(
        path,
        """SELECT kind, id FROM (
            SELECT 'visit' AS kind, v.id, min(r.evidence_start) AS place FROM visit_reports r
            JOIN visits v ON v.id = r.visit_id WHERE r.article_id = ?1 AND v.review_status <> 'rejected' GROUP BY v.id
            UNION ALL SELECT 'drill', d.id, min(r.evidence_start) FROM drill_reports r
            JOIN drills d ON d.id = r.drill_id WHERE r.article_id = ?1 AND d.review_status <> 'rejected' GROUP BY d.id
        ) ORDER BY place, kind, id LIMIT 50""",
        [article_id],
    )
    return [(row["kind"], row["id"]) for row in rows]


def quotes_in(path: Path, article_id: int, limit: int) -> list[Row]:
    """The quotes of one article, experts first, rejected ones left out."""
    return ask(
        path,
        f"""SELECT {QUOTES} FROM {FROM["quotes"]} WHERE e.article_id = ? AND e.review_status <> 'rejected'
        ORDER BY e.speaker_type <> 'expert', e.quote_start LIMIT ?""",
        [article_id, limit],
    )
