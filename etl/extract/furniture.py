"""What surrounds an article: lines of a page that are no part of it."""

from __future__ import annotations

import re
from functools import cache

from etl import lexicons


@cache
def _line() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicons.lines("furniture.txt")), re.IGNORECASE)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicons.lines("endings.txt")), re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """True for "Advertisement", "Reading Time: 4 minutes", "Share on X": the whole line, stripped of marks."""
    return _line().fullmatch(line.strip(" :\t").strip()) is not None


def ends_article(line: str) -> bool:
    """True for "RELATED", "Most popular", "More from this section": what follows is no longer the article."""
    return _ending().fullmatch(line.strip(" :\t#*>").strip()) is not None
