"""The database: articles and facts go in, one document a transaction. The only module that imports sqlite_utils."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlite_utils import Database
from sqlite_utils.db import Table

from etl.corroborate import events
from etl.errors import DatabaseError
from etl.load.migrations import migrations
from etl.models import Article, DrillReport, Facts, Quote, QuoteLink, VisitReport, precision_of
from etl.transform.countries import dyad as dyad_of

ARTICLE_COLUMNS = (
    "path", "url", "outlet", "title", "author", "published_date", "published_from", "dateline_date", "language", "text",
    "content_sha256", "text_sha256",
)  # fmt: skip
EventTable = Literal["visits", "drills"]


@dataclass(frozen=True, slots=True)
class Known:
    """What decides whether a stored document must be read again."""

    content_sha256: str
    published_date: str | None
    published_from: str | None
    coder_version: str


class Store:
    """An open DyadWatch database; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open or create the database at `path`; raises DatabaseError where that cannot be done."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = Database(path)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._check_owner()
            self._db.enable_wal()
            migrations.apply(self._db)
        except (sqlite3.Error, OSError) as error:
            raise DatabaseError(f"{path}: cannot be opened as a DyadWatch database ({error}); name another with --db") from error  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:  # fmt: skip
        self.close()
        if isinstance(error, sqlite3.Error):
            raise DatabaseError(f"{self.path}: cannot be written ({error}); is another program using it?") from error

    def close(self) -> None:
        self._db.close()

    def _check_owner(self) -> None:
        tables = set(self._db.table_names())
        if tables and "_sqlite_migrations" not in tables:
            raise DatabaseError(f"{self.path}: is a database of another program; name another file with --db")
        known = {m.name for m in migrations.pending(Database(memory=True))}
        newer = {m.name for m in migrations.applied(self._db)} - known
        if newer:
            raise DatabaseError(f"{self.path}: was written by a newer DyadWatch; update with pip")

    def _rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        return list(self._db.query(sql, values))

    # Runs

    def start_run(self, arguments: Sequence[str]) -> int:
        row = {"started_at": utc_now(), "arguments": json.dumps(list(arguments))}
        return _key(self._db.table("runs").insert(row))

    def finish_run(self, run_id: int, **counts: int) -> None:
        self._db.table("runs").update(run_id, {"finished_at": utc_now(), **counts})

    def record_failure(self, run_id: int, source: str, stage: str, error: str) -> None:
        self._db.table("failures").insert({"run_id": run_id, "source": source, "stage": stage, "error": error})

    # Countries

    def name_countries(self, names: Iterable[tuple[str, str]]) -> None:
        """Keep the names that screens and CSV print for the codes."""
        rows = ({"iso3": code, "name": name} for code, name in names)
        self._db.table("countries").upsert_all(rows, pk="iso3")

    # Documents

    def known(self, source: str) -> Known | None:
        """What is stored of the document `source`, or None."""
        rows = self._rows(
            "SELECT content_sha256, published_date, published_from, coder_version FROM articles WHERE source = ?",
            source,
        )
        return Known(**rows[0]) if rows else None

    def save(self, source: str, article: Article, facts: Facts, *, coder_version: str) -> None:
        """Store one document with its facts, in place of what was stored of it, in one transaction."""
        with self._db.atomic():
            article_id = self._save_article(source, article, coder_version)
            dyads = self._dyads_of(article_id)
            touched = self._clear_facts(article_id)
            visits = [self._add_visit(article_id, report) for report in facts.visits]
            drills = [self._add_drill(article_id, report) for report in facts.drills]
            for quote, link in zip(facts.quotes, facts.links, strict=True):
                self._add_quote(article_id, quote, link, visits, drills)
            self._refresh("visits", touched["visits"] | set(visits))
            self._refresh("drills", touched["drills"] | set(drills))
            self._forget(dyads)

    def _save_article(self, source: str, article: Article, coder_version: str) -> int:
        row = {column: getattr(article, column) for column in ARTICLE_COLUMNS}
        row |= {
            "source": source,
            "blocks": json.dumps([[b.start, b.end, b.kind] for b in article.blocks]),
            "word_count": len(article.text.split()),
            "notes": "\n".join(article.notes) or None,
            "added_at": utc_now(),
            "coder_version": coder_version,
        }
        old = self._rows("SELECT id FROM articles WHERE source = ?", source)
        articles = self._db.table("articles")
        if old:
            article_id = int(old[0]["id"])
            del row["added_at"]
            articles.update(article_id, row)
        else:
            article_id = _key(articles.insert(row))
        # Copies of this text, and those of the text that stood here before, point to the first article that has it.
        self._db.execute(
            "UPDATE articles SET syndication_id = (SELECT min(b.id) FROM articles b WHERE b.text_sha256 = articles.text_sha256) "
            "WHERE id = ? OR syndication_id = ?",
            [article_id, article_id],
        )
        return article_id

    def _dyads_of(self, article_id: int) -> list[str]:
        """The pairs that the stored facts of an article name."""
        rows = self._rows(
            "SELECT v.dyad FROM visit_reports r JOIN visits v ON v.id = r.visit_id WHERE r.article_id = ? "
            "UNION SELECT d.dyad FROM quotes q JOIN quote_dyads d ON d.quote_id = q.id WHERE q.article_id = ? "
            "UNION SELECT a.dyad FROM drill_reports r JOIN drill_countries c ON c.drill_id = r.drill_id "
            "JOIN drill_countries p ON p.drill_id = r.drill_id AND p.iso3 > c.iso3 "
            "JOIN dyad_members a ON a.iso3 = c.iso3 JOIN dyad_members b ON b.dyad = a.dyad AND b.iso3 = p.iso3 "
            "WHERE r.article_id = ?",
            article_id, article_id, article_id,
        )  # fmt: skip
        return [row["dyad"] for row in rows]

    def _forget(self, dyads: Sequence[str]) -> None:
        """Drop those pairs that no visit, quote or joint drill names any more."""
        for dyad in dyads:
            self._db.execute(
                "DELETE FROM dyad_members WHERE dyad = :dyad AND NOT EXISTS (SELECT 1 FROM visits WHERE dyad = :dyad) "
                "AND NOT EXISTS (SELECT 1 FROM quote_dyads WHERE dyad = :dyad) AND NOT EXISTS ("
                "SELECT 1 FROM drill_countries c JOIN drill_countries p ON p.drill_id = c.drill_id AND p.iso3 > c.iso3 "
                "WHERE c.iso3 || '-' || p.iso3 = :dyad)",
                {"dyad": dyad},
            )

    def _clear_facts(self, article_id: int) -> dict[EventTable, set[int]]:
        touched: dict[EventTable, set[int]] = {}
        for table, reports, event in (("visits", "visit_reports", "visit_id"), ("drills", "drill_reports", "drill_id")):
            rows = self._rows(f"SELECT {event} AS id FROM {reports} WHERE article_id = ?", article_id)
            touched[table] = {row["id"] for row in rows}  # type: ignore[index]
            self._db.execute(f"DELETE FROM {reports} WHERE article_id = ?", [article_id])
        self._db.execute("DELETE FROM quotes WHERE article_id = ?", [article_id])
        return touched

    def _add_visit(self, article_id: int, report: VisitReport) -> int:
        row = asdict(report) | {"article_id": article_id, "date_precision": precision_of(report.start_date)}
        dyad = dyad_of(report.visitor_iso3, report.host_iso3)
        candidates = self._rows(
            "SELECT * FROM visits v WHERE dyad = ? AND visitor_iso3 = ? AND NOT EXISTS "
            "(SELECT 1 FROM visit_reports r WHERE r.visit_id = v.id AND r.article_id = ?)",
            dyad, report.visitor_iso3, article_id,
        )  # fmt: skip
        event_id = events.choose_visit(row, candidates) or self._new_event(
            "visits", row, {"dyad": dyad, "visitor_iso3": report.visitor_iso3, "host_iso3": report.host_iso3}
        )
        self._db.table("visit_reports").insert(row | {"visit_id": event_id})
        self._name_dyad(dyad)
        return event_id

    def _add_drill(self, article_id: int, report: DrillReport) -> int:
        row = asdict(report) | {"article_id": article_id, "date_precision": precision_of(report.drill_date)}
        row["partner_iso3s"] = ";".join(report.partner_iso3s) or None
        row["weapon_classes"] = ";".join(report.weapon_classes) or report.weapon_class
        candidates = self._rows(
            "SELECT * FROM drills d WHERE country_iso3 = ? AND NOT EXISTS "
            "(SELECT 1 FROM drill_reports r WHERE r.drill_id = d.id AND r.article_id = ?)",
            report.country_iso3, article_id,
        )  # fmt: skip
        event_id = events.choose_drill(row, candidates) or self._new_event(
            "drills", row, {"country_iso3": report.country_iso3}
        )
        self._db.table("drill_reports").insert(row | {"drill_id": event_id})
        for partner in report.partner_iso3s:
            self._name_dyad(dyad_of(report.country_iso3, partner))
        return event_id

    def _new_event(self, table: EventTable, report: dict[str, Any], identity: dict[str, Any]) -> int:
        """Insert an event that says what its first report says; `_refresh` fills in the rest."""
        columns = self._db.table(table).columns_dict
        row = {k: v for k, v in report.items() if k in columns} | identity
        row |= {"plover_event": "", "n_reports": 0, "n_outlets": 0, "n_origins": 0}
        return _key(self._db.table(table).insert(row))

    def _name_dyad(self, dyad: str) -> None:
        rows = ({"dyad": dyad, "iso3": code} for code in dyad.split("-"))
        self._db.table("dyad_members").insert_all(rows, pk=("iso3", "dyad"), ignore=True)

    def _add_quote(
        self, article_id: int, quote: Quote, link: QuoteLink, visits: Sequence[int], drills: Sequence[int]
    ) -> None:
        quote_id = _key(self._db.table("quotes").insert(asdict(quote) | {"article_id": article_id}))
        for dyad in link.dyads:
            self._name_dyad(dyad)
        self._db.table("quote_dyads").insert_all({"quote_id": quote_id, "dyad": dyad} for dyad in link.dyads)
        ids = {"visit": visits, "drill": drills}
        self._db.table("quote_events").insert_all(
            {"quote_id": quote_id, "event_kind": kind, "event_id": ids[kind][index]} for kind, index in link.events
        )

    def _refresh(self, table: EventTable, ids: set[int]) -> None:
        """Bring events in line with their reports; one without any is deleted unless an analyst has spoken on it."""
        kind, reports, summarise = _EVENTS[table]
        for event_id in sorted(ids):
            rows = self._rows(
                f"SELECT r.*, a.outlet, a.published_date, a.syndication_id, a.origin_source FROM {reports} r "
                f"JOIN articles a ON a.id = r.article_id WHERE r.{kind}_id = ? "
                "ORDER BY coalesce(a.published_date, '9999'), a.source, r.evidence_start",
                event_id,
            )
            if rows:
                self._db.table(table).update(event_id, summarise(rows))
                if table == "drills":
                    self._take_part(event_id, rows)
            elif not self._rows("SELECT 1 FROM decisions WHERE kind = ? AND event_id = ?", kind, event_id):
                self._db.execute("DELETE FROM quote_events WHERE event_kind = ? AND event_id = ?", [kind, event_id])
                self._db.table(table).delete(event_id)

    def _take_part(self, drill_id: int, reports: Sequence[dict[str, Any]]) -> None:
        codes = {r["country_iso3"] for r in reports}
        codes |= {code for r in reports for code in (r["partner_iso3s"] or "").split(";") if code}
        self._db.execute("DELETE FROM drill_countries WHERE drill_id = ?", [drill_id])
        self._db.table("drill_countries").insert_all({"drill_id": drill_id, "iso3": code} for code in sorted(codes))


_EVENTS: dict[EventTable, tuple[str, str, Callable[[Sequence[events.Row]], dict[str, Any]]]] = {
    "visits": ("visit", "visit_reports", events.summarise_visit),
    "drills": ("drill", "drill_reports", events.summarise_drill),
}


def _key(table: Table) -> int:
    """The id of the row inserted last."""
    if not isinstance(table.last_pk, int):
        raise DatabaseError(f"{table.name}: a new row has no id")
    return table.last_pk


def utc_now() -> str:
    """The time as the database keeps it: ISO, UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
