"""The router: page set-up, a check that there is a database, shared filters, navigation."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this folder on the path, not the one above it.
HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))

from dashboard import address, filters, queries  # noqa: E402
from dashboard.database import NoDatabase  # noqa: E402

st.set_page_config(page_title="DyadWatch", page_icon=str(HERE / "icon.png"), layout="wide")
PAGES = HERE / "app_pages"
screens = [
    st.Page(PAGES / "overview.py", title="Overview", default=True, help="Figures and the combined timeline."),
    st.Page(PAGES / "pair.py", title="Pairs", help="Everything on two countries, and whether drills follow visits."),
    st.Page(PAGES / "visits.py", title="Visits", help="Official visits with every report of each."),
    st.Page(PAGES / "drills.py", title="Drills", help="Launches, drills, exercises with their reports."),
    st.Page(PAGES / "commentary.py", title="Commentary", help="What experts and officials are quoted as saying."),
    st.Page(
        PAGES / "speakers.py", title="Speakers", help="Everyone quoted by name: where they worked, what they said."
    ),
    st.Page(PAGES / "articles.py", title="Articles", help="The articles with the facts marked in their text."),
    st.Page(PAGES / "review.py", title="Review", help="Confirm, reject or correct what was found."),
    st.Page(PAGES / "about.py", title="About the data", help="What every column and code means."),
]
# Reached from a mark, a row or a link, for it shows one event.
record = st.Page(PAGES / "event.py", title="Event", visibility="hidden")
# Links of our own, for those of the navigation drop the filters from the address.
page = st.navigation([*screens, record], position="hidden")
links = st.container(horizontal=True, gap="small")
try:
    if queries.is_empty(filters.database()):
        st.title("No articles yet")
        st.text(f"{filters.database()} is there but holds no articles. Read some into it:")
        st.code(f"dyadwatch ingest saved-articles/ --db {filters.database()}", language=None)
    else:
        st.session_state["filters"] = filters.sidebar()
        for screen in screens:
            links.page_link(screen, query_params=address.carried())
        page.run()
except NoDatabase as error:
    st.title("No database yet")
    st.text(str(error))
    st.text("Read articles into a database and open it, or look at the sample articles first:")
    st.code("dyadwatch ingest saved-articles/\ndyadwatch dashboard\n\ndyadwatch demo", language=None)
