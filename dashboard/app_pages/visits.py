"""Visits: timeline and table; a chosen mark or row shows every report of the visit."""

import streamlit as st

from dashboard import components, filters, queries
from dashboard.timeline import timeline

COLUMNS = (
    "start_date", "end_date", "visitor_country", "host_country", "head_name", "head_title", "visit_status", "level",
    "city", "n_articles", "disputed", "confidence", "found_by",
)  # fmt: skip
chosen = st.session_state["filters"]
st.title("Official visits")
count, visits = filters.ask(queries.count, "visits", chosen), filters.ask(queries.visits, chosen)
if not visits:
    components.nothing("visits", chosen)
else:
    timeline(visits, [], chosen, key="visits_timeline", most=8)
    if count > len(visits):
        st.caption(f"The latest {len(visits):,} of {count:,} visits; the download has all.")
    components.table(visits, COLUMNS, key="visits_table", kind="visit", alt=f"{count} visits, latest first.")
    components.download("visits", chosen, count)
components.event(("visit",))
