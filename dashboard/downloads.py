"""Rows as CSV that a spreadsheet opens safely: UTF-8 with BOM, CRLF, ISO dates, no cell read as a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from dashboard import queries
from dashboard.queries import Filters, Row, Table

# Excel, LibreOffice and their Asian editions take a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
QUERIES = {
    "visits": queries.visits,
    "drills": queries.drills,
    "quotes": queries.quotes,
    "articles": queries.articles,
}


def csv_of(path: Path, table: Table, filters: Filters) -> bytes:
    """All rows of a table under the filters, as the download button and `dyadwatch export` give them."""
    return as_csv(QUERIES[table](path, filters, None), table)


def as_csv(rows: list[Row], table: Table) -> bytes:
    """Rows as CSV bytes; an empty list gives the header of `table` alone."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    header = list(rows[0]) if rows else HEADERS[table]
    writer.writerow(header)
    writer.writerows([safe(row[name]) for name in header] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that could be a formula gets an apostrophe, numbers stay numbers."""
    if isinstance(value, str) and (value.startswith(FORMULA) or value.lstrip().startswith(FORMULA)):
        return "'" + value
    return "" if value is None else value


# What an empty table is headed with; a test holds it against the queries.
HEADERS: dict[Table, list[str]] = {
    "visits": [
        "visit_id",
        "country_pair",
        "visitor_country",
        "visitor_iso3",
        "host_country",
        "host_iso3",
        "start_date",
        "end_date",
        "date_precision",
        "visit_status",
        "head_name",
        "head_title",
        "level",
        "delegation",
        "city",
        "purpose",
        "plover_event",
        "plover_mode",
        "plover_context",
        "confidence",
        "n_reports",
        "n_outlets",
        "n_origins",
        "first_reported_date",
        "disputed",
        "review_status",
        "sources",
        "evidence",
    ],
    "drills": [
        "drill_id",
        "country",
        "country_iso3",
        "partner_iso3s",
        "drill_date",
        "date_precision",
        "event_kind",
        "weapon_name",
        "weapon_class",
        "weapon_classes",
        "n_missiles",
        "place",
        "latitude",
        "longitude",
        "distance_km",
        "apogee_km",
        "drill_status",
        "claimed_by",
        "plover_event",
        "plover_mode",
        "plover_context",
        "confidence",
        "n_reports",
        "n_outlets",
        "n_origins",
        "first_reported_date",
        "disputed",
        "review_status",
        "sources",
        "evidence",
    ],
    "quotes": [
        "quote_id",
        "quote",
        "quote_type",
        "speaker",
        "speaker_raw",
        "speaker_title",
        "affiliation",
        "speaker_type",
        "speaker_country_iso3",
        "cue_verb",
        "is_floating",
        "speaker_confidence",
        "country_pairs",
        "article_id",
        "url",
        "path",
        "title",
        "publisher",
        "date",
        "pre",
        "post",
        "quote_start",
        "quote_end",
        "reason",
        "found_by",
        "review_status",
    ],
    "articles": [
        "article_id",
        "title",
        "outlet",
        "author",
        "published_date",
        "language",
        "word_count",
        "n_visits",
        "n_drills",
        "n_quotes",
        "url",
        "path",
        "published_from",
        "notes",
        "added_at",
        "coder_version",
    ],
}
