"""What a page says about itself: structured data and meta tags, address, and the days that it prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from etl.extract import published
from etl.extract.header import NOBODY
from etl.extract.segments import Segment

ARTICLE_TYPES = re.compile(r"Article|BlogPosting|NewsStory|WebPage|Report$")
DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "parsely-pub-date", "citation_publication_date", "citation_date", "sailthru.date",
    "publish-date", "publishdate", "pubdate", "publication_date", "article.published", "cxenseparse:recs:publishtime",
    "date",
)  # fmt: skip
AUTHOR_META = (
    "author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
    "articleauthor", "citation_author", "cxenseparse:author",
)  # fmt: skip
PUBLISHED = re.compile(r"\W*(?:first )?(?:published|posted|issued|date of (?:issue|publication))\b", re.IGNORECASE)
CRAWL_META = re.compile(r"crawl|archiv|capture|revised|updated|modified", re.IGNORECASE)


def read_meta(tree: HtmlElement) -> dict[str, str]:
    """Name, property or itemprop of each meta tag, in lower case, to its content; the first of equals."""
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            out.setdefault(name.lower(), content.strip())
    return out


def read_structured_data(tree: HtmlElement) -> dict[str, Any]:
    """The first article among the page's JSON-LD objects, or an empty dict; broken JSON is passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            loaded = json.loads(script.text_content().strip())
        except ValueError:
            continue
        for item in _objects(loaded):
            kinds = item.get("@type", "")
            if any(ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])) and (
                item.get("headline") or item.get("datePublished")
            ):
                return item
    return {}


def _objects(loaded: Any) -> Iterator[dict[str, Any]]:
    if isinstance(loaded, list):
        for item in loaded:
            yield from _objects(item)
    elif isinstance(loaded, dict):
        yield loaded
        yield from _objects(loaded.get("@graph", []))
        yield from _objects(loaded.get("mainEntity", []))


def named(value: Any) -> str | None:
    """Names in a JSON-LD value: text, an object with a name, or a list of these."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(named, value))) or None
    if isinstance(value, dict):
        return named(value.get("name"))
    return value.strip() or None if isinstance(value, str) else None


def author(meta: dict[str, str], data: dict[str, Any]) -> str | None:
    """Who wrote the page, without "By"; addresses and "Staff" are nobody."""
    for found in (named(data.get("author")), named(data.get("creator")), *(meta.get(name) for name in AUTHOR_META)):
        clean = re.sub(r"^[Bb]y\s+", "", found or "").strip()
        if clean and "://" not in clean and not NOBODY.match(clean):
            return clean
    return None


def outlet(meta: dict[str, str], data: dict[str, Any]) -> str | None:
    """The paper or site that the page names as its own."""
    return (
        meta.get("og:site_name")
        or named(data.get("publisher"))
        or meta.get("application-name")
        or meta.get("dc.publisher")
        or meta.get("citation_journal_title")
    )


def host(url: str | None) -> str | None:
    """The site in an address, which stands for the outlet where no name is given: "lantern.example"."""
    found = urlsplit(url).hostname if url else None
    return re.sub(r"^(?:www|m|amp|edition)\.", "", found) if found else None


def address(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str | None:
    canonical = next((e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    for address in (canonical, meta.get("og:url"), data.get("url")):
        if isinstance(address, str) and address.startswith(("http://", "https://")):
            return address
    return None


def shown_day(segments: Sequence[Segment], headline: int) -> str | None:
    """The first day that the page shows between its headline (an index) and its text, else above the headline, else
    below the text where it says that it is that of publication."""
    text = next((i for i, s in enumerate(segments) if i > headline and _is_text(s)), len(segments))
    for segment in (*segments[headline:text], *segments[:headline]):
        if day := _day(segment):
            return day
    return next((day for s in segments[text:] if PUBLISHED.match(s.text) and (day := _day(s))), None)


def _is_text(segment: Segment) -> bool:
    return segment.is_prose and not segment.junk and len(segment.text.split()) >= 14


def _day(segment: Segment) -> str | None:
    if segment.kind == "caption" or segment.junk or segment.row or len(segment.text) > 160:
        return None
    return published.own_day_in(segment.text) or segment.day


def crawl_days(tree: HtmlElement, meta: dict[str, str]) -> set[str]:
    """Days on which the page was copied or changed, by its own meta tags and by what it prints at its edges."""
    days = {published.day_in(content) for name, content in meta.items() if CRAWL_META.search(name + content)}
    for element in tree.iter("div", "p", "font", "span", "footer", "small"):
        text = element.text or ""
        if published.LATER.search(text) and len(text) < 200:
            days.add(published.day_in(published.LATER.split(text, maxsplit=1)[1]))
    return {day for day in days if day}


def publication_day(
    meta: dict[str, str], data: dict[str, Any], url: str | None, shown: str | None, copied: set[str]
) -> tuple[str | None, str | None]:
    """Publication day and what said so: structured data, meta tags, address, byline, in this order.

    Days to come are not believed, nor is a bare `date` tag with the day of a copy or change where the page itself
    shows another one.
    """
    tagged = (
        day
        for name in DATE_META
        if (day := published.day_in(meta.get(name, ""))) and not (name == "date" and day in copied and shown != day)
    )
    for day, source in (
        (published.day_in(str(data.get("datePublished") or data.get("dateCreated") or "")), "json-ld"),
        (next(tagged, None), "meta"),
        (published.day_in_address(url or ""), "address"),
        (shown, "byline"),
    ):
        if day and published.is_past(day):
            return day, source
    return None, None
