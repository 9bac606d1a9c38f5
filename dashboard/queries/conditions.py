"""The filters as SQL: one condition for each table, on which the questions of this package rest."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from dashboard.columns import ARTICLES, DRILLS, QUOTES, SOURCES, VISITS
from dashboard.database import Filters, FoundBy, Row, Table, Where, ask

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
ORDER: dict[Table, str] = {
    "visits": "e.start_date IS NULL, e.start_date DESC, e.id",
    "drills": "e.drill_date IS NULL, e.drill_date DESC, e.id",
    "quotes": "a.published_date IS NULL, a.published_date DESC, a.id, e.quote_start",
    "articles": "e.published_date IS NULL, e.published_date DESC, e.id",
}
DOWNLOADED: dict[Table, str] = {
    "visits": f"{VISITS}, {SOURCES['visit']}",
    "drills": f"{DRILLS}, {SOURCES['drill']}",
    "quotes": QUOTES,
    "articles": ARTICLES,
}
OF_PAIR = {
    "drills": """e.id IN (SELECT x.drill_id FROM dyad_members m JOIN drill_countries x ON x.iso3 = m.iso3
        WHERE m.dyad = ?)""",
    "quotes": "e.id IN (SELECT x.quote_id FROM quote_dyads x WHERE x.dyad = ?)",
    "articles": """e.id IN (
        SELECT r.article_id FROM visit_reports r JOIN visits v ON v.id = r.visit_id WHERE v.dyad = ?1
        UNION SELECT q.article_id FROM quotes q JOIN quote_dyads x ON x.quote_id = q.id WHERE x.dyad = ?1
        UNION SELECT r.article_id FROM drill_reports r JOIN drill_countries x ON x.drill_id = r.drill_id
        JOIN dyad_members m ON m.iso3 = x.iso3 WHERE m.dyad = ?1)""",
}


# Whether a reader is among the names in `found_by`, and where these stand.
READ_BY = {"rules": "instr(';' || {names} || ';', ';rules;')", "model": "instr(';' || {names}, ';model:')"}
NAMED_IN: dict[Table, str] = {
    "visits": "EXISTS (SELECT 1 FROM visit_reports r WHERE r.visit_id = e.id AND {read})",
    "drills": "EXISTS (SELECT 1 FROM drill_reports r WHERE r.drill_id = e.id AND {read})",
    "quotes": "{read}",
}


def _found_by(where: Where, table: Table, chosen: FoundBy) -> None:
    names = "e.found_by" if table == "quotes" else "r.found_by"
    for reader, read in READ_BY.items():
        found = NAMED_IN[table].format(read=read.format(names=names))
        where.add(found if chosen in (reader, "both") else f"NOT {found}")


def condition(table: Table, filters: Filters) -> Where:
    where = Where()
    if filters.dyad:
        where.add(OF_PAIR.get(table, "e.dyad = ?"), filters.dyad)
    if table != "articles":
        if filters.review:
            where.among("e.review_status", filters.review)
        else:
            where.add("e.review_status <> 'rejected'")
        if filters.confidence:
            where.add("e.confidence >= ?", filters.confidence)
        if filters.found_by:
            _found_by(where, table, filters.found_by)
    if table == "visits":
        where.between("e.start_date", "coalesce(e.end_date, e.start_date)", filters)
        where.among("e.status", filters.status)
        if filters.kinds and "visit" not in filters.kinds:
            where.add("0")
    elif table == "drills":
        where.between("e.drill_date", "e.drill_date", filters)
        where.among("e.status", tuple("conducted" if s == "completed" else s for s in filters.status))
        where.among("e.kind", filters.kinds)
    elif table == "quotes":
        where.between("a.published_date", "a.published_date", filters)
        where.among("e.speaker_type", filters.speaker_types)
        if filters.speaker:
            where.add("e.speaker_name = ?", filters.speaker)
        where.words("e.id", "quotes_fts", filters.search)
    else:
        where.between("e.published_date", "e.published_date", filters)
        where.words("e.id", "articles_fts", filters.search)
    return where


def select(path: Path, table: Table, columns: str, filters: Filters, limit: int | None, offset: int = 0) -> list[Row]:
    where = condition(table, filters)
    sql = f"SELECT {columns} FROM {FROM[table]} WHERE {where} ORDER BY {ORDER[table]} LIMIT ? OFFSET ?"
    return ask(path, sql, [*where.values, -1 if limit is None else limit, offset])
