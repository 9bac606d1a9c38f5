"""Pieces that several screens show: downloads, an event with its evidence, quote cards. All text from articles is escaped."""

from __future__ import annotations

import json
import re
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st

from dashboard import charts, downloads, filters, queries
from dashboard.queries import Filters, Row, Table

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^&=\"'@/])")
CONFIG = {"displaylogo": False, "scrollZoom": False}


def plain(text: str | None) -> str:
    """Text for a place that reads Markdown: no link, image, formula, colour or HTML of the article survives."""
    return MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text or ""))


def web_address(address: str | None) -> str | None:
    """The address if it is one that a browser may open: http or https with a host."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


@st.cache_data(ttl=60, max_entries=50)
def _csv(path: str, version: str, table: Table, chosen: Filters) -> bytes:
    from pathlib import Path

    return downloads.csv_of(Path(path), table, chosen)


def download(table: Table, chosen: Filters, count: int) -> None:
    """A button that gives exactly the rows on screen, their number in its label."""
    path = filters.database()
    label = table[:-1] if count == 1 else table
    st.download_button(
        f"Download {count:,} {label} (CSV)",
        _csv(str(path), queries.version(path), table, chosen),
        file_name=f"dyadwatch-{table}{'-' + chosen.dyad if chosen.dyad else ''}.csv",
        mime="text/csv",
        key=f"download_{table}",
        disabled=count == 0,
    )


def timeline(visits: list[Row], drills: list[Row], chosen: Filters, key: str) -> str | None:
    """The swim-lane chart; returns the event that was clicked ("visit:12") or None."""
    names = {row["dyad"]: row["name"] for row in queries.dyads(filters.database())}
    events = charts.points(visits, drills, names, chosen.dyad)
    if not events:
        st.info("No dated visit or drill under these filters. Widen the dates or choose another country pair.")
        return None
    shown = st.plotly_chart(
        charts.swim_lanes(events),
        key=key,
        on_select="rerun",
        selection_mode="points",
        config=CONFIG,
        alt=f"Timeline of {len(visits)} visits and {len(drills)} drills, one lane for each country pair.",
    )
    selected: list[Any] = shown["selection"]["points"] if shown else []
    if not selected:
        return None
    value = selected[0].get("customdata")
    return str(value[0] if isinstance(value, list) else value)


def event(kind: Literal["visit", "drill"], event_id: int) -> None:
    """Every report of one event, its sentence marked in its paragraph."""
    found = queries.reports(filters.database(), kind, event_id)
    if not found:
        st.info("This event is no longer in the database.")
        return
    st.subheader(f"{len(found)} report{'s' if len(found) > 1 else ''} of this {kind}")
    for row in found:
        with st.container(border=True):
            st.markdown(
                f"**{plain(row['outlet'] or 'Outlet not stated')}** · {row['published_date'] or 'undated'} · {plain(row['title'])}"
            )
            before, sentence, after = context(row)
            st.markdown(f"{plain(before)} :orange-background[{plain(sentence)}] {plain(after)}")
            st.caption(
                f"Read as {row['status']}, dated {row['date'] or 'unknown'}; cue “{plain(row['cue'])}”; confidence {row['confidence']:.2f}"
            )
            if address := web_address(row["url"]):
                st.link_button("Open the article", address)
            elif row["path"]:
                st.text(row["path"])


def context(row: Row) -> tuple[str, str, str]:
    """The evidence sentence with what stands before and after it in its paragraph."""
    start, end, text = row["evidence_start"], row["evidence_end"], row["text"]
    for a, b, _ in json.loads(row["blocks"]):
        if a <= start < b:
            return text[a:start], text[start:end], text[end:b]
    return "", text[start:end], ""


def quote_card(row: Row) -> None:
    """One quote with who said it, where and when."""
    with st.container(border=True):
        st.markdown("“" + plain(row["quote"]) + "”")
        who = row["speaker"] or row["speaker_raw"] or "Speaker not named"
        role = ", ".join(plain(part) for part in (row["speaker_title"], row["affiliation"]) if part)
        st.markdown(f"**{plain(who)}**{' · ' + role if role else ''}")
        floating = " · speaker taken from the quote before" if row["is_floating"] else ""
        st.caption(
            f"{row['speaker_type'].replace('_', ' ').capitalize()} · {plain(row['publisher'] or 'Outlet not stated')} · {row['date'] or 'undated'}{floating}"
        )
        if address := web_address(row["url"]):
            st.link_button("Open the article", address)
