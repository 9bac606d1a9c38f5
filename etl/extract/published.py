"""Publication dates and datelines: days as printed, never shifted by a time zone."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from etl import lexicons
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
_CAPITALS = (
    r"[A-ZÀ-Þ][A-ZÀ-Þ.’'\-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.’'\-]*)*(?:,? [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
    r"(?:/[A-ZÀ-Þ .]*[A-ZÀ-Þ])?"
)
_MIXED = r"[A-ZÀ-Þ][\w’'\-]+(?:[ /-][A-ZÀ-Þ][\w’'\-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_REST = (
    r"(?:,?\s+(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?"
    r"|(?:19|20)\d\d-\d\d-\d\d))?"
    r"\s*(?:[(\[](?P<agency>[^)\]]{2,40})[)\]])?\s*(?P<dash>--|[-—–:]|(?<=[A-Z])\.)\s+"
)
DATELINE = re.compile(rf"^(?P<place>{_CAPITALS}){_REST}")
# A place that is not in capitals has to be a known city: "Seoul/Tokyo: ...", but not "Officials: ...".
MIXED_DATELINE = re.compile(rf"^(?P<place>{_MIXED}){_REST}(?=[A-ZÀ-Þ“\"‘'])")
DAY_AND_MONTH = re.compile(
    rf"^(?:{_MONTH}\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+{_MONTH.replace('month', 'month2')})$", re.IGNORECASE
)


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


def own_day_in(text: str) -> str | None:
    """The publication day in a byline or date line; "8 Apr 2022 | Updated 9 Apr 2022" gives the first."""
    return day_in(LATER.split(text)[0])


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


def _match_dateline(text: str) -> re.Match[str] | None:
    match = DATELINE.match(text)
    if match and (match["dash"] not in (".", ":") or _is_city(match["place"])):
        return match
    match = MIXED_DATELINE.match(text)
    return match if match and _is_city(match["place"]) else None


def _is_city(place: str) -> bool:
    return re.split(r"[/,]", place)[0].strip().lower() in _cities()


@cache
def _cities() -> frozenset[str]:
    cities = {row["city"].lower() for row in lexicons.rows("cities.csv", "city")}
    for row in lexicons.rows("countries.csv", "capitals"):
        cities.update(name.strip().lower() for name in row["capitals"].split(";"))
    return frozenset(cities)


def dateline(text: str, published: str | None) -> tuple[str | None, str | None]:
    """Place and day of a dateline: "SEOUL, May 20 (Hangang) -- ..." gives ("SEOUL", "2015-05-20").

    A date without a year is in the year that puts it closest to the publication date, not more than two days after it.
    """
    match = _match_dateline(text)
    if match is None:
        return None, None
    date = match["date"]
    if not date:
        return match["place"], None
    if re.match(r"\d{4}-", date):
        return match["place"], date
    if full := day_in(date):
        return match["place"], full
    parts = DAY_AND_MONTH.match(date.replace(".", ""))
    if parts is None or published is None:
        return match["place"], None
    month = MONTHS[(parts["month"] or parts["month2"]).lower()]
    day = int(parts["day"] or parts["day2"])
    limit = (dt.date.fromisoformat(published) + dt.timedelta(days=2)).isoformat()
    years = [iso(int(published[:4]) + shift, month, day) for shift in (1, 0, -1)]
    return match["place"], next((d for d in years if d and d <= limit), None)


def is_past(day: str) -> bool:
    """True for a day that has come, with one day's grace for time zones to the east."""
    return day <= (dt.date.today() + dt.timedelta(days=1)).isoformat()
