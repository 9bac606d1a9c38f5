"""Speakers: everyone quoted by name; one name with its affiliations over time, pairs, quotes and their dates."""

import streamlit as st

from dashboard import address, cards, facets, filters, quotes, speakers
from dashboard.queries import speaking, voices
from dashboard.queries.facets import Asked

PER_PAGE = 25
ORDERS: dict[str, speaking.Order] = {"Most quoted": "most quoted", "By name": "name"}
chosen = st.session_state["filters"]
# Not "speaker": a choice of Commentary is bound to that, and Streamlit takes it out of the address of the next page.
name = address.follow("name")[: facets.MOST_CHARACTERS]
st.title("Speakers")
if name:
    st.button("Back to all speakers", key="all_speakers", on_click=filters.choose, args=("name", None))
    asked = Asked(speakers.only(chosen, name), order=quotes.sort(key="name_sort"))
    speakers.portrait(asked, filters.ask(voices.count, asked))
else:
    st.caption(speakers.CAUTION)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            "Name or affiliation", key="speaker_words", bind="query-params", max_chars=100, width=320,
            help="The beginnings of words are enough.",
        )  # fmt: skip
        order = st.segmented_control(
            "Order", list(ORDERS), default="Most quoted", key="speaker_order", bind="query-params", required=True
        )
    by = ORDERS.get(order or "", "most quoted")
    first = filters.ask(speaking.named, chosen, search, by, 1)
    if not first:
        asked_for = f", {cards.plain(search)}" if search else ""
        st.info(f"Nobody is quoted by name for: {cards.plain(filters.describe(chosen))}{asked_for}. Widen the filters.")
    else:
        pages = -(-first[0]["of"] // PER_PAGE)
        page = st.pagination(pages, key="speaker_page", bind="query-params") if pages > 1 else 1
        start = (min(max(page, 1), pages) - 1) * PER_PAGE
        rows = filters.ask(speaking.named, chosen, search, by, PER_PAGE, start)
        st.caption(f"Speakers {start + 1:,} to {start + len(rows):,} of {first[0]['of']:,}; choose a row to see one.")
        speakers.table(rows)
address.write("name", name)
