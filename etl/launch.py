"""Start the dashboard and its export as processes of their own: etl and dashboard share the database, not code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from etl.errors import SourceError

ROOT = Path(__file__).resolve().parent.parent


def sample_articles() -> Path:
    """The folder of sample articles; raises SourceError where the installation lacks it."""
    folder = ROOT / "sample_articles"
    if not folder.is_dir():
        raise SourceError(f"{folder}: the sample articles are missing; install DyadWatch again")
    return folder


def dashboard(db: Path, port: int) -> int:
    """Run Streamlit until it ends; returns its exit status."""
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "asgi.py"),
        "--server.address", "127.0.0.1", "--server.port", str(port), "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    environment = os.environ | {"DYADWATCH_DB": str(db.resolve())}
    try:
        return subprocess.run(command, env=environment, cwd=ROOT / "dashboard", check=False).returncode
    except KeyboardInterrupt:
        return 0


def export(table: str, db: Path, *, output: Path | None, describe: bool, **options: str | None) -> int:
    """Write a table through the dashboard's own code, under the filters that `options` name; returns the exit status."""
    command = [sys.executable, "-m", "dashboard.export", table, "--db", str(db.resolve())]
    command += [f"--{option.replace('_', '-')}={value}" for option, value in options.items() if value]
    if describe:
        command.append("--describe")
    if output:
        command.append(f"--output={output.resolve()}")
    return subprocess.run(command, cwd=ROOT, check=False).returncode
