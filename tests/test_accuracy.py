"""The accuracy floor on the sample articles, and on development articles where they are at hand."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from etl import pipeline

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT = ROOT.parent / "shared" / "eval"


def pairs(db: Path, stem: str, sql: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql, [f"%/{stem}.%"]).fetchall()


def test_sample_articles(samples_db: Path) -> None:
    """Six in ten of the recorded visits, drills and speakers are found to the month, and six in ten found are right."""
    gold_n = found_n = hits = 0
    for path in sorted((ROOT / "sample_articles" / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        wanted = [("v", v["origin"], v["host"], (v["start"] or "")[:7]) for v in gold["visits"]]
        wanted += [("d", d["country"], d["kind"], d["date"]) for d in gold["drills"]]
        wanted += [("s", s["name"], str(s["expert"])) for s in gold["speakers"]]
        join = "JOIN articles a ON a.id = article_id WHERE a.path LIKE ?"
        found = [
            ("v", o, h, (s or "")[:7])
            for o, h, s in pairs(
                samples_db, path.stem, f"SELECT visitor_iso3, host_iso3, start_date FROM visit_reports {join}"
            )
        ]
        found += [
            ("d", *row)
            for row in pairs(samples_db, path.stem, f"SELECT country_iso3, kind, drill_date FROM drill_reports {join}")
        ]
        found += [
            ("s", n, str(t == "expert"))
            for n, t in set(
                pairs(
                    samples_db,
                    path.stem,
                    f"SELECT speaker_name, speaker_type FROM quotes {join} AND speaker_name <> ''",
                )
            )
        ]
        gold_n, found_n = gold_n + len(wanted), found_n + len(found)
        for item in wanted:
            if item in found:
                found.remove(item)
                hits += 1
    assert hits / gold_n >= 0.60
    assert hits / found_n >= 0.60


FLOOR = {"visits_dated": 0.40, "drills_dated": 0.57, "speakers": 0.88, "experts": 0.91}


@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="the development articles are not part of the project")
def test_development_articles(tmp_path: Path) -> None:
    db = tmp_path / "dev.db"
    summary = pipeline.ingest([str(DEVELOPMENT / "articles")], db=db)
    assert not summary.failures
    out = tmp_path / "figures.json"
    subprocess.run(
        [sys.executable, DEVELOPMENT / "score.py", DEVELOPMENT / "articles" / "gold", db, "--json", out],
        check=True,
        capture_output=True,
    )
    figures = json.loads(out.read_text("utf-8"))
    reached = {name: figures[name]["f1"] for name in FLOOR}
    assert all(reached[name] >= floor for name, floor in FLOOR.items()), reached
