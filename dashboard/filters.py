"""The filters that all screens share, kept in the page's address so that a link shows the same."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import streamlit as st

from dashboard import queries
from dashboard.queries import Filters

VISIT_STATUS = ("planned", "ongoing", "completed", "cancelled")
DRILL_KINDS = ("launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise")
ALL_PAIRS = "All country pairs"


def database() -> Path:
    """The database that the command named, else `dyadwatch.db` in the working folder."""
    return Path(os.environ.get("DYADWATCH_DB", "dyadwatch.db"))


def pair_labels(path: Path) -> dict[str, str]:
    """Country pair -> label with counts: "Iran – North Korea · 4 visits · 12 drills · 9 quotes"."""
    return {
        row["dyad"]: f"{row['name']} · {row['n_visits']} visits · {row['n_drills']} drills · {row['n_quotes']} quotes"
        for row in queries.dyads(path)
    }


def sidebar(path: Path) -> Filters:
    """Draw the shared filters and return what they say."""
    labels = pair_labels(path)
    # Bound by hand: Streamlit would put the label into the address, and its counts change with every ingest.
    if "pair_choice" not in st.session_state:
        asked = st.query_params.get("pair", "")
        st.session_state["pair_choice"] = asked if asked in labels else ""
    with st.sidebar:
        pair = st.selectbox(
            "Country pair",
            ["", *labels],
            format_func=lambda code: labels.get(code, ALL_PAIRS),
            key="pair_choice",
            help="Both directions. Type to search.",
        )
        if pair:
            st.query_params["pair"] = pair
        else:
            st.query_params.pop("pair", None)
        since = st.date_input("From", value=None, key="since", bind="query-params", min_value=dt.date(1900, 1, 1))
        until = st.date_input("To", value=None, key="until", bind="query-params", min_value=dt.date(1900, 1, 1))
        status = st.multiselect("Status", VISIT_STATUS, key="status", bind="query-params", format_func=str.capitalize)
        kinds = st.multiselect(
            "Kind of drill",
            DRILL_KINDS,
            key="kinds",
            bind="query-params",
            format_func=lambda kind: kind.replace("_", " ").capitalize(),
        )
    return Filters(
        dyad=pair if pair in labels else None,
        since=since.isoformat() if isinstance(since, dt.date) else None,
        until=until.isoformat() if isinstance(until, dt.date) else None,
        status=tuple(s for s in status if s in VISIT_STATUS),
        kinds=tuple(k for k in kinds if k in DRILL_KINDS),
    )
