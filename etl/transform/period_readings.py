"""Readings of months, seasons and years, and what keeps their names apart from other words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.transform.date_found import STEPS, Found, Step
from etl.transform.date_patterns import FULL_MONTH, MONTH, YEAR
from etl.transform.date_readings import dated, month_of, yearless

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


def read_month_range(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "from March to May 2019", "November-January"."""
    first, last = month_of(match["month"]), month_of(match["month2"])
    found = dated(match, anchor, first, None)
    if found and found.date:
        year = int(found.date[:4])
        if last < first and (match["year"] or match["close_year"]):
            found.date = found.future = f"{year - 1}-{first:02d}"
        elif last < first:
            year += 1
        # "From May to May" is no more than May.
        found.end_date = f"{year}-{last:02d}" if last != first else None
    if found:
        yield found


def read_month_year(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "April 2024", "late April 2024", "in March last year", "November of that year"."""
    if found := dated(match, anchor, month_of(match["month"]), None):
        yield found


def read_month(match: re.Match[str], anchor: str | None) -> Iterator[Found]:
    """ "in April", "mid-May", "last November", "the following March", "a February visit"; not "Mrs May"."""
    which = (match["which"] or "").lower().split()
    if not which and not match["part"] and not _is_month(match):
        return
    month = month_of(match["month"])
    found = Found(*match.span(), "absolute", open_year=not which, tail=f"-{month:02d}")
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
    """ "in 2019", "early 2019"; not "2000 soldiers", "Resolution 2087", "Freedom Shield 2024", "the 1980's"."""
    text, start, end = match.string, match.start("year"), match.end("year")
    after = text[end : end + 20]
    if (
        QUANTITY_AFTER.match(after)
        or re.match(r"\.\d|:\d", after)
        or QUANTITY_BEFORE.search(text[max(0, start - 16) : start])
    ):
        return
    name = re.search(r"(?:^|[^.!?\s(]) ([A-Z][\w’'-]*) $", text[max(0, match.start() - 30) : match.start()])
    if (
        name
        and match.start() == start
        and name[1].lower() not in PREPOSITIONS
        and not name[1].endswith(("’s", "'s", "s’"))
    ):
        return
    if (
        match["year"].endswith("0")
        and re.match(r"['’]s\b", after)
        and re.search(r"\b(?:the|The)\s(?:\w+\s)?$", text[max(0, start - 12) : start])
    ):
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
