"""The database: articles and facts go in, one document a transaction. The only module that imports sqlite_utils."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlite_utils import Database
from sqlite_utils.db import Table

from etl.corroborate import events
from etl.errors import DatabaseError
from etl.load.answers import ARTICLE_COLUMNS, Answers, utc_now
from etl.load.migrations import migrations
from etl.load.reread import Row, pair_up
from etl.models import Article, DrillReport, Facts, QuoteLink, VisitReport, precision_of
from etl.transform.countries import dyad as dyad_of

EventTable = Literal["visits", "drills"]


@dataclass(frozen=True, slots=True)
class Known:
    """What decides whether a stored document must be read again."""

    content_sha256: str
    published_date: str | None
    published_from: str | None
    coder_version: str
    readers: str | None = None

    def was_read_by(self, reader: str) -> bool:
        """Whether `rules` or `model:NAME` has read it to its end."""
        return reader in (self.readers or "rules").split(";")


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

    # What the database says of itself

    def name_countries(self, names: Iterable[tuple[str, str]]) -> None:
        """Keep the names that screens and CSV print for the codes."""
        rows = ({"iso3": code, "name": name} for code, name in names)
        self._db.table("countries").upsert_all(rows, pk="iso3")

    def describe(self, entries: Iterable[dict[str, str]]) -> None:
        """Keep the codebook in the database; one made before there was any gets the table as well."""
        self._db.table("codebook").insert_all(entries, pk=("table_name", "column_name"), truncate=True)

    # Documents

    def known(self, source: str) -> Known | None:
        """What is stored of the document `source`, or None."""
        rows = self._rows(
            "SELECT content_sha256, published_date, published_from, coder_version, readers FROM articles WHERE source = ?",
            source,
        )
        return Known(**rows[0]) if rows else None

    def save(self, source: str, article: Article, facts: Facts, *, coder_version: str) -> None:
        """Store one document with its facts, in place of what was stored of it, in one transaction."""
        with self._db.atomic():
            article_id = self._save_article(source, article, coder_version)
            dyads = self._dyads_of(article_id)
            old = self._take_facts(article_id)
            visits = self._add_reports("visits", article_id, [_visit_row(report) for report in facts.visits], old)
            drills = self._add_reports("drills", article_id, [_drill_row(report) for report in facts.drills], old)
            rows = [asdict(quote) for quote in facts.quotes]
            for row, link, before in zip(rows, facts.links, pair_up("quotes", old["quotes"], rows), strict=True):
                self._add_quote(row | {"article_id": article_id}, link, before, {"visit": visits, "drill": drills})
            self._refresh("visits", {row["visit_id"] for row in old["visit_reports"]} | set(visits))
            self._refresh("drills", {row["drill_id"] for row in old["drill_reports"]} | set(drills))
            self._forget(dyads)
            self.answers.keep_rejected(article_id, facts)

    @property
    def answers(self) -> Answers:
        """What models have answered, and the articles as they are asked about."""
        return Answers(self._db)

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

    def _take_facts(self, article_id: int) -> dict[str, list[dict[str, Any]]]:
        """Take the stored facts of an article out of their tables, in the order of the text."""
        taken = {}
        for table, place in (
            ("visit_reports", "evidence_start"),
            ("drill_reports", "evidence_start"),
            ("quotes", "quote_start"),
        ):
            taken[table] = self._rows(f"SELECT * FROM {table} WHERE article_id = ? ORDER BY {place}, id", article_id)
            self._db.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
        return taken

    def _add_reports(
        self, table: EventTable, article_id: int, rows: Sequence[dict[str, Any]], old: Mapping[str, Sequence[Row]]
    ) -> list[int]:
        """Insert an article's reports; returns the id of each one's event. A fact that stood there before keeps both ids."""
        kind, reports, _ = _EVENTS[table]
        before = pair_up(reports, old[reports], rows)
        chosen = [0] * len(rows)
        # Known facts first: a new one must not take the event of one that has been there.
        for index in sorted(range(len(rows)), key=lambda i: before[i] is None):
            row, kept = rows[index] | {"article_id": article_id}, before[index]
            event_id = chosen[index] = kept[f"{kind}_id"] if kept else self._event_of(table, row)
            self._db.table(reports).insert(row | {f"{kind}_id": event_id} | ({"id": kept["id"]} if kept else {}))
            for partner in [row["host_iso3"]] if table == "visits" else (row["partner_iso3s"] or "").split(";"):
                if partner:
                    self._name_dyad(dyad_of(row["visitor_iso3" if table == "visits" else "country_iso3"], partner))
        return chosen

    def _event_of(self, table: EventTable, row: dict[str, Any]) -> int:
        """The event that a new report tells of, made where there is none yet; never one that its article has already."""
        if table == "visits":
            dyad = dyad_of(row["visitor_iso3"], row["host_iso3"])
            candidates = self._rows(
                "SELECT * FROM visits v WHERE dyad = ? AND visitor_iso3 = ? AND NOT EXISTS "
                "(SELECT 1 FROM visit_reports r WHERE r.visit_id = v.id AND r.article_id = ?)",
                dyad, row["visitor_iso3"], row["article_id"],
            )  # fmt: skip
            return events.choose_visit(row, candidates) or self._new_event("visits", row, {"dyad": dyad})
        candidates = self._rows(
            "SELECT * FROM drills d WHERE country_iso3 = ? AND NOT EXISTS "
            "(SELECT 1 FROM drill_reports r WHERE r.drill_id = d.id AND r.article_id = ?)",
            row["country_iso3"], row["article_id"],
        )  # fmt: skip
        return events.choose_drill(row, candidates) or self._new_event("drills", row, {})

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
        self, row: dict[str, Any], link: QuoteLink, before: Row | None, ids: Mapping[str, Sequence[int]]
    ) -> None:
        if before:
            row |= {"id": before["id"], "review_status": before["review_status"]} | self._edits("quote", before["id"])
        quote_id = _key(self._db.table("quotes").insert(row))
        for dyad in link.dyads:
            self._name_dyad(dyad)
        self._db.table("quote_dyads").insert_all({"quote_id": quote_id, "dyad": dyad} for dyad in link.dyads)
        self._db.table("quote_events").insert_all(
            {"quote_id": quote_id, "event_kind": kind, "event_id": ids[kind][index]} for kind, index in link.events
        )

    def _edits(self, kind: str, event_id: int) -> dict[str, Any]:
        """The columns that an analyst has corrected, with the latest correction of each."""
        sql = "SELECT field, new_value FROM decisions WHERE kind = ? AND event_id = ? AND action = 'edit' ORDER BY id"
        return {row["field"]: row["new_value"] for row in self._rows(sql, kind, event_id) if row["field"]}

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
                self._db.table(table).update(event_id, summarise(rows) | self._edits(kind, event_id))
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


def _visit_row(report: VisitReport) -> dict[str, Any]:
    return asdict(report) | {"date_precision": precision_of(report.start_date)}


def _drill_row(report: DrillReport) -> dict[str, Any]:
    return asdict(report) | {
        "date_precision": precision_of(report.drill_date),
        "partner_iso3s": ";".join(report.partner_iso3s) or None,
        "weapon_classes": ";".join(report.weapon_classes) or report.weapon_class,
    }


def _key(table: Table) -> int:
    """The id of the row inserted last."""
    if not isinstance(table.last_pk, int):
        raise DatabaseError(f"{table.name}: a new row has no id")
    return table.last_pk
