"""The lines above an article's text: who wrote it, when, and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl import lexicons
from etl.extract import published
from etl.extract.furniture import is_menu

_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|da|del|van|von|der|den|al|bin|la|le)){1,4}"
BYLINE = re.compile(
    r"^(?:(?:[Bb]y|BY|Words by|Written by|Text by|From|Story by|Compiled by|Author:|Columnist:)\s+)(?P<name>[^\d]{3,90})$"
)
NAMED_ROLE = re.compile(
    rf"^(?P<name>{_NAME}(?:(?:,| and| &) {_NAME})*)\s*(?:,| in | aboard | at | —| –|\()\s*"
    r"(?:.{0,60}\b(?:editor|correspondent|reporter|writer|staff|bureau|desk|columnist|contributor|analyst)\b.*"
    r"|(?:in|aboard|at|near|reporting from) .{3,40}|[A-ZÀ-Þ][\w’'.-]*(?:[ ,/][A-ZÀ-Þ][\w’'.-]*){0,3}\)?)$",
)
BARE_NAMES = re.compile(rf"^{_NAME}(?:(?:,| and| &) {_NAME})*$")
ROLE = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|writers?|columnists?|bureau|desk|staff|analyst)\b", re.IGNORECASE
)
LOWER_ROLE = re.compile(r"^(?:[a-z]+ )*(?:editor|correspondent|reporter|writer|columnist|analyst) (?=[A-ZÀ-Þ])")
NOBODY = re.compile(
    r"^(?:(?:our|the|a) )?(?:(?:own|special|foreign|staff) )?(?:staff|admin|administrator|editors?|news ?(?:room|desk)|"
    r"web ?desk|online desk|agencies|agency|correspondents?|reporters?)\b",
    re.IGNORECASE,
)
# Between the parts of a byline: "Rasa Lind | Vilnius | 11 June 2024", "Deniz Kaya / ANKARA".
SEPARATOR = re.compile(r"\s*[|·•]\s*|\s+[—–/-]\s+|\s{3,}|\t")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line of the header says of author and day."""

    author: str | None = None
    date: str | None = None


def read_byline(line: str) -> Byline | None:
    """Author and day of a line that holds nothing else, or None.

    Catches "By Ann Lee", "BY ANN LEE and Jo Park in Seoul", "Ann Lee, Asia editor", "Ann Lee | 8 Apr 2022",
    "Aug. 8, 2018, 6:42 p.m.", "Published: 12 November 2025 08:55 KST".
    """
    words = len(line.split())
    if words > 22 or (words > 10 and line.endswith((".", "?", "!"))):
        return None
    date = published.own_day_in(line)
    for part in (line, *SEPARATOR.split(line), re.split(r"\s*[\d(]", line)[0]):
        part = part.strip(" ,:;")
        match = BYLINE.match(part) or NAMED_ROLE.match(part)
        if match and len(part.split()) <= 14 and not SEPARATOR.search(match["name"]):
            return Byline(_names(match["name"]), date)
    if date is None or words > 16:
        return None
    first = SEPARATOR.split(line)[0]
    named = BARE_NAMES.match(first) and not published.day_in(first) and not names_outlet(first)
    return Byline(_names(first) if named else None, date)


def _names(text: str) -> str | None:
    """Names without place, role and the like: "Ann Lee in Seoul" is "Ann Lee"; None for "Staff"."""
    text = re.split(r"\s+(?:in|at|aboard|for)\s+(?=[A-Zt])", text.strip(" ,:;"))[0]
    parts = [part for part in re.split(r",\s*", text) if part]
    # "By political editor Ann Lee", "By our correspondent in Oslo, Ann Lee", "By Ann Lee, Diplomatic Editor".
    parts = [LOWER_ROLE.sub("", part) for part in parts]
    named = [part for part in parts if BARE_NAMES.match(part) and not (ROLE.search(part) or names_outlet(part))]
    text = ", ".join(named) or ", ".join(parts[:1])
    return None if text[:1].islower() or not text or NOBODY.match(text) else text


@cache
def _outlet_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lexicons.lines('outlet_words.txt')))})\b", re.IGNORECASE)


def names_outlet(text: str) -> bool:
    """True where a word of the text is one that newspapers and agencies are called by."""
    return _outlet_word().search(text) is not None


def outlet_in(line: str) -> str | None:
    """The outlet a short line names, set in title case where it is all capitals: "THE DAILY LANTERN | Asia"."""
    head = re.split(r"\s+[—–|-]+\s+|\s{2,}|\s*[☰≡]", line.strip())[0]
    if (
        not 1 <= len(head.split()) <= 5
        or published.day_in(head)
        or not names_outlet(head)
        or is_menu(head)
        or NOBODY.match(head)
    ):
        return None
    return head.title() if head.isupper() else head
