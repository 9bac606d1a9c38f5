"""Everyone quoted by name, and one name: what it was called and where it worked, on which pairs, and when it was quoted.

A speaker is a name as it is written in articles. Two persons of one name are one speaker here, and one person spelled in
two ways is two; the screens say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from dashboard.database import Filters, Row, ask, phrases
from dashboard.queries.conditions import condition

Order = Literal["most quoted", "name"]
ORDER: dict[Order, str] = {"most quoted": "n DESC, e.speaker_name", "name": "e.speaker_name"}
TOP = 3


def named(path: Path, filters: Filters, search: str, order: Order, limit: int, offset: int = 0) -> list[Row]:
    """Names quoted under the filters: speaker, n (quotes), of (how many names there are in all), and for each its
    types, affiliations (most quoted first, ;-joined), first and last day (ISO), top_pairs (;-joined).

    `search` is the beginnings of words of name or affiliation.
    """
    where = condition("quotes", replace(filters, search=None, speaker=None))
    where.add("e.speaker_name <> ''")
    if words := phrases(search):
        begun = " AND ".join(f"{word}*" for word in words.split(" "))
        where.add(
            "e.id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)",
            f"{{speaker_name affiliation}} : ({begun})",
        )
    found = ask(
        path,
        f"""SELECT e.speaker_name AS speaker, count(*) AS n, count(*) OVER () AS of FROM quotes e
        WHERE {where} GROUP BY e.speaker_name ORDER BY {ORDER[order]} LIMIT ? OFFSET ?""",
        [*where.values, limit, offset],
    )
    told = _summaries(path, filters, [row["speaker"] for row in found])
    return [row | told[row["speaker"]] for row in found]


def _summaries(path: Path, filters: Filters, names: Sequence[str]) -> dict[str, Row]:
    """Name -> types, affiliations, top_pairs (;-joined, the most frequent first), first_day, last_day."""
    where = condition("quotes", replace(filters, search=None, speaker=None))
    within = ", ".join("?" * len(names))
    said = f"""WITH said AS MATERIALIZED (SELECT e.id, e.speaker_name AS name, e.speaker_type, e.affiliation,
        e.published_date FROM quotes e INDEXED BY quotes_by_speaker
        WHERE e.speaker_name IN ({within}) AND {str(where).replace("(e.id IN", "(+e.id IN")})"""
    rows = ask(
        path,
        f"""{said} SELECT name, 'days' AS what, min(published_date) AS value, max(published_date) AS other FROM said GROUP BY 1
        UNION ALL SELECT * FROM (SELECT name, 'types', speaker_type, NULL FROM said GROUP BY 1, 3 ORDER BY count(*) DESC, 3)
        UNION ALL SELECT * FROM (SELECT name, 'affiliations', affiliation, NULL FROM said WHERE affiliation <> ''
            GROUP BY 1, 3 ORDER BY count(*) DESC, 3)
        UNION ALL SELECT * FROM (SELECT name, 'top_pairs', d.dyad, NULL FROM said JOIN quote_dyads d ON d.quote_id = said.id
            GROUP BY 1, 3 ORDER BY count(*) DESC, 3)""",
        [*names, *where.values],
    )
    days = {row["name"]: (row["value"], row["other"]) for row in rows if row["what"] == "days"}
    told: dict[str, Row] = {}
    for name in names:
        first, last = days.get(name, (None, None))
        told[name] = {"first_day": first, "last_day": last} | {
            what: ";".join([row["value"] for row in rows if row["name"] == name and row["what"] == what][:TOP])
            for what in ("types", "affiliations", "top_pairs")
        }
    return told


def roles(path: Path, filters: Filters, name: str) -> list[Row]:
    """How articles introduced one name, by first day: affiliation, speaker_title, speaker_type, speaker_country, n,
    first_day, last_day, outlets; at most 100."""
    where = condition("quotes", replace(filters, search=None, speaker=name))
    return ask(
        path,
        f"""SELECT e.affiliation, e.speaker_title, e.speaker_type,
            coalesce(c.name, e.speaker_country_iso3) AS speaker_country, count(*) AS n,
            min(a.published_date) AS first_day, max(a.published_date) AS last_day,
            count(DISTINCT coalesce(a.outlet, '')) AS outlets
        FROM quotes e JOIN articles a ON a.id = e.article_id LEFT JOIN countries c ON c.iso3 = e.speaker_country_iso3
        WHERE {where} GROUP BY 1, 2, 3, 4 ORDER BY first_day IS NULL, first_day, n DESC LIMIT 100""",
        where.values,
    )


def pairs_of(path: Path, filters: Filters, name: str) -> list[Row]:
    """Country pairs that one name was quoted on: dyad, n, first_day, last_day; the most first, at most 50."""
    where = condition("quotes", replace(filters, search=None, speaker=name))
    return ask(
        path,
        f"""SELECT d.dyad, count(*) AS n, min(a.published_date) AS first_day, max(a.published_date) AS last_day
        FROM quotes e JOIN articles a ON a.id = e.article_id JOIN quote_dyads d ON d.quote_id = e.id
        WHERE {where} GROUP BY 1 ORDER BY n DESC, 1 LIMIT 50""",
        where.values,
    )


def months(path: Path, filters: Filters, name: str) -> list[Row]:
    """How often one name was quoted in each month that has a quote: month (2024-04), n."""
    where = condition("quotes", replace(filters, search=None, speaker=name))
    return ask(
        path,
        f"""SELECT substr(a.published_date, 1, 7) AS month, count(*) AS n
        FROM quotes e JOIN articles a ON a.id = e.article_id WHERE {where} AND length(a.published_date) >= 7
        GROUP BY 1 ORDER BY 1""",
        where.values,
    )


def same_last_word(path: Path, name: str) -> list[Row]:
    """Other names that end in the same word, which may be the same person: speaker, n; the most quoted first, at most 8."""
    last = phrases(name).rpartition(" ")[2]
    if not last:
        return []
    ending = f"%{name.split()[-1]}".replace("\\", "\\\\").replace("_", "\\_")
    return ask(
        path,
        """SELECT speaker_name AS speaker, count(*) AS n FROM quotes WHERE id IN
            (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?) AND speaker_name <> ? AND speaker_name LIKE ? ESCAPE '\\'
            AND review_status <> 'rejected'
        GROUP BY 1 ORDER BY n DESC, 1 LIMIT 8""",
        [f"{{speaker_name}} : {last}", name, ending],
    )
