"""What waits for an analyst's word, and how often the finds were right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.database import Filters, Row, ask
from dashboard.queries.conditions import REVIEW, condition


def queue(path: Path, filters: Filters, limit: int) -> list[Row]:
    """Unreviewed events (kind, id) under the filters, the most doubtful first: those on which reports disagree, then by
    rising confidence."""
    asked = replace(filters, review=("unreviewed",))
    v, d = condition("visits", asked), condition("drills", asked)
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
    v, d = condition("visits", asked), condition("drills", asked)
    sql = f"""SELECT count(*) FILTER (WHERE review_status <> 'unreviewed') AS reviewed, count(*) AS n FROM
        (SELECT review_status FROM visits e WHERE {v} UNION ALL SELECT review_status FROM drills e WHERE {d})"""
    row = ask(path, sql, [*v.values, *d.values])[0]
    return int(row["reviewed"]), int(row["n"])


def reviewed(path: Path) -> list[Row]:
    """How many of each kind (visit, drill, quote) were confirmed as found, corrected, rejected, and not reviewed."""
    counted = ", ".join(f"count(*) FILTER (WHERE review_status = '{status}') AS {status}" for status in REVIEW)
    kinds = {"visit": "visits", "drill": "drills", "quote": "quotes"}
    return ask(
        path, " UNION ALL ".join(f"SELECT '{kind}' AS kind, {counted} FROM {table}" for kind, table in kinds.items())
    )
