"""Lists of the overview: what is new or was changed, what is doubtful, and all events of a period."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import address, cards, components, filters, queries
from dashboard.database import Filters, Row

CHANGES = {
    "new": "New", "report": "Another report", "confirm": "Confirmed", "reject": "Rejected", "edit": "Corrected",
    "merge": "Merged", "split": "Split", "undo": "Decision taken back",
}  # fmt: skip
# Below this more is wrong than right.
DOUBTFUL = 0.5
REVIEW_PAGE = "app_pages/review.py"


def identity(row: Row) -> str:
    """`visit:12` or `drill:5`."""
    return f"visit:{row['visit_id']}" if "visit_id" in row else f"drill:{row['drill_id']}"


def changes(rows: Sequence[Row]) -> None:
    """Events with their latest change; a chosen row becomes the chosen event."""
    shown = [
        {
            "Event": cards.event_title(row),
            "What": what_changed(row),
            "When": cards.event_dates(row),
            "Changed (UTC)": row["changed_at"].replace("T", " ")[:16],
            "Reports": row["n_articles"],
        }
        for row in rows
    ]
    told = f"{filters.plural(len(shown), 'event')} read or changed last, the latest change first."
    components.choice(shown, [identity(row) for row in rows], "recent", told)


def what_changed(row: Row) -> str:
    """ "New", "Another report, disagrees on end date", "Corrected: city, by Ana Lyst"."""
    said = CHANGES[row["change"]]
    if row["change"] == "report" and (fields := cards.readings(row["disputed"])):
        return f"{said}, disagrees on {', '.join(cards.words(name).lower() for name in fields)}"
    said += f": {cards.words(row['field']).lower()}" if row["field"] else ""
    return said + (f", by {row['reviewer']}" if row["reviewer"] else "")


def doubts(chosen: Filters, most: int) -> None:
    """The most doubtful events that wait for a decision; a chosen row leads to it on the review screen."""
    waiting = filters.ask(queries.queue, chosen, most)
    found = [(r, filters.ask(queries.event, r["kind"], r["id"])) for r in waiting]
    rows = [row for _, row in found if row]
    if not rows:
        st.info("Nothing here waits for review.")
        return
    shown = [
        {
            "Event": cards.event_title(row),
            "Why": why_doubtful(row),
            "When": cards.event_dates(row),
            "Confidence": row["confidence"],
        }
        for row in rows
    ]
    picked = st.dataframe(
        shown, hide_index=True, on_select="rerun", selection_mode="single-row", key="doubts",
        column_config=components.WIDTHS, placeholder="–",
        alt=f"The {filters.plural(len(rows), 'event')} in most doubt; a chosen row opens it on the review screen.",
    )  # fmt: skip
    if places := picked["selection"]["rows"]:
        st.switch_page(REVIEW_PAGE, query_params=address.carried() | {"event": [identity(rows[places[0]])]})
    done, total = filters.ask(queries.progress, chosen)
    st.page_link(
        REVIEW_PAGE, label=f"Review: {filters.plural(total - done, 'event')} to go", query_params=address.carried()
    )


def why_doubtful(row: Row) -> str:
    """ "Reports disagree on end date", "Low confidence" or "Not reviewed yet"."""
    fields = ", ".join(cards.words(name).lower() for name in cards.readings(row["disputed"]))
    if fields:
        return f"Reports disagree on {fields}"
    return "Low confidence" if row["confidence"] < DOUBTFUL else "Not reviewed yet"


def events(visits: Sequence[Row], drills: Sequence[Row], total: int, most: int) -> None:
    """Visits and drills in one table, the latest first; a chosen row becomes the chosen event."""
    rows = sorted([*visits, *drills], key=_date, reverse=True)[:most]
    shown = [
        {
            "When": cards.event_dates(row),
            "Kind": "Visit" if "visit_id" in row else cards.words(row["event_kind"]),
            "Event": cards.event_title(row),
            "Status": cards.words(row["visit_status"] if "visit_id" in row else row["drill_status"]),
            "Reports": row["n_articles"],
            "Confidence": row["confidence"],
        }
        for row in rows
    ]
    if total > len(rows):
        st.caption(
            f"The latest {len(rows):,} of {total:,} events; the screens Visits and Drills have more, their downloads all."
        )
    components.choice(shown, [identity(row) for row in rows], "events", f"{total:,} events, the latest first.")


def _date(row: Row) -> str:
    return (row["start_date"] if "visit_id" in row else row["drill_date"]) or ""
