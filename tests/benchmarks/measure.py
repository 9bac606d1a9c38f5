"""What the benchmarks share: a command's time and peak memory, percentiles, a table in plain text."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = (ROOT / "sample_articles", ROOT / "tests" / "golden")
ARTICLES = {".html", ".txt"}


def corpus(folder: Path, n: int) -> Path:
    """`n` articles under new names in `folder`: our own sample and golden articles, over and over."""
    folder.mkdir(parents=True)
    originals = sorted(path for texts in TEXTS for path in texts.iterdir() if path.suffix in ARTICLES)
    for number, path in zip(range(n), cycle(originals), strict=False):
        shutil.copyfile(path, folder / f"{number:05}-{path.name}")
    return folder


def run(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak resident megabytes of a Python command (of its largest process where it starts others)."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    kilobytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return seconds, kilobytes / 1024


def percentile_95(values: Sequence[float]) -> float:
    """The 95th percentile of sorted values; the greatest where there are fewer than 20."""
    return values[math.ceil(0.95 * len(values)) - 1]


def show(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table, ready for README.md."""
    print(f"| {' | '.join(header)} |")
    print(f"| --- |{' ---: |' * (len(header) - 1)}")
    for row in rows:
        print(f"| {' | '.join(f'{cell:,.1f}' if isinstance(cell, float) else str(cell) for cell in row)} |")
