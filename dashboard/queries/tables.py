"""Rows of the four tables that screens and downloads show, under the filters."""

from __future__ import annotations

from pathlib import Path

from dashboard.columns import ARTICLES, DRILLS, QUOTES, VISITS
from dashboard.database import Filters, Row, Table, ask
from dashboard.queries import pairwise, tallied
from dashboard.queries.conditions import SHOWN, select


def visits(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Visits, the latest first, both directions of a chosen pair."""
    return select(path, "visits", VISITS, filters, limit)


def drills(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Drills, the latest first; with a pair chosen those in which either country takes part."""
    return select(path, "drills", DRILLS, filters, limit)


def quotes(path: Path, filters: Filters, limit: int | None = SHOWN, offset: int = 0) -> list[Row]:
    """Quotes, the latest first, with their article."""
    return select(path, "quotes", QUOTES, filters, limit, offset)


def articles(path: Path, filters: Filters, limit: int | None = SHOWN) -> list[Row]:
    """Articles, the latest first, with how much was found in each; with a pair chosen those that bear on it."""
    return select(path, "articles", ARTICLES, filters, limit)


def count(path: Path, table: Table, filters: Filters) -> int:
    """How many rows a table has under the filters, beyond what a screen shows."""
    sql, values = tallied.by_month(table, filters) or pairwise.counts(table, filters, "0", "1")
    return int(ask(path, f"SELECT coalesce(sum(n), 0) AS n FROM ({sql})", values)[0]["n"])
