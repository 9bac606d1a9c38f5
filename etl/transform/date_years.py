"""Years that are said once for several dates: "in May and September 2019", "In 2018 he came in March"."""

from __future__ import annotations

import re

from etl.transform import calendar_words as cal
from etl.transform.date_found import Context, Found

JOINS = re.compile(r"(?:\s|,|and|or|to|until|till|through|then|again|in|on|the|between|[-–—&])*")
AGAIN = re.compile(r"(?:\s|,|and|or|then|again|once more|later|also|in|on|twice|both)*")
FRAME = re.compile(r"\b(?:in|In|IN|during|During|of|By|by|throughout|Throughout|back in|for|from)\s$|^\W*$")
SINCE = re.compile(r"\b(?:since|until|till|before|after|first)(?:\s\w+){0,2}\s$", re.IGNORECASE)


def share_years_back(context: Context, dates: list[Found]) -> None:
    """Give months and days the year that a list states at its end: "in May and September 2019"."""
    for this, following in zip(reversed(dates[:-1]), reversed(dates[1:]), strict=False):
        if (
            not this.open_year
            or following.open_year
            or following.kind not in ("absolute", "relative")
            or len(following.date or "") < 7
        ):
            continue
        if context.text.count("\n", this.end, following.start) or not JOINS.fullmatch(
            context.text, this.end, following.start
        ):
            continue
        known, year = this.date or this.future or "", int((following.date or "")[:4])
        if known:
            over_new_year = known[5:7] >= "10" and (following.date or "")[5:7] <= "03"
            _settle(this, f"{year - over_new_year}{known[4:]}")


def _settle(found: Found, date: str) -> None:
    if found.end_date:
        found.end_date = (
            f"{int(date[:4]) + int(found.end_date[:4]) - int((found.date or date)[:4])}{found.end_date[4:]}"
        )
    found.date = found.future = date
    found.open_year = False


def carry_year(context: Context, dates: list[Found], place: int, anchor: str | None) -> None:
    """ "In 2018 he came in March and again in September", "In 2017, ... . In September, ...": the year goes on.

    A year carries on within its sentence, and from the opening of a sentence through its block, until another date
    that is not of that year; "the first since 2019" frames nothing.
    """
    found = dates[place]
    here = context.sentence(found)
    known = found.date or found.future or ""
    for earlier in reversed(dates[:place]):
        there = context.sentence(earlier)
        if context.block(there) != context.block(here):
            return
        if earlier.kind == "duration" or earlier.date is None:
            continue
        if earlier.open_year or earlier.kind == "weekday":
            if there == here:
                continue
            return
        before = context.text[context.start(there) : earlier.start]
        if SINCE.search(before):
            continue
        year = int(earlier.date[:4])
        if len(earlier.date) == 4:
            opening = len(before) < 12
            if (there == here and FRAME.search(before)) or (
                there != here and opening and earlier.kind in ("absolute", "anaphoric")
            ):
                _settle(found, f"{year}{known[4:]}")
            return
        if there == here and earlier.kind == "absolute" and AGAIN.fullmatch(context.text, earlier.end, found.start):
            date = f"{year + (known[5:7] < earlier.date[5:7])}{known[4:]}"
            if anchor is None or not cal.is_before(anchor, date):
                _settle(found, date)
        return
