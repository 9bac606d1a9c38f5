"""The life of one event as its reports tell it: the day on which each was published, and the status that it reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape
from textwrap import shorten
from typing import Any

import plotly.graph_objects as go

from dashboard import cards
from dashboard.charts.look import COLOURS
from dashboard.charts.points import first_day, last_day, mark_of
from dashboard.database import Row

# From the bottom to the top of the chart.
STAGES = {
    "visit": ("planned", "ongoing", "completed", "cancelled"),
    "drill": ("planned", "conducted", "failed"),
}
SYMBOLS = {
    "planned": "circle-open", "ongoing": "circle", "completed": "square", "conducted": "square", "cancelled": "x",
    "failed": "x",
}  # fmt: skip
NAMED = 5


def word(status: str) -> str:
    """planned is an announcement in a report: "Announced"."""
    return "Announced" if status == "planned" else cards.words(status)


def stages(reports: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """(day of publication, status) -> reports, in order of publication; those without a day are left out."""
    found: dict[tuple[str, str], list[Row]] = {}
    for report in reports:
        if report["published_date"]:
            found.setdefault((report["published_date"], report["status"]), []).append(report)
    return dict(sorted(found.items()))


def in_words(reports: Sequence[Row]) -> str:
    """When each status was read first and last: "Announced 2024-03-01; Completed 2024-03-08 to 2024-03-12 (3 reports)"."""
    days: dict[str, list[str]] = {}
    for (day, status), told in stages(reports).items():
        days.setdefault(status, []).extend([day] * len(told))
    parts = []
    for status, read in days.items():
        span = read[0] if read[0] == read[-1] else f"{read[0]} to {read[-1]}"
        parts.append(f"{word(status)} {span} ({len(read):,} report{'' if len(read) == 1 else 's'})")
    return "; ".join(parts)


def life(row: Mapping[str, Any], reports: Sequence[Row]) -> go.Figure:
    """A line for each status, a mark for each day on which reports read it, and the event's own days as a band."""
    kind = "visit" if "visit_id" in row else "drill"
    read = [status for status in STAGES[kind] if any(report["status"] == status for report in reports)]
    found = stages(reports)
    colour = COLOURS[mark_of(row)]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        # Midday, so that a mark stands in the middle of its day.
        "x": [f"{first_day(day)}T12:00" for day, _ in found],
        "y": [read.index(status) for _, status in found],
        "text": [f"{len(told)}" if len(told) > 1 else "" for told in found.values()],
        "textposition": "middle right",
        "marker": {"symbol": [SYMBOLS[status] for _, status in found], "size": 12, "color": colour,
                   "line": {"width": 2, "color": colour}},
        "hovertext": [_hover(day, status, told) for (day, status), told in found.items()],
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": False,
    }  # fmt: skip
    start, end = row.get("start_date") or row.get("drill_date"), row.get("end_date")
    drawn = [first_day(day) for day, _ in found]
    shapes: list[dict[str, Any]] = []
    if start:
        first, last = first_day(start), max(last_day(end or start), first_day(start)) + dt.timedelta(days=1)
        # A date known to the year, or years away from what was written, would press the reports into a corner.
        if len(start) > 4 and drawn and (min(drawn) - last).days < 400 and (first - max(drawn)).days < 400:
            shapes = [{"type": "rect", "xref": "x", "yref": "paper", "x0": first.isoformat(), "x1": last.isoformat(),
                       "y0": 0, "y1": 1, "fillcolor": colour, "opacity": 0.18, "line": {"width": 0}, "layer": "below"}]  # fmt: skip
            drawn += [first, last]
    margin = max(dt.timedelta(days=3), (max(drawn) - min(drawn)) * 0.06)
    layout = {
        "height": 70 + 44 * len(read),
        "margin": {"l": 10, "r": 20, "t": 10, "b": 30},
        "dragmode": "pan",
        "hovermode": "closest",
        "shapes": shapes,
        "xaxis": {"type": "date", "tickformat": "%Y-%m-%d", "nticks": 5, "showgrid": True,
                  "range": [(min(drawn) - margin).isoformat(), (max(drawn) + margin).isoformat()]},
        "yaxis": {"tickvals": list(range(len(read))), "ticktext": [word(status) for status in read], "zeroline": False,
                  "range": [-0.6, len(read) - 0.4], "fixedrange": True, "automargin": True},
    }  # fmt: skip
    return go.Figure({"data": [trace], "layout": layout}, _validate=False)


def _hover(day: str, status: str, told: Sequence[Row]) -> str:
    lines = [f"{cards.source(report)}: {report['title'] or 'Untitled'}" for report in told[:NAMED]]
    shown = "<br>".join(escape(shorten(line, 70, placeholder="…"), quote=False) for line in lines)
    more = f"<br>and {len(told) - NAMED:,} more" if len(told) > NAMED else ""
    return f"<b>{day}: {escape(word(status), quote=False)}</b><br>{shown}{more}"
