"""Counts from the tallies, which hold how many there are of each combination of facets by month and by lane: thousands of
rows in place of a million.

A filter is the facets that it leaves out, as bits of one number; dates are whole months of a tally and, where a month is
cut, the rows of that month themselves. What tallies cannot tell (words, a speaker, a pair, sources, one way of
a pair, a confidence between two steps) is None here, and is counted row by row elsewhere."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from typing import Any

from dashboard.database import Filters, Table, Where
from dashboard.queries.conditions import REVIEW, condition

# The bits of the column `facets`; the schema computes them.
_REVIEW = {"unreviewed": 1, "confirmed": 2, "edited": 4, "rejected": 8}
_FOUND = {None: 16, "rules": 32, "model": 64, "both": 128}
_STATUS: dict[Table, dict[str, int]] = {
    "visits": {"planned": 256, "ongoing": 512, "completed": 1024, "cancelled": 2048},
    "drills": {"planned": 256, "conducted": 1024, "failed": 2048},
}
_KINDS = {
    "launch_test": 8192, "firing_drill": 16384, "simulated_strike": 32768, "satellite_launch": 65536,
    "military_exercise": 131072,
}  # fmt: skip
_SPEAKERS = {"expert": 8192, "official": 16384, "state_media": 32768, "anonymous": 65536, "other": 131072}
_STEPS, _FIRST_STEP = 20, 1 << 20
SPANNING, NO_MONTH, BY_FIRST = 4096, 1 << 18, 1 << 19
TESTS = _KINDS["launch_test"] | _KINDS["satellite_launch"]
UNREVIEWED = _REVIEW["unreviewed"]
_WHAT: dict[Table, str] = {"visits": "visit", "drills": "drill", "quotes": "quote", "articles": "article"}
_DATE: dict[Table, str] = {
    "visits": "e.start_date",
    "drills": "e.drill_date",
    "quotes": "e.published_date",
    "articles": "e.published_date",
}
LANE: dict[Table, str] = {"visits": "e.dyad", "drills": "e.country_iso3"}
# As the index of these has it.
_SPANS = "substr(e.end_date, 1, 7) <> coalesce(substr(e.start_date, 1, 7), '')"


def left_out(table: Table, filters: Filters) -> int | None:
    """The facets that a filter leaves out, the pair and dates aside; None where facets cannot say it."""
    if table == "articles":
        return None if filters.search else 0
    if table != "quotes" and (filters.sources or (table == "visits" and filters.visitor)):
        return None
    if table == "quotes" and (filters.search or filters.speaker):
        return None
    step = round(filters.confidence * _STEPS)
    if step / _STEPS != filters.confidence:
        return None
    out = (_FIRST_STEP << step) - _FIRST_STEP
    review = filters.review or tuple(REVIEW[:-1])
    out |= _others(_REVIEW, review)
    if filters.found_by:
        out |= sum(bit for found, bit in _FOUND.items() if found != filters.found_by)
    if table in _STATUS and filters.status:
        asked = filters.status
        if table == "drills":
            asked = tuple("conducted" if status == "completed" else status for status in asked)
        out |= _others(_STATUS[table], asked)
    if table == "drills" and filters.kinds:
        out |= _others(_KINDS, filters.kinds)
    if table == "quotes" and filters.speaker_types:
        out |= _others(_SPEAKERS, filters.speaker_types)
    if table == "visits" and filters.kinds and "visit" not in filters.kinds:
        out |= sum(_REVIEW.values())
    return out


def _others(bits: dict[str, int], kept: tuple[str, ...]) -> int:
    return sum(bit for value, bit in bits.items() if value not in kept)


Source = tuple[str, list[Any]]
"""A question and its values."""


def by_month(table: Table, filters: Filters, tallied: str = "0", exact: str = "0") -> Source | None:
    """Rows of month (None without a date), mark and n under the filters, several of each; None where tallies cannot tell.

    `tallied` is the mark as an expression over `facets`, `exact` the same over a row `e` of the table itself."""
    out = None if filters.dyad else left_out(table, filters)
    if out is None:
        return None
    within, values = _whole(filters)
    whole = (
        f"SELECT nullif(month, '') AS month, {tallied} AS mark, sum(n) AS n FROM month_tallies "
        f"WHERE what = ? AND facets & ? = 0{within} GROUP BY 1, 2"
    )
    rest, more = _rest(table, filters, f"substr({_DATE[table]}, 1, 7) AS month, {exact} AS mark", "1, 2")
    return " UNION ALL ".join([whole, *rest]), [_WHAT[table], _apart(table, filters, out), *values, *more]


def by_lane(
    table: Table, filters: Filters, without: int = 0, columns: str = "", among: Sequence[str] | None = None
) -> Source | None:
    """Rows of lane, n and further columns under the filters, several of each lane; None where tallies cannot tell.

    Lanes are dyads of visits and countries of drills, all or those `among`. `without` are facets left out besides;
    `columns` may name month and facets. With the month, or with dates, an index is counted that holds no more."""
    out = None if filters.dyad else left_out(table, filters)
    if out is None:
        return None
    if among is None and "month" not in columns and not filters.since and not filters.until:
        return lanes(_WHAT[table], out | without, columns)
    within, values = _whole(filters)
    besides = Where()
    besides.add("facets & ? = 0", without)
    if among is not None:
        besides.among(LANE[table], among)
    chosen = f"{LANE[table]} AS lane" + (f", {columns}" if columns else "")
    by = "1, 2" if columns else "1"
    whole = (
        f"SELECT {chosen}, count(*) AS n FROM {table} e INDEXED BY {table}_lanes "
        f"WHERE facets IS NOT NULL AND facets & ? = 0{within} AND {besides} GROUP BY {by}"
    )
    rest, more = _rest(table, filters, chosen, by, besides)
    return " UNION ALL ".join([whole, *rest]), [_apart(table, filters, out), *values, *besides.values, *more]


def lanes(what: str, out: int, columns: str = "") -> Source:
    """Rows of lane, n and what `columns` say of facets, from a tally: visit, drill, partner, joint or quote. Knows no
    dates."""
    by, chosen = ("1, 2", f"lane, {columns}") if columns else ("1", "lane")
    return (
        f"SELECT {chosen}, sum(n) AS n FROM lane_tallies WHERE what = ? AND facets & ? = 0 GROUP BY {by}",
        [what, out],
    )


def _apart(table: Table, filters: Filters, out: int) -> int:
    return out | SPANNING if table == "visits" and (filters.since or filters.until) else out


def _rest(
    table: Table, filters: Filters, columns: str, by: str, besides: Where | None = None
) -> tuple[list[str], list[Any]]:
    """What dates cut: rows of the months that are not counted whole, and visits that end in another month."""
    arms, bound = [], []
    where = condition(table, filters)
    if besides:
        where.also(besides)
    apart = f" AND NOT coalesce({_SPANS}, 0)" if table == "visits" else ""
    for part in _cut(filters):
        # Their indexes begin with the month or with the day.
        begins = [f"substr({_DATE[table]}, 1, 7) = ?"]
        if table not in _STATUS:
            begins = [f"{_DATE[table]} >= ?", f"{_DATE[table]} < ?"]
        arms.append(
            f"SELECT {columns}, count(*) AS n FROM {table} e INDEXED BY {table}_by_date "
            f"WHERE {' AND '.join(begins)} AND {where}{apart} GROUP BY {by}"
        )
        # A year alone is only that: its months begin with it and a hyphen.
        bound += [part, f"{part}{'~' if len(part) > 4 else '!'}"][: len(begins)] + where.values
    if table == "visits" and (filters.since or filters.until):
        arms.append(
            f"SELECT {columns}, count(*) AS n FROM visits e INDEXED BY visits_spanning "
            f"WHERE {_SPANS} AND {where} GROUP BY {by}"
        )
        bound += where.values
    return arms, bound


def _is_first(day: str) -> bool:
    return day[7:] == "-01"


def _is_last(day: str) -> bool:
    return int(day[8:]) == calendar.monthrange(int(day[:4]), int(day[5:7]))[1]


def _whole(filters: Filters) -> tuple[str, list[str]]:
    """Which months are counted whole: a condition and its values."""
    within, values = "", []
    if filters.since:
        within += f" AND month {'>=' if _is_first(filters.since) else '>'} ?"
        values.append(filters.since[:7])
    if filters.until:
        within += f" AND month {'<=' if _is_last(filters.until) else '<'} ? AND month > ''"
        values.append(filters.until[:7])
    return within, values


def _cut(filters: Filters) -> list[str]:
    """The months, and the year as such, of which dates leave a part."""
    cut = set[str]()
    if filters.since:
        # A year by itself may mean any day of it.
        cut |= {filters.since[:4]} | (set() if _is_first(filters.since) else {filters.since[:7]})
    if filters.until and not _is_last(filters.until):
        cut.add(filters.until[:7])
    return sorted(cut)
