"""Bars over the whole time, from which a period is chosen by drawing a box."""

from __future__ import annotations

import datetime as dt
from typing import Any

import plotly.graph_objects as go

from dashboard.bins import Bins
from dashboard.charts.look import COLOURS, DAY_MS, LEGEND, MARGIN, Mark

# Short, for a narrow screen.
NAMES: dict[Mark, str] = {"visit": "Visits", "drill": "Drills", "test": "Launches"}
HATCHES: dict[Mark, str] = {"visit": "", "drill": "/", "test": "x"}
BRUSH_PX = 150
# Only a box can be drawn here, and the period is cleared by its button.
BRUSH_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def period_bars(bins: Bins, since: dt.date | None, until: dt.date | None) -> go.Figure:
    """Stacked bars by kind; what lies outside of `since` to `until` is shaded."""
    spans = [bins.days(number) for number in range(len(bins))]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "name": NAMES[mark],
            "x": [first.isoformat() for first, _ in spans],
            "width": [((last - first).days + 1) * DAY_MS for first, last in spans],
            "offset": 0,
            "y": bins.counts[mark],
            "marker": {"color": COLOURS[mark], "line": {"width": 0},
                       "pattern": {"shape": HATCHES[mark], "fillmode": "overlay", "fgcolor": "#FFFFFF", "size": 6}},
            "hovertext": [f"{bins.label(i)}: {n:,} {NAMES[mark].lower()}" for i, n in enumerate(bins.counts[mark])],
            "hoverinfo": "text",
        }
        for mark in COLOURS
        if any(bins.counts.get(mark, ()))
    ]  # fmt: skip
    start, end = spans[0][0], spans[-1][1] + dt.timedelta(days=1)
    outside = [(start, since)] if since and since > start else []
    outside += [(until + dt.timedelta(days=1), end)] if until and until + dt.timedelta(days=1) < end else []
    shades = [
        {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "x0": a.isoformat(), "x1": b.isoformat(),
         "line": {"width": 0}, "fillcolor": "rgba(128,128,128,.35)"}
        for a, b in outside
    ]  # fmt: skip
    layout = {
        "height": BRUSH_PX,
        "margin": MARGIN | {"t": 28},
        "legend": LEGEND | {"traceorder": "normal"},
        "barmode": "stack",
        "bargap": 0.1,
        "dragmode": "select",
        "selectdirection": "h",
        "hovermode": "closest",
        "shapes": shades,
        "xaxis": {"type": "date", "fixedrange": True, "ticklabelmode": "period",
                  "range": [start.isoformat(), end.isoformat()]},
        "yaxis": {"fixedrange": True, "nticks": 4, "tickformat": ",d", "rangemode": "tozero", "automargin": True},
    }  # fmt: skip
    return go.Figure({"data": traces, "layout": layout}, _validate=False)
