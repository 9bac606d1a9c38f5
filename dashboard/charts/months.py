"""Month strips: counts by month and lane, for lanes too dense for single marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.charts.look import COLOURS, DAY_MS, lanes_figure
from dashboard.charts.points import busiest, first_day, last_day
from dashboard.database import Row

CELL = 0.34
STRIPS: tuple[tuple[Literal["visit", "drill"], float, str], ...] = (
    ("visit", 0.2, "Visits in a month"),
    ("drill", -0.2, "Launches and drills in a month"),
)


def drawn_lanes(rows: Sequence[Row], lane_of: Mapping[str, str], most: int) -> tuple[str, ...]:
    """Of lanes with their numbers, as `queries.busiest_lanes` gives them, those that `month_strips` draws."""
    labels = set(_labels(rows, lane_of, most))
    return tuple(sorted({row["lane"] for row in rows if lane_of.get(row["lane"], row["lane"]) in labels}))


def _labels(rows: Sequence[Row], lane_of: Mapping[str, str], most: int) -> list[str]:
    totals, with_visits = Counter[str](), set[str]()
    for row in rows:
        lane = lane_of.get(row["lane"], row["lane"])
        totals[lane] += row["n"]
        if row["kind"] == "visit":
            with_visits.add(lane)
    return busiest(totals, with_visits, most)


def month_strips(rows: Sequence[Row], lane_of: Mapping[str, str], most: int) -> go.Figure:
    """Counts by month as cells, the fuller the more of the most in the same strip; rows as `queries.monthly` gives
    them. A cell's data is its month (`2024-04`)."""
    lanes = _labels(rows, lane_of, most)
    row_of = {lane: len(lanes) - 1 - i for i, lane in enumerate(lanes)}
    traces: list[dict[str, Any]] = []
    for kind, offset, name in STRIPS:
        sums = Counter[tuple[str, str]]()
        for row in rows:
            if row["kind"] == kind:
                sums[lane_of.get(row["lane"], row["lane"]), row["month"]] += row["n"]
        most_in: dict[str, int] = {}
        for (lane, _), n in sums.items():
            most_in[lane] = max(n, most_in.get(lane, 0))
        cells = [(lane, month, n) for (lane, month), n in sorted(sums.items()) if lane in row_of]
        traces.append(
            {
                "type": "bar",
                "x": [f"{month}-01" for _, month, _ in cells],
                "width": [((last_day(m) - first_day(m)).days + 1) * DAY_MS for _, m, _ in cells],
                "offset": 0,
                "base": [row_of[lane] + offset - CELL / 2 for lane, _, _ in cells],
                "y": [CELL] * len(cells),
                "marker": {"color": COLOURS[kind], "line": {"width": 0},
                           "opacity": [round(0.25 + 0.75 * n / most_in[lane], 2) for lane, _, n in cells]},
                "hovertext": [
                    f"<b>{escape(lane, quote=False)}</b><br>{month}: {n:,}<br>at most {most_in[lane]:,} in a month here"
                    for lane, month, n in cells
                ],
                "hoverinfo": "text",
                "customdata": [month for _, month, _ in cells],
                "showlegend": False,
            }
        )  # fmt: skip
        # The legend would take the first cell's faintness.
        key = {"symbol": "square", "size": 11, "color": COLOURS[kind]}
        traces.append({"type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": name, "marker": key})
    return lanes_figure(traces, lanes, None)
