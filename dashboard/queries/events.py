"""One event: its reports, what was said about it, what it could be merged with, what was decided on it."""

from __future__ import annotations

from pathlib import Path

from dashboard.columns import DRILLS, QUOTES, VISITS
from dashboard.database import Row, Table, ask
from dashboard.queries.conditions import FROM, Kind, Subject


def event(path: Path, kind: Kind, event_id: int) -> Row | None:
    """One visit, with its life-cycle flags, or drill, also a rejected one; None where it is gone; a number that was
    merged away shows the event it is in."""
    table: Table = "visits" if kind == "visit" else "drills"
    chosen = VISITS if kind == "visit" else DRILLS
    sql = f"""SELECT {chosen} FROM {FROM[table]} WHERE e.id = coalesce(
        (SELECT into_id FROM event_redirects WHERE event_kind = ? AND event_id = ?), ?)"""
    found = ask(path, sql, [kind, event_id, event_id])
    if not found or kind == "drill":
        return found[0] if found else None
    flags = "SELECT only_visitor_side, no_return_seen, last_at_this_level FROM visit_flags WHERE visit_id = ?"
    return found[0] | ask(path, flags, [found[0]["visit_id"]])[0]


def reports(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """Every report of one event with its article's text, the earliest published first; at most 100."""
    date = "start_date" if kind == "visit" else "drill_date"
    return ask(
        path,
        f"""SELECT r.id, r.{date} AS date, r.status, r.confidence, r.cue, r.evidence_start, r.evidence_end,
            r.found_by, a.id AS article_id, a.title, a.outlet, a.published_date, a.url, a.path, a.text, a.blocks
        FROM {kind}_reports r JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = ?
        ORDER BY coalesce(a.published_date, '9999'), a.id, r.evidence_start LIMIT 100""",
        [event_id],
    )


def said_about(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """Quotes that are about one event, experts first; at most 20."""
    return ask(
        path,
        f"""SELECT {QUOTES} FROM {FROM["quotes"]} WHERE e.review_status <> 'rejected' AND e.id IN
            (SELECT quote_id FROM quote_events WHERE event_kind = ? AND event_id = ?)
        ORDER BY e.speaker_type <> 'expert', a.published_date DESC, e.id LIMIT 20""",
        [kind, event_id],
    )


def neighbours(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """Events that one event could be merged with, the nearest in time first: the same visitor and host, or the same
    country; at most 20."""
    table: Table = "visits" if kind == "visit" else "drills"
    same = ("dyad", "visitor_iso3") if kind == "visit" else ("country_iso3",)
    date = "start_date" if kind == "visit" else "drill_date"
    alike = " AND ".join(f"e.{column} = t.{column}" for column in same)
    days = "julianday(substr({0}.{1} || '-01-01', 1, 10))"
    return ask(
        path,
        f"""SELECT {VISITS if kind == "visit" else DRILLS} FROM {FROM[table]} JOIN {table} t ON {alike}
        WHERE t.id = ? AND e.id <> t.id AND e.review_status <> 'rejected'
        ORDER BY abs({days.format("e", date)} - {days.format("t", date)}) IS NULL,
            abs({days.format("e", date)} - {days.format("t", date)}), e.id LIMIT 20""",
        [event_id],
    )


def decisions(path: Path, kind: Subject, event_id: int) -> list[Row]:
    """What was decided on one event or quote and on those that are part of it now, the latest first, at most 200; `undone` is
    True where it has been taken back, by an undo that stands."""
    rows = ask(
        path,
        """SELECT id, action, field, old_value, new_value, undoes, reviewer, reason, decided_at FROM decisions
        WHERE kind = ?1 AND (event_id = ?2 OR event_id IN
            (SELECT event_id FROM event_redirects WHERE event_kind = ?1 AND into_id = ?2))
        ORDER BY id DESC LIMIT 200""",
        [kind, event_id],
    )
    taken_back: set[int] = set()
    for row in rows:
        if row["action"] == "undo" and row["id"] not in taken_back:
            taken_back.add(row["undoes"])
    return [row | {"undone": row["id"] in taken_back} for row in rows]
