"""The codebook says what the database and the downloads hold: no column more, none fewer, the same values."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import seed
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import downloads, queries
from dashboard.database import Filters
from dashboard.queries import downloading
from dashboard.queries.downloading import Download
from etl import models
from etl.cli import cli
from etl.errors import DyadWatchError
from etl.load import codebook

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"
ENTRIES = codebook.entries()
LITERALS = {
    "visits.status": models.VisitStatus,
    "visits.level": models.Level,
    "visits.date_precision": models.Precision,
    "visit_reports.status": models.VisitStatus,
    "visit_reports.level": models.Level,
    "visit_reports.date_precision": models.Precision,
    "drills.kind": models.DrillKind,
    "drills.status": models.DrillStatus,
    "drills.weapon_class": models.WeaponClass,
    "drills.date_precision": models.Precision,
    "drill_reports.kind": models.DrillKind,
    "drill_reports.status": models.DrillStatus,
    "drill_reports.weapon_class": models.WeaponClass,
    "drill_reports.date_precision": models.Precision,
    "quotes.quote_type": models.QuoteType,
    "quotes.speaker_type": models.SpeakerType,
    "quote_events.event_kind": models.EventKind,
    "timeline.date_precision": models.Precision,
}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.Seed(tmp_path_factory.mktemp("c") / "c.db").close()


def columns(db: Path) -> Iterator[tuple[str, str, str]]:
    """Table or view, column and declared type of everything that is not SQLite's own or an index's inner part."""
    with sqlite3.connect(db) as connection:
        for _, table, kind, *_ in connection.execute("PRAGMA table_list").fetchall():
            if kind != "shadow" and not table.startswith(("sqlite_", "_sqlite_")):
                for row in connection.execute(f"PRAGMA table_xinfo({table})"):
                    if row[6] != 1:  # hidden, as full-text search has some
                        yield table, row[1], row[2]


def values(column: str) -> list[str]:
    (entry,) = (e for e in ENTRIES if f"{e['table_name']}.{e['column_name']}" == column)
    return entry["unit_or_values"].split(" | ")


def test_every_column_once_and_none_that_is_not_there(db: Path) -> None:
    described = [(e["table_name"], e["column_name"]) for e in ENTRIES if not e["table_name"].endswith(".csv")]
    assert sorted(described) == sorted((table, column) for table, column, _ in columns(db))


def test_types_are_those_of_the_schema(db: Path) -> None:
    described = {(e["table_name"], e["column_name"]): e["type"] for e in ENTRIES}
    declared = {(table, column): kind for table, column, kind in columns(db) if kind}
    assert {key: described[key] for key in declared} == declared


@pytest.mark.parametrize("column", LITERALS)
def test_values_are_those_of_the_models(column: str) -> None:
    assert values(column) == list(get_args(LITERALS[column]))


def test_values_are_those_that_the_schema_allows() -> None:
    allowed = {}
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", seed.SCHEMA.read_text("utf-8"), re.DOTALL):
        for column, found in re.findall(r"CHECK \((\w+) IN \((.*?)\)\)", body, re.DOTALL):
            allowed[f"{table}.{column}"] = re.findall(r"'(\w+)'", found)
    assert len(allowed) > 10
    assert {column: values(column) for column in allowed} == allowed


@pytest.mark.parametrize("table", downloads.ALL)
def test_downloads_hold_the_columns_that_the_codebook_names(db: Path, table: Download) -> None:
    named = {e["csv_name"]: e["type"] for e in ENTRIES if e["table_name"] in (table, f"{table}.csv") and e["csv_name"]}
    with downloading.opened(db, table, Filters()) as found:
        assert {column: downloading.kind_of(table, column) for column in found.columns} == named
        assert len(found.columns) == len(named)


def test_every_entry_has_a_meaning_and_a_source() -> None:
    assert not [
        e for e in ENTRIES if not e["meaning"].endswith(".") or not e["source"] or set(e) != set(codebook.COLUMNS)
    ]


@pytest.mark.parametrize("column", ["articles.origin_source", "drills.latitude", "drill_reports.longitude"])
def test_columns_without_content_say_so(column: str, samples_db: Path) -> None:
    table, name = column.split(".")
    (entry,) = (e for e in ENTRIES if (e["table_name"], e["column_name"]) == (table, name))
    with sqlite3.connect(samples_db) as connection:
        (filled,) = connection.execute(f"SELECT count({name}) FROM {table}").fetchone()
    assert ("not filled yet" in entry["meaning"].lower()) == (filled == 0)


def test_the_database_carries_it(samples_db: Path) -> None:
    assert queries.codebook(samples_db) == ENTRIES


def test_a_database_without_one_has_none_to_show(tmp_path: Path) -> None:
    made = seed.Seed(tmp_path / "old.db")
    made.db.execute("DROP TABLE codebook")
    assert queries.codebook(made.close()) == []


def test_the_command_prints_one_table_and_what_its_download_adds() -> None:
    out = CliRunner().invoke(cli, ["codebook", "visits"]).output
    assert out.startswith("visits\n======\nid (in the CSV: visit_id)\n") and "\nvisits.csv\n" in out
    assert "drill_date" not in out and max(map(len, out.splitlines())) <= 100


def test_the_command_writes_the_csv_of_the_dashboard(tmp_path: Path, samples_db: Path) -> None:
    done = CliRunner().invoke(cli, ["codebook", "-o", str(tmp_path / "book.csv")])
    assert done.exit_code == 0
    assert (tmp_path / "book.csv").read_bytes() == downloads.written(codebook.COLUMNS, queries.codebook(samples_db))


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(DyadWatchError, match="journeys: is no table .* visits"):
        codebook.entries("journeys")


def test_the_page_shows_the_chosen_table(samples_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(samples_db))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page("app_pages/data.py").run()
    assert "visitor_iso3" in list(app.table[-1].value["Column"])
    app.selectbox(key="codebook_table").select("quotes").run()
    assert not app.exception and "speaker_raw" in list(app.table[-1].value["Column"])


def test_the_page_says_where_there_is_no_codebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(seed.realistic(tmp_path / "old.db")))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page("app_pages/data.py").run()
    assert not app.exception and "before the codebook" in app.info[-1].value
