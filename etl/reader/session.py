"""One run of the second reader over a database: what is asked for, sent, imported, and recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl import __version__
from etl.errors import DyadWatchError
from etl.extract import articles, documents
from etl.load.store import Store
from etl.reader import batch
from etl.reader.cost import Estimate, estimate
from etl.reader.prompt import Request
from etl.reader.second import Second, SecondReader, requests_of

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Imported:
    """What became of a file of answers; `unknown` belong to no stored article, and are kept for when one comes."""

    answers: int = 0
    unknown: int = 0
    failures: list[str] = field(default_factory=list)
    readings: dict[str, Second] = field(default_factory=dict)


def read(
    sources: Sequence[str],
    db: Path,
    reader: SecondReader,
    *,
    may_send: Callable[[Estimate], bool],
    progress: Progress = lambda done, total: None,
) -> Second:
    """Let a model read the stored articles of `sources` that it has not read; `may_send` is asked before the first request.

    Answers that are stored already are used in any case. Failures go to the database as well.
    """
    with Store(db) as store:
        wanting = reader.wanting(store, documents_of(sources))
        told = estimate(wanting)
        if told.requests and not may_send(told):
            reader.silence()
        return _run(store, reader, wanting, sources, progress)


def documents_of(sources: Sequence[str]) -> list[str]:
    """All documents behind the sources that can be found; those that cannot have been named by ingest."""
    found: dict[str, None] = {}
    for source in sources:
        try:
            found.update(dict.fromkeys(documents.find(source)))
        except DyadWatchError:
            continue
    return list(found)


def _run(
    store: Store, reader: SecondReader, wanting: Mapping[str, Sequence[Request]], sources: Sequence[str], progress: Progress
) -> Second:  # fmt: skip
    run_id = store.start_run([f"model:{reader.model}", *sources])
    second = reader.read(store, wanting, coder_version=__version__, progress=progress)
    for source, error in second.failures:
        store.record_failure(run_id, source, "model", error)
    store.finish_run(run_id, n_read=len(wanting), n_added=second.articles, n_failed=len(second.failures))
    return second


def export(
    sources: Sequence[str], *, published: str | None, allow_private: bool = False
) -> Iterator[tuple[str, list[Request] | DyadWatchError]]:
    """Each document with the requests about it, or with the reason why it cannot be read."""
    for source in sources:
        try:
            found = list(documents.find(source))
        except DyadWatchError as error:
            yield source, error
            continue
        for document in found:
            try:
                article = articles.read_article(
                    documents.read(document, allow_private=allow_private), published=published
                )
                yield document, requests_of(article)
            except DyadWatchError as error:
                yield document, error


def take_answers(
    path: Path, db: Path, *, model: str | None, reader_of: Callable[[str], SecondReader], progress: Progress = lambda done, total: None
) -> Imported:  # fmt: skip
    """Store the answers of a file, under the model's name that it states or `model`, and read their articles again."""
    done = Imported()
    with Store(db) as store:
        of = {request.id: source for source in store.answers.sources() if (article := store.answers.article(source)) for request in requests_of(article)}  # fmt: skip
        sources: dict[str, dict[str, None]] = {}
        for line in batch.read(path):
            if line.answer is None:
                about = of.get(line.custom_id) or line.custom_id
                done.failures.append(f"{path}: line {line.number} ({about or 'no custom_id'}): {line.error}")
                continue
            name = model or line.model or path.stem
            store.answers.keep(
                line.custom_id, name, line.answer.content,
                read=line.answer.tokens_read, written=line.answer.tokens_written,
            )  # fmt: skip
            done.answers += 1
            if line.custom_id in of:
                sources.setdefault(name, {})[of[line.custom_id]] = None
            else:
                done.unknown += 1
        for name, found in sources.items():
            reader = reader_of(name)
            done.readings[name] = _run(store, reader, reader.wanting(store, found), [str(path)], progress)
    return done
