"""Drills: missile launches, drills and exercises as timeline and table; a chosen row shows every report."""

import streamlit as st

from dashboard import components, filters, queries

path, chosen = filters.database(), st.session_state["filters"]
st.title("Missile launches, drills and exercises")
drills = queries.drills(path, chosen)
picked = components.timeline([], drills, chosen, "drills_timeline")
columns = ("drill_date", "country", "event_kind", "weapon_name", "weapon_class", "n_missiles", "place", "distance_km", "apogee_km", "drill_status", "claimed_by", "n_reports", "confidence")  # fmt: skip
if drills:
    table = st.dataframe(
        [{k: row[k] for k in columns} for row in drills],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="drills_table",
        alt=f"Table of {len(drills)} missile launches, drills and exercises.",
    )
    rows = table["selection"]["rows"]
    if rows:
        picked = f"drill:{drills[rows[0]]['drill_id']}"
components.download("drills", chosen, len(drills))
if picked:
    components.event("drill", int(picked.split(":")[1]))
elif drills:
    st.caption("Choose a point or a row to see every report of a drill with its sentence.")
