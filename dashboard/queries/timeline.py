"""What the overview counts and lists beside the tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.database import Filters, Row, Table, ask
from dashboard.queries.conditions import ORDER, Kind, condition

# Table, lane and date of each kind.
LANES: dict[Kind, tuple[Table, str, str]] = {
    "visit": ("visits", "e.dyad", "e.start_date"),
    "drill": ("drills", "e.country_iso3", "e.drill_date"),
}


def monthly(
    path: Path, filters: Filters, kinds: Sequence[Kind] = ("visit", "drill"), most: int | None = None
) -> list[Row]:
    """Counts by lane, month and kind for charts too dense for points: lane (dyad or country code), month, kind, n.

    Without a pair only the `most` lanes of each kind that hold most are counted by month; None counts all."""
    rows: list[Row] = []
    for kind in kinds:
        table, lane, date = LANES[kind]
        where = condition(table, filters)
        where.add(f"length({date}) >= 7")
        values = list(where.values)
        busiest = ""
        if most is not None and not filters.dyad:
            chosen = f"SELECT {lane} FROM {table} e WHERE {where} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?"
            busiest = f" AND {lane} IN (SELECT * FROM ({chosen}))"
            values += [*where.values, most]
        rows += ask(
            path,
            f"""SELECT {lane} AS lane, substr({date}, 1, 7) AS month, '{kind}' AS kind, count(*) AS n
            FROM {table} e WHERE {where}{busiest} GROUP BY {lane}, substr({date}, 1, 7)""",
            values,
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
    where = condition("drills", filters)
    where.add("e.status <> 'planned' AND length(e.drill_date) = 10 AND e.drill_date > ?", day)
    where.add("substr(e.drill_date, 1, 7) >= ?", day[:7])
    return int(ask(path, f"SELECT count(*) AS n FROM drills e WHERE {where}", where.values)[0]["n"])
