"""Dates in text, with their precision; nothing is invented.

One scan finds the words (`date_patterns`), a reader for each kind of expression reads them against the anchor
(`date_readings`, `period_readings`, `relative_dates`), and what leans on other dates is read last and in order
(`date_years`, `date_steps`).
Arithmetic on the ISO dates found (`shift`, `compatible`, `end_of`, `is_before`) is in `calendar_words`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.models import DateMention, Sentence
from etl.transform import calendar_words as cal
from etl.transform import date_readings as calendar
from etl.transform import period_readings as periods
from etl.transform import relative_dates as relative
from etl.transform.date_found import Context, Found, Reader
from etl.transform.date_patterns import scan
from etl.transform.date_steps import take_step
from etl.transform.date_years import carry_year, share_years_back

READERS: dict[str, Reader] = {
    "iso": calendar.read_iso,
    "slashes": calendar.read_slashes,
    "dotted": calendar.read_dotted,
    "days_before": calendar.read_days,
    "day_list": calendar.read_days,
    "days_after": calendar.read_days,
    "feast": calendar.read_feast,
    "month_range": periods.read_month_range,
    "month_year": periods.read_month_year,
    "nth": calendar.read_nth,
    "season": periods.read_season,
    "month": periods.read_month,
    "week_day": relative.read_week_day,
    "diary_day": calendar.read_diary_day,
    "weekday": relative.read_weekday,
    "turn": relative.read_turn,
    "now": relative.read_now,
    "this_unit": relative.read_this_unit,
    "weekend": relative.read_weekend,
    "ago": relative.read_ago,
    "ahead": relative.read_ahead,
    "same_unit": relative.read_same_unit,
    "counted": relative.read_counted,
    "duration": relative.read_duration,
    "year_range": periods.read_year_range,
    "year": periods.read_year,
}
RANGE = re.compile(r"\s?(?:[-–—]|to|through|until|till)\s?(?:the\s)?")
FROM = re.compile(r"\b(?:from|From|between|Between)\s(?:the\s)?$")


def find(text: str, sentences: Sequence[Sentence], anchor: str | None) -> list[DateMention]:
    """All dates and durations in `text`, by place, none overlapping; `anchor` is the ISO day that weekdays count from.

    Without an anchor weekdays and "last month" are found but stay without a date.
    """
    dates = [found for name, match in scan(text) for found in READERS[name](match, anchor)]
    context = Context(text, sentences)
    share_years_back(context, dates)
    _settle_in_order(context, dates, anchor)
    dates = _join_ranges(text, dates)
    _explain(text, dates)
    return [
        DateMention(d.start, d.end, text[d.start : d.end], d.kind, d.date, d.future or d.date, d.end_date, d.days)
        for d in dates
    ]


def end_for(mention: DateMention, start: str | None) -> str | None:
    """The end of a range whose start is read as `start`, past or future; `end_date` itself closes the past one."""
    if not mention.end_date or not start or start == mention.date or not mention.date:
        return mention.end_date
    if mention.kind == "weekday":
        return cal.days_after(mention.end_date, cal.days_between(mention.date, start) or 0)
    return cal.in_year(mention.end_date, int(mention.end_date[:4]) + int(start[:4]) - int(mention.date[:4]))


def _settle_in_order(context: Context, dates: list[Found], anchor: str | None) -> None:
    """Read what depends on earlier dates, from the first to the last, so that each can lean on those before it."""
    for place, found in enumerate(dates):
        if found.step:
            take_step(context, dates, place, found.step, anchor)
        elif found.open_year:
            carry_year(context, dates, place, anchor)


def _join_ranges(text: str, dates: list[Found]) -> list[Found]:
    """One range of two dates where the words between say so: "Tuesday to April 25", "between 2015 and May 2017"."""
    out: list[Found] = []
    for found in dates:
        first = out[-1] if out else None
        if first and first.date and found.date and not first.end_date and "duration" not in (first.kind, found.kind):
            between, lead = text[first.end : found.start], FROM.search(text[max(0, first.start - 14) : first.start])
            closing = RANGE.fullmatch(between) or (lead and "etween" in lead[0] and between.split() == ["and"])
            end = found.future if found.date < first.date else found.date
            if (
                closing
                and (lead or between.strip() != "to")
                and end
                and end[: len(first.date)] > first.date[: len(end)]
            ):
                first.end, first.end_date = found.end, found.end_date or end
                continue
        out.append(found)
    return out


def _explain(text: str, dates: list[Found]) -> None:
    """A day put behind others says which day they mean: "on Tuesday (April 23)", "the day before, 24 September"."""
    for found, following in pairwise(dates):
        between = text[found.end : following.start]
        if following.kind != "absolute" or len(following.date or following.future or "") != 10:
            continue
        if found.kind in ("weekday", "anaphoric") and (
            between == " (" or (between == ", " and found.kind == "anaphoric")
        ):
            found.date, found.future = following.date, following.future
