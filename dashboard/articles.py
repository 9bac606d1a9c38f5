"""The list of articles: cards with the passage that holds the words sought, pages, the download of the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import cards, components, downloads, filters, links, queries
from dashboard.cards import Card
from dashboard.database import Row
from dashboard.queries import downloading, hits, library
from dashboard.queries.facets import Asked

PER_PAGE = 20
# A download of more rows is written when it is asked for, not with every change of a filter.
AT_ONCE = 1000


def listed(asked: Asked, count: int) -> None:
    """One page of the articles under the filters, and the CSV of all of them."""
    pages = -(-count // PER_PAGE)
    with st.container(horizontal=True, vertical_alignment="center"):
        _download(asked, count)
        page = st.pagination(pages, key="article_page", bind="query-params") if pages > 1 else 1
    first = (min(max(page, 1), pages) - 1) * PER_PAGE
    shown = filters.ask(library.page, asked, count, PER_PAGE, first)
    st.caption(
        f"Articles {first + 1:,} to {first + len(shown):,} of {count:,}, {asked.order} first; undated ones last."
    )
    found = filters.ask(hits.in_articles, tuple(row["article_id"] for row in shown), asked.filters.search)
    components.show_cards([card(row, found.get(row["article_id"])) for row in shown], "articles_list")


def card(row: Row, found: Mapping[str, Sequence[hits.Part]] | None = None) -> Card:
    """An article with what was found in it and, where words were sought, a passage with them."""
    held = [filters.plural(row[f"n_{noun}s"], noun) for noun in ("visit", "drill", "quote") if row[f"n_{noun}s"]]
    by = (cards.source(row), row["author"], row["date"] or "undated", row["lang"], ", ".join(held) or "nothing found")
    made: Card = {
        "heading": row["title"] or "Untitled",
        "meta": " · ".join(part for part in by if part),
        "link": cards.web_address(row["url"]),
        "links": [links.article(row["article_id"], "Read it here")],
    }
    if found:
        made |= {
            "heading": found["title"] or made["heading"],
            "passages": [{"kind": "caption", "parts": found["text"]}],
        }
    return made


def _download(asked: Asked, count: int) -> None:
    path, version = filters.database(), filters.ask(queries.version)

    def written() -> bytes:
        return _csv(str(path), version, asked)

    st.download_button(
        f"Download {filters.plural(count, 'article')} (CSV)",
        written() if count <= AT_ONCE else written,
        file_name=downloads.file_name("articles", asked.filters), mime="text/csv", key="download_articles",
        on_click="ignore",
    )  # fmt: skip


@st.cache_data(ttl=60, max_entries=20, show_spinner=False)
def _csv(path: str, version: str, asked: Asked) -> bytes:
    database = filters.database()
    return downloads.written(downloading.columns(database, "articles"), library.every(database, asked))
