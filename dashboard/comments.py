"""The quotes behind a mark of commentary on the page of a pair: chosen by their day, which stands in the address."""

from __future__ import annotations

import re

import streamlit as st

from dashboard import address, components, filters, quotes
from dashboard.database import Filters
from dashboard.queries import commented

MARK = re.compile(r"said:([0-9]{4}(?:-[0-9]{2}){0,2})")
PER_PAGE = 10


def chosen_day() -> str | None:
    """The day whose mark was pressed, or that the address names as `?event=said:2024-03-11`: one place in the address for
    every mark of the chart, so that each press is one step for Back."""
    found = MARK.fullmatch(address.follow("event"))
    if not found:
        return None
    address.write("event", found[0])
    return found[1]


def on_day(asked: Filters, day: str) -> None:
    """The quotes of a day as cards, with the way to the sentence of each."""
    count = filters.ask(commented.count_on, asked, day)
    if not count:
        st.info(f"No quote of {day} is under the filters any more.")
        return
    st.markdown(f"**{filters.plural(count, 'quote')} on this pair in articles of {day}**")
    pages = -(-count // PER_PAGE)
    page = st.pagination(pages, key=f"said_{day}") if pages > 1 else 1
    rows = filters.ask(commented.said_on, asked, day, PER_PAGE, (page - 1) * PER_PAGE)
    names = filters.pair_names()
    components.show_cards([quotes.card(row, names) for row in rows], "pair_said", f"said:{day}")
