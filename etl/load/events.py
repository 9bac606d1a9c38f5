"""Reports -> events, in the database: what the rules group, what an analyst merged and split, and what an event then says.

Everything that changes reports ends in `settle`; everything that changes decisions ends in `apply_decisions`. Both do the
same to the events that they concern, so that an ingest and a decision leave one state, in whatever order they came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from etl.load import decided
from etl.load.kinds import KINDS, Kind
from etl.load.merge import Merge, stored_reports
from etl.load.rows import Row, ask, chunks, insert, marks, update
from etl.models import EventKind
from etl.transform.countries import dyad as dyad_of

# In the order in which the first of equal values is shown: the earliest published, then by document and place.
REPORTS = """SELECT r.*, a.outlet, a.published_date, a.syndication_id FROM {reports} r JOIN articles a
    ON a.id = r.article_id WHERE r.{event_id} = ? ORDER BY coalesce(a.published_date, '9999'), a.source, r.evidence_start"""


def settle(db: sqlite3.Connection, name: EventKind, gone: Sequence[Row], added: Sequence[int]) -> None:
    """Merge anew around reports that were taken away (their rows) or added (their numbers), and bring events in line."""
    kind = KINDS[name]
    round_ = Merge(db, kind)
    new_rows = [row for piece in chunks(added) for row in stored_reports(db, kind, piece)]
    round_.run([*gone, *new_rows])
    round_.finish({number: _number_for(db, kind, reports) for number, reports in round_.new.items()})
    events = {row[kind.event_id] for row in gone if row[kind.event_id]}
    _follow(db, kind, round_.changed | set(added), events)


def apply_decisions(db: sqlite3.Connection, name: EventKind, events: Iterable[int]) -> None:
    """Bring events that decisions name, and those that they were merged with, in line with all decisions."""
    kind = KINDS[name]
    concerned = set(events)
    ids = [
        row["id"]
        for piece in chunks(concerned)
        for row in ask(
            db,
            f"SELECT id FROM {kind.reports} WHERE {kind.event_id} IN ({marks(piece)}) OR cluster_id IN ({marks(piece)})",
            [*piece, *piece],
        )
    ]
    split = [row["id"] for row in ask(db, f"SELECT id FROM {kind.reports} WHERE {kind.event_id} IS NOT cluster_id")]
    _follow(db, kind, {*ids, *split}, concerned)


def merge_everything(db: sqlite3.Connection) -> None:
    """Merge all stored reports anew; events keep their numbers as far as they are still there."""
    for name, kind in KINDS.items():
        settle(db, name, [], [row["id"] for row in ask(db, f"SELECT id FROM {kind.reports}")])


def recount(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Bring the events of articles in line that have become copies of another, or are none any more."""
    for name, kind in KINDS.items():
        for piece in chunks(articles):
            sql = f"SELECT DISTINCT {kind.event_id} AS id FROM {kind.reports} WHERE article_id IN ({marks(piece)})"
            for row in ask(db, sql, piece):
                refresh(db, name, row["id"])


def refresh(db: sqlite3.Connection, name: EventKind, event_id: int) -> None:
    """Bring one event in line with its reports and decisions. One without reports is deleted, unless an analyst has
    spoken on it: then it stays as it was and is marked orphaned."""
    kind = KINDS[name]
    reports = ask(db, REPORTS.format(reports=kind.reports, event_id=kind.event_id), [event_id])
    if reports:
        shown = kind.summarise(reports) | {"orphaned": 0} | decided.columns(db, name, event_id)
        _ensure(db, kind, event_id, reports[0])
        update(db, kind.events, event_id, shown)
        if name == "drill":
            _take_part(db, event_id, reports)
    elif decided.is_kept(db, name, event_id):
        gone: dict[str, Any] = {"orphaned": 1, "n_reports": 0, "n_outlets": 0, "n_origins": 0}
        gone |= dict.fromkeys(("origins", "disputed", "found_by"))
        db.execute("DELETE FROM quote_events WHERE event_kind = ? AND event_id = ?", [name, event_id])
        update(db, kind.events, event_id, gone | decided.columns(db, name, event_id))
    else:
        db.execute("DELETE FROM quote_events WHERE event_kind = ? AND event_id = ?", [name, event_id])
        db.execute(f"DELETE FROM {kind.events} WHERE id = ?", [event_id])


def link_quotes(db: sqlite3.Connection, name: EventKind, report_ids: Sequence[int]) -> None:
    """Point quotes that are about these reports at the events that the reports are in now."""
    kind = KINDS[name]
    about = f"SELECT quote_id FROM quote_reports WHERE event_kind = ? AND report_id IN ({marks(report_ids)})"
    db.execute(f"DELETE FROM quote_events WHERE event_kind = ? AND quote_id IN ({about})", [name, name, *report_ids])
    db.execute(
        f"INSERT OR IGNORE INTO quote_events SELECT l.quote_id, l.event_kind, r.{kind.event_id} FROM quote_reports l "
        f"JOIN {kind.reports} r ON r.id = l.report_id WHERE l.event_kind = ? AND l.quote_id IN ({about})",
        [name, name, *report_ids],
    )


def new_event(db: sqlite3.Connection, kind: Kind, report: Row, event_id: int | None = None) -> int:
    """Insert an event that says what one report says; `refresh` fills in the rest."""
    known = {row["name"] for row in ask(db, f"SELECT name FROM pragma_table_info('{kind.events}')")}
    full = ask(db, f"SELECT * FROM {kind.reports} WHERE id = ?", [report["id"]])[0]
    row = {name: value for name, value in full.items() if name in known and name != "id"}
    row |= {"plover_event": "", "n_reports": 0, "n_outlets": 0, "n_origins": 0}
    if kind.name == "visit":
        row["dyad"] = dyad_of(row["visitor_iso3"], row["host_iso3"])
    return insert(db, kind.events, row | ({"id": event_id} if event_id else {}))


def _follow(db: sqlite3.Connection, kind: Kind, report_ids: set[int], events: set[int]) -> None:
    """Write each report's event as rules and decisions have it, then refresh the events that lost or gained any."""
    placing = decided.placing(db, kind.name)
    concerned, changed = set(events), []
    for piece in chunks(report_ids):
        sql = f"SELECT id, cluster_id, {kind.event_id} AS event FROM {kind.reports} WHERE id IN ({marks(piece)})"
        for row in ask(db, sql, piece):
            event = placing.event_of(row["id"], row["cluster_id"])
            concerned |= {event, row["event"]} - {None}
            if event != row["event"]:
                _ensure(db, kind, event, row)
                db.execute(f"UPDATE {kind.reports} SET {kind.event_id} = ? WHERE id = ?", [event, row["id"]])
                changed.append(row["id"])
    for piece in chunks(changed):
        link_quotes(db, kind.name, piece)
    decided.point(db, kind.name, placing)
    for event in sorted(concerned):
        refresh(db, kind.name, event)


def _ensure(db: sqlite3.Connection, kind: Kind, event_id: int, report: Row) -> None:
    if not ask(db, f"SELECT 1 FROM {kind.events} WHERE id = ?", [event_id]):
        new_event(db, kind, report, event_id)


def _number_for(db: sqlite3.Connection, kind: Kind, reports: Sequence[Row]) -> int:
    """The number of a new group of reports: that of an orphaned event of which they tell again, else a new one."""
    rules, report = kind.rules, reports[0]
    where = " AND ".join(f"r.{column} = ?" for column in rules.block)
    rows = ask(
        db,
        f"SELECT r.id, {kind.needed} FROM {kind.events} r WHERE {where} AND r.orphaned = 1 AND r.{rules.date} IS ? ORDER BY r.id",
        [*(report[column] for column in rules.block), report[rules.date]],
    )
    for row in rows:
        if not rules.apart(report, row) and (rules.affinity if row[rules.date] else rules.same)(report, row) > 0:
            update(db, kind.events, row["id"], {"orphaned": 0})
            return int(row["id"])
    return new_event(db, kind, report)


def _take_part(db: sqlite3.Connection, drill_id: int, reports: Sequence[Row]) -> None:
    codes = {r["country_iso3"] for r in reports}
    codes |= {code for r in reports for code in (r["partner_iso3s"] or "").split(";") if code}
    db.execute("DELETE FROM drill_countries WHERE drill_id = ?", [drill_id])
    db.executemany("INSERT INTO drill_countries VALUES (?, ?)", [(drill_id, code) for code in sorted(codes)])
