"""Parsed page -> segments: every paragraph, heading, list item, table row and caption of it, with what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from lxml.html import HtmlElement

from etl import lexicons
from etl.models import BlockKind

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "button",
        "select",
        "input",
        "textarea",
        "iframe",
        "head",
        "title",
        "object",
        "audio",
        "video",
        "math",
    ]
)
EDGES = frozenset(("nav", "footer", "aside", "form", "dialog", "menu"))
CAPTION = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])|(?:^|\s)(?:cap|cutline|legend)(?:$|\s)", re.IGNORECASE)
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """One unit of a page's text. `classes` are its own and its parent's, `linked` the share of characters in links,
    `parent` a number for the element around it, `junk` that a name around it says it is no part of the article."""

    text: str
    tag: str
    kind: BlockKind
    classes: str
    linked: float
    parent: int
    junk: bool

    @property
    def is_prose(self) -> bool:
        """Running text: a sentence of eight words or more that is mostly no link."""
        return self.kind == "paragraph" and self.linked < 0.5 and is_sentence(self.text)


def is_sentence(text: str) -> bool:
    """True for eight words or more that end as a sentence does."""
    return len(text.split()) >= 8 and re.search(r"[.!?…:][\"”’')\]»]*$", text) is not None


def key(text: str) -> str:
    """Letters and digits only, in lower case: what two copies of a text share whatever the page did to its spaces."""
    return re.sub(r"[\W_]+", "", text).lower()


@cache
def _junk_names() -> frozenset[str]:
    return frozenset(lexicons.lines("furniture_classes.txt"))


@cache
def _is_junk_name(names: str) -> bool:
    """True where a class or id holds a word, or a run of two, of furniture_classes.txt: "article-related", "readMore"."""
    for name in names.split():
        words = [word.lower() for word in WORD.findall(name)]
        if any(a in _junk_names() or a + b in _junk_names() for a, b in zip(words, [*words[1:], ""], strict=True)):
            return True
    return False


class _Walk:
    """Collects segments; text gathers in `pieces` until a block begins or ends."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.pieces: list[str] = []
        self.linked = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            if in_link:
                self.linked += len(text.strip())

    def flush(self, tag: str, parent: int, classes: str, junk: bool, caption: bool) -> None:
        raw, linked = "".join(self.pieces), self.linked
        self.pieces, self.linked = [], 0
        text = " ".join(raw.split())
        if not text:
            return
        kind: BlockKind = "caption" if caption else "paragraph"
        if kind == "paragraph" and tag in HEADINGS:
            kind = "heading"
        elif kind == "paragraph" and tag in ("li", "dd", "dt"):
            kind = "list_item"
        self.segments.append(Segment(text, tag, kind, classes, min(linked / len(text), 1.0), parent, junk))

    def visit(self, element: HtmlElement, around: HtmlElement, junk: bool, caption: bool, in_link: bool) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or element.get("hidden") is not None:
            return
        block, before = tag in BLOCKS, around
        if block or tag in EDGES:
            self._end(before, junk, caption)
            around = element
        names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        inner_junk = junk or tag in EDGES or (bool(names) and _is_junk_name(names))
        inner_caption = caption or tag == "figcaption" or (bool(names) and CAPTION.search(names) is not None)
        inner_caption = inner_caption or (block and _holds_picture(element))
        if tag == "tr" and (row := _row(element)) is not None:
            self.add(row, False)
        else:
            in_link = in_link or tag == "a"
            self.add(element.text, in_link)
            for child in element:
                if child.tag == "br":
                    self._break(around, inner_junk, inner_caption)
                else:
                    self.visit(child, around, inner_junk, inner_caption, in_link)
                self.add(child.tail, in_link)
        if block or tag in EDGES:
            self._end(element, inner_junk, inner_caption)

    def _break(self, around: HtmlElement, junk: bool, caption: bool) -> None:
        """A line break ends a unit unless it stands inside a sentence."""
        text = "".join(self.pieces).rstrip()
        if len(text) > 60 and text[-1:].isalnum():
            self.pieces.append("\n")
        else:
            self._end(around, junk, caption)

    def _end(self, around: HtmlElement, junk: bool, caption: bool) -> None:
        if not self.pieces:
            return
        parent = around.getparent()
        classes = " ".join(e.get("class") or "" for e in (around, parent) if e is not None)
        self.flush(around.tag, id(parent), classes, junk, caption)


def _holds_picture(element: HtmlElement) -> bool:
    """True for a small box of a picture and a few words, which are its caption."""
    if element.tag not in ("div", "figure", "p", "td", "span", "center", "section") or len(element) > 6:
        return False
    if not any(e.tag in ("img", "picture") for child in element for e in (child, *child)):
        return False
    return 4 <= len(element.text_content().split()) <= 70 and sum(1 for _ in element.iter("p", "div", "li")) <= 3


def _row(row: HtmlElement) -> str | None:
    """A data table's row as one line, "2-3 May 2018, Wang Yi, The first in 11 years."; None for a layout table's."""
    cells = [" ".join(cell.text_content().split()) for cell in row]
    filled = [cell for cell in cells if cell]
    if not 2 <= len(filled) <= 12 or sum(len(cell.split()) for cell in filled) > 80:
        return None
    if any(True for _ in row.iter("p", "div", "table", "br", "img", "ul", "a", "form")):
        return None
    return ", ".join(filled)


def read_segments(tree: HtmlElement) -> list[Segment]:
    """The segments of a page in reading order; furniture is marked, not dropped."""
    walk = _Walk()
    body = next(tree.iter("body"), tree)
    walk.visit(body, body, False, False, False)
    walk._end(body, False, False)
    return _trust_large(walk.segments)


def _trust_large(segments: list[Segment]) -> list[Segment]:
    """Segments with the junk mark taken off where most of the page's prose bears it: the name then is a wrapper's."""
    prose = [s for s in segments if s.is_prose]
    if sum(len(s.text) for s in prose if s.junk) <= 0.5 * sum(len(s.text) for s in prose):
        return segments
    return [Segment(s.text, s.tag, s.kind, s.classes, s.linked, s.parent, False) if s.is_prose else s for s in segments]


def prose(segments: Iterable[Segment]) -> list[Segment]:
    """The running text among segments that are no furniture."""
    return [s for s in segments if s.is_prose and not s.junk]
