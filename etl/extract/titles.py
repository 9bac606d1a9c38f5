"""The headline of a page, told from the site's name and its section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.extract.furniture import is_menu
from etl.extract.header import names_outlet
from etl.extract.segments import Segment, key

# What stands between headline, section and site in a title tag.
PARTS = re.compile(r"\s+(?:[|–—»·•]+|-{1,2}|::?)\s+|:\s+(?=[A-Z‘“\"'])")
TAIL = re.compile(r"\s+[|–—»-]\s+[^|–—»]{2,40}$")


def find_title(stated: str | None, tag: str | None, segments: Sequence[Segment]) -> str | None:
    """The headline: the page's first-rank heading, else what its metadata state, else the heading or part of the title
    tag that is no site's name.

    `stated` comes from structured data or Open Graph tags, `tag` from the title tag. A first-rank heading that shares
    no word with what is stated is the site's name.
    """
    first = [s.text for s in segments if s.tag == "h1" and len(s.text.split()) >= 3]
    if stated and first:
        best = max(first, key=lambda text: _shared(text, stated))
        return best if _shared(best, stated) else _without_site(stated)
    if first:
        return max(first, key=lambda text: _shared(text, tag)) if tag else first[0]
    if stated:
        return _without_site(stated)
    before = segments[: next((i for i, s in enumerate(segments) if s.is_prose and not s.junk), len(segments))]
    parts = [part.strip() for part in PARTS.split(tag or "") if part.strip()]
    for part in sorted(parts, key=len, reverse=True):
        for segment in before:
            if len(part.split()) >= 3 and segment.linked < 0.5 and segment.mark.startswith(key(part)):
                return segment.text
    headings = [s.text for s in before if s.kind == "heading" and s.linked < 0.5 and len(s.text.split()) >= 4]
    if headings:
        return headings[0]
    return _without_site(tag) if tag else None


def find_site(title: str | None, tag: str | None) -> str | None:
    """The site in a title tag: the part beside the headline that has a newspaper's name, else the last one."""
    parts = [part.strip() for part in re.split(r"\s+(?:[|–—»]+|-{1,2}|:)\s+", tag or "") if part.strip()]
    if len(parts) < 2 or not title:
        return None
    others = [p for p in parts if key(p) not in key(title) and key(title) not in key(p) and len(p.split()) <= 6]
    others = [re.sub(r"\s*[☰≡].*", "", p) for p in others if not is_menu(p)]
    named = next((p for p in others if names_outlet(p)), None)
    return named or (others[-1] if others and others[-1] == parts[-1] else None)


def _without_site(title: str) -> str:
    return TAIL.sub("", title)


def _shared(one: str, other: str) -> int:
    words = set(re.findall(r"\w{4,}", one.lower()))
    return len(words & set(re.findall(r"\w{4,}", other.lower())))
