"""The event study of one country pair on screen: its chart, what it says in words, its numbers, and its caveats."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import cards, components, event_study, filters, queries
from dashboard.charts import study as study_charts
from dashboard.database import Filters, Row
from dashboard.event_study import Lag, Study

OUTCOMES = {
    "more": "**more than at other times**",
    "fewer": "**fewer than at other times**",
    "": "within what other times give",
}


# So many visits are listed with their drills; the counts are of all.
LATEST = 30


@dataclass(frozen=True, slots=True)
class Counted:
    """Events by day, and how many are left out: planned or cancelled, or not known to the day."""

    visits: dict[dt.date, int]
    drills: dict[dt.date, int]
    left_out: str


def counted(rows: Sequence[Row]) -> Counted:
    """From `queries.event_days`."""
    by_day: dict[str, Counter[dt.date]] = {"visit": Counter(), "drill": Counter()}
    out = Counter[tuple[str, str]]()
    for row in rows:
        if not row["took_place"]:
            out[row["kind"], "undone"] += row["n"]
        elif len(row["day"] or "") != 10:
            out[row["kind"], "undated"] += row["n"]
        else:
            by_day[row["kind"]][dt.date.fromisoformat(row["day"])] += row["n"]
    left = "; ".join(
        f"{filters.plural(out[kind, 'undone'] + out[kind, 'undated'], kind)} ({out[kind, 'undated']:,} not known to the "
        f"day, {out[kind, 'undone']:,} {word})"
        for kind, word in (("visit", "planned or cancelled"), ("drill", "planned"))
    )
    return Counted(by_day["visit"], by_day["drill"], left)


def show(chosen: Filters) -> None:
    """The study of the chosen pair under the filters; the number of days stands in the address."""
    st.subheader("Drills before and after visits")
    days = st.segmented_control(
        "Days before and after", [str(n) for n in event_study.WINDOWS], default="60", key="days", bind="query-params",
        required=True,
    )  # fmt: skip
    events = counted(filters.ask(queries.event_days, chosen))
    window = int(days) if days in map(str, event_study.WINDOWS) else 60
    study = event_study.study(events.visits, events.drills, window)
    if not study.n_visits or not study.n_drills:
        st.info(
            "Nothing to compare: this needs visits and drills that took place and are known to the day, and there are "
            f"{filters.plural(study.n_visits, 'visit')} and {filters.plural(study.n_drills, 'drill')}. "
            f"Left out: {events.left_out}."
        )
        return
    st.caption(
        f"{filters.plural(study.n_visits, 'visit')}, {'one way' if chosen.visitor else 'both ways'}, and {filters.plural(study.n_drills, 'drill')} of either country, "
        f"{study.first} to {study.last}. Left out: {events.left_out}."
    )
    st.plotly_chart(
        study_charts.before_and_after(study), key="study", config={"displayModeBar": False}, alt=takeaway(study)
    )
    said(study)
    with st.expander("The numbers", key="study_numbers"):
        shown = numbers(study)
        st.dataframe(shown, hide_index=True, key="study_table", placeholder="–", alt=takeaway(study))
        components.download_shown(shown, f"drills-{window}-days-around-visits", "row", chosen)
    near(chosen, study)
    caveats(study)


def takeaway(study: Study) -> str:
    """The study in one sentence, for those who do not see the chart."""
    sums = f"{study.before.observed:,} drills in the {study.window} days before a visit, {study.after.observed:,} after"
    if not study.has_band:
        return f"{sums}; too few events for a base rate."
    outside = [study_charts.lag_days(lag.first, lag.last) for lag in study.bins if lag.outside]
    return f"{sums}; outside the band of shuffled drills: {', '.join(outside) or 'none'}."


def said(study: Study) -> None:
    """What the study says, or plainly that it can say nothing."""
    if not study.has_band:
        least = event_study.FEWEST_WINDOWS * study.window
        st.info(
            f"This cannot tell a pattern from chance. A base rate needs at least {event_study.FEWEST_VISITS} visits, "
            f"{event_study.FEWEST_DRILLS} drills and {least:,} days from the first event to the last; here are "
            f"{filters.plural(study.n_visits, 'visit')}, {filters.plural(study.n_drills, 'drill')} and "
            f"{filters.plural(study.days, 'day')}. The bars only count what was found: "
            f"{study.before.observed:,} before, {study.after.observed:,} after."
        )
        return
    for when, lag in (("before", study.before), ("after", study.after)):
        st.markdown(
            f"In the {study.window} days {when} a visit: {filters.plural(lag.observed, 'drill')}, {OUTCOMES[lag.outside]} "
            f"(shuffled drills: {lag.mean:.1f} on average, {lag.low:,} to {lag.high:,} in 95 of 100)."
        )


def numbers(study: Study) -> list[Row]:
    """The bins as a table, the sums of either side last."""

    def line(name: str, lag: Lag) -> Row:
        return {
            "Days from the first day of a visit": name,
            "Drills": lag.observed,
            "Shuffled, on average": lag.mean,
            "95 of 100 shuffles from": lag.low,
            "to": lag.high,
            "Against the shuffles": {"more": "More", "fewer": "Fewer"}.get(lag.outside, "Within" if study.has_band else None),
        }  # fmt: skip

    rows = [line("0" if lag.first == lag.last == 0 else f"{lag.first} to {lag.last}", lag) for lag in study.bins]
    sums = [line(f"{lag.first} to {lag.last}, sum", lag) for lag in (study.before, study.after)]
    return rows + sums


def near(chosen: Filters, study: Study) -> None:
    """Each visit with the drills that are counted for it; a row chooses the drill."""
    rows = filters.ask(queries.drills_near, chosen, study.window, LATEST, queries.SHOWN)
    if not rows:
        return
    names = filters.ask(queries.countries)
    shown: list[Row] = [
        {
            "Visit": row["near_visit_id"],
            "Began": row["visit_date"],
            "From": names.get(row["visitor_iso3"], row["visitor_iso3"]),
            "To": names.get(row["host_iso3"], row["host_iso3"]),
            "Days after": row["lag"],
            "Drill": row["drill_id"],
            "On": row["drill_date"],
            "What": cards.event_title(row),
        }
        for row in rows
    ]
    cut = f", of the latest {LATEST} visits" if study.n_visits > LATEST else ""
    with st.expander(f"Which drills these are{cut}", key="study_drills"):
        st.dataframe(
            shown, hide_index=True, key="study_near", selection_mode="single-row",
            on_select=partial(_take_row, [row["drill_id"] for row in rows]), height=min(420, 38 + 35 * len(shown)),
            alt=f"{filters.plural(len(shown), 'drill')} within {study.window} days of a visit, the latest visit first.",
        )  # fmt: skip
        components.download_shown(shown, f"drills-within-{study.window}-days-of-visits", "row", chosen)


def _take_row(ids: Sequence[int]) -> None:
    rows = st.session_state["study_near"]["selection"]["rows"]
    if rows and rows[0] < len(ids):
        filters.choose("event", f"drill:{ids[rows[0]]}")


def caveats(study: Study) -> None:
    """What must be known before anything is read out of the chart."""
    known = [
        "Coming together is no cause: both may follow a season, a summit or a third event.",
        "Visits and drills come from the same articles, and an article on a visit often recalls the latest launch: what was "
        "read can itself make a pattern. Articles chosen for one kind of event make it stronger.",
        "One drill counts for every visit that it is near, and visits often come in series.",
    ]
    if study.has_band:
        known += [
            f"Of these {len(study.bins)} bars chance alone puts one outside its band in about every third study; the two sums "
            "are the safer reading.",
            f"There are {len(event_study.WINDOWS)} numbers of days to choose from: whoever takes the one that shows most will "
            "find a pattern where there is none.",
            f"The band: the drills are moved around in stretches of about two years, {event_study.SHUFFLES:,} times, always "
            "the same. Bursts stay together and years with more drills keep them; within a stretch it takes visits and drills "
            "to be as common at any time.",
        ]
    st.caption("What to bear in mind:\n" + "\n".join(f"- {line}" for line in known))
