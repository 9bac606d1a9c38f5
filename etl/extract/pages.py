"""Saved web page -> Draft: trafilatura says which text is the article, the page's own tree where its blocks begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document as Extracted

from etl.errors import UnreadableDocument
from etl.extract import captions, metadata, titles
from etl.extract.documents import decode
from etl.extract.draft import Draft
from etl.extract.furniture import ends_article, is_furniture, is_link_row, is_pointer
from etl.extract.header import outlet_in, read_byline
from etl.extract.lengths import SENTENCE_END, count_words
from etl.extract.listed import mark_rows
from etl.extract.segments import Segment, key, largest_text, read_segments, trust_wrappers
from etl.models import BlockKind, Document

STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|lead|lede|dek|deck|subtitle|sub-?head(?:line)?|summary|intro|excerpt|strapline|spot|"
    r"synopsis|teaser|abstract)(?:$|[\s_-])",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|auth|reporter|writer|agency|credit|dates?|time-?stamp|stamp|pub-?date|published|"
    r"meta|info|kicker|cat|category|section|eyebrow|tagline|standards|dateline|when|who)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Characters; less than this is no article, but a notice or a standfirst that was taken for one.
LITTLE = 600


def read(document: Document) -> Draft:
    """The article of a page; raises UnreadableDocument where there is no page, or no article, in the bytes."""
    tree = load_html(decode(document))
    if tree is None:
        raise UnreadableDocument(f"{document.source}: is no HTML page, or one that is cut off")
    meta, data = metadata.read_meta(tree), metadata.read_structured_data(tree)
    segments = mark_rows(read_segments(tree))
    copied = metadata.crawl_days(tree, meta)
    tag = next((clean for e in tree.iter("title") if (clean := " ".join(e.text_content().split()))), None)
    stated = metadata.named(data.get("headline")) or meta.get("og:title") or meta.get("twitter:title")
    title = titles.find_title(stated, tag, segments)
    url = metadata.address(tree, meta, data) or document.url
    draft = Draft(
        title=title,
        author=metadata.author(meta, data),
        outlet=metadata.outlet(meta, data) or titles.find_site(title, tag),
        url=url,
        language=tree.get("lang") or meta.get("og:locale") or meta.get("language") or data.get("inLanguage"),
    )
    headline = _headline(segments, title)
    shown = metadata.shown_day(segments, headline)
    body = cast(
        "Extracted | None",
        bare_extraction(tree, fast=True, favor_recall=True, include_comments=False, with_metadata=False),
    )
    wanted = key("".join(body.body.itertext())) if body is not None else ""
    segments = trust_wrappers(segments, wanted)
    article = select(segments, wanted, headline)
    draft.blocks = list(_blocks(article, segments, headline, draft))
    draft.published, draft.published_from = metadata.publication_day(meta, data, url, shown, copied)
    draft.outlet = draft.outlet or metadata.host(url)
    return draft


def select(segments: list[Segment], wanted: str, headline: int) -> list[Segment]:
    """The segments of the article: those whose text is in `wanted` (trafilatura's, as `key` gives it), and running text
    beside them that it lost. Where it found less than half of what one element holds, that element's text is taken."""
    chosen = [not s.junk and bool(s.mark) and s.mark in wanted for s in segments]
    found = [s for s, yes in zip(segments, chosen, strict=True) if yes and s.is_prose]
    largest = largest_text(segments)
    text_found = sum(len(s.text) for s, yes in zip(segments, chosen, strict=True) if yes)
    if text_found < LITTLE and 2 * text_found < sum(len(s.text) for s in largest):
        found = largest
        chosen = [s in largest for s in segments]
    parents = {s.parent for s in found}
    places = [i for i, yes in enumerate(chosen) if yes and segments[i].is_prose]
    places = places or [i for i, yes in enumerate(chosen) if yes and count_words(segments[i].text) >= 8]
    if not places:
        return []
    out = []
    for i, (segment, yes) in enumerate(zip(segments, chosen, strict=True)):
        beside = segment.parent in parents and not segment.junk and segment.linked < 0.5
        inside = places[0] <= i <= places[-1]
        lost = beside and (segment.is_prose or (inside and segment.kind in ("paragraph", "list_item", "heading")))
        lost = lost or (segment.row and (beside or inside))
        lost = lost or (i < places[0] and not segment.junk and STANDFIRST.search(segment.classes) is not None)
        near = headline <= i <= places[-1] + 4 and segment.kind == "caption" and segment.linked < 0.5
        if lost or (yes and segment.kind != "caption") or (near and not segment.junk):
            out.append(segment)
    return out


def _blocks(
    article: list[Segment], segments: list[Segment], headline: int, draft: Draft
) -> Iterator[tuple[BlockKind, str]]:
    """Headline, standfirst, text and captions; what stands above the headline, bylines, and furniture left out."""
    above = _above_headline(segments, headline)
    if draft.title:
        yield "headline", draft.title
    body = [s for s in article if s.mark not in above and not captions.same(s.text, draft.title)]
    start = next((i for i, s in enumerate(body) if s.row or (s.is_prose and _opens(body, i))), 0)
    for i, segment in enumerate(segments[: _place(segments, body[start] if body else None)]):
        _read_credit(segment, draft, below=i > headline)
    seen: set[str] = set()
    paragraphs = 0
    rest = [s.is_prose for s in body]
    parents = {s.parent for s in body if s.is_prose} or {s.parent for s in body}
    for i, segment in enumerate(body):
        text, mark = segment.text, segment.mark
        if (
            mark in seen
            or (is_furniture(text) and not segment.row)
            or (is_pointer(text) and not ends_article(text))
            or (not segment.is_prose and is_link_row(text))
        ):
            continue
        if paragraphs >= 2 and ends_article(text) and sum(rest[i + 1 :]) <= paragraphs // 3:
            break
        seen.add(mark)
        if segment.kind == "caption" or captions.is_caption(text):
            if len(text.split()) >= 4:
                yield "caption", captions.without_tail(text)
        elif i < start:
            if segment.kind == "list_item" and len(text.split()) >= 4 and segment.linked < 0.5:
                yield "list_item", text
            elif _is_standfirst(segment):
                yield "standfirst", text
        elif not _is_aside(segment, sum(rest[i:]), parents):
            paragraphs += segment.kind == "paragraph"
            yield segment.kind, text


def _is_aside(segment: Segment, prose_left: int, parents: set[int]) -> bool:
    """True for what is no paragraph though it stands among or below them: dates, credits, links, last headings."""
    text = segment.text
    if segment.is_prose or segment.row:
        return False
    if segment.linked > 0.8 and segment.kind != "heading":
        return True
    if segment.kind == "paragraph" and len(text.split()) <= (1 if prose_left else 2) and not SENTENCE_END.search(text):
        return True
    if CREDIT.search(segment.classes) or re.search(r"[^\W\d_]{2,}", text) is None:
        return True
    if segment.kind == "paragraph":
        return (len(text.split()) < 12 and read_byline(text) is not None) or (
            not prose_left and segment.parent not in parents
        )
    return not prose_left and segment.tag != "tr"


def _headline(segments: list[Segment], title: str | None) -> int:
    """Index of the segment that is the headline, 0 where the page shows none."""
    places = [i for i, s in enumerate(segments) if title and s.linked < 0.5 and captions.same(s.text, title)]
    return next((i for i in places if segments[i].tag == "h1"), places[0] if places else 0)


def _above_headline(segments: list[Segment], place: int) -> frozenset[str]:
    """Keys of what the page prints above its headline and nowhere below."""
    if sum(len(s.text) for s in segments[:place] if s.is_prose) > sum(len(s.text) for s in segments if s.is_prose) / 2:
        return frozenset()
    below = {s.mark for s in segments[place:]}
    return frozenset(s.mark for s in segments[:place]) - below


def _opens(body: list[Segment], i: int) -> bool:
    """True where the text begins with paragraph `i`: no byline or date comes after it, and it is no standfirst."""
    if STANDFIRST.search(body[i].classes):
        return False
    following = body[i + 1 : i + 5]
    until_prose = following[: next((k for k, s in enumerate(following) if len(s.text.split()) >= 25), len(following))]
    return not any(read_byline(s.text) for s in until_prose if not s.row) and not captions.is_caption(body[i].text)


def _is_standfirst(segment: Segment) -> bool:
    text = segment.text
    if read_byline(text) or (CREDIT.search(segment.classes) and not STANDFIRST.search(segment.classes)):
        return False
    return STANDFIRST.search(segment.classes) is not None or (segment.linked < 0.3 and 6 <= len(text.split()) <= 50)


def _place(segments: list[Segment], segment: Segment | None) -> int:
    return next((i for i, s in enumerate(segments) if s is segment), 0)


def _read_credit(segment: Segment, draft: Draft, *, below: bool) -> None:
    """Author, from a line below the headline or one with "By", and outlet, where the metadata name none."""
    text = segment.text
    if draft.author is None and (below or text.lower().startswith("by ")) and not captions.same(text, draft.title):
        found = read_byline(text)
        draft.author = found.author if found else None
    if draft.outlet is None and len(segment.text) < 60:
        draft.outlet = outlet_in(segment.text)
