"""Captions of pictures: text of the article, but with dates of their own."""

from __future__ import annotations

import re

CAPTION = re.compile(
    r"^[\[(]?(?:file )?(?:photo|image|picture|pic|caption|video|graphic|map)s?(?: credit| caption)?\s*[:—–-]"
    r"|^[\[(]?file photo\b|^(?:a|this) (?:file )?(?:photo|picture|image|handout|video grab|screengrab|combination)s? "
    r"(?:\w+ ){0,4}?(?:released|provided|taken|shows|shot|issued|distributed|by)\b"
    r"|\b(?:photo|photograph|credit|image|picture)s?(?: by)?:\s*[^.]{2,60}$"
    r"|\((?:AP|AFP|Reuters|EPA|Yonhap|KCNA)[^)]{0,40}\)$"
    r"|\bin this (?:undated |file |handout )?(?:photo|picture|image)\b",
    re.IGNORECASE,
)
TAIL = re.compile(
    r",?\s*(?:(?:purchase|acquire) licensing rights.*|\[?(?:enlarge|expand|view) (?:this )?image.*|hide caption.*)$",
    re.IGNORECASE,
)


def is_caption(line: str) -> bool:
    """True for a line that by its own words belongs to a picture: "File photo: ...", "... Photo: KCNA"."""
    return len(line.split()) <= 90 and CAPTION.search(line) is not None


def same(one: str, other: str | None) -> bool:
    """True where two texts agree but for white space, case and a credit at the end of one."""
    a, b = (re.sub(r"\W+", " ", text or "").strip().lower() for text in (one, other))
    return bool(a and b) and (a == b or (len(a) > 30 and b.startswith(a)) or (len(b) > 30 and a.startswith(b)))


def without_tail(text: str) -> str:
    """A caption without the seller's line: "... Meridian/Ana Ruiz Purchase licensing rights"."""
    return TAIL.sub("", text).strip("[] ")
