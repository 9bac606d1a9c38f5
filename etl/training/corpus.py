"""Annotated articles: a folder of texts with `gold/ID.json` beside them, each record with the words that show it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.extract import articles
from etl.models import Document, Sentence
from etl.transform.language import Language
from etl.transform.reading import Reading


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article, read, with its gold records; `group` keeps what one hand wrote together in a fold."""

    id: str
    group: str
    reading: Reading
    gold: dict[str, Any]


def load(folder: Path, language: Language) -> Iterator[Annotated]:
    """The articles of `folder` in order of name; one that states no date of publication is given the gold's."""
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text("utf-8"))
        article = articles.read_article(Document(path.name, "text", path.read_bytes(), path=path.name))
        if article.published_date is None:
            article = replace(article, published_date=gold["published"])
        yield Annotated(path.stem, path.stem.split("-")[0], Reading(article, language), gold)


def load_all(folders: Iterable[Path]) -> list[Annotated]:
    """The articles of several folders."""
    language = Language()
    return [annotated for folder in folders for annotated in load(folder, language)]


def shown_in(reading: Reading, evidence: str) -> Sentence | None:
    """The sentence that holds the middle of the words `evidence`; cells of a table may be parted otherwise."""
    words = re.split(r"[\s|,/·]+", evidence.strip())
    match = re.search(r"[\s|,/·]+".join(map(re.escape, words)), reading.article.text)
    if match is None:
        return None
    middle = (match.start() + match.end()) // 2
    return next((s for s in reading.sentences if s.start <= middle < s.end), None)
