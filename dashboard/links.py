"""Links from a card to another page of the app: what the browser is given, and what it may send back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from dashboard.queries import Kind

EVENT = "app_pages/event.py"
PAGES = {"event": EVENT, "articles": "app_pages/articles.py"}
NAMES = re.compile("event|article|mark")

Link = dict[str, Any]


def event(kind: Kind, number: int, label: str | None = None) -> Link:
    """To the page of an event."""
    return {"label": label or f"Open {kind} {number}", "page": "event", "query": {"event": f"{kind}:{number}"}}


def article(number: int, start: int, label: str = "Read it in the article") -> Link:
    """To the reader, at the mark that begins at a character of the article's text."""
    return {"label": label, "page": "articles", "query": {"article": str(number), "mark": str(start)}}


def wanted(sent: Any) -> tuple[str, dict[str, str]] | None:
    """The page (its script) and its query that a click asks for; None where it asks for none that there is."""
    if not isinstance(sent, Mapping) or sent.get("page") not in PAGES:
        return None
    query = dict(parse_qsl(str(sent.get("query") or "")))
    return PAGES[sent["page"]], {name: value for name, value in query.items() if NAMES.fullmatch(name)}
