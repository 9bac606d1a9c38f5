"""Dates counted from another date of the text: "the previous day", "two years later", "a day after the launch"."""

from __future__ import annotations

import re

from etl.transform import calendar_words as cal
from etl.transform.date_found import Context, Found, Step
from etl.transform.date_years import SINCE

EVENT_COMES = re.compile(
    r"\b(?:com(?:es?|ing)|came|follow(?:s|ed)|took place|takes place|held|happened|occurred|was|is)"
    r"(?:\s(?:just|only|barely|less than|more than|about|some))?\s$"
)
APPOSED = re.compile(r"[,(—–-]\s*(?:just|only|barely|about|some)?\s*$")
CLAUSE = re.compile(r"\b(?:and|then|but|before|who|which|that)\b|[;,]")
REPORTED = re.compile(r"\b(?:said|told reporters|reported|announced|confirmed)(?:\s\w+)?\s(?=\S*$)")
REPORTS = re.compile(r"\b(?:said|says|told|reported|reports|announced|confirmed|stated|saying|according)\b")
NEEDED = {"told week": 10, "day": 10, "week": 10, "calendar week": 10, "weekday": 10, "month": 7, "year": 4}


def take_step(context: Context, dates: list[Found], place: int, step: Step, anchor: str | None) -> None:
    """Count from the nearest date before, of the same sentence, block or the block before; else from the anchor."""
    found = dates[place]
    if step.unit == "told week":
        base = _base(context, dates, place, step)
        if (
            base
            and base.date
            and step.weekday is not None
            and anchor
            and base.date < (cal.days_after(anchor, -7) or "")
        ):
            found.kind, found.date = "anaphoric", cal.weekday(base.date, step.weekday, future=True)
            found.future = found.date
        return
    if step.event:
        _date_event(context, dates, place, step, anchor)
        return
    base = _base(context, dates, place, step)
    told = REPORTED.search(context.text, context.start(context.sentence(found)), found.start)
    if base and step.day and not step.amount and step.unit == "month" and anchor:
        _count_from(found, step, base)
        _look_ahead(found, step, anchor)
    elif base and not (told and step.amount < 0 and anchor and context.sentence(base) != context.sentence(found)):
        _count_from(found, step, base)
    elif anchor and (told or _counts_from_anchor(context, dates, place, step)):
        _count_from_anchor(found, step, anchor)


def _date_event(context: Context, dates: list[Found], place: int, step: Step, anchor: str | None) -> None:
    """ "A day after the launch": the day of what is told, or that of the launch where the former is known already.

    "A day after the April 22 launch" counts on from what follows. In "on Tuesday, a day after the launch", "a day after
    the launch, he flew home on Tuesday" and "the visit comes a day after the launch" the words date the launch.
    """
    found = dates[place]
    here = context.sentence(found)
    before = context.text[context.start(here) : found.start].strip("“\"‘'( ")
    behind = next((d for d in dates[place + 1 :] if d.kind != "duration"), None)
    if behind and (context.sentence(behind) != here or not behind.date or behind.step):
        behind = None
    if behind and _near(context, found, behind):
        _count_from(found, step, behind)
        return
    base = _base(context, dates, place, step)
    same = base is not None and context.sentence(base) == here
    back = Step(-step.amount, step.unit)
    if not before and behind:
        _count_from(found, back, behind)
        found.aside = True
    elif not before:
        if base:
            _count_from(found, step, base)
    elif EVENT_COMES.search(before + " "):
        if base:
            _count_from(found, back, base)
        elif anchor:
            _count_from_anchor(found, back, anchor)
        found.aside = True
    elif base and same:
        between = context.text[base.end : found.start]
        apposed = APPOSED.search(between) or not CLAUSE.search(between)
        _count_from(found, back if apposed else step, base)
        found.aside = bool(apposed)


def _count_from(found: Found, step: Step, base: Found) -> None:
    closed = (
        base.end_date if step.amount > 0 and base.end_date and len(base.end_date) == len(base.date or "") else base.date
    )
    found.date = count(step, closed) if closed else None
    found.future = count(step, base.future) if base.future and base.future != base.date else found.date


def _look_ahead(found: Found, step: Step, anchor: str) -> None:
    """ "On the 28th", where the days told of are recent ones, may be a coming day as well."""
    if found.date and step.day and 0 <= (cal.days_between(found.date, anchor) or 0) <= 60:
        months = [cal.on_day(cal.shift(anchor, m, "month"), step.day) for m in range(3)]
        found.future = min((d for d in months if d and d >= anchor), default=found.future)


def _count_from_anchor(found: Found, step: Step, anchor: str) -> None:
    """ "On the 24th" has two readings, a past and a future one; "twenty years on" began twenty years ago."""
    if step.day and not step.amount and step.unit == "month":
        months = [cal.on_day(cal.shift(anchor, m, "month"), step.day) for m in range(-3, 4)]
        found.date = max((d for d in months if d and d <= anchor), default=None)
        found.future = min((d for d in months if d and d >= anchor), default=None)
    else:
        found.date = found.future = count(Step(-step.amount, step.unit) if step.looks_back else step, anchor)


def _near(context: Context, found: Found, behind: Found) -> bool:
    """True where what the words count from is one phrase: "the April 22 launch", "talks on Monday"."""
    between = context.text[found.end : behind.start]
    return len(between) < 60 and not re.search(r"[,;:—–]", between)


def _base(context: Context, dates: list[Found], place: int, step: Step) -> Found | None:
    here = context.sentence(dates[place])
    needed = NEEDED[step.unit]
    for earlier in reversed(dates[:place]):
        there = context.sentence(earlier)
        if context.block(here) - context.block(there) > (1 if needed == 10 else 2):
            return None
        if earlier.kind == "duration" or not earlier.date or earlier.aside:
            continue
        aside = SINCE.search(context.text[context.start(there) : earlier.start])
        if aside and (there != here or len(earlier.date) < needed):
            continue
        if len(earlier.date) >= needed:
            return earlier
        if there == here:
            return None
    return None


def _counts_from_anchor(context: Context, dates: list[Found], place: int, step: Step) -> bool:
    """Days, weeks and months are told from the day of the report where the text has named no other day yet, or where
    a report verb stands in the sentence ("the agency reported the next day" has its own day before it)."""
    if step.looks_back:
        return True
    if step.unit == "year" and not step.month:
        return False
    here = context.sentence(dates[place])
    if not any(d.date and d.kind != "duration" for d in dates[:place]):
        return True
    end = context.sentences[here].end if here >= 0 else len(context.text)
    return bool(REPORTS.search(context.text, context.start(here), end))


def count(step: Step, base: str) -> str | None:
    """The date that lies a step from `base`, no finer than base and unit allow; None where the base is too coarse."""
    if len(base) < NEEDED[step.unit]:
        return None
    if step.weekday is not None:
        if step.unit == "calendar week":
            return cal.weekday_in_week(base, step.weekday, step.amount)
        if step.amount == 0:
            return cal.weekday_in_week(base, step.weekday, 0)
        date = cal.weekday(base, step.weekday, future=step.amount > 0)
        return date if date != base else cal.weekday(base, step.weekday, weeks=step.amount)
    if step.unit == "year" and step.month:
        return _in_year(int(base[:4]) + step.amount, step)
    if step.month:
        year, after = int(base[:4]), f"{step.month:02d}" > base[5:7]
        if len(base) == 4:
            return f"{year + step.amount}-{step.month:02d}"
        if step.amount > 0:
            return f"{year + (not after)}-{step.month:02d}"
        return f"{year - (after or base[5:7] == f'{step.month:02d}')}-{step.month:02d}"
    if step.day:
        return cal.on_day(cal.shift(base, step.amount, "month"), step.day)
    if step.unit == "calendar week":
        return cal.common(cal.weekday_in_week(base, 0, step.amount), cal.weekday_in_week(base, 6, step.amount))
    if step.amount == 0:
        return base[: {"day": 10, "month": 7, "year": 4}[step.unit]]
    return cal.shift(base, step.amount, step.unit)


def _in_year(year: int, step: Step) -> str | None:
    if step.day and step.month:
        return cal.day(year, step.month, step.day)
    return f"{year}-{step.month:02d}"
