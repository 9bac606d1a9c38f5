"""Overview: headline figures of the chosen pair, the combined timeline, a period to look into, and what is new or in
doubt."""

import datetime as dt

import streamlit as st

from dashboard import bins, brush, cards, charts, components, filters, news, period, queries, timeline

NEW, DOUBTFUL, LISTED, BARS, SPARKS, LANES = 8, 5, 50, 60, 40, 12
# Four beside each other on a laptop, two on a telephone.
FIGURE_PX = 170
# A file of more rows is made on the screens of their own, not whenever this one is opened.
MOST_ROWS = 5000


def number(n: int | None) -> str | None:
    """ "1,234"; None shows as a dash."""
    return None if n is None else f"{n:,}"


chosen = st.session_state["filters"]
now = period.chosen()
asked = period.narrow(chosen, now)
st.title("Visits, missile drills, commentary")
st.caption(
    "DyadWatch reads news articles and keeps each official visit, missile drill and quoted comment with the sentence "
    "that says so. Choose a country pair in the sidebar."
)
st.caption(f"Figures and lists: {cards.plain(filters.describe(asked))}.")
meanings = {
    "visits": "Each trip counted once, however many articles report it.",
    "drills": "Missile launches, drills and exercises; each counted once.",
    "quotes": "Quoted passages; with a pair chosen, those about the two countries.",
    "articles": "Articles read; with a pair chosen, those that bear on it.",
}
with st.spinner("Counting…"):
    by_month = {name: filters.ask(queries.months, name, asked) for name in meanings}
    counts = {name: sum(row["n"] for row in rows) for name, rows in by_month.items()}
    last = filters.ask(queries.last_visit, asked, filters.today().isoformat())
    since = filters.ask(queries.drills_since, asked, last) if last else None
with st.container(horizontal=True):
    for name, meaning in meanings.items():
        sparks = bins.even(by_month[name], sorted({row["mark"] for row in by_month[name]}), SPARKS)
        st.metric(
            name.title(), number(counts[name]), help=f"{meaning} {sparks.meaning}" if sparks else meaning, border=True,
            chart_data=sparks.total if sparks and len(sparks) > 1 else None, chart_type="bar", width=FIGURE_PX,
            height="stretch",
        )  # fmt: skip
with st.container(horizontal=True):
    days = (filters.today() - dt.date.fromisoformat(last)).days if last else None
    told = f"The latest visit here that is known to the day began on {last}." if last else "No visit here has a day."
    st.metric("Days since the last visit", number(days), help=told, border=True, width=2 * FIGURE_PX)
    told = f"Launches, drills and exercises after {last}, by either country of the pair." if last else told
    st.metric("Drills since then", number(since), help=told, border=True, width=2 * FIGURE_PX)

st.subheader("Visits and drills over time")
with st.spinner("Drawing…"):
    dated = {name: filters.ask(queries.months, name, chosen) for name in ("visits", "drills")}
    found = {name: sum(row["n"] for row in rows) for name, rows in dated.items()}
    if not any(found.values()):
        components.nothing("visits or drills", chosen)
    if over_time := bins.even([*dated["visits"], *dated["drills"]], tuple(charts.COLOURS), BARS):
        brush.brush(over_time, now, "period")
        brush.notice(now)
    if max(found.values()) > queries.SHOWN:
        kinds = [name[:-1] for name, n in found.items() if n]
        timeline.strips(kinds, chosen, key="overview_months", most=LANES, brush=True)
    else:
        visits, drills = filters.ask(queries.visits, chosen), filters.ask(queries.drills, chosen)
        timeline.timeline(visits, drills, chosen, key="overview_timeline", most=LANES, brush=True)
components.event(("visit", "drill"))

if any(found.values()):
    st.subheader("New and changed")
    if changed := filters.ask(queries.changed, asked, NEW):
        news.changes(changed)
    else:
        components.nothing("new or changed events", asked)
    st.subheader("Needs review")
    news.doubts(asked, DOUBTFUL)
    st.subheader(f"Events, {now.text}" if now else "Latest events")
    if total := counts["visits"] + counts["drills"]:
        listed = filters.ask(queries.visits, asked, LISTED), filters.ask(queries.drills, asked, LISTED)
        news.events(*listed, total, LISTED)
        with st.container(horizontal=True):
            for table in ("visits", "drills"):
                if counts[table] <= MOST_ROWS:
                    components.download(table, asked, counts[table])
    else:
        components.nothing("visits or drills", asked)
if failed := filters.ask(queries.failures):
    with st.expander(f"{filters.plural(len(failed), 'document')} could not be read in the last run"):
        st.dataframe(failed, hide_index=True, key="failures", alt="Documents that could not be read, with the reason.")
