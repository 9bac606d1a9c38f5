"""Dates in text, with their precision; nothing is invented."""

from __future__ import annotations

from collections.abc import Sequence

from etl.models import DateMention, Sentence


def find(text: str, sentences: Sequence[Sentence], anchor: str | None) -> list[DateMention]:
    """All dates and durations in `text`, by place; `anchor` is the ISO day that weekdays count from, or None."""
    return []
