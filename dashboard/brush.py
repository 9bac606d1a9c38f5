"""The bars over the whole time from which a period is chosen, and what says so and takes it away again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import charts, period
from dashboard.bins import Bins
from dashboard.period import Period

EARLIER = "Earlier"


def brush(bins: Bins, now: Period | None, key: str) -> None:
    """Bars of all that the filters leave, and below them the same as a slider for keyboard and touch: a box over the
    bars or the slider's ends choose the period."""
    st.plotly_chart(
        charts.period_bars(bins, now.since if now else None, now.until if now else None),
        key=f"{key}_bars",
        on_select=partial(_take_box, f"{key}_bars"),
        selection_mode="box",
        config=charts.BRUSH_CONFIG,
        alt=takeaway(bins),
    )
    _slider(bins, now, key)
    if bins.vague:
        st.caption(
            f"Not among the bars, for only the year is known: {bins.vague:,}. With a period they count where their year "
            "is touched."
        )


def _slider(bins: Bins, now: Period | None, key: str) -> None:
    labels = [EARLIER] * bool(bins.earlier) + [bins.label(number) for number in range(len(bins))]
    if len(labels) == 1:
        return
    low = _stop(bins, now.since, labels) if now and now.since else 0
    high = _stop(bins, now.until, labels) if now and now.until else len(labels) - 1
    # A new slider where the period or the bins were changed elsewhere; one that is being moved keeps the focus.
    state, shown = st.session_state, (low, high, labels)
    if state.get(f"{key}_shown") != shown:
        state[f"{key}_shown"] = shown
        state[f"{key}_round"] = state.get(f"{key}_round", 0) + 1
    st.select_slider(
        "Period of figures and lists", labels, (labels[low], labels[high]), key=f"{key}_slider_{state[f'{key}_round']}",
        on_change=_take_slider, args=(key, bins, labels),
        help="Or draw a box over the bars. Narrows the figures and lists of this screen; the timeline stays.",
    )  # fmt: skip


def notice(now: Period | None) -> None:
    """Says which period is chosen, and offers to take it away or to make it the From and To of all screens."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Period: {now.text}**" if now else "Period: all", width="content")
        st.button("Clear the period", key="period_clear", on_click=period.choose, args=(None,), disabled=not now)
        st.button(
            "Use as From and To", key="period_filters", on_click=period.to_filters, args=(now or Period(),),
            help="Narrows the timeline and every other screen as well.", disabled=not now,
        )  # fmt: skip


def takeaway(bins: Bins) -> str:
    """What the bars show, in words."""
    total = bins.total
    most = max(total)
    return (
        f"Events by {bins.size}, {bins.label(0)} to {bins.label(len(bins) - 1)}; the most, {most:,}, in "
        f"{bins.label(total.index(most))}."
    )


def _stop(bins: Bins, day: dt.date, labels: Sequence[str]) -> int:
    """Where on the slider a day lies."""
    shift = len(labels) - len(bins)
    return 0 if shift and day < bins.days(0)[0] else bins.holding(day) + shift


def _take_box(key: str) -> None:
    if boxes := st.session_state[key]["selection"]["box"]:
        period.choose(period.of_box(boxes[0]["x"]))


def _take_slider(key: str, bins: Bins, labels: list[str]) -> None:
    """The outermost stops leave the period open."""
    state = st.session_state
    low, high = (labels.index(end) for end in state[f"{key}_slider_{state[f'{key}_round']}"])
    state[f"{key}_shown"] = (low, high, labels)
    shift = len(labels) - len(bins)
    since = bins.days(low - shift)[0] if low else None
    period.choose(Period(since, bins.days(high - shift)[1] if high < len(labels) - 1 else None))
