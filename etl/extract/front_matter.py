"""Front matter of a text file -> Draft: the `key: value` lines between two rows of dashes at its top."""

from __future__ import annotations

import re

from etl.extract import published
from etl.extract.draft import Draft
from etl.extract.header import NOBODY

BLOCK = re.compile(r"\A\s*---[ \t]*\r?\n(?P<lines>.{1,4000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
ENTRY = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,30}?)\s*:\s*(?P<value>.*)$")
FIELDS = {
    "title": "title", "headline": "title",
    "author": "author", "authors": "author", "by": "author", "byline": "author",
    "outlet": "outlet", "site": "outlet", "source": "outlet", "publication": "outlet", "publisher": "outlet",
    "url": "url", "link": "url", "permalink": "url", "canonical": "url",
    "lang": "language", "language": "language",
}  # fmt: skip
DATES = ("date", "published", "publishdate", "pubdate", "published_date", "publication_date", "created")
STANDFIRSTS = ("description", "subtitle", "summary", "excerpt")


def take(text: str, draft: Draft) -> str:
    """Fill in what the front matter says; the text that follows it, or all of it where there is none."""
    match = BLOCK.match(text)
    entries = read_entries(match["lines"]) if match else {}
    if match is None or not entries:
        return text
    for key, field in FIELDS.items():
        value = entries.get(key)
        if value and getattr(draft, field) is None and not (field == "author" and NOBODY.match(value)):
            setattr(draft, "url" if field == "outlet" and "://" in value else field, value)
    if draft.url and "://" not in draft.url:
        draft.url = None
    days = (published.day_in(entries.get(key, "")) for key in DATES)
    day = next((day for day in days if day and published.is_past(day)), None)
    if day:
        draft.published, draft.published_from = day, "meta"
    if draft.title:
        draft.blocks.append(("headline", draft.title))
    draft.blocks += [("standfirst", entries[key]) for key in STANDFIRSTS if entries.get(key)]
    return text[match.end() :]


def read_entries(lines: str) -> dict[str, str]:
    """Keys in lower case to values without quotation marks; items of a list are joined with commas."""
    entries: dict[str, str] = {}
    key = ""
    for line in lines.splitlines():
        if key and (item := re.match(r"\s*-\s+(.+)", line)):
            entries[key] = ", ".join(filter(None, (entries[key], item[1].strip(" \"'"))))
        elif entry := ENTRY.match(line):
            key = entry["key"].lower()
            entries[key] = _unquoted(entry["value"].strip())
    return entries


def _unquoted(value: str) -> str:
    """A value without the one pair of double quotes around it, which may hold more of them; else without list brackets."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].strip()
    return value.strip("[]").strip(" \"'")
