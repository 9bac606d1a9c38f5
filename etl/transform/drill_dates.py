"""Which dates of a sentence are a launch's own: neither the report's, nor another event's, nor another clock's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.models import DateMention
from etl.transform import calendar_words as cal
from etl.transform.drill_date_roles import date_role
from etl.transform.drill_facts import DATELINE, DatedBy, DateUse, Facts
from etl.transform.drill_heads import Heads

if TYPE_CHECKING:
    from etl.transform.reading import Reading


SINCE = re.compile(
    r"\b(?:since|after|until|till|by|before|from)\s+(?:the\s+|late\s+|early\s+|around\s+|at least\s+|about\s+)*$",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"^[^.;]{0,14}\b(?:GMT|UTC|EST|EDT|in Washington|in the U\.?S)\b|^ \(\d{4} GMT")
RANGE = re.compile(r"\b(?:to|through|until|till)\b|[-–—]")
NTH = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th) of (?:this|the) month\b", re.IGNORECASE)
DAY_BEFORE = re.compile(r"(?:the|a) (?:day before|previous day|day earlier)", re.IGNORECASE)
EARLIER = re.compile(r"\b(?:earlier|before|previous day|previously)\b", re.IGNORECASE)


def own_dates(reading: Reading, facts: Facts, heads: Heads, any_head: bool) -> tuple[list[DateUse], str | None]:
    """Dates of launches as (date, head, how, place), and the day of the report where one is given."""
    out: list[DateUse] = []
    reported: str | None = None
    text = facts.sentence.text
    dateline = DATELINE.match(text)
    for mention in facts.dates:
        place = mention.start - facts.sentence.start
        if dateline is not None and place < dateline.end():
            continue
        role, head = date_role(heads, mention, facts.sentence.start)
        if head is not None and head.drill and not head.strong:
            role = "other"
        planned = head is not None and head.mood == "planned"
        date = mention.future_date if planned else mention.date
        if date is None and DAY_BEFORE.fullmatch(mention.text) and reading.anchor:
            date = cal.days_after(reading.anchor, -1)
        if date is None or (
            (nth := NTH.search(text)) and nth.end() >= mention.end - facts.sentence.start > nth.start()
        ):
            continue
        if ELSEWHERE.match(text[place + len(mention.text) :]):
            reported = reported or None
            continue
        if (
            mention.kind == "anaphoric"
            and re.search(r"(?:after|before)$", mention.text)
            and re.match(r"\s+(?!that\b|then\b|this\b)\w", text[place + len(mention.text) :])
        ):
            continue
        date = _read_day(reading, facts, mention, date)
        if (
            role == "report"
            and heads.found
            and len(date) >= 7
            and re.search(r"\bsince (?:\w+ )?$", text[:place], re.IGNORECASE)
        ):
            role, head = "event", heads.found[0]
        if role == "report":
            reported = date
            continue
        if role == "other" or (
            len(date) == 4 and head is not None and not head.strong and any(h.strong for h in heads.found)
        ):
            continue
        if _is_restated(facts, mention):
            continue
        since = SINCE.search(text[:place])
        if (
            since
            and since[0].split()[0].lower() != "since"
            and not (since[0].lower().startswith("from") and mention.end_date)
        ):
            continue
        if since and len(date) < 7:
            continue
        how: DatedBy = "since" if since and since[0].lower().startswith("since") else "event"
        end = place + len(mention.text)
        out.append(DateUse(date, head, how, place, end))
        if mention.end_date and not RANGE.search(mention.text) and not re.search(r"\bbetween $", text[:place]):
            out.append(DateUse(mention.end_date, head, "event", place, end))
    out, reported = _earlier(facts, heads, out, reported)
    # A finer date beside a coarser one that holds it says the same: "last year ... on April 2".
    fine = [d for d in out if not any(o.date != d.date and o.date.startswith(d.date) for o in out)]
    kept: list[DateUse] = []
    for item in fine:
        if not any(item.date == other.date for other in kept):
            kept.append(item)
    return kept, reported


def _earlier(facts: Facts, heads: Heads, out: list[DateUse], reported: str | None) -> tuple[list[DateUse], str | None]:
    """Give the launch the day counted back: "said on Monday that it had tested a missile a day earlier"."""
    for mention in facts.dates:
        if mention.kind != "anaphoric" or not mention.date or not EARLIER.search(mention.text) or not heads.found:
            continue
        place = mention.start - facts.sentence.start
        if re.match(r"\s+(?:that|then|this|the|an?|its)\b", facts.sentence.text[place + len(mention.text) :]):
            continue
        day = next(
            (
                d
                for d in out
                if d.start < place and cal.days_between(mention.date, d.date) in (1, 2) and len(d.date) == 10
            ),
            None,
        )
        if day is not None:
            kept = [d for d in out if d is not day and d.date != mention.date]
            return [*kept, DateUse(mention.date, day.head, "event", place, place + len(mention.text))], day.date
        if reported and not out and cal.days_between(mention.date, reported) in (1, 2):
            return [DateUse(mention.date, heads.found[0], "event", place, place + len(mention.text))], reported
    return out, reported


def _is_restated(facts: Facts, mention: DateMention) -> bool:
    """True where a finer date stands right behind: "a week earlier, on Jan. 20", "last Wednesday, October 18"."""
    following = next((d for d in facts.dates if d.start > mention.start), None)
    if (
        following is None
        or mention.kind == "absolute"
        or following.kind != "absolute"
        or not following.date
        or not mention.date
    ):
        return False
    between = facts.sentence.text[mention.end - facts.sentence.start : following.start - facts.sentence.start]
    near = cal.days_between(mention.date, following.date) if len(mention.date) == len(following.date) == 10 else 0
    return between.strip(" ,(") in ("", "on", "in") and abs(near or 0) <= 7


def _read_day(reading: Reading, facts: Facts, mention: DateMention, date: str) -> str:
    """The day that a mention means here: a month with its year ("March of last year"), and the weekday of tomorrow,
    which in a report of something past is already today where it happened."""
    text = reading.article.text
    if len(date) == 7:
        for other in facts.dates:
            if (
                other.date
                and len(other.date) == 4
                and 0 <= other.start - mention.end <= 5
                and text[mention.end : other.start].strip(" ,") in ("", "of")
            ):
                return other.date + date[4:]
    anchor = reading.anchor
    if (
        mention.kind == "weekday"
        and anchor
        and len(date) == 10
        and cal.days_between(date, anchor) == 6
        and not re.search(
            r"\b(?:last|previous|week)\b", text[max(0, mention.start - 8) : mention.end + 10], re.IGNORECASE
        )
    ):
        return cal.days_after(anchor, 1) or date
    return date
