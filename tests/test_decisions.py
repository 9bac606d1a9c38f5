"""An analyst's word stays, whatever is read afterwards, and can be taken back."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from etl.cli import cli
from etl.load.store import Store
from etl.models import Article, Block, DrillReport, Facts, Quote, QuoteLink, VisitReport

ROOT = Path(__file__).resolve().parent.parent
VISIT = VisitReport("PRK", "IRN", "completed", "flew", 0, 20, 0.8, start_date="2024-03-03", visitor_name="Yun Jong Ho")
DRILL = DrillReport("PRK", "launch_test", "SRBM", "conducted", "fired", 21, 40, 0.7, "2024-03-10", n_fired=1)
QUOTE = Quote("We watch", "direct", "official", 41, 49, "", "", 0.9, speaker_name="Mara Ellingsen")


def article(number: int, day: str, *, visit: bool = True, version: str = "1", **changes: Any) -> tuple[str, Article, Facts, str]:  # fmt: skip
    text = f"Story {number}. " + " ".join(f"w{number}x{i}" for i in range(90))
    facts = Facts((replace(VISIT, start_date=day, **changes),) if visit else (), (DRILL,), (QUOTE,), (link(visit),))
    return f"{number}.txt", Article(text, (Block(0, len(text)),), text + version, text, published_date="2024-03-12", outlet=f"Paper {number}"), facts, version  # fmt: skip


def link(visit: bool) -> QuoteLink:
    return QuoteLink(("IRN-PRK",), (("visit", 0), ("drill", 0)) if visit else (("drill", 0),))


ARTICLES = {1: "2024-03-03", 2: "2024-03-03", 3: "2024-03-20"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two trips, of two reports and of one, and a launch of three; three quotes about them."""
    read(tmp_path / "x.db", *(article(n, day) for n, day in ARTICLES.items()))
    return tmp_path / "x.db"


def read(path: Path, *told: tuple[str, Article, Facts, str]) -> None:
    with Store(path) as store:
        for source, one, facts, version in told:
            store.save(source, one, facts, coder_version=version)


def ask(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def run(path: Path, *words: object) -> Result:
    return CliRunner().invoke(cli, ["decide", *map(str, words), "--db", str(path)])


def decide(path: Path, *words: object) -> dict[str, Any]:
    done = run(path, *words, "--json")
    assert done.exit_code == 0, done.output + str(done.exception)
    return json.loads(done.output)  # type: ignore[no-any-return]


def events(path: Path) -> list[tuple[Any, ...]]:
    return ask(path, "SELECT id, start_date, city, review_status, n_reports, orphaned FROM visits ORDER BY id")


def reread(path: Path) -> None:
    """All articles again, by a newer version and in another order."""
    read(path, *(article(n, ARTICLES[n], version="2") for n in (3, 1, 2)))


TRIPS = [(1, "2024-03-03", None, "unreviewed", 2, 0), (2, "2024-03-20", None, "unreviewed", 1, 0)]


def test_what_the_fixture_holds(db: Path) -> None:
    assert events(db) == TRIPS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("confirm", "visit", 1), [(1, "2024-03-03", None, "confirmed", 2, 0), TRIPS[1]]),
        (("reject", "visit", 2), [TRIPS[0], (2, "2024-03-20", None, "rejected", 1, 0)]),
        (("edit", "visit", 1, "city", "Qom"), [(1, "2024-03-03", "Qom", "edited", 2, 0), TRIPS[1]]),
        (("edit", "visit", 1, "start_date", "2024-03"), [(1, "2024-03", None, "edited", 2, 0), TRIPS[1]]),
        (("merge", "visit", 1, 2), [(1, "2024-03-20", None, "unreviewed", 3, 0)]),
        (("merge", "visit", 2, 1), [(2, "2024-03-20", None, "unreviewed", 3, 0)]),
        (("split", "visit", 1, "--report", 2), [(1, "2024-03-03", None, "unreviewed", 1, 0), TRIPS[1], (3, "2024-03-03", None, "unreviewed", 1, 0)]),
    ],
)  # fmt: skip
def test_a_decision_is_applied_stays_and_can_be_taken_back(
    db: Path, words: tuple[object, ...], expected: list[tuple[Any, ...]]
) -> None:
    links = ask(db, "SELECT * FROM quote_events ORDER BY 1, 2, 3")
    first = decide(db, *words)
    # The merged trip's date is chosen anew from all its reports: two articles say the 3rd.
    shown = [e if e[4] != 3 else (e[0], "2024-03-03", *e[2:]) for e in expected]
    assert events(db) == shown
    now = ask(db, "SELECT * FROM quote_events ORDER BY 1, 2, 3")
    reread(db)
    assert events(db) == shown
    assert [row[1:] for row in ask(db, "SELECT * FROM quote_events ORDER BY 1, 2, 3")] == [row[1:] for row in now]
    number = first.get("decision") or first["decisions"][0]
    second = decide(db, "undo", number)["decision"]
    assert events(db) == TRIPS
    assert [row[1:] for row in ask(db, "SELECT * FROM quote_events ORDER BY 1, 2, 3")] == [row[1:] for row in links]
    reread(db)
    assert events(db) == TRIPS
    decide(db, "undo", second)
    assert events(db) == shown
    assert len(ask(db, "SELECT * FROM decisions")) == 3


def test_a_report_read_later_joins_what_an_analyst_merged(db: Path) -> None:
    decide(db, "merge", "visit", 1, 2)
    read(db, article(4, "2024-03-20"))
    assert [(e[0], e[4]) for e in events(db)] == [(1, 4)]
    assert ask(db, "SELECT event_id, into_id, cause FROM event_redirects") == [(2, 1, "decision")]


def test_a_decision_on_an_event_that_was_merged_away_counts_for_the_other(db: Path) -> None:
    decide(db, "edit", "visit", 2, "city", "Qom")
    decide(db, "merge", "visit", 1, 2)
    assert events(db)[0][2:4] == ("Qom", "edited")
    decide(db, "confirm", "visit", 2)  # the old number still leads somewhere
    assert ask(db, "SELECT event_id FROM decisions WHERE action = 'confirm'") == [(1,)]


def test_what_reports_bring_together_keeps_what_was_decided_on_both(db: Path) -> None:
    read(db, article(4, "2024-03-08"))
    decide(db, "confirm", "visit", 3)
    # A stay from the 3rd to the 8th makes one trip of two; the lower number stays.
    read(db, article(5, "2024-03-05", end_date="2024-03-08"))
    assert [(e[0], e[3], e[4]) for e in events(db)] == [(1, "confirmed", 4), (2, "unreviewed", 1)]
    assert ask(db, "SELECT event_id, into_id, cause FROM event_redirects") == [(3, 1, "rule")]


def test_an_event_without_evidence_is_kept_and_marked(db: Path) -> None:
    decide(db, "confirm", "visit", 2)
    read(db, article(3, "2024-03-20", visit=False, version="2"))
    assert events(db) == [TRIPS[0], (2, "2024-03-20", None, "confirmed", 0, 1)]
    # Told again, it is the same event.
    read(db, article(7, "2024-03-20"))
    assert events(db) == [TRIPS[0], (2, "2024-03-20", None, "confirmed", 1, 0)]


def test_an_event_without_evidence_and_decision_goes(db: Path) -> None:
    decide(db, "undo", decide(db, "confirm", "visit", 2)["decision"])
    read(db, article(3, "2024-03-20", visit=False, version="2"))
    assert events(db) == [TRIPS[0]]


def test_quotes_and_drills_are_decided_on_as_well(db: Path) -> None:
    decide(db, "edit", "quote", 1, "speaker_name", "Mara Ellingson")
    decide(db, "reject", "quote", 2)
    decide(db, "edit", "drill", 1, "n_fired", 2)
    reread(db)
    assert ask(db, "SELECT speaker_name, review_status FROM quotes ORDER BY id") == [("Mara Ellingson", "edited"), ("Mara Ellingsen", "rejected"), ("Mara Ellingsen", "unreviewed")]  # fmt: skip
    assert ask(db, "SELECT n_fired, review_status, n_reports FROM drills") == [(2, "edited", 3)]
    decide(db, "undo", 1)
    assert ask(db, "SELECT speaker_name, review_status FROM quotes WHERE id = 1") == [("Mara Ellingsen", "unreviewed")]


def test_who_and_why_are_kept_and_listed(db: Path) -> None:
    decide(db, "confirm", "visit", 1, "--reviewer", "A. Reviewer", "--reason", "seen on television")
    decide(db, "undo", 1, "--reviewer", "B. Reviewer")
    listed = json.loads(run(db, "list", "--json").output)
    assert [(row["action"], row["reviewer"], row["undone"]) for row in listed] == [("undo", "B. Reviewer", 0), ("confirm", "A. Reviewer", 1)]  # fmt: skip
    assert "taken back" in run(db, "list").output and "“seen on television”" in run(db, "list", "--number", 1).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("confirm", "visit", 99), "visit 99: there is none"),
        (("edit", "visit", 1, "capital", "Qom"), "capital: cannot be corrected in a visit; these can: city"),
        (("edit", "visit", 1, "start_date", "3 March"), "'3 March' cannot stand there; write it as 2024-04-25"),
        (("edit", "visit", 1, "start_date", "2024-02-30"), "'2024-02-30' cannot stand there"),
        (("edit", "visit", 1, "status", "over"), "it is one of planned, ongoing, completed, cancelled"),
        (("edit", "visit", 1, "status"), "status: cannot be empty"),
        (("edit", "drill", 1, "n_fired", "many"), "write a number"),
        (("merge", "visit", 1, 1), "same event"),
        (("split", "visit", 1, "--report", 3), "has no report 3; its reports are 1, 2"),
        (("split", "visit", 2, "--report", 3), "not all 1"),
        (("undo", 5), "decision 5: there is none"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(db: Path, words: tuple[object, ...], said: str) -> None:
    done = run(db, *words)
    assert done.exit_code == 1 and said in str(done.exception)
    assert events(db) == TRIPS and not ask(db, "SELECT * FROM decisions")


def test_a_decision_is_taken_back_once(db: Path) -> None:
    decide(db, "confirm", "visit", 1)
    decide(db, "undo", 1)
    assert "taken back already" in str(run(db, "undo", 1).exception)


def test_events_of_different_pairs_are_not_merged(db: Path) -> None:
    read(db, article(6, "2024-03-03", host_iso3="RUS"))
    assert "differs from 1 in host_iso3" in str(run(db, "merge", "visit", 1, 3).exception)


@pytest.mark.parametrize("name", ["gone.db", "other.db"])
def test_no_database_is_named(tmp_path: Path, name: str) -> None:
    if name == "other.db":
        with sqlite3.connect(tmp_path / name) as connection:
            connection.execute("CREATE TABLE recipes (id INTEGER)")
    assert name in str(run(tmp_path / name, "confirm", "visit", 1).exception)


def test_decisions_load_neither_model_nor_sqlite_utils(db: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from etl.cli import cli; "
        f"done = CliRunner().invoke(cli, ['decide', 'confirm', 'visit', '1', '--db', {str(db)!r}]); assert done.exit_code == 0; "
        "print([m for m in ('spacy', 'trafilatura', 'sqlite_utils', 'pandas', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_stats_measure_precision_by_decisions(db: Path) -> None:
    before = CliRunner().invoke(cli, ["stats", "--db", str(db)]).output
    assert "visit  none reviewed yet" in before
    decide(db, "confirm", "visit", 1)
    decide(db, "reject", "visit", 2)
    decide(db, "edit", "drill", 1, "place", "Wonsan")
    found = json.loads(CliRunner().invoke(cli, ["stats", "--json", "--db", str(db)]).output)
    assert found["counts"]["visits"] == 2 and found["counts"]["decisions"] == 3
    assert found["reviewed"]["visit"]["precision"] == {"right": 1, "of": 2, "share": 0.5, "interval_95": [0.0945, 0.9055]}  # fmt: skip
    assert found["reviewed"]["drill"]["right_in_all_fields"]["right"] == 0
    assert found["reviewed"]["quote"]["precision"]["share"] is None
    assert "visit  1 of 2: 0.50 (0.09-0.91)" in CliRunner().invoke(cli, ["stats", "--db", str(db)]).output
