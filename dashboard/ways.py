"""Ways from what a card shows to another screen: the pair goes along, and so do the filters that Streamlit keeps itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from dashboard import address

PAGES = Path(__file__).with_name("app_pages")
SCREENS = ("articles", "commentary", "event", "speakers")


class Way(TypedDict):
    """A link's text, the screen it leads to and what is chosen there."""

    text: str
    page: str
    params: dict[str, str]


def to_article(text: str, article: int, mark: str = "") -> Way:
    """A place in the reader; `mark` is a fact's, such as quote:12."""
    return {"text": text, "page": "articles", "params": {"article": str(article)} | ({"mark": mark} if mark else {})}


def to_event(text: str, event: str) -> Way:
    """An event such as visit:12."""
    return {"text": text, "page": "event", "params": {"event": event}}


def to_quote(text: str, quote: int) -> Way:
    """One quote with what was decided on it."""
    return {"text": text, "page": "commentary", "params": {"quote": str(quote)}}


def to_speaker(text: str, name: str) -> Way:
    """Everything that was quoted of one name."""
    return {"text": text, "page": "speakers", "params": {"speaker": name}}


def follow(way: Mapping[str, Any] | None) -> None:
    """Change to the screen of a way that was clicked; what the browser says is checked first."""
    page = PAGES / f"{way['page']}.py" if way and way.get("page") in SCREENS else None
    if way and page and page.exists():
        params = {str(name): str(value) for name, value in dict(way.get("params") or {}).items()}
        st.switch_page(str(page), query_params={**address.carried(), **params})
