"""Links from a card to another page of the app; the browser adds the filters that stand in its address."""

from __future__ import annotations

from typing import TypedDict

from dashboard.database import Row
from dashboard.queries import Kind

EVENT = "app_pages/event.py"
IN_ARTICLE = "Read in its article"
# What stands in the address of a list that is searched, sorted and narrowed: a link from it to one of its articles or
# quotes carries this along, so that what is closed again leaves the list as it was.
ARTICLES_LIST = (
    "article_words", "article_order", "article_page", "holds", "year", "outlet", "language", "reader",
)  # fmt: skip
QUOTES_LIST = ("words", "speaker", "sort", "page", "speaker_type", "affiliation", "speaker_country")


class Link(TypedDict):
    """A link's text, the page it leads to, what is chosen there, and what of this page's address goes along besides the
    filters that all pages share."""

    label: str
    page: str
    query: dict[str, str]
    keep: tuple[str, ...]


def event(kind: Kind, number: int, label: str | None = None) -> Link:
    """To the page of an event."""
    return _to("event", label or f"Open {kind} {number}", {"event": f"{kind}:{number}"})


def article(number: int, label: str, mark: str = "") -> Link:
    """To the reader, at the mark of a fact (visit:12, visit:12@345 or quote:7), at the top without one."""
    return _to("articles", label, {"article": str(number)} | ({"mark": mark} if mark else {}), ARTICLES_LIST)


def report(row: Row, label: str = IN_ARTICLE) -> Link:
    """To the sentence of a report; that it begins at a character tells it from others of the event in one article."""
    return article(row["article_id"], label, f"{row['event']}@{row['evidence_start']}")


def passage(quote: Row) -> Link:
    """To the place of a quote in its article."""
    return article(quote["article_id"], IN_ARTICLE, f"quote:{quote['quote_id']}")


def about(quote: Row, label: str, but: tuple[Kind, int] | None = None) -> list[Link]:
    """To the events that a quote is about, all but one; the label is followed by kind and number: "About visit 12"."""
    told: list[tuple[Kind, str]] = [("visit", "linked_visit_ids"), ("drill", "linked_drill_ids")]
    found = [(kind, int(number)) for kind, column in told for number in (quote[column] or "").split(";") if number]
    return [event(kind, number, f"{label} {kind} {number}") for kind, number in found if (kind, number) != but]


def quote(number: int, label: str) -> Link:
    """To one quote with what was decided on it."""
    return _to("commentary", label, {"quote": str(number)}, QUOTES_LIST)


def review(subject: str, label: str) -> Link:
    """To the controls that decide on `visit:12`, `drill:5` or `quote:7`."""
    return _to("review", label, {"event": subject})


def speaker(name: str, label: str) -> Link:
    """To everything that was quoted of one name."""
    return _to("speakers", label, {"name": name})


def _to(page: str, label: str, query: dict[str, str], keep: tuple[str, ...] = ()) -> Link:
    return {"label": label, "page": page, "query": query, "keep": keep}
