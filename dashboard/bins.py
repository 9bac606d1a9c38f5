"""Counts by month folded into even bins, few enough to be seen: months, quarters, years, or several years."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dashboard.database import Row

# Months in a bin -> what such a bin is called.
STEPS = {1: "month", 3: "quarter", 12: "year", 60: "five years", 120: "ten years", 1200: "hundred years"}


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of `step` months without a gap, from month number `first` (year * 12 + month - 1).

    `counts` has one number a bin for each mark. `earlier` events lie before the first bin; `vague` ones are known only
    to the year where bins are shorter, and are in none.
    """

    step: int
    first: int
    counts: dict[str, list[int]]
    earlier: int
    vague: int

    def __len__(self) -> int:
        return max((len(numbers) for numbers in self.counts.values()), default=0)

    @property
    def size(self) -> str:
        """What a bin is called: "month", "five years"."""
        return STEPS[self.step]

    @property
    def meaning(self) -> str:
        """What the bars are, in words: "A bar is a quarter, 2019-Q1 to 2024-Q3; 3 earlier are not drawn." """
        out = f"A bar is {'' if self.step in (60, 120, 1200) else 'a '}{self.size}, {self.label(0)} to {self.label(len(self) - 1)}"
        left = [f"{n:,} {what}" for n, what in ((self.earlier, "earlier"), (self.vague, "known only to the year")) if n]
        return f"{out}; not drawn: {', '.join(left)}." if left else f"{out}."

    @property
    def total(self) -> list[int]:
        """All marks together, one number a bin."""
        return [sum(numbers) for numbers in zip(*self.counts.values(), strict=True)]

    def days(self, number: int) -> tuple[dt.date, dt.date]:
        """The first and the last day of a bin."""
        start = self.first + number * self.step
        year, month = divmod(start + self.step - 1, 12)
        return _day(start), dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])

    def label(self, number: int) -> str:
        """ "2024-04", "2024-Q2", "2024" or "2020–2024"."""
        first, last = self.days(number)
        if self.step == 1:
            return f"{first:%Y-%m}"
        if self.step == 3:
            return f"{first.year}-Q{first.month // 3 + 1}"
        return str(first.year) if self.step == 12 else f"{first.year}–{last.year}"

    def holding(self, day: dt.date) -> int:
        """The bin that holds a day, the nearest one for a day outside of all."""
        number = (day.year * 12 + day.month - 1 - self.first) // self.step
        return min(max(number, 0), len(self) - 1)


def _day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def opening(counts: Mapping[int, int], last: int) -> int:
    """Where the first view begins, among the places (days, months) that `counts` gives events of: where a few early
    events would press all others into a corner (a visit of 2000 among forty of 2024), after the earliest tenth, or
    after the first of five or more; else at the first."""
    places = sorted(counts)
    total = sum(counts.values())
    rank = max(total // 10, int(total > 4))
    reached = accumulate(counts[place] for place in places)
    tenth = next(place for place, so_far in zip(places, reached, strict=True) if so_far > rank)
    return tenth if (last - tenth) * 2 < last - places[0] else places[0]


def even(rows: Sequence[Row], marks: Sequence[str], most: int) -> Bins | None:
    """At most `most` bins for rows of mark, month (`2024-04`, or `2024` where no more is known) and n; None where no
    row has a date."""
    dated = [(row["mark"], int(row["month"][:4]) * 12, row["month"][5:7], row["n"]) for row in rows if row["month"]]
    if not dated:
        return None
    starts: dict[int, int] = {}
    for _, year, month, n in dated:
        start = year + (int(month) - 1 if month else 0)
        starts[start] = starts.get(start, 0) + n
    last = max(starts)
    begin = opening(starts, last)
    step = next((step for step in STEPS if last // step - begin // step < most), max(STEPS))
    first = begin // step * step
    counts = {mark: [0] * (last // step - first // step + 1) for mark in marks}
    earlier = vague = 0
    for mark, year, month, n in dated:
        start = year + (int(month) - 1 if month else 0)
        if start < first:
            earlier += n
        elif not month and step < 12:
            vague += n
        else:
            counts[mark][(start - first) // step] += n
    return Bins(step, first, counts, earlier, vague)
