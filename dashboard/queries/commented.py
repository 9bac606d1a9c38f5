"""What was published on one day about a pair: the quotes behind a mark of commentary."""

from __future__ import annotations

from pathlib import Path

from dashboard.columns import QUOTES
from dashboard.database import Filters, Row, ask
from dashboard.queries.conditions import FROM, ORDER, condition


def said_on(path: Path, filters: Filters, day: str, limit: int, offset: int = 0) -> list[Row]:
    """Quotes under the filters in articles of one day (or month or year, where no more is known of these), by article and
    place."""
    where = condition("quotes", filters)
    where.add("e.published_date = ?", day)
    chosen = (
        f"SELECT e.id FROM quotes e INDEXED BY quotes_by_date WHERE {where} ORDER BY {ORDER['quotes']} LIMIT ? OFFSET ?"
    )
    sql = f"SELECT {QUOTES} FROM {FROM['quotes']} WHERE e.id IN ({chosen}) ORDER BY {ORDER['quotes']}"
    return ask(path, sql, [*where.values, limit, offset])


def count_on(path: Path, filters: Filters, day: str) -> int:
    """How many these are."""
    where = condition("quotes", filters)
    where.add("e.published_date = ?", day)
    sql = f"SELECT count(*) AS n FROM quotes e INDEXED BY quotes_by_date WHERE {where}"
    return int(ask(path, sql, where.values)[0]["n"])
