"""The timeline: one mark an event, in swim-lanes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.look import COLOURS, NAMES, SYMBOLS, Mark, lanes_figure
from dashboard.charts.points import Point, opening


def swim_lanes(found: Sequence[Point], lanes: Sequence[str]) -> go.Figure:
    """Visits above and drills below the middle of a lane that holds both; a bar is a stay, a dotted line the month or
    year in which it was where no more is known."""
    row_of = {lane: len(lanes) - 1 - i for i, lane in enumerate(lanes)}
    both = {p.lane for p in found if p.mark == "visit"} & {p.lane for p in found if p.mark != "visit"}
    traces: list[dict[str, Any]] = []
    for mark in COLOURS:
        own = [point for point in found if point.mark == mark and point.lane in row_of]
        offset = 0.2 if mark == "visit" else -0.2
        height = {lane: row + offset * (lane in both) for lane, row in row_of.items()}
        if mark != "test":
            traces.append(_spans([point for point in own if not point.vague], height, mark))
        if vague := [point for point in own if point.vague]:
            traces.append(_spans(vague, height, mark, dotted=True))
        traces.append(_marks(own, height, mark))
    shown = [point for point in found if point.lane in row_of]
    span = None
    if shown:
        first, last = opening(shown), max(point.end for point in shown)
        margin = max(dt.timedelta(days=15), (last - first) * 0.025)
        span = [first - margin, last + margin]
    return lanes_figure(traces, lanes, span)


def _spans(own: Sequence[Point], height: Mapping[str, float], mark: Mark, *, dotted: bool = False) -> dict[str, Any]:
    """Lines from the first day to the end of the last, in one trace with gaps."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for point in own:
        xs += [point.start.isoformat(), (point.end + dt.timedelta(days=1)).isoformat(), None]
        ys += [height[point.lane], height[point.lane], None]
    solid = {"color": COLOURS[mark], "width": 10 if mark == "visit" else 4}
    return {
        "type": "scatter",
        "x": xs,
        "y": ys,
        "mode": "lines",
        "line": {"color": COLOURS[mark], "width": 2, "dash": "dot"} if dotted else solid,
        "opacity": 0.9 if dotted else 0.55,
        "hoverinfo": "skip",
        "showlegend": False,
        "legendgroup": mark,
    }


def _marks(own: Sequence[Point], height: Mapping[str, float], mark: Mark) -> dict[str, Any]:
    colour, flag = COLOURS[mark], mark == "visit"
    outline = {"width": 3, "color": colour} if flag else {"width": 1, "color": "rgba(255,255,255,.8)"}
    return {
        "type": "scatter",
        "x": [point.place.isoformat() for point in own],
        "y": [height[point.lane] for point in own],
        "mode": "markers",
        "name": NAMES[mark],
        "legendgroup": mark,
        "marker": {"symbol": SYMBOLS[mark], "size": 13 if flag else 10, "color": colour, "line": outline},
        "hovertext": [point.hover for point in own],
        "hoverinfo": "text",
        "customdata": [point.event for point in own],
    }
