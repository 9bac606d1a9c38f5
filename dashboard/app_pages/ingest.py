"""Ingest: text, files or addresses are handed to `dyadwatch ingest`, watched, and what came of them is shown."""

from collections.abc import Callable

import streamlit as st

from dashboard import filters, handover, ingest_results, ingesting
from dashboard.cards import plain
from dashboard.handover import Batch, NotTaken
from dashboard.ingesting import Busy

state = st.session_state


def keep(name: str) -> str:
    """The key of a field, new after each start, so that what was handed over leaves the form."""
    return f"ingest_{name}_{state.get('ingest_round', 0)}"


def given(name: str) -> str:
    return str(state.get(keep(name)) or "")


def begin(gather: Callable[[], Batch]) -> None:
    """Hand over what a form holds; what is wrong with it is said above the forms."""
    try:
        ingesting.start(filters.database(), gather())
    except (NotTaken, Busy) as error:
        state["ingest_said"] = str(error)
    else:
        state["ingest_round"] = state.get("ingest_round", 0) + 1


def pasted() -> Batch:
    known = {"title": given("title"), "outlet": given("outlet"), "address": given("address")}
    return Batch((handover.pasted(given("text"), published=state.get(keep("published")), **known),))


def uploaded() -> Batch:
    files = [(file.name, file.getvalue()) for file in state.get(keep("files")) or ()]
    return Batch(handover.uploaded(files), published=state.get(keep("files_published")))


def addresses() -> Batch:
    named = handover.addresses(given("addresses"))
    return Batch(addresses=named, published=state.get(keep("addresses_published")))


def day(label: str, name: str, meaning: str) -> None:
    """The field for a day of publication."""
    st.date_input(
        label, None, filters.EARLIEST, filters.today(), key=keep(name), format="YYYY-MM-DD", width=200,
        help=f"From this day “on Tuesday” and “last month” are counted. {meaning}",
    )  # fmt: skip


database = filters.database()
job = ingesting.latest(database)
st.title("Read articles")
st.caption(
    "Give DyadWatch articles in English; it looks for visits, missile drills and quoted commentary and keeps each with "
    "its sentence. All is read on this machine and kept in the database file below. What is stored already is recognised."
)
st.text(str(database))
if said := state.pop("ingest_said", None):
    st.error(plain(said))
busy = ingesting.is_busy(database)
if job and busy:
    ingest_results.progress(job)
else:
    if job:
        ingest_results.outcome(job)
    paste, upload, fetch = st.tabs(["Paste a text", "Upload files", "Give addresses"], key="give", bind="query-params")
    with paste, st.form("paste"):
        st.text_area(
            "Text of the article", key=keep("text"), height=220, max_chars=handover.MOST_CHARACTERS,
            placeholder="The whole article, with its headline and dateline where you have them.",
        )  # fmt: skip
        with st.container(horizontal=True):
            st.text_input("Title, if not in the text", key=keep("title"), max_chars=300, width=340)
            st.text_input("Outlet", key=keep("outlet"), max_chars=120, width=220)
            day("Published on", "published", "It goes before what the text says.")
            st.text_input(
                "Address",
                key=keep("address"),
                max_chars=handover.LONGEST_ADDRESS,
                width=340,
                help="Kept as a link; not opened.",
            )
        st.form_submit_button("Read the text", key="read_text", type="primary", on_click=begin, args=(pasted,))
    with upload, st.form("upload"):
        st.file_uploader(
            f"Saved pages or texts ({' '.join(handover.ENDINGS)})", type=[e[1:] for e in handover.ENDINGS], accept_multiple_files=True,
            key=keep("files"), max_upload_size=handover.MOST_FILE_BYTES // 1_000_000,
        )  # fmt: skip
        st.caption(
            f"At most {handover.MOST_FILES} files at a time, {handover.MOST_FILE_BYTES // 1_000_000} MB each, "
            f"{handover.MOST_BYTES // 1_000_000} MB together. For a whole folder use `dyadwatch ingest FOLDER`."
        )
        day("Published on, if not said", "files_published", "It is used for files that do not say when they appeared.")
        st.form_submit_button("Read the files", key="read_files", type="primary", on_click=begin, args=(uploaded,))
    with fetch, st.form("addresses"):
        st.text_area(
            "Addresses, one a line", key=keep("addresses"), height=160, placeholder="https://news.example/world/article"
        )
        st.caption(
            f"This machine will contact these addresses, and their servers will see that it does. At most "
            f"{handover.MOST_ADDRESSES} at a time; public http and https addresses only. Pages behind a login or a "
            "paywall are better saved in your browser and uploaded."
        )
        day(
            "Published on, if not said",
            "addresses_published",
            "It is used for pages that do not say when they appeared.",
        )
        st.form_submit_button("Fetch and read", key="read_addresses", type="primary", on_click=begin, args=(addresses,))
    if job:
        ingest_results.details(job)
if database.is_file() and not busy:
    ingest_results.history(database)
