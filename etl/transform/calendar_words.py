"""Words and arithmetic of the calendar: months, weekdays, numbers, and ISO dates of three precisions."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday", "fri friday",
         "sat saturday", "sun sunday"))
    for name in names.split()
}  # fmt: skip
# Full names of months and weekdays, in lower case: what looks like a name in a sentence and is none.
NAMES = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
NUMBERS = {
    word: number
    for number, words in {
        1: "a an one single", 2: "two couple pair both", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty",
        40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
FEASTS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
    "may day": (5, 1), "valentine's day": (2, 14), "fourth of july": (7, 4),
}  # fmt: skip
NUMBER = (
    r"(?:\d{1,3}|(?:a )?couple(?: of)?|half a dozen|a dozen|an?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)

# The day named here is the report's: "KCNA said on Thursday", "state media on Wednesday said".
REPORT_DAY = re.compile(
    r"\b(?:said|says|saying|reported|announced|told (?:\w+ ){1,4}|confirmed|according to|"
    r"news agency|state media|ministry)\b"
    r"[^.;“”\"]{0,30}?\b(?:on |late |early )+$",
    re.IGNORECASE,
)


def number_of(words: str) -> int | None:
    """The number that words or digits say: "a couple of" 2, "twenty-five" 25; None for others."""
    text = words.lower().strip()
    if text.isdigit():
        return int(text)
    if text == "half a dozen":
        return 6
    text = text.removesuffix(" of").removeprefix("a ") if len(text) > 2 else text
    if "-" in text:
        tens, ones = text.split("-", 1)
        return NUMBERS[tens] + NUMBERS[ones] if tens in NUMBERS and ones in NUMBERS else None
    return NUMBERS.get(text)


def day(year: int, month: int, day_of_month: int) -> str | None:
    """An ISO day, or None where there is no such day."""
    try:
        return dt.date(year, month, day_of_month).isoformat()
    except ValueError:
        return None


def shift(date: str, amount: int, unit: str) -> str | None:
    """An ISO date moved by days, weeks, months or years; as precise as both date and unit allow.

    Weeks other than one, months and years are round numbers in news writing: their result is a month or a year.
    """
    if unit == "year" or len(date) == 4:
        years = amount if unit == "year" else 0
        return f"{int(date[:4]) + years:04d}"
    if unit == "month" or len(date) == 7:
        months = amount if unit == "month" else 0
        total = int(date[:4]) * 12 + int(date[5:7]) - 1 + months
        return f"{total // 12:04d}-{total % 12 + 1:02d}"
    days = amount * (7 if unit == "week" else 1)
    moved = (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()
    return moved[:7] if unit == "week" and abs(amount) > 1 else moved


def days_after(date: str, days: int) -> str | None:
    """The ISO day `days` after `date`, None unless `date` is a day."""
    if len(date) != 10:
        return None
    return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()


def days_between(one: str, other: str) -> int | None:
    """Days from `one` to `other`, None unless both are days."""
    if len(one) != 10 or len(other) != 10:
        return None
    return (dt.date.fromisoformat(other) - dt.date.fromisoformat(one)).days


def compatible(one: str | None, other: str | None, *, slack: int = 0) -> bool:
    """True where two ISO dates agree at the coarser of their precisions, days within `slack`; None agrees with all."""
    if not one or not other:
        return True
    width = min(len(one), len(other))
    if width == 10:
        return abs(days_between(one, other) or 0) <= slack
    return one[:width] == other[:width]


def end_of(start: str, days: int) -> str | None:
    """The last day of a stay of `days` days: "a three-day visit" from 23 April ends on 25 April."""
    return days_after(start, days - 1)


def is_before(date: str, anchor: str) -> bool:
    """True where `date` lies wholly before `anchor`, at the coarser of the two precisions."""
    width = min(len(date), len(anchor))
    return date[:width] < anchor[:width]


def common(first: str, last: str) -> str | None:
    """The month or year in which both days lie, None where they lie in two years."""
    return next((first[:width] for width in (7, 4) if first[:width] == last[:width]), None)


def in_year(date: str, year: int) -> str | None:
    """The same day or month of another year; None for 29 February where that year has none."""
    return day(year, int(date[5:7]), int(date[8:])) if len(date) == 10 else f"{year:04d}{date[4:]}"


def on_day(month: str | None, day_of_month: int) -> str | None:
    """That day of an ISO month, None where the month has no such day."""
    return day(int(month[:4]), int(month[5:7]), day_of_month) if month and len(month) >= 7 else None


def weekday_of(date: str) -> int:
    """0 for a Monday, of an ISO day."""
    return dt.date.fromisoformat(date).weekday()


def weekday(anchor: str, number: int, *, weeks: int = 0, future: bool = False) -> str:
    """The day with this weekday on or before `anchor` (on or after it for `future`), moved by `weeks`."""
    base = dt.date.fromisoformat(anchor)
    distance = (number - base.weekday()) % 7 if future else -((base.weekday() - number) % 7)
    return (base + dt.timedelta(days=distance + 7 * weeks)).isoformat()


def weekday_in_week(anchor: str, number: int, weeks: int) -> str:
    """The day with this weekday in the week (Monday first) `weeks` after that of `anchor`."""
    base = dt.date.fromisoformat(anchor)
    return (base + dt.timedelta(days=number - base.weekday() + 7 * weeks)).isoformat()


def is_report_day(text: str, start: int) -> bool:
    """True where the date at `start` is the day on which somebody reported, not that of what they reported."""
    return REPORT_DAY.search(text[max(0, start - 70) : start]) is not None
