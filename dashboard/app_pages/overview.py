"""Overview: headline figures of the chosen pair, the combined timeline, and what is new."""

import datetime as dt

import streamlit as st

from dashboard import components, filters, queries

path, chosen = filters.database(), st.session_state["filters"]
visits, drills = queries.visits(path, chosen), queries.drills(path, chosen)
quotes = queries.quotes(path, chosen)
st.title("Visits and missile drills")
past = [v for v in visits if v["visit_status"] in ("completed", "ongoing") and len(v["start_date"] or "") == 10]
last = past[0] if past else None
columns = st.columns(4)
columns[0].metric(
    "Visits",
    f"{len(visits):,}",
    help="Official visits under these filters, each counted once however many articles report it.",
)
columns[1].metric("Missile launches and drills", f"{len(drills):,}", help="By either country of the pair.")
columns[2].metric("Quotes", f"{len(quotes):,}", help="Quoted passages that bear on the pair.")
if last:
    days = (dt.date.today() - dt.date.fromisoformat(last["start_date"])).days
    since = sum(len(d["drill_date"] or "") == 10 and d["drill_date"] > last["start_date"] for d in drills)
    columns[3].metric(
        "Days since the last visit", f"{days:,}", help=f"Began on {last['start_date']}. Drills dated after it: {since}."
    )
else:
    columns[3].metric("Days since the last visit", "–", help="No visit dated to the day under these filters.")
picked = components.timeline(visits, drills, chosen, "overview_timeline")
if picked:
    kind, number = picked.split(":")
    components.event("visit" if kind == "visit" else "drill", int(number))
else:
    st.caption("Choose a point to see the sentence that put it there. A bar is a stay or an inexact date.")
st.subheader("Newest articles")
newest = queries.articles(path, chosen, 10)
st.dataframe(
    [{k: row[k] for k in ("published_date", "outlet", "title", "n_visits", "n_drills", "n_quotes")} for row in newest],
    hide_index=True,
    key="newest",
    alt="The newest articles with how much was found in each.",
)
