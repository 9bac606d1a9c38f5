"""The chart of one country pair: visits each way, drills of either side and commentary as tracks on one axis of time, in
the colours and symbols of the other timelines. Text from articles is escaped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard import charts
from dashboard.charts import first_day, last_day
from dashboard.database import Row

Kind = Literal["visit", "drill", "test", "quote", "month"]
SYMBOLS: dict[Kind, str] = {
    "visit": "line-ns", "drill": "diamond", "test": "triangle-up", "quote": "circle", "month": "square",
}  # fmt: skip
COLOURS = {str(mark): colour for mark, colour in charts.COLOURS.items()} | {"quote": "#7D7D7D"}
NAMES = {str(mark): name for mark, name in charts.NAMES.items()}
NAMES |= {"quote": "Commentary", "month": "Events in a month, the fuller the more"}
TRACK_PX = 52


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark on a track; `event` is what it stands for, `visit:12`, `drill:5`, `said:2024-03-11` or empty, `share` (of a month's square) its count as a
    share of the fullest month."""

    kind: Kind
    start: dt.date
    end: dt.date
    hover: str
    event: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Track:
    """One row of the chart; `colour` is that of its months where it holds too many events for single marks."""

    label: str
    colour: str
    dots: tuple[Dot, ...]


def event_dots(visits: Sequence[Row], drills: Sequence[Row], names: Mapping[str, str]) -> dict[str, list[Dot]]:
    """Country -> its visits as visitor (under `visit:PRK`) and the drills it takes part in (under `drill:PRK`)."""
    dots: dict[str, list[Dot]] = {}
    sides = {f"visit:{row['visit_id']}": [f"visit:{row['visitor_iso3']}"] for row in visits}
    for row in drills:
        codes = {row["country_iso3"], *(row["partner_iso3s"] or "").split(";")} - {""}
        sides[f"drill:{row['drill_id']}"] = [f"drill:{code}" for code in sorted(codes)]
    for point in charts.points(visits, drills, names, None):
        for side in sides[point.event]:
            dots.setdefault(side, []).append(Dot(point.mark, point.start, point.end, point.hover, point.event))
    return dots


def month_dots(months: Iterable[tuple[str, int]], noun: str) -> list[Dot]:
    """Counts by month (2024-03) as squares."""
    found = list(months)
    most = max((n for _, n in found), default=1)
    return [
        Dot("month", first_day(month), last_day(month), f"{month}: {n:,} {noun}", share=n / most)
        for month, n in found
    ]  # fmt: skip


def comment_dots(days: Iterable[Mapping[str, Any]]) -> list[Dot]:
    """Days on which quotes were published, as `queries.commented` gives them."""
    dots = []
    for row in days:
        others = f" and {row['n_speakers'] - 1} more" if row["n_speakers"] > 1 else ""
        who = escape((row["speaker"] or "speaker not named")[:80], quote=False) + others
        when, day = escape(row["day"], quote=False), first_day(row["day"])
        hover = f"<b>{when}</b><br>{row['n']:,} quote{'' if row['n'] == 1 else 's'}: {who}"
        dots.append(Dot("quote", day, last_day(row["day"]), hover, f"said:{row['day']}"))
    return dots


def span(tracks: Sequence[Track]) -> tuple[dt.date, dt.date]:
    """The first and last day that the first view shows; a few early events do not press the others together."""
    dots = [dot for track in tracks for dot in track.dots]
    places = [charts.Point("", "visit", dot.start, dot.end, "", "") for dot in dots]
    return charts.opening(places), max(dot.end for dot in dots)


def pair_tracks(tracks: Sequence[Track]) -> go.Figure:
    """The tracks from top to bottom on one axis of time; a bar is a stay, or a date known to the month or year, a square
    a month of a track that holds too many events for single marks."""
    height = {track.label: len(tracks) - 1 - i for i, track in enumerate(tracks)}
    placed = [(height[track.label], track.colour, dot) for track in tracks for dot in track.dots]
    traces = _stays(placed)
    for kind, symbol in SYMBOLS.items():
        own = [(y, colour, dot) for y, colour, dot in placed if dot.kind == kind]
        if not own:
            continue
        colours = [COLOURS.get(kind, colour) for _, colour, _ in own]
        flag = kind == "visit"
        outline = {"width": 3, "color": colours} if flag else {"width": 1, "color": "rgba(255,255,255,.8)"}
        marker: dict[str, Any] = {"symbol": symbol, "color": colours, "line": outline}
        marker |= {"size": {"visit": 15, "quote": 9, "month": 12}.get(kind, 11)}
        if kind == "month":
            marker["opacity"] = [round(0.25 + 0.75 * dot.share, 2) for _, _, dot in own]
        traces.append(
            {
                "type": "scatter", "mode": "markers", "name": NAMES[kind], "marker": marker,
                "x": [_place(dot).isoformat() for _, _, dot in own], "y": [y for y, _, _ in own],
                "hovertext": [dot.hover for _, _, dot in own], "hoverinfo": "text",
                "customdata": [dot.event for _, _, dot in own],
            }
        )  # fmt: skip
    return go.Figure({"data": traces, "layout": _layout(tracks)}, _validate=False)


def _place(dot: Dot) -> dt.date:
    return dot.start + (dot.end - dot.start) / 2 if dot.kind == "month" else dot.start


def _stays(placed: Sequence[tuple[int, str, Dot]]) -> list[dict[str, Any]]:
    traces: list[dict[str, Any]] = []
    for kind, colour in charts.COLOURS.items():
        own = [(y, dot) for y, _, dot in placed if dot.kind == kind and dot.end > dot.start]
        if own:
            ends = [(dot.start.isoformat(), (dot.end + dt.timedelta(days=1)).isoformat(), None) for _, dot in own]
            traces.append(
                {
                    "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, "opacity": 0.45,
                    "line": {"color": colour, "width": 10 if kind == "visit" else 4},
                    "x": [x for each in ends for x in each], "y": [v for y, _ in own for v in (y, y, None)],
                }
            )  # fmt: skip
    return traces


def _layout(tracks: Sequence[Track]) -> dict[str, Any]:
    count = len(tracks)
    first, last = span(tracks)
    margin = max(dt.timedelta(days=15), (last - first) * 0.025)
    bands = [
        {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": i - 0.5, "y1": i + 0.5, "layer": "below",
         "line": {"width": 0}, "fillcolor": "rgba(128,128,128,.10)"}
        for i in range(0, count, 2)
    ]  # fmt: skip
    labels = ["<br>".join(escape(part, quote=False) for part in wrap(track.label, 20)[:3]) for track in tracks]
    return {
        "height": 120 + TRACK_PX * count,
        "margin": {"l": 10, "r": 10, "t": 40, "b": 30},
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        "dragmode": "pan",
        "hovermode": "closest",
        "shapes": bands,
        "xaxis": {"type": "date", "ticklabelmode": "period", "showgrid": True,
                  "range": [(first - margin).isoformat(), (last + margin).isoformat()]},
        "yaxis": {"tickvals": [count - 1 - i for i in range(count)], "ticktext": labels, "range": [-0.5, count - 0.5],
                  "showgrid": False, "zeroline": False, "fixedrange": True, "automargin": True},
    }  # fmt: skip
