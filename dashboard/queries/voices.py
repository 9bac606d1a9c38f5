"""Quotes as the screens Commentary and Speakers ask for them: narrowed, counted and given a page at a time.

Which quotes stand on a page is found first, by number alone, and only these are read in full."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.columns import QUOTES
from dashboard.database import Row, Where, ask, in_order
from dashboard.queries import facets
from dashboard.queries.conditions import FROM, condition
from dashboard.queries.facets import Asked, Order

COLUMNS = {
    "speaker_type": "e.speaker_type",
    "affiliation": "coalesce(e.affiliation, '')",
    "speaker_country": "coalesce(e.speaker_country_iso3, '')",
}
ORDER: dict[Order, str] = {
    "newest": "a.published_date DESC, a.id DESC, e.quote_start",
    "oldest": "a.published_date ASC NULLS LAST, a.id, e.quote_start",
}
# The same from the other end, for pages beyond the middle.
BACKWARDS: dict[Order, str] = {
    "newest": "a.published_date ASC, a.id, e.quote_start DESC",
    "oldest": "a.published_date DESC NULLS FIRST, a.id DESC, e.quote_start DESC",
}
# Up to here quotes are gathered and sorted; beyond, articles are gone through by date until a page is full.
SORTED = 5000


def count(path: Path, asked: Asked) -> int:
    """How many quotes there are under the filters."""
    where = _where(asked)
    return int(ask(path, f"SELECT count(*) AS n FROM quotes e WHERE {where}", where.values)[0]["n"])


def page(path: Path, asked: Asked, found: int, limit: int, offset: int = 0) -> list[Row]:
    """One page of the quotes, in order; `found` is their `count`."""
    where = _where(asked)
    if found <= SORTED:
        joined = "quotes e JOIN articles a ON a.id = e.article_id"
        sql = f"SELECT e.id FROM {joined} WHERE {where} ORDER BY {ORDER[asked.order]} LIMIT ? OFFSET ?"
        numbers = [row["id"] for row in ask(path, sql, [*where.values, limit, offset])]
        return of_numbers(path, numbers)
    limit = max(0, min(limit, found - offset))
    far = offset > found // 2
    order, skipped = (BACKWARDS, found - offset - limit) if far else (ORDER, offset)
    # Without the "+" each quote of a list would be looked up again for every article.
    gone_through = str(where).replace("(e.id IN", "(+e.id IN")
    sql = f"""SELECT e.id FROM articles a CROSS JOIN quotes e INDEXED BY quotes_article ON e.article_id = a.id
        WHERE {gone_through} ORDER BY {order[asked.order]} LIMIT ? OFFSET ?"""
    numbers = [row["id"] for row in ask(path, sql, [*where.values, limit, skipped])]
    return of_numbers(path, numbers[::-1] if far else numbers)


def of_numbers(path: Path, numbers: Sequence[int]) -> list[Row]:
    """Quotes by number, in the order given; those that are gone are left out."""
    within = ", ".join("?" * len(numbers))
    rows = ask(path, f"SELECT {QUOTES} FROM {FROM['quotes']} WHERE e.id IN ({within})", numbers)
    return in_order(rows, "quote_id", numbers)


def every(path: Path, asked: Asked) -> list[Row]:
    """All quotes under the filters, in order, for a download."""
    where = _where(asked)
    sql = f"SELECT {QUOTES} FROM {FROM['quotes']} WHERE {where} ORDER BY {ORDER[asked.order]}"
    return ask(path, sql, where.values)


def counted(path: Path, asked: Asked) -> facets.Counts:
    """Facet (speaker_type, affiliation, speaker_country) -> its values with how many quotes each has."""
    where = condition("quotes", asked.filters)
    named = ", ".join(f"{column} AS {name}" for name, column in COLUMNS.items())
    found = f"SELECT {named} FROM quotes e WHERE {where}"
    return facets.count(path, found, where.values, list(COLUMNS), asked.facets)


def _where(asked: Asked) -> Where:
    where = condition("quotes", asked.filters)
    facets.narrow(where, COLUMNS, asked.facets)
    return where
