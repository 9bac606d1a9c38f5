"""Every question that a screen or a download asks the database: one function each, bound parameters, rejected events
left out unless they are asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from dashboard.columns import ARTICLES, DRILLS, QUOTES, SOURCES, VISITS
from dashboard.database import Filters, FoundBy, Row, Table, Where, ask, connect

Kind = Literal["visit", "drill"]
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


def _where(table: Table, filters: Filters) -> Where:
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


def _select(path: Path, table: Table, columns: str, filters: Filters, limit: int | None, offset: int = 0) -> list[Row]:
    where = _where(table, filters)
    sql = f"SELECT {columns} FROM {FROM[table]} WHERE {where} ORDER BY {ORDER[table]} LIMIT ? OFFSET ?"
    return ask(path, sql, [*where.values, -1 if limit is None else limit, offset])


def visits(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Visits, the latest first, both directions of a chosen pair."""
    return _select(path, "visits", VISITS, filters, limit)


def drills(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Drills, the latest first; with a pair chosen those in which either country takes part."""
    return _select(path, "drills", DRILLS, filters, limit)


def quotes(path: Path, filters: Filters, limit: int | None = SHOWN, offset: int = 0) -> list[Row]:
    """Quotes, the latest first, with their article."""
    return _select(path, "quotes", QUOTES, filters, limit, offset)


def articles(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Articles, the latest first, with how much was found in each; with a pair chosen those that bear on it."""
    return _select(path, "articles", ARTICLES, filters, limit)


def with_sources(path: Path, table: Table, filters: Filters) -> list[Row]:
    """All rows of a table for a download; visits and drills with every source and sentence."""
    return _select(path, table, DOWNLOADED[table], filters, None)


def columns(path: Path, table: Table) -> list[str]:
    """The column names of a table's download, which an empty one has as well."""
    with connect(path) as db:
        return [name for name, *_ in db.execute(f"SELECT {DOWNLOADED[table]} FROM {FROM[table]} LIMIT 0").description]


def count(path: Path, table: Table, filters: Filters) -> int:
    """How many rows a table has under the filters, beyond what a screen shows."""
    where = _where(table, filters)
    return int(ask(path, f"SELECT count(*) AS n FROM {FROM[table]} WHERE {where}", where.values)[0]["n"])


def monthly(path: Path, filters: Filters) -> list[Row]:
    """Counts by lane, month and kind for charts too dense for points: lane (dyad or country code), month, kind, n."""
    v, d = _where("visits", filters), _where("drills", filters)
    return ask(
        path,
        f"""SELECT e.dyad AS lane, substr(e.start_date, 1, 7) AS month, 'visit' AS kind, count(*) AS n
        FROM visits e WHERE {v} AND length(e.start_date) >= 7 GROUP BY 1, 2
        UNION ALL SELECT e.country_iso3, substr(e.drill_date, 1, 7), 'drill', count(*)
        FROM drills e WHERE {d} AND length(e.drill_date) >= 7 GROUP BY 1, 2""",
        [*v.values, *d.values],
    )


def last_visit(path: Path, filters: Filters, today: str) -> str | None:
    """The first day of the latest visit, dated to the day, that has begun by `today`."""
    where = _where("visits", filters)
    where.add("e.status IN ('completed', 'ongoing') AND length(e.start_date) = 10 AND e.start_date <= ?", today)
    return ask(path, f"SELECT max(e.start_date) AS day FROM visits e WHERE {where}", where.values)[0]["day"]  # type: ignore[no-any-return]


def drills_since(path: Path, filters: Filters, day: str) -> int:
    """Drills under the filters that are dated to a day after `day` and took place."""
    where = _where("drills", filters)
    where.add("e.status <> 'planned' AND length(e.drill_date) = 10 AND e.drill_date > ?", day)
    return int(ask(path, f"SELECT count(*) AS n FROM drills e WHERE {where}", where.values)[0]["n"])


def dyads(path: Path) -> list[Row]:
    """The country pairs with names and counts, those with most visits first."""
    return ask(
        path,
        """SELECT d.dyad, d.n_visits, d.n_drills, d.n_quotes, d.first_date, d.last_date,
            coalesce(a.name, substr(d.dyad, 1, instr(d.dyad, '-') - 1)) || ' – ' ||
            coalesce(b.name, substr(d.dyad, instr(d.dyad, '-') + 1)) AS name
        FROM dyads d LEFT JOIN countries a ON a.iso3 = substr(d.dyad, 1, instr(d.dyad, '-') - 1)
        LEFT JOIN countries b ON b.iso3 = substr(d.dyad, instr(d.dyad, '-') + 1)
        ORDER BY d.n_visits DESC, d.n_quotes DESC, d.dyad LIMIT 3000""",
    )


def countries(path: Path) -> dict[str, str]:
    """Code -> name."""
    return {row["iso3"]: row["name"] for row in ask(path, "SELECT iso3, name FROM countries")}


def event(path: Path, kind: Kind, event_id: int) -> Row | None:
    """One visit, with its life-cycle flags, or drill, also a rejected one; None where it is gone; a number that was
    merged away shows the event it is in."""
    table: Table = "visits" if kind == "visit" else "drills"
    chosen = VISITS if kind == "visit" else DRILLS
    sql = f"""SELECT {chosen} FROM {FROM[table]} WHERE e.id = coalesce(
        (SELECT into_id FROM event_redirects WHERE event_kind = ? AND event_id = ?), ?)"""
    found = ask(path, sql, [kind, event_id, event_id])
    if not found or kind == "drill":
        return found[0] if found else None
    flags = "SELECT only_visitor_side, no_return_seen, last_at_this_level FROM visit_flags WHERE visit_id = ?"
    return found[0] | ask(path, flags, [found[0]["visit_id"]])[0]


def reports(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """Every report of one event with its article's text, the earliest published first; at most 100."""
    date = "start_date" if kind == "visit" else "drill_date"
    return ask(
        path,
        f"""SELECT r.id, r.{date} AS date, r.status, r.confidence, r.cue, r.evidence_start, r.evidence_end,
            r.found_by, a.id AS article_id, a.title, a.outlet, a.published_date, a.url, a.path, a.text, a.blocks
        FROM {kind}_reports r JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = ?
        ORDER BY coalesce(a.published_date, '9999'), a.id, r.evidence_start LIMIT 100""",
        [event_id],
    )


def said_about(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """Quotes that are about one event, experts first; at most 20."""
    return ask(
        path,
        f"""SELECT {QUOTES} FROM {FROM["quotes"]} WHERE e.review_status <> 'rejected' AND e.id IN
            (SELECT quote_id FROM quote_events WHERE event_kind = ? AND event_id = ?)
        ORDER BY e.speaker_type <> 'expert', a.published_date DESC, e.id LIMIT 20""",
        [kind, event_id],
    )


def queue(path: Path, filters: Filters, limit: int) -> list[Row]:
    """Unreviewed events (kind, id) under the filters, the most doubtful first: those on which reports disagree, then by
    rising confidence."""
    asked = replace(filters, review=("unreviewed",))
    v, d = _where("visits", asked), _where("drills", asked)
    return ask(
        path,
        f"""SELECT 'visit' AS kind, e.id, e.disputed IS NULL AS agreed, e.confidence FROM visits e WHERE {v}
        UNION ALL SELECT 'drill', e.id, e.disputed IS NULL, e.confidence FROM drills e WHERE {d}
        ORDER BY agreed, confidence, kind, id LIMIT ?""",
        [*v.values, *d.values, limit],
    )


def progress(path: Path, filters: Filters) -> tuple[int, int]:
    """How many visits and drills under the filters have been reviewed, and of how many."""
    asked = replace(filters, review=REVIEW)
    v, d = _where("visits", asked), _where("drills", asked)
    sql = f"""SELECT count(*) FILTER (WHERE review_status <> 'unreviewed') AS reviewed, count(*) AS n FROM
        (SELECT review_status FROM visits e WHERE {v} UNION ALL SELECT review_status FROM drills e WHERE {d})"""
    row = ask(path, sql, [*v.values, *d.values])[0]
    return int(row["reviewed"]), int(row["n"])


def neighbours(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """Events that one event could be merged with, the nearest in time first: the same visitor and host, or the same
    country; at most 20."""
    table: Table = "visits" if kind == "visit" else "drills"
    same = ("dyad", "visitor_iso3") if kind == "visit" else ("country_iso3",)
    date = "start_date" if kind == "visit" else "drill_date"
    alike = " AND ".join(f"e.{column} = t.{column}" for column in same)
    days = "julianday(substr({0}.{1} || '-01-01', 1, 10))"
    return ask(
        path,
        f"""SELECT {VISITS if kind == "visit" else DRILLS} FROM {FROM[table]} JOIN {table} t ON {alike}
        WHERE t.id = ? AND e.id <> t.id AND e.review_status <> 'rejected'
        ORDER BY abs({days.format("e", date)} - {days.format("t", date)}) IS NULL,
            abs({days.format("e", date)} - {days.format("t", date)}), e.id LIMIT 20""",
        [event_id],
    )


def decisions(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """What was decided on one event and on those that are part of it now, the latest first, at most 200; `undone` is
    True where it has been taken back, by an undo that stands."""
    rows = ask(
        path,
        """SELECT id, action, field, old_value, new_value, undoes, reviewer, reason, decided_at FROM decisions
        WHERE kind = ?1 AND (event_id = ?2 OR event_id IN
            (SELECT event_id FROM event_redirects WHERE event_kind = ?1 AND into_id = ?2))
        ORDER BY id DESC LIMIT 200""",
        [kind, event_id],
    )
    taken_back: set[int] = set()
    for row in rows:
        if row["action"] == "undo" and row["id"] not in taken_back:
            taken_back.add(row["undoes"])
    return [row | {"undone": row["id"] in taken_back} for row in rows]


def reviewed(path: Path) -> list[Row]:
    """How many of each kind (visit, drill, quote) were confirmed as found, corrected, rejected, and not reviewed."""
    counted = ", ".join(f"count(*) FILTER (WHERE review_status = '{status}') AS {status}" for status in REVIEW)
    kinds = {"visit": "visits", "drill": "drills", "quote": "quotes"}
    return ask(
        path, " UNION ALL ".join(f"SELECT '{kind}' AS kind, {counted} FROM {table}" for kind, table in kinds.items())
    )


def article(path: Path, article_id: int) -> Row | None:
    """One article with its text and blocks."""
    found = ask(path, "SELECT * FROM articles WHERE id = ?", [article_id])
    return found[0] if found else None


def marks(path: Path, article_id: int) -> list[Row]:
    """The places in an article's text that hold facts: start, end, kind (visit, drill, test, quote), note."""
    return ask(
        path,
        """SELECT r.evidence_start AS start, r.evidence_end AS end, 'visit' AS kind,
            r.visitor_iso3 || ' to ' || r.host_iso3 || coalesce(', ' || r.start_date, '') AS note
        FROM visit_reports r JOIN visits v ON v.id = r.visit_id
        WHERE r.article_id = ?1 AND v.review_status <> 'rejected'
        UNION ALL SELECT r.evidence_start, r.evidence_end,
            CASE WHEN r.kind IN ('launch_test', 'satellite_launch') THEN 'test' ELSE 'drill' END,
            r.country_iso3 || ' ' || replace(r.kind, '_', ' ') || coalesce(', ' || r.drill_date, '')
        FROM drill_reports r JOIN drills d ON d.id = r.drill_id
        WHERE r.article_id = ?1 AND d.review_status <> 'rejected'
        UNION ALL SELECT quote_start, quote_end, 'quote', coalesce(speaker_name, speaker_raw, 'speaker not named')
        FROM quotes WHERE article_id = ?1 AND review_status <> 'rejected' ORDER BY 1, 2""",
        [article_id],
    )


def speakers(path: Path) -> list[str]:
    """Names of everyone quoted, the most quoted first; at most 1,000."""
    sql = """SELECT speaker_name FROM quotes WHERE speaker_name <> '' AND review_status <> 'rejected'
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000"""
    return [row["speaker_name"] for row in ask(path, sql)]


def newest(path: Path, kind: Kind, filters: Filters, limit: int) -> list[Row]:
    """The events that were read last, with the day that their first report was read (UTC)."""
    table: Table = "visits" if kind == "visit" else "drills"
    where = _where(table, filters)
    return ask(
        path,
        f"""SELECT {VISITS if kind == "visit" else DRILLS}, (SELECT substr(min(a.added_at), 1, 10)
            FROM {kind}_reports r JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = e.id) AS added
        FROM {FROM[table]} WHERE {where} ORDER BY e.id DESC LIMIT ?""",
        [*where.values, limit],
    )


def codebook(path: Path) -> list[Row]:
    """What every column means, as the last ingest left it; empty where none has written it yet."""
    if not ask(path, "SELECT 1 FROM sqlite_master WHERE name = 'codebook'"):
        return []
    columns = "table_name, column_name, csv_name, type, unit_or_values, meaning, source"
    return ask(path, f"SELECT {columns} FROM codebook ORDER BY rowid")


def version(path: Path) -> str:
    """Changes with every ingest and decision; part of the key of every cached answer."""
    sql = """SELECT coalesce((SELECT max(id) || coalesce(max(finished_at), '') FROM runs), '') || ':' ||
        coalesce((SELECT max(id) FROM decisions), '') || ':' || (SELECT count(*) FROM articles) AS v"""
    return str(ask(path, sql)[0]["v"])


def is_empty(path: Path) -> bool:
    """Whether no article has been read yet."""
    return not ask(path, "SELECT 1 FROM articles LIMIT 1")


def failures(path: Path) -> list[Row]:
    """What the last run could not read: source, stage, error."""
    sql = "SELECT source, stage, error FROM failures WHERE run_id = (SELECT max(id) FROM runs) ORDER BY id LIMIT 200"
    return ask(path, sql)
