"""Rows of every table for a download, read one after the other, so that no table need fit into memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dashboard.database import Filters, Table, Where, connect
from dashboard.queries.conditions import DOWNLOADED, Kind, condition, selection

Download = Literal["visits", "drills", "quotes", "articles", "visit_reports", "drill_reports", "decisions"]

_EVERY = "r.id AS report_id, r.article_id, r.{kind}_id, {facts}, r.cue, r.evidence_start, r.evidence_end, r.confidence, r.found_by, r.origin_source, r.origin_iso3, r.cluster_id"
_ARTICLE = """substr(a.text, r.evidence_start + 1, r.evidence_end - r.evidence_start) AS evidence, a.url, a.title,
    a.outlet AS publisher, a.published_date"""
_FACTS: dict[Kind, str] = {
    "visit": """r.visitor_iso3, r.host_iso3, r.start_date, r.end_date, r.date_precision, r.status, r.visitor_name,
        r.visitor_title, r.level, r.delegation, r.city, r.purpose""",
    "drill": """r.country_iso3, r.partner_iso3s, r.drill_date, r.date_precision, r.kind, r.weapon_name, r.weapon_class,
        r.weapon_classes, r.n_fired, r.place, r.latitude, r.longitude, r.distance_km, r.apogee_km, r.status, r.announced_by""",
}
_DECISIONS = """SELECT id AS decision_id, kind, event_id, field, old_value, new_value, action, reason, reviewer, decided_at,
    undoes FROM decisions ORDER BY id"""

# How a file with types stores a column; every other one is text.
WHOLE = frozenset({
    "visit_id", "drill_id", "quote_id", "article_id", "report_id", "decision_id", "event_id", "cluster_id", "undoes",
    "duration_days", "n_articles", "n_outlets", "n_origins", "n_missiles", "n_fired", "n_visits", "n_drills", "n_quotes",
    "word_count", "syndication_id", "orphaned", "is_floating", "quote_start", "quote_end",
})  # fmt: skip
FRACTIONS = frozenset({"confidence", "speaker_confidence", "latitude", "longitude", "distance_km", "apogee_km"})
# One item for each report of an event where a report has one number.
_PLACES = frozenset({"evidence_start", "evidence_end"})


def kind_of(what: Download, column: str) -> Literal["INTEGER", "REAL", "TEXT"]:
    """The type of a column of a download, as the codebook gives it."""
    if column in WHOLE or (column in _PLACES and what.endswith("_reports")):
        return "INTEGER"
    return "REAL" if column in FRACTIONS else "TEXT"


@dataclass(frozen=True, slots=True)
class Rows:
    """The names of the columns and the rows below them, each a tuple in that order."""

    columns: list[str]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def opened(path: Path, what: Download, filters: Filters) -> Iterator[Rows]:
    """The rows of a download under the filters, read as they are asked for. Decisions know no filters; reports are those
    of the events under them. Raises NoDatabase."""
    sql, values = _question(what, filters)
    with connect(path) as db:
        db.row_factory = None
        cursor = db.execute(sql, values)
        yield Rows([name for name, *_ in cursor.description], cursor)


def columns(path: Path, what: Download) -> list[str]:
    """The names of the columns of a download, which an empty one has as well. Raises NoDatabase."""
    sql, values = _question(what, Filters())
    with connect(path) as db:
        return [name for name, *_ in db.execute(f"SELECT * FROM ({sql}) LIMIT 0", values).description]


def _question(what: Download, filters: Filters) -> tuple[str, list[Any]]:
    if what == "decisions":
        return _DECISIONS, []
    if what == "visit_reports" or what == "drill_reports":
        kind: Kind = "visit" if what == "visit_reports" else "drill"
        table: Table = "visits" if kind == "visit" else "drills"
        where: Where = condition(table, filters)
        columns = f"{_EVERY.format(kind=kind, facts=_FACTS[kind])}, {_ARTICLE}"
        return (
            f"SELECT {columns} FROM {what} r JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id IN "
            f"(SELECT e.id FROM {table} e WHERE {where}) ORDER BY r.{kind}_id, r.id",
            where.values,
        )
    return selection(what, DOWNLOADED[what], filters, None)
