"""The command runs beside the app: watched, cancelled, killed, one at a time, and its folder cleared away."""

import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import handover, ingesting
from dashboard.handover import Batch
from dashboard.ingesting import Busy, Job

TEXT = (
    "SEOUL, May 15, 2024 — Russian President Vladimir Putin arrived in China on Wednesday for talks with Xi Jinping. "
    "The two leaders dined together, an aide said."
)
BATCH = Batch((handover.pasted(TEXT),))
WAIT_S = 120
ONE = '{"name": "a", "became": "added", "article_id": 1, "visits": 0, "drills": 0, "quotes": 0, "error": null}'
WAITING = f"import time; print('noise'); print('{ONE}', flush=True); time.sleep(600)"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the private folders are made."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch, folders: Path, tmp_path: Path) -> Iterator[Job]:
    """A run of a command that tells of one document and then hangs."""
    monkeypatch.setattr(ingesting, "COMMAND", (sys.executable, "-c", WAITING))
    job = ingesting.start(tmp_path / "x.db", BATCH)
    while not job.told and not job.over.is_set():
        job.over.wait(0.01)
    yield job
    job.cancel()
    assert job.over.wait(WAIT_S)


def finish(job: Job) -> Job:
    assert job.over.wait(WAIT_S)
    return job


def test_a_pasted_article_is_in_the_database(tmp_path: Path, folders: Path) -> None:
    db = tmp_path / "it's new; $(x).db"
    job = finish(ingesting.start(db, BATCH))
    assert (job.state, job.error, [one["became"] for one in job.told]) == ("finished", "", ["added"])
    assert job.run is not None and job.run["visits"] == 1
    with sqlite3.connect(db) as opened:
        assert opened.execute("SELECT visitor_iso3, host_iso3, start_date FROM visits").fetchall() == [
            ("RUS", "CHN", "2024-05-15")
        ]
    assert not list(folders.iterdir())
    again = finish(ingesting.start(db, BATCH))
    assert [one["became"] for one in again.told] == ["unchanged"] and ingesting.latest(db) is again


def test_what_is_no_article_fails_and_the_others_go_on(tmp_path: Path, folders: Path) -> None:
    files = [("list.txt", b"milk, eggs"), ("photo.html", b"\x89PNG\r\n"), ("right.txt", TEXT.encode())]
    job = finish(ingesting.start(tmp_path / "x.db", Batch(handover.uploaded(files), ("http://127.0.0.1/inside",))))
    told = {one["name"]: one for one in job.told}
    assert job.state == "finished"
    assert {name: one["became"] for name, one in told.items()} == {
        "list.txt": "failed", "photo.html": "failed", "right.txt": "added", "http://127.0.0.1/inside": "failed",
    }  # fmt: skip
    assert "no article text" in told["list.txt"]["error"] and "PNG" in told["photo.html"]["error"]
    assert "private address" in told["http://127.0.0.1/inside"]["error"]


def test_a_database_of_another_program_is_named(tmp_path: Path, folders: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear reader, " * 500)
    job = finish(ingesting.start(tmp_path / "letter.db", BATCH))
    assert (job.state, job.run) == ("broken", None)
    assert "letter.db" in job.error and "\n" not in job.error
    assert (tmp_path / "letter.db").read_text().startswith("Dear reader") and not list(folders.iterdir())


def test_cancelling_ends_the_command_and_keeps_what_it_told(waiting: Job, folders: Path) -> None:
    assert list(folders.iterdir())
    waiting.cancel()
    finish(waiting)
    assert waiting.state == "cancelled" and [one["name"] for one in waiting.told] == ["a"]
    assert waiting.process.poll() is not None and not list(folders.iterdir())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals")
def test_a_command_that_is_killed_is_told_so(waiting: Job, folders: Path) -> None:
    os.kill(waiting.process.pid, signal.SIGKILL)
    finish(waiting)
    assert waiting.state == "broken" and "status -9" in waiting.error and not list(folders.iterdir())


def test_nothing_outlives_the_app(waiting: Job, folders: Path) -> None:
    ingesting.end_all()
    assert waiting.over.is_set() and waiting.process.poll() is not None and not list(folders.iterdir())


def test_a_second_run_waits_for_the_first(waiting: Job, tmp_path: Path) -> None:
    assert ingesting.is_busy(waiting.database)
    with pytest.raises(Busy, match="1 other document"):
        ingesting.start(waiting.database, BATCH)
    other = ingesting.start(tmp_path / "other.db", BATCH)
    other.cancel()
    finish(other)
    waiting.cancel()
    finish(waiting)
    after = ingesting.start(waiting.database, BATCH)
    after.cancel()
    assert finish(after) is ingesting.latest(waiting.database)


def test_a_command_that_is_not_there_is_said(tmp_path: Path, folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "COMMAND", (str(tmp_path / "no-python"),))
    with pytest.raises(handover.NotTaken, match="cannot be started"):
        ingesting.start(tmp_path / "x.db", BATCH)
    assert not list(folders.iterdir()) and not ingesting.is_busy(tmp_path / "x.db")


def test_no_argument_holds_what_a_user_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ingesting, "COMMAND", (sys.executable, "-c", "import sys, json; print(sys.argv[1:], file=sys.stderr)")
    )
    batch = Batch(handover.uploaded([("--allow-private.txt", b"x")]), ("https://a.example/--yes",))
    job = finish(ingesting.start(tmp_path / "x.db", batch))
    assert "--json" in job.error and "--list=" in job.error
    assert "--allow-private" not in job.error and "a.example" not in job.error
