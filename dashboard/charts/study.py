"""The chart of an event study: drills by days before and after a visit, and the band of the same drills moved in time."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard import charts
from dashboard.cards import words
from dashboard.event_study import Study

GREY = "#7D7D7D"


def before_and_after(study: Study) -> go.Figure:
    """A bar for the drills of each bin; behind it, where there is enough for one, the band of the shuffled drills and a
    line at their average. Bars outside the band are full, and say so."""
    grey, drill = "rgba(128,128,128,.28)", charts.COLOURS["drill"]
    middles = [(lag.first + lag.last) / 2 for lag in study.bins]
    widths = [lag.last - lag.first + 1 for lag in study.bins]
    ends = [(lag.first - 0.5, lag.last + 0.5) for lag in study.bins]
    hover = [f"{lag_days(lag.first, lag.last)}: {lag.observed:,}" for lag in study.bins]
    shapes: list[dict[str, Any]] = []
    traces: list[dict[str, Any]] = [
        {
            "type": "bar", "name": "Drills", "x": middles, "y": [lag.observed for lag in study.bins],
            "width": [0.8 * width for width in widths], "hovertext": hover, "hoverinfo": "text",
            "text": [words(lag.outside) for lag in study.bins], "textposition": "outside", "cliponaxis": False,
            "marker": {"color": drill, "opacity": [1.0 if lag.outside or not study.has_band else 0.5 for lag in study.bins],
                       "line": {"width": 1, "color": drill}},
        }
    ]  # fmt: skip
    if study.has_band:
        shapes = [
            {"type": "rect", "x0": a, "x1": b, "y0": lag.low, "y1": lag.high, "layer": "below", "line": {"width": 0},
             "fillcolor": grey}
            for (a, b), lag in zip(ends, study.bins, strict=True)
        ]  # fmt: skip
        hover[:] = [f"{said}<br>shuffled: {lag.mean:.1f} on average, 95 of 100 from {lag.low:,} to {lag.high:,}"
                    for said, lag in zip(hover, study.bins, strict=True)]  # fmt: skip
        traces += [
            {"type": "scatter", "mode": "lines", "name": "Average of shuffled drills", "hoverinfo": "skip",
             "line": {"color": GREY, "width": 2, "dash": "dot"},
             "x": [x for a, b in ends for x in (a, b, None)],
             "y": [y for lag in study.bins for y in (lag.mean, lag.mean, None)]},
            {"type": "scatter", "mode": "markers", "name": "95 of 100 shuffles", "hoverinfo": "skip", "x": [None],
             "y": [None], "marker": {"symbol": "square", "size": 14, "color": grey}},
        ]  # fmt: skip
    top = max(1, *(lag.observed for lag in study.bins), *(lag.high or 0 for lag in study.bins))
    start = {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    shapes.append(start | {"line": {"color": charts.COLOURS["visit"], "width": 2}})
    layout = {
        "height": 320,
        "margin": {"l": 10, "r": 10, "t": 40, "b": 40},
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        "shapes": shapes,
        "dragmode": False,
        "xaxis": {"title": {"text": "Days before (−) and after the first day of a visit"}, "fixedrange": True,
                  "tickvals": [-study.window, -study.window // 2, 0, study.window // 2, study.window],
                  "range": [-study.window - 1, study.window + 1], "zeroline": False},
        "yaxis": {"title": {"text": "Drills"}, "range": [0, 1.15 * top], "dtick": 1 if top < 8 else None, "fixedrange": True, "automargin": True},
    }  # fmt: skip
    return go.Figure({"data": traces, "layout": layout}, _validate=False)


def lag_days(first: int, last: int) -> str:
    """The days of a bin in words: "5 to 1 days before", "on its first day"."""
    if first == last == 0:
        return "on the first day"
    near, far = sorted((abs(first), abs(last)))
    return f"{far} to {near} days before" if last < 0 else f"{near} to {far} days after"
