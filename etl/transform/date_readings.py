"""Readings of dates that stand on the calendar: days, months, seasons and years, with or without their year.

A reader takes a rule's match and the anchor and gives what it found, nothing where the words are no date after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.transform import calendar_words as cal
from etl.transform.date_found import STEPS, YEAR_STEPS, Found, Step
from etl.transform.date_patterns import FULL_MONTH, MONTH, YEAR

PREPOSITIONS = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "during",
        "through",
        "throughout",
        "from",
        "to",
        "between",
        "and",
        "or",
        "of",
        "for",
        "after",
        "before",
        "around",
        "over",
        "each",
        "every",
        "past",
    ]
)
DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "this",
        "that",
        "last",
        "next",
        "late",
        "early",
        "mid",
        "s’",
        "s",
        "one",
        "another",
    ]
)
GIVEN_NAMES = frozenset(["April", "June", "August"])
QUANTITY_AFTER = re.compile(
    r"\s?(?:%|°|km\b|kilomet|mph\b|kph\b|kg\b)|[\s-](?:miles?|met(?:re|er)s?|feet|foot|troops|soldiers|people|men|women|"
    r"workers|personnel|marines|sailors|refugees|prisoners|migrants|tons?|tonnes|GMT|hours?|hrs|UTC|local time|"
    r"pounds|dollars|euros|yuan|won|points?|megawatts?|barrels|participants|delegates|guests|casualties|deaths)\b"
)
QUANTITY_BEFORE = re.compile(
    r"(?:[Rr]esolutions?|\bNos?\.|\bsome|\bnearly|\bmore than|\bover|\bat|\bat least|\bup to|\bfewer than|"
    r"\bVision|\bAgenda|\bHorizon|\bRoom|\bFlight|\bRoute|\bHighway|\bSection|\bArticle|\bBoeing|\bDecree|\bOrder)\s$"
)
SURNAME_MAY = re.compile(r"(?:Theresa|Mrs\.?|Ms\.?|Minister|Brian|Elaine|Sir) May\b")


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
        found = _dated(match, anchor, month, int(item["first"]), weekday if not place else None)
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


def _dated(
    match: re.Match[str], anchor: str | None, month: int, day: int | None, weekday: int | None = None
) -> Found | None:
    """A day or month of the year that the match states, or else of a year that the anchor suggests."""
    groups = match.groupdict()
    found = Found(*match.span(), "absolute")
    word = (groups.get("year_word") or "").lower()
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
    if found := _dated(match, anchor, month, day):
        yield found


def read_month_range(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "from March to May 2019", "November-January"."""
    first, last = month_of(match["month"]), month_of(match["month2"])
    found = _dated(match, anchor, first, None)
    if found and found.date:
        year = int(found.date[:4])
        if last < first and (match["year"] or match["close_year"]):
            found.date = found.future = f"{year - 1}-{first:02d}"
        elif last < first:
            year += 1
        found.end_date = f"{year}-{last:02d}"
    if found:
        yield found


def read_month_year(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "April 2024", "late April 2024", "in March last year", "November of that year"."""
    if found := _dated(match, anchor, month_of(match["month"]), None):
        yield found


def read_month(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "in April", "mid-May", "last November", "the following March", "a February visit"; not "Mrs May"."""
    which = (match["which"] or "").lower().split()
    if not which and not match["part"] and not _is_month(match):
        return
    month = month_of(match["month"])
    found = Found(*match.span(), "absolute", open_year=not which)
    if which and (which[-1] in ("previous", "following") or which == ["that"]):
        amount = STEPS[which[-1]]
        found.kind, found.step = "anaphoric", Step(amount, "year" if not amount else "month", month=month)
        yield found
        return
    past, future = yearless(anchor, month)
    if which and anchor and past and future:
        before = past if past < anchor[:7] else f"{int(past[:4]) - 1}-{month:02d}"
        after = future if future > anchor[:7] else f"{int(future[:4]) + 1}-{month:02d}"
        this = f"{anchor[:4]}-{month:02d}"
        past = future = {"last": before, "past": before, "next": after, "coming": after, "this": this}[which[-1]]
    found.date, found.future = past, future
    yield found


def _is_month(match: re.Match[str]) -> bool:
    """False for "Theresa May", "June Lee", "March on Rome", "May said", "Mar" and "AUG" alone."""
    word, text = match["month"], match.string
    before = text[max(0, match.start() - 40) : match.start()]
    after = text[match.end() : match.end() + 20]
    previous = re.search(r"([\w]+)['’]?[ -]$", before)
    lead = previous[1].lower() if previous else ""
    listed = bool(re.search(rf"(?:{MONTH}|{YEAR}),?(?:\s(?:and|or)(?:\s(?:then|again|later))?)?\s(?:in\s)?$", before))
    if word not in FULL_MONTH.split("|"):
        return listed or lead in ("in", "since", "until", "by", "from", "during")
    if listed:
        return True
    noun_follows = bool(re.match(r"\s[a-z]|['’]s\s|-", after))
    if word in ("May", "March"):
        if word == "May" and SURNAME_MAY.search(text):
            return lead in ("in", "since", "until", "during")
        moves = bool(re.match(r"\s(?:on|to|for|by|have|be|not|well|said|told|was|has|had|is)\b", after))
        return lead in PREPOSITIONS or (lead in DETERMINERS and noun_follows and not moves)
    if word in GIVEN_NAMES:
        return lead in PREPOSITIONS or not re.match(r"\s[A-Z]", after)
    return True


def read_nth(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "on the 24th": of the month spoken of; "on the 10th of this month"."""
    day, which = number(match["days"]), (match["which"] or "").split()
    if which and which[-1] in YEAR_STEPS and which != ["the", "next"]:
        date = cal.on_day(cal.shift(anchor, YEAR_STEPS[which[-1]], "month"), day) if anchor else None
        yield Found(*match.span(), "relative", date, date)
        return
    amount = STEPS[which[-1]] if which else 0
    yield Found(*match.span(), "anaphoric", step=Step(amount, "month", day=day))


def read_season(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "the summer of 2018", "last autumn": known to the year, and to none where a winter lies in two."""
    if match["year"]:
        yield Found(*match.span(), "absolute", match["year"], match["year"])
        return
    which, season = match["which"].lower(), match["season"].lower()
    over = {"spring": 6, "summer": 9, "autumn": 12, "fall": 12, "winter": 13}[season]
    date = None
    if anchor:
        year, month = int(anchor[:4]), int(anchor[5:7])
        if which == "this" and season != "winter":
            date = f"{year}"
        elif which == "last" and season != "winter":
            date = f"{year if month >= over else year - 1}"
        elif which == "next" and month >= over:
            date = f"{year + 1}"
    yield Found(*match.span(), "relative", date, date)


def read_year(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "in 2019", "early 2019"; not "2000 soldiers", "Resolution 2087", "at 2015 GMT", "Freedom Shield 2024"."""
    text, start, end = match.string, match.start("year"), match.end("year")
    after = text[end : end + 20]
    if (
        QUANTITY_AFTER.match(after)
        or re.match(r"\.\d|:\d", after)
        or QUANTITY_BEFORE.search(text[max(0, start - 16) : start])
    ):
        return
    name = re.search(r"(?:^|[^.!?\s(]) ([A-Z][\w’'-]*) $", text[max(0, match.start() - 30) : match.start()])
    if name and match.start() == start and name[1].lower() not in PREPOSITIONS:
        return
    if anchor and int(match["year"]) > int(anchor[:4]) + 15:
        return
    yield Found(*match.span(), "absolute", match["year"], match["year"])


def read_year_range(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "2015-2017", "2015–17"."""
    first = match["year"]
    last = match["year2"] if len(match["year2"]) == 4 else first[:2] + match["year2"]
    if last > first:
        yield Found(*match.span(), "absolute", first, first, end_date=last)
