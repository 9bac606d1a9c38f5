"""An article read again: which of its facts are those that were stored before, so that they keep their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]

# What makes a fact of one article the same fact; its place in the text, its confidence and its details may change. A
# second look is at what a better reading may have changed: the date, or the name.
SAME: dict[str, list[tuple[str, ...]]] = {
    "visit_reports": [
        ("visitor_iso3", "host_iso3", "start_date", "visitor_name"),
        ("visitor_iso3", "host_iso3", "visitor_name"),
        ("visitor_iso3", "host_iso3", "start_date"),
    ],
    "drill_reports": [
        ("country_iso3", "kind", "drill_date", "weapon_name"),
        ("country_iso3", "drill_date"),
        ("country_iso3", "weapon_name"),
    ],
    "quotes": [("quote",)],
}


def pair_up(table: str, old: Sequence[Row], new: Sequence[Row]) -> list[Row | None]:
    """For each new row of `table` the old row that is the same fact, each at most once, or None.

    Both are in the order of the text, so that the first of equal facts stays the first. A row without a name or date
    is not the same by that alone.
    """
    found: list[Row | None] = [None] * len(new)
    free = list(old)
    for rank, fields in enumerate(SAME[table]):
        waiting: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in free:
            if rank == 0 or row[fields[-1]] is not None:
                waiting[tuple(row[field] for field in fields)].append(row)
        for index, row in enumerate(new):
            if found[index] is None and waiting.get(key := tuple(row[field] for field in fields)):
                found[index] = waiting[key].pop(0)
        taken = {id(row) for row in found}
        free = [row for row in free if id(row) not in taken]
    return found
