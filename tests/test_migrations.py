"""A database of an older schema becomes what a new one is, and loses nothing."""

import sqlite3
from pathlib import Path

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
