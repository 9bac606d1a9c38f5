"""Lists of the overview: what is new or was changed, what is doubtful, and all events of a period."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

import streamlit as st

from dashboard import address, cards, components, filters, links, queries
from dashboard.database import Filters, Row
from dashboard.queries import Kind, voices

CHANGES = {
    "new": "New", "report": "Another report", "confirm": "Confirmed", "reject": "Rejected", "edit": "Corrected",
    "merge": "Merged", "split": "Split", "undo": "Decision taken back",
}  # fmt: skip
# Below this more is wrong than right.
DOUBTFUL = 0.5
# Of a quote, in characters, before it is cut.
WORDS_OF_QUOTE = 90
REVIEW_PAGE = "app_pages/review.py"


def subject(row: Row) -> tuple[Kind, int]:
    """Kind and number of an event."""
    return ("visit", row["visit_id"]) if "visit_id" in row else ("drill", row["drill_id"])


def identity(row: Row) -> str:
    """`visit:12` or `drill:5`."""
    kind, number = subject(row)
    return f"{kind}:{number}"


def changes(rows: Sequence[Row]) -> None:
    """Events with their latest change, each a link to its page."""
    items = [
        {
            "link": links.event(*subject(row), cards.event_title(row)),
            "note": " · ".join(
                (
                    what_changed(row),
                    cards.event_dates(row),
                    filters.plural(row["n_articles"], "report"),
                    f"changed {row['changed_at'].replace('T', ' ')[:16]} UTC",
                )
            ),
        }
        for row in rows
    ]
    components.show_cards([{"plain": True, "list": items}], "recent")


def what_changed(row: Row) -> str:
    """ "New", "Another report, disagrees on end date", "Corrected: city, by Ana Lyst"."""
    said = CHANGES[row["change"]]
    if row["change"] == "report" and (fields := cards.readings(row["disputed"])):
        return f"{said}, disagrees on {', '.join(map(cards.field, fields))}"
    said += f": {cards.field(row['field'])}" if row["field"] else ""
    return said + (f", by {row['reviewer']}" if row["reviewer"] else "")


def doubts(chosen: Filters, most: int) -> None:
    """The most doubtful events and quotes that wait for a decision, each a link to the review screen."""
    waiting = filters.ask(queries.waiting, chosen, most)
    said = filters.ask(voices.of_numbers, tuple(r["id"] for r in waiting if r["kind"] == "quote"))
    quotes = {row["quote_id"]: row for row in said}
    items = []
    for found in waiting:
        if found["kind"] == "quote":
            row = quotes.get(found["id"])
        else:
            row = filters.ask(queries.event, found["kind"], found["id"])
        if row:
            items.append(_doubt(f"{found['kind']}:{found['id']}", row))
    if not items:
        st.info("Nothing here waits for review.")
        return
    components.show_cards([{"plain": True, "list": items}], "doubts")
    done, total = filters.ask(queries.progress, chosen)
    st.page_link(REVIEW_PAGE, label=f"Review: {total - done:,} to go", query_params=address.carried())


def _doubt(this: str, row: Row) -> Row:
    if "quote_id" in row:
        title, when, sure = shortened(row), row["date"] or "undated", row["speaker_confidence"]
    else:
        title, when, sure = cards.event_title(row), cards.event_dates(row), row["confidence"]
    return {"link": links.review(this, title), "note": f"{why_doubtful(row)} · {when} · confidence {sure:.2f}"}


def shortened(quote: Row) -> str:
    """ "Missile experts: “No one has seen it fly …”": who is said to speak, and the first words."""
    who = quote["speaker"] or quote["speaker_raw"] or "Speaker not named"
    said = quote["quote"].strip().strip('“”"')
    return f"{who}: “{shorten(said, WORDS_OF_QUOTE, placeholder=' …')}”"


def why_doubtful(row: Row) -> str:
    """ "Reports disagree on end date", "Speaker without a name", "Low confidence" or "Not reviewed yet"."""
    if "quote_id" in row:
        return "Speaker without a name" if not row["speaker"] else "Speaker uncertain"
    if fields := ", ".join(cards.field(name) for name in cards.readings(row["disputed"])):
        return f"Reports disagree on {fields}"
    return "Low confidence" if row["confidence"] < DOUBTFUL else "Not reviewed yet"


def events(visits: Sequence[Row], drills: Sequence[Row], total: int, most: int) -> None:
    """Visits and drills in one table, the latest first; a chosen row becomes the chosen event."""
    rows = sorted([*visits, *drills], key=_date, reverse=True)[:most]
    shown = [
        {
            "Date": _date(row) or None,
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
