"""The timeline: visits and drills in swim-lanes, or counts by month where lanes are dense. The only module that knows
plotly. Text from articles is escaped, for plotly reads a little HTML in labels and hover boxes."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.cards import event_dates, event_title, words
from dashboard.database import Row

Mark = Literal["visit", "drill", "test"]
# One set for both themes: contrast of 3.5 or more on white and on the dark ground, and well apart in the three common
# colour deficiencies. Shape and place carry the meaning too.
COLOURS: dict[Mark, str] = {"visit": "#3F7F8C", "drill": "#D94800", "test": "#B026FF"}
NAMES: dict[Mark, str] = {"visit": "Visit", "drill": "Drill or exercise", "test": "Missile or satellite launch"}
SYMBOLS: dict[Mark, str] = {"visit": "line-ns", "drill": "diamond", "test": "triangle-up"}
LAUNCHES = ("launch_test", "satellite_launch")
# Past this many events in a lane the marks run into a band; months are counted instead.
DENSE = 150
LANE_PX = 46
CONFIG = {"displaylogo": False, "scrollZoom": False, "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"]}


@dataclass(frozen=True, slots=True)
class Point:
    """One dated event in one lane; `event` is `visit:12` or `drill:5`, `end` the last day it may have lasted."""

    lane: str
    mark: Mark
    start: dt.date
    end: dt.date
    hover: str
    event: str


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


def _hover(row: Mapping[str, Any], status: str) -> str:
    title = "<br>".join(escape(line, quote=False) for line in wrap(event_title(row), 60)[:4])
    reports = f"{row['n_articles']} report{'' if row['n_articles'] == 1 else 's'} · confidence {row['confidence']:.2f}"
    when = escape(f"{event_dates(row)} · {words(status)}", quote=False)
    return f"<b>{title}</b><br>{when}<br>{reports}"


def drill_lane(country: str) -> str:
    return f"{country}, drills"


def points(visits: Sequence[Row], drills: Sequence[Row], names: Mapping[str, str], pair: str | None) -> list[Point]:
    """One point a dated event. With a `pair` chosen its drills share the lane of its visits; without one the drills of
    each country have a lane of their own, for in every pair of that country they would be drawn many times."""
    out: list[Point] = []
    for row in visits:
        if row["start_date"]:
            end = row["end_date"] or row["start_date"]
            lane = names.get(row["country_pair"], row["country_pair"])
            span = first_day(row["start_date"]), max(last_day(end), first_day(row["start_date"]))
            out.append(Point(lane, "visit", *span, _hover(row, row["visit_status"]), f"visit:{row['visit_id']}"))
    for row in drills:
        if row["drill_date"]:
            lane = names.get(pair, pair) if pair else drill_lane(row["country"])
            span = first_day(row["drill_date"]), last_day(row["drill_date"])
            mark: Mark = "test" if row["event_kind"] in LAUNCHES else "drill"
            out.append(Point(lane, mark, *span, _hover(row, row["drill_status"]), f"drill:{row['drill_id']}"))
    return out


def choose_lanes(found: Sequence[Point], most: int) -> list[str]:
    """The lanes to draw, top to bottom: those with most events, drills of countries before the pairs."""
    counts = Counter(point.lane for point in found)
    with_visits = {point.lane for point in found if point.mark == "visit"}
    pairs = [lane for lane, _ in counts.most_common() if lane in with_visits]
    others = [lane for lane, _ in counts.most_common() if lane not in with_visits]
    kept = others[: max(most // 3, most - len(pairs))]
    return kept + pairs[: most - len(kept)]


def is_dense(found: Sequence[Point]) -> bool:
    """Whether any lane holds more events than can be told apart."""
    return max(Counter(point.lane for point in found).values(), default=0) > DENSE


def swim_lanes(found: Sequence[Point], lanes: Sequence[str]) -> go.Figure:
    """Visits above and drills below the middle of a lane that holds both; a bar is a stay, or a date known to the month
    or year."""
    row_of = {lane: len(lanes) - 1 - i for i, lane in enumerate(lanes)}
    both = {p.lane for p in found if p.mark == "visit"} & {p.lane for p in found if p.mark != "visit"}
    traces: list[dict[str, Any]] = []
    for mark in COLOURS:
        own = [point for point in found if point.mark == mark and point.lane in row_of]
        offset = 0.2 if mark == "visit" else -0.2
        height = {lane: row + offset * (lane in both) for lane, row in row_of.items()}
        xs: list[Any] = []
        ys: list[Any] = []
        for point in own:
            if point.end > point.start or mark != "test":
                xs += [point.start.isoformat(), (point.end + dt.timedelta(days=1)).isoformat(), None]
                ys += [height[point.lane]] * 2 + [None]
        colour, flag = COLOURS[mark], mark == "visit"
        traces.append(
            {
                "type": "scatter",
                "x": xs,
                "y": ys,
                "mode": "lines",
                "line": {"color": colour, "width": 10 if flag else 4},
                "opacity": 0.45,
                "hoverinfo": "skip",
                "showlegend": False,
                "legendgroup": mark,
            }
        )
        outline = {"width": 3, "color": colour} if flag else {"width": 1, "color": "rgba(255,255,255,.8)"}
        traces.append(
            {
                "type": "scatter",
                "x": [point.start.isoformat() for point in own],
                "y": [height[point.lane] for point in own],
                "mode": "markers",
                "name": NAMES[mark],
                "legendgroup": mark,
                "marker": {"symbol": SYMBOLS[mark], "size": 13 if flag else 10, "color": colour, "line": outline},
                "hovertext": [point.hover for point in own],
                "hoverinfo": "text",
                "customdata": [point.event for point in own],
            }
        )
    shown = [point for point in found if point.lane in row_of]
    span = None
    if shown:
        first, last = opening(shown), max(point.end for point in shown)
        margin = max(dt.timedelta(days=15), (last - first) * 0.025)
        span = [first - margin, last + margin]
    return _figure(traces, lanes, span)


def opening(shown: Sequence[Point]) -> dt.date:
    """The day on which the first view begins: where a few early events would press all others into a corner (a visit of
    2000 among forty of 2024), it begins after the earliest tenth, or after the first of five or more."""
    starts = sorted(point.start for point in shown)
    first, tenth, last = (
        starts[0],
        starts[max(len(starts) // 10, int(len(starts) > 4))],
        max(point.end for point in shown),
    )
    return tenth if (last - tenth) * 2 < last - first else first


def month_strips(rows: Sequence[Row], lane_of: Mapping[str, str], most: int) -> go.Figure:
    """Counts by month as squares, the fuller the more of the lane's own most; rows as `queries.monthly` gives them."""
    totals = Counter[str]()
    for row in rows:
        totals[lane_of.get(row["lane"], row["lane"])] += row["n"]
    lanes = [lane for lane, _ in totals.most_common(most)]
    row_of = {lane: len(lanes) - 1 - i for i, lane in enumerate(lanes)}
    traces: list[dict[str, Any]] = []
    for mark, offset in (("visit", 0.2), ("drill", -0.2)):
        sums = Counter[tuple[str, str]]()
        for row in rows:
            if row["kind"] == mark:
                sums[lane_of.get(row["lane"], row["lane"]), row["month"]] += row["n"]
        most_in: dict[str, int] = {}
        for (lane, _), n in sums.items():
            most_in[lane] = max(n, most_in.get(lane, 0))
        cells = [(lane, month, n) for (lane, month), n in sorted(sums.items()) if lane in row_of]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "Visits in a month" if mark == "visit" else "Launches and drills in a month",
                "x": [f"{month}-15" for _, month, _ in cells],
                "y": [row_of[lane] + offset for lane, _, _ in cells],
                "marker": {"symbol": "square", "size": 11, "color": COLOURS["visit" if mark == "visit" else "drill"],
                           "opacity": [round(0.25 + 0.75 * n / most_in[lane], 2) for lane, _, n in cells]},
                "hovertext": [f"<b>{escape(lane, quote=False)}</b><br>{month}: {n:,}" for lane, month, n in cells],
                "hoverinfo": "text",
            }
        )  # fmt: skip
    return _figure(traces, lanes, None)


def _figure(traces: list[dict[str, Any]], lanes: Sequence[str], span: Sequence[dt.date] | None) -> go.Figure:
    count = max(1, len(lanes))
    bands = [
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": i - 0.5, "y1": i + 0.5, "layer": "below",
         "line": {"width": 0}, "fillcolor": "rgba(128,128,128,.10)"}
        for i in range(0, count, 2)
    ]  # fmt: skip
    # Long names on two lines, so that they leave room for the chart on a narrow screen.
    labels = ["<br>".join(escape(part, quote=False) for part in wrap(lane, 22)[:3]) for lane in lanes]
    layout = {
        "height": 110 + LANE_PX * count,
        "margin": {"l": 10, "r": 10, "t": 40, "b": 30},
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        "dragmode": "pan",
        "hovermode": "closest",
        "shapes": bands,
        "xaxis": {"type": "date", "ticklabelmode": "period", "showgrid": True}
        | ({"range": [day.isoformat() for day in span]} if span else {}),
        "yaxis": {"tickvals": [count - 1 - i for i in range(len(lanes))], "ticktext": labels,
                  "range": [-0.5, count - 0.5], "showgrid": False, "zeroline": False, "fixedrange": True,
                  "automargin": True},
    }  # fmt: skip
    return go.Figure({"data": traces, "layout": layout}, _validate=False)
