"""The router: page set-up, a check that there is a database, shared filters, navigation."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this folder on the path, not the one above it.
HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))

from dashboard import address, filters, ingesting, queries  # noqa: E402
from dashboard.database import NoDatabase, OutOfDate  # noqa: E402

st.set_page_config(page_title="DyadWatch", page_icon=str(HERE / "icon.png"), layout="wide")
PAGES = HERE / "app_pages"
# The link that the keyboard is on would look like the one to the page that is shown.
st.html("<style>[data-testid='stPageLink'] a:focus-visible { outline: 2px solid #3f7f8c; }</style>")
ingest = st.Page(PAGES / "ingest.py", title="Ingest", help="Paste, upload or fetch articles and have them read.")
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
    ingest,
    st.Page(PAGES / "data.py", title="Data", help="Downloads, accuracy, and what every column means."),
]
# Reached from a mark, a row or a link, for it shows one event.
record = st.Page(PAGES / "event.py", title="Event", visibility="hidden")
# Links of our own, for those of the navigation drop the filters from the address.
page = st.navigation([*screens, record], position="hidden")
links = st.container(horizontal=True, gap="small")
database = filters.database()


def offer_ingest(title: str, why: str, command: str) -> None:
    """What a new user sees: the page that reads the first articles, or the way to it."""
    if page == ingest:
        page.run()
        return
    st.title(title)
    st.text(why)
    if st.button("Read your first articles", type="primary", key="first_articles"):
        st.switch_page(ingest)
    st.text("Or in a terminal; dyadwatch demo opens sample articles:")
    st.code(command, language=None)


try:
    if not database.exists():
        offer_ingest(
            "No database yet",
            f"There is no database at {database}. It is made when the first article is read.",
            "dyadwatch ingest saved-articles/\ndyadwatch dashboard\n\ndyadwatch demo",
        )
    elif queries.is_empty(database):
        offer_ingest(
            "No articles yet",
            f"{database} is there but holds no articles.",
            f"dyadwatch ingest saved-articles/ --db {database}",
        )
    else:
        st.session_state["filters"] = filters.sidebar()
        for screen in screens:
            links.page_link(screen, query_params=address.carried())
        page.run()
except NoDatabase as error:
    if page == ingest and ingesting.is_busy(database):
        # The command is making it just now.
        page.run()
    elif isinstance(error, OutOfDate):
        st.title("This database is older than the dashboard")
        st.text(f"{error.why}:")
        st.code(error.command, language=None)
        st.button("Look again", key="look_again")
    else:
        st.title("No database yet")
        st.text(str(error))
        st.text("Name another file, or read articles into a new one:")
        st.code("dyadwatch ingest saved-articles/ --db new.db\ndyadwatch dashboard --db new.db", language=None)
