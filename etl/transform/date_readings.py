"""Readings of days that stand on the calendar, with or without their year.

A reader takes a rule's match and the anchor and gives what it found, nothing where the words are no date after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.transform import calendar_words as cal
from etl.transform.date_found import STEPS, YEAR_STEPS, Found, Step

ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
        "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth "
        "thirty-first".split(),
        start=1,
    )
}
# What stands before "9.8.90" where it is a day, and near it where it is none.
DOTTED_LEAD = re.compile(
    r"\b(?:[Oo]n|[Dd]ated?|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Bb]efore|[Aa]fter|[Ff]rom)\s$|\d\.\d\d\s?[-–—]\s?$"
)
VERSION = re.compile(
    r"\b(?:versions?|release|build|update|firmware|software|sections?|articles?|paragraphs?|clauses?|chapters?|"
    r"annex|rule|table|figure|v\.?|no\.?|at)\s[\w.,\s]{0,20}$|§\s?$",
    re.IGNORECASE,
)


def number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def month_of(words: str) -> int:
    return cal.MONTHS[words.lower().rstrip(".")]


def yearless(
    anchor: str | None, month: int, day: int | None = None, weekday: int | None = None
) -> tuple[str | None, str | None]:
    """Past and future reading of a month or a day without a year; a weekday that fits one near year decides it.

    A day that is tomorrow counts as past too: papers of the far east are printed ahead of the page's own clock.
    """
    if anchor is None:
        return None, None
    year = int(anchor[:4])
    dates = [d for y in range(year - 5, year + 5) if (d := _day_or_month(y, month, day))]
    if weekday is not None:
        fitting = [d for d in dates if abs(int(d[:4]) - year) <= 1 and cal.weekday_of(d) == weekday]
        if len(fitting) == 1:
            return fitting[0], fitting[0]
    latest = anchor[:7] if day is None else cal.days_after(anchor, 1) or anchor
    past = max((d for d in dates if d <= latest), default=None)
    future = min((d for d in dates if d >= anchor[: len(d)]), default=None)
    return past, future


def _day_or_month(year: int, month: int, day: int | None) -> str | None:
    return f"{year:04d}-{month:02d}" if day is None else cal.day(year, month, day)


def read_iso(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "2024-04-24", "2024/4/24"."""
    year, month, day = (int(n) for n in re.findall(r"\d+", match[0]))
    if date := cal.day(year, month, day):
        yield Found(*match.span(), "absolute", date, date)


def read_slashes(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "24/04/2024", "4/24/2024", "24.4.2024"; of two possible orders the one near the anchor, else the year alone."""
    one, two, year = (int(n) for n in re.findall(r"\d+", match[0]))
    both = {cal.day(year, two, one)} if "." in match[0] else {cal.day(year, two, one), cal.day(year, one, two)}
    dates = [d for d in both if d]
    if len(dates) == 2 and anchor:
        near = [d for d in dates if abs(cal.days_between(d, anchor) or 0) <= 20]
        dates = near if len(near) == 1 else dates
    if dates:
        date = dates[0] if len(dates) == 1 else f"{year}"
        yield Found(*match.span(), "absolute", date, date)


def read_dotted(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "9.8.90" where it can be nothing else: at the head of a line or behind a word of time, in a year that has come.

    The number of a section, a version or an hour looks the same; at the head of a line only a year past 31 or two
    noughts tell the date.
    """
    text, (start, end) = match.string, match.span()
    day, month, year = (int(n) for n in match[0].split("."))
    before = text[max(0, start - 40) : start]
    opens = re.search(r"(?:^|\n)\W*$", before) is not None
    plain = year > 31 or re.fullmatch(r"0\d\.\d\d\.\d\d|\d\d\.0\d\.\d\d", match[0]) is not None
    if not anchor or VERSION.search(before) or not ((opens and plain) or DOTTED_LEAD.search(before)):
        return
    if re.match(r"\s?(?:per ?cent|%)", text[end:]) or (opens and not re.match(r"\s|\s?[-–—:,;)]|$", text[end:])):
        return
    century = int(anchor[:2]) * 100
    full = century + year if century + year <= int(anchor[:4]) + 1 else century - 100 + year
    if full < century and year <= 31:
        return  # no day of the twenties of another century
    if date := cal.day(full, month, day):
        yield Found(*match.span(), "absolute", date, date)


def read_days(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "April 23-25, 2024", "24 April", "Jan 30-Feb 2", "Sept. 25 and 29", "Tuesday, April 23", "May 4 last year"."""
    groups = match.groupdict()
    month = month_of(groups["month"])
    weekday = None
    if groups.get("prefix"):
        weekday = cal.WEEKDAYS[re.findall(r"\w+", groups["prefix"])[0].lower()]
    days = list(
        re.finditer(
            r"(?P<first>\d+)\w*(?:\s?(?:-|–|—|/|to|through|thru|until|till)\s?(?:the\s)?(?P<last>\d+))?", groups["days"]
        )
    )
    between = len(days) == 2 and re.search(r"[Bb]etween\s(?:the\s)?$", match.string[: match.start()][-14:])
    for place, item in enumerate(days[:1] if between else days):
        found = dated(match, anchor, month, int(item["first"]), weekday if not place else None)
        if found is None:
            continue
        last, last_month = item["last"], month
        if between:
            last = days[1]["first"]
        if groups.get("day2"):
            last, last_month = groups["day2"], month_of(groups["month2"] or groups["month"])
        if last:
            _close(found, last_month, number(last), stated="year" in groups and bool(groups["year"]))
        if len(days) > 1 and not between:
            found.start = match.start() if place == 0 else match.start("days") + item.start()
            found.end = match.end() if place == len(days) - 1 else match.start("days") + item.end()
        yield found


def dated(
    match: re.Match[str], anchor: str | None, month: int, day: int | None, weekday: int | None = None
) -> Found | None:
    """A day or month of the year that the match states, or else of a year that the anchor suggests."""
    groups = match.groupdict()
    found = Found(*match.span(), "absolute")
    word = (groups.get("year_word") or "").lower()
    if step := groups.get("year_step"):
        word = "previous" if "before" in step else "following"
    if year := groups.get("year") or groups.get("close_year"):
        found.date = found.future = _day_or_month(int(year), month, day)
        return found if found.date else None
    if word in YEAR_STEPS:
        found.kind = "relative"
        if anchor:
            found.date = found.future = _day_or_month(int(anchor[:4]) + YEAR_STEPS[word], month, day)
        return found
    if word:
        found.kind, found.step = "anaphoric", Step(STEPS[word.split()[-1]], "year", month=month, day=day)
        return found
    found.open_year = True
    found.tail = f"-{month:02d}" if day is None else f"-{month:02d}-{day:02d}"
    found.date, found.future = yearless(anchor, month, day, weekday)
    return found if found.date or found.future or (anchor is None and cal.day(2024, month, day or 1)) else None


def _close(found: Found, month: int, day: int, *, stated: bool) -> None:
    """Set the last day of a range; a stated year is that of its end ("Dec. 30-Jan. 2, 2024")."""
    if not found.date:
        return
    year, first_month = int(found.date[:4]), int(found.date[5:7])
    if month < first_month and stated:
        found.date = found.future = cal.day(year - 1, first_month, int(found.date[8:]))
    elif month < first_month:
        year += 1
    end = cal.day(year, month, day)
    found.end_date = end if end and found.date and end > found.date else None


def read_feast(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "New Year's Day", "Christmas Eve 2019"."""
    month, day = cal.FEASTS[match["feast"].replace("’", "'").lower()]
    if found := dated(match, anchor, month, day):
        yield found


def read_diary_day(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "THU 28 –", "Monday 16:" in a diary: the day near the anchor on which weekday and number agree."""
    weekday = cal.WEEKDAYS[match["weekday"].lower().rstrip(".")]
    found = Found(*match.span(), "weekday")
    if anchor:
        days = [
            cal.on_day(cal.shift(anchor[:7], months, "month"), number(match["day"])) for months in (-2, -1, 0, 1, 2)
        ]
        fitting = [d for d in days if d and cal.weekday_of(d) == weekday]
        found.date = found.future = min(fitting, key=lambda d: abs(cal.days_between(anchor, d) or 0), default=None)
    yield found


def read_nth(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "on the 24th" and "from the 27th to the 30th" of the month spoken of; "on the 10th and 11th of this month"."""
    which = (match["which"] or match["which2"] or "").split()
    if match["word"]:
        places = [(*match.span(), ORDINALS[match["word"].lower()])]
    else:
        items = list(re.finditer(r"(?:the )?(\d+)\w\w", match["days"]))
        first = match.start("days")
        places = [(first + item.start(), first + item.end(), int(item[1])) for item in items]
        places[0] = (match.start(), places[0][1], places[0][2])
        places[-1] = (places[-1][0], match.end(), places[-1][2])
    for start, end, day in places:
        if which and which[-1] in YEAR_STEPS and which != ["the", "next"]:
            date = cal.on_day(cal.shift(anchor, YEAR_STEPS[which[-1]], "month"), day) if anchor else None
            yield Found(start, end, "relative", date, date)
        else:
            yield Found(start, end, "anaphoric", step=Step(STEPS.get(which[-1], 0) if which else 0, "month", day=day))
