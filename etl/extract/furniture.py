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


LEAD = re.compile(r"(?P<lead>[A-Za-z’' ]{4,45}?)\s*(?:$|[:|•·»>]\s*(?P<rest>.*)|\s[–—-]\s+(?P<rest2>.*))")


@cache
def _pointer_words() -> dict[str, bool]:
    return {row["word"]: row["kind"] == "points" for row in lexicons.rows("pointer_words.csv", "word", "kind")}


def is_pointer(line: str) -> bool:
    """True for a line that leads to other articles, alone or before their titles: "People are also reading", "Other
    stories: Envoy in Oslo • Fish talks fail". All words of the lead are of pointer_words.csv, and one of them points."""
    match = LEAD.fullmatch(line.strip(" \t#*>•·▪●-"))
    if match is None or len(line.split()) > MAX_WORDS:
        return False
    words = match["lead"].lower().replace("’", "'").split()
    known = [_pointer_words().get(word) for word in words]
    titles = match["rest"] or match["rest2"] or ""
    return None not in known and any(known) and (len(words) > 1 or known == [True]) and not _is_speech(titles)


def _is_speech(text: str) -> bool:
    return re.search(r"[“\"].{20,}[”\"]", text) is not None
