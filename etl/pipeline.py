"""The flow: sources -> documents -> articles -> facts -> database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from etl import DEFAULT_MODEL, __version__, engine
from etl.errors import DyadWatchError
from etl.extract import articles, documents
from etl.load import codebook
from etl.load.store import Known, Store
from etl.models import Article, Facts
from etl.reader import second
from etl.transform import countries, origins
from etl.transform.facts import read_facts
from etl.transform.language import Language

Stage = Literal["read", "extract", "transform"]


@dataclass(frozen=True, slots=True)
class Task:
    """One source to be read by a worker, and what the database knows of it."""

    source: str
    known: Known | None
    published: str | None
    pipeline: str
    allow_private: bool
    by_rules: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: facts, a failure, or neither where it is unchanged."""

    source: str
    article: Article | None = None
    facts: Facts | None = None
    stage: Stage = "read"
    error: str | None = None


@dataclass(slots=True)
class Summary:
    """What one ingest did."""

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


def ingest(
    sources: Sequence[str],
    *,
    db: Path,
    published: str | Mapping[str, str | None] | None = None,
    workers: int = 1,
    pipeline: str = DEFAULT_MODEL,
    allow_private: bool = False,
    by_rules: bool = True,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Read every source into the database at `db` and say what was done.

    `published` is the publication date (ISO day) of articles that state none, for all or by absolute path.
    `progress(done, total)` is called after each document. Without `by_rules` articles are stored without facts, for a
    model to read; answers that a model gave before are used wherever they are stored. A source that cannot be read is a failure of the summary and
    of the database; the others go on.
    Raises DatabaseError and ModelError, which concern all sources.
    """
    Language.check(pipeline)
    summary = Summary()
    with Store(db) as store:
        store.name_countries(countries.names())
        store.describe(codebook.entries())
        run_id = store.start_run(sources)
        found = _find(sources, summary, store, run_id)
        known = {source: store.known(source) for source in found}
        given = published if isinstance(published, Mapping) else dict.fromkeys(found, published)
        tasks = [Task(source, known[source], given.get(source), pipeline, allow_private, by_rules) for source in found]
        for done, outcome in enumerate(engine.run(process, tasks, workers=min(workers, len(tasks) or 1)), start=1):
            _settle(outcome, store, run_id, known[outcome.source], summary, pipeline)
            progress(done, len(tasks))
        store.finish_run(
            run_id,
            n_read=summary.read,
            n_added=summary.added + summary.replaced,
            n_unchanged=summary.unchanged,
            n_failed=len(summary.failures),
        )
    return summary


def _find(sources: Sequence[str], summary: Summary, store: Store, run_id: int) -> list[str]:
    """All documents behind the sources, each once."""
    found: dict[str, None] = {}
    for source in sources:
        try:
            found.update(dict.fromkeys(documents.find(source)))
        except DyadWatchError as error:
            summary.failures.append((source, str(error)))
            store.record_failure(run_id, source, "find", str(error))
    return list(found)


def _settle(outcome: Outcome, store: Store, run_id: int, known: Known | None, summary: Summary, pipeline: str) -> None:
    """Store what a worker found, and count it."""
    summary.read += 1
    if outcome.error is not None:
        summary.failures.append((outcome.source, outcome.error))
        store.record_failure(run_id, outcome.source, outcome.stage, outcome.error)
    elif outcome.article is None or outcome.facts is None:
        summary.unchanged += 1
    else:
        facts = second.with_answers(store, outcome.article, outcome.facts, lambda: language(pipeline))
        store.save(outcome.source, outcome.article, facts, coder_version=__version__)
        summary.added += known is None
        summary.replaced += known is not None
        summary.visits += len(facts.visits)
        summary.drills += len(facts.drills)
        summary.quotes += len(facts.quotes)
        summary.notes.extend((outcome.source, note) for note in outcome.article.notes)
        if outcome.article.published_date is None and outcome.article.dateline_date is None:
            summary.undated.append(outcome.source)


def process(task: Task) -> Outcome:
    """Read one source; runs in a worker process and never raises, since one bad article must not stop the others."""
    stage: Stage = "read"
    try:
        document = documents.read(task.source, allow_private=task.allow_private)
        by_rules = not task.by_rules or (task.known is not None and task.known.was_read_by("rules"))
        if task.known and by_rules and is_unchanged(task.known, document.data, task.published):
            return Outcome(task.source)
        stage = "extract"
        article = articles.read_article(document, published=task.published)
        stage = "transform"
        facts = read_facts(article, language(task.pipeline)) if task.by_rules else Facts(readers=())
        return Outcome(task.source, article, origins.attribute(article, facts))
    except DyadWatchError as error:
        return Outcome(task.source, stage=stage, error=str(error))
    except Exception as error:
        return Outcome(
            task.source, stage=stage, error=f"{task.source}: {stage} failed: {type(error).__name__}: {error}"
        )


def is_unchanged(known: Known, data: bytes, published: str | None) -> bool:
    """True where reading these bytes again would store the same: same bytes, same coder, same given date."""
    same_date = (
        published is None or known.published_from not in (None, "given", "update") or known.published_date == published
    )
    return same_date and known.coder_version == __version__ and known.content_sha256 == hashlib.sha256(data).hexdigest()


@cache
def language(pipeline: str) -> Language:
    """The parser of this process."""
    return Language(pipeline)
