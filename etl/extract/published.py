"""Publication dates: days as printed, never shifted by a time zone."""

from __future__ import annotations

import datetime as dt
import re

from etl.transform.calendar_words import MONTHS

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b",
        r"(?<![\d.])(?P<day>\d{1,2})[./-](?P<number>\d{1,2})[./-](?P<year>(?:19|20)\d\d)(?![.]?\d)",
    )
)
IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")


def day_in(text: str) -> str | None:
    """The first complete date in `text` as an ISO day, in any newsroom's writing; 03/04/2022 is 3 April."""
    best: tuple[int, str] | None = None
    for shape in SHAPES:
        match = shape.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        month = int(groups["number"]) if groups.get("number") else MONTHS[groups["month"].lower().rstrip(".")]
        day = int(groups["day"])
        if month > 12 >= day:
            month, day = day, month
        date = iso(int(groups["year"]), month, day)
        if date and (best is None or match.start() < best[0]):
            best = (match.start(), date)
    return best[1] if best else None


# A date behind one of these words is that of a copy or a later change, not of publication.
LATER = re.compile(
    r"\b(?:saved|retrieved|printed|accessed|downloaded|crawl(?:ed)?|captured?|archived?|copyright|updated|modified|revised)\b|©",
    re.IGNORECASE,
)


# "9 to 15 February 2026" is what a planner covers, not when it appeared.
RANGE = re.compile(
    r"\d(?:st|nd|rd|th)?(?:\s+[A-Z][a-z]{2,8}\.?)?\s*(?:to|until|[-–—])\s*(?=\d{1,2}\s+[A-Z]|[A-Z][a-z]{2,8}\.? \d)"
)
CHANGED = re.compile(r"\b(?:updated|modified|revised)\b", re.IGNORECASE)


def own_day_in(text: str) -> str | None:
    """The publication day in a byline or date line; "8 Apr 2022 | Updated 9 Apr 2022" gives the first."""
    own = LATER.split(text)[0]
    return None if RANGE.search(own) else day_in(own)


def changed_day_in(text: str) -> str | None:
    """The day of a line like "Last updated: 9 Apr 2022", which dates an article that states no other day."""
    parts = CHANGED.split(text, maxsplit=1)
    return day_in(parts[1]) if len(parts) == 2 and len(text.split()) <= 22 else None


def iso(year: int, month: int, day: int) -> str | None:
    """The ISO day, or None where there is no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def day_in_address(url: str) -> str | None:
    """The day in a page's address (/2025/09/02/, 2025-09-02, 20221004), or None."""
    match = IN_ADDRESS.search(url)
    return iso(*map(int, match.groups())) if match else None


def is_past(day: str) -> bool:
    """True for a day that has come, with one day's grace for time zones to the east."""
    return day <= (dt.date.today() + dt.timedelta(days=1)).isoformat()
