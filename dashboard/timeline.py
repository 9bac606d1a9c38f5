"""The timeline on screen: events in lanes, or counts by month where these are dense.

The lanes are drawn from the filters alone, never from what is chosen in them: another figure would lose the choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import charts, filters, period, queries
from dashboard.database import Filters, Row
from dashboard.period import Period


def timeline(
    visits: Sequence[Row], drills: Sequence[Row], chosen: Filters, *, key: str, most: int, brush: bool = False
) -> None:
    """The swim-lane chart of at most `most` lanes; a click chooses an event and, with `brush`, a box a period. Dense
    data become counts by month."""
    names = filters.pair_names()
    # Where not all events are at hand, months are counted, and no point is made.
    many = len(visits) == queries.SHOWN or len(drills) == queries.SHOWN
    found = [] if many else charts.points(visits, drills, names, chosen.dyad)
    if not found and not many:
        return
    kinds = [kind for kind, rows in (("visit", visits), ("drill", drills)) if rows]
    if many or charts.is_dense(found):
        strips(kinds, chosen, key=f"{key}_months", most=most, brush=brush)
        return
    lanes = charts.choose_lanes(found, most)
    drawn = [point for point in found if point.lane in lanes]
    if where := _where(chosen, kinds, brush):
        st.caption(where)
    st.plotly_chart(
        charts.swim_lanes(found, lanes),
        key=key,
        on_select=partial(_take, key, brush),
        selection_mode=("points", "box") if brush else "points",
        config=charts.CONFIG,
        alt=takeaway(drawn, lanes, len(visits), len(drills)),
    )
    notes = ["Choose a mark to see the sentence behind it. A bar is a stay; a dotted line spans the month or year of an event whose day is not known."]  # fmt: skip
    if undated := len(visits) + len(drills) - len(found):
        notes.append(f"In the tables only, for want of a date: {filters.plural(undated, 'event')}.")
    start = charts.opening(drawn)
    if earlier := sum(point.start < start for point in drawn):
        notes.append(
            f"{filters.plural(earlier, 'earlier event')} before {start.year}: drag, or double-click to see all."
        )
    if len(drawn) < len(found):
        notes.append(f"The {len(lanes)} busiest lanes are drawn; choose a country pair to see others.")
    st.caption(" ".join(notes))


def takeaway(drawn: Sequence[charts.Point], lanes: Sequence[str], n_visits: int, n_drills: int) -> str:
    """What the lanes show, in words: how much, when most, in which lanes."""
    years = Counter(point.start.year for point in drawn)
    busiest, n = max(years.items(), key=lambda item: (item[1], item[0]))
    counts = Counter(point.lane for point in drawn)
    return (
        f"Timeline of {filters.plural(n_visits, 'visit')} and {filters.plural(n_drills, 'drill')}, {min(years)} to "
        f"{max(years)}; the busiest year of these lanes is {busiest} with {filters.plural(n, 'event')}. "
        "Events by lane: " + "; ".join(f"{lane} {counts[lane]:,}" for lane in lanes) + "."
    )


def _where(chosen: Filters, kinds: Sequence[str], brush: bool) -> str:
    """Which lane holds what, where visits and drills share the chart, and how a period is chosen."""
    said = []
    if len(kinds) == 2:
        said.append(
            "Visits stand in the upper half of the pair's lane, drills of both countries in the lower half."
            if chosen.dyad
            else "Each country's drills have a lane of their own above the pairs, for they bear on all its pairs; choose a "
            "country pair to see them beside its visits."
        )
    if brush:
        said.append("“Box select” above the chart narrows figures and lists to days.")
    return " ".join(said)


def strips(kinds: Sequence[str], chosen: Filters, *, key: str, most: int, brush: bool = False) -> None:
    """Counts by month of the kinds (visit, drill) in at most `most` lanes; with `brush` a month can be chosen."""
    names = filters.pair_names()
    countries = filters.ask(queries.countries)
    pair = names.get(chosen.dyad or "")
    lane_of = names | {code: pair or charts.drill_lane(name) for code, name in countries.items()}
    lanes = None
    if not chosen.dyad:
        ranked = filters.ask(queries.busiest_lanes, chosen, tuple(kinds), most)
        lanes = charts.drawn_lanes(ranked, lane_of, most)
    rows = filters.ask(queries.monthly, chosen, tuple(kinds), lanes)
    if not rows:
        st.caption("Too many events for single marks, and none has a month by which to count it.")
        return
    st.caption(
        "Too many events for single marks: each square is a month, the fuller the more, compared with the fullest month "
        "of its own row; visits above, launches and drills below. Choose a country pair or dates to see single events."
        + (" Choosing a square narrows figures and lists to that month." if brush else "")
    )
    st.plotly_chart(
        charts.month_strips(rows, lane_of, most),
        key=key,
        on_select=partial(_take_month, key) if brush else "ignore",
        selection_mode="points",
        config=charts.CONFIG,
        alt=_strips_takeaway(rows, lane_of, most),
    )


def _strips_takeaway(rows: Sequence[Row], lane_of: dict[str, str], most: int) -> str:
    lanes = Counter[str]()
    for row in rows:
        lanes[lane_of.get(row["lane"]) or row["lane"]] += row["n"]
    told = dict(lanes.most_common(most))
    by_month = Counter[str]()
    for row in rows:
        if (lane_of.get(row["lane"]) or row["lane"]) in told:
            by_month[row["month"]] += row["n"]
    month, n = by_month.most_common(1)[0]
    return (
        f"Counts by month of {filters.plural(sum(told.values()), 'event')} in the busiest lanes; the busiest month of "
        f"these is {month} with {n:,}. Events by lane: " + "; ".join(f"{lane} {n:,}" for lane, n in told.items()) + "."
    )


def _take(key: str, brush: bool) -> None:
    """A box chooses a period, a mark an event; choosing nothing takes away what was chosen here."""
    selection = st.session_state[key]["selection"]
    points, boxes = selection["points"], selection.get("box") if brush else None
    if boxes:
        period.choose(period.of_box(boxes[0]["x"]))
        return
    filters.choose("event", str(period.data_of(points[0])) if points else None)


def _take_month(key: str) -> None:
    if points := st.session_state[key]["selection"]["points"]:
        month = str(period.data_of(points[0]))
        period.choose(Period(charts.first_day(month), charts.last_day(month)))
