"""The lines above a pasted text: outlet, title, standfirst, author and date, told from kickers, menus and buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from etl import lexicons
from etl.extract import captions, datelines, published
from etl.extract.draft import Draft
from etl.extract.furniture import is_furniture, is_link_row, is_menu
from etl.extract.header import BARE_NAMES, names_outlet, outlet_in, read_byline
from etl.extract.lengths import is_sentence

BULLET = re.compile(r"^\s*(?:[•·*▪●‣◦■◆►▶→✓–-]|\d+[.)])\s+")
SITE_LINE = re.compile(r"\s[|—–-]\s|\s{2,}")
BREADCRUMB = re.compile(r"\w\s*[>›»]\s*\w")
MENU_GAPS = re.compile(r"\S\s{2,}\S+\s{2,}\S")
TRUSTED = re.compile(r"why you can trust (?:the )?(?P<outlet>[A-Z][\w&’' -]{1,40})$", re.IGNORECASE)
# Who issues a release: "Ministry of Foreign Affairs and Cooperation", "Republic of Türkiye, Communications Bureau".
ISSUER = re.compile(
    r"(?:(?:The )?(?:[A-ZÀ-Þ][\w’'-]+,? ){0,4})(?:Ministry|Embassy|Department|Office|Republic|Mission|Government|Presidency|"
    r"Directorate|Sultanate|Kingdom)\b(?:,? (?:of|for|and|the|to|[A-ZÀ-Þ][\w’'-]+))*"
    r"(?:,? (?:[A-ZÀ-Þ][\w’'-]+ ){0,2}(?i:desk|division|department|section|service|unit|bureau|directorate))?"
)
# "3 mai 2021", "12. Juni 2020 (English edition)": a date line in another language.
FOREIGN_DAY = re.compile(
    r"(?:[^\W\d]+,? )?\d{1,2}(?:er|\.)? (?:de )?[^\W\d]{3,12} (?:de )?(?:19|20)\d\d(?: ?[(|/–—-].{0,40})?"
)
NAME_OF_SITE = re.compile(r"(?:The )?[A-ZÀ-Þ][\w’'&.-]+(?: (?:of|and|&|[A-ZÀ-Þ][\w’'&.-]*)){0,3}")


def read_masthead(lines: Sequence[str], draft: Draft) -> None:
    """Fill in what the lines above the first paragraph say; headline, standfirsts and captions become blocks."""
    title = _find_title(lines)
    for i, line in enumerate(lines):
        text = BULLET.sub("", line).strip()
        _read_day(text, draft)
        if i == title:
            if draft.title is None:
                draft.title = text
                draft.blocks.insert(0, ("headline", text))
            elif not captions.same(text, draft.title):
                draft.blocks.append(("standfirst", text))
        elif captions.is_caption(text):
            draft.blocks.append(("caption", captions.without_tail(text)))
        elif not dateline_alone(text) and (
            found := read_byline(text) if title is None or i > title or _is_plain_byline(text) else None
        ):
            draft.author = draft.author or found.author
            if title is None or i < title:
                draft.outlet = draft.outlet or outlet_in(text)
        elif _is_label(text):
            if match := TRUSTED.match(text):
                draft.outlet = draft.outlet or match["outlet"]
        elif title is not None and i < title:
            draft.outlet = draft.outlet or outlet_in(text) or (_site(text) if i == 0 else None)
        elif len(text.split()) >= 6:
            draft.blocks.append(("standfirst", text))
        elif draft.author is None and BARE_NAMES.match(text) and not names_outlet(text):
            draft.author = text
        else:
            draft.outlet = draft.outlet or outlet_in(text)


def _find_title(lines: Sequence[str]) -> int | None:
    """Index of the headline: the first line of six words or more, or a shorter one right above it where the long one is
    a sentence and so a standfirst, or the text's first lines are the two; the longest line where all are short; None
    where nothing is left to be one."""
    found = [
        i
        for i, line in enumerate(lines)
        if len(line.split()) >= 3
        and not BULLET.match(line)
        and not _is_label(line)
        and not FOREIGN_DAY.fullmatch(line)
        and not captions.is_caption(line)
        and not _is_plain_byline(line)
        and not _is_outlet_line(line, first=i == 0)
        and not (i < 2 and ISSUER.fullmatch(line))
    ]
    long = [i for i in found if len(lines[i].split()) >= 6]
    if not long:
        return max(found, key=lambda i: (len(lines[i].split()), -i), default=None)
    above = [i for i in found if i < long[0]]
    return (
        above[-1]
        if above and (lines[long[0]].endswith(".") or (above == [0] == [long[0] - 1] and _is_short_title(lines[0])))
        else long[0]
    )


def _is_short_title(line: str) -> bool:
    """True for four words or more that a longer line follows as a subtitle; a kicker has capitals, a bar or fewer."""
    words = line.split()
    return len(words) >= 4 and SITE_LINE.search(line) is None and 2 * sum(word.isupper() for word in words) < len(words)


def _read_day(text: str, draft: Draft) -> None:
    if found := dateline_alone(text):
        draft.dateline_place, draft.dateline_day = found.place, found.day
        full = published.day_in(found.day or "")
        if draft.published is None and full and published.is_past(full):
            draft.published, draft.published_from = full, "dateline"
    elif draft.published is None and len(text.split()) <= 22 and not captions.is_caption(text):
        day = published.own_day_in(text)
        if day and published.is_past(day):
            draft.published, draft.published_from = day, "byline"


def dateline_alone(line: str) -> datelines.Dateline | None:
    """The dateline that makes up a line but for an outlet: "BAGHDAD 1996-08-22", "Colombo, April 7 — The Gazette"."""
    found = datelines.match_dateline(line) if len(line.split()) <= 14 and not is_sentence(line) else None
    rest = line[found.end :] if found else ""
    return found if not rest or outlet_in(re.sub(r"\(.*?\)", "", rest)) or published.CHANGED.search(rest) else None


def _is_label(text: str) -> bool:
    """True for what a page prints around a headline: buttons, menus, breadcrumbs, "[Print]"."""
    return (
        is_furniture(text)
        or is_menu(text)
        or is_link_row(text)
        or BREADCRUMB.search(text) is not None
        or MENU_GAPS.search(text) is not None
        or re.fullmatch(r"\[.*\]", text) is not None
        or dateline_alone(text) is not None
    )


def _is_plain_byline(text: str) -> bool:
    """True for a byline that can be told without knowing where the headline is: it has "By" or a date."""
    found = read_byline(text)
    return found is not None and (found.date is not None or text.lower().startswith("by "))


def _is_outlet_line(text: str, *, first: bool) -> bool:
    named = outlet_in(text) is not None and (len(text.split()) <= 5 or SITE_LINE.search(text) is not None)
    return named or (first and _site(text) is not None)


def _site(text: str) -> str | None:
    """A first line of one to four capitalised words, which is the site's name unless it is a country's."""
    if not NAME_OF_SITE.fullmatch(text) or is_menu(text) or text.lower() in _country_names():
        return None
    return text.title() if text.isupper() else text


@cache
def _country_names() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in lexicons.rows("countries.csv", "name"))
