"""One event: its reports, what was said about it, what it could be merged with, what was decided on it."""

from __future__ import annotations

from pathlib import Path

from dashboard.columns import DRILLS, QUOTES, VISITS
from dashboard.database import Row, Table, ask
from dashboard.queries.conditions import FROM, Kind, Subject
from dashboard.queries.record import lead


def event(path: Path, kind: Kind, event_id: int) -> Row | None:
    """One visit, with its life-cycle flags, or drill, also a rejected one; None where it is gone; a number that was
    merged away shows the event it is in."""
    table: Table = "visits" if kind == "visit" else "drills"
    chosen = VISITS if kind == "visit" else DRILLS
    found = ask(path, f"SELECT {chosen} FROM {FROM[table]} WHERE e.id = ?", [lead(path, kind, event_id)[0]])
    if not found or kind == "drill":
        return found[0] if found else None
    flags = "SELECT only_visitor_side, no_return_seen, last_at_this_level FROM visit_flags WHERE visit_id = ?"
    return found[0] | ask(path, flags, [found[0]["visit_id"]])[0]


def reports(path: Path, kind: Kind, event_id: int, limit: int = 100, offset: int = 0) -> list[Row]:
    """The reports of one event with their articles' texts, the earliest published first."""
    date = "start_date" if kind == "visit" else "drill_date"
    return ask(
        path,
        f"""SELECT r.id, r.{date} AS date, r.status, r.confidence, r.cue, r.evidence_start, r.evidence_end,
            r.found_by, '{kind}:' || r.{kind}_id AS event, a.id AS article_id, a.title, a.outlet, a.published_date, a.url, a.path, a.text, a.blocks
        FROM {kind}_reports r JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = ?
        ORDER BY coalesce(a.published_date, '9999'), a.id, r.evidence_start LIMIT ? OFFSET ?""",
        [event_id, limit, offset],
    )


def said_about(path: Path, kind: Kind, event_id: int, limit: int = 20, offset: int = 0) -> list[Row]:
    """Quotes that are about one event, experts first, then officials."""
    return ask(
        path,
        f"""SELECT {QUOTES} FROM {FROM["quotes"]} WHERE e.review_status <> 'rejected' AND e.id IN
            (SELECT quote_id FROM quote_events WHERE event_kind = ? AND event_id = ?)
        ORDER BY e.speaker_type <> 'expert', e.speaker_type NOT IN ('official', 'state_media'), a.published_date DESC, e.id
        LIMIT ? OFFSET ?""",
        [kind, event_id, limit, offset],
    )


def neighbours(path: Path, kind: Kind, event_id: int) -> list[Row]:
    """Events that one event could be merged with, the nearest in time first: the same visitor and host, or the same
    country; at most 20. From its own date the index is walked both ways, so that a busy pair costs no more than another."""
    table: Table = "visits" if kind == "visit" else "drills"
    same = ("dyad", "visitor_iso3") if kind == "visit" else ("country_iso3",)
    date = "start_date" if kind == "visit" else "drill_date"
    alike = " AND ".join(f"e.{column} = t.{column}" for column in same)
    month = f"substr({{0}}.{date}, 1, 7)"
    arms = (
        f"{month.format('e')} >= {month.format('t')} AND e.{date} >= t.{date} ORDER BY {month.format('e')}, e.{date}, e.id",
        f"{month.format('e')} <= {month.format('t')} AND e.{date} < t.{date} "
        f"ORDER BY {month.format('e')} DESC, e.{date} DESC, e.id",
        f"e.{date} IS NULL ORDER BY e.id",
        f"t.{date} IS NULL AND e.{date} IS NOT NULL ORDER BY e.id",
    )
    near = " UNION ALL ".join(
        f"""SELECT id, day FROM (SELECT e.id, t.{date} AS day FROM {table} t JOIN {table} e ON {alike}
        WHERE t.id = :id AND e.id <> t.id AND e.review_status <> 'rejected' AND {arm} LIMIT 20)"""
        for arm in arms
    )
    days = "julianday(substr({0} || '-01-01', 1, 10))"
    apart = f"abs({days.format(f'e.{date}')} - {days.format('near.day')})"
    return ask(
        path,
        f"""WITH near AS ({near}) SELECT {VISITS if kind == "visit" else DRILLS} FROM near CROSS JOIN {FROM[table]}
        WHERE e.id = near.id ORDER BY {apart} IS NULL, {apart}, e.id LIMIT 20""",
        {"id": event_id},
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
