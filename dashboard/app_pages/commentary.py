"""Commentary: what experts and officials are quoted as saying, as cards."""

from dataclasses import replace

import streamlit as st

from dashboard import cards, components, filters, queries

PER_PAGE = 20
WIDE = 320
chosen = st.session_state["filters"]
st.title("Quoted commentary")
with st.container(horizontal=True, vertical_alignment="bottom"):
    speakers = filters.ask(queries.speakers)
    speaker = st.selectbox(
        "Speaker", speakers, None, key="speaker", bind="query-params", placeholder="Everyone", width=WIDE
    )
    search = st.text_input(
        "Words in the quote, name or affiliation", key="words", bind="query-params", max_chars=200, width=WIDE
    )
asked = replace(chosen, speaker=speaker or None, search=search or None)
count = filters.ask(queries.count, "quotes", asked)
if not count:
    components.nothing("quotes", asked)
    st.caption("“Quotes of” in the sidebar chooses between everyone, experts and officials.")
else:
    components.download("quotes", asked, count)
    pages = -(-count // PER_PAGE)
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    shown = filters.ask(queries.quotes, asked, PER_PAGE, (page - 1) * PER_PAGE)
    names = filters.pair_names()
    components.show_cards([cards.quote_card(row, names) for row in shown], "quotes_list")
    if pages > 1:
        first = (page - 1) * PER_PAGE + 1
        st.caption(f"Quotes {first:,} to {first + len(shown) - 1:,} of {count:,}")
