"""What waits for an analyst's word, events and quotes in one queue: events on which reports disagree come first, then
quotes whose speaker has no name, then the rest by rising confidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from dashboard.database import Filters, Row, Where, ask
from dashboard.queries.conditions import REVIEW, condition
from dashboard.queries.reviewing import progress as events_reviewed
from dashboard.queries.reviewing import queue as events_waiting

Of = Literal["all", "events", "quotes"]
# An expert or official should have a name; who is left unnamed on purpose is of the type `anonymous`.
UNNAMED = "e.speaker_name IS NULL AND e.speaker_type <> 'anonymous'"
# What a model alone has found counts 0.5; it is to be looked at.
LEAST_SURE = 0.5
DOUBTFUL = f"e.confidence <= {LEAST_SURE} OR {UNNAMED}"


def waiting(path: Path, filters: Filters, limit: int, of: Of = "all") -> list[Row]:
    """Unreviewed events and doubtful quotes under the filters, the most doubtful first: kind (visit, drill, quote), id,
    agreed (0 where something is open) and confidence."""
    found = [] if of == "quotes" else events_waiting(path, filters, limit)
    if (where := _quotes(filters, of)) is not None:
        where.parts += ["e.review_status = 'unreviewed'", DOUBTFUL]
        # All that is asked stands in this index, so that no quote is read; a fifth of a million are gone through at once.
        sql = f"""SELECT 'quote' AS kind, e.id, NOT ({UNNAMED}) AS agreed, e.confidence
            FROM quotes e INDEXED BY quotes_by_date WHERE {where} ORDER BY agreed, e.confidence, e.id LIMIT ?"""
        found += ask(path, sql, [*where.values, limit])
    return sorted(found, key=_doubt)[:limit]


def _doubt(row: Row) -> tuple[bool | int | float | str, ...]:
    is_quote = row["kind"] == "quote"
    return row["agreed"], not row["agreed"] and is_quote, row["confidence"], is_quote, row["kind"], row["id"]


def progress(path: Path, filters: Filters, of: Of = "all") -> tuple[int, int]:
    """How many events and quotes under the filters have been reviewed, and of how many; of quotes these are the reviewed
    and the doubtful ones."""
    done, total = (0, 0) if of == "quotes" else events_reviewed(path, filters)
    if (where := _quotes(filters, of)) is not None:
        where.parts.append(f"e.review_status <> 'unreviewed' OR {DOUBTFUL}")
        sql = f"""SELECT count(*) FILTER (WHERE e.review_status <> 'unreviewed') AS reviewed, count(*) AS n
            FROM quotes e INDEXED BY quotes_by_date WHERE {where}"""
        row = ask(path, sql, where.values)[0]
        done, total = done + int(row["reviewed"]), total + int(row["n"])
    return done, total


def _quotes(filters: Filters, of: Of) -> Where | None:
    """The condition on quotes; None where only events are asked for, as by their kind or status."""
    if of == "events" or filters.kinds or filters.status:
        return None
    return condition("quotes", replace(filters, review=REVIEW))
