"""The database: articles and facts go in, one document a transaction. The only module that imports sqlite_utils."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database
from sqlite_utils.db import Table

from etl.errors import DatabaseError
from etl.load import decided, events, syndication
from etl.load.answers import ARTICLE_COLUMNS, Answers, utc_now
from etl.load.kinds import KINDS, VISIT, Kind
from etl.load.migrations import migrations
from etl.load.reread import Row, pair_up
from etl.load.rows import insert
from etl.models import Article, DrillReport, EventKind, Facts, QuoteLink, VisitReport, precision_of
from etl.transform.countries import dyad as dyad_of


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

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, in one transaction."""
        with self._db.atomic():
            yield self._db.conn

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

    def files_of(self, hashes: Iterable[str]) -> dict[str, str]:
        """Hash of a document's bytes -> the path of a file in which the same bytes were read before."""
        if not (wanted := list(hashes)):
            return {}
        sql = (
            "SELECT content_sha256, min(source) AS source FROM articles WHERE path = source "
            "AND content_sha256 IN (SELECT value FROM json_each(?)) GROUP BY content_sha256"
        )
        return {row["content_sha256"]: row["source"] for row in self._rows(sql, json.dumps(wanted))}

    def save(self, source: str, article: Article, facts: Facts, *, coder_version: str) -> None:
        """Store one document with its facts, in place of what was stored of it, in one transaction."""
        with self._db.atomic():
            dyads, old = self._dyads_of(source), self._take_facts(source)
            article_id = self._save_article(source, article, facts.origin_source, coder_version)
            copies = syndication.find_copies(self._db.conn, article_id)
            reports: dict[EventKind, list[dict[str, Any]]] = {
                "visit": [_visit_row(report) for report in facts.visits],
                "drill": [_drill_row(report) for report in facts.drills],
            }
            ids = {
                name: self._add_reports(KINDS[name], article_id, rows, old[KINDS[name].reports])
                for name, rows in reports.items()
            }
            events.recount(self._db.conn, copies - {article_id})
            rows = [asdict(quote) for quote in facts.quotes]
            for row, link, before in zip(rows, facts.links, pair_up("quotes", old["quotes"], rows), strict=True):
                self._add_quote(row | {"article_id": article_id}, link, before, ids)
            for name, numbers in ids.items():
                events.link_quotes(self._db.conn, name, numbers)
            self._forget(dyads)
            self.answers.keep_rejected(article_id, facts)

    @property
    def answers(self) -> Answers:
        """What models have answered, and the articles as they are asked about."""
        return Answers(self._db)

    def _save_article(self, source: str, article: Article, origin: str | None, coder_version: str) -> int:
        row = {column: getattr(article, column) for column in ARTICLE_COLUMNS}
        row |= {
            "source": source,
            "origin_source": origin,
            "blocks": json.dumps([[b.start, b.end, b.kind] for b in article.blocks]),
            "word_count": len(article.text.split()),
            "notes": "\n".join(article.notes) or None,
            "added_at": utc_now(),
            "coder_version": coder_version,
        }
        articles = self._db.table("articles")
        if article_id := self.id_of(source):
            del row["added_at"]
            articles.update(article_id, row)
        else:
            article_id = _key(articles.insert(row))
        return article_id

    def id_of(self, source: str) -> int | None:
        """The number of the article that was read from `source`, or None."""
        rows = self._rows("SELECT id FROM articles WHERE source = ?", source)
        return rows[0]["id"] if rows else None

    def _dyads_of(self, source: str) -> list[str]:
        """The pairs that the stored facts of an article name."""
        article_id = self.id_of(source)
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

    def _take_facts(self, source: str) -> dict[str, list[dict[str, Any]]]:
        """Take the stored facts of an article out of their tables, in the order of the text."""
        article_id = self.id_of(source)
        taken = {}
        for table, place in (
            ("visit_reports", "evidence_start"),
            ("drill_reports", "evidence_start"),
            ("quotes", "quote_start"),
        ):
            # With the day of publication from before, by which undated reports are merged.
            taken[table] = self._rows(
                f"SELECT f.*, a.published_date FROM {table} f JOIN articles a ON a.id = f.article_id "
                f"WHERE article_id = ? ORDER BY {place}, f.id",
                article_id,
            )
            self._db.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
        return taken

    def _add_reports(
        self, kind: Kind, article_id: int, rows: Sequence[dict[str, Any]], old: Sequence[dict[str, Any]]
    ) -> list[int]:
        """Insert an article's reports and merge them; returns their ids. A fact that stood there before keeps its id."""
        before = pair_up(kind.reports, old, rows)
        # Stored ids first, so that no new row is given one of them.
        ids = [0] * len(rows)
        for index in sorted(range(len(rows)), key=lambda i: before[i] is None):
            row, kept = rows[index] | {"article_id": article_id}, before[index]
            if kept:
                row |= {name: kept[name] for name in ("id", "cluster_id", kind.event_id)}
            ids[index] = insert(self._db.conn, kind.reports, row)
            for partner in [row["host_iso3"]] if kind is VISIT else (row["partner_iso3s"] or "").split(";"):
                if partner:
                    self._name_dyad(dyad_of(row["visitor_iso3" if kind is VISIT else "country_iso3"], partner))
        events.settle(self._db.conn, kind.name, old, ids)
        return ids

    def _name_dyad(self, dyad: str) -> None:
        rows = ({"dyad": dyad, "iso3": code} for code in dyad.split("-"))
        self._db.table("dyad_members").insert_all(rows, pk=("iso3", "dyad"), ignore=True)

    def _add_quote(
        self, row: dict[str, Any], link: QuoteLink, before: Row | None, ids: Mapping[EventKind, Sequence[int]]
    ) -> None:
        if before:
            decided_so = decided.columns(self._db.conn, "quote", before["id"])
            row |= {"id": before["id"], "review_status": before["review_status"]} | decided_so
        quote_id = _key(self._db.table("quotes").insert(row))
        for dyad in link.dyads:
            self._name_dyad(dyad)
        self._db.table("quote_dyads").insert_all({"quote_id": quote_id, "dyad": dyad} for dyad in link.dyads)
        self._db.table("quote_reports").insert_all(
            {"quote_id": quote_id, "event_kind": kind, "report_id": ids[kind][index]} for kind, index in link.events
        )


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
