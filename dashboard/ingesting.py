"""Articles handed to `dyadwatch ingest`, which runs as a process of its own: one at a time for a database, watched by a
thread, so that it goes on while pages are drawn again, left or closed. The app itself writes no facts."""

from __future__ import annotations

import atexit
import datetime as dt
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from dashboard import handover
from dashboard.database import Row
from dashboard.handover import Batch

# The command beside this dashboard, not one that happens to lie in the folder where it was started.
ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "etl", "ingest")
LAST_WORDS = 2000
PATIENCE_S = 5.0
State = Literal["running", "finished", "cancelled", "broken"]


class Busy(Exception):
    """Another ingest of this database is still running."""


@dataclass(slots=True)
class Job:
    """One run of the command, until `over`. `told` holds what it has said of each document so far, `run` what it said of the whole.

    `broken` is a run that ended without saying what it did; `error` then holds its last words.
    """

    database: Path
    names: list[str]
    process: subprocess.Popen[str]
    told: list[Row] = field(default_factory=list)
    run: Row | None = None
    state: State = "running"
    error: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Stop the command; documents that it has stored stay, the one at hand is left out."""
        if self.state == "running":
            self.state = "cancelled"
            _end(self.process)


_jobs: dict[Path, Job] = {}
_lock = threading.Lock()


def latest(database: Path) -> Job | None:
    """The run of this database that is under way in this app, else the last one."""
    return _jobs.get(database)


def is_busy(database: Path) -> bool:
    """Whether this app is reading into the database just now."""
    job = latest(database)
    return job is not None and not job.over.is_set()


def start(database: Path, batch: Batch) -> Job:
    """Begin to read a batch into a database, which the command makes where there is none.

    Raises Busy where another run of this app has not ended, and NotTaken where the command cannot be started.
    """
    with _lock:
        before = _jobs.get(database)
        if before and is_busy(database):
            others = "1 other document is" if len(before.names) == 1 else f"{len(before.names):,} other documents are"
            raise Busy(f"{others} being read just now. Wait until that is done, or cancel it.")
        try:
            listed = handover.write(batch)
        except OSError as error:
            raise handover.NotTaken(
                f"The documents cannot be put aside for reading: {error.strerror or error}."
            ) from error
        words = listed.parent / "stderr"
        try:
            with words.open("wb") as stderr:
                process = subprocess.Popen(
                    _arguments(database, listed, batch.published), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                    stderr=stderr, encoding="utf-8", errors="replace",
                )  # fmt: skip
        except OSError as error:
            shutil.rmtree(listed.parent, ignore_errors=True)
            raise handover.NotTaken(f"dyadwatch ingest cannot be started: {error}.") from error
        job = Job(database, batch.names(), process)
        _jobs[database] = job
        threading.Thread(target=_watch, args=(job, listed.parent), name="ingest", daemon=True).start()
        return job


def _arguments(database: Path, listed: Path, published: dt.date | None) -> Sequence[str]:
    given = [f"--published={published.isoformat()}"] if published else []
    return [*COMMAND, f"--list={listed}", f"--db={database}", "--json", *given]


def _watch(job: Job, folder: Path) -> None:
    """Take down what the command says until it ends, then clear its folder away."""
    try:
        for line in job.process.stdout or ():
            said = _object(line)
            if "became" in said:
                job.told.append(said)
            elif "run_id" in said:
                job.run = said
        job.process.wait()
        if job.run is not None:
            job.state = "finished"
        elif job.state != "cancelled":
            job.error = _last_words(folder / "stderr") or f"The command ended with status {job.process.returncode}."
            job.state = "broken"
    finally:
        _end(job.process)
        shutil.rmtree(folder, ignore_errors=True)
        job.over.set()


def _object(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _last_words(file: Path) -> str:
    try:
        text = file.read_bytes()[-LAST_WORDS:].decode("utf-8", "replace")
    except OSError:
        return ""
    lines = [line for line in text.splitlines() if line.strip()]
    return handover.one_line(lines[-1]).removeprefix("dyadwatch: ").removeprefix("Error: ") if lines else ""


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()


@atexit.register
def end_all() -> None:
    """Stop what is under way: no run outlives the app that shows it."""
    for job in _jobs.values():
        job.cancel()
        job.over.wait(PATIENCE_S)
