"""Dated entries: the paragraphs and list items of a chronology, each of which opens with its day."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from etl.models import DateMention, Sentence

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# What may stand between a block's beginning and its date, between two dates of it, and after the last.
LEAD = re.compile(r"[\s•▪‣◦●*–—(\[-]*")
BETWEEN = re.compile(r"\.?\s*(?:,|and|&|/|-|–|to)\s*")
AFTER = re.compile(r"[)\]]?\s*(?:[.:|;,–—-]|\n|$)")


def opening_dates(reading: Reading, block: int) -> list[DateMention]:
    """The dates that open a block and stand apart from what follows: "Sept. 25. A missile ...", "4 May 2019 — ..."."""
    place = reading.article.blocks[block]
    dates = [d for d in reading.dates_in(place) if d.kind == "absolute"]
    lead = LEAD.match(reading.article.text, place.start, place.end)
    end = lead.end() if lead else place.start
    found: list[DateMention] = []
    for mention in dates:
        between = reading.article.text[end : mention.start]
        if between and not (found and BETWEEN.fullmatch(between)):
            break
        found.append(mention)
        end = mention.start + len(mention.text.rstrip("."))
    return found if found and AFTER.match(reading.article.text, end, place.end) else []


def is_chronology(reading: Reading) -> bool:
    """Whether at least two blocks of the article open with a date of their own."""
    return _count(reading) >= 2


@lru_cache(maxsize=8)
def _count(reading: Reading) -> int:
    return sum(bool(opening_dates(reading, i)) for i in range(len(reading.article.blocks)))


def standing(reading: Reading, sentence: Sentence, mention: DateMention | None) -> str:
    """How a date lies to the entry that a sentence is part of: "own" where it opens it, "other", "none" without an entry."""
    opening = opening_dates(reading, sentence.block)
    if not opening or not is_chronology(reading):
        return "none"
    return "own" if mention is not None and any(mention.start == d.start for d in opening) else "other"
