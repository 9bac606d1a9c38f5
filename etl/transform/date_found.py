"""A date between its finding and its reading: what the readers give, and where it stands among the sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from etl.models import DateMentionKind, Sentence


@dataclass(frozen=True, slots=True)
class Step:
    """How a date is counted from another one: `amount` units on, then the month, day or weekday named.

    `event` holds for "a day after the launch": the words count from what follows them, not from what went before;
    `looks_back` for "twenty years on", which from the anchor counts backwards.
    """

    amount: int
    unit: str
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    event: bool = False
    looks_back: bool = False


@dataclass(slots=True)
class Found:
    """A date on its way to become a mention; `open_year` where the year is a guess from the anchor.

    `tail` is what stands written of a date with an open year: `-04`, `-04-23`.

    `aside` marks the day of a side event ("it came a day after the talks"), from which nothing further is counted.
    """

    start: int
    end: int
    kind: DateMentionKind
    date: str | None = None
    future: str | None = None
    end_date: str | None = None
    days: int | None = None
    open_year: bool = False
    tail: str = ""
    aside: bool = False
    step: Step | None = None


class Context:
    """The sentences of a text and where its dates lie in them."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = sentences
        self._starts = [s.start for s in sentences]

    def sentence(self, found: Found) -> int:
        """Index of the sentence in which a date stands; -1 where there is none."""
        return bisect_right(self._starts, found.start) - 1

    def start(self, sentence: int) -> int:
        return self._starts[sentence] if sentence >= 0 else 0

    def block(self, sentence: int) -> int:
        return self.sentences[sentence].block if sentence >= 0 else 0


Reader = Callable[[re.Match[str], str | None], Iterator[Found]]
YEAR_STEPS = {"last": -1, "this": 0, "next": 1}
STEPS = {"previous": -1, "preceding": -1, "prior": -1, "following": 1, "next": 1, "ensuing": 1, "same": 0, "that": 0}
