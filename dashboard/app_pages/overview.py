"""Overview: headline figures of the chosen pair, the combined timeline, a period to look into, and what is new or in
doubt."""

import datetime as dt

import streamlit as st

from dashboard import bins, brush, cards, charts, components, filters, news, period, queries

NEW, DOUBTFUL, LISTED, BARS, SPARKS, LANES = 8, 5, 50, 60, 40, 12
# Four beside each other on a laptop, two on a telephone.
FIGURE_PX = 170
chosen = st.session_state["filters"]
now = period.chosen()
asked = period.narrow(chosen, now)
st.title("Visits, missile drills, commentary")
st.caption(
    "DyadWatch reads news articles and keeps each official visit, missile drill and quoted comment with the sentence "
    "that says so. Choose a country pair in the sidebar."
)
st.caption(f"Figures and lists: {cards.plain(filters.describe(asked))}.")
with st.spinner("Counting…"):
    counts = {name: filters.ask(queries.count, name, asked) for name in ("visits", "drills", "quotes", "articles")}
    by_month = {name: filters.ask(queries.months, name, asked) for name in counts}
    last = filters.ask(queries.last_visit, asked, filters.today().isoformat())
    since = filters.ask(queries.drills_since, asked, last) if last else None
meanings = {
    "visits": "Each trip counted once, however many articles report it.",
    "drills": "Missile launches, drills and exercises; each counted once.",
    "quotes": "Quoted passages; with a pair chosen, those about the two countries.",
    "articles": "Articles read; with a pair chosen, those that bear on it.",
}
with st.container(horizontal=True):
    for name, meaning in meanings.items():
        sparks = bins.even(by_month[name], sorted({row["mark"] for row in by_month[name]}), SPARKS)
        st.metric(
            name.title(), f"{counts[name]:,}", help=f"{meaning} {sparks.meaning}" if sparks else meaning, border=True,
            chart_data=sparks.total if sparks and len(sparks) > 1 else None, chart_type="bar", width=FIGURE_PX,
            height="stretch",
        )  # fmt: skip
with st.container(horizontal=True):
    days = (filters.today() - dt.date.fromisoformat(last)).days if last else None
    told = f"The latest visit here that is known to the day began on {last}." if last else "No visit here has a day."
    st.metric("Days since the last visit", days, help=told, border=True, format="localized", width=2 * FIGURE_PX)
    told = f"Launches, drills and exercises after {last}, by either country of the pair." if last else told
    st.metric("Drills since then", since, help=told, border=True, format="localized", width=2 * FIGURE_PX)

st.subheader("Visits and drills over time")
with st.spinner("Drawing…"):
    visits, drills = filters.ask(queries.visits, chosen), filters.ask(queries.drills, chosen)
    dated = [*filters.ask(queries.months, "visits", chosen), *filters.ask(queries.months, "drills", chosen)]
    over_time = bins.even(dated, tuple(charts.COLOURS), BARS)
    if not visits and not drills:
        components.nothing("visits or drills", chosen)
    if over_time:
        brush.brush(over_time, now, "period")
        brush.notice(now)
    components.timeline(visits, drills, chosen, key="overview_timeline", most=LANES, brush=True)
components.event(("visit", "drill"))

if visits or drills:
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
                components.download(table, asked, counts[table])
    else:
        components.nothing("visits or drills", asked)
if failed := filters.ask(queries.failures):
    with st.expander(f"{filters.plural(len(failed), 'document')} could not be read in the last run"):
        st.dataframe(failed, hide_index=True, key="failures", alt="Documents that could not be read, with the reason.")
