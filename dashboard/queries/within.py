"""Whether an event is among what the filters leave."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Filters, Table, ask
from dashboard.queries.conditions import Kind, condition


def is_within(path: Path, kind: Kind, event_id: int, filters: Filters) -> bool:
    """Whether one visit or drill is left by the filters."""
    table: Table = "visits" if kind == "visit" else "drills"
    where = condition(table, filters)
    where.add("e.id = ?", event_id)
    return bool(ask(path, f"SELECT 1 FROM {table} e WHERE {where}", where.values))
