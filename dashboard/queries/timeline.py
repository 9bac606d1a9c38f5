"""What the overview counts and lists beside the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dashboard.database import Filters, Row, Table, Where, ask
from dashboard.queries import pairwise, tallied
from dashboard.queries.conditions import ORDER, Kind, condition

# Table, lane and date of each kind.
LANES: dict[Kind, tuple[Table, str, str]] = {
    "visit": ("visits", "e.dyad", "e.start_date"),
    "drill": ("drills", "e.country_iso3", "e.drill_date"),
}


def busiest_lanes(path: Path, filters: Filters, kinds: Sequence[Kind], most: int) -> list[Row]:
    """The lanes with most events that are known to the month, at most `most` of each kind: lane (dyad or country code),
    kind, n; the most first."""
    rows: list[Row] = []
    for kind in kinds:
        table, lane, date = LANES[kind]
        dated = Where(f"length({date}) >= 7")
        known = tallied.by_lane(table, filters, tallied.NO_MONTH)
        sql, values = known or pairwise.counts(table, filters, f"{lane} AS lane", lane, dated)
        rows += ask(
            path,
            f"SELECT lane, '{kind}' AS kind, sum(n) AS n FROM ({sql}) GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?",
            [*values, most],
        )
    return rows


def monthly(
    path: Path, filters: Filters, kinds: Sequence[Kind] = ("visit", "drill"), lanes: Sequence[str] | None = None
) -> list[Row]:
    """Counts by lane, month and kind for charts too dense for points: lane (dyad or country code), month, kind, n; of all
    lanes where none are named."""
    rows: list[Row] = []
    for kind in kinds:
        table, lane, date = LANES[kind]
        dated = Where(f"length({date}) >= 7")
        if lanes is not None:
            dated.among(lane, lanes)
        month = f"substr({date}, 1, 7)"
        known = tallied.by_lane(table, filters, tallied.NO_MONTH, "month", lanes)
        sql, values = known or pairwise.counts(
            table, filters, f"{lane} AS lane, {month} AS month", f"{lane}, {month}", dated
        )
        rows += ask(
            path, f"SELECT lane, month, '{kind}' AS kind, sum(n) AS n FROM ({sql}) GROUP BY lane, month", values
        )
    return rows


def last_visit(path: Path, filters: Filters, today: str) -> str | None:
    """The first day of the latest visit, dated to the day, that has begun by `today`."""
    where = condition("visits", filters)
    where.add("e.status IN ('completed', 'ongoing') AND length(e.start_date) = 10 AND e.start_date <= ?", today)
    where.add("substr(e.start_date, 1, 7) <= ?", today[:7])
    sql = f"SELECT e.start_date AS day FROM visits e WHERE {where} ORDER BY {ORDER['visits']} LIMIT 1"
    return next((row["day"] for row in ask(path, sql, where.values)), None)


def drills_since(path: Path, filters: Filters, day: str) -> int:
    """Drills under the filters that are dated to a day after `day` and took place."""
    # One bound for the index: it would take the first of two.
    narrowed = replace(filters, since=max(day, filters.since or ""))
    besides = Where("e.status <> 'planned' AND length(e.drill_date) = 10")
    besides.add("e.drill_date > ?", day)
    sql, values = pairwise.counts("drills", narrowed, "0", "1", besides)
    return int(ask(path, f"SELECT coalesce(sum(n), 0) AS n FROM ({sql})", values)[0]["n"])
