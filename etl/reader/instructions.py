"""Whether an article speaks to the machine that reads it: orders, false ends, forged answers.

No report of a visit or launch does, so where one does, what a model says of that article is worth nothing by itself: its
author may have dictated it. `etl/lexicons/reader_instructions.csv` holds the signs. They are read in the whole text, quoted
words included, since marks cost an attacker nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl import lexicons
from etl.models import Article, Sentence
from etl.transform import sentences


@dataclass(frozen=True, slots=True)
class Order:
    """Words at text[start:end] that speak to a machine, and the block that they stand in."""

    start: int
    end: int
    block: int
    note: str


def orders(article: Article) -> list[Order]:
    """All such words of an article, by place; empty for nearly every one."""
    found = list(_anywhere(article))
    for sentence in sentences.split(article):
        found += [
            Order(sentence.start, sentence.start + match.end(), sentence.block, note)
            for pattern, note in _patterns("start")
            if (match := pattern.match(sentence.text.lstrip("\"“'‘([*•-– ")))
        ]
    return sorted(found, key=lambda order: order.start)


def _anywhere(article: Article) -> Iterable[Order]:
    for pattern, note in (*_patterns("any"), *_patterns("cased")):
        for match in pattern.finditer(article.text):
            # By its end: a pattern may begin with the blank line above.
            number = max((n for n, b in enumerate(article.blocks) if b.start < match.end()), default=0)
            yield Order(match.start(), match.end(), number, note)


def gives_orders(found: Iterable[Order], places: Iterable[Sentence]) -> bool:
    """Whether any of the sentences stands in a paragraph that gives orders, or right below one."""
    blocks = {order.block for order in found}
    return any(s.block in blocks or s.block - 1 in blocks for s in places)


@cache
def _patterns(where: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = lexicons.rows("reader_instructions.csv", "where", "pattern", "note")
    flags = re.NOFLAG if where == "cased" else re.IGNORECASE
    return tuple((re.compile(row["pattern"], flags), row["note"]) for row in rows if row["where"] == where)
