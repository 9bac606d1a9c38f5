"""Text pasted or saved from a browser -> Draft: title, byline, date and body found among the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract import captions, published
from etl.extract.articles import Draft
from etl.extract.documents import decode
from etl.extract.furniture import ends_article, is_furniture
from etl.models import BlockKind, Document

BYLINE = re.compile(r"^(?:[Bb]y|BY)\s+(?P<name>[^\d]{3,80}?)(?:\s*[|•·,–-]\s*.*\d{4}.*)?$")
NAMED_ROLE = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'.-]+){1,3})(?:,| in | aboard | —| –).{0,60}"
    r"(?:editor|correspondent|reporter|writer|staff|in [A-Z]|aboard|bureau).*$"
)
BARE_NAME = re.compile(r"^[A-ZÀ-Þ][\w’'.-]+(?: (?:[A-ZÀ-Þ][\w’'.-]+|de|da|van|von|al|bin|and)){1,4}$")
OUTLET = re.compile(
    r"\b(?:Times|Daily|Post|News|Newswire|Wire|Tribune|Herald|Review|Bulletin|Weekly|Gazette|Journal|Press|Agency|Ledger|"
    r"Observer|Chronicle|Sentinel|Standard|Mail|Guardian|Globe|Star|Record|Dispatch|Telegraph|Courier|Monitor|Digest|"
    r"Briefing|Examiner|Mirror|Echo|Argus|Mercury|Inquirer|Today|Reporter|Report|Voice|Lantern|Online|Channel)\b",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[•·*▪●‣-]|\d+[.)])\s+")
MARKDOWN = re.compile(r"^#{1,6}\s+|^>\s+|(?<!\w)[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}(?!\w)|!?\[([^\]]*)\]\(([^)]*)\)")
SENTENCE_END = re.compile(r"[.!?…:][\"”’')\]]*$")


def read(document: Document) -> Draft:
    """The article of a plain text or Markdown file."""
    lines = list(_lines(decode(document), markdown=(document.path or "").endswith(".md")))
    draft = Draft()
    start = _body_start(lines)
    _read_header(lines[:start], draft)
    body = list(_body(lines[start:]))
    first = next((text for kind, text in body if kind == "paragraph"), "")
    draft.dateline_place, draft.dateline_date = published.dateline(first, draft.published)
    if draft.published is None and draft.dateline_date:
        draft.published, draft.published_from = draft.dateline_date, "dateline"
    draft.blocks = _once(draft.blocks + body)
    return draft


def _once(blocks: list[tuple[BlockKind, str]]) -> list[tuple[BlockKind, str]]:
    """Each text once: saved pages print captions twice."""
    found: dict[str, BlockKind] = {}
    for kind, text in blocks:
        found.setdefault(text, kind)
    return [(kind, text) for text, kind in found.items()]


def _lines(text: str, *, markdown: bool) -> Iterator[str]:
    """One line a paragraph: groups of lines that an editor wrapped are joined, all others kept as they are."""
    for group in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")):
        lines = [line.strip() for line in group.split("\n") if line.strip()]
        if markdown:
            lines = [MARKDOWN.sub(lambda m: m[1] or "", line) for line in lines]
        if _is_wrapped(lines):
            yield " ".join(lines)
        else:
            yield from lines


def _is_wrapped(lines: list[str]) -> bool:
    """True for a paragraph broken at a fixed width: all lines but the last are long, and most break off mid-sentence."""
    if len(lines) < 2 or any(BULLET.match(line) for line in lines[1:]):
        return False
    full = lines[:-1]
    longest = max(map(len, lines))
    if not 40 <= longest <= 130 or min(map(len, full)) < longest * 0.6:
        return False
    return sum(not SENTENCE_END.search(line) for line in full) * 2 >= len(full)


def _is_prose(line: str) -> bool:
    words = len(line.split())
    return not captions.is_caption(line) and not is_furniture(line) and not BULLET.match(line) and (
        (words >= 18 and SENTENCE_END.search(line) is not None)
        or (words >= 8 and published.DATELINE.match(line) is not None and SENTENCE_END.search(line) is not None)
        or (words >= 10 and line.endswith((".", ".”", '."')) and not published.day_in(line))
    )  # fmt: skip


def _body_start(lines: list[str]) -> int:
    """Index of the first paragraph of prose that is followed by more of it; a standfirst alone is still header."""
    prose = [i for i, line in enumerate(lines) if _is_prose(line)]
    for i in prose:
        between = [line for line in lines[i + 1 : i + 6] if not is_furniture(line)]
        header_follows = any(
            BYLINE.match(line) or (published.day_in(line) and len(line.split()) < 14) for line in between[:3]
        )
        if not header_follows:
            return i
    return prose[-1] if prose else 0


def _read_header(lines: list[str], draft: Draft) -> None:
    """Outlet, title, standfirst, author and date among the lines above the text."""
    for line in lines:
        text = BULLET.sub("", line).strip()
        date = published.own_day_in(text)
        if date and draft.published is None:
            draft.published, draft.published_from = date, "byline"
        byline = BYLINE.match(text) or NAMED_ROLE.match(text)
        if is_furniture(text):
            continue
        if captions.is_caption(text):
            draft.blocks.append(("caption", text))
        elif byline:
            draft.author = draft.author or byline["name"].strip(" ,")
        elif OUTLET.search(text) and draft.outlet is None and draft.title is None and len(text.split()) <= 5:
            draft.outlet = text.title() if text.isupper() else text
        elif date and len(text.split()) <= 14:
            head = re.split(r"\s+[—–|-]\s+", text)[0]
            if draft.outlet is None and draft.title is None and OUTLET.search(head) and not published.day_in(head):
                draft.outlet = head
        elif re.search(r"\s[>|/]\s|\s{3,}", text) or (text.startswith("[") and text.endswith("]")):
            continue
        elif draft.title is None and len(text.split()) >= 5:
            draft.title = text
            draft.blocks.insert(0, ("headline", text))
        elif draft.title and len(text.split()) >= 6:
            draft.blocks.append(("standfirst", text))
        elif draft.title and draft.author is None and BARE_NAME.match(text):
            draft.author = text


def _body(lines: list[str]) -> Iterator[tuple[BlockKind, str]]:
    paragraphs = 0
    for i, line in enumerate(lines):
        rest = [later for later in lines[i + 1 :] if _is_prose(later)]
        is_rule = re.fullmatch(r"[-_=*—]{3,}", line) is not None
        if paragraphs >= 2 and (ends_article(line) or is_rule) and len(rest) <= max(1, paragraphs // 3):
            return
        if is_furniture(line) or is_rule:
            continue
        if captions.is_caption(line):
            yield "caption", line.strip("[]")
        elif BULLET.match(line) and len(line.split()) >= 6:
            yield "list_item", BULLET.sub("", line)
        elif SENTENCE_END.search(line) or len(line.split()) >= 15:
            paragraphs += 1
            yield "paragraph", line
        elif len(line.split()) >= 3 and not BULLET.match(line):
            yield "heading", line
