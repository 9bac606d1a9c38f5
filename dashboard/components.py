"""Pieces that several screens show: the timeline, tables, an event with its evidence, downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import cards, charts, downloads, filters, queries, review, ways
from dashboard.cards import Card
from dashboard.database import Filters, Row, Table

FRONTEND = Path(__file__).with_name("frontend")
_CARDS = st.components.v2.component(
    "dyadwatch_cards",
    html='<div id="cards"></div>',
    css=(FRONTEND / "cards.css").read_text("utf-8"),
    js=(FRONTEND / "cards.js").read_text("utf-8"),
)
COLUMNS: dict[str, str] = {
    "start_date": "From", "end_date": "To", "visit_status": "Status", "visitor_country": "Visitor",
    "host_country": "Host",
    "head_name": "Led by", "head_title": "Title", "level": "Level", "city": "City", "drill_date": "Date",
    "country": "Country", "partner_countries": "With", "event_kind": "Kind", "missile_name": "Weapon",
    "missile_class": "Class", "n_missiles": "Fired", "place": "Place", "distance_km": "Distance (km)",
    "apogee_km": "Apogee (km)", "drill_status": "Status", "claimed_by": "Announced by", "n_articles": "Reports",
    "n_outlets": "Outlets", "confidence": "Confidence", "found_by": "Found by", "date": "Published", "publisher": "Outlet", "title": "Title",
    "author": "Author", "lang": "Language", "n_visits": "Visits", "n_drills": "Drills", "n_quotes": "Quotes",
}  # fmt: skip
CONFIDENCE = st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f", width="small")
WIDTHS: dict[str, Any] = {"Confidence": CONFIDENCE} | {
    name: st.column_config.Column(width=95) for name in ("From", "To", "Date", "Published")
}
TABLE_PX = 320
CODES = ("visit_status", "drill_status", "level", "event_kind")


def show_cards(found: Sequence[Card], key: str, focus: str | None = None) -> None:
    """Cards of article text; with `focus` (changing with what is shown) they are scrolled into view."""
    drawn = _CARDS(data={"cards": list(found), "focus": focus}, key=key, on_go_change=lambda: None)
    ways.follow(drawn.get("go"))


def download(table: Table, chosen: Filters, count: int) -> None:
    """A button that gives exactly the rows under the filters, their number in its label."""
    noun = table[:-1]
    st.download_button(
        f"Download {filters.plural(count, noun)} (CSV)",
        _csv(filters.database(), filters.ask(queries.version), table, chosen) if count else b"",
        file_name=downloads.file_name(table, chosen),
        mime="text/csv",
        key=f"download_{table}",
        on_click="ignore",
        disabled=count == 0,
    )


@st.cache_data(ttl=60, max_entries=40, show_spinner=False)
def _csv(path: Path, version: str, table: Table, chosen: Filters) -> bytes:
    return downloads.csv_of(path, table, chosen)


def timeline(visits: list[Row], drills: list[Row], chosen: Filters, *, key: str, most: int) -> None:
    """The swim-lane chart of at most `most` lanes; a click chooses an event. Dense data become counts by month."""
    names = filters.pair_names()
    found = charts.points(visits, drills, names, chosen.dyad)
    if not found:
        return
    if charts.is_dense(found) or len(visits) == queries.SHOWN or len(drills) == queries.SHOWN:
        countries = filters.ask(queries.countries)
        pair = names.get(chosen.dyad or "")
        lane_of = names | {code: pair or charts.drill_lane(name) for code, name in countries.items()}
        st.caption(
            "Too many events for single marks: each square is a month, the fuller the more. "
            "Choose a country pair or dates to see single events."
        )
        shown = [row for row in filters.ask(queries.monthly, chosen) if visits or row["kind"] == "drill"]
        figure = charts.month_strips([row for row in shown if drills or row["kind"] == "visit"], lane_of, most)
        st.plotly_chart(figure, key=f"{key}_months", config=charts.CONFIG, alt="Visits and drills by month and lane.")
        return
    lanes = charts.choose_lanes(found, most)
    st.plotly_chart(
        charts.swim_lanes(found, lanes),
        key=key,
        on_select=partial(_take_point, key),
        selection_mode="points",
        config=charts.CONFIG,
        alt=f"Timeline of {filters.plural(len(visits), 'visit')} and {filters.plural(len(drills), 'drill')}: "
        + "; ".join(f"{lane} {sum(point.lane == lane for point in found)}" for lane in lanes),
    )
    notes = ["Choose a mark to see the sentence behind it. A bar is a stay, or a date known only to the month or year."]
    if undated := len(visits) + len(drills) - len(found):
        notes.append(f"In the tables only, for want of a date: {filters.plural(undated, 'event')}.")
    drawn_points = [point for point in found if point.lane in lanes]
    start = charts.opening(drawn_points)
    if earlier := sum(point.start < start for point in drawn_points):
        notes.append(
            f"{filters.plural(earlier, 'earlier event')} before {start.year}: drag, or double-click to see all."
        )
    if len(drawn_points) < len(found):
        notes.append(f"The {len(lanes)} busiest lanes are drawn; choose a country pair to see others.")
    st.caption(" ".join(notes))


def _take_point(key: str) -> None:
    selected = st.session_state[key]["selection"]["points"]
    value = selected[0].get("customdata") if selected else None
    filters.choose("event", str(value[0] if isinstance(value, list | tuple) else value) if value else None)


def table(rows: Sequence[Row], names: Sequence[str], *, key: str, alt: str, kind: str) -> None:
    """A table whose chosen row becomes the chosen event (`kind` visit or drill) or article."""
    ids = [f"{kind}:{row[f'{kind}_id']}" for row in rows]
    shown = [{COLUMNS[name]: cards.words(row[name]) if name in CODES else row[name] for name in names} for row in rows]
    _choice(shown, ids, key, alt)


def recent(rows: Sequence[Row]) -> None:
    """Events with the day on which they were read; a chosen row becomes the chosen event."""
    ids = [f"visit:{row['visit_id']}" if "visit_id" in row else f"drill:{row['drill_id']}" for row in rows]
    shown = [
        {
            "Read on": row["added"],
            "When": cards.event_dates(row),
            "Event": cards.event_title(row),
            "Reports": row["n_articles"],
        }
        for row in rows
    ]
    _choice(shown, ids, "recent", "The visits and drills that were read most recently.")


def _choice(shown: Sequence[Row], ids: Sequence[str], key: str, alt: str) -> None:
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
    chosen = ids[rows[0]] if rows and rows[0] < len(ids) else ""
    name = "article" if key == "articles_table" else "event"
    filters.choose(name, chosen.removeprefix("article:"))


def event(kinds: Sequence[queries.Kind]) -> None:
    """The chosen event, if it is one of `kinds`: its facts, reports with their sentences, quotes, decisions."""
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
    mark = "test" if row.get("event_kind") in charts.LAUNCHES else kind
    reports = filters.ask(queries.reports, kind, event_id)
    show_cards([cards.event_card(row)], "event_facts", f"{kind}:{event_id}")
    st.markdown(f"**{filters.plural(len(reports), 'report')} of this {kind}**")
    show_cards([cards.report_card(report, mark) for report in reports], "event_reports")
    if said := filters.ask(queries.said_about, kind, event_id):
        st.markdown(f"**What was said about it ({len(said)})**")
        names = filters.pair_names()
        show_cards([cards.quote_card(quote, names) for quote in said], "event_quotes")
    review.outcome()
    with st.expander(f"Review: {row['review_status']}", key="event_review"):
        review.name()
        review.confirm(kind, row[f"{kind}_id"], review.stay)
        review.otherwise(kind, row, reports, review.stay)
        review.history(kind, row[f"{kind}_id"])


def disagreement(row: Row, reports: Sequence[Row]) -> None:
    """What each report says of the fields on which they disagree."""
    fields = cards.readings(row["disputed"])
    shown = [
        {"Report": cards.source(report), "Published": report["published_date"]}
        | {cards.words(field): said.get(report["id"]) for field, said in fields.items()}
        for report in reports
    ]
    st.markdown("**What the reports disagree on**")
    st.dataframe(
        shown, hide_index=True, key="disagreement", placeholder="–", column_config=WIDTHS,
        alt=f"Reports disagree on {', '.join(cards.words(field).lower() for field in fields)}.",
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
