"""What the page of one country pair shows, and the matrix and the list of pairs that lead to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.columns import DRILLS, VISITS
from dashboard.database import Filters, Row, Table, ask
from dashboard.queries import pairwise, tallied
from dashboard.queries.conditions import FROM, ORDER, Kind, condition

# The latest earlier trip of that rank the same way, as the view `visit_flags` has it for any visit; the view compares
# every visit with every other of its pair, which a thousand visits of a busy pair cannot wait for. Here the index is
# walked backwards to the first that fits.
_LAST_AT_LEVEL = """CASE WHEN e.level IS NOT NULL THEN (SELECT substr(p.start_date, 1, 4) FROM visits p
    WHERE p.dyad = e.dyad AND substr(p.start_date, 1, 7) <= substr(e.start_date, 1, 7)
        AND p.start_date < e.start_date AND p.visitor_iso3 = e.visitor_iso3
        AND p.host_iso3 = e.host_iso3 AND p.level = e.level AND p.status IN ('ongoing', 'completed')
        AND p.review_status <> 'rejected' AND p.start_date < substr(e.start_date, 1, length(p.start_date))
    ORDER BY substr(p.start_date, 1, 7) DESC, p.start_date DESC LIMIT 1) END AS last_at_this_level"""


def pair_matrix(path: Path, filters: Filters, most: int) -> list[Row]:
    """Visits by country of origin and host, among the `most` countries with most visits sent and received:
    visitor_iso3, host_iso3, n."""
    first = f"facets & {tallied.BY_FIRST}"
    sql, values = tallied.by_lane("visits", filters, columns=f"{first} AS by_first") or pairwise.counts(
        "visits", filters, "e.dyad AS lane, e.visitor_iso3 < e.host_iso3 AS by_first", "1, 2"
    )
    return ask(
        path,
        f"""WITH cells AS MATERIALIZED (
            SELECT substr(lane, 1, place - 1) AS one, substr(lane, place + 1) AS other, by_first, n FROM (
                SELECT lane, instr(lane, '-') AS place, by_first, sum(n) AS n FROM ({sql}) GROUP BY lane, by_first)
        ), busiest AS MATERIALIZED (
            SELECT iso3 FROM (SELECT one AS iso3, n FROM cells UNION ALL SELECT other, n FROM cells)
            GROUP BY iso3 ORDER BY sum(n) DESC, iso3 LIMIT ?
        )
        SELECT iif(by_first, one, other) AS visitor_iso3, iif(by_first, other, one) AS host_iso3, n FROM cells
        WHERE one IN (SELECT iso3 FROM busiest) AND other IN (SELECT iso3 FROM busiest)""",
        [*values, most],
    )


def pair_table(path: Path, filters: Filters, most: int) -> list[Row]:
    """Country pairs under the filters, those with most visits first: dyad, n_visits, last_visit, n_drills of either
    country, n_quotes. Pairs without a visit are left out."""
    visits, quotes = condition("visits", filters), condition("quotes", filters)
    told, of_visits = tallied.by_lane("visits", filters) or pairwise.counts("visits", filters, "e.dyad AS lane", "1")
    drills, of_drills = drills_by_lane(filters)
    out = tallied.left_out("quotes", filters)
    if out is None or filters.dyad or filters.since or filters.until:
        said, of_quotes = (
            f"SELECT q.dyad AS lane, count(*) AS n FROM quotes e JOIN quote_dyads q ON q.quote_id = e.id WHERE {quotes} GROUP BY 1",
            quotes.values,
        )
    else:
        said, of_quotes = tallied.lanes("quote", out)
    return ask(
        path,
        f"""WITH shown AS MATERIALIZED (
            SELECT lane AS dyad, sum(n) AS n FROM ({told}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
        ), {drills}, said AS MATERIALIZED ({said})
        SELECT s.dyad, s.n AS n_visits, (
                SELECT e.start_date FROM visits e INDEXED BY visits_by_dyad WHERE e.dyad = s.dyad AND {visits}
                ORDER BY substr(e.start_date, 1, 7) DESC, e.start_date DESC LIMIT 1
            ) AS last_visit, coalesce(t.n, 0) AS n_quotes,
            coalesce((SELECT sum(f.n) FROM dyad_members m JOIN fired f ON f.iso3 = m.iso3 WHERE m.dyad = s.dyad), 0)
            - coalesce((SELECT j.n FROM joint j WHERE j.dyad = s.dyad), 0) AS n_drills
        FROM shown s LEFT JOIN said t ON t.lane = s.dyad ORDER BY s.n DESC, s.dyad""",
        [*of_visits, most, *of_drills, *of_quotes, *visits.values],
    )


def drills_by_lane(filters: Filters) -> tuple[str, list[Any]]:
    """Two tables for a WITH, and their values: `fired`, drills by country that takes part (iso3, n), and `joint`, those in
    which both countries of a dyad do (dyad, n)."""
    sql, values = tallied.by_lane("drills", filters) or pairwise.counts(
        "drills", filters, "e.country_iso3 AS lane", "1"
    )
    out = tallied.left_out("drills", filters)
    if out is None or filters.dyad or filters.since or filters.until:
        where = condition("drills", filters)
        took_part = f"""SELECT x.iso3 AS lane, count(*) AS n FROM drill_partners x CROSS JOIN drills e ON e.id = x.drill_id
            WHERE {where} GROUP BY 1"""
        both = f"""SELECT x.iso3 || '-' || y.iso3 AS lane, count(*) AS n
            FROM (SELECT DISTINCT drill_id FROM drill_partners) p CROSS JOIN drills e ON e.id = p.drill_id
            CROSS JOIN drill_countries x ON x.drill_id = e.id
            CROSS JOIN drill_countries y ON y.drill_id = e.id AND y.iso3 > x.iso3 WHERE {where} GROUP BY 1"""
        of_partners = of_both = list(where.values)
    else:
        took_part, of_partners = tallied.lanes("partner", out)
        both, of_both = tallied.lanes("joint", out)
    tables = f"""fired AS MATERIALIZED (SELECT lane AS iso3, sum(n) AS n FROM ({sql} UNION ALL {took_part}) GROUP BY 1),
        joint AS MATERIALIZED (SELECT lane AS dyad, n FROM ({both}))"""
    return tables, [*values, *of_partners, *of_both]


def _drills_of_sides(filters: Filters, columns: str, by: str) -> tuple[str, list[Any]]:
    """Columns of the drills of either country of the chosen pair, iso3 before them, those of both once for each; grouped
    in the order of the index. SQL and values."""
    where = condition("drills", replace(filters, dyad=None))
    own = [
        f"SELECT e.country_iso3 AS iso3, {columns} FROM drills e INDEXED BY drills_by_country "
        f"WHERE e.country_iso3 = {side} AND {where} GROUP BY {by}"
        for side in (pairwise.FIRST, pairwise.SECOND)
    ]
    partners = f"""SELECT m.iso3, {columns} FROM dyad_members m CROSS JOIN drill_partners x ON x.iso3 = m.iso3
        CROSS JOIN drills e ON e.id = x.drill_id WHERE m.dyad = ? AND {where} GROUP BY m.iso3, {by}"""
    return " UNION ALL ".join([*own, partners]), [filters.dyad, *where.values] * 3


def pair_figures(path: Path, filters: Filters) -> list[Row]:
    """Counts of the chosen pair: what (`visit` by visitor's country, `drill` by country that takes part, `quote`,
    `expert`), iso3, n, first_date and last_date. A drill of both countries counts for each."""
    ((visits, v),) = pairwise.parts("visits", filters)
    ((quotes, q),) = pairwise.parts("quotes", filters)
    each = "count(*) AS n, min(e.drill_date) AS first_date, max(e.drill_date) AS last_date"
    drills, fired = _drills_of_sides(filters, each, "e.country_iso3")
    return ask(
        path,
        f"""SELECT 'visit' AS what, e.visitor_iso3 AS iso3, count(*) AS n, min(e.start_date) AS first_date,
            max(coalesce(e.end_date, e.start_date)) AS last_date FROM {visits} WHERE {v} GROUP BY 2
        UNION ALL SELECT 'drill', f.iso3, sum(f.n), min(f.first_date), max(f.last_date) FROM ({drills}) f GROUP BY 2
        UNION ALL SELECT iif(e.speaker_type = 'expert', 'expert', 'quote'), NULL, count(*), min(e.published_date),
            max(e.published_date) FROM {quotes} WHERE {q} GROUP BY 1""",
        [*v.values, *fired, *q.values],
    )


def life_cycles(path: Path, filters: Filters, limit: int) -> list[Row]:
    """Visits of the chosen pair with what their reports leave open, as the view `visit_flags` has it: the columns of
    visits, only_visitor_side, no_return_seen (0 or 1), last_at_this_level (a year or None); the latest first."""
    where = condition("visits", filters)
    return ask(
        path,
        f"""SELECT {VISITS}, (e.n_reports > 0 AND NOT EXISTS (SELECT 1 FROM visit_reports r WHERE r.visit_id = e.id
                AND coalesce(r.origin_iso3, '') <> e.visitor_iso3)) AS only_visitor_side,
            (e.status IN ('ongoing', 'completed') AND e.end_date IS NULL) AS no_return_seen, {_LAST_AT_LEVEL}
        FROM {FROM["visits"]} WHERE e.id IN (
            SELECT e.id FROM visits e WHERE {where} ORDER BY {ORDER["visits"]} LIMIT ?
        ) ORDER BY {ORDER["visits"]}""",
        [*where.values, limit],
    )


def comment_days(path: Path, filters: Filters, limit: int) -> list[Row]:
    """Days on which quotes under the filters were published, the latest first: day, n, n_speakers, and one speaker."""
    where = condition("quotes", filters)
    return ask(
        path,
        f"""SELECT e.published_date AS day, count(*) AS n, count(DISTINCT e.speaker_name) AS n_speakers,
            min(e.speaker_name) AS speaker FROM quotes e WHERE {where} AND e.published_date IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT ?""",
        [*where.values, limit],
    )


def pair_months(path: Path, filters: Filters) -> list[Row]:
    """Counts of the chosen pair by month: what (`visit`, `drill`, `quote`), iso3 as in `pair_figures`, month, n."""
    ((visits, v),) = pairwise.parts("visits", filters)
    ((quotes, q),) = pairwise.parts("quotes", filters)
    month = "substr(e.drill_date, 1, 7)"
    drills, fired = _drills_of_sides(filters, f"{month} AS month, count(*) AS n", month)
    return ask(
        path,
        f"""SELECT 'visit' AS what, e.visitor_iso3 AS iso3, substr(e.start_date, 1, 7) AS month, count(*) AS n
            FROM {visits} WHERE {v} AND length(e.start_date) >= 7 GROUP BY 2, 3
        UNION ALL SELECT 'drill', f.iso3, f.month, sum(f.n) FROM ({drills}) f WHERE length(f.month) >= 7 GROUP BY 2, 3
        UNION ALL SELECT 'quote', NULL, substr(e.published_date, 1, 7), count(*) FROM {quotes}
            WHERE {q} AND length(e.published_date) >= 7 GROUP BY 3""",
        [*v.values, *fired, *q.values],
    )


def event_days(path: Path, filters: Filters) -> list[Row]:
    """Visits and drills of the chosen pair by first day: kind (visit, drill), day (of any precision, or None),
    took_place (0 where planned or cancelled), n. A drill of both countries counts once."""
    found: list[Row] = []
    tables: dict[Kind, tuple[Table, str, str]] = {
        "visit": ("visits", "e.start_date", "e.status IN ('ongoing', 'completed')"),
        "drill": ("drills", "e.drill_date", "e.status <> 'planned'"),
    }
    for kind, (table, day, took_place) in tables.items():
        # By the month before the day, as the index has it, and both states at once: nothing is sorted.
        columns = f"{day} AS day, sum({took_place}) AS took_place"
        sql, values = pairwise.counts(table, filters, columns, f"substr({day}, 1, 7), {day}")
        rows = ask(path, f"SELECT day, sum(took_place) AS took, sum(n) AS n FROM ({sql}) GROUP BY day", values)
        for row in rows:
            for state, n in ((0, row["n"] - row["took"]), (1, row["took"])):
                if n:
                    found.append({"kind": kind, "day": row["day"], "took_place": state, "n": n})
    return found


def drills_near(path: Path, filters: Filters, window: int, latest: int, limit: int) -> list[Row]:
    """Drills of either country at most `window` days from the first day of each of the `latest` visits of the chosen
    pair, both known to the day and having taken place: the columns of drills, near_visit_id, visit_date, visitor_iso3,
    host_iso3, lag in days (negative before the visit); the latest visit first."""
    v, d = condition("visits", filters), condition("drills", replace(filters, dyad=None))
    within = """e.drill_date BETWEEN date(n.start_date, ?) AND date(n.start_date, ?)
        AND substr(e.drill_date, 1, 7) BETWEEN substr(date(n.start_date, ?), 1, 7) AND substr(date(n.start_date, ?), 1, 7)"""
    days = [f"-{window} days", f"+{window} days"] * 2
    own = f"""FROM near n CROSS JOIN dyad_members m ON m.dyad = ?
        CROSS JOIN drills e INDEXED BY drills_by_country ON e.country_iso3 = m.iso3 AND {within}"""
    # Partners' drills are few, those of a month are not.
    partners = f"""FROM (SELECT DISTINCT x.drill_id FROM dyad_members m JOIN drill_partners x ON x.iso3 = m.iso3 WHERE m.dyad = ?) x
        CROSS JOIN drills e ON e.id = x.drill_id AND e.drill_date >= (SELECT date(min(start_date), ?) FROM near)
            AND e.country_iso3 NOT IN (SELECT iso3 FROM dyad_members WHERE dyad = ?)
        CROSS JOIN near n ON {within}"""
    columns = """n.id AS near_visit_id, n.start_date AS visit_date, n.visitor_iso3, n.host_iso3, e.id AS met_id,
        e.drill_date AS met_day"""
    took_place = f"{d} AND e.status <> 'planned' AND length(e.drill_date) = 10"
    return ask(
        path,
        f"""WITH near AS MATERIALIZED (
            SELECT e.id, e.start_date, e.visitor_iso3, e.host_iso3 FROM visits e INDEXED BY visits_by_dyad
            WHERE {v} AND e.status IN ('ongoing', 'completed') AND length(e.start_date) = 10
            ORDER BY {ORDER["visits"]} LIMIT ?
        ), met AS MATERIALIZED (
            SELECT {columns} {own} WHERE {took_place} UNION ALL SELECT {columns} {partners} WHERE {took_place}
            ORDER BY visit_date DESC, near_visit_id, met_day DESC, met_id LIMIT ?
        )
        SELECT {DRILLS}, m.near_visit_id, m.visit_date, m.visitor_iso3, m.host_iso3,
            CAST(julianday(e.drill_date) - julianday(m.visit_date) AS INTEGER) AS lag
        FROM met m CROSS JOIN drills e ON e.id = m.met_id LEFT JOIN countries c ON c.iso3 = e.country_iso3
        ORDER BY m.visit_date DESC, m.near_visit_id, e.drill_date DESC, e.id""",
        [
            *v.values, latest, filters.dyad, *days, *d.values,
            filters.dyad, days[0], filters.dyad, *days, *d.values, limit,
        ],
    )  # fmt: skip
