"""Quotes on screen, wherever they are listed: cards with the words sought, pages, the download of the same, and one quote
with its place and what was decided on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import cards, components, downloads, filters, links, queries, review
from dashboard.cards import Card
from dashboard.database import Row
from dashboard.queries import downloading, hits, voices
from dashboard.queries.facets import Asked, Order

PER_PAGE = 20
SORTS: dict[str, Order] = {"Newest first": "newest", "Oldest first": "oldest"}
# A download of more rows is written when it is asked for, not with every change of a filter.
AT_ONCE = 2000


def sort(key: str) -> Order:
    """The control for the order, kept in the address; a `key` that two screens share would mix them up on Back."""
    chosen = st.segmented_control("Order", list(SORTS), default="Newest first", key=key, bind="query-params", required=True)  # fmt: skip
    return SORTS.get(chosen or "", "newest")


def listed(asked: Asked, count: int, key: str, page_key: str) -> None:
    """One page of the quotes under the filters, with what page of how many it is, and the CSV of all of them."""
    pages = -(-count // PER_PAGE)
    with st.container(horizontal=True, vertical_alignment="center"):
        download(asked, count, f"download_{key}")
        page = st.pagination(pages, key=page_key, bind="query-params") if pages > 1 else 1
    page = min(max(page, 1), pages)
    first = (page - 1) * PER_PAGE
    shown = filters.ask(voices.page, asked, count, PER_PAGE, first)
    st.caption(f"Quotes {first + 1:,} to {first + len(shown):,} of {count:,}, {asked.order} first; undated ones last.")
    names = filters.pair_names()
    found = filters.ask(hits.in_quotes, tuple(row["quote_id"] for row in shown), asked.filters.search)
    components.show_cards([card(row, names, found.get(row["quote_id"])) for row in shown], key)


def download(asked: Asked, count: int, key: str) -> None:
    """The CSV of all quotes under the filters, in the order of the screen."""
    path, version = filters.database(), filters.ask(queries.version)

    def written() -> bytes:
        return _csv(str(path), version, asked)

    st.download_button(
        f"Download {filters.plural(count, 'quote')} (CSV)",
        written() if count <= AT_ONCE else written,
        file_name=downloads.file_name("quotes", asked.filters), mime="text/csv", key=key, on_click="ignore",
    )  # fmt: skip


@st.cache_data(ttl=60, max_entries=20, show_spinner=False)
def _csv(path: str, version: str, asked: Asked) -> bytes:
    database = filters.database()
    return downloads.written(downloading.columns(database, "quotes"), voices.every(database, asked))


def card(row: Row, names: Mapping[str, str], found: Mapping[str, Sequence[hits.Part]] | None = None) -> Card:
    """A quote with the words that were sought marked in it, and links to its place, its speaker and its review."""
    made = cards.quote_card(row, names)
    if found:
        made |= {"quote": _marked(made["quote"], row["quote"], found["quote"])}
        if row["speaker"]:
            made["who"] = found["speaker_name"]
        if row["affiliation"]:
            title = [{"text": f"{row['speaker_title']}, "}] if row["speaker_title"] else []
            made["role"] = [*title, *found["affiliation"]]
    made["links"] = [links.passage(row)]
    if row["speaker"]:
        made["links"].append(links.speaker(row["speaker"], "All of this name"))
    status = "" if row["review_status"] == "unreviewed" else f" ({row['review_status']})"
    made["links"].append(links.quote(row["quote_id"], f"Link and review{status}"))
    return made


def _marked(shown: str, stored: str, parts: Sequence[hits.Part]) -> list[hits.Part]:
    """The quote as the card words it, cut where its stored text is; `shown` holds the stored text without its ends."""
    kept = stored.strip().strip('“”"')
    start, inner = stored.index(kept), shown.index(kept)
    out: list[hits.Part] = [{"text": shown[:inner]}]
    place = 0
    for part in parts:
        inside = part["text"][max(0, start - place) : max(0, start + len(kept) - place)]
        out.append(part | {"text": inside})
        place += len(part["text"])
    out.append({"text": shown[inner + len(kept) :]})
    return [part for part in out if part["text"]]


def in_context(row: Row) -> Card:
    """A quote with the sentence it stands in, and links to its place, its speaker and the events it is about."""
    made = card(row, filters.pair_names())
    context: list[dict[str, Any]] = [
        {"text": row["pre"]}, {"text": row["quote"], "mark": "quote"}, {"text": row["post"]}
    ]  # fmt: skip
    if row["pre"] or row["post"]:
        made["passages"] = [{"kind": "caption", "parts": context}]
    made["links"] = [*made["links"][:-1], *links.about(row, "About")]
    return made


def one(number: int) -> None:
    """The chosen quote in the sentence it stands in, with the events it is about and the controls to decide on it."""
    found = filters.ask(voices.of_numbers, (number,))
    if not found:
        st.info(f"There is no quote {number} in this database; numbers are never given again.")
        return
    row = found[0]
    made = in_context(row)
    with st.container(border=True):
        st.subheader(f"Quote {number}", anchor=False)
        review.outcome()
        if row["review_status"] == "rejected":
            st.info("This quote was rejected: lists, counts and downloads leave it out.")
        shown, decision = st.columns([3, 2], gap="medium")
        with shown:
            components.show_cards([made], "quote_chosen", f"quote:{number}")
            review.history("quote", number)
        with decision:
            review.name()
            with st.container(horizontal=True):
                review.confirm("quote", number, review.stay)
                st.button("Close", key="close_quote", on_click=filters.choose, args=("quote", None))
            review.otherwise("quote", row, [], review.stay)


def chosen() -> None:
    """The quote that was clicked or that the address names as `?quote=12`, where there is one."""
    if number := filters.chosen_number("quote"):
        one(number)
