"""Dates in text, with their precision; nothing is invented.

Regular expressions find the words, one handler for each kind of expression reads them against the anchor; what counts
from another date of the text ("the previous day", "two years later") is read last, in order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from etl.models import DateMention, DateMentionKind, Sentence
from etl.transform import calendar_words as cal
from etl.transform.calendar_words import MONTHS, NUMBER, WEEKDAYS

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\b\.?|Feb\b\.?|Mar\b\.?|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?)"
)
YEAR = r"(?:19[0-9]\d|20[0-4]\d)"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
UNIT = r"(?:day|week|fortnight|month|year|decade)s?"
PARTS = (
    r"(?:early|late|mid|the (?:start|beginning|middle|end) of|the (?:first|second|third|last) (?:week|half|days?) of)"
)
LONG = {"decade": (10, "year"), "fortnight": (14, "day")}
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
# What makes a bare four-digit number a quantity and no year.
NOT_YEAR_AFTER = re.compile(
    r"^(?:[\d,.]*\d|[ -]?(?:km|kilomet|miles?\b|met(?:re|er)s?|feet|troops|soldiers|people|tons?|tonnes|GMT|hours?\b|%|pm|am|UTC|local))"
)
NOT_YEAR_BEFORE = re.compile(
    r"(?:[$£€#.,:/\d-]|[Rr]esolution |\bNo\. ?|\babout |\bsome |\bnearly |\bmore than |\bover |\baround |\bat |at least )$"
)

Handler = Callable[[re.Match[str], str | None], Iterator[DateMention]]


def find(text: str, sentences: Sequence[Sentence], anchor: str | None) -> list[DateMention]:
    """All dates and durations in `text`, by place, none overlapping; `anchor` is the ISO day that weekdays count from.

    Without an anchor weekdays and "last month" are found but stay without a date.
    """
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []
    for pattern, handler in HANDLERS:
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            mentions = list(handler(match, anchor))
            if mentions:
                taken.append(match.span())
                found += mentions
    found.sort(key=lambda m: m.start)
    found = _share_years(text, found, sentences)
    return _count_from_others(text, found, sentences, anchor)


def _mention(
    match: re.Match[str],
    kind: DateMentionKind,
    date: str | None,
    future: str | None = None,
    *,
    end: str | None = None,
    days: int | None = None,
    group: int | str = 0,
) -> DateMention:
    return DateMention(
        match.start(group),
        match.end(group),
        match[group],
        kind,
        date,
        future or date,
        end_date=end,
        days=days,
    )


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _month(words: str) -> int:
    return MONTHS[words.lower().rstrip(".")]


def _yearless(anchor: str | None, month: int, day: int | None) -> tuple[str | None, str | None]:
    """Past and future reading of a month or day without a year; a day ahead of the anchor's is still today's news."""
    if anchor is None:
        return None, None
    year = int(anchor[:4])

    def build(y: int) -> str | None:
        return f"{y:04d}-{month:02d}" if day is None else cal.day(y, month, day)

    limit = cal.days_after(anchor, 1) or anchor
    past = next((d for y in (year, year - 1) if (d := build(y)) and d <= limit[: len(d)]), None)
    future = next((d for y in (year, year + 1) if (d := build(y)) and d >= anchor[: len(d)]), None)
    return past, future


def _iso(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    if date := cal.day(int(match[1]), int(match[2]), int(match[3])):
        yield _mention(match, "absolute", date)


def _full(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "April 23-25, 2024", "23 to 25 April", "Jan 30-Feb 2", "Tuesday, April 23", "24 April 2024"."""
    g = match.groupdict()
    month, first = _month(g["month"]), _number(g["day"])
    last_month = _month(g["month2"]) if g.get("month2") else month
    last = _number(g["day2"]) if g.get("day2") else None
    if g["year"]:
        year = int(g["year"])
        date = future = cal.day(year, month, first)
    else:
        date, future = _yearless(anchor, month, first)
        year = int(date[:4]) if date else 0
    if date is None and future is None and (anchor or g["year"]):
        return
    end = cal.day(year, last_month, last) if last and date else None
    if end and date and end < date:
        end = None
    yield _mention(match, "absolute", date, future, end=end)


def _further_days(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "Sept. 25, 28 and 29": one mention a day."""
    month, year = _month(match["month"]), match["year"]
    for number in re.finditer(r"\d{1,2}", match["days"]):
        if year:
            date = future = cal.day(int(year), month, int(number[0]))
        else:
            date, future = _yearless(anchor, month, int(number[0]))
        start = match.start("days") + number.start()
        if date or future:
            yield DateMention(start, start + len(number[0]), number[0], "absolute", date, future)


def _month_year(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    yield _mention(match, "absolute", f"{match['year']}-{_month(match['month']):02d}")


def _month_of_year(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "in March last year", "May of this year". """
    if anchor:
        year = int(anchor[:4]) + {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        yield _mention(match, "absolute", f"{year:04d}-{_month(match['month']):02d}")


def _month_alone(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "in April", "last November", "this May", "early March", "next June"."""
    month = _month(match["month"])
    past, future = _yearless(anchor, month, None)
    which = (match["which"] or "").lower()
    if which == "last" and past and anchor and past == anchor[:7]:
        past = cal.shift(past, -1, "year") and f"{int(past[:4]) - 1}-{past[5:]}"
    if which == "last":
        future = past
    elif which == "next" and future and anchor:
        past = future
    elif which == "this" and anchor:
        past = future = f"{anchor[:4]}-{month:02d}"
    yield _mention(match, "absolute", past, future, group="phrase")


def _year(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    before, after = (
        match.string[max(0, match.start() - 12) : match.start()],
        match.string[match.end() : match.end() + 14],
    )
    if NOT_YEAR_AFTER.match(after) or NOT_YEAR_BEFORE.search(before):
        return
    if anchor and int(match[0]) > int(anchor[:4]) + 15:
        return
    yield _mention(match, "absolute", match[0])


def _season(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    if match["year"]:
        yield _mention(match, "absolute", match["year"])
    elif anchor:
        amount = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        # "last summer", said in the same year's autumn, is this year's: known to the year only where months decide.
        yield _mention(match, "relative", anchor[:4] if amount == 0 else None)


def _weekday(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "on Tuesday", "last Tuesday", "next Tuesday", "Thursday last week", "Monday night"."""
    number = WEEKDAYS[match["weekday"].lower()]
    if anchor is None:
        yield _mention(match, "weekday", None)
        return
    which, week = (match["which"] or "").lower(), (match["week"] or "").lower()
    end = None
    if match["to"]:
        start = cal.weekday(anchor, number)
        end = cal.weekday(start, WEEKDAYS[match["to"].lower()], future=True)
    if "last week" in week or "previous week" in week or "week before" in week:
        past = future = cal.weekday_in_week(anchor, number, -1)
    elif "next week" in week or "following week" in week:
        past = future = cal.weekday_in_week(anchor, number, 1)
    elif "this week" in week:
        past = future = cal.weekday_in_week(anchor, number, 0)
    elif which == "last":
        past = cal.weekday(anchor, number)
        past = future = past if past < anchor else cal.weekday(anchor, number, weeks=-1)
    elif which in ("next", "coming", "following"):
        future = cal.weekday(anchor, number, future=True)
        past = future = future if future > anchor else cal.weekday(anchor, number, weeks=1)
    else:
        past, future = cal.weekday(anchor, number), cal.weekday(anchor, number, future=True)
    yield _mention(match, "weekday", past, future, end=end)


def _now(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    word = match[0].lower()
    amount = -1 if word.startswith(("yester", "last night", "overnight")) else 1 if word.startswith("tomorrow") else 0
    yield _mention(match, "relative", cal.days_after(anchor, amount) if anchor else None)


def _this_unit(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "this month", "last year", "next week", "earlier this month"; weeks are known to the month only."""
    unit, which = match["unit"].lower(), match["which"].lower()
    if anchor is None:
        yield _mention(match, "relative", None)
        return
    amount = {"this": 0, "last": -1, "next": 1, "past": -1, "coming": 1}[which]
    if unit == "week":
        monday = cal.weekday_in_week(anchor, 0, amount)
        sunday = cal.weekday_in_week(anchor, 6, amount)
        yield _mention(match, "relative", monday[:7] if monday[:7] == sunday[:7] else None, end=sunday)
    elif unit == "weekend":
        saturday = cal.weekday_in_week(anchor, 5, amount if which != "past" else 0)
        yield _mention(match, "relative", saturday, end=cal.days_after(saturday, 1))
    else:
        yield _mention(match, "relative", cal.shift(anchor, amount, unit))


def _ago(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "three days ago", "a fortnight ago", "a quarter of a century ago", "two years ago in May" (the year)."""
    amount, unit = _amount(match)
    if amount is not None:
        yield _mention(match, "relative", cal.shift(anchor, -amount, unit) if anchor else None)


def _amount(match: re.Match[str]) -> tuple[int | None, str]:
    if match["century"]:
        size = {"a": 100, "half a": 50, "quarter of a": 25}[
            re.sub(r"^a (?=quarter|half)", "", match["century"].lower())
        ]
        return size, "year"
    amount = cal.number_of(match["number"])
    unit = match["unit"].lower().removesuffix("s")
    if amount is not None and unit in LONG:
        factor, unit = LONG[unit]
        amount *= factor
    return amount, unit


def _anaphoric(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    yield _mention(match, "anaphoric", None)


def _duration(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    """ "three-day", "for four days", "a week-long", "two-week"."""
    amount = cal.number_of(match["number"] or match["number2"] or "a")
    unit = (match["unit"] or match["unit2"] or match["unit3"] or "day").lower().removesuffix("s")
    if amount is not None:
        yield _mention(match, "duration", None, days=amount * {"day": 1, "week": 7, "month": 30, "night": 1}[unit])


CENTURY = r"(?P<century>half a|a|(?:a )?quarter of a) century"
HANDLERS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"), _iso),
    (re.compile(
        rf"\b(?P<month>{MONTH})\s+(?P<days>(?:\d{{1,2}}, )*\d{{1,2}},? and \d{{1,2}})\b(?:,?\s+(?P<year>{YEAR})\b)?"), _further_days),
    (re.compile(
        rf"\b(?:{WEEKDAY},?\s+)?(?P<month>{MONTH})\s+(?P<day>{DAY})\b"
        rf"(?:\s*(?:-|–|—|to|through|until|and)\s*(?:(?P<month2>{MONTH})\s+)?(?P<day2>{DAY})\b(?![,.]?\d))?(?:,?\s+(?P<year>{YEAR})\b)?"), _full),
    (re.compile(
        rf"\b(?:{WEEKDAY},?\s+)?(?:the )?(?P<day>{DAY})(?:\s*(?:-|–|—|to|until|and)\s*(?P<day2>{DAY}))?\s+(?:of )?(?P<month>{MONTH})"
        rf"(?!\w)(?P<month2>(?!))?(?:,?\s+(?P<year>{YEAR})\b)?"), _full),
    (re.compile(rf"\b(?P<month>{MONTH}),? (?:of )?(?P<which>last|this|next) year\b"), _month_of_year),
    (re.compile(rf"\b(?:{PARTS}[ -])?(?P<month>{MONTH}),?\s+(?:of )?(?P<year>{YEAR})\b", re.IGNORECASE), _month_year),
    (re.compile(rf"\b(?:the )?{SEASON} of (?P<year>{YEAR})\b|\b(?P<which>last|this|next) {SEASON}\b"), _season),
    (re.compile(
        rf"\b(?:(?P<which>last|next|this|coming|following|past)\s+)?(?P<weekday>{WEEKDAY})\b"
        rf"(?:\s+(?:to|through|until)\s+(?P<to>{WEEKDAY})\b)?(?:\s+(?:morning|afternoon|evening|night))?"
        r"(?P<week>,? (?:of )?(?:last|next|this|the previous|the following) week|,? the week before)?", re.IGNORECASE), _weekday),
    (re.compile(
        r"\b(?:earlier |later |early |late )?(?P<which>this|last|next|past|coming) (?P<unit>week|month|year|weekend)\b(?!-)"), _this_unit),
    (re.compile(r"\b(?:today|yesterday|tomorrow|tonight|last night)\b", re.IGNORECASE), _now),
    (re.compile(rf"\b(?:{CENTURY}|(?P<number>{NUMBER}) (?P<unit>{UNIT})) ago\b", re.IGNORECASE), _ago),
    (re.compile(
        rf"\b(?:{CENTURY}|(?P<number>{NUMBER})(?: more)? (?P<unit>{UNIT})) (?P<way>later|earlier|before|after(?:wards)?|previously|beforehand)\b"
        r"|\bthe (?P<which>previous|preceding|following|next|same) (?P<unit2>day|week|month|year|morning|evening|night|weekend)\b"
        r"|\bthe (?P<unit3>day|night|week|month|year) (?P<way3>before|after)\b(?! (?:last|yesterday))"
        r"|\bthat (?:same )?(?P<unit4>day|night|week|month|year|spring|summer|autumn|winter)\b", re.IGNORECASE), _anaphoric),
    (re.compile(
        rf"\b(?P<number>{NUMBER})[- ](?P<unit>day|week|month|night)s?(?:-long)?\b(?= (?:\w+[ -]){{0,3}}(?:visit|trip|tour|swing|stay|"
        r"stop|summit|journey|exercise|drill|mission|stopover|talks|meeting|conference|war ?game|forum|session|pilgrimage)s?\b)"
        rf"|\bfor (?P<number2>{NUMBER}) (?P<unit2>day|week|month|night)s?\b|\b(?P<unit3>day|week|month)-?long\b", re.IGNORECASE), _duration),
    (re.compile(
        rf"\b(?:in|since|until|till|by|of|from|to|during|through|between|and|after|before|or|for|[Ll]ate|[Ee]arly|mid|[Mm]id)[ -](?:the (?:\w+ )?(?:week|half|end|start|"
        rf"beginning|middle|days?) of )?(?P<phrase>(?:(?:early|late|mid)[ -])?(?:(?P<which>last|this|next) )?(?P<month>{MONTH}))(?!\w)(?! \d)"
        rf"|\b(?P<phrase2>(?P<which2>last|this|next) (?P<month2>{MONTH}))(?!\w)", re.IGNORECASE), lambda m, a: _either(m, a)),
    (re.compile(rf"\b{YEAR}\b"), _year),
)  # fmt: skip


def _either(match: re.Match[str], anchor: str | None) -> Iterator[DateMention]:
    if match["phrase"] is not None:
        # Case decides between the month and the verb: "by March" against "to march".
        if match["month"][0].isupper():
            yield from _month_alone(match, anchor)
        return
    past, future = _yearless(anchor, _month(match["month2"]), None)
    which = match["which2"].lower()
    if which == "last" and past and anchor and past == anchor[:7]:
        past = f"{int(past[:4]) - 1}-{past[5:]}"
    if which == "this" and anchor:
        past = future = f"{anchor[:4]}-{_month(match['month2']):02d}"
    date = future if which == "next" else past
    yield _mention(match, "absolute", date, future if which == "this" else date, group="phrase2")


def _share_years(text: str, found: list[DateMention], sentences: Sequence[Sentence]) -> list[DateMention]:
    """Give yearless months and days the year that their sentence states for them.

    "in May and September 2019": both 2019. "In 2018 he came in March and again in September": both 2018.
    """
    starts = [s.start for s in sentences]
    out = list(found)
    for i, mention in enumerate(out):
        if mention.kind != "absolute" or re.search(YEAR, mention.text) or not (mention.date or mention.future_date):
            continue
        if re.match(r"(?:last|this|next) ", mention.text, re.IGNORECASE):
            continue
        known = mention.date or mention.future_date or ""
        if i + 1 < len(out) and re.search(YEAR, out[i + 1].text) and len(out[i + 1].date or "") > 4:
            between = text[mention.end : out[i + 1].start]
            if re.fullmatch(r"\s*(?:,|and|or|,? and|to|until|–|-|in|on|\s)*\s*", between):
                out[i] = _in_year(mention, (out[i + 1].date or "")[:4], known)
                continue
        sentence = bisect_right(starts, mention.start) - 1
        for earlier in reversed(out[:i]):
            if bisect_right(starts, earlier.start) - 1 != sentence:
                break
            opening = text[max(0, earlier.start - 8) : earlier.start]
            if len(earlier.date or "") == 4 and re.search(r"\b(?:in|In|during|During)\s+$", opening):
                out[i] = _in_year(mention, earlier.date or "", known)
                break
            if len(earlier.date or "") == 4:
                break
    return out


def _in_year(mention: DateMention, year: str, known: str) -> DateMention:
    date = year + known[4:]
    return replace(mention, date=date, future_date=date, end_date=None)


def _count_from_others(
    text: str, found: list[DateMention], sentences: Sequence[Sentence], anchor: str | None
) -> list[DateMention]:
    """Read "the previous day", "two years later", "that month" from the date before them, else from the anchor."""
    starts = [s.start for s in sentences]
    out: list[DateMention] = []
    for mention in found:
        if mention.kind == "anaphoric":
            here = bisect_right(starts, mention.start) - 1
            base = next((m for m in reversed(out) if m.date and here - (bisect_right(starts, m.start) - 1) <= 3), None)
            # "a day after the North fired": the date it counts from may follow.
            date = _counted(mention.text, base.date if base else anchor)
            mention = replace(mention, date=date, future_date=date)
        out.append(mention)
    return out


COUNTED = re.compile(
    rf"(?:{CENTURY}|(?P<number>{NUMBER})(?: more)? (?P<unit>{UNIT})) (?P<way>\w+)"
    r"|the (?P<which>\w+) (?P<unit2>\w+)|that (?:same )?(?P<unit4>\w+)",
    re.IGNORECASE,
)


def _counted(words: str, base: str | None) -> str | None:
    if base is None:
        return None
    if match := re.fullmatch(r"the (day|night|week|month|year) (before|after)", words, re.IGNORECASE):
        return _step(base, -1 if match[2].lower() == "before" else 1, match[1].lower())
    match = COUNTED.fullmatch(words)
    if match is None:
        return None
    if match["unit4"]:
        return _step(base, 0, match["unit4"].lower())
    if match["which"]:
        amount = {"previous": -1, "preceding": -1, "following": 1, "next": 1, "same": 0}[match["which"].lower()]
        return _step(base, amount, match["unit2"].lower())
    amount_, unit = _amount(match)
    if amount_ is None:
        return None
    back = match["way"].lower() in ("earlier", "before", "previously", "beforehand")
    return _step(base, -amount_ if back else amount_, unit)


def _step(base: str, amount: int, unit: str) -> str | None:
    unit = {"morning": "day", "evening": "day", "night": "day", "weekend": "week"}.get(unit, unit)
    if unit in ("spring", "summer", "autumn", "winter"):
        return base[:4]
    if unit in ("day", "week") and len(base) < 10:
        return base if amount == 0 else None
    if unit == "month" and len(base) == 4:
        return None
    return cal.shift(base, amount, unit)
