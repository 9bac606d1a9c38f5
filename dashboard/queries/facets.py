"""Counts beside the values that a list can be narrowed to, as one question to the database.

A facet's values are counted under what is chosen in the others, so that several of its own can be chosen beside each
other; a facet whose values do not exclude one another (`flags`) is counted under its own choice too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dashboard.database import Filters, Row, Where, ask

Chosen = Mapping[str, Sequence[str]]
Counts = dict[str, list[tuple[str, int]]]
MOST = 30
Order = Literal["newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The shared filters, and what one screen narrows by besides: facet -> values, sorted for the cache."""

    filters: Filters
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order: Order = "newest"

    @property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        return dict(self.chosen)


def narrow(where: Where, columns: Mapping[str, str], chosen: Chosen, but: str = "") -> None:
    """Add what is chosen in facets to a condition, `but` left out; `columns` are their SQL expressions."""
    for name, column in columns.items():
        if name != but:
            where.among(column, chosen.get(name, ()))


def count(
    path: Path,
    found: str,
    values: Sequence[Any],
    facets: Sequence[str],
    chosen: Chosen,
    flags: Sequence[str] = (),
    flag_facet: str = "",
) -> Counts:
    """Facet -> its values with how many of `found` have them, most first, at most 30 and those chosen.

    `found` is a SELECT with a column, never NULL, for each facet, and one that is 0 or 1 for each of `flags`.
    """
    asked, bound = [], list(values)
    columns = {name: f"f.{name}" for name in facets}
    for name in facets:
        where = Where()
        narrow(where, columns, chosen, but=name)
        _flagged(where, chosen.get(flag_facet, ()), flags)
        own = chosen.get(name, ())
        first = f"value IN ({', '.join('?' * len(own))}) DESC, " if own else ""
        asked.append(
            f"SELECT * FROM (SELECT '{name}' AS facet, f.{name} AS value, count(*) AS n FROM found f "
            f"WHERE {where} GROUP BY f.{name} ORDER BY {first}n DESC, value LIMIT {MOST})"
        )
        bound += [*where.values, *own]
    if flags:
        where = Where()
        narrow(where, columns, chosen)
        _flagged(where, chosen.get(flag_facet, ()), flags)
        sums = ", ".join(f"sum(f.{flag}) AS {flag}" for flag in flags)
        each = " UNION ALL ".join(f"SELECT '{flag_facet}', '{flag}', coalesce({flag}, 0) FROM s" for flag in flags)
        asked.append(f"SELECT * FROM (WITH s AS MATERIALIZED (SELECT {sums} FROM found f WHERE {where}) {each})")
        bound += where.values
    rows = ask(path, f"WITH found AS MATERIALIZED ({found}) {' UNION ALL '.join(asked)}", bound)
    return {name: _of(rows, name) for name in [*facets, *([flag_facet] if flags else [])]}


def _flagged(where: Where, chosen: Sequence[str], flags: Sequence[str]) -> None:
    for flag in chosen:
        where.add(f"f.{flag}" if flag in flags else "0")


def _of(rows: Sequence[Row], facet: str) -> list[tuple[str, int]]:
    return [(row["value"], row["n"]) for row in rows if row["facet"] == facet]
