"""Years that are said once for several dates: "in May and September 2019", "In 2018 he came in March"."""

from __future__ import annotations

import re

from etl.transform import calendar_words as cal
from etl.transform.date_found import Context, Found

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
YEAR_ALONE = re.compile(r"(?:(?:In|The year)\s+)?(?:19|20)\d\d\s?[:.–—-]?")
OPENING = 6  # characters: a weekday may stand before
JOINS = re.compile(r"(?:\s|,|and|or|to|until|till|through|then|again|in|on|the|between|[-–—&])*")
AGAIN = re.compile(r"(?:\s|,|and|or|then|again|once more|later|also|in|on|twice|both)*")
FRAME = re.compile(r"\b(?:in|In|IN|during|During|of|By|by|throughout|Throughout|back in|for|from)\s$|^\W*$")
SINCE_TOLD = re.compile(r"\bsince(?:\s\w+){3,6}\s$", re.IGNORECASE)  # "since Ortega did so in 2007"
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
        date = following.date or ""
        over_new_year = this.tail[1:3] >= "10" and date[5:7] <= "03"
        _settle(this, int(date[:4]) - over_new_year)


def _settle(found: Found, year: int) -> None:
    """Move a date to the year that others state for it, and the end of its range with it."""
    date = cal.in_year(f"{year:04d}{found.tail}", year)
    if date is None:
        return
    if found.end_date and found.date:
        found.end_date = cal.in_year(found.end_date, year + int(found.end_date[:4]) - int(found.date[:4]))
    found.date = found.future = date
    found.open_year = False


def carry_year(context: Context, dates: list[Found], place: int, anchor: str | None) -> None:
    """ "In 2018 he came in March and again in September", "In 2017, ... . In September, ...": the year goes on.

    A year carries on within its sentence, and from the opening of a sentence through its block, until another date
    that is not of that year; "the first since 2019" frames nothing.
    """
    found = dates[place]
    here = context.sentence(found)
    for earlier in reversed(dates[:place]):
        there = context.sentence(earlier)
        if context.block(there) != context.block(here):
            break
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
            if SINCE_TOLD.search(before):
                return
            named = context.text[earlier.start : earlier.end].lower().endswith("year")
            if (there == here and (FRAME.search(before) or named)) or (
                there != here and opening and earlier.kind in ("absolute", "anaphoric")
            ):
                _settle(found, year)
            return
        if there == here and earlier.kind == "anaphoric" and JOINS.fullmatch(context.text, earlier.end, found.start):
            _settle(found, year)  # "eight months later, on June 21"
            return
        if there == here and earlier.kind == "absolute" and AGAIN.fullmatch(context.text, earlier.end, found.start):
            year += found.tail[1:3] < earlier.date[5:7]
            if anchor is None or not cal.is_before(anchor, f"{year}{found.tail}"):
                _settle(found, year)
        elif there == here and earlier.kind == "absolute":
            _take_titles_year(context, found, here, earlier.date)
        return
    _take_titles_year(context, found, here)


def _take_titles_year(context: Context, found: Found, here: int, led_by: str = "") -> None:
    """A date that opens a row of a list is of the year that the heading or headline above it names, where it names one.

    So are those that follow it in its sentence (`led_by` is then its date). Below a heading that is nothing but a year
    this holds for paragraphs too, until rows come: the year of the last rows does not lead the article to its end.
    """
    sentence = context.sentences[here]
    row = sentence.kind == "list_item"
    opens = bool(led_by) or found.start - sentence.start <= OPENING
    if not row and sentence.kind != "paragraph":
        return
    for title in reversed(context.sentences[:here]):
        if not row and title.kind == "list_item":
            return
        if title.kind not in ("heading", "headline"):
            continue
        years = set(YEAR.findall(title.text))
        alone = title.kind == "heading" and YEAR_ALONE.fullmatch(title.text) is not None
        if not row and not alone:
            return
        if years:
            year = years.pop()
            if not years and (alone or opens) and led_by[:4] in ("", year):
                _settle(found, int(year))
            return
