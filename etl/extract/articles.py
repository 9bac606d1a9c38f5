"""Document -> Article: pages and pasted texts, each read in its own way, hashed, dated and given a language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from etl.errors import UnreadableDocument
from etl.extract import datelines, pages, pasted
from etl.extract import published as dates
from etl.extract.lengths import count_words
from etl.extract.tongues import detect_language
from etl.models import Article, Block, BlockKind, Document

MIN_WORDS = 15
LEADING_BULLET = re.compile(r"^[•▪●‣◦■◆►▶·→✓]\s*(?=\S)")


def read_article(document: Document, *, published: str | None = None) -> Article:
    """The article in a document; `published` is used where the document states no day of publication.

    Raises UnreadableDocument where there is no article text.
    """
    draft = pages.read(document) if document.media == "html" else pasted.read(document)
    text, blocks = join(draft.blocks)
    body = [text[b.start : b.end] for b in blocks if b.kind in ("paragraph", "list_item")]
    if sum(map(count_words, body)) < MIN_WORDS:
        raise UnreadableDocument(
            f"{document.source}: holds no article text; it may be cut off, or filled in by a script in the browser"
        )
    date, source = draft.published, draft.published_from
    if (date is None or source == "update") and (day := full_dateline_day(body)):
        date, source = day, "dateline"
    if published and (date is None or source == "update"):
        date, source = published, "given"
    place, words = draft.dateline_place, draft.dateline_day
    day = datelines.day_before(words, date) if words else None
    if place is None:
        place, day = read_dateline(body, date)
    language = detect_language(text, draft.language)
    notes = () if language == "en" else (f"not English ({language or 'unknown'}): stored, not read for facts",)
    return Article(
        text=text,
        blocks=blocks,
        content_sha256=hashlib.sha256(document.data).hexdigest(),
        text_sha256=hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest(),
        language=language,
        path=document.path,
        url=draft.url or document.url,
        outlet=draft.outlet,
        title=draft.title,
        author=draft.author,
        published_date=date,
        published_from=source,
        dateline_place=place,
        dateline_date=day,
        notes=notes,
    )


def join(parts: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """Text with a blank line between blocks, and the place of each block in it; white space is evened out."""
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for kind, raw in parts:
        clean = re.sub(r"[\s\u200b\ufeff]+", " ", raw.replace("\xad", "")).strip()
        clean = LEADING_BULLET.sub("", clean)
        if clean:
            texts.append(clean)
            blocks.append(Block(start, start + len(clean), kind))
            start += len(clean) + 2
    return "\n\n".join(texts), tuple(blocks)


def read_dateline(body: list[str], date: str | None) -> tuple[str | None, str | None]:
    """Place and day of the dateline among the first three paragraphs, for an article published on `date`."""
    for paragraph in body[:3]:
        place, day = datelines.read_dateline(paragraph, date)
        if place:
            return place, day
    return None, None


def full_dateline_day(body: list[str]) -> str | None:
    """The day of a dateline that gives its year, or None."""
    day = read_dateline(body, None)[1]
    return day if day and dates.is_past(day) else None
