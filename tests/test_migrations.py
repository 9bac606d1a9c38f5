"""A database of an older schema becomes what a new one is, and loses nothing."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from streamlit.testing.v1 import AppTest

from dashboard import database
from etl.cli import cli
from etl.errors import DatabaseError
from etl.load import connection
from etl.load.store import Store

OLD = Path(__file__).with_name("schema_m001.sql")


def old_database(path: Path) -> Path:
    with sqlite3.connect(path) as db:
        db.executescript(OLD.read_text("utf-8"))
        db.execute("CREATE TABLE _sqlite_migrations(migration_set TEXT, name TEXT, applied_at TEXT, PRIMARY KEY (migration_set, name))")  # fmt: skip
        db.execute("INSERT INTO _sqlite_migrations VALUES ('dyadwatch', 'm001_schema', '2024-01-01')")
        db.executescript("""
            INSERT INTO articles(id, source, text, blocks, word_count, content_sha256, text_sha256, added_at, coder_version)
                VALUES (1, 'a.txt', 'He went to Tehran.', '[]', 4, 'c', 't', '2024', '0');
            INSERT INTO visits(id, dyad, visitor_iso3, host_iso3, date_precision, status, plover_event, n_reports, n_outlets, n_origins, confidence, review_status)
                VALUES (3, 'IRN-PRK', 'PRK', 'IRN', 'unknown', 'completed', 'CONSULT', 1, 1, 1, .5, 'confirmed');
            INSERT INTO visit_reports(id, article_id, visit_id, visitor_iso3, host_iso3, date_precision, status, cue, evidence_start, evidence_end, confidence, found_by)
                VALUES (7, 1, 3, 'PRK', 'IRN', 'unknown', 'completed', 'went', 0, 18, .5, 'rules');
            INSERT INTO quotes(id, article_id, quote, quote_type, speaker_type, is_floating, quote_start, quote_end, pre, post, confidence, found_by)
                VALUES (5, 1, 'went', 'partial', 'other', 0, 3, 7, '', '', .5, 'rules');
            INSERT INTO quote_events VALUES (5, 'visit', 3);
            INSERT INTO decisions VALUES (2, 'visit', 3, NULL, NULL, NULL, 'confirm', 'seen', 'A. Reviewer', '2024-01-02');
        """)
    return path


def shape(path: Path) -> dict[str, object]:
    with sqlite3.connect(path) as db:
        columns = {
            name: sorted(row[1:4] for row in db.execute(f"PRAGMA table_xinfo({name})"))
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%sqlite_%'")
        }  # fmt: skip
        rest = db.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        )
        return {**columns, "rest": sorted(rest)}


def test_an_older_database_becomes_what_a_new_one_is(tmp_path: Path) -> None:
    old = old_database(tmp_path / "old.db")
    Store(old).close()
    Store(tmp_path / "new.db").close()
    assert shape(old) == shape(tmp_path / "new.db")


def test_nothing_stored_is_lost(tmp_path: Path) -> None:
    old = old_database(tmp_path / "old.db")
    Store(old).close()
    with sqlite3.connect(old) as db:
        assert db.execute("SELECT id, visit_id, cluster_id FROM visit_reports").fetchall() == [(7, 3, 3)]
        assert db.execute("SELECT * FROM quote_reports").fetchall() == [(5, "visit", 7)]
        assert db.execute("SELECT id, action, reason, reviewer, undoes FROM decisions").fetchall() == [(2, "confirm", "seen", "A. Reviewer", None)]  # fmt: skip
        assert db.execute("SELECT id, review_status, orphaned FROM visits").fetchall() == [(3, "confirmed", 0)]
        db.execute(
            "INSERT INTO decisions(kind, event_id, action, undoes, decided_at) VALUES ('visit', 3, 'undo', 2, '')"
        )


def test_a_database_from_before_the_second_reader_gets_its_tables(tmp_path: Path) -> None:
    """By the third migration alone: a database to which the second has been applied in its own way."""
    old = old_database(tmp_path / "old.db")
    with sqlite3.connect(old) as db:
        db.execute("INSERT INTO _sqlite_migrations VALUES ('dyadwatch', 'm002_corroboration', '2024-01-02')")
    with Store(old) as store:
        known = store.known("a.txt")
        assert known is not None and known.was_read_by("rules") and not known.was_read_by("model:m")
        store.answers.keep("r", "m", "{}")
        assert store.answers.of(["r"]) == {"m": {"r": "{}"}}
    Store(tmp_path / "new.db").close()
    made, fresh = shape(old), shape(tmp_path / "new.db")
    assert {name: made[name] for name in ("answers", "rejected_facts")} == {name: fresh[name] for name in ("answers", "rejected_facts")}  # fmt: skip
    with sqlite3.connect(old) as db:
        assert db.execute("SELECT id, text, readers FROM articles").fetchall() == [(1, "He went to Tehran.", None)]


def migrate(db: Path) -> Result:
    return CliRunner().invoke(cli, ["migrate", "--db", str(db)])


def rows(db: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table that holds what was read or decided."""
    with sqlite3.connect(db) as opened:
        opened.row_factory = sqlite3.Row
        tables = ("articles", "visits", "visit_reports", "quotes", "quote_events", "decisions")
        return {table: [dict(row) for row in opened.execute(f"SELECT * FROM {table}")] for table in tables}


def test_the_dashboard_names_the_command_and_the_command_keeps_every_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = old_database(tmp_path / "it's old.db")
    before = rows(old)
    monkeypatch.setenv("DYADWATCH_DB", str(old))
    app = AppTest.from_file(str(Path(database.__file__).with_name("streamlit_app.py")), default_timeout=60).run()
    assert not app.exception and app.title[0].value == "This database is older than the dashboard"
    assert app.code[0].value == f"dyadwatch migrate --db '{tmp_path}/it'\"'\"'s old.db'"
    assert rows(old) == before  # a screen changes nothing

    done = migrate(old)
    assert done.exit_code == 0
    assert "now up to date; it holds 1 article, 1 visit, 0 drills, 1 quote, 1 decision." in done.output
    after = rows(old)
    for table, kept in before.items():
        assert [{name: row[name] for name in first} for first, row in zip(kept, after[table], strict=True)] == kept
    app.button(key="look_again").click().run()
    assert not app.exception and app.title[0].value == "Visits, missile drills, commentary"
    assert "was up to date" in migrate(old).output and rows(old) == after


def test_no_database_and_that_of_another_program_are_left_alone(tmp_path: Path) -> None:
    absent, other = tmp_path / "absent.db", tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE notes (text)")
    (tmp_path / "text.db").write_text("no database at all, but a text of some length")
    for path, why in ((absent, "no such database"), (other, "another program"), (tmp_path / "text.db", "cannot be")):
        failed = migrate(path)
        assert isinstance(failed.exception, DatabaseError) and why in str(failed.exception)
    assert not absent.exists()
    with sqlite3.connect(other) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


def test_the_screens_rest_on_the_last_migration(tmp_path: Path) -> None:
    Store(tmp_path / "new.db").close()
    with sqlite3.connect(tmp_path / "new.db") as db:
        (last,) = db.execute("SELECT max(name) FROM _sqlite_migrations").fetchone()
    assert last == connection.LATEST == database.SCHEMA
