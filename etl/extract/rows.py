"""Rows of lists and tables in a text: lines of cells, entries that open with a date, and the years above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from etl.extract import published
from etl.extract.datelines import MONTH, WEEKDAY
from etl.extract.furniture import ends_article, is_furniture, is_menu, is_pointer
from etl.extract.header import read_byline
from etl.extract.lengths import SENTENCE_END, is_sentence
from etl.extract.masthead import BULLET, dateline_alone

Shape = Literal["bars", "spaces", "dated", "entry", "cells"]
# So many lines of one shape make a list; fewer may be a byline or a menu.
LEAST = 3
LONGEST_CELL = 14
# Lines of other kinds that may stand between two entries: a year, a heading, the head of a table.
APART = 3
BARS = re.compile(r"\s*\|\s*|\s+[·•/]\s+")
SPACES = re.compile(r" {2,}")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–/]\s?\d{1,2})?"
_MORE = r"(?:\s?(?:,|&|and|or|to|[-–/])\s?"
_NUMBERS = r"\d{1,2}([./])\d{1,2}\1(?:19|20)?\d\d(?![.\d])|(?:19|20)\d\d([-./])\d\d?\2\d\d?(?!\d)"
# A day of a month, several of them, or a day in numbers.
_DAYS = (
    rf"(?:{_DAY}{_MORE}{_DAY})*\.?\s+{MONTH}{_MORE}{_DAY}\s+{MONTH})*"
    rf"|{MONTH}\s+{_DAY}{_MORE}(?:{MONTH}\s+)?{_DAY}(?!\d))*)(?!\w)(?:,?\s+(?:19|20)\d\d)?+"
)
_OPEN = rf"(?:{WEEKDAY},?\s+)?"
DATED = re.compile(
    rf"{_OPEN}(?:{_DAYS}|{_NUMBERS}|(?:{MONTH}|(?:19|20)\d\d(?:-\d\d)?|{WEEKDAY}\s+\d{{1,2}})(?!\w)(?:,?\s+(?:19|20)\d\d)?+)"
    r"(?:\s\([^)]{3,20}\))?(?:\s*[:–—-]+\s+|,\s+)\S",
    re.IGNORECASE,
)
# "27 Sept 2005. Surfaced.", "12 May 2008 Kolar in Riga", "Oct. 16 (Kusong, blew up)", "1998. Kolar in Riga."
ENTRY = re.compile(
    rf"{_OPEN}(?:{_DAYS}|{_NUMBERS})(?:[.;]?\s+|\s*[(/—–]\s*)\S|(?:19|20)\d\d\.\s+[^\W\d]", re.IGNORECASE
)
# "M1, 9 November 2006, Norrland": the date is the second cell or the third.
CELLS = re.compile(rf"[^,.;:]{{1,40}},\s+(?:[^,.;:\d]{{1,40}},\s+)?(?:{_DAYS}|{_NUMBERS})(?:,\s+\S|$)", re.IGNORECASE)
YEAR_ALONE = re.compile(r"(?:(?:In|The year)\s+)?((?:19|20)\d\d)\s?[:.–—-]?")


def find_rows(lines: Sequence[str]) -> dict[int, str]:
    """Index of each line that is a row -> its cells joined by commas, as tables of pages are read.

    Entries and cells set off by commas are rows only where three stand together with no running text in between and
    nothing above them that leads to other articles, since captions and links have dates too.
    """
    shapes = {i: shape for i, line in enumerate(lines) if (shape := _shape(line))}
    counts = Counter(shapes.values())
    kept = {i for i, shape in shapes.items() if shape not in ("entry", "cells") and counts[shape] >= LEAST}
    for loose in (("entry", "dated"), ("cells",)):
        for group in _groups(lines, [i for i, shape in shapes.items() if shape in loose]):
            if len(group) >= LEAST and not _is_elsewhere(lines, group[0]):
                kept.update(group)
    listed = sorted(kept)
    if len(listed) > 1 and _is_header(lines, listed):
        kept.remove(listed[0])
    return {i: _joined(lines[i], shape) for i, shape in shapes.items() if i in kept}


def find_heads(lines: Sequence[str], rows: Iterable[int]) -> set[int]:
    """Index of each line that heads what follows: a year above rows or above the parts of a chronology, and a few words
    with a colon right above rows ("From Oslo:")."""
    listed = set(rows)
    years = [i for i, line in enumerate(lines[:-1]) if YEAR_ALONE.fullmatch(line)]
    several = len({lines[i] for i in years}) >= 2
    found = {
        i
        for i in years
        if not listed.isdisjoint((i + 1, i + 2))
        or (several and (is_sentence(lines[i + 1]) or ENTRY.match(lines[i + 1])))
    }
    above = [i - 1 for i in sorted(listed) if i and i - 1 not in listed]
    return found | {i for i in above if _is_lead(lines[i])}


def _is_lead(line: str) -> bool:
    return (
        line.endswith(":")
        and len(line.split()) <= 8
        and not (is_furniture(line) or is_pointer(line) or ends_article(line))
    )


def is_entry(line: str) -> bool:
    """True for a row that is a paragraph: "27 Sept 2005. The boat surfaced, says the log."."""
    return SENTENCE_END.search(line) is not None and not DATED.match(line) and not BULLET.match(line)


def _shape(line: str) -> Shape | None:
    if is_furniture(line) or is_menu(line):
        return None
    if len([cell for cell in BARS.split(line) if cell]) >= 2:
        return "bars"
    cells = SPACES.split(line)
    if len(cells) >= 2 and all(
        len(cell.split()) <= LONGEST_CELL and not SENTENCE_END.search(cell) for cell in cells[:-1]
    ):
        return "spaces"
    text = line if ENTRY.match(line) else BULLET.sub("", line)
    if DATED.match(text):
        return "dated" if text is line else "entry"
    if ENTRY.match(text):
        return "entry"
    return "cells" if CELLS.match(text) and not is_sentence(line) else None


def _groups(lines: Sequence[str], places: Sequence[int]) -> list[list[int]]:
    """Places that lie near one another, with no running text between them."""
    groups = [list(places[:1])]
    for one, other in pairwise(places):
        if other - one > APART + 1 or any(map(is_sentence, lines[one + 1 : other])):
            groups.append([])
        groups[-1].append(other)
    return groups


def _is_elsewhere(lines: Sequence[str], first: int) -> bool:
    return first > 0 and (ends_article(lines[first - 1]) or is_pointer(lines[first - 1]))


def _is_header(lines: Sequence[str], listed: Sequence[int]) -> bool:
    """True where the first of the lines listed is a byline or date line and no row: it stands above all text, has other
    cells than the row below, and a day that none of the lines above has and that no row comes after."""
    above, line = lines[: listed[0]], lines[listed[0]]
    day = published.own_day_in(line)
    if day is None or any(is_sentence(other) or published.own_day_in(other) for other in above):
        return False
    if any(day < (published.own_day_in(lines[i]) or day) for i in listed[1:]):
        return False
    differs = len(re.findall(r"[|,:]", line)) != len(re.findall(r"[|,:]", lines[listed[1]]))
    return differs and (read_byline(line) is not None or dateline_alone(line) is not None)


def _joined(line: str, shape: Shape) -> str:
    if shape not in ("bars", "spaces"):
        return line if shape == "dated" or ENTRY.match(line) else BULLET.sub("", line)
    cells = (BARS if shape == "bars" else SPACES).split(line)
    return ", ".join(cell.strip() for cell in cells if cell.strip(" -–—"))
