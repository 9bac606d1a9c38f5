"""Commentary: what experts and officials are quoted as saying, as cards."""

from dataclasses import replace

import streamlit as st

from dashboard import components, filters, queries

PER_PAGE = 20
path, chosen = filters.database(), st.session_state["filters"]
st.title("Quoted commentary")
left, middle, right = st.columns([1, 1, 1])
who = left.segmented_control(
    "Speakers", ["Experts", "Officials", "All"], default="Experts", required=True, key="who", bind="query-params"
)
speaker = middle.selectbox(
    "Speaker", ["", *queries.speakers(path)], format_func=lambda s: s or "Everyone", key="speaker", bind="query-params"
)
search = right.text_input("Words in the quote", key="search", bind="query-params", max_chars=200)
types = {"Experts": ("expert",), "Officials": ("official", "state_media")}.get(who or "All", ())
asked = replace(chosen, speaker_types=types, speaker=speaker or None, search=search or None)
quotes = queries.quotes(path, asked)
components.download("quotes", asked, len(quotes))
if not quotes:
    st.info("No quotes under these filters. Try “All” speakers, other words or another country pair.")
page = st.pagination(max(1, -(-len(quotes) // PER_PAGE)), key="quotes_page") if len(quotes) > PER_PAGE else 1
for row in quotes[(page - 1) * PER_PAGE : page * PER_PAGE]:
    components.quote_card(row)
