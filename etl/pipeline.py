"""The flow: sources -> documents -> articles -> facts -> database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from etl import DEFAULT_MODEL, __version__, engine
from etl.errors import DyadWatchError
from etl.extract import articles, documents
from etl.extract import handed as hands
from etl.extract.handed import Handed
from etl.load import codebook
from etl.load.store import Known, Store
from etl.models import Document, Facts
from etl.outcomes import Outcome, Settled, Stage, Summary, Task
from etl.reader import second
from etl.transform import countries, origins
from etl.transform.facts import read_facts
from etl.transform.language import Language


def ingest(
    sources: Sequence[str],
    *,
    db: Path,
    published: str | Mapping[str, str | None] | None = None,
    workers: int = 1,
    pipeline: str = DEFAULT_MODEL,
    allow_private: bool = False,
    by_rules: bool = True,
    handed: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    settled: Callable[[Settled], None] = lambda what: None,
) -> Summary:
    """Read every source into the database at `db` and say what was done.

    `published` is the publication date (ISO day) of articles that state none, for all or by absolute path. `handed` is a
    list of further documents, as `etl.extract.handed` describes it.
    `progress(done, total)` and `settled` are called after each document. Without `by_rules` articles are stored without facts, for a
    model to read; answers that a model gave before are used wherever they are stored. A source that cannot be read is a failure of the summary and
    of the database; the others go on.
    Raises DatabaseError and ModelError, which concern all sources.
    """
    Language.check(pipeline)
    summary = Summary()
    with Store(db) as store:
        store.name_countries(countries.names())
        store.describe(codebook.entries())
        documents_handed = list(hands.find(handed)) if handed else []
        run_id = summary.run_id = store.start_run([*sources, *map(_name, documents_handed)])
        found = _find(sources, summary, store, run_id, settled)
        found |= _take(documents_handed, summary, store, run_id, settled)
        known = {source: store.known(source) for source in found}
        given = published if isinstance(published, Mapping) else dict.fromkeys(found, published)
        tasks = [
            Task(source, known[source], given.get(source), pipeline, allow_private, by_rules, file)
            for source, file in found.items()
        ]
        for done, outcome in enumerate(engine.run(process, tasks, workers=min(workers, len(tasks) or 1)), start=1):
            file = found[outcome.source]
            name = file.name if file else outcome.source
            settled(_settle(outcome, name, store, run_id, known[outcome.source], summary, pipeline, (done, len(tasks))))
            progress(done, len(tasks))
        store.finish_run(
            run_id,
            n_read=summary.read,
            n_added=summary.added + summary.replaced,
            n_unchanged=summary.unchanged,
            n_failed=len(summary.failures),
        )
    return summary


def _name(document: Handed | str | hands.Refused) -> str:
    return document if isinstance(document, str) else document.name


def _find(
    sources: Sequence[str], summary: Summary, store: Store, run_id: int, settled: Callable[[Settled], None]
) -> dict[str, Handed | None]:
    """All documents behind the sources, each once."""
    found: dict[str, Handed | None] = {}
    for source in sources:
        try:
            found.update(dict.fromkeys(documents.find(source)))
        except DyadWatchError as error:
            _refuse(source, str(error), summary, store, run_id, settled)
    return found


def _take(
    given: Sequence[Handed | str | hands.Refused],
    summary: Summary,
    store: Store,
    run_id: int,
    settled: Callable[[Settled], None],
) -> dict[str, Handed | None]:
    """The documents of a list, each once; a file whose bytes were read from a folder before is that document."""
    found: dict[str, Handed | None] = {}
    stored = store.files_of(document.content_sha256 for document in given if isinstance(document, Handed))
    for document in given:
        if isinstance(document, hands.Refused):
            _refuse(document.name, document.error, summary, store, run_id, settled)
        elif isinstance(document, str):
            found.setdefault(document, None)
        else:
            found.setdefault(stored.get(document.content_sha256, document.source), document)
    return found


def _refuse(
    name: str, error: str, summary: Summary, store: Store, run_id: int, settled: Callable[[Settled], None]
) -> None:
    summary.failures.append((name, error))
    store.record_failure(run_id, name, "find", error)
    settled(Settled(name, "failed", 0, 0, error=error))


def _settle(
    outcome: Outcome,
    name: str,
    store: Store,
    run_id: int,
    known: Known | None,
    summary: Summary,
    pipeline: str,
    place: tuple[int, int],
) -> Settled:
    """Store what a worker found of the document called `name`, count it, and say so."""
    summary.read += 1
    if outcome.error is not None:
        summary.failures.append((name, outcome.error))
        store.record_failure(run_id, name, outcome.stage, outcome.error)
        return Settled(name, "failed", *place, error=outcome.error)
    article, facts = outcome.article, outcome.facts
    if article is None or facts is None:
        summary.unchanged += 1
        return Settled(name, "unchanged", *place, store.id_of(outcome.source))
    facts = second.with_answers(store, article, facts, lambda: language(pipeline))
    store.save(outcome.source, article, facts, coder_version=__version__)
    undated = article.published_date is None and article.dateline_date is None
    summary.added += known is None
    summary.replaced += known is not None
    summary.visits += len(facts.visits)
    summary.drills += len(facts.drills)
    summary.quotes += len(facts.quotes)
    summary.notes.extend((name, note) for note in article.notes)
    if undated:
        summary.undated.append(name)
    return Settled(
        name, "added" if known is None else "replaced", *place, store.id_of(outcome.source),
        len(facts.visits), len(facts.drills), len(facts.quotes), undated, article.notes,
    )  # fmt: skip


def process(task: Task) -> Outcome:
    """Read one source; runs in a worker process and never raises, since one bad article must not stop the others."""
    stage: Stage = "read"
    try:
        document = _read(task)
        by_rules = not task.by_rules or (task.known is not None and task.known.was_read_by("rules"))
        is_bare = task.handed is not None and task.handed.is_bare
        if task.known and by_rules and is_unchanged(task.known, document.data, task.published, same_text=is_bare):
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
            task.source,
            stage=stage,
            error=f"{task.handed.name if task.handed else task.source}: {stage} failed: {type(error).__name__}: {error}",
        )


def _read(task: Task) -> Document:
    if task.handed is None:
        return documents.read(task.source, allow_private=task.allow_private)
    # Known by its content, or by the file in which the same bytes were read before.
    return task.handed.document(None if task.source == task.handed.source else task.source)


def is_unchanged(known: Known, data: bytes, published: str | None, *, same_text: bool = False) -> bool:
    """True where reading these bytes again would store the same: same bytes or `same_text`, same coder, same given date."""
    same_date = (
        published is None or known.published_from not in (None, "given", "update") or known.published_date == published
    )
    same_text = same_text or known.content_sha256 == hashlib.sha256(data).hexdigest()
    return same_date and known.coder_version == __version__ and same_text


@cache
def language(pipeline: str) -> Language:
    """The parser of this process."""
    return Language(pipeline)
