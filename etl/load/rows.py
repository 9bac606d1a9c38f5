"""Rows in and out of SQLite by plain statements; table and column names come from this package only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def ask(db: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """The answer as dicts."""
    found = db.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """Insert a row; returns its id."""
    marks = ", ".join("?" * len(row))
    done = db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    return int(done.lastrowid or 0)


def update(db: sqlite3.Connection, table: str, row_id: int, changes: Mapping[str, Any]) -> None:
    """Change some columns of a row."""
    columns = ", ".join(f"{name} = ?" for name in changes)
    db.execute(f"UPDATE {table} SET {columns} WHERE id = ?", [*changes.values(), row_id])


def marks(values: Sequence[Any]) -> str:
    """As many parameter marks as there are values."""
    return ", ".join("?" * len(values))


def chunks(values: Iterable[int], size: int = 500) -> Iterable[list[int]]:
    """Sorted values in pieces that fit into one statement."""
    every = sorted(values)
    return (every[i : i + size] for i in range(0, len(every), size))
