"""An article in the making, as the readers of pages and of texts hand it over."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.models import BlockKind


@dataclass(slots=True)
class Draft:
    """Blocks of text in reading order, and what the page says about itself.

    `published` and `published_from` are as in Article; `dateline_place` and `dateline_day` (as printed) are set where the
    dateline is a line of its own.
    """

    blocks: list[tuple[BlockKind, str]] = field(default_factory=list)
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    published_from: str | None = None
    dateline_place: str | None = None
    dateline_day: str | None = None
