"""Rows as CSV that a spreadsheet opens safely: UTF-8 with BOM, CRLF, ISO dates, no cell read as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dashboard import queries
from dashboard.database import Filters, Row, Table

TABLES: tuple[Table, ...] = ("visits", "drills", "quotes", "articles")
# Excel, LibreOffice and their Asian editions take a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_of(path: Path, table: Table, filters: Filters) -> bytes:
    """All rows of a table under the filters, as the download button and `dyadwatch export` give them; held once in
    memory, as the file that it is."""
    return _file(queries.columns(path, table), queries.each_with_sources(path, table, filters))


def written(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A CSV file with these columns of the rows, every cell made safe."""
    return _file(header, ([row[name] for name in header] for row in rows))


def _file(header: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.BytesIO(b"\xef\xbb\xbf")
    out.seek(0, io.SEEK_END)
    text = io.TextIOWrapper(out, "utf-8", "replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(value) for value in row] for row in rows)
    text.flush()
    return out.getvalue()


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that could be a formula gets an apostrophe, numbers stay numbers."""
    if isinstance(value, str):
        text = value.replace("\x00", "")
        return "'" + text if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
    return "" if value is None else value


def file_name(table: Table, filters: Filters) -> str:
    """The filters in the name of the file: dyadwatch-visits-IRN-PRK-from-2019-01-01.csv."""
    parts = ["dyadwatch", table]
    if filters.dyad:
        parts.append(filters.dyad)
    if filters.since:
        parts.append(f"from-{filters.since}")
    if filters.until:
        parts.append(f"to-{filters.until}")
    return "-".join(parts) + ".csv"
