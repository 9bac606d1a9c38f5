"""The part of the database that a second reader needs: its answers, what it told in vain, and articles read from storage."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from etl.errors import DatabaseError
from etl.models import Article, Block, Facts

ARTICLE_COLUMNS = (
    "path", "url", "outlet", "title", "author", "published_date", "published_from", "dateline_date", "language", "text",
    "content_sha256", "text_sha256", "dateline_place",
)  # fmt: skip
# Marks in one statement; SQLite allows many more, old builds 999.
MANY = 500


class Answers:
    """Answers by request and model."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(
        self, request_id: str, model: str, content: str, *, read: int | None = None, written: int | None = None
    ) -> None:
        """Store an answer, in place of an earlier one of the same model to the same request."""
        row: dict[str, Any] = {
            "request_id": request_id,
            "prompt_version": request_id.split("-")[0],
            "model": model,
            "content": content,
        }
        row |= {"tokens_read": read, "tokens_written": written, "answered_at": utc_now()}
        self._db.table("answers").insert(row, replace=True)

    def of(self, request_ids: Iterable[str]) -> dict[str, dict[str, str]]:
        """Model -> request -> content of its answer, for those of the requests that it has answered."""
        out: dict[str, dict[str, str]] = {}
        ids = list(request_ids)
        for first in range(0, len(ids), MANY):
            some = ids[first : first + MANY]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT model, request_id, content FROM answers WHERE request_id IN ({marks}) ORDER BY model"
            for row in self._db.query(sql, some):
                out.setdefault(row["model"], {})[row["request_id"]] = row["content"]
        return out

    def keep_rejected(self, article_id: int, facts: Facts) -> None:
        """Store who has read an article, and what was told of it in vain, in place of what was stored before."""
        self._db.execute("UPDATE articles SET readers = ? WHERE id = ?", [";".join(facts.readers), article_id])
        self._db.execute("DELETE FROM rejected_facts WHERE article_id = ?", [article_id])
        self._db.table("rejected_facts").insert_all({"article_id": article_id} | asdict(r) for r in facts.rejected)

    def sources(self) -> list[str]:
        """All stored documents, in the order in which they came."""
        return [row["source"] for row in self._db.query("SELECT source FROM articles ORDER BY id")]

    def article(self, source: str) -> Article | None:
        """A stored article as it was read from its document."""
        for row in self._db.query(
            f"SELECT blocks, notes, {', '.join(ARTICLE_COLUMNS)} FROM articles WHERE source = ?", [source]
        ):
            blocks = tuple(Block(*block) for block in json.loads(row["blocks"]))
            kept: dict[str, Any] = {column: row[column] for column in ARTICLE_COLUMNS}
            return Article(blocks=blocks, notes=tuple((row["notes"] or "").splitlines()), **kept)
        return None


def stored_answers(path: Path, request_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """`Answers.of` of the database at `path`, which is opened for reading only; empty where it is older than the answers.

    Raises DatabaseError where there is no database or it is another program's.
    """
    if not path.is_file():
        raise DatabaseError(f"{path}: no such database; write it with dyadwatch ingest, or leave --db out")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            db = Database(connection)
            tables = db.table_names()
            if "_sqlite_migrations" not in tables:
                raise DatabaseError(f"{path}: is a database of another program; name another file with --db")
            return Answers(db).of(request_ids) if "answers" in tables else {}
    except sqlite3.Error as error:
        raise DatabaseError(
            f"{path}: cannot be read as a DyadWatch database ({error}); name another with --db"
        ) from error


def utc_now() -> str:
    """The time as the database keeps it: ISO, UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
