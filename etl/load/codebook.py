"""What every column of the database means: `codebook.csv`, kept in each database as well, for a terminal and as CSV."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from etl.errors import DyadWatchError

FILE = Path(__file__).with_name("codebook.csv")
COLUMNS = ("table_name", "column_name", "csv_name", "type", "unit_or_values", "meaning", "source")
INDENT = 4

Entry = dict[str, str]


def entries(table: str | None = None) -> list[Entry]:
    """One entry a column, all or those of `table` and its download; raises DyadWatchError where there is no such table.

    A `table_name` that ends in `.csv` holds what only the download of that name has.
    """
    with FILE.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    if table is None:
        return found
    chosen = [entry for entry in found if entry["table_name"].removesuffix(".csv") == table.removesuffix(".csv")]
    if not chosen:
        tables = ", ".join(dict.fromkeys(e["table_name"] for e in found if not e["table_name"].endswith(".csv")))
        raise DyadWatchError(f"{table}: is no table of the database; it has {tables}")
    return chosen


def as_csv(chosen: Sequence[Entry]) -> bytes:
    """The entries as the dashboard's downloads are written: UTF-8 with BOM, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(chosen)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def as_text(chosen: Sequence[Entry], width: int) -> str:
    """The entries for a terminal of `width` characters: a table's name, then each column with its meaning below."""
    lines: list[str] = []
    for table, columns in groupby(chosen, key=lambda entry: entry["table_name"]):
        lines += [table, "=" * len(table)]
        for entry in columns:
            renamed = (
                f" (in the CSV: {entry['csv_name']})" if entry["csv_name"] not in ("", entry["column_name"]) else ""
            )
            lines.append(f"{entry['column_name']}{renamed}")
            for part in (entry["unit_or_values"], f"{entry['meaning']} [{entry['source']}]"):
                lines += textwrap.wrap(part, width, initial_indent=" " * INDENT, subsequent_indent=" " * INDENT)
        lines.append("")
    return "\n".join(lines).rstrip()
