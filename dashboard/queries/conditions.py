"""The filters as SQL: one condition for each table, on which the questions of this package rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from dashboard.columns import ARTICLES, DRILLS, QUOTES, SOURCES, VISITS
from dashboard.database import Filters, FoundBy, Row, Sources, Table, Where, ask

Kind = Literal["visit", "drill"]
# What an analyst decides on.
Subject = Literal["visit", "drill", "quote"]
REVIEW = ("unreviewed", "confirmed", "edited", "rejected")
# No chart draws and no table holds more rows than this; downloads are not cut.
SHOWN = 1000

FROM: dict[Table, str] = {
    "visits": """visits e LEFT JOIN countries v ON v.iso3 = e.visitor_iso3
        LEFT JOIN countries h ON h.iso3 = e.host_iso3""",
    "drills": "drills e LEFT JOIN countries c ON c.iso3 = e.country_iso3",
    "quotes": """quotes e JOIN articles a ON a.id = e.article_id
        LEFT JOIN countries s ON s.iso3 = e.speaker_country_iso3""",
    "articles": "articles e",
}
# In the order of an index of each; what has no date comes last, for NULL is the least.
ORDER: dict[Table, str] = {
    "visits": "substr(e.start_date, 1, 7) DESC, e.start_date DESC, e.id",
    "drills": "substr(e.drill_date, 1, 7) DESC, e.drill_date DESC, e.id",
    "quotes": "e.published_date DESC, e.article_id, e.quote_start, e.id",
    "articles": "e.published_date DESC, e.id",
}
DOWNLOADED: dict[Table, str] = {
    "visits": f"{VISITS}, {SOURCES['visit']}",
    "drills": f"{DRILLS}, {SOURCES['drill']}",
    "quotes": QUOTES,
    "articles": ARTICLES,
}
# Reports have the country codes of their event, so that no event is read to find the articles of a pair. With a plus the
# set is held against an index of quotes or articles, in which a busy pair's latest come soon, not looked up one by one.
OF_PAIR: dict[Table, str] = {
    "visits": "e.dyad = ?",
    "drills": """e.country_iso3 IN (SELECT m.iso3 FROM dyad_members m WHERE m.dyad = ?) OR e.id IN (
        SELECT x.drill_id FROM dyad_members m JOIN drill_partners x ON x.iso3 = m.iso3 WHERE m.dyad = ?)""",
    "quotes": "+e.id IN (SELECT x.quote_id FROM quote_dyads x WHERE x.dyad = ?)",
    "articles": """+e.id IN (
        SELECT r.article_id FROM dyad_members a CROSS JOIN dyad_members b ON b.dyad = a.dyad AND b.iso3 <> a.iso3
            CROSS JOIN visit_reports r ON r.visitor_iso3 = a.iso3 AND r.host_iso3 = b.iso3 WHERE a.dyad = ?
        UNION ALL SELECT r.article_id FROM dyad_members m CROSS JOIN drill_reports r ON r.country_iso3 = m.iso3 WHERE m.dyad = ?
        UNION ALL SELECT r.article_id FROM dyad_members m JOIN drill_partners x ON x.iso3 = m.iso3
            JOIN drill_reports r ON r.drill_id = x.drill_id WHERE m.dyad = ?
        UNION ALL SELECT q.article_id FROM quote_dyads x JOIN quotes q ON q.id = x.quote_id WHERE x.dyad = ?)""",
}
# The readers stand in one order, rules before model:NAME, so that their text compares as needed.
FOUND: dict[FoundBy, str] = {
    "rules": "e.found_by = 'rules'",
    "model": "e.found_by < 'rules'",
    "both": "e.found_by > 'rules'",
}
SOURCES_OF: dict[Sources, str] = {
    "one": "e.n_origins <= 1",
    "several": "e.n_origins > 1",
    "disagree": "e.disputed IS NOT NULL",
}


def _range(where: Where, indexed: str, filters: Filters) -> None:
    """The part of an index that can hold what `between` leaves: from the year that `since` is in."""
    if filters.since:
        where.add(f"{indexed} >= ?", filters.since[:4])
    if filters.until:
        where.add(f"{indexed} <= ?", filters.until)


def condition(table: Table, filters: Filters) -> Where:
    where = Where()
    if filters.dyad:
        where.add(OF_PAIR[table], *[filters.dyad] * OF_PAIR[table].count("?"))
    if table != "articles":
        if set(filters.review) == set(REVIEW):
            pass
        elif filters.review:
            where.among("e.review_status", filters.review)
        else:
            where.add("e.review_status <> 'rejected'")
        if filters.confidence:
            where.add("e.confidence >= ?", filters.confidence)
        if filters.found_by:
            where.add(FOUND[filters.found_by])
    if table in ("visits", "drills") and filters.sources:
        where.add(SOURCES_OF[filters.sources])
    if table == "visits":
        if filters.visitor:
            where.add("e.visitor_iso3 = ?", filters.visitor)
        where.between("e.start_date", "coalesce(e.end_date, e.start_date)", filters)
        if filters.until:
            where.add("substr(e.start_date, 1, 7) <= ?", filters.until[:7])
        where.among("e.status", filters.status)
        if filters.kinds and "visit" not in filters.kinds:
            where.add("0")
    elif table == "drills":
        where.between("e.drill_date", "e.drill_date", filters)
        _range(where, "substr(e.drill_date, 1, 7)", filters)
        where.among("e.status", tuple("conducted" if s == "completed" else s for s in filters.status))
        where.among("e.kind", filters.kinds)
    elif table == "quotes":
        where.between("e.published_date", "e.published_date", filters)
        _range(where, "e.published_date", filters)
        where.among("e.speaker_type", filters.speaker_types)
        if filters.speaker:
            where.add("e.speaker_name = ?", filters.speaker)
        where.words("e.id", "quotes_fts", filters.search)
    else:
        where.between("e.published_date", "e.published_date", filters)
        _range(where, "e.published_date", filters)
        where.words("e.id", "articles_fts", filters.search)
    return where


def selection(
    table: Table, columns: str, filters: Filters, limit: int | None, offset: int = 0
) -> tuple[str, list[Any]]:
    """Rows in the order of their table, as SQL and its values: which they are is found by index, and only of those the
    columns are read."""
    where = condition(table, filters)
    index = f"{table}_by_date"
    if table == "visits" and filters.dyad:
        index = "visits_by_dyad"
    elif table == "quotes" and filters.speaker:
        index = "quotes_by_speaker"
    chosen = f"SELECT e.id FROM {table} e INDEXED BY {index} WHERE {where} ORDER BY {ORDER[table]} LIMIT ? OFFSET ?"
    sql = f"SELECT {columns} FROM {FROM[table]} WHERE e.id IN ({chosen}) ORDER BY {ORDER[table]}"
    return sql, [*where.values, -1 if limit is None else limit, offset]


def select(path: Path, table: Table, columns: str, filters: Filters, limit: int | None, offset: int = 0) -> list[Row]:
    return ask(path, *selection(table, columns, filters, limit, offset))
