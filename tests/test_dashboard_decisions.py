"""What a screen decides is in the database afterwards, written by the command."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import seed

from dashboard import decisions
from dashboard.decisions import Analyst, NotDecided


@pytest.fixture
def by(tmp_path: Path) -> Analyst:
    return Analyst(seed.realistic(tmp_path / "it's a name.db"), "Ana Lyst")


def ask(by: Analyst, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(by.database) as db:
        return db.execute(sql).fetchall()


def status(by: Analyst, table: str = "visits", number: int = 1) -> str:
    return str(ask(by, f"SELECT review_status FROM {table} WHERE id = {number}")[0][0])


def test_confirm_and_undo(by: Analyst) -> None:
    made = decisions.confirm(by, "visit", 1)
    assert status(by) == "confirmed"
    decisions.undo(by, made[0])
    assert status(by) == "unreviewed"
    assert ask(by, "SELECT action, reviewer, reason FROM decisions") == [
        ("confirm", "Ana Lyst", None),
        ("undo", "Ana Lyst", None),
    ]


def test_reject_keeps_the_reason(by: Analyst) -> None:
    decisions.reject(by, "drill", 2, "a launch of 2022,\nreported again")
    assert status(by, "drills", 2) == "rejected"
    assert ask(by, "SELECT reason FROM decisions") == [("a launch of 2022, reported again",)]


@pytest.mark.parametrize("city", ["Isfahan", "--db=/elsewhere.db", "-x; rm -rf ~", '"$(id)"', "평양"])
def test_a_correction_is_kept_as_typed(by: Analyst, city: str) -> None:
    decisions.edit(by, "visit", 1, "city", city, "--help")
    assert ask(by, "SELECT city, review_status FROM visits WHERE id = 1") == [(city, "edited")]
    assert ask(by, "SELECT reason FROM decisions") == [("--help",)]


def test_an_empty_correction_empties_the_field(by: Analyst) -> None:
    decisions.edit(by, "visit", 1, "city", "  ", "no city is named")
    assert ask(by, "SELECT city FROM visits WHERE id = 1") == [(None,)]


def test_merge_and_split(by: Analyst) -> None:
    decisions.split(by, "visit", 1, [2], "another trip")
    (made,) = ask(by, "SELECT visit_id FROM visit_reports WHERE id = 2")[0]
    assert made != 1
    assert len(decisions.merge(by, "visit", 1, [made], "one trip after all")) == 1
    assert ask(by, "SELECT visit_id FROM visit_reports WHERE id = 2") == [(1,)]


@pytest.mark.parametrize(
    ("action", "arguments", "said"),
    [
        ("confirm", ("visit", 99), "visit 99"),
        ("reject", ("visit", 1, "   "), "Write a reason"),
        ("edit", ("visit", 1, "start_date", "soon", "why"), "start_date"),
        ("edit", ("visit", 1, "dyad", "X", "why"), "dyad"),
        ("edit", ("visit", 1, "city", "x" * 501, "why"), "501 characters"),
        ("undo", (7,), "decision 7"),
    ],
)
def test_what_cannot_be_says_why_and_writes_nothing(
    by: Analyst, action: str, arguments: tuple[Any, ...], said: str
) -> None:
    with pytest.raises(NotDecided, match=said):
        getattr(decisions, action)(by, *arguments)
    assert not ask(by, "SELECT 1 FROM decisions")


def test_a_name_is_asked_for(by: Analyst) -> None:
    with pytest.raises(NotDecided, match="Write your name"):
        decisions.confirm(Analyst(by.database, " \t"), "visit", 1)


def test_control_characters_reach_no_argument(by: Analyst) -> None:
    decisions.edit(by, "visit", 1, "city", "Teh\x00ran\x1b[31m", "seen\x07")
    assert ask(by, "SELECT city FROM visits WHERE id = 1") == [("Tehran[31m",)]


def test_a_database_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotDecided, match="gone.db"):
        decisions.confirm(Analyst(tmp_path / "gone.db", "Ana Lyst"), "visit", 1)


def test_a_command_that_hangs_is_given_up(by: Analyst, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "TIMEOUT_S", 0.001)
    with pytest.raises(NotDecided, match="busy"):
        decisions.confirm(by, "visit", 1)
