"""Text pasted or saved from a browser -> Draft: title, byline, date and body found among the page's furniture."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Set

from etl.extract import captions, datelines, front_matter, published
from etl.extract.documents import decode
from etl.extract.draft import Draft
from etl.extract.furniture import ends_article, is_furniture, is_link_row, is_menu, is_pointer
from etl.extract.header import read_byline
from etl.extract.lengths import SENTENCE_END, count_words
from etl.extract.masthead import BULLET, dateline_alone, read_masthead
from etl.extract.rows import LEAST, find_heads, find_rows, is_entry
from etl.models import BlockKind, Document

MARKDOWN = re.compile(r"^#{1,6}\s+|^>\s+|(?<!\w)[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}(?!\w)|!?\[([^\]]*)\]\(([^)]*)\)")
# What writers of plain texts borrow from Markdown: "**14:40** Here ...", "## What next", "[text](https://...)".
BORROWED = re.compile(
    r"^#{1,6}\s+|(?:\*\*|__)(\S(?:.*?\S)?)(?:\*\*|__)|^[*_](?=[^\s*_].*[*_]$)|(?<=\S)[*_]$|\[([^\]]+)\]\(https?://[^)]*\)"
)
STAMP = re.compile(r"^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\s*(?:[-–—:|]\s*)?(?=[A-ZÀ-Þ“\"‘'])")
BRACKETED = re.compile(r"^\(([^)]{8,60})\)\s+[A-ZÀ-Þ“\"]")
PUBLISHED = re.compile(r"\W*(?:first |originally )?(?:published|posted|issued|date|dated)\b", re.IGNORECASE)
# Words that a bullet has at least where it is no menu's.
LISTED = 8
RULE = re.compile(r"(?:[-_=*—]\s?){3,}")


def read(document: Document) -> Draft:
    """The article of a plain text or Markdown file."""
    draft = Draft()
    text = front_matter.take(decode(document), draft)
    lines = list(_lines(text, markdown=document.source.lower().endswith(".md")))
    rows = find_rows(lines)
    heads = find_heads(lines, rows)
    start = min(_body_start(lines, rows.keys() | heads), _list_start(lines, rows, heads))
    start -= start - 1 in heads
    read_masthead(lines[:start], draft)
    if draft.published is None:
        # The days of a list are not that of publication; one day alone may be a date line with bars in it.
        listed = len({published.own_day_in(row) for row in rows.values()} - {None}) >= 2
        draft.published, draft.published_from = stated_day(
            [x for i, x in enumerate(lines) if not (listed and i in rows)]
        )
    below = {i - start: row for i, row in rows.items()}
    draft.blocks = _once(draft.blocks, _body(lines[start:], below, {i - start for i in heads}))
    return draft


def stated_day(lines: list[str]) -> tuple[str | None, str | None]:
    """A whole date on a line of its own at either end of a text, or in brackets at its head ("byline"); else that of
    the last change ("update"), which is the nearest to publication that such a text tells."""
    kept = [line for line in lines if line]
    head, foot = kept[:8], kept[8:][-5:]
    short = [line for line in head if len(line.split()) <= 12 and not (SENTENCE_END.search(line) or BULLET.match(line))]
    days = [published.own_day_in(line) for line in short if not captions.is_caption(line)]
    days += [published.own_day_in(match[1]) for line in head if (match := BRACKETED.match(line))]
    days += [published.own_day_in(line) for line in foot if PUBLISHED.match(line) and len(line.split()) <= 14]
    changes = [published.changed_day_in(line) for line in (*head, *foot)]
    for found, source in ((days, "byline"), (changes, "update")):
        if day := next((day for day in found if day and published.is_past(day)), None):
            return day, source
    return None, None


def _once(head: Iterable[tuple[BlockKind, str]], body: Iterable[tuple[BlockKind, str]]) -> list[tuple[BlockKind, str]]:
    """Each text once, since saved pages print captions twice; but each table has its heads, each list its years."""
    seen: set[str] = set()
    blocks: list[tuple[BlockKind, str]] = []
    for kind, text in (*head, *body):
        if text not in seen or (kind in ("heading", "list_item") and blocks[-1][1] != text):
            blocks.append((kind, text))
        seen.add(text)
    return blocks


def _lines(text: str, *, markdown: bool) -> Iterator[str]:
    """One line a paragraph: lines that an editor or a mail program wrapped are joined, all others kept as they are."""
    raw = [line.rstrip() for line in text.replace("\xa0", " ").replace("\t", "   ").splitlines()]
    width = wrap_width(raw)
    held: str | None = None
    for line, after in zip(raw, [*raw[1:], ""], strict=True):
        clean = _clean(line.strip(), markdown)
        if held is None:
            held = clean
        elif BULLET.match(line):
            yield held
            held = clean
        else:
            held = f"{held} {clean}"
        if not (width and after.strip() and not BULLET.match(after) and _is_full(line, after, width)):
            if held:
                yield held
            held = None


def _clean(line: str, markdown: bool) -> str:
    if markdown:
        return MARKDOWN.sub(lambda match: match[1] or "", line)
    return BORROWED.sub(lambda match: match[1] or match[2] or "", line)


def wrap_width(lines: list[str]) -> int | None:
    """The width at which the lines of a text were broken, or None where each paragraph is one line.

    A wrapped text has no line past its width, and most of its longer lines could not have taken the next word.
    """
    width = max(map(len, lines), default=0)
    if not 40 <= width <= 130:
        return None
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if len(line) > width / 2 and after.strip()]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    broken = sum(not SENTENCE_END.search(line) for line, after in pairs if _is_full(line, after, width))
    return width if full >= 3 and full * 2 >= len(pairs) and broken * 2 >= full else None


def _is_full(line: str, after: str, width: int) -> bool:
    """True where the first word of the next line would not have fitted; four letters' grace for ragged editors."""
    return len(line) + 1 + len(after.split()[0]) > width - 4


def _is_prose(line: str) -> bool:
    words = count_words(line)
    return not captions.is_caption(line) and not is_furniture(line) and not is_pointer(line) and not BULLET.match(line) and (
        (words >= 18 and SENTENCE_END.search(line) is not None)
        or (words >= 8 and datelines.match_dateline(line) is not None and SENTENCE_END.search(line) is not None)
        or (words >= 10 and line.endswith((".", ".”", '."')) and not published.day_in(line))
    )  # fmt: skip


def _body_start(lines: list[str], listed: Set[int]) -> int:
    """Index of the first paragraph of prose that has no byline or date line soon after it; those of a standfirst do."""
    prose = [i for i, line in enumerate(lines) if _is_prose(line)]
    for i in prose:
        following = [
            line for k, line in enumerate(lines[i + 1 : i + 6], i + 1) if k not in listed and not is_furniture(line)
        ]
        until_prose = itertools.takewhile(lambda line: len(line.split()) < 25, following[:3])
        if not any(_is_header(line) for line in until_prose):
            return i
    return prose[-1] if prose else 0


def _list_start(lines: list[str], rows: Mapping[int, str], heads: set[int]) -> int:
    """Index of the first row, or bullet that says something, of an article whose list comes before its prose; that of
    the heading above it where it has one."""
    listed = [i for i, line in enumerate(lines) if i in rows or (BULLET.match(line) and len(line.split()) >= LISTED)]
    if len(listed) < LEAST:
        return len(lines)
    start = listed[0]
    while start > 1 and (start - 1 in heads or (start in rows and lines[start - 1].endswith(":"))):
        start -= 1
    return start


def _is_header(line: str) -> bool:
    found = read_byline(line) or dateline_alone(line)
    return found is not None and not captions.is_caption(line) and not BULLET.match(line)


def _body(lines: list[str], rows: Mapping[int, str], heads: set[int]) -> Iterator[tuple[BlockKind, str]]:
    """Blocks of the lines from the first paragraph on, up to the lists and notices that follow the last one."""
    is_prose = [i in rows or _is_prose(line) for i, line in enumerate(lines)]
    left = sum(is_prose)
    paragraphs = 0
    pointed = False
    stamped = sum(STAMP.match(line) is not None for line in lines) >= 2
    for i, line in enumerate(lines):
        left -= is_prose[i]
        if i in rows:
            paragraphs += is_entry(line)
            yield "paragraph" if is_entry(line) else "list_item", rows[i]
            continue
        if i in heads or (i + 1 in rows and _heads(line)):
            yield "heading", line
            continue
        line = STAMP.sub("", line) if stamped else line
        if is_pointer(line):
            pointed = True
            if not (paragraphs >= 2 and ends_article(line)):
                continue
        elif line and is_prose[i]:
            pointed = False
        is_rule = RULE.fullmatch(line) is not None
        if paragraphs >= 2 and (ends_article(line) or is_rule) and left <= paragraphs // 3:
            # Captions may still stand below a rule.
            yield from (("caption", captions.without_tail(rest)) for rest in lines[i:] if captions.is_caption(rest))
            return
        if is_rule or pointed or is_furniture(line) or is_link_row(line):
            continue
        if captions.is_caption(line):
            yield "caption", captions.without_tail(line)
        elif BULLET.match(line) and len(line.split()) >= 3:
            if left or len(line.split()) >= 8:
                yield "list_item", BULLET.sub("", line)
        elif SENTENCE_END.search(line) or count_words(line) >= 15:
            paragraphs += 1
            yield "paragraph", line
        elif len(line.split()) >= 2 and left and not read_byline(line):
            yield "heading", line


def _heads(line: str) -> bool:
    """True for the name of a part of a list, which may be a word alone: "Kazakhstan", "From Oslo:"."""
    return len(line.split()) <= 8 and re.match(r"[^\W\d_]{2}", line) is not None and not (
        is_furniture(line) or is_menu(line) or is_link_row(line) or is_pointer(line) or read_byline(line)
    )  # fmt: skip
