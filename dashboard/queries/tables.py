"""Rows of the four tables that screens and downloads show, under the filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.columns import ARTICLES, DRILLS, QUOTES, VISITS
from dashboard.database import Filters, Row, Table, ask, connect
from dashboard.queries.conditions import DOWNLOADED, FROM, SHOWN, condition, select, selection


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


def with_sources(path: Path, table: Table, filters: Filters) -> list[Row]:
    """All rows of a table for a download; visits and drills with every source and sentence."""
    names = columns(path, table)
    return [dict(zip(names, row, strict=True)) for row in each_with_sources(path, table, filters)]


def each_with_sources(path: Path, table: Table, filters: Filters) -> Iterator[tuple[Any, ...]]:
    """The rows of `with_sources` one by one, as values in the order of `columns`: half a million fit into no memory."""
    sql, values = selection(table, DOWNLOADED[table], filters, None)
    with connect(path) as db:
        db.row_factory = None
        yield from db.execute(sql, values)


def columns(path: Path, table: Table) -> list[str]:
    """The column names of a table's download, which an empty one has as well."""
    with connect(path) as db:
        return [name for name, *_ in db.execute(f"SELECT {DOWNLOADED[table]} FROM {FROM[table]} LIMIT 0").description]


def count(path: Path, table: Table, filters: Filters) -> int:
    """How many rows a table has under the filters, beyond what a screen shows."""
    where = condition(table, filters)
    return int(ask(path, f"SELECT count(*) AS n FROM {table} e WHERE {where}", where.values)[0]["n"])
