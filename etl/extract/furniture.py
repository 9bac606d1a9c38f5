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


# Notices run longer, but what is longer than this is more likely an article's own words.
MAX_WORDS = 45
ROW = re.compile(r"\s[|·•*»>]\s|\s-\s|;\s")


def is_furniture(line: str) -> bool:
    """True for "Advertisement", "Reading Time: 4 minutes", "Share on X": the whole line, stripped of marks."""
    line = line.strip(" :\t")
    return len(line.split()) <= MAX_WORDS and _line().fullmatch(line) is not None


def ends_article(line: str) -> bool:
    """True for "RELATED", "Most popular", "More from this section": what follows is no longer the article."""
    return _ending().fullmatch(line.strip(" :\t#*>").strip()) is not None


def is_link_row(line: str) -> bool:
    """True for links set side by side: "News | Sport | Opinion", "Kelly tours line * Pope to Juárez * Weather"."""
    return len(ROW.findall(line)) >= 2 and re.search(r"[.!?][\"”’')]*$", line) is None


@cache
def _sections() -> frozenset[str]:
    return frozenset(lexicons.lines("furniture_sections.txt"))


def is_menu(line: str) -> bool:
    """True for a name of a section, or several in a row: "News World Sport Opinion Subscribe"."""
    words = re.findall(r"[^\W\d_]+", line.lower())
    known = sum(word in _sections() for word in words)
    return bool(words) and (known == len(words) or (len(words) >= 3 and known * 3 >= len(words) * 2))
