"""Where the words of a search stand in what was found, as data: parts of text, some of them hits.

Full-text search marks its hits with two strings. They are drawn anew for each question, so that no article can hold them
and pass for a hit or hide one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from dashboard.database import ask, phrases

Part = dict[str, str]

COLUMNS = {"quotes_fts": ("quote", "speaker_name", "affiliation"), "articles_fts": ("title", "text")}
SNIPPET_WORDS = 40


def parts(text: str, opening: str, closing: str) -> list[Part]:
    """Text with marked hits -> its parts in order, each {"text": ...} or {"text": ..., "mark": "hit"}."""
    out: list[Part] = []
    for piece in text.split(opening):
        hit, found, rest = piece.partition(closing)
        if found:
            out += [{"text": hit, "mark": "hit"}, {"text": rest}]
        else:
            out.append({"text": hit})
    return [part for part in out if part["text"]]


def in_quotes(path: Path, numbers: Sequence[int], search: str | None) -> dict[int, dict[str, list[Part]]]:
    """Number of a quote -> column (quote, speaker_name, affiliation) -> its text in parts."""
    return _hits(path, "quotes_fts", numbers, search, "highlight(quotes_fts, {column}, ?, ?)")


def in_articles(path: Path, numbers: Sequence[int], search: str | None) -> dict[int, dict[str, list[Part]]]:
    """Number of an article -> title whole, and the passage of the text with most hits, in parts."""
    snippet = f"snippet(articles_fts, {{column}}, ?, ?, ' … ', {SNIPPET_WORDS})"
    return _hits(path, "articles_fts", numbers, search, snippet)


def _hits(
    path: Path, index: str, numbers: Sequence[int], search: str | None, call: str
) -> dict[int, dict[str, list[Part]]]:
    query = phrases(search)
    if not query or not numbers:
        return {}
    token = secrets.token_hex(8)
    opening, closing = f"\x02{token}", f"\x03{token}"
    names = COLUMNS[index]
    cells = ", ".join(f"{call.format(column=place)} AS {name}" for place, name in enumerate(names))
    within = ", ".join("?" * len(numbers))
    rows = ask(
        path,
        f"SELECT rowid, {cells} FROM {index} WHERE {index} MATCH ? AND rowid IN ({within})",
        [*(opening, closing) * len(names), query, *numbers],
    )
    return {row["rowid"]: {name: parts(row[name] or "", opening, closing) for name in names} for row in rows}
