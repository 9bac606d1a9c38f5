"""The quotes behind a mark of commentary on the page of a pair: chosen by their day, which stands in the address."""

from __future__ import annotations

import re

import streamlit as st

from dashboard import address, components, filters, quotes
from dashboard.database import Filters
from dashboard.queries import commented

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
PER_PAGE = 10
KEY = "said"


def choose(mark: str) -> None:
    """Remember the mark that was pressed: `said:2024-03-11`, or `visit:12` or `drill:5`."""
    kind, _, day = mark.partition(":")
    filters.choose(KEY, day if kind == KEY else None)
    filters.choose("event", None if kind == KEY else mark)


def on_day(asked: Filters) -> None:
    """The quotes of the chosen day as cards, with the way to the sentence of each."""
    found = DAY.fullmatch(address.follow(KEY))
    address.write(KEY, found[0] if found else "")
    if not found:
        return
    day = found[0]
    count = filters.ask(commented.count_on, asked, day)
    if not count:
        st.info(f"No quote of {day} is under the filters any more.")
        return
    st.markdown(f"**{filters.plural(count, 'quote')} on this pair in articles of {day}**")
    pages = -(-count // PER_PAGE)
    page = st.pagination(pages, key=f"{KEY}_{day}") if pages > 1 else 1
    rows = filters.ask(commented.said_on, asked, day, PER_PAGE, (page - 1) * PER_PAGE)
    names = filters.pair_names()
    components.show_cards([quotes.card(row, names) for row in rows], "pair_said", f"{KEY}:{day}")
