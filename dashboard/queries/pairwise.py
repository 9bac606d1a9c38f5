"""Counting under any filters, row by row: where a pair is chosen, its rows are found by index in parts that do not overlap,
which SQLite does not find out by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.database import Filters, Table, Where
from dashboard.queries.conditions import condition

_SIDE = "(SELECT {0} FROM dyad_members m WHERE m.dyad = ?)"
FIRST, SECOND = _SIDE.format("min(m.iso3)"), _SIDE.format("nullif(max(m.iso3), min(m.iso3))")
# Those of other countries in which either side takes part.
_PARTNERS = """e.id IN (SELECT x.drill_id FROM dyad_members m JOIN drill_partners x ON x.iso3 = m.iso3 WHERE m.dyad = ?)
    AND e.country_iso3 NOT IN (SELECT m.iso3 FROM dyad_members m WHERE m.dyad = ?)"""


def parts(table: Table, filters: Filters) -> list[tuple[str, Where]]:
    """What to select rows `e` from, each with its condition; together they are the rows under the filters, each once."""
    if not filters.dyad or table == "articles":
        return [(f"{table} e", condition(table, filters))]
    found = []
    for source, chosen in {
        "visits": [("visits e INDEXED BY visits_by_dyad", "e.dyad = ?")],
        "drills": [
            ("drills e INDEXED BY drills_by_country", f"e.country_iso3 = {FIRST}"),
            ("drills e INDEXED BY drills_by_country", f"e.country_iso3 = {SECOND}"),
            ("drills e", _PARTNERS),
        ],
        "quotes": [("quote_dyads x CROSS JOIN quotes e ON e.id = x.quote_id", "x.dyad = ?")],
    }[table]:
        where = Where()
        where.add(chosen, *[filters.dyad] * chosen.count("?"))
        where.also(condition(table, replace(filters, dyad=None)))
        found.append((source, where))
    return found


def counts(
    table: Table, filters: Filters, columns: str, by: str, besides: Where | None = None
) -> tuple[str, list[Any]]:
    """The columns and n, the number of rows, for each group under the filters and what is asked besides; a group may come in
    several rows. SQL and its values."""
    more = besides or Where()
    sql: list[str] = []
    values: list[Any] = []
    for source, where in parts(table, filters):
        where.also(more)
        sql.append(f"SELECT {columns}, count(*) AS n FROM {source} WHERE {where} GROUP BY {by}")
        values += where.values
    return " UNION ALL ".join(sql), values
