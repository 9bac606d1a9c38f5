"""Every question that a screen or a download asks the database: one function each, bound parameters, read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Table = Literal["visits", "drills", "quotes", "articles"]
Row = dict[str, Any]
# No screen draws more rows than this; downloads are not cut.
SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None and empty mean everything. Dates are ISO days, `dyad` two sorted codes: IRN-PRK."""

    dyad: str | None = None
    since: str | None = None
    until: str | None = None
    status: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    speaker_types: tuple[str, ...] = ()
    speaker: str | None = None
    search: str | None = None


class NoDatabase(Exception):
    """There is no readable DyadWatch database at the path; the message says what to do."""


@contextmanager
def connect(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection; raises NoDatabase where the file is missing or is no DyadWatch database."""
    if not path.exists():
        raise NoDatabase(f"There is no database at {path}. Read articles into it: dyadwatch ingest FOLDER --db {path}")
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)
        db.row_factory = sqlite3.Row
        db.execute("SELECT 1 FROM visits, drills, quotes, articles LIMIT 1")
    except sqlite3.Error as error:
        raise NoDatabase(f"{path} is not a database that DyadWatch can show ({error}).") from error
    try:
        yield db
    finally:
        db.close()


def _rows(path: Path, sql: str, values: list[Any]) -> list[Row]:
    with connect(path) as db:
        return [dict(row) for row in db.execute(sql, values)]


def _dates(column: str, filters: Filters, where: list[str], values: list[Any]) -> None:
    """Compare at the precision that a date has: 2019 is not earlier than 2019-05-01."""
    if filters.since:
        where.append(f"{column} >= substr(?, 1, length({column}))")
        values.append(filters.since)
    if filters.until:
        where.append(f"{column} <= substr(?, 1, length({column}))")
        values.append(filters.until)


def _in(column: str, chosen: tuple[str, ...], where: list[str], values: list[Any]) -> None:
    if chosen:
        where.append(f"{column} IN ({', '.join('?' * len(chosen))})")
        values.extend(chosen)


def _limit(limit: int | None) -> str:
    return f" LIMIT {int(limit)}" if limit is not None else ""


EVIDENCE = """(SELECT group_concat(coalesce(a.url, a.path, ''), ' ; ') FROM {reports} r JOIN articles a ON a.id = r.article_id
    WHERE r.{event}_id = e.id) AS sources,
    (SELECT substr(a.text, r.evidence_start + 1, r.evidence_end - r.evidence_start) FROM {reports} r
    JOIN articles a ON a.id = r.article_id WHERE r.{event}_id = e.id ORDER BY a.published_date, r.id LIMIT 1) AS evidence"""


def visits(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Visits, the latest first, with country names, the first evidence and all sources."""
    where, values = ["e.review_status <> 'rejected'"], []
    if filters.dyad:
        where.append("e.dyad = ?")
        values.append(filters.dyad)
    _dates("e.start_date", filters, where, values)
    _in("e.status", filters.status, where, values)
    return _rows(
        path,
        f"""SELECT e.id AS visit_id, e.dyad AS country_pair, v.name AS visitor_country, e.visitor_iso3, h.name AS host_country,
            e.host_iso3, e.start_date, e.end_date, e.date_precision, e.status AS visit_status, e.visitor_name AS head_name,
            e.visitor_title AS head_title, e.level, e.delegation, e.city, e.purpose, e.plover_event, e.plover_mode,
            e.plover_context, e.confidence, e.n_reports, e.n_outlets, e.n_origins, e.first_reported_date, e.disputed,
            e.review_status, {EVIDENCE.format(reports="visit_reports", event="visit")}
        FROM visits e LEFT JOIN countries v ON v.iso3 = e.visitor_iso3 LEFT JOIN countries h ON h.iso3 = e.host_iso3
        WHERE {" AND ".join(where)} ORDER BY e.start_date IS NULL, e.start_date DESC, e.id{_limit(limit)}""",
        values,
    )


def drills(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Drills, the latest first; with a pair chosen those in which either country takes part."""
    where, values = ["e.review_status <> 'rejected'"], []
    if filters.dyad:
        where.append(
            "e.id IN (SELECT c.drill_id FROM drill_countries c JOIN dyad_members m ON m.iso3 = c.iso3 WHERE m.dyad = ?)"
        )
        values.append(filters.dyad)
    _dates("e.drill_date", filters, where, values)
    _in("e.kind", filters.kinds, where, values)
    _in("e.status", tuple({"completed": "conducted"}.get(s, s) for s in filters.status), where, values)
    return _rows(
        path,
        f"""SELECT e.id AS drill_id, c.name AS country, e.country_iso3, e.partner_iso3s, e.drill_date, e.date_precision,
            e.kind AS event_kind, e.weapon_name, e.weapon_class, e.weapon_classes, e.n_fired AS n_missiles, e.place, e.latitude,
            e.longitude, e.distance_km, e.apogee_km, e.status AS drill_status, e.announced_by AS claimed_by, e.plover_event,
            e.plover_mode, e.plover_context, e.confidence, e.n_reports, e.n_outlets, e.n_origins, e.first_reported_date,
            e.disputed, e.review_status, {EVIDENCE.format(reports="drill_reports", event="drill")}
        FROM drills e LEFT JOIN countries c ON c.iso3 = e.country_iso3
        WHERE {" AND ".join(where)} ORDER BY e.drill_date IS NULL, e.drill_date DESC, e.id{_limit(limit)}""",
        values,
    )


def fts_query(words: str) -> str:
    """Words as a full-text query: each must occur, none is read as an operator."""
    return " ".join('"' + word.replace('"', "") + '"' for word in words.split() if word.strip('"'))


def quotes(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Quotes, the latest first, with their article."""
    where, values = ["q.review_status <> 'rejected'"], []
    if filters.dyad:
        where.append("q.id IN (SELECT quote_id FROM quote_dyads WHERE dyad = ?)")
        values.append(filters.dyad)
    _dates("a.published_date", filters, where, values)
    _in("q.speaker_type", filters.speaker_types, where, values)
    if filters.speaker:
        where.append("q.speaker_name = ?")
        values.append(filters.speaker)
    if filters.search and (query := fts_query(filters.search)):
        where.append("q.id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)")
        values.append(query)
    return _rows(
        path,
        f"""SELECT q.id AS quote_id, q.quote, q.quote_type, q.speaker_name AS speaker, q.speaker_raw, q.speaker_title,
            q.affiliation, q.speaker_type, q.speaker_country_iso3, q.cue_verb, q.is_floating, q.confidence AS speaker_confidence,
            (SELECT group_concat(dyad, ';') FROM quote_dyads d WHERE d.quote_id = q.id) AS country_pairs, a.id AS article_id,
            a.url, a.path, a.title, a.outlet AS publisher, a.published_date AS date, q.pre, q.post, q.quote_start, q.quote_end,
            q.reason, q.found_by, q.review_status
        FROM quotes q JOIN articles a ON a.id = q.article_id WHERE {" AND ".join(where)}
        ORDER BY a.published_date IS NULL, a.published_date DESC, a.id, q.quote_start{_limit(limit)}""",
        values,
    )


def articles(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Articles, the latest first, with how much was found in each; with a pair chosen those that bear on it."""
    where, values = ["1"], []
    if filters.dyad:
        where.append(
            """a.id IN (SELECT r.article_id FROM visit_reports r JOIN visits v ON v.id = r.visit_id WHERE v.dyad = ?
            UNION SELECT q.article_id FROM quotes q JOIN quote_dyads d ON d.quote_id = q.id WHERE d.dyad = ?
            UNION SELECT r.article_id FROM drill_reports r JOIN drill_countries c ON c.drill_id = r.drill_id
            JOIN dyad_members m ON m.iso3 = c.iso3 WHERE m.dyad = ?)"""
        )
        values.extend([filters.dyad] * 3)
    _dates("a.published_date", filters, where, values)
    if filters.search and (query := fts_query(filters.search)):
        where.append("a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)")
        values.append(query)
    return _rows(
        path,
        f"""SELECT a.id AS article_id, a.title, a.outlet, a.author, a.published_date, a.language, a.word_count,
            (SELECT count(*) FROM visit_reports r WHERE r.article_id = a.id) AS n_visits,
            (SELECT count(*) FROM drill_reports r WHERE r.article_id = a.id) AS n_drills,
            (SELECT count(*) FROM quotes q WHERE q.article_id = a.id) AS n_quotes,
            a.url, a.path, a.published_from, a.notes, a.added_at, a.coder_version
        FROM articles a WHERE {" AND ".join(where)}
        ORDER BY a.published_date IS NULL, a.published_date DESC, a.id{_limit(limit)}""",
        values,
    )


def dyads(path: Path) -> list[Row]:
    """The country pairs with names and counts, those with most visits first."""
    return _rows(
        path,
        """SELECT d.dyad, d.n_visits, d.n_drills, d.n_quotes, d.first_date, d.last_date,
            (SELECT group_concat(coalesce(c.name, m.iso3), ' – ') FROM dyad_members m LEFT JOIN countries c ON c.iso3 = m.iso3
             WHERE m.dyad = d.dyad) AS name
        FROM dyads d ORDER BY d.n_visits DESC, d.n_quotes DESC, d.dyad""",
        [],
    )


def reports(path: Path, kind: Literal["visit", "drill"], event_id: int) -> list[Row]:
    """Every report of one event with its sentence and what stands around it."""
    date = "start_date" if kind == "visit" else "drill_date"
    return _rows(
        path,
        f"""SELECT r.id, r.{date} AS date, r.status, r.confidence, r.cue, r.evidence_start, r.evidence_end, a.id AS article_id,
            a.title, a.outlet, a.published_date, a.url, a.path, a.text, a.blocks
        FROM {kind}_reports r JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = ?
        ORDER BY a.published_date, a.id, r.evidence_start""",
        [event_id],
    )


def article(path: Path, article_id: int) -> Row | None:
    """One article with its text and blocks."""
    found = _rows(path, "SELECT * FROM articles WHERE id = ?", [article_id])
    return found[0] if found else None


def marks(path: Path, article_id: int) -> list[Row]:
    """The places in an article's text that hold visits, drills and quotes: start, end, kind."""
    return _rows(
        path,
        """SELECT evidence_start AS start, evidence_end AS end, 'visit' AS kind FROM visit_reports WHERE article_id = ?
        UNION ALL SELECT evidence_start, evidence_end, 'drill' FROM drill_reports WHERE article_id = ?
        UNION ALL SELECT quote_start, quote_end, 'quote' FROM quotes WHERE article_id = ? ORDER BY 1, 2""",
        [article_id] * 3,
    )


def speakers(path: Path) -> list[str]:
    """Names of everyone quoted, the most quoted first."""
    sql = "SELECT speaker_name FROM quotes WHERE speaker_name <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000"
    return [row["speaker_name"] for row in _rows(path, sql, [])]


def version(path: Path) -> str:
    """Changes with every ingest; a key for caches."""
    rows = _rows(path, "SELECT coalesce(max(id), 0) || ':' || coalesce(max(finished_at), '') AS v FROM runs", [])
    return str(rows[0]["v"])
