"""Drills: missile launches, drills and exercises as timeline and table; a chosen mark or row shows every report."""

import streamlit as st

from dashboard import components, filters, queries
from dashboard.timeline import timeline

COLUMNS = (
    "drill_date", "country", "partner_countries", "event_kind", "missile_name", "missile_class", "n_missiles",
    "place", "apogee_km", "distance_km", "drill_status", "claimed_by", "n_articles", "disputed", "confidence", "found_by",
)  # fmt: skip
chosen = st.session_state["filters"]
st.title("Missile launches, drills and exercises")
count, drills = filters.ask(queries.count, "drills", chosen), filters.ask(queries.drills, chosen)
if not drills:
    components.nothing("drills", chosen)
else:
    timeline([], drills, chosen, key="drills_timeline", most=8)
    if count > len(drills):
        st.caption(f"The latest {len(drills):,} of {count:,} drills; the download has all.")
    components.table(drills, COLUMNS, key="drills_table", kind="drill", alt=f"{count} drills, latest first.")
    components.download("drills", chosen, count)
components.event(("drill",))
