"""Dated entries: the paragraphs and list items of a chronology, each of which opens with its day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.models import Block, DateMention, Sentence

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# What may stand between a block's beginning and its date, between two dates of it, and after the last.
LEAD = re.compile(r"[\s•▪‣◦●*–—(\[-]*")
BETWEEN = re.compile(r"\.?\s*(?:,|and|&|/|-|–|to)\s*")
AFTER = re.compile(r"[)\]]?\s*(?:[.:|;,–—-]|\n|$)")


def find(reading: Reading) -> list[list[DateMention]]:
    """For each block the dates that open it and stand apart from what follows: "Sept. 25. A missile ...", "4 May 2019 — ...";
    none anywhere unless two blocks have dates of their own."""
    opening = [_opening_dates(reading, block) for block in reading.article.blocks]
    return opening if sum(map(bool, opening)) >= 2 else [[] for _ in opening]


def _opening_dates(reading: Reading, place: Block) -> list[DateMention]:
    text = reading.article.text
    lead = LEAD.match(text, place.start, place.end)
    end = lead.end() if lead else place.start
    found: list[DateMention] = []
    for mention in (d for d in reading.dates_in(place) if d.kind == "absolute"):
        between = text[end : mention.start]
        if between and not (found and BETWEEN.fullmatch(between)):
            break
        found.append(mention)
        end = mention.start + len(mention.text.rstrip("."))
    return found if found and AFTER.match(text, end, place.end) else []


def standing(reading: Reading, sentence: Sentence, mention: DateMention | None) -> str:
    """How a date lies to the entry that a sentence is part of: "own" where it opens it, "other", "none" without an entry."""
    opening = reading.entries[sentence.block]
    if not opening:
        return "none"
    return "own" if mention is not None and any(mention.start == d.start for d in opening) else "other"
