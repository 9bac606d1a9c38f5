"""Database -> counts, and the precision that an analyst's decisions show, with Wilson's interval."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from etl.evaluate.figures import Rate
from etl.load.rows import ask

TABLES = ("articles", "visits", "drills", "quotes")
REVIEWED = {"visit": "visits", "drill": "drills", "quote": "quotes"}
COUNTS = {
    "visits without a report (orphaned)": "SELECT count(*) AS n FROM visits WHERE orphaned = 1",
    "drills without a report (orphaned)": "SELECT count(*) AS n FROM drills WHERE orphaned = 1",
    "articles that are copies": "SELECT count(*) AS n FROM articles WHERE syndication_id <> id",
    "events with several reports": "SELECT (SELECT count(*) FROM visits WHERE n_reports > 1) + (SELECT count(*) FROM drills WHERE n_reports > 1) AS n",
    "of these with one origin": "SELECT (SELECT count(*) FROM visits WHERE n_reports > 1 AND n_origins = 1) + (SELECT count(*) FROM drills WHERE n_reports > 1 AND n_origins = 1) AS n",
    "events on which reports disagree": "SELECT (SELECT count(*) FROM visits WHERE disputed IS NOT NULL) + (SELECT count(*) FROM drills WHERE disputed IS NOT NULL) AS n",
    "decisions": "SELECT count(*) AS n FROM decisions",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """One kind: how many were confirmed as found, corrected, rejected, and not reviewed."""

    kind: str
    confirmed: int
    edited: int
    rejected: int
    unreviewed: int

    @property
    def right(self) -> Rate:
        """Right in every field, of all reviewed."""
        return Rate(self.confirmed, self.confirmed + self.edited + self.rejected)

    @property
    def there(self) -> Rate:
        """A real one, if with fields to correct, of all reviewed."""
        return Rate(self.confirmed + self.edited, self.confirmed + self.edited + self.rejected)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts by name, and the reviews of each kind."""

    counts: dict[str, int]
    reviews: list[Review]

    def as_data(self) -> dict[str, Any]:
        """For JSON: counts, and each kind's numbers and rates; an interval is [low, high], null where nothing was reviewed."""
        kinds = {}
        for r in self.reviews:
            numbers = {"confirmed": r.confirmed, "edited": r.edited, "rejected": r.rejected, "unreviewed": r.unreviewed}
            rates = {"precision": _data(r.there), "right_in_all_fields": _data(r.right)}
            kinds[r.kind] = numbers | rates
        return {"counts": self.counts, "reviewed": kinds}


def measure(db: sqlite3.Connection) -> Statistics:
    """Count what a database holds and what was decided on it."""
    counts = {table: ask(db, f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in TABLES}
    counts |= {name: ask(db, sql)[0]["n"] for name, sql in COUNTS.items()}
    reviews = []
    for kind, table in REVIEWED.items():
        found = {
            row["review_status"]: row["n"]
            for row in ask(db, f"SELECT review_status, count(*) AS n FROM {table} GROUP BY review_status")
        }
        reviews.append(Review(kind, *(found.get(s, 0) for s in ("confirmed", "edited", "rejected", "unreviewed"))))
    return Statistics(counts, reviews)


def as_text(found: Statistics) -> str:
    """The counts and the reviews for a terminal."""
    width = max(map(len, found.counts))
    lines = [f"{name.ljust(width)}  {n:>8,}" for name, n in found.counts.items()]
    lines += ["", "Reviewed: found right (with fields corrected) of all decided on; in brackets 95 % intervals", ""]
    for r in found.reviews:
        if r.there.of:
            line = f"{r.kind:6} {r.there.right} of {r.there.of}: {_text(r.there)}; in all fields {_text(r.right)}"
        else:
            line = f"{r.kind:6} none reviewed yet"
        lines.append(line)
    return "\n".join(lines)


def _data(rate: Rate) -> dict[str, Any]:
    interval = rate.interval
    return {
        "right": rate.right,
        "of": rate.of,
        "share": round(rate.value, 4) if rate.of else None,
        "interval_95": [round(end, 4) for end in interval] if interval else None,
    }


def _text(rate: Rate) -> str:
    low, high = rate.interval or (0.0, 1.0)
    return f"{rate.value:.2f} ({low:.2f}-{high:.2f})"
