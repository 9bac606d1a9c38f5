"""Saved web page -> Draft: trafilatura finds the text, structured data and meta tags tell the rest. Parsed once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from etl.errors import UnreadableDocument
from etl.extract import captions, published
from etl.extract.articles import Draft
from etl.extract.furniture import ends_article, is_furniture
from etl.models import BlockKind, Document

ARTICLE_TYPES = re.compile(r"Article|BlogPosting|NewsStory|WebPage|Report$")
DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "parsely-pub-date", "citation_publication_date", "citation_date", "sailthru.date",
    "publish-date", "publishdate", "pubdate", "publication_date", "article.published", "cxenseparse:recs:publishtime",
    "date",
)  # fmt: skip
NOT_BODY = re.compile(
    r"\b(kicker|stamp|tagline|standards|logo|weather|reporter|agency|share|social|promo|newsletter|tags?|related|byline|"
    r"author|breadcrumbs?|cookie|ticker|credit|copyright|footer|disclaimer|comments?|dates?|timestamp|meta|read-?more)\b",
    re.IGNORECASE,
)
STANDFIRST = re.compile(
    r"\b(standfirst|lead|lede|dek|deck|subtitle|sub-?head(line)?|summary|intro|excerpt|strapline)\b", re.I
)
CRAWL_META = re.compile(r"crawl|archiv|capture|revised|updated|modified", re.IGNORECASE)
TITLE_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")


def read(document: Document) -> Draft:
    """The article of a page; raises UnreadableDocument where there is no page in the bytes."""
    tree = load_html(document.data)
    if tree is None:
        raise UnreadableDocument(f"{document.source}: is no HTML page, or one that is cut off")
    meta = _meta(tree)
    data = _structured_data(tree)
    pictures = captions.in_page(tree)
    shown, crawled = _visible_date(tree), _crawl_days(tree, meta)
    h1 = next((clean for e in tree.iter("h1") if (clean := _text(e))), None)
    draft = Draft(
        title=_title(tree, h1, meta, data),
        author=_author(meta, data),
        outlet=_outlet(meta, data),
        url=_address(tree, meta, data) or document.url,
        language=tree.get("lang") or meta.get("og:locale") or meta.get("language") or data.get("inLanguage"),
    )
    body = bare_extraction(tree, fast=True, favor_recall=True, include_comments=False, with_metadata=False)
    if body is None or isinstance(body, dict):
        raise UnreadableDocument(f"{document.source}: holds no article text; the page may be built by a script")
    draft.blocks = list(_blocks(body.body, draft.title, pictures))
    _date(draft, meta, data, shown, crawled)
    return draft


def _text(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Name, property or itemprop of each meta tag, in lower case, to its content; the first of equals."""
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            out.setdefault(name.lower(), content.strip())
    return out


def _structured_data(tree: HtmlElement) -> dict[str, Any]:
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


def _named(value: Any) -> str | None:
    """Names in a JSON-LD value: text, an object with a name, or a list of these."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_named, value))) or None
    if isinstance(value, dict):
        return _named(value.get("name"))
    return value.strip() or None if isinstance(value, str) else None


def _title(tree: HtmlElement, h1: str | None, meta: dict[str, str], data: dict[str, Any]) -> str | None:
    for title in (_named(data.get("headline")), meta.get("og:title"), h1, meta.get("twitter:title")):
        if title:
            return TITLE_TAIL.sub("", title) if title != h1 else title
    element = next(tree.iter("title"), None)
    return TITLE_TAIL.sub("", _text(element)) or None if element is not None else None


def _author(meta: dict[str, str], data: dict[str, Any]) -> str | None:
    found = _named(data.get("author")) or meta.get("author") or meta.get("article:author") or meta.get("byl")
    return None if found is None or "://" in found else re.sub(r"^[Bb]y\s+", "", found)


def _outlet(meta: dict[str, str], data: dict[str, Any]) -> str | None:
    return meta.get("og:site_name") or _named(data.get("publisher")) or meta.get("application-name")


def _address(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str | None:
    canonical = next((e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    for address in (canonical, meta.get("og:url"), data.get("url")):
        if isinstance(address, str) and address.startswith(("http://", "https://")):
            return address
    return None


def _visible_date(tree: HtmlElement) -> str | None:
    """The first day that the page shows between its headline and the first long paragraph, else above the headline."""
    above: str | None = None
    below: str | None = None
    past_title = False
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "head", "title", "meta"):
            continue
        if element.tag in ("h1", "h2") and element.text_content().strip():
            past_title = past_title or element.tag == "h1"
        if past_title and len((element.text or "").split()) >= 25:
            break
        if element.tag in ("section", "aside", "footer") and past_title:
            continue
        date = published.own_day_in(element.get("datetime") or "")
        for text in (element.text, element.tail):
            if date is None and text and len(text) < 160:
                date = published.own_day_in(re.sub(r"\s+", " ", text))
        if date and past_title:
            below = below or date
        elif date:
            above = above or date
    return below or above


def _crawl_days(tree: HtmlElement, meta: dict[str, str]) -> set[str]:
    """Days on which the page was copied or changed, by its own meta tags and by what it prints at its edges."""
    days = {published.day_in(content) for name, content in meta.items() if CRAWL_META.search(name + content)}
    for element in tree.iter("div", "p", "font", "span", "footer", "small"):
        text = element.text or ""
        if published.LATER.search(text) and len(text) < 200:
            days.add(published.day_in(published.LATER.split(text, maxsplit=1)[1]))
    return {day for day in days if day}


def _date(draft: Draft, meta: dict[str, str], data: dict[str, Any], shown: str | None, crawled: set[str]) -> None:
    """Fill in publication date and dateline: structured data, meta tags, address, byline, dateline, in this order.

    A bare `date` tag that gives the day of a copy or change is not believed where the page shows an earlier one.
    """
    first = next((text for kind, text in draft.blocks if kind == "paragraph"), "")
    tagged = (
        day
        for name in DATE_META
        if (day := published.day_in(meta.get(name, ""))) and not (name == "date" and day in crawled and shown != day)
    )
    for date, source in (
        (published.day_in(str(data.get("datePublished") or data.get("dateCreated") or "")), "json-ld"),
        (next(tagged, None), "meta"),
        (published.day_in_address(draft.url or ""), "address"),
        (shown, "byline"),
        (published.dateline(first, None)[1], "dateline"),
    ):
        if date:
            draft.published, draft.published_from = date, source
            break
    draft.dateline_place, draft.dateline_date = published.dateline(first, draft.published)


def _blocks(body: HtmlElement, title: str | None, pictures: list[str]) -> Iterator[tuple[BlockKind, str]]:
    """The blocks of trafilatura's body, the title first, picture captions marked, furniture and what follows it gone."""
    if title:
        yield "headline", title
    left = list(pictures)
    paragraphs = 0
    for kind, text, classes in _parts(body):
        if captions.same(text, title) or is_furniture(text):
            continue
        if ends_article(text) and paragraphs >= 3:
            break
        if (match := next((p for p in left if captions.same(p, text)), None)) is not None:
            left.remove(match)
            yield "caption", text
        elif any(captions.same(p, text) for p in pictures):
            continue
        elif captions.is_caption(text):
            yield "caption", text
        elif STANDFIRST.search(classes) and not paragraphs:
            yield "standfirst", text
        elif NOT_BODY.search(classes) and len(text.split()) < 30:
            continue
        else:
            paragraphs += kind == "paragraph"
            yield kind, text
    for text in left:
        yield "caption", text


def _parts(element: HtmlElement) -> Iterator[tuple[BlockKind, str, str]]:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        classes = child.get("class") or ""
        if child.tag == "list":
            items = [_text(item) for item in child]
            # Menus and tag lists survive as lists of single words.
            if sum(len(item.split()) for item in items) > 4 * len(items):
                yield from (("list_item", item, classes) for item in items if item)
        elif child.tag in ("quote", "div", "article", "section") and any(e.tag == "p" for e in child):
            yield from _parts(child)
        elif text := _text(child):
            yield "heading" if child.tag == "head" else "paragraph", text, classes
