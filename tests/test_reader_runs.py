"""Runs of the second reader over long articles, which are read in parts."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from chat_server import completion, ok, server

from etl import pipeline
from etl.reader import session
from etl.reader.client import Client
from etl.reader.parts import LONGEST, OVERLAP
from etl.reader.second import SecondReader

ROOT = Path(__file__).resolve().parent.parent
TRIP = "Russian President Vladimir Putin arrived in China on Wednesday for talks with Xi Jinping."
FILLER = "The paper mill by the river took on forty workers in spring, and the ferry ran late again that week."


def language() -> Any:
    return pipeline.language(pipeline.DEFAULT_MODEL)


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql).fetchall()


def test_a_fact_in_the_overlap_of_two_parts_is_stored_once(tmp_path: Path) -> None:
    filler = [f"{FILLER} That was week {week}." for week in range(150)]
    before = (LONGEST - OVERLAP // 2) // (len(filler[10]) + 2)
    (tmp_path / "long.txt").write_text("\n\n".join([*filler[:before], TRIP, *filler[before:]]), "utf-8")
    db = tmp_path / "x.db"
    pipeline.ingest([str(tmp_path / "long.txt")], db=db, published="2024-05-16", by_rules=False)
    visit = {"passage": TRIP, "visitor_iso3": "RUS", "visitor_name": "Vladimir Putin", "visitor_title": "President",
             "host_iso3": "CHN", "city": None, "start_date": "2024-05-15", "end_date": None, "status": "ongoing",
             "purpose": None}  # fmt: skip
    answer = json.dumps({"visits": [visit], "drills": [], "quotes": []})
    with server(lambda body, n: ok(completion(answer))) as (url, seen):
        reader = SecondReader("m", language, by_rules=False, client=Client(url, "m"))
        second = session.read([str(tmp_path / "long.txt")], db, reader, may_send=lambda told: True)
    assert len(seen) == 2 and all(TRIP in body["messages"][1]["content"] for body in seen)
    assert (second.articles, second.kept, second.rejected.total(), second.failures) == (1, 1, 0, [])
    assert rows(db, "SELECT visitor_iso3, host_iso3, start_date FROM visit_reports") == [("RUS", "CHN", "2024-05-15")]
