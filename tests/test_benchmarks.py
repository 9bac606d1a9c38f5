"""The benchmarks run and print their tables; how fast they are is for their README."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent / "benchmarks"


@pytest.mark.parametrize(
    ("script", "arguments", "rows"),
    [
        ("ingest.py", ["--articles", "2"], ["trafilatura alone", "dyadwatch ingest, 2 workers", "then all of spaCy"]),
        ("merging.py", ["--reports", "60", "--articles", "2"], ["all merged, s", "| 60 |"]),
        ("memory.py", ["--articles", "1"], ["database MB"]),
        (
            "screens.py",
            ["--events", "40", "--quotes", "20", "--times", "1", "--no-browser"],
            ["visits, by pandas", "| dyads |", "| overview |", "| review |"],
        ),
    ],
)
def test_a_benchmark_prints_its_tables(script: str, arguments: list[str], rows: list[str]) -> None:
    command = [sys.executable, str(FOLDER / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not [row for row in rows if row not in done.stdout]
