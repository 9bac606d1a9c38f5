"""The timeline: visits and drills in swim-lanes, one lane a country pair. The only module that knows plotly."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.queries import Row

# Distinguishable on light and dark ground and in all three common colour deficiencies; shape carries the meaning too.
COLOURS = {"visit": "#3F7F8C", "drill": "#D94800", "test": "#B026FF"}
NAMES = {"visit": "Visit", "drill": "Drill or exercise", "test": "Missile or satellite launch"}
SYMBOLS = {"visit": "line-ns", "drill": "diamond", "test": "triangle-up"}
MOST_LANES = 24


def _day(date: str, *, last: bool = False) -> dt.date:
    """The first (or last) day that an ISO date of any precision means."""
    year = int(date[:4])
    month = int(date[5:7]) if len(date) > 4 else (12 if last else 1)
    if len(date) == 10:
        return dt.date.fromisoformat(date)
    return dt.date(year, month, 28 if last else 1)


def _hover(title: str, *lines: str | None) -> str:
    return "<br>".join([f"<b>{escape(title, quote=False)}</b>", *(escape(line, quote=False) for line in lines if line)])


def points(
    visits: Sequence[Row], drills: Sequence[Row], names: dict[str, str], pair: str | None
) -> list[dict[str, Any]]:
    """One dict a dated event: lane, kind, start, end, hover, event ("visit:12").

    With a `pair` chosen its drills share the lane of its visits; without one each country's drills have their own lane.
    """
    out: list[dict[str, Any]] = []
    lane: str
    for row in visits:
        if row["start_date"]:
            who = f"{row['head_name'] or 'Delegation'}: {row['visitor_country']} to {row['host_country']}"
            when = f"{row['start_date']}{' to ' + row['end_date'] if row['end_date'] else ''} · {row['visit_status']}"
            hover = _hover(who, when, f"{row['n_reports']} reports · confidence {row['confidence']:.2f}")
            lane = names.get(str(row["country_pair"])) or str(row["country_pair"])
            out.append(_point(lane, "visit", row["start_date"], row["end_date"], hover, f"visit:{row['visit_id']}"))
    for row in drills:
        if not row["drill_date"]:
            continue
        kind = "test" if row["event_kind"] in ("launch_test", "satellite_launch") else "drill"
        what = f"{row['country']}: {row['event_kind'].replace('_', ' ')}" + (
            f", {row['weapon_name']}" if row["weapon_name"] else ""
        )
        hover = _hover(
            what,
            f"{row['drill_date']} · {row['drill_status']}",
            f"{row['n_reports']} reports · confidence {row['confidence']:.2f}",
        )
        lane = (names.get(pair) or pair) if pair else f"{row['country']} (drills)"
        out.append(_point(lane, kind, row["drill_date"], None, hover, f"drill:{row['drill_id']}"))
    return out


def _point(lane: str, kind: str, start: str, end: str | None, hover: str, event: str) -> dict[str, Any]:
    return {
        "lane": lane,
        "kind": kind,
        "start": _day(start),
        "end": _day(end or start, last=True),
        "hover": hover,
        "event": event,
    }


def swim_lanes(events: Sequence[dict[str, Any]]) -> go.Figure:
    """Visits above, drills below the middle of each lane; the lanes with most events on top, at most MOST_LANES."""
    counts = Counter(event["lane"] for event in events)
    lanes = [lane for lane, _ in counts.most_common(MOST_LANES)]
    row_of = {lane: len(lanes) - 1 - i for i, lane in enumerate(lanes)}
    figure = go.Figure()
    for kind in ("visit", "drill", "test"):
        own = [e for e in events if e["kind"] == kind and e["lane"] in row_of]
        offset = 0.2 if kind == "visit" else -0.2
        if kind != "test":
            xs: list[Any] = []
            ys: list[Any] = []
            for e in own:
                xs += [e["start"], e["end"] + dt.timedelta(days=1), None]
                ys += [row_of[e["lane"]] + offset] * 2 + [None]
            figure.add_scatter(x=xs, y=ys, mode="lines", line={"color": COLOURS[kind], "width": 10 if kind == "visit" else 4},
                               opacity=0.45, hoverinfo="skip", showlegend=False, legendgroup=kind)  # fmt: skip
        figure.add_scatter(
            x=[e["start"] for e in own],
            y=[row_of[e["lane"]] + offset for e in own],
            mode="markers",
            name=NAMES[kind],
            legendgroup=kind,
            marker={"symbol": SYMBOLS[kind], "size": 13 if kind == "visit" else 10, "color": COLOURS[kind],
                    "line": {"width": 3 if kind == "visit" else 1, "color": COLOURS[kind] if kind == "visit" else "rgba(255,255,255,.8)"}},
            hovertext=[e["hover"] for e in own],
            hoverinfo="text",
            customdata=[e["event"] for e in own],
        )  # fmt: skip
    figure.update_layout(
        height=130 + 46 * max(1, len(lanes)),
        margin={"l": 10, "r": 10, "t": 40, "b": 30},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        dragmode="pan",
        hovermode="closest",
        shapes=[
            {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": i - 0.5, "y1": i + 0.5, "layer": "below",
             "line": {"width": 0}, "fillcolor": "rgba(128,128,128,.10)"}
            for i in range(0, len(lanes), 2)
        ],
        xaxis={"type": "date", "ticklabelmode": "period"},
        yaxis={"tickvals": list(row_of.values()), "ticktext": [escape(lane, quote=False) for lane in row_of],
               "range": [-0.5, max(0.5, len(lanes) - 0.5)], "showgrid": False, "zeroline": False, "fixedrange": True},
    )  # fmt: skip
    return figure
