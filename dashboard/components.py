"""Pieces that several screens show: the timeline, tables, an event with its evidence, downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import address, cards, charts, downloads, filters, links, queries
from dashboard.cards import Card
from dashboard.database import Filters, Row, Table

FRONTEND = Path(__file__).with_name("frontend")


def frontend(*names: str) -> str:
    """Files of the folder `frontend`, one after the other."""
    return "\n".join((FRONTEND / name).read_text("utf-8") for name in names)


_CARDS = st.components.v2.component(
    "dyadwatch_cards",
    html='<div id="cards"></div>',
    css=frontend("cards.css"),
    js=frontend("drawing.js", "cards.js"),
)
COLUMNS: dict[str, str] = {
    "start_date": "From", "end_date": "To", "visit_status": "Status", "visitor_country": "Visitor",
    "host_country": "Host",
    "head_name": "Led by", "head_title": "Title", "level": "Level", "city": "City", "drill_date": "Date",
    "country": "Country", "partner_countries": "With", "event_kind": "Kind", "missile_name": "Weapon",
    "missile_class": "Class", "n_missiles": "Fired", "place": "Place", "distance_km": "Distance (km)",
    "apogee_km": "Apogee (km)", "drill_status": "Status", "claimed_by": "Announced by", "n_articles": "Reports",
    "n_outlets": "Outlets", "disputed": "Reports disagree on", "confidence": "Confidence", "found_by": "Found by", "date": "Published", "publisher": "Outlet", "title": "Title",
    "author": "Author", "lang": "Language", "n_visits": "Visits", "n_drills": "Drills", "n_quotes": "Quotes",
}  # fmt: skip
CONFIDENCE = st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f", width="small")
WIDTHS: dict[str, Any] = {"Confidence": CONFIDENCE} | {
    name: st.column_config.Column(width=95) for name in ("From", "To", "Date", "Published")
}
WIDTHS |= {name: st.column_config.Column(width=px) for name, px in {"Event": 435, "Status": 90, "Reports": 70}.items()}
TABLE_PX = 320
FEW = 3
AT_HAND = 1000
MOST_IN_BROWSER = 50_000
CODES = ("visit_status", "drill_status", "level", "event_kind")
WIDTHS |= {
    name: st.column_config.Column(width=px)
    for name, px in {"With": 110, "Weapon": 110, "Place": 110, "Fired": 60}.items()
}


def show_cards(found: Sequence[Card], key: str, focus: str | None = None, *, beside: bool = False) -> None:
    """Cards of article text, with `beside` next to each other; with `focus` (changing with what is shown) they are
    scrolled into view. A link in a card leads to another page of the app."""
    _CARDS(data={"cards": list(found), "focus": focus, "beside": beside, "keep": address.KEPT}, key=key)


def open_event(kind: queries.Kind, number: int) -> None:
    """A link to the page of one event."""
    st.page_link(links.EVENT, label="Open this event", query_params={**address.carried(), "event": f"{kind}:{number}"})


def download(table: Table, chosen: Filters, count: int) -> None:
    """A button that gives exactly the rows under the filters, their number in its label. Few rows are at hand when it is
    pressed; many are put together then; for more than a browser should take, the command is named."""
    label = f"Download {filters.plural(count, table[:-1])} (CSV)"
    if count > MOST_IN_BROWSER:
        st.caption(
            f"{filters.plural(count, table[:-1])} are more than the {MOST_IN_BROWSER:,} that can be downloaded here. Choose a "
            f"country pair or dates, go to the page Data, or use the command: `dyadwatch export {table}`."
        )
        return
    make = partial(_csv, filters.database(), filters.ask(queries.version), table, chosen)
    st.download_button(
        label,
        (make() if count <= AT_HAND else make) if count else b"",
        file_name=downloads.file_name(table, chosen),
        mime="text/csv",
        key=f"download_{table}",
        on_click="ignore",
        disabled=count == 0,
    )


def download_shown(rows: Sequence[Row], what: str, noun: str, chosen: Filters) -> None:
    """A button that gives a table as it stands on screen, its columns named as there."""
    st.download_button(
        f"Download {filters.plural(len(rows), noun)} (CSV)",
        downloads.written(list(rows[0]), rows) if rows else b"",
        file_name=downloads.file_name(what, chosen),
        mime="text/csv",
        key=f"download_{what}",
        on_click="ignore",
        disabled=not rows,
    )


@st.cache_data(ttl=60, max_entries=4, show_spinner=False)
def _csv(path: Path, version: str, table: Table, chosen: Filters) -> bytes:
    return downloads.csv_of(path, table, chosen)


def table(rows: Sequence[Row], names: Sequence[str], *, key: str, alt: str, kind: str) -> None:
    """A table whose chosen row becomes the chosen event (`kind` visit or drill)."""
    ids = [f"{kind}:{row[f'{kind}_id']}" for row in rows]
    if st.session_state["filters"].sources == "disagree":
        # What was asked for stands where it is seen without scrolling.
        names = sorted(names, key=lambda name: (name != names[0], name != "disputed"))
    shown = [{COLUMNS[name]: _shown(name, row[name]) for name in names} for row in rows]
    choice(shown, ids, key, alt)


def _shown(name: str, value: Any) -> Any:
    if name == "disputed":
        return cards.disputed(value)
    return cards.words(value) if name in CODES else value


def choice(shown: Sequence[Row], ids: Sequence[str], key: str, alt: str) -> None:
    """A table whose chosen row becomes the chosen event, by its `kind:number` in `ids`."""
    st.dataframe(
        list(shown),
        hide_index=True,
        on_select=partial(_take_row, key, ids),
        selection_mode="single-row",
        key=key,
        height=min(TABLE_PX, 38 + 35 * len(shown)),
        column_config=WIDTHS,
        placeholder="–",
        alt=alt,
    )


def _take_row(key: str, ids: Sequence[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    filters.choose("event", ids[rows[0]] if rows and rows[0] < len(ids) else None)


def event(kinds: Sequence[queries.Kind]) -> None:
    """The chosen event in short, if it is one of `kinds`: its facts, its first sentences, and the way to its page."""
    chosen = filters.chosen_event()
    if not chosen or chosen[0] not in kinds:
        return
    kind, event_id = chosen
    row = filters.ask(queries.event, kind, event_id)
    if row is None:
        st.info(f"There is no {kind} {event_id} in this database; numbers are never given again.")
        return
    if row["review_status"] == "rejected":
        st.info(f"This {kind} was rejected: figures, tables and downloads of what is in this database leave it out.")
    elif not filters.ask(queries.is_within, kind, row[f"{kind}_id"], st.session_state["filters"]):
        st.info(f"What was chosen, {kind} {event_id:,}, is not among what the filters leave.")
        open_event(kind, row[f"{kind}_id"])
        return
    number, mark = row[f"{kind}_id"], charts.mark_of(row)
    show_cards([cards.event_card(row)], "event_facts", f"{kind}:{number}")
    open_event(kind, number)
    reports, told = filters.ask(queries.reports, kind, number, FEW), row["n_articles"]
    first = f", the first {FEW} here" if told > FEW else ""
    st.markdown(f"**{filters.plural(told, 'report')} of this {kind}{first}**")
    show_cards([cards.report_card(report, mark) for report in reports], "event_reports")


def disagreement(row: Row, reports: Sequence[Row]) -> None:
    """What each report says of the fields on which they disagree."""
    fields = cards.readings(row["disputed"])
    shown = [
        {"Report": cards.source(report), "Published": report["published_date"]}
        | {cards.words(cards.field(field)): said.get(report["id"]) for field, said in fields.items()}
        for report in reports
    ]
    st.markdown("**What the reports disagree on**")
    st.dataframe(
        shown, hide_index=True, key="disagreement", placeholder="–", column_config=WIDTHS,
        alt=f"Reports disagree on {', '.join(map(cards.field, fields))}.",
    )  # fmt: skip


def codebook(entries: Sequence[Row]) -> None:
    """The columns of one table: what each means, its values, and its name in the download where that is another."""
    shown = [
        {
            "Column": entry["column_name"],
            "In the CSV": entry["csv_name"],
            "Meaning": entry["meaning"],
            "Unit or values": entry["unit_or_values"],
            "From": entry["source"],
        }
        for entry in entries
    ]
    with st.container(key="codebook"):
        st.html("<style>.st-key-codebook td:nth-child(3) { min-width: 19rem; }</style>")
        st.table(shown, hide_index=True, alt=f"{len(shown)} columns with their meaning.")


def nothing(what: str, chosen: Filters) -> None:
    """What to do where the filters leave nothing."""
    asked = cards.plain(filters.describe(chosen))
    st.info(f"No {what} for: {asked}. Widen the dates, choose another country pair, or clear a filter.")


def legend(kinds: Mapping[str, str]) -> None:
    """What the marks in a text mean."""
    parts: list[dict[str, Any]] = []
    for kind, name in kinds.items():
        parts += [{"text": name, "mark": kind}, {"text": "   "}]
    show_cards([{"plain": True, "passages": [{"kind": "paragraph", "parts": parts}]}], "legend")
