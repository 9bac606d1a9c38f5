"""The router: page set-up, a check that there is a database, shared filters, navigation."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this folder on the path, not the one above it.
ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from dashboard import filters, queries  # noqa: E402

st.set_page_config(page_title="DyadWatch", layout="wide")
PAGES = Path(__file__).parent / "app_pages"
pages = st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", default=True),
        st.Page(PAGES / "visits.py", title="Visits"),
        st.Page(PAGES / "drills.py", title="Drills"),
        st.Page(PAGES / "commentary.py", title="Commentary"),
        st.Page(PAGES / "articles.py", title="Articles"),
    ],
    position="top",
)
path = filters.database()
try:
    empty = not queries.articles(path, queries.Filters(), 1)
except queries.NoDatabase as error:
    st.title("No database yet")
    st.text(str(error))
    st.code("dyadwatch ingest saved-articles/\ndyadwatch dashboard", language="shell")
    st.stop()
if empty:
    st.title("The database is empty")
    st.text(f"{path} holds no articles yet. Read some into it:")
    st.code("dyadwatch ingest saved-articles/", language="shell")
    st.stop()
st.session_state["filters"] = filters.sidebar(path)
pages.run()
