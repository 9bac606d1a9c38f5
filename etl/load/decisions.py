"""An analyst's decisions written down and applied, each in the transaction of its caller.

Raises DecisionError, which names what is wrong and what to do; nothing is written then.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from typing import Any, Literal

from etl.errors import DecisionError
from etl.load import decided, editable, events
from etl.load.kinds import KINDS
from etl.load.rows import Row, ask, insert, marks, update
from etl.models import EventKind

Subject = Literal["visit", "drill", "quote"]
Verdict = Literal["confirm", "reject"]
TABLES: dict[str, str] = {"visit": "visits", "drill": "drills", "quote": "quotes"}


def judge(
    db: sqlite3.Connection, kind: Subject, number: int, verdict: Verdict, *, reviewer: str | None, reason: str | None
) -> int:
    """Confirm or reject an event or a quote; returns the number of the decision."""
    event = _subject(db, kind, number)
    decision = _write(db, kind, event["id"], verdict, reviewer, reason)
    _apply(db, kind, [event["id"]])
    return decision


def edit(
    db: sqlite3.Connection,
    kind: Subject,
    number: int,
    field: str,
    value: str | None,
    *,
    reviewer: str | None,
    reason: str | None,
) -> int:
    """Set one field of an event or a quote, None to empty it; returns the number of the decision."""
    event = _subject(db, kind, number)
    new = editable.checked(kind, field, value)
    old = event[field]
    decision = _write(
        db, kind, event["id"], "edit", reviewer, reason,
        field=field, old_value=None if old is None else str(old), new_value=new,
    )  # fmt: skip
    _apply(db, kind, [event["id"]])
    return decision


def merge(
    db: sqlite3.Connection,
    kind: EventKind,
    keep: int,
    others: Sequence[int],
    *,
    reviewer: str | None,
    reason: str | None,
) -> list[int]:
    """Make events one, under the number `keep`; returns the number of a decision for each of the others."""
    kept = _subject(db, kind, keep)
    rules = KINDS[kind].rules
    numbers = []
    for number in others:
        other = _subject(db, kind, number)
        if other["id"] == kept["id"]:
            raise DecisionError(f"{kind} {number}: is the same event as {keep}; name two different ones")
        differ = [column for column in rules.block if kept[column] != other[column]]
        if differ:
            raise DecisionError(f"{kind} {number}: differs from {keep} in {', '.join(differ)}, and one event has one")
        numbers.append(_write(db, kind, kept["id"], "merge", reviewer, reason, old_value=str(other["id"])))
    _apply(db, kind, [kept["id"], *others])
    return numbers


def split(
    db: sqlite3.Connection,
    kind: EventKind,
    number: int,
    reports: Sequence[int],
    *,
    reviewer: str | None,
    reason: str | None,
) -> tuple[int, int]:
    """Take reports out of an event and make them one of their own; returns the numbers of the decision and of that event."""
    event, names = _subject(db, kind, number), KINDS[kind]
    inside = {row["id"] for row in ask(db, f"SELECT id FROM {names.reports} WHERE {names.event_id} = ?", [event["id"]])}
    strange = sorted(set(reports) - inside)
    if strange:
        raise DecisionError(
            f"{kind} {number}: has no report {', '.join(map(str, strange))}; its reports are {', '.join(map(str, sorted(inside)))}"
        )
    if not reports or set(reports) == inside:
        raise DecisionError(f"{kind} {number}: name some of its reports, not none and not all {len(inside)}")
    made = events.new_event(db, names, {"id": min(reports)})
    decision = _write(
        db, kind, event["id"], "split", reviewer, reason,
        old_value=";".join(map(str, sorted(set(reports)))), new_value=str(made),
    )  # fmt: skip
    _apply(db, kind, [event["id"], made])
    return decision, made


def undo(db: sqlite3.Connection, decision: int, *, reviewer: str | None, reason: str | None) -> int:
    """Take back a decision, or an undo of one; returns the number of the new decision."""
    rows = ask(db, "SELECT * FROM decisions WHERE id = ?", [decision])
    if not rows:
        raise DecisionError(f"decision {decision}: there is none of that number; dyadwatch decide list shows all")
    if decision in decided.undone(db):
        raise DecisionError(f"decision {decision}: has been taken back already")
    target = rows[0]
    made = _write(db, target["kind"], target["event_id"], "undo", reviewer, reason, undoes=decision)
    first = target
    while first["action"] == "undo":
        first = ask(db, "SELECT * FROM decisions WHERE id = ?", [first["undoes"]])[0]
    number = {"merge": first["old_value"], "split": first["new_value"]}.get(first["action"])
    _apply(db, target["kind"], [target["event_id"], *([int(number)] if number else [])])
    return made


def history(db: sqlite3.Connection, kind: Subject | None = None, number: int | None = None) -> list[Row]:
    """Decisions, the latest first, each with `undone`: 1 where it has been taken back."""
    taken_back = decided.undone(db)
    rows = ask(
        db,
        "SELECT * FROM decisions WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR event_id = ?2) ORDER BY id DESC",
        [kind, number],
    )
    return [row | {"undone": int(row["id"] in taken_back)} for row in rows]


def _subject(db: sqlite3.Connection, kind: Subject, number: int) -> Row:
    """The event or quote that a number stands for, also one that was merged away."""
    sql = "SELECT into_id FROM event_redirects WHERE event_kind = ? AND event_id = ?"
    led = [row["into_id"] for row in ask(db, sql, [kind, number])]
    rows = ask(db, f"SELECT * FROM {TABLES[kind]} WHERE id IN ({marks([number, *led])})", [number, *led])
    if not rows:
        raise DecisionError(f"{kind} {number}: there is none of that number in the database")
    return rows[0]


def _write(
    db: sqlite3.Connection, kind: str, number: int, action: str, reviewer: str | None, reason: str | None, **more: Any
) -> int:
    row = {"kind": kind, "event_id": number, "action": action, "reviewer": reviewer or None, "reason": reason or None}
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return insert(db, "decisions", row | {"decided_at": now} | more)


def _apply(db: sqlite3.Connection, kind: Subject, numbers: Sequence[int]) -> None:
    if kind != "quote":
        events.apply_decisions(db, kind, numbers)
        return
    for number in numbers:
        # What the rules found is not kept beside a correction: an undone one goes back to what stood there before.
        first: dict[str, Any] = {}
        for row in reversed(ask(db, "SELECT field, old_value FROM decisions WHERE kind = 'quote' AND event_id = ? AND action = 'edit' ORDER BY id", [number])):  # fmt: skip
            first[row["field"]] = row["old_value"]
        update(db, "quotes", number, first | decided.columns(db, "quote", number))
