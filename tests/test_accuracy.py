"""Accuracy floors: on the sample and golden articles, and on development articles where they are at hand.

A floor lies a little under what was reached when it was set; only a decision lowers it.
"""

import json
import sqlite3
from pathlib import Path

import pytest

from etl import pipeline
from etl.evaluate import measure

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT = ROOT.parent / "shared" / "eval" / "articles"
JOIN = "JOIN articles a ON a.id = article_id WHERE a.path LIKE ?"


def found_in(db: Path, stem: str) -> list[tuple[str, ...]]:
    """What the database holds of one article, dates of visits to the month."""
    with sqlite3.connect(db) as connection:

        def ask(columns: str, table: str, more: str = "") -> list[tuple[str, ...]]:
            return connection.execute(f"SELECT {columns} FROM {table} {JOIN} {more}", [f"%/{stem}.%"]).fetchall()

        found = [("v", o, h, (s or "")[:7]) for o, h, s in ask("visitor_iso3, host_iso3, start_date", "visit_reports")]
        found += [("d", *row) for row in ask("country_iso3, kind, drill_date", "drill_reports")]
        speakers = set(ask("speaker_name, speaker_type", "quotes", "AND speaker_name <> ''"))
        return found + [("s", name, str(kind == "expert")) for name, kind in speakers]


@pytest.fixture(scope="session")
def golden_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("golden") / "golden.db"
    assert not pipeline.ingest([str(ROOT / "tests" / "golden")], db=db).failures
    return db


@pytest.mark.parametrize(
    ("folder", "fixture", "recall", "precision"),
    [("sample_articles", "samples_db", 0.78, 0.68), ("tests/golden", "golden_db", 0.76, 0.76)],
)
def test_floor(folder: str, fixture: str, recall: float, precision: float, request: pytest.FixtureRequest) -> None:
    """Found and right, of all that is recorded and of all that is found; names must be printed alike."""
    db: Path = request.getfixturevalue(fixture)
    wanted_n = found_n = hits = 0
    for path in sorted((ROOT / folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        wanted = [("v", v["origin"], v["host"], (v["start"] or "")[:7]) for v in gold["visits"]]
        wanted += [("d", d["country"], d["kind"], d["date"]) for d in gold["drills"]]
        wanted += [("s", s["name"], str(s["expert"])) for s in gold["speakers"]]
        found = found_in(db, path.stem)
        wanted_n, found_n = wanted_n + len(wanted), found_n + len(found)
        for item in wanted:
            if item in found:
                found.remove(item)
                hits += 1
    reached = round(hits / wanted_n, 3), round(hits / found_n, 3)
    assert reached[0] >= recall and reached[1] >= precision, reached


FLOOR = {"visits_pair": 0.84, "visits_dated": 0.73, "drills_dated": 0.79, "speakers": 0.95, "experts": 0.96}


@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="the development articles are not part of the project")
def test_development_articles(development_db: Path) -> None:
    result = measure.evaluate(DEVELOPMENT / "gold", development_db)
    reached = {figure.name: round(figure.f1, 4) for figure in result.figures if figure.name in FLOOR}
    assert all(reached[name] >= floor for name, floor in FLOOR.items()), reached


UNSEEN_FLOORS = {
    "hard": {"visits_dated": 0.59, "drills_dated": 0.75, "speakers": 0.93, "experts": 0.88},
    "everyday": {"visits_dated": 0.74, "drills_dated": 0.87, "speakers": 0.89, "experts": 0.9},
}


@pytest.mark.parametrize("name", UNSEEN_FLOORS)
def test_unseen_articles(name: str, tmp_path: Path) -> None:
    """Articles that nothing was learned from."""
    gold = ROOT / "tests" / "unseen" / name / "gold"
    articles = measure.articles_beside(gold)
    assert not pipeline.ingest(list(articles), db=tmp_path / "unseen.db", published=articles).failures
    result = measure.evaluate(gold, tmp_path / "unseen.db")
    floors = UNSEEN_FLOORS[name]
    reached = {figure.name: round(figure.f1, 4) for figure in result.figures if figure.name in floors}
    assert all(reached[name] >= floor for name, floor in floors.items()), reached
