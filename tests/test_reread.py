"""Reading a changed article again keeps the ids of what it still says, and what an analyst said of it."""

import sqlite3
from pathlib import Path

import pytest

from etl.load.store import Store
from etl.models import Article, Block, DrillReport, Facts, Quote, QuoteLink, VisitReport

TEXT = "The minister went to Tehran. Two missiles were fired. “We watch,” she said."
SHIFTED = "Updated. " + TEXT
TABLES = ("visits", "visit_reports", "drills", "drill_reports", "quotes")


def save(db: Path, text: str = TEXT, version: str = "1", **changes: object) -> None:
    at = text.index("The")
    visit = VisitReport(
        "PRK", "IRN", "completed", "went", at, at + 28, 0.8, start_date="2024-03-03", city=changes.get("city")
    )  # type: ignore[arg-type]
    drill = DrillReport("PRK", "launch_test", "SRBM", "conducted", "fired", at + 29, at + 53, 0.7, "2024-03-10")
    start = text.index("We watch")
    quote = Quote("We watch", "direct", "other", start, start + 8, "", "", float(str(changes.get("sure", 0.9))))
    with Store(db) as store:
        store.save(
            "one.txt",
            Article(text, (Block(0, len(text)),), text, text, published_date="2024-03-11"),
            Facts((visit,), (drill,), (quote,), (QuoteLink(("IRN-PRK",), (("visit", 0),)),)),
            coder_version=version,
        )


def ask(db: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database where other rows once stood behind the first article's, so that a new row gets a new id."""
    save(tmp_path / "x.db")
    with sqlite3.connect(tmp_path / "x.db") as connection:
        for table in ("visit_reports", "drill_reports"):
            connection.execute(f"UPDATE {table} SET id = 7")
    return tmp_path / "x.db"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("text", [TEXT, SHIFTED])
def test_ids_stay(db: Path, table: str, text: str) -> None:
    before = ask(db, f"SELECT id FROM {table}")
    save(db, text, "2")
    assert ask(db, f"SELECT id FROM {table}") == before
    assert ask(db, "SELECT quote_id, event_id FROM quote_events") == ask(
        db, "SELECT q.id, v.id FROM quotes q, visits v"
    )


def test_what_has_changed_is_taken_over(db: Path) -> None:
    save(db, SHIFTED, "2", city="Tehran", sure=0.5)
    assert ask(db, "SELECT city, evidence_start FROM visit_reports") == [("Tehran", SHIFTED.index("The"))]
    assert ask(db, "SELECT city FROM visits") == [("Tehran",)]
    assert ask(db, "SELECT confidence, quote_start FROM quotes") == [(0.5, SHIFTED.index("We watch"))]


@pytest.mark.parametrize("table", ["visits", "drills", "quotes"])
@pytest.mark.parametrize("status", ["confirmed", "rejected"])
def test_the_review_status_stays(db: Path, table: str, status: str) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute(f"UPDATE {table} SET review_status = ?", [status])
    save(db, SHIFTED, "2")
    assert ask(db, f"SELECT review_status FROM {table}") == [(status,)]


def test_an_edit_stays_though_the_reports_say_something_else(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE visits SET city = 'Qom', review_status = 'edited'")
        connection.execute(
            "INSERT INTO decisions(kind, event_id, field, new_value, action, decided_at) "
            "SELECT 'visit', id, 'city', 'Qom', 'edit', '2024-04-01T00:00:00Z' FROM visits"
        )
    save(db, SHIFTED, "2", city="Tehran")
    assert ask(db, "SELECT city, review_status FROM visits") == [("Qom", "edited")]
    assert ask(db, "SELECT city FROM visit_reports") == [("Tehran",)]


def test_an_edited_quote_stays(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE quotes SET speaker_name = 'Mara Ellingsen', review_status = 'edited'")
        connection.execute(
            "INSERT INTO decisions(kind, event_id, field, new_value, action, decided_at) "
            "SELECT 'quote', id, 'speaker_name', 'Mara Ellingsen', 'edit', '2024-04-01T00:00:00Z' FROM quotes"
        )
    save(db, SHIFTED, "2")
    assert ask(db, "SELECT speaker_name FROM quotes") == [("Mara Ellingsen",)]
