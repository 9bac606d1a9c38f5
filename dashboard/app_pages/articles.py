"""Articles: what was read, searched and narrowed, and a reader with visits, drills and quotes marked in the text."""

from dataclasses import replace

import streamlit as st

from dashboard import address, articles, cards, components, facets, filters, reading
from dashboard.queries import library
from dashboard.queries.facets import Asked, Order

FACETS = {
    "holds": "With", "year": "Year of publication", "outlet": "Outlet", "language": "Language", "reader": "Read by",
}  # fmt: skip
SORTS: dict[str, Order] = {"Newest first": "newest", "Oldest first": "oldest"}
chosen = st.session_state["filters"]
number = filters.chosen_article()
st.title("Articles")
if number:
    st.button("Back to the list", key="all_articles", on_click=filters.choose, args=("article", None))
    reading.article(number)
else:
    filters.choose("mark", None)
    address.write("mark", "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            "Words in the article", key="article_words", bind="query-params", max_chars=200, width=320
        )
        order = st.segmented_control(
            "Order", list(SORTS), default="Newest first", key="article_order", bind="query-params", required=True
        )
    asked = Asked(replace(chosen, search=search or None), facets.chosen(list(FACETS)), SORTS.get(order or "", "newest"))
    own = library.relevant(asked)
    count, within = filters.ask(library.count, own), filters.ask(library.count, Asked(own.filters))
    beside, main = st.columns([1, 3], gap="medium")
    with beside:
        say = {"reader": cards.readers, "holds": cards.words}
        facets.show(filters.ask(library.counted, replace(own, order="newest")), FACETS, say, "library_facets")
        if library.is_partial(own, within):
            st.caption(f"These numbers are of the latest {library.COUNTED:,} articles; the list has all.")
    with main:
        if count:
            articles.listed(asked, count)
        else:
            components.nothing("articles", asked.filters)
