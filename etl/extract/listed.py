"""Segments of a page -> the same, those marked that are rows of a list or head them."""

from __future__ import annotations

from dataclasses import replace

from etl.extract.rows import find_heads, find_rows, is_entry
from etl.extract.segments import Segment


def mark_rows(segments: list[Segment]) -> list[Segment]:
    """Segments with `row` set where they are rows that open with a date or have one in a cell, three or more together,
    or a year or a lead that heads such rows; links, captions and what bears the name of furniture are none.

    A row is a list item, unless it is a sentence; what heads them is a heading, whatever its element.
    """
    texts = [_text(segment) for segment in segments]
    rows = find_rows(texts)
    heads = find_heads(texts, rows)
    out = list(segments)
    for i in rows:
        kind = segments[i].kind if is_entry(texts[i]) else "list_item"
        out[i] = replace(segments[i], kind=kind, row=True)
    for i in heads:
        out[i] = replace(segments[i], kind="heading", is_prose=False, row=True)
    return out


def _text(segment: Segment) -> str:
    """What may be a row; a bar within it parts links more often than cells, which a page has tables for."""
    fit = segment.kind != "caption" and not segment.junk and segment.linked < 0.5 and segment.tag != "tr"
    return segment.text.replace("|", " ").replace("·", " ") if fit else ""
