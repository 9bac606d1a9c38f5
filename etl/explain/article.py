"""A file or address -> the explanation of its one article; read as `dyadwatch ingest` reads it, under the same guards."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from etl import DEFAULT_MODEL
from etl.errors import SourceError
from etl.explain import drills as of_drills
from etl.explain import quotes as of_quotes
from etl.explain import readers as of_readers
from etl.explain import visits as of_visits
from etl.explain.account import Explanation, SentenceAccount
from etl.extract import articles, documents
from etl.load.answers import stored_answers
from etl.models import Article, Facts
from etl.reader.second import requests_of
from etl.transform import drills, origins, quotes, visits
from etl.transform.facts import is_read
from etl.transform.language import Language
from etl.transform.reading import Reading

A = TypeVar("A")


def explain(
    source: str,
    *,
    published: str | None = None,
    every: bool = False,
    pipeline: str = DEFAULT_MODEL,
    allow_private: bool = False,
    db: Path | None = None,
) -> Explanation:
    """Read the article at `source`, a file or an http(s) address, and say what was found in it and why.

    `published` is the ISO day of an article that states none. With `every`, all sentences and all candidates are given,
    else those that bear a fact or nearly one. Answers of models about this text that the database `db` holds are
    explained too; it is only read.
    Raises SourceError and UnreadableDocument where there is no article to read, ModelError where the model is missing,
    DatabaseError where `db` cannot be read.
    """
    Language.check(pipeline)
    if Path(source).expanduser().is_dir():
        raise SourceError(f"{source}: is a folder; explain reads one article, name a file in it")
    (found,) = documents.find(source)
    article = articles.read_article(documents.read(found, allow_private=allow_private), published=published)
    asked = requests_of(article)
    answers = stored_answers(db, [request.id for request in asked]) if db else {}
    if is_read(article):
        told = explain_article(found, article, Language(pipeline), every=every)
    else:
        told = Explanation(found, article, remarks=(f"not English ({article.language}), so nothing was looked for",))
    if not answers:
        return told
    return replace(told, readers=of_readers.explain(Reading(article, Language(pipeline)), asked, answers))


def explain_article(source: str, article: Article, language: Language, *, every: bool = False) -> Explanation:
    """The explanation of an English article."""
    reading = Reading(article, language)
    sentences = reading.sentences
    starts = [s.start for s in sentences]
    of_visit, of_drill, of_quote = visits.account(reading), drills.account(reading), quotes.account(reading)
    found_drills, found_quotes = of_drill.found, quotes.in_order(of_quote)
    facts = origins.attribute(article, Facts(of_visit.reports, found_drills, found_quotes))
    places = {id(fact): i for facts in (found_drills, found_quotes) for i, fact in enumerate(facts)}
    visits_of = _gather(of_visits.explain(reading, of_visit, every=every))
    drills_of = _gather(_placed(of_drills.explain(of_drill, places, every=every), starts))
    quotes_of = _gather(_placed(of_quotes.explain(of_quote, places, article.text), starts))
    told = visits_of.keys() | drills_of.keys() | quotes_of.keys()
    return Explanation(
        source,
        article,
        _remarks(reading),
        facts.visits,
        facts.drills,
        facts.quotes,
        tuple(
            SentenceAccount(
                s.index + 1,
                s,
                tuple(reading.dates_in(s)),
                tuple(visits_of.get(s.index, ())),
                tuple(drills_of.get(s.index, ())),
                tuple(quotes_of.get(s.index, ())),
            )
            for s in sentences
            if every or s.index in told
        ),
    )


def _placed(items: Iterable[tuple[int, A]], starts: Sequence[int]) -> Iterator[tuple[int, A]]:
    """Places in the text as indexes of sentences."""
    for place, item in items:
        yield max(0, bisect.bisect_right(starts, place) - 1), item


def _gather(items: Iterable[tuple[int, A]]) -> dict[int, list[A]]:
    out: dict[int, list[A]] = defaultdict(list)
    for index, item in items:
        out[index].append(item)
    return dict(out)


def _remarks(reading: Reading) -> tuple[str, ...]:
    if reading.anchor is None:
        return (
            "no publication date, so weekdays and 'last month' stay unresolved and no state of a visit can be told by the "
            "calendar; give one with --published",
        )
    return ()
