"""Parsed page -> segments: every paragraph, heading, list item, table row and caption of it, with what surrounds it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from lxml.html import HtmlElement

from etl import lexicons
from etl.extract import published
from etl.extract.lengths import is_sentence
from etl.models import BlockKind

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# fmt: off
BLOCKS = HEADINGS | frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
))
SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "button", "select", "input", "textarea", "iframe", "head",
    "title", "object", "audio", "video", "math",
))
# fmt: on
# Elements that hold the article; a name on them tells of the page, not of the part.
WHOLE = frozenset(("html", "body", "main", "article"))
EDGES = frozenset(("nav", "footer", "aside", "form", "dialog", "menu"))
CAPTION = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])|(?:^|\s)(?:cap|cutline|legend)(?:$|\s)", re.IGNORECASE)
PICTURE_BOXES = frozenset(("div", "figure", "p", "td", "center", "section"))
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """One unit of a page's text. `mark` is its `key`; `classes` are those of its element, `linked` the share of
    characters in links, `parent` a number for the element around it, `junk` the number of the element whose name says
    that it is no part of the article (0 where none does), `day` the day in a time element's attribute. `is_prose` is
    True for running text: a sentence of eight words or more that is mostly no link; `row` for a row of a list with dates
    (see `listed`)."""

    text: str
    mark: str
    tag: str
    kind: BlockKind
    classes: str
    linked: float
    parent: int
    junk: int
    day: str | None
    is_prose: bool
    row: bool = False


def key(text: str) -> str:
    """Letters and digits only, in lower case: what two copies of a text share whatever the page did to its spaces."""
    return re.sub(r"[\W_]+", "", text).lower()


@cache
def _junk_names() -> frozenset[str]:
    return frozenset(lexicons.lines("furniture_classes.txt"))


@cache
def _is_junk_name(names: str) -> bool:
    """True where a class or id holds one or two words on end of furniture_classes.txt: "post-related", "readMore"."""
    for name in names.split():
        words = [word.lower() for word in WORD.findall(name)]
        pairs = (a + b for a, b in itertools.pairwise(words))
        if not _junk_names().isdisjoint(words) or not _junk_names().isdisjoint(pairs):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Box:
    """The block element around a text, and what the names around it say."""

    tag: str
    number: int
    parent: int
    classes: str
    junk: int
    caption: bool
    rows: bool


class _Walk:
    """Collects segments; text gathers in `pieces` until a block begins or ends."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.day: str | None = None
        self.boxes = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            if in_link:
                self.linked += len(text.strip())

    def end(self, box: _Box) -> None:
        """Make a segment of the text gathered in `box`."""
        if not self.pieces:
            return
        text, linked, day = " ".join("".join(self.pieces).split()), self.linked, self.day
        self.pieces, self.linked, self.day = [], 0, None
        if not text:
            return
        kind: BlockKind = "paragraph"
        if box.caption:
            kind = "caption"
        elif box.tag in HEADINGS:
            kind = "heading"
        elif box.tag in ("li", "dd", "dt") or (box.rows and box.tag == "tr"):
            kind = "list_item"
        share = min(linked / len(text), 1.0)
        is_prose = kind == "paragraph" and share < 0.5 and is_sentence(text)
        self.segments.append(
            Segment(text, key(text), box.tag, kind, box.classes, share, box.parent, box.junk, day, is_prose)
        )

    def visit(self, element: HtmlElement, around: _Box, in_link: bool) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or element.get("hidden") is not None:
            return
        box = around
        names = ""
        if tag not in WHOLE:
            names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        if around.rows and tag in ("td", "th"):
            self._begin_cell()
        elif tag in BLOCKS or tag in EDGES or (names and (_is_junk_name(names) or CAPTION.search(names))):
            # An inline element with such a name is a unit of its own: <span class="tag">, <small class="caption">.
            self.end(around)
            box = self._box(element, names, around)
        in_link = in_link or tag == "a"
        if tag == "time":
            self.day = self.day or published.own_day_in(element.get("datetime") or "")
        self.add(element.text, in_link)
        for child in element:
            if child.tag == "br":
                self._break(box)
            else:
                self.visit(child, box, in_link)
            self.add(child.tail, in_link)
        if box is not around:
            self.end(box)

    def _begin_cell(self) -> None:
        """Part the cells of a row: "2-3 May 2018, Wang Yi, The first in 11 years"."""
        text = "".join(self.pieces).rstrip()
        if text:
            self.pieces.append(" " if text[-1] in ".,;:!?" else ", ")

    def _box(self, element: HtmlElement, names: str, around: _Box) -> _Box:
        self.boxes += 1
        tag = element.tag
        return _Box(
            tag=around.tag if tag not in BLOCKS else tag,
            number=self.boxes,
            parent=around.number,
            classes=element.get("class") or "",
            junk=around.junk or (self.boxes if tag in EDGES or (names and _is_junk_name(names)) else 0),
            caption=around.caption
            or tag == "figcaption"
            or (bool(names) and CAPTION.search(names) is not None and _is_short(element))
            or _holds_picture(element),
            rows=around.rows or (tag == "table" and _is_data(element)),
        )

    def _break(self, box: _Box) -> None:
        """A line break ends a unit unless it stands inside a sentence."""
        text = "".join(self.pieces).rstrip()
        if len(text) > 60 and text[-1:].isalnum():
            self.pieces.append("\n")
        else:
            self.end(box)


def _is_short(element: HtmlElement) -> bool:
    return len(element.text_content().split()) <= 90


def _holds_picture(element: HtmlElement) -> bool:
    """True for a small box of a picture and a few words, which are its caption."""
    if not 0 < len(element) <= 6 or element.tag not in PICTURE_BOXES:
        return False
    if not any(e.tag in ("img", "picture") for child in element for e in (child, *child)):
        return False
    return 4 <= len(element.text_content().split()) <= 70 and sum(1 for _ in element.iter("p", "div", "li")) <= 3


def _is_data(table: HtmlElement) -> bool:
    """True for a table of facts: three rows or more, two cells or more in each, few words in a cell, no blocks."""
    rows = sum(1 for _ in table.iter("tr"))
    cells = sum(1 for _ in table.iter("td", "th"))
    if rows < 3 or cells < 2 * rows or any(True for _ in table.iter("p", "div", "h1", "h2", "h3", "form")):
        return False
    return len(table.text_content().split()) < 20 * cells


def read_segments(tree: HtmlElement) -> list[Segment]:
    """The segments of a page in reading order; furniture is marked, not dropped."""
    walk = _Walk()
    page = _Box("body", 0, 0, "", 0, False, False)
    walk.visit(next(tree.iter("body"), tree), page, False)
    walk.end(page)
    return walk.segments


def trust_wrappers(segments: list[Segment], wanted: str) -> list[Segment]:
    """Segments with the junk mark taken off where one element bears it that holds a fifth of the text in `wanted` (as
    `key` gives it): its name then is that of a wrapper, as in <div class="with-sidebar">."""
    size = Counter[int]()
    for segment in segments:
        if segment.linked < 0.5 and len(segment.text) > 20 and segment.mark in wanted:
            size[segment.junk] += len(segment.text)
    wrappers = {junk for junk, length in size.items() if junk and 5 * length >= size.total()}
    return [replace(s, junk=0) if s.junk in wrappers else s for s in segments] if wrappers else segments


def largest_text(segments: Iterable[Segment]) -> list[Segment]:
    """The running text of the element that holds the most of it."""
    held: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.is_prose and not segment.junk:
            held.setdefault(segment.parent, []).append(segment)
    return max(held.values(), key=lambda texts: sum(len(s.text) for s in texts), default=[])
