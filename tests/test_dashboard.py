import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cards, downloads, queries
from dashboard.database import Filters, NoDatabase

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "dashboard" / "streamlit_app.py"
TABLES = ("visits", "drills", "quotes", "articles")


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_empty_table_still_has_its_header(samples_db: Path) -> None:
    full = downloads.csv_of(samples_db, "visits", Filters())
    empty = downloads.csv_of(samples_db, "visits", Filters(since="2090-01-01"))
    assert full.startswith(empty.rstrip(b"\r\n")) and table(full) and not table(empty)


def test_pair_filter_takes_both_directions(samples_db: Path) -> None:
    rows = queries.visits(samples_db, Filters(dyad="PRK-RUS"))
    assert {(r["visitor_iso3"], r["host_iso3"]) for r in rows} == {("RUS", "PRK"), ("PRK", "RUS")}
    assert all(
        "PRK" in (d["country_iso3"], *str(d["partner_iso3s"]).split(";")) or d["country_iso3"] == "RUS"
        for d in queries.drills(samples_db, Filters(dyad="PRK-RUS"))
    )


def test_dates_compare_at_their_precision(samples_db: Path) -> None:
    rows = queries.visits(samples_db, Filters(since="2023-09-20", until="2023-09-25"))
    assert "2023-09" in {r["start_date"] for r in rows} or all(r["start_date"] > "2023-09-19" for r in rows)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert downloads.safe(cell) == "'" + cell


def test_numbers_stay_numbers() -> None:
    assert downloads.safe(-5) == -5


@pytest.mark.parametrize("name", TABLES)
def test_export_command_gives_the_same_bytes(samples_db: Path, name: str) -> None:
    command = [sys.executable, "-m", "dashboard.export", name, "--db", str(samples_db), "--dyad", "rus-prk"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    assert out == downloads.csv_of(samples_db, name, Filters(dyad="PRK-RUS"))


@pytest.mark.parametrize(
    ("address", "safe"),
    [("javascript:alert(1)", False), ("https://a.example/x", True), ("data:x", False), (None, False)],
)
def test_web_address(address: str | None, safe: bool) -> None:
    assert (cards.web_address(address) is not None) is safe


@pytest.mark.parametrize("page", ["overview", "visits", "drills", "commentary", "articles"])
def test_pages_run(samples_db: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(samples_db))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    assert app.title


def test_pair_in_the_address_is_chosen(samples_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(samples_db))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["pair"] = "PRK-RUS"
    app.run()
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Visits"] == str(queries.count(samples_db, "visits", Filters(dyad="PRK-RUS")))


def test_missing_database_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(tmp_path / "none.db"))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception and app.title[0].value == "No database yet"


def test_foreign_file_is_explained(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("not a database at all, just text" * 50)
    with pytest.raises(NoDatabase, match=r"other\.db"):
        queries.visits(other, Filters())
