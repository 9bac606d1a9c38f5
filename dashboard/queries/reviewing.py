"""What waits for an analyst's word, and how often the finds were right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.database import Filters, Row, Table, ask
from dashboard.queries import pairwise, tallied
from dashboard.queries.conditions import REVIEW, Kind, condition

EVENTS: dict[Kind, Table] = {"visit": "visits", "drill": "drills"}


def queue(path: Path, filters: Filters, limit: int) -> list[Row]:
    """Unreviewed events (kind, id) under the filters, the most doubtful first: those on which reports disagree, then by
    rising confidence."""
    parts, values = [], []
    for kind, table in EVENTS.items():
        if kind == "visit" and filters.kinds and "visit" not in filters.kinds:
            continue
        where = condition(table, replace(filters, review=()))
        # Written out, not bound, for the index of what waits holds only this.
        where.parts.append("e.review_status = 'unreviewed'")
        parts.append(
            f"""SELECT * FROM (SELECT '{kind}' AS kind, e.id, e.disputed IS NULL AS agreed, e.confidence FROM {table} e
            INDEXED BY {table}_by_doubt WHERE {where} ORDER BY e.disputed IS NULL, e.confidence, e.id LIMIT ?)"""
        )
        values += [*where.values, limit]
    sql = f"{' UNION ALL '.join(parts)} ORDER BY agreed, confidence, kind, id LIMIT ?"
    return ask(path, sql, [*values, limit])


def progress(path: Path, filters: Filters) -> tuple[int, int]:
    """How many visits and drills under the filters have been reviewed, and of how many."""
    reviewed = n = 0
    for table in EVENTS.values():
        every = replace(filters, review=REVIEW)
        done = f"facets & {tallied.UNREVIEWED} = 0", "e.review_status <> 'unreviewed'"
        sql, values = tallied.by_month(table, every, *done) or pairwise.counts(
            table, every, f"{done[1]} AS mark", "mark"
        )
        row = ask(path, f"SELECT coalesce(sum(n * mark), 0) AS reviewed, coalesce(sum(n), 0) AS n FROM ({sql})", values)
        reviewed, n = reviewed + int(row[0]["reviewed"]), n + int(row[0]["n"])
    return reviewed, n


def reviewed(path: Path) -> list[Row]:
    """How many of each kind (visit, drill, quote) were confirmed as found, corrected, rejected, and not reviewed."""
    kinds: dict[str, Table] = {"visit": "visits", "drill": "drills", "quote": "quotes"}
    status = "(SELECT count(*) FROM {0} WHERE review_status = '{1}' AND review_status <> 'unreviewed') AS {1}"
    unreviewed = "(SELECT count(*) FROM {0}) - (SELECT count(*) FROM {0} WHERE review_status <> 'unreviewed')"
    each = [
        f"SELECT '{kind}' AS kind, {unreviewed.format(table)} AS unreviewed, "
        + ", ".join(status.format(table, name) for name in REVIEW[1:])
        for kind, table in kinds.items()
    ]
    return ask(path, " UNION ALL ".join(each))
