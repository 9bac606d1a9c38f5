import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
import seed

from dashboard import downloads, queries
from dashboard.database import Filters, Table

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.realistic(tmp_path_factory.mktemp("d") / "real.db")


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_visit_carries_its_sources_and_sentences(db: Path) -> None:
    newest = table(downloads.csv_of(db, "visits", Filters(dyad="IRN-PRK")))[0]
    assert newest["visitor_country"] == "North Korea" and newest["visitor_iso3"] == "PRK"
    assert newest["start_date"] == "2024-03-03" and newest["duration_days"] == "5"
    assert newest["source_urls"].split(";") == ["https://news.example/a?x=1%3By=2", "https://wire.example/b"]
    assert newest["source_names"] == "Harbour Gazette;Plain Wire" and newest["article_ids"] == "1;2"
    assert newest["evidence"].startswith("A trade delegation") and " || Tehran received" in newest["evidence"]
    assert len(newest["evidence_start"].split(";")) == 2


def test_a_drill_has_the_columns_of_the_field(db: Path) -> None:
    drill = table(downloads.csv_of(db, "drills", Filters(kinds=("launch_test",))))[0]
    assert (drill["drill_date"], drill["missile_name"], drill["missile_class"]) == ("2024-03-10", "KN-25", "SRBM")
    assert (drill["country"], drill["n_missiles"], drill["distance_km"]) == ("North Korea", "2", "380.0")
    assert drill["source_urls"] == "https://news.example/a?x=1%3By=2"


def test_a_quote_carries_speaker_and_links(db: Path) -> None:
    quote = table(downloads.csv_of(db, "quotes", Filters(speaker_types=("expert",))))[0]
    assert (quote["speaker"], quote["affiliation"], quote["url"]) == (
        "Mara Ellingsen", "Fenmoor Institute", "https://news.example/a?x=1;y=2",
    )  # fmt: skip
    assert (quote["country_pairs"], quote["linked_visit_ids"]) == ("IRN-PRK", "1")


@pytest.mark.parametrize("name", downloads.TABLES)
def test_rows_are_those_of_the_filters(db: Path, name: Table) -> None:
    for filters in (Filters(), Filters(dyad="CHN-RUS"), Filters(since="2024-03-01"), Filters(since="2030-01-01")):
        assert len(table(downloads.csv_of(db, name, filters))) == queries.count(db, name, filters)


@pytest.mark.parametrize("name", downloads.TABLES)
def test_an_empty_table_has_its_header(db: Path, name: Table) -> None:
    full = downloads.csv_of(db, name, Filters()).split(b"\r\n")[0]
    assert downloads.csv_of(db, name, Filters(since="2099-01-01")) == full + b"\r\n"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠A"]
)
def test_formulas_are_disarmed(cell: str) -> None:
    assert downloads.safe(cell) == "'" + cell


@pytest.mark.parametrize(
    ("cell", "kept"), [(-5, -5), (0.25, 0.25), (None, ""), ("1-2", "1-2"), ("a=b", "a=b"), ("a\x00b", "ab")]
)
def test_other_cells_are_kept(cell: object, kept: object) -> None:
    assert downloads.safe(cell) == kept


@pytest.mark.parametrize("name", downloads.TABLES)
def test_no_cell_of_hostile_articles_is_a_formula(tmp_path: Path, name: Table) -> None:
    path = seed.hostile(tmp_path / "hostile.db")
    rows = table(downloads.csv_of(path, name, Filters()))
    assert len(rows) == len(seed.HOSTILE)
    assert not [cell for row in rows for cell in row.values() if cell.lstrip().startswith(downloads.FORMULA)]


@pytest.mark.parametrize("name", downloads.TABLES)
def test_the_export_command_gives_the_same_bytes(db: Path, name: Table) -> None:
    command = [
        sys.executable,
        "-m",
        "dashboard.export",
        name,
        "--db",
        str(db),
        "--dyad",
        "prk-irn",
        "--since",
        "2024-01-01",
    ]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    assert out == downloads.csv_of(db, name, Filters(dyad="IRN-PRK", since="2024-01-01"))


def test_the_export_command_says_what_is_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard.export", "visits", "--db", str(tmp_path / "none.db")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "none.db" in done.stderr and "Traceback" not in done.stderr


def test_file_names_tell_the_filters() -> None:
    assert downloads.file_name("visits", Filters()) == "dyadwatch-visits.csv"
    asked = Filters(dyad="IRN-PRK", since="2019-01-01", until="2024-12-31")
    assert downloads.file_name("quotes", asked) == "dyadwatch-quotes-IRN-PRK-from-2019-01-01-to-2024-12-31.csv"
