"""An article read again: which of its facts are those that were stored before, so that they keep their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

# What makes a fact of one article the same fact; its place in the text, its confidence and its details may change.
SAME = {
    "visit_reports": ("visitor_iso3", "host_iso3", "start_date", "visitor_name"),
    "drill_reports": ("country_iso3", "kind", "drill_date", "weapon_name"),
    "quotes": ("quote",),
}


def pair_up(table: str, old: Sequence[Row], new: Sequence[Row]) -> list[Row | None]:
    """For each new row of `table` the old row that is the same fact, each at most once, or None.

    Both are in the order of the text, so that the first of equal facts stays the first.
    """
    fields = SAME[table]
    waiting: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in old:
        waiting[tuple(row[field] for field in fields)].append(row)
    keys = [tuple(row[field] for field in fields) for row in new]
    return [waiting[key].pop(0) if waiting.get(key) else None for key in keys]
