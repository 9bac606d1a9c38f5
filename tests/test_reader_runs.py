"""Runs of the second reader that do not go smoothly: long articles, a slow server, Ctrl-C in the middle."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chat_server import EMPTY, completion, ok, server

from etl import pipeline
from etl.reader import session
from etl.reader.client import Client
from etl.reader.parts import LONGEST, OVERLAP
from etl.reader.second import SecondReader

ROOT = Path(__file__).resolve().parent.parent
TRIP = "Russian President Vladimir Putin arrived in China on Wednesday for talks with Xi Jinping."
FILLER = "The paper mill by the river took on forty workers in spring, and the ferry ran late again that week."
# A shell that starts the tests in the background has Ctrl-C ignored; the command itself must not inherit that.
COMMAND = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from etl.cli import main; main()"


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


@pytest.fixture
def four(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(f"{TRIP} {FILLER} Edition {n}.", "utf-8")
    return folder


def dripping() -> Iterator[bytes]:
    """An answer that comes a byte at a time, each in time."""
    for byte in completion(EMPTY):
        yield bytes([byte])
        time.sleep(0.2)


def test_a_slow_server_is_named_and_the_rules_facts_stay(four: Path, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    pipeline.ingest([str(four)], db=db, published="2024-05-16")
    release = threading.Event()

    def slow(body: dict[str, Any], n: int) -> tuple[int, dict[str, str], Any, int]:
        asked = body["messages"][1]["content"]
        if "Edition 0" in asked:
            release.wait(30)
        if "Edition 1" in asked:
            return 200, {}, dripping(), len(completion(EMPTY))
        return ok(completion(EMPTY))

    with server(slow) as (url, _):
        reader = SecondReader("m", language, client=Client(url, "m", timeout=0.6, retries=0))
        second = session.read([str(four)], db, reader, may_send=lambda told: True)
        release.set()
    named = {Path(source).stem: error for source, error in second.failures}
    assert named.keys() == {"0", "1"} and second.articles == 2
    assert "timed out" in named["0"] and "did not finish its answer within 0.6 seconds" in named["1"]
    assert rows(db, "SELECT count(*) FROM visit_reports") == [(4,)]
    assert rows(db, "SELECT count(*) FROM failures WHERE stage = 'model'") == [(2,)]


def test_ctrl_c_in_the_middle_keeps_the_answers_and_the_next_run_goes_on(four: Path, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    third, release = threading.Event(), threading.Event()

    def hanging(body: dict[str, Any], n: int) -> tuple[int, dict[str, str], bytes, int]:
        if len(seen) == 3 and not release.is_set():
            third.set()
            release.wait(60)
        return ok(completion(EMPTY))

    with server(hanging) as (url, seen):
        command = [sys.executable, "-c", COMMAND, "ingest", str(four), "--db", str(db), "--published", "2024-05-16",
                   "--reader", "both", "--model", "m", "--model-url", url, "--at-once", "1", "--quiet"]  # fmt: skip
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            assert third.wait(120)
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=60)
        assert running.returncode == 130 and "run the same command again to go on" in told and "Traceback" not in told
        assert rows(db, "SELECT count(*) FROM answers") == [(2,)]
        assert rows(db, "SELECT count(*) FROM articles WHERE readers = 'rules;model:m'") == [(2,)]
        assert rows(db, "SELECT count(*) FROM visit_reports WHERE found_by = 'rules'") == [(4,)]
        release.set()
        again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert again.returncode == 0 and "2 articles read, 2 requests" in again.stdout, again
    asked = Counter(json.dumps(body["messages"]) for body in seen)
    assert sorted(asked.values()) == [1, 1, 1, 2]
    assert rows(db, "SELECT count(*) FROM articles WHERE readers = 'rules;model:m'") == [(4,)]
