"""One language model and one database of the sample articles for the whole session."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import pipeline
from etl.models import Article, Block
from etl.transform.language import Language
from etl.transform.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_articles"
DEVELOPMENT = ROOT.parent / "shared" / "eval" / "articles"


@pytest.fixture(scope="session")
def language() -> Language:
    return Language()


@pytest.fixture(scope="session")
def samples_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("samples") / "samples.db"
    summary = pipeline.ingest([str(SAMPLES)], db=db)
    assert not summary.failures
    return db


@pytest.fixture(scope="session")
def development_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The development articles, which lie beside the project on some machines only: skip where they do not."""
    db = tmp_path_factory.mktemp("development") / "dev.db"
    assert not pipeline.ingest([str(DEVELOPMENT)], db=db).failures
    return db


@pytest.fixture
def read(language: Language):
    """A function from paragraphs to a Reading, published on 2024-05-16 (a Thursday) unless said otherwise."""

    def make(*paragraphs: str, published: str | None = "2024-05-16") -> Reading:
        text, blocks = "", []
        for paragraph in paragraphs:
            text += "\n\n" if text else ""
            blocks.append(Block(len(text), len(text) + len(paragraph)))
            text += paragraph
        return Reading(Article(text, tuple(blocks), "0", "0", published_date=published), language)

    return make
