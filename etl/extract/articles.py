"""Document -> Article: pages and pasted texts, each read in its own way, hashed and given a language."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.errors import UnreadableDocument
from etl.models import Article, Block, BlockKind, Document

# What English prose cannot do without; other languages with Latin script share at most a few of these.
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "said",
        "by",
        "at",
        "from",
        "his",
        "her",
        "has",
        "have",
        "it",
        "as",
        "not",
        "are",
        "be",
        "an",
    ]
)
MIN_WORDS = 15


@dataclass(slots=True)
class Draft:
    """An article in the making: blocks of text in reading order, and what the page says about itself."""

    blocks: list[tuple[BlockKind, str]] = field(default_factory=list)
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    published_from: str | None = None
    dateline_place: str | None = None
    dateline_date: str | None = None


def read_article(document: Document, *, published: str | None = None) -> Article:
    """The article in a document; `published` is used where the document states no date of its own.

    Raises UnreadableDocument where there is no article text.
    """
    from etl.extract import pages, pasted

    draft = pages.read(document) if document.media == "html" else pasted.read(document)
    text, blocks = join(draft.blocks)
    if len(text.split()) < MIN_WORDS:
        raise UnreadableDocument(
            f"{document.source}: holds no article text; the page may be cut off or built by a script"
        )
    date, source = draft.published, draft.published_from
    if date and date > dt.date.today().isoformat():
        date = source = None
    if date is None and published:
        date, source = published, "given"
    language = detect_language(text, draft.language)
    notes = () if language == "en" else (f"not English ({language or 'unknown'}): stored, but not read for facts",)
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
        dateline_place=draft.dateline_place,
        dateline_date=draft.dateline_date,
        notes=notes,
    )


def join(parts: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """Text with a blank line between blocks, and the place of each block in it; white space is evened out."""
    text, blocks = "", []
    for kind, raw in parts:
        clean = re.sub(r"\s+", " ", raw).strip()
        if not clean:
            continue
        if text:
            text += "\n\n"
        blocks.append(Block(len(text), len(text) + len(clean), kind))
        text += clean
    return text, tuple(blocks)


def detect_language(text: str, declared: str | None) -> str | None:
    """ "en" where the text reads as English, whatever the page declares; else the declared language or None."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    share = sum(word in ENGLISH for word in words) / len(words) if words else 0.0
    if share >= 0.15:
        return "en"
    code = (declared or "").lower().split("-")[0].split("_")[0]
    return code if code and code != "en" else None
