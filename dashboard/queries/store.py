"""The database itself: what it holds, how it changed, what could not be read."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Row, ask


def codebook(path: Path) -> list[Row]:
    """What every column means, as the last ingest left it; empty where none has written it yet."""
    if not ask(path, "SELECT 1 FROM sqlite_master WHERE name = 'codebook'"):
        return []
    columns = "table_name, column_name, csv_name, type, unit_or_values, meaning, source"
    return ask(path, f"SELECT {columns} FROM codebook ORDER BY rowid")


def version(path: Path) -> str:
    """Changes with every ingest and decision; part of the key of every cached answer."""
    sql = """SELECT coalesce((SELECT max(id) || coalesce(max(finished_at), '') FROM runs), '') || ':' ||
        coalesce((SELECT max(id) FROM decisions), '') || ':' ||
        coalesce((SELECT max(id) FROM articles), '') AS v"""
    return str(ask(path, sql)[0]["v"])


def is_empty(path: Path) -> bool:
    """Whether no article has been read yet."""
    return not ask(path, "SELECT 1 FROM articles LIMIT 1")


def failures(path: Path) -> list[Row]:
    """What the last run could not read: source, stage, error."""
    sql = "SELECT source, stage, error FROM failures WHERE run_id = (SELECT max(id) FROM runs) ORDER BY id LIMIT 200"
    return ask(path, sql)
