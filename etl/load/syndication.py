"""Copies of one text in the database: sketches of new texts are kept, and those stored before are found by them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from etl.corroborate.copies import Sketch, is_copy, may_be_copy, sketch
from etl.load.rows import Row, ask, chunks, marks

Age = tuple[str, str]
"""By what one article is earlier than another: day of publication, then its source, so that the order of reading decides
nothing."""


def find_copies(db: sqlite3.Connection, article_id: int) -> set[int]:
    """Say of which article a new or changed one is a copy, and which are copies of it; returns all articles whose
    `syndication_id` is another now."""
    article = ask(db, "SELECT id, source, published_date, text, text_sha256 FROM articles WHERE id = ?", [article_id])[
        0
    ]
    orphans = ask(db, "SELECT id FROM articles WHERE copied_from = ?", [article_id])
    _keep_sketch(db, article_id, article["text"])
    _choose(db, article, _copies(db, article))
    for row in orphans:
        orphan = ask(
            db, "SELECT id, source, published_date, text, text_sha256 FROM articles WHERE id = ?", [row["id"]]
        )[0]
        _choose(db, orphan, _copies(db, orphan))
    copies = _copies(db, article)
    for copy in copies:
        parent = ask(
            db,
            "SELECT p.source, p.published_date FROM articles a JOIN articles p ON p.id = a.copied_from WHERE a.id = ?",
            [copy["id"]],
        )
        if _age(article) < _age(copy) and (not parent or _age(article) < _age(parent[0])):
            db.execute("UPDATE articles SET copied_from = ? WHERE id = ?", [article_id, copy["id"]])
    return _name_first(db, {article_id, *(row["id"] for row in [*orphans, *copies])})


def _keep_sketch(db: sqlite3.Connection, article_id: int, text: str) -> None:
    made = sketch(text)
    db.execute("DELETE FROM article_bands WHERE article_id = ?", [article_id])
    db.execute("INSERT OR REPLACE INTO article_sketches VALUES (?, ?, ?)", [article_id, made.n_runs, made.data])
    bands = [(band, article_id) for band in made.bands()] if made.n_runs else []
    db.executemany("INSERT OR IGNORE INTO article_bands VALUES (?, ?)", bands)


def _copies(db: sqlite3.Connection, article: Row) -> list[Row]:
    """All other articles that have this text or a part of it."""
    same = ask(
        db,
        "SELECT id, source, published_date FROM articles WHERE text_sha256 = ? AND id <> ?",
        [article["text_sha256"], article["id"]],
    )
    known = {row["id"] for row in same}
    return same + [
        row for row in _candidates(db, article["id"]) if row["id"] not in known and _verify(db, article, row)
    ]


def _candidates(db: sqlite3.Connection, article_id: int) -> Iterator[Row]:
    own = ask(db, "SELECT n_shingles, sketch FROM article_sketches WHERE article_id = ?", [article_id])[0]
    mine = Sketch(own["n_shingles"], own["sketch"])
    sql = """SELECT DISTINCT o.article_id FROM article_bands b JOIN article_bands o ON o.band = b.band
        WHERE b.article_id = ? AND o.article_id <> ?"""
    for piece in chunks(row["article_id"] for row in ask(db, sql, [article_id, article_id])):
        rows = ask(
            db,
            "SELECT a.id, a.source, a.published_date, s.n_shingles, s.sketch FROM article_sketches s JOIN articles a "
            f"ON a.id = s.article_id WHERE a.id IN ({marks(piece)})",
            piece,
        )
        yield from (row for row in rows if may_be_copy(mine, Sketch(row["n_shingles"], row["sketch"])))


def _verify(db: sqlite3.Connection, article: Row, other: Row) -> bool:
    text = ask(db, "SELECT text FROM articles WHERE id = ?", [other["id"]])[0]["text"]
    return is_copy(article["text"], text)


def _choose(db: sqlite3.Connection, article: Row, copies: list[Row]) -> None:
    """Of all earlier articles that have the text the earliest is the one that was copied."""
    earlier = [row for row in copies if _age(row) < _age(article)]
    first = min(earlier, key=_age)["id"] if earlier else None
    db.execute("UPDATE articles SET copied_from = ? WHERE id = ?", [first, article["id"]])


def _age(article: Row) -> Age:
    return article["published_date"] or "9999", article["source"]


def _name_first(db: sqlite3.Connection, articles: set[int]) -> set[int]:
    """Write `syndication_id` of articles and of all that were copied from them: the first of their chain of copies."""
    changed: set[int] = set()
    waiting = list(articles)
    seen: set[int] = set()
    while waiting:
        article_id = waiting.pop()
        if article_id in seen:
            continue
        seen.add(article_id)
        first = ask(
            db,
            "WITH RECURSIVE chain(id, n) AS (SELECT ?, 0 UNION ALL SELECT a.copied_from, n + 1 FROM chain c "
            "JOIN articles a ON a.id = c.id WHERE a.copied_from IS NOT NULL) SELECT id FROM chain ORDER BY n DESC LIMIT 1",
            [article_id],
        )[0]["id"]
        done = db.execute(
            "UPDATE articles SET syndication_id = ? WHERE id = ? AND syndication_id IS NOT ?",
            [first, article_id, first],
        )
        if done.rowcount:
            changed.add(article_id)
        waiting += [row["id"] for row in ask(db, "SELECT id FROM articles WHERE copied_from = ?", [article_id])]
    return changed
