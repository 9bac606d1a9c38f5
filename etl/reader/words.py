"""The words that the checks rest on, as data: `etl/lexicons/reader_words.csv`."""

from __future__ import annotations

import re
from functools import cache

from etl import lexicons


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """A pattern that finds any of the words of a kind, as whole words, in any case."""
    found = [row["words"] for row in lexicons.rows("reader_words.csv", "kind", "words") if row["kind"] == kind]
    return re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE)
