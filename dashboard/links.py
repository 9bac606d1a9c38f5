"""Links from a card to another page of the app; the browser adds the filters that stand in its address."""

from __future__ import annotations

from typing import Any

from dashboard.queries import Kind

EVENT = "app_pages/event.py"

Link = dict[str, Any]


def event(kind: Kind, number: int, label: str | None = None) -> Link:
    """To the page of an event."""
    return {"label": label or f"Open {kind} {number}", "page": "event", "query": {"event": f"{kind}:{number}"}}


def article(number: int, start: int, label: str = "Read it here in its article") -> Link:
    """To the reader, at the mark that begins at a character of the article's text."""
    return {"label": label, "page": "articles", "query": {"article": str(number), "mark": str(start)}}
