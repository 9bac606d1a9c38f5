"""Rows of lists and tables in a text file: lines of cells, and entries that open with a date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from etl.extract.datelines import MONTH, WEEKDAY
from etl.extract.lengths import SENTENCE_END

Shape = Literal["bars", "spaces", "dated"]
# So many lines of one shape make a list; fewer may be a byline or a menu.
LEAST = 3
LONGEST_CELL = 14
BARS = re.compile(r"\s*\|\s*|\s+[·•/]\s+")
SPACES = re.compile(r" {2,}")
DATED = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–/]\s?\d{{1,2}})?\.?\s+{MONTH}(?:\s?[-–]\s?\d{{1,2}}\s+{MONTH})?"
    rf"|{MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?(?:{MONTH}\s+)?\d{{1,2}})?)?"
    rf"|(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?|{WEEKDAY}\s+\d{{1,2}}"
    r")(?!\w)(?:,?\s+(?:19|20)\d\d)?(?:\s\([^)]{3,20}\))?(?:\s*[:–—-]+\s+|,\s+)\S",
    re.IGNORECASE,
)


def find_rows(lines: Sequence[str]) -> dict[int, str]:
    """Index of each line that is a row -> its cells joined by commas, as tables of pages are read."""
    shapes = {i: shape for i, line in enumerate(lines) if (shape := _shape(line))}
    counts = Counter(shapes.values())
    return {i: _joined(lines[i], shape) for i, shape in shapes.items() if counts[shape] >= LEAST}


def _shape(line: str) -> Shape | None:
    if len([cell for cell in BARS.split(line) if cell]) >= 2:
        return "bars"
    cells = SPACES.split(line)
    if len(cells) >= 2 and all(
        len(cell.split()) <= LONGEST_CELL and not SENTENCE_END.search(cell) for cell in cells[:-1]
    ):
        return "spaces"
    return "dated" if DATED.match(line) else None


def _joined(line: str, shape: Shape) -> str:
    if shape == "dated":
        return line
    cells = (BARS if shape == "bars" else SPACES).split(line)
    return ", ".join(cell.strip() for cell in cells if cell.strip(" -–—"))
