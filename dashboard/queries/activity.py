"""How much there is over time, and which events are new or were changed last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.columns import DRILLS, VISITS
from dashboard.database import Filters, Row, Table, ask
from dashboard.queries import pairwise, tallied
from dashboard.queries.conditions import FROM, REVIEW, Kind, condition

# What a row counts as, and its date.
_DATED: dict[Table, tuple[str, str]] = {
    "visits": ("'visit'", "e.start_date"),
    "drills": (
        "CASE WHEN e.kind IN ('launch_test', 'satellite_launch') THEN 'test' ELSE 'drill' END",
        "e.drill_date",
    ),
    "quotes": ("'quote'", "e.published_date"),
    "articles": ("'article'", "e.published_date"),
}
# How many of the latest articles are looked through for news, and how many where that is not enough and no index leads to
# the events that the filters leave.
LATEST, SOME, MANY = 500, 4000, 20_000
# How many of the latest decisions are looked through first; all where that is not enough.
DECISIONS = 1000


def months(path: Path, table: Table, filters: Filters) -> list[Row]:
    """Counts by month under the filters: mark (visit, drill, test, quote, article), month (`2024-04`, `2024` where no
    more is known, None without a date) and n."""
    mark, date = _DATED[table]
    told = f"iif(facets & {tallied.TESTS}, 'test', 'drill')" if table == "drills" else mark
    month = f"substr({date}, 1, 7)"
    # By month alone where all rows have one mark: an index gives them in that order.
    by = f"{month}, {mark}" if table == "drills" else month
    known = tallied.by_month(table, filters, told, mark)
    sql, values = known or pairwise.counts(table, filters, f"{mark} AS mark, {month} AS month", by)
    return ask(path, f"SELECT mark, month, sum(n) AS n FROM ({sql}) GROUP BY month, mark", values)


def changed(path: Path, filters: Filters, limit: int) -> list[Row]:
    """Events that were read or changed last, each once, the latest change first: the columns of visits or drills and
    `changed_at` (UTC), `change` (`new`, `report`: another report in a later run, or the action of a decision), `field`
    and `reviewer` of the decision. Rejections show here although their events show nowhere else. Without a pair or dates
    among the filters only the latest 20,000 articles are looked through."""
    latest: dict[tuple[str, int], Row] = {}
    for kind in ("visit", "drill"):
        for row in [*_reported(path, kind, filters, limit), *_decided(path, kind, filters, limit)]:
            key = (kind, row[f"{kind}_id"])
            if key not in latest or row["changed_at"] >= latest[key]["changed_at"]:
                latest[key] = row
    # Stable, so that of one moment the later number comes first.
    by_number = sorted(latest.items(), key=lambda item: item[0][1], reverse=True)
    return [row for _, row in sorted(by_number, key=lambda item: item[1]["changed_at"], reverse=True)][:limit]


def _reported(path: Path, kind: Kind, filters: Filters, limit: int) -> list[Row]:
    """Articles are numbered as they are added, so that of all these rows only those of `limit` articles are read."""
    table: Table = "visits" if kind == "visit" else "drills"
    where = condition(table, filters)
    among = f"""{kind}_reports r CROSS JOIN {table} e ON e.id = r.{kind}_id
        AND r.article_id >= (SELECT min(id) FROM (SELECT id FROM articles ORDER BY id DESC LIMIT {{}}))"""
    narrow = filters.dyad or filters.since or filters.until
    each = f"SELECT e.id AS number, max(r.article_id) AS latest FROM {among} WHERE {where} GROUP BY e.id"
    # Of each event its last report alone, by index.
    last = f"(SELECT max(r.article_id) FROM {kind}_reports r WHERE r.{kind}_id = e.id)"
    every = f"SELECT e.id AS number, {last} AS latest FROM {table} e WHERE {where} AND {last} IS NOT NULL"
    found: list[Row] = []
    ways = [each.format(LATEST), *([every] if narrow else [each.format(SOME), each.format(MANY)])]
    for way in ways:
        found = ask(
            path,
            f"""WITH picked AS MATERIALIZED ({way} ORDER BY latest DESC, e.id DESC LIMIT ?),
            dated AS MATERIALIZED (SELECT p.number, l.added_at AS latest_at, (SELECT a.added_at FROM {kind}_reports r
                JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = p.number ORDER BY a.id LIMIT 1) AS first_at
                FROM picked p JOIN articles l ON l.id = p.latest)
            SELECT {VISITS if kind == "visit" else DRILLS}, NULL AS field, NULL AS reviewer, t.latest_at AS changed_at,
                iif(t.first_at < (SELECT max(started_at) FROM runs WHERE started_at <= t.latest_at), 'report', 'new')
                    AS change
            FROM {FROM[table]} JOIN dated t ON t.number = e.id WHERE e.id IN (SELECT number FROM picked)""",
            [*where.values, limit],
        )
        if len(found) == limit:
            break
    return found


def _decided(path: Path, kind: Kind, filters: Filters, limit: int) -> list[Row]:
    table: Table = "visits" if kind == "visit" else "drills"
    where = condition(table, filters if filters.review else replace(filters, review=REVIEW))
    found: list[Row] = []
    for most in (DECISIONS, -1):
        found = ask(
            path,
            f"""WITH latest AS (SELECT coalesce(x.into_id, d.event_id) AS number, max(d.id) AS decision
                FROM (SELECT id, event_id, kind FROM decisions WHERE kind = ? ORDER BY id DESC LIMIT ?) d
                LEFT JOIN event_redirects x ON x.event_kind = d.kind AND x.event_id = d.event_id GROUP BY 1),
            picked AS MATERIALIZED (SELECT e.id AS number, l.decision FROM latest l CROSS JOIN {table} e ON e.id = l.number
                WHERE {where} ORDER BY l.decision DESC LIMIT ?)
            SELECT {VISITS if kind == "visit" else DRILLS}, m.field, m.reviewer, m.decided_at AS changed_at,
                m.action AS change
            FROM {FROM[table]} JOIN decisions m ON m.id = (SELECT decision FROM picked WHERE number = e.id)
            WHERE e.id IN (SELECT number FROM picked)""",
            [kind, most, *where.values, limit],
        )
        if len(found) == limit:
            break
    return found
