"""Words as data: every list that the rules rest on, as CSV or plain text. README.md says where each comes from."""

from __future__ import annotations

import csv
from pathlib import Path

from etl.errors import LexiconError

FOLDER = Path(__file__).parent


def rows(name: str, *columns: str) -> list[dict[str, str]]:
    """The rows of the CSV file `name`; raises LexiconError where a column is missing or a row has too few cells."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise LexiconError(f"{name}: has no column {', '.join(sorted(missing))}")
        out = list(reader)
    for number, row in enumerate(out, start=2):
        if any(row[column] is None for column in columns):
            raise LexiconError(f"{name}, line {number}: has too few cells")
    return out


def lines(name: str) -> list[str]:
    """The lines of the text file `name`, without blank ones and remarks (#)."""
    text = (FOLDER / name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
