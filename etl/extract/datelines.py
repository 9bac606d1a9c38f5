"""Datelines: where and when a report was sent, at the head of its first paragraph or alone on a line."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from etl import lexicons
from etl.extract import published
from etl.extract.header import names_outlet
from etl.transform.calendar_words import MONTHS

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DAY = (
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:,?\s+(?:19|20)\d\d)?|(?:19|20)\d\d-\d\d-\d\d)(?!\w|:\d)"
)
DAY = re.compile(_DAY, re.IGNORECASE)
_TIME_WORD = rf"(?:{MONTH}|{WEEKDAY})(?!\w)"
# No place begins with a word that opens sentences, or has a month or a weekday in it.
_WORD = rf"(?!{_TIME_WORD})[A-ZÀ-Þ][\w’'\-]+"
_SHOUTED = rf"(?!{_TIME_WORD}|{_TIME_WORD.upper()})[A-ZÀ-Þ][A-ZÀ-Þ.’'\-]+(?![a-zß-ÿ])"
_REGION = rf"(?:, ?{_WORD}\.?(?: {_WORD})?)"
CAPITALS = re.compile(
    rf"\[?(?P<place>{_SHOUTED}(?:[ /]{{1,3}}{_SHOUTED}){{0,4}}{_REGION}?(?:/{_SHOUTED}(?: {_SHOUTED})*)?)\]?"
)
MIXED = re.compile(
    rf"\[?(?P<place>{_WORD}(?:(?: ?/ ?| )(?:d[aeo] |del |la )?{_WORD}){{0,4}}{_REGION}?)(?P<bureau> bureau)?\]?"
)
PART = re.compile(
    rf"(?:\s?[,.:;|]|\s[-—–|])?\s*(?:(?:(?i:{WEEKDAY}),?\s+)?(?P<day>(?i:{_DAY}))(?:,?\s*(?i:{WEEKDAY})(?!\w))?"
    rf"|(?i:{WEEKDAY})(?!\w)|[(\[](?P<agency>[^)\]]{{2,60}})[)\]]|/[^/]{{3,30}}/)"
)
NAMED = re.compile(rf",\s+(?:{_WORD}\s){{1,3}}{_WORD}(?=\s(?:--|[-—–])\s|$)")
END = re.compile(r"\s*(?P<dash>--|[-—–:.])(?:\s+|$)|(?<=[)\]/.])\s+(?=[A-ZÀ-Þ“\"‘'])|$")
NO_PLACE = re.compile(
    r"\b(?:press release|supplement|edition|issue|special|exclusive|updated?|published|posted|by|from|the|on|in|at|after|yes|no|but)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place, the words that give its day (None where there are none), and where the report itself begins."""

    place: str
    day: str | None
    end: int


def match_dateline(text: str) -> Dateline | None:
    """The dateline at the head of a paragraph or making up a line.

    Catches "SEOUL, May 20 (Hangang) -- ...", "MOSCOW, 13 March 2001. Four ...", "BRASÍLIA (Despatch), 15 November 2019 — ",
    "Islamabad, April 7 (Wire Agency)" alone, "Suez, Egypt: ...". Without a day or an agency a place in small letters has
    to be a known city ("Paris: ..."), as has one in capitals before a colon or full stop; "NATO: ..." is none.
    """
    for shape in (CAPITALS, MIXED):
        head = shape.match(text)
        if head is None or NO_PLACE.search(head["place"]):
            continue
        place, at = head["place"].strip(" ,."), head.end()
        day, agency, timed = None, False, False
        while part := PART.match(text, at):
            agency = agency or part["agency"] is not None
            timed = timed or part["agency"] is None
            found = DAY.search(part["day"] or part["agency"] or "")
            day, at = day or (found[0] if found else None), part.end()
        if named := NAMED.match(text, at):
            at = named.end()
        end = END.match(text, at)
        if end and _is_dateline(place, day, (agency, timed), end, text, shouted=shape is CAPITALS):
            return Dateline(place, day, end.end())
    return None


def _is_dateline(
    place: str, day: str | None, signs: tuple[bool, bool], end: re.Match[str], text: str, *, shouted: bool
) -> bool:
    """Whether a place, what follows it (an agency, a time) and the mark at the `end` make a dateline."""
    agency, timed = signs
    alone = end.end() == len(text)
    if names_outlet(place) or text[end.end() : end.end() + 1].islower():
        return False
    dashed = end["dash"] in ("-", "--", "—", "–")
    if day:
        return shouted or alone or dashed or _is_city(place) or published.day_in(day) is not None
    if timed and (shouted or _is_city(place)):
        return True
    if shouted:
        return (agency and not alone) or (dashed and not alone) or (_is_city(place) and end["dash"] is not None)
    return _is_city(place) and end["dash"] is not None and not alone


def _is_city(place: str) -> bool:
    return re.split(r"[/,]", place)[0].strip().lower() in _cities()


@cache
def _cities() -> frozenset[str]:
    cities = {row["city"].lower() for row in lexicons.rows("cities.csv", "city")}
    for row in lexicons.rows("countries.csv", "capitals"):
        cities.update(name.strip().lower() for name in row["capitals"].split(";"))
    return frozenset(cities)


def read_dateline(text: str, published_date: str | None) -> tuple[str | None, str | None]:
    """Place and day of a dateline: "SEOUL, May 20 (Hangang) -- ..." gives ("SEOUL", "2015-05-20").

    A date without a year is in the year that puts it closest to the publication date, not more than two days after it.
    """
    found = match_dateline(text)
    if found is None:
        return None, None
    return found.place, day_before(found.day, published_date) if found.day else None


def day_before(words: str, published_date: str | None) -> str | None:
    """The ISO day of "May 20" or "20 May 2015" in an article published on `published_date`; None without a year."""
    if full := published.day_in(words):
        return full
    numbers, month = re.search(r"\d+", words), re.search(r"(?<!\d)[A-Za-z]{3,}", words)
    if published_date is None or numbers is None or month is None:
        return None
    limit = (dt.date.fromisoformat(published_date) + dt.timedelta(days=2)).isoformat()
    number = MONTHS[month[0].lower()]
    years = [published.iso(int(published_date[:4]) + shift, number, int(numbers[0])) for shift in (1, 0, -1)]
    return next((day for day in years if day and day <= limit), None)
