"""Overview: headline figures of the chosen pair, the combined timeline, and what is new."""

import datetime as dt

import streamlit as st

from dashboard import components, filters, queries

chosen = st.session_state["filters"]
st.title("Visits, missile drills, commentary")
st.caption(
    "DyadWatch reads news articles and keeps each official visit, missile drill and quoted comment with the sentence "
    "that says so. Choose a country pair in the sidebar."
)
counts = {name: filters.ask(queries.count, name, chosen) for name in ("visits", "drills", "quotes", "articles")}
last = filters.ask(queries.last_visit, chosen, filters.today().isoformat())
figures = [
    ("Visits", counts["visits"], "Each trip counted once, however many articles report it."),
    ("Drills", counts["drills"], "Missile launches, drills and exercises; each counted once."),
    ("Quotes", counts["quotes"], "Quoted passages; with a pair chosen, those about the two countries."),
    ("Articles", counts["articles"], "Articles read; with a pair chosen, those that bear on it."),
]
if last:
    days, since = (filters.today() - dt.date.fromisoformat(last)).days, filters.ask(queries.drills_since, chosen, last)
    figures = [
        ("Days since the last visit", days, f"The latest visit here that is known to the day began on {last}."),
        ("Drills since then", since, f"Launches, drills and exercises after {last}, by either country of the pair."),
        *figures,
    ]
with st.container(horizontal=True):
    for label, value, meaning in figures:
        st.metric(label, f"{value:,}", help=meaning, border=True)
visits, drills = filters.ask(queries.visits, chosen), filters.ask(queries.drills, chosen)
st.subheader("Visits and drills over time")
if not visits and not drills:
    components.nothing("visits or drills", chosen)
components.timeline(visits, drills, chosen, key="overview_timeline", most=12)
components.event(("visit", "drill"))
if visits or drills:
    st.subheader("Read most recently")
    new = [*filters.ask(queries.newest, "visit", chosen, 6), *filters.ask(queries.newest, "drill", chosen, 6)]
    components.recent(sorted(new, key=lambda row: row["added"] or "", reverse=True))
if failed := filters.ask(queries.failures):
    with st.expander(f"{filters.plural(len(failed), 'document')} could not be read in the last run"):
        st.dataframe(failed, hide_index=True, key="failures", alt="Documents that could not be read, with the reason.")
