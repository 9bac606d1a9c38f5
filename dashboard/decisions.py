"""An analyst's decisions handed to the command that writes them: a screen never writes facts itself.

`dyadwatch decide` runs as a process, its arguments as a list. Text that a person typed follows `=` or `--`, so that none
of it is read as an option."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.database import Row
from dashboard.queries import Kind, Subject

# The command beside this dashboard, not one that happens to lie in the folder where it was started.
ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "etl", "decide")
TIMEOUT_S = 30.0
MOST_CHARACTERS = 500
STATED_REASON = ("reject", "edit", "merge", "split")


class NotDecided(Exception):
    """The decision was not written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Analyst:
    """Who decides, and where the decisions are kept."""

    database: Path
    name: str


def confirm(by: Analyst, kind: Subject, number: int, reason: str = "") -> list[int]:
    """An event or quote was found right; returns the numbers of the decisions, as all of these do. Raises NotDecided."""
    return _decide(by, "confirm", reason, [kind, number])


def reject(by: Analyst, kind: Subject, number: int, reason: str) -> list[int]:
    """There was no such event, or nobody said so."""
    return _decide(by, "reject", reason, [kind, number])


def edit(by: Analyst, kind: Subject, number: int, field: str, value: str, reason: str) -> list[int]:
    """Correct one field; an empty value empties it."""
    text = _cleaned("The new value", value)
    return _decide(by, "edit", reason, [kind, number, field, *([text] if text else [])])


def merge(by: Analyst, kind: Kind, keep: int, others: Sequence[int], reason: str) -> list[int]:
    """Make events one, under the number `keep`."""
    return _decide(by, "merge", reason, [kind, keep, *others])


def split(by: Analyst, kind: Kind, number: int, reports: Sequence[int], reason: str) -> list[int]:
    """Take reports out of an event and make them one of their own."""
    if not reports:
        raise NotDecided("Choose the reports that tell of another event.")
    return _decide(by, "split", reason, [kind, number], [f"--report={report}" for report in reports])


def undo(by: Analyst, decision: int, reason: str = "") -> list[int]:
    """Take a decision back."""
    return _decide(by, "undo", reason, [decision])


def _decide(by: Analyst, action: str, reason: str, what: Sequence[Any], options: Sequence[str] = ()) -> list[int]:
    name, why = _cleaned("Your name", by.name), _cleaned("The reason", reason)
    if not name:
        raise NotDecided("Write your name first: every decision says who made it.")
    if not why and action in STATED_REASON:
        raise NotDecided(f"Write a reason: to {action} without one leaves nobody able to check it.")
    said = run(
        action, f"--db={by.database}", f"--reviewer={name}", *([f"--reason={why}"] if why else []), *options,
        "--json", "--", *map(str, what),
    )  # fmt: skip
    return [int(number) for number in said.get("decisions") or [said["decision"]]]


def _cleaned(what: str, text: str) -> str:
    """Text in one line without control characters, which no argument of a process may hold."""
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    if len(line) > MOST_CHARACTERS:
        raise NotDecided(f"{what} has {len(line):,} characters; shorten it to {MOST_CHARACTERS}.")
    return line


def run(*arguments: str) -> Row:
    """What `dyadwatch decide` answers to these arguments; raises NotDecided with what it says where it fails."""
    try:
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
            timeout=TIMEOUT_S, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotDecided(
            f"No answer within {TIMEOUT_S:.0f} s; is the database busy? Look at the decisions before trying again."
        ) from None
    except OSError as error:
        raise NotDecided(f"dyadwatch decide cannot be started: {error}.") from error
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"dyadwatch decide ended with status {done.returncode}"]
        raise NotDecided(lines[-1].removeprefix("dyadwatch: ").removeprefix("Error: "))
    try:
        answer: Row = json.loads(done.stdout)
    except ValueError as error:
        raise NotDecided(f"dyadwatch decide gave no answer that can be read: {done.stdout[:200]!r}.") from error
    return answer
