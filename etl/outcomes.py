"""What one ingest is asked and what became of it: the values that pass between the pipeline, its workers and the command."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from etl.extract.handed import Handed
from etl.load.store import Known
from etl.models import Article, Facts

Stage = Literal["read", "extract", "transform"]
Became = Literal["added", "replaced", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Task:
    """One source to be read by a worker, and what the database knows of it."""

    source: str
    known: Known | None
    published: str | None
    pipeline: str
    allow_private: bool
    by_rules: bool = True
    handed: Handed | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: facts, a failure, or neither where it is unchanged."""

    source: str
    article: Article | None = None
    facts: Facts | None = None
    stage: Stage = "read"
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one document, as it is told while the others wait: `done` of `total` are through.

    `name` is what messages call it; `article_id` is its number in the database, None where it failed.
    """

    name: str
    became: Became
    done: int
    total: int
    article_id: int | None = None
    visits: int = 0
    drills: int = 0
    quotes: int = 0
    undated: bool = False
    notes: tuple[str, ...] = ()
    error: str | None = None


@dataclass(slots=True)
class Summary:
    """What one ingest did."""

    run_id: int = 0
    read: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    visits: int = 0
    drills: int = 0
    quotes: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
