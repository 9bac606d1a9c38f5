"""Tables as files that other programs open safely: CSV (UTF-8 with BOM, CRLF, ISO dates, no cell read as a formula),
Parquet with types, and a copy of the whole database. Files are written row by row, never held in memory whole."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any, get_args

from dashboard import described, queries
from dashboard.database import Filters, Row, Table, connect
from dashboard.queries.downloading import Download, kind_of, opened

TABLES: tuple[Table, ...] = ("visits", "drills", "quotes", "articles")
ALL: tuple[Download, ...] = get_args(Download)
# Excel, LibreOffice and their Asian editions take a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ROWS_AT_ONCE = 5000


def csv_of(path: Path, table: Download, filters: Filters) -> bytes:
    """All rows of a table under the filters, as the download button and `dyadwatch export` give them."""
    out = io.BytesIO()
    write_csv(path, table, filters, out)
    return out.getvalue()


def write_csv(path: Path, what: Download, filters: Filters, file: IO[bytes], *, describe: bool = False) -> None:
    """Write all rows under the filters; with `describe` a first row says what the file holds, in one cell."""
    file.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(file, "utf-8", "replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    with opened(path, what, filters) as found:
        if describe:
            writer.writerow([description(path, what, filters)])
        writer.writerow(found.columns)
        writer.writerows([safe(cell) for cell in row] for row in found.rows)
    text.detach()


def write_parquet(path: Path, what: Download, filters: Filters, file: IO[bytes], *, describe: bool = False) -> None:
    """Write all rows under the filters with types as in the codebook; `describe` puts the description into the file's
    metadata, under `dyadwatch`. Cells stand as they are in the database: no program runs those of a Parquet file."""
    import pyarrow as pa  # as large as all else together
    from pyarrow import parquet

    types = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string()}
    with opened(path, what, filters) as found:
        told = {"dyadwatch": description(path, what, filters)} if describe else None
        schema = pa.schema([(name, types[kind_of(what, name)]) for name in found.columns], metadata=told)
        with parquet.ParquetWriter(file, schema) as writer:
            while rows := list(islice(found.rows, ROWS_AT_ONCE)):
                columns = zip(*rows, strict=True)
                arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
                writer.write_batch(pa.record_batch(arrays, schema=schema))


def write_database(path: Path, copy: Path) -> None:
    """Copy the whole database into the new file `copy`, as it is at one moment, beside a writer. Raises NoDatabase."""
    with connect(path) as source:
        target = sqlite3.connect(copy, isolation_level=None)
        try:
            source.backup(target)
            # One file that opens anywhere, also in a folder where nothing can be written.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()


def description(path: Path, what: Download, filters: Filters) -> str:
    """What a file holds, in one line that no spreadsheet takes for a formula: "# DyadWatch visits: Iran – Russia"."""
    if what == "decisions":
        return "# DyadWatch decisions: all"
    names = queries.dyad_names(path) if filters.dyad else {}
    return f"# DyadWatch {what.replace('_', ' ')}: {described.whole(filters, names)}".replace("\x00", "")


def written(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A CSV file with these columns of the rows, every cell made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(row[name]) for name in header] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that could be a formula gets an apostrophe, numbers stay numbers."""
    if isinstance(value, str):
        text = value.replace("\x00", "")
        return "'" + text if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
    return "" if value is None else value


def file_name(what: str, filters: Filters, form: described.Form = "csv") -> str:
    """The filters in the name of the file: dyadwatch_visits_IRN-PRK_from_2019-01-01.csv; decisions know none."""
    return described.file_name(what, Filters() if what == "decisions" else filters, form)
