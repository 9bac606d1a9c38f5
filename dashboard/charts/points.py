"""Events as points in lanes: which lane each stands in, what its hover box says, which lanes are drawn."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

from dashboard import bins
from dashboard.cards import event_dates, event_title, reported, words
from dashboard.charts.look import LAUNCHES, NAMES, Mark
from dashboard.database import Row

# Past this many events in a lane the marks run into a band; months are counted instead.
DENSE = 150


@dataclass(frozen=True, slots=True)
class Point:
    """One dated event in one lane; `event` is `visit:12` or `drill:5`, `end` the last day it may have lasted. It is
    `vague` where only the month or year of its beginning is known, from `start` to `end`."""

    lane: str
    mark: Mark
    start: dt.date
    end: dt.date
    hover: str
    event: str
    vague: bool = False

    @property
    def place(self) -> dt.datetime:
        """Where its mark stands: a visit where it begins, a drill in the middle of its day or of what is possible."""
        start = dt.datetime.combine(self.start, dt.time())
        if self.vague or self.mark == "drill":
            return start + (self.end - self.start + dt.timedelta(days=1)) / 2
        return start


def mark_of(row: Mapping[str, Any]) -> Mark:
    """The mark of a row of `queries.event`, visits or drills."""
    if "visit_id" in row:
        return "visit"
    return "test" if row["event_kind"] in LAUNCHES else "drill"


def first_day(date: str) -> dt.date:
    """The first day that an ISO date of any precision means."""
    return dt.date.fromisoformat((date + "-01-01")[:10])


def last_day(date: str) -> dt.date:
    """The last day that an ISO date of any precision means."""
    if len(date) == 7:
        return dt.date.fromisoformat(f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:7]))[1]:02}")
    return dt.date.fromisoformat((date + "-12-31")[:10])


def _hover(row: Mapping[str, Any], mark: Mark, lane: str, status: str) -> str:
    title = "<br>".join(escape(line, quote=False) for line in wrap(event_title(row), 60)[:4])
    lines = (
        f"{NAMES[mark]} · {lane}",
        f"{event_dates(row)} · {words(status)}",
        f"Reports: {reported(row)} · confidence {row['confidence']:.2f}",
    )
    return "<br>".join([f"<b>{title}</b>", *(escape(line, quote=False) for line in lines)])


def drill_lane(country: str) -> str:
    """The name of the lane of a country's drills."""
    return f"{country}, drills"


def points(visits: Sequence[Row], drills: Sequence[Row], names: Mapping[str, str], pair: str | None) -> list[Point]:
    """One point a dated event. With a `pair` chosen its drills share the lane of its visits; without one the drills of
    each country have a lane of their own, for in every pair of that country they would be drawn many times."""
    out: list[Point] = []
    for row in visits:
        if start := row["start_date"]:
            lane = names.get(row["country_pair"], row["country_pair"])
            span = first_day(start), max(last_day(row["end_date"] or start), first_day(start))
            hover = _hover(row, "visit", lane, row["visit_status"])
            out.append(Point(lane, "visit", *span, hover, f"visit:{row['visit_id']}", len(start) < 10))
    for row in drills:
        if date := row["drill_date"]:
            lane = names.get(pair, pair) if pair else drill_lane(row["country"])
            mark = mark_of(row)
            hover = _hover(row, mark, lane, row["drill_status"])
            event = f"drill:{row['drill_id']}"
            out.append(Point(lane, mark, first_day(date), last_day(date), hover, event, len(date) < 10))
    return out


def choose_lanes(found: Sequence[Point], most: int) -> list[str]:
    """The lanes to draw, see `busiest`."""
    return busiest(Counter(p.lane for p in found), {p.lane for p in found if p.mark == "visit"}, most)


def busiest(counts: Counter[str], with_visits: Collection[str], most: int) -> list[str]:
    """The lanes with most events, top to bottom: drills of countries before the pairs, which have visits."""
    pairs = [lane for lane, _ in counts.most_common() if lane in with_visits]
    others = [lane for lane, _ in counts.most_common() if lane not in with_visits]
    kept = others[: max(most // 3, most - len(pairs))]
    return kept + pairs[: most - len(kept)]


def is_dense(found: Sequence[Point]) -> bool:
    """Whether any lane holds more events than can be told apart."""
    return max(Counter(point.lane for point in found).values(), default=0) > DENSE


def opening(shown: Sequence[Point]) -> dt.date:
    """The day on which the first view begins, see `bins.opening`."""
    last = max(point.end for point in shown).toordinal()
    return dt.date.fromordinal(bins.opening(Counter(point.start.toordinal() for point in shown), last))
