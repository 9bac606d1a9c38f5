"""What an analyst's decisions say: which of them stand, where they put a report, and which columns they set.

Decisions are only ever added. An `undo` takes an earlier one back, also an earlier undo. They name events by number;
a number that was merged away stands for the event that took it over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.load.rows import Row, ask
from etl.models import EventKind, precision_of

DATES = {"start_date", "drill_date"}


@dataclass(frozen=True, slots=True)
class Placing:
    """Where merging and splitting by an analyst put reports; all numbers of events."""

    taken: Mapping[int, int] = field(default_factory=dict)
    """By rule: number merged away -> number kept."""
    merged: Mapping[int, int] = field(default_factory=dict)
    split: Mapping[int, int] = field(default_factory=dict)
    """Report -> the event that it was put into."""

    def event_of(self, report_id: int, cluster_id: int) -> int:
        """The event of a report that the rules put into `cluster_id`."""
        return self.resolve(self.split.get(report_id, cluster_id))

    def resolve(self, event_id: int) -> int:
        """The event that a number stands for."""
        seen = {event_id}
        while True:
            following = self.merged.get(event_id, self.taken.get(event_id, event_id))
            if following in seen:
                return event_id
            seen.add(following)
            event_id = following


def standing(db: sqlite3.Connection, where: str = "1", values: tuple[Any, ...] = ()) -> list[Row]:
    """Decisions under a condition that nothing has taken back, in their order; undo itself left out."""
    taken_back = undone(db)
    rows = ask(db, f"SELECT * FROM decisions WHERE action <> 'undo' AND {where} ORDER BY id", values)
    return [row for row in rows if row["id"] not in taken_back]


def undone(db: sqlite3.Connection) -> set[int]:
    """The decisions that a standing undo takes back."""
    found: set[int] = set()
    for row in ask(db, "SELECT id, undoes FROM decisions WHERE action = 'undo' ORDER BY id DESC"):
        if row["id"] not in found:
            found.add(row["undoes"])
    return found


def placing(db: sqlite3.Connection, kind: str) -> Placing:
    """Where all standing merges and splits of a kind put reports."""
    sql = "SELECT event_id, into_id FROM event_redirects WHERE event_kind = ? AND cause = 'rule'"
    taken = {row["event_id"]: row["into_id"] for row in ask(db, sql, [kind])}
    by_rule = Placing(taken)
    merged: dict[int, int] = {}
    split: dict[int, int] = {}
    for row in standing(db, "kind = ? AND action IN ('merge', 'split')", (kind,)):
        if row["action"] == "split":
            split.update(dict.fromkeys(map(int, row["old_value"].split(";")), int(row["new_value"])))
        else:
            so_far = Placing(taken, merged)
            source, target = by_rule.resolve(int(row["old_value"])), so_far.resolve(row["event_id"])
            if so_far.resolve(source) != target:
                merged[so_far.resolve(source)] = target
    return Placing(taken, merged, split)


def point(db: sqlite3.Connection, kind: str, where: Placing) -> None:
    """Keep numbers that an analyst merged away, and those of splits taken back, leading to their event."""
    db.execute("DELETE FROM event_redirects WHERE event_kind = ? AND cause = 'decision'", [kind])
    leads = {old: where.resolve(old) for old in where.merged}
    in_use = set(where.split.values())
    for row in ask(db, "SELECT event_id, new_value FROM decisions WHERE kind = ? AND action = 'split'", [kind]):
        if int(row["new_value"]) not in in_use:
            leads[int(row["new_value"])] = where.resolve(row["event_id"])
    for old, new in leads.items():
        if old != new and old not in where.taken:
            db.execute("INSERT OR REPLACE INTO event_redirects VALUES (?, ?, ?, 'decision')", [kind, old, new])


def of_event(db: sqlite3.Connection, kind: str, event_id: int) -> list[Row]:
    """Standing decisions on an event and on those that were merged into it."""
    also = "SELECT event_id FROM event_redirects WHERE event_kind = ? AND into_id = ?"
    return standing(db, f"kind = ? AND (event_id = ? OR event_id IN ({also}))", (kind, event_id, kind, event_id))


def is_kept(db: sqlite3.Connection, kind: EventKind, event_id: int) -> bool:
    """True where an analyst has spoken on an event that leads to no other: it stays though no report tells of it."""
    gone = ask(db, "SELECT 1 FROM event_redirects WHERE event_kind = ? AND event_id = ?", [kind, event_id])
    return not gone and bool(standing(db, "kind = ? AND event_id = ?", (kind, event_id)))


def columns(db: sqlite3.Connection, kind: str, event_id: int) -> dict[str, Any]:
    """The columns that decisions set: corrected fields, and the review status where anything was ever decided.

    The last word counts: a rejection, a confirmation, or a correction; a confirmation after a correction confirms what
    was corrected, so the event stays `edited`.
    """
    if not ask(db, "SELECT 1 FROM decisions LIMIT 1"):
        return {}
    set_to: dict[str, Any] = {}
    status = "unreviewed"
    rows = of_event(db, kind, event_id)
    for row in rows:
        if row["action"] == "edit" and row["field"]:
            set_to[row["field"]] = row["new_value"]
            if row["field"] in DATES:
                set_to["date_precision"] = precision_of(row["new_value"])
            status = "edited"
        elif row["action"] == "reject":
            status = "rejected"
        elif row["action"] == "confirm":
            status = "edited" if set_to else "confirmed"
    if rows or ask(db, "SELECT 1 FROM decisions WHERE kind = ? AND event_id = ? LIMIT 1", [kind, event_id]):
        set_to["review_status"] = status
    return set_to
