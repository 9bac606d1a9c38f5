"""Commentary: what experts and officials are quoted as saying, as cards, narrowed by who speaks and what is said."""

from dataclasses import replace

import streamlit as st

from dashboard import cards, components, facets, filters, queries, quotes
from dashboard.queries import voices
from dashboard.queries.facets import Asked

WIDE = 320
FACETS = {"speaker_type": "Kind of speaker", "affiliation": "Affiliation", "speaker_country": "Speaker's country"}
chosen = st.session_state["filters"]
st.title("Quoted commentary")
quotes.chosen()
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = st.text_input(
        "Words in the quote, name or affiliation", key="words", bind="query-params", max_chars=200, width=WIDE
    )
    speaker = st.selectbox(
        "Speaker", filters.ask(queries.speakers), None, key="speaker", bind="query-params", placeholder="Everyone",
        width=WIDE, accept_new_options=True, help="The 1,000 most quoted; any other name can be typed in as it is written.",
    )  # fmt: skip
    order = quotes.sort(key="sort")
narrowed = facets.chosen(list(FACETS))
asked = Asked(replace(chosen, speaker=speaker or None, search=search or None), narrowed, order)
count = filters.ask(voices.count, asked)
beside, main = st.columns([1, 3], gap="medium")
with beside:
    countries = filters.ask(queries.countries)
    say = {"speaker_type": cards.SPEAKERS.get, "speaker_country": countries.get}
    facets.show(filters.ask(voices.counted, replace(asked, order="newest")), FACETS, say, "voices_facets")
with main:
    if count:
        quotes.listed(asked, count, "quotes_list", page_key="page")
    else:
        components.nothing("quotes", asked.filters)
        st.caption(
            "“Quotes of” in the sidebar chooses between everyone, experts and officials; what is pressed beside narrows, too."
        )
