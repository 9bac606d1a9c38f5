"""What the overview counts and lists beside the tables."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Filters, Row, ask
from dashboard.queries.conditions import condition


def monthly(path: Path, filters: Filters) -> list[Row]:
    """Counts by lane, month and kind for charts too dense for points: lane (dyad or country code), month, kind, n."""
    v, d = condition("visits", filters), condition("drills", filters)
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
    where = condition("visits", filters)
    where.add("e.status IN ('completed', 'ongoing') AND length(e.start_date) = 10 AND e.start_date <= ?", today)
    return ask(path, f"SELECT max(e.start_date) AS day FROM visits e WHERE {where}", where.values)[0]["day"]  # type: ignore[no-any-return]


def drills_since(path: Path, filters: Filters, day: str) -> int:
    """Drills under the filters that are dated to a day after `day` and took place."""
    where = condition("drills", filters)
    where.add("e.status <> 'planned' AND length(e.drill_date) = 10 AND e.drill_date > ?", day)
    return int(ask(path, f"SELECT count(*) AS n FROM drills e WHERE {where}", where.values)[0]["n"])
