"""What all charts share: colours, shapes, names, and a figure with lanes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any, Literal

import plotly.graph_objects as go

Mark = Literal["visit", "drill", "test"]
# One set for both themes: contrast of 3.5 or more on white and on the dark ground, and well apart in the three common
# colour deficiencies. Shape and place carry the meaning too.
COLOURS: dict[Mark, str] = {"visit": "#3F7F8C", "drill": "#D94800", "test": "#B026FF"}
NAMES: dict[Mark, str] = {"visit": "Visit", "drill": "Drill or exercise", "test": "Missile or satellite launch"}
SYMBOLS: dict[Mark, str] = {"visit": "line-ns", "drill": "diamond", "test": "triangle-up"}
LAUNCHES = ("launch_test", "satellite_launch")
LANE_PX = 46
CONFIG = {"displaylogo": False, "scrollZoom": False, "modeBarButtonsToRemove": ["lasso2d", "autoScale2d"]}
DAY_MS = 86_400_000
MARGIN = {"l": 10, "r": 10, "t": 40, "b": 30}
LEGEND = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0}


def lanes_figure(traces: list[dict[str, Any]], lanes: Sequence[str], span: Sequence[dt.date] | None) -> go.Figure:
    """A figure with one lane for each name, top to bottom, every second one shaded; `span` is the first view."""
    count = max(1, len(lanes))
    bands = [
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": i - 0.5, "y1": i + 0.5, "layer": "below",
         "line": {"width": 0}, "fillcolor": "rgba(128,128,128,.10)"}
        for i in range(0, count, 2)
    ]  # fmt: skip
    # Long names on several lines, so that they leave room for the chart on a narrow screen.
    labels = ["<br>".join(escape(part, quote=False) for part in wrap(lane, 16)[:3]) for lane in lanes]
    layout = {
        "height": 110 + LANE_PX * count,
        "margin": MARGIN,
        "legend": LEGEND,
        "barmode": "overlay",
        "dragmode": "pan",
        "selectdirection": "h",
        "hovermode": "closest",
        "shapes": bands,
        "xaxis": {"type": "date", "ticklabelmode": "period", "showgrid": True}
        | ({"range": [day.isoformat() for day in span]} if span else {}),
        "yaxis": {"tickvals": [count - 1 - i for i in range(len(lanes))], "ticktext": labels,
                  "range": [-0.5, count - 0.5], "showgrid": False, "zeroline": False, "fixedrange": True,
                  "automargin": True},
    }  # fmt: skip
    return go.Figure({"data": traces, "layout": layout}, _validate=False)
