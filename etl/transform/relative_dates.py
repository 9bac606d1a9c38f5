"""Readings of dates counted from the anchor ("on Tuesday", "three weeks ago"), of such as count from another date of
the text ("the previous day", left as a step to take), and of lengths of time ("three-day")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.transform import calendar_words as cal
from etl.transform.date_found import STEPS, YEAR_STEPS, Found, Step

DAYPARTS = frozenset(["morning", "afternoon", "evening", "night", "midnight", "noon", "lunchtime"])
NAMED_DAY_BEFORE = re.compile(r"\b(?:Black|Good|Super|Bloody|Cyber|Man)\s$")
NEWSPAPER_AFTER = re.compile(r"(?:['’]s)?\s(?:Times|Telegraph|Express|Mail|Mirror|Post|Herald|World)\b")
INEXACT = re.compile(r"\b(?:more than|over|at least|less than|well over|almost|nearly)\s$", re.IGNORECASE)
LONG_UNITS = {"decade": (10, "year"), "fortnight": (14, "day")}
CENTURIES = {
    "half a": 50,
    "a quarter": 25,
    "a quarter of a": 25,
    "quarter of a": 25,
    "three quarters of a": 75,
    "a": 100,
}
DAYS_IN = {"day": 1, "night": 1, "week": 7, "month": 30}
# What follows "two days before" where nothing is left to count from: "he had landed two days before in Hanoi".
ALONE = re.compile(
    r"\s*(?:[.,;:!?)”\"’—–]|$|-\s)|\s(?:(?:in|at|on|for|with|by|from|and|but|to|as|when|while)\s|(?:that|this)\b)"
)


def read_weekday(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "on Tuesday", "last Tuesday", "next Tuesday", "Thursday last week", "Monday night", "Sunday through Tuesday".

    The anchor's own weekday is the anchor's own day. "Next Tuesday" is next week's, and "last" is never today.
    """
    text, number = match.string, cal.WEEKDAYS[match["weekday"].lower()]
    if NAMED_DAY_BEFORE.search(text[max(0, match.start() - 8) : match.start()]) or NEWSPAPER_AFTER.match(
        text, match.end()
    ):
        return
    which, week = (match["which"] or "").lower().split(), (match["week"] or "").lower().replace(",", "").split()
    if (which and which[-1] in ("previous", "preceding", "following", "that")) or which == ["the", "next"]:
        yield Found(*match.span(), "anaphoric", step=Step(STEPS[which[-1]], "weekday", weekday=number))
        return
    if "the" in week or "that" in week:
        amount = next((STEPS[w] for w in week if w in STEPS), 1 if "after" in week else -1)
        yield Found(*match.span(), "anaphoric", step=Step(amount, "calendar week", weekday=number))
        return
    found = Found(*match.span(), "weekday")
    if anchor:
        found.date, found.future = _weekday(
            anchor, number, which[-1] if which else "", next((w for w in week if w in YEAR_STEPS), "")
        )
        if match["to"] and found.date:
            found.end_date = cal.weekday(found.date, cal.WEEKDAYS[match["to"].lower()], future=True)
    yield found


def _weekday(anchor: str, number: int, which: str, week: str) -> tuple[str, str]:
    past, future = cal.weekday(anchor, number), cal.weekday(anchor, number, future=True)
    if week:
        past = future = cal.weekday_in_week(anchor, number, YEAR_STEPS[week])
    elif which in ("last", "past"):
        past = future = past if past < anchor else cal.weekday(anchor, number, weeks=-1)
    elif which == "coming":
        past = future = future if future > anchor else cal.weekday(anchor, number, weeks=1)
    elif which == "next":
        days = cal.days_between(anchor, future) or 0
        past = future = cal.weekday_in_week(anchor, number, 1) if number < 5 or days < 2 else future
    return past, future


def read_week_day(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "last week, on Tuesday", "a week from Friday", "two weeks ago Tuesday"."""
    date = None
    if anchor and match["weekday"]:
        date = cal.weekday_in_week(anchor, cal.WEEKDAYS[match["weekday"].lower()], YEAR_STEPS[match["week"].lower()])
    elif anchor:
        number, weeks = cal.WEEKDAYS[match["weekday2"].lower()], cal.number_of(match["number"]) or 1
        ahead = match["way"] != "ago"
        date = cal.weekday(anchor, number, weeks=weeks if ahead else -weeks, future=ahead)
    yield Found(*match.span(), "weekday", date, date)


def read_now(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "yesterday", "tonight", "tomorrow", "last night", "earlier today", "this morning"; not "USA Today"."""
    words, before = match[0].lower(), match.string[max(0, match.start() - 20) : match.start()]
    if (match[0][0].isupper() and re.search(r"[A-Z]\w*\s$", before)) or re.search(
        r"\b(?:a|new|better|brighter)\s$", before
    ):
        return
    amount = -1 if "yesterday" in words or "last" in words else 1 if "tomorrow" in words else 0
    date = cal.days_after(anchor, amount) if anchor else None
    yield Found(*match.span(), "relative", date, date)


def read_turn(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "the day before yesterday", "the week before last", "the week after next"."""
    unit, amount = match["unit"].lower(), 2 if match["way"].lower() == "after" else -2
    date = None
    if anchor and unit == "week":
        date = _week(anchor, amount)
    elif anchor and unit == "weekend":
        date = cal.weekday_in_week(anchor, 5, amount)
    elif anchor:
        date = cal.shift(anchor, amount, "day" if unit == "night" else unit)
    yield Found(*match.span(), "relative", date, date)


def _week(anchor: str, weeks: int) -> str | None:
    return cal.common(cal.weekday_in_week(anchor, 0, weeks), cal.weekday_in_week(anchor, 6, weeks))


def read_this_unit(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "last month", "next week", "later this year", "this weekend"; a week is known to its month, or its year only.

    "In the last year" and "over the next week" are spans of time and no dates.
    """
    unit, which, when = match["unit"].lower(), match["which"].lower(), (match["when"] or "").lower()
    if which != "this" and re.search(r"\b(?:the|these)\s$", match.string[max(0, match.start() - 6) : match.start()]):
        return
    if which == "this past" and unit in ("month", "year"):
        return
    found = Found(*match.span(), "relative")
    amount = YEAR_STEPS.get(which, -1)
    if anchor is None:
        pass
    elif unit == "weekend":
        found.date = found.future = cal.weekday_in_week(anchor, 5, amount)
        found.end_date = cal.days_after(found.date, 1)
    elif unit != "week":
        found.date = found.future = cal.shift(anchor, amount, unit)
    elif which == "this":
        past = cal.common(cal.weekday_in_week(anchor, 0, 0), anchor)
        future = cal.common(anchor, cal.weekday_in_week(anchor, 6, 0))
        found.date, found.future = (
            (past, past) if when == "earlier" else (future, future) if when == "later" else (past, future)
        )
    elif which == "this past":
        found.date = found.future = cal.common(cal.days_after(anchor, -7) or anchor, anchor)
    else:
        found.date = found.future = _week(anchor, amount)
    yield found


def read_weekend(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "over the weekend"."""
    found = Found(match.start() + len(match["lead"]) + 1, match.end(), "relative")
    if anchor:
        found.date, found.future = cal.weekday(anchor, 5), cal.weekday(anchor, 5, future=True)
        found.end_date = cal.days_after(found.date, 1)
    yield found


def amount_of(match: re.Match[str], number: str = "number", unit: str = "unit") -> tuple[int, str] | None:
    """How many of which unit a count says: "a fortnight" 14 days, "a quarter of a century" 25 years."""
    if match["century"]:
        return CENTURIES[match["century"].lower()], "year"
    amount = cal.number_of(match[number])
    one = match[unit].lower().removesuffix("s")
    factor, one = LONG_UNITS.get(one, (1, one))
    return (amount * factor, one) if amount is not None else None


def read_ago(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "three days ago", "a fortnight ago", "six years ago", "ten years have passed since", "dates back sixty years".

    "More than two months ago" leaves the date open; "in the two years since" is a span of time.
    """
    counted = amount_of(match, "number2", "unit2") if match["back"] else amount_of(match)
    before = match.string[max(0, match.start() - 12) : match.start()]
    if counted is None or (
        match["since"] and len(match["since"]) == 5 and not re.search(r"\b(?:been|is|was)\s$", before)
    ):
        return
    amount, unit = counted
    loose = INEXACT.search(before)
    known = not loose or (unit == "year" and amount < 10)
    date = cal.shift(anchor, -amount, unit) if anchor and known else None
    yield Found(*match.span(), "relative", date, date)


def read_ahead(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "two weeks from now", "in three days' time"."""
    if counted := amount_of(match, "number2", "unit2") if match["number2"] else amount_of(match):
        date = cal.shift(anchor, *counted) if anchor else None
        yield Found(*match.span(), "relative", date, date)


def read_same_unit(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "the previous day", "the following month", "that year", "that evening", "earlier in the day"."""
    unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
    which = (match["which"] or "same").lower()
    before = match.string[max(0, match.start() - 10) : match.start()]
    if which == "next" and unit not in DAYPARTS | {"day"} and re.search(r"\b(?:over|in|within|for|during)\s$", before):
        return
    if unit in DAYPARTS:
        unit = "day"
    elif unit in ("week", "weekend"):
        unit = "calendar week"
    elif unit in ("spring", "summer", "autumn", "winter"):
        unit = "year"
    yield Found(*match.span(), "anaphoric", step=Step(STEPS[which], unit))


def read_counted(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "two days later", "a month earlier", "the day before", "five weeks after"; "a day after the launch"."""
    if re.match(r"\sthan\b", match.string[match.end() :]):
        return
    counted = (1, match["one"].lower()) if match["one"] else amount_of(match)
    if counted is None:
        return
    amount, unit = counted
    unit = {"night": "day", "week": "calendar week"}.get(unit, unit) if match["one"] else unit
    way = match["way"].lower()
    if way in ("before", "earlier", "previously", "beforehand", "prior"):
        amount = -amount
    if way == "on":
        yield Found(*match.span(), "anaphoric", step=Step(amount, unit, looks_back=True))
        return
    event = bool(match["to"]) or (way in ("before", "after") and not ALONE.match(match.string, match.end()))
    yield Found(*match.span(), "anaphoric", step=Step(amount, unit, event=event))


def read_duration(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "three-day", "for four days", "week-long", "two days of talks": no date, but a length."""
    group = next(i for i in ("number", "number2", "unit3", "number3") if match[i])
    amount = 1 if group == "unit3" else cal.number_of(match[group])
    unit = (match["unit"] or match["unit2"] or match["unit3"] or match["unit4"]).lower()
    start = match.start(group)
    if amount is not None:
        yield Found(start, match.end(), "duration", days=amount * DAYS_IN[unit])
