"""What is chosen on screen and what stands in the page's address, kept the same in both directions.

Most filters are bound to the address by Streamlit itself. The pair, the event and the article are not: a binding would
write a pair's label, whose counts change, and charts and tables cannot be bound."""

from __future__ import annotations

import streamlit as st

# What the links to other screens carry along; bound filters are carried by Streamlit.
SHARED = ("pair", "visitor")
BOUND = ("since", "until", "kind", "status", "quotes", "found_by", "sources", "confidence", "review")
KEPT = (*SHARED, *BOUND)


def follow(name: str) -> str:
    """What is chosen: what the address says where a link was opened or Back pressed, else what was clicked here."""
    state, written = st.session_state, st.query_params.get(name, "")
    if written != state.get(f"_{name}_in_address"):
        state[name] = written
        state[f"_{name}_in_address"] = written
    return str(state.get(name) or "")


def write(name: str, value: str) -> None:
    """Put what is chosen into the address, or take it out."""
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]
    st.session_state[f"_{name}_in_address"] = value


def carried() -> dict[str, list[str]]:
    """The shared filters as they stand in the address."""
    return {name: st.query_params.get_all(name) for name in SHARED if name in st.query_params}
