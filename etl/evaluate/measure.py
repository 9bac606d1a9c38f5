"""The flow: a folder of gold records and a database -> a result; the articles beside the gold are read first where no
database is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.errors import GoldError
from etl.evaluate.calibration import Calibration, calibrate
from etl.evaluate.figures import Figure, measure
from etl.evaluate.found import Found, read_found
from etl.evaluate.gold import Gold, read_gold
from etl.evaluate.merging import Merging, judge_merging
from etl.evaluate.misses import Miss, list_misses, list_wrong_merges
from etl.evaluate.scoring import Comparison, score_article
from etl.extract.documents import MEDIA


@dataclass(frozen=True, slots=True)
class Result:
    """What a database is worth against gold; `articles` holds what was compared, for the misses."""

    articles: list[tuple[Gold, Found, dict[str, Comparison]]]
    not_in_database: list[str]
    figures: list[Figure]
    calibration: list[Calibration]
    merging: list[Merging]
    by_reader: dict[str, Result]

    def misses(self) -> Iterator[Miss]:
        """Every record that does not agree, article by article, then every pair of reports wrongly merged or kept apart."""
        yield from list_misses(self.articles)
        yield from list_wrong_merges(self.merging, {gold.id: found.text for gold, found, _ in self.articles})


def evaluate(gold_folder: Path, db: Path) -> Result:
    """Score a database against the gold records of a folder.

    An article that is not in the database counts as one in which nothing was found. Raises GoldError where a record
    cannot be used or none belongs to an article of the database, DatabaseError where the database cannot be read.
    """
    records, found = read_gold(gold_folder), read_found(db)
    absent = [gold.id for gold in records if gold.id not in found]
    if len(absent) == len(records):
        raise GoldError(
            f"{gold_folder}: {db} holds none of these articles ({absent[0]}, ...); "
            'each "id" must be the file name, without its ending, of an article that was ingested'
        )
    facts = [found.get(gold.id, Found()) for gold in records]
    scores = [score_article(gold, fact) for gold, fact in zip(records, facts, strict=True)]
    articles = list(zip(records, facts, scores, strict=True))
    merging = judge_merging(zip(records, scores, strict=True))
    readers = sorted({reader for fact in facts for reader in fact.readers()}, reverse=True)
    each = {r: _result(records, [fact.by(r) for fact in facts], absent) for r in readers} if len(readers) > 1 else {}
    return Result(articles, absent, measure(scores), calibrate(articles), merging, each)


def _result(records: list[Gold], facts: list[Found], absent: list[str]) -> Result:
    scores = [score_article(gold, fact) for gold, fact in zip(records, facts, strict=True)]
    articles = list(zip(records, facts, scores, strict=True))
    return Result(articles, absent, measure(scores), calibrate(articles), [], {})


def articles_beside(gold_folder: Path) -> dict[str, str | None]:
    """The articles of the gold records, in the folder above: absolute path -> the day of publication that gold states.

    Raises GoldError where a record cannot be used, two files could be its article, or none has an article.
    """
    folder = gold_folder.resolve().parent
    by_stem: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in MEDIA and path.is_file():
            by_stem.setdefault(path.name.split(".")[0], []).append(path)
    articles: dict[str, str | None] = {}
    for gold in read_gold(gold_folder):
        paths = by_stem.get(gold.id, [])
        if len(paths) > 1:
            names = " and ".join(path.name for path in paths)
            raise GoldError(f"{folder}: {names} could both be the article of {gold.id}; keep one")
        articles.update({path.resolve().as_posix(): gold.published for path in paths})
    if not articles:
        raise GoldError(
            f"{folder}: no article stands beside {gold_folder}; put them there, or give a database with --db"
        )
    return articles
