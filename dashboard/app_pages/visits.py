"""Visits: timeline and table; a chosen row shows every report of the visit."""

import streamlit as st

from dashboard import components, filters, queries

path, chosen = filters.database(), st.session_state["filters"]
st.title("Official visits")
visits = queries.visits(path, chosen)
picked = components.timeline(visits, [], chosen, "visits_timeline")
columns = ("start_date", "end_date", "visit_status", "visitor_country", "host_country", "head_name", "head_title", "level", "city", "n_reports", "confidence")  # fmt: skip
if visits:
    table = st.dataframe(
        [{k: row[k] for k in columns} for row in visits],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="visits_table",
        alt=f"Table of {len(visits)} visits.",
    )
    rows = table["selection"]["rows"]
    if rows:
        picked = f"visit:{visits[rows[0]]['visit_id']}"
components.download("visits", chosen, len(visits))
if picked:
    components.event("visit", int(picked.split(":")[1]))
elif visits:
    st.caption("Choose a point or a row to see every report of a visit with its sentence.")
