import csv
import io
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import seed
from pyarrow import parquet

from dashboard import downloads, queries
from dashboard.database import Filters, Table
from dashboard.queries import downloading
from dashboard.queries.downloading import Download

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


def test_the_export_command_gives_the_same_bytes_through_dyadwatch(db: Path, tmp_path: Path) -> None:
    options = ["--dyad", "prk-irn", "--since", "2024-01-01", "--found-by", "rules", "--confidence", "0.5", "--describe"]
    command = [sys.executable, "-m", "etl", "export", "drills", "--db", str(db), *options, "-o", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    asked = Filters(dyad="IRN-PRK", since="2024-01-01", found_by="rules", confidence=0.5)
    expected = io.BytesIO()
    downloads.write_csv(db, "drills", asked, expected, describe=True)
    (made,) = tmp_path.iterdir()
    assert made.name == "dyadwatch_drills_IRN-PRK_from_2024-01-01_rules-only_confidence-0.50.csv"
    assert made.read_bytes() == expected.getvalue()


@pytest.mark.parametrize(("form", "table"), [("parquet", "visits"), ("csv", "database")])
def test_what_is_no_text_needs_a_file(db: Path, form: str, table: str) -> None:
    command = [sys.executable, "-m", "dashboard.export", table, "--format", form, "--db", str(db)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "-o" in done.stderr and not done.stdout


@pytest.mark.parametrize("what", downloads.ALL)
def test_parquet_holds_the_same_rows_with_types(db: Path, tmp_path: Path, what: Download) -> None:
    with (tmp_path / "x.parquet").open("wb") as file:
        downloads.write_parquet(db, what, Filters(), file)
    read = parquet.read_table(tmp_path / "x.parquet")
    with downloading.opened(db, what, Filters()) as found:
        assert read.column_names == found.columns
        assert [tuple(row.values()) for row in read.to_pylist()] == list(found.rows)


def test_parquet_is_written_in_parts(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "ROWS_AT_ONCE", 1)
    with (tmp_path / "x.parquet").open("wb") as file:
        downloads.write_parquet(db, "quotes", Filters(), file, describe=True)
    read = parquet.ParquetFile(tmp_path / "x.parquet")
    assert read.metadata.num_row_groups == read.metadata.num_rows == 2
    assert read.schema_arrow.metadata[b"dyadwatch"] == b"# DyadWatch quotes: All country pairs"


def test_reports_are_those_of_the_events_under_the_filters(db: Path) -> None:
    told = table(downloads.csv_of(db, "visit_reports", Filters(dyad="IRN-PRK", since="2024-01-01")))
    assert [(row["visit_id"], row["article_id"]) for row in told] == [("1", "1"), ("1", "2")]
    assert told[0]["evidence"].startswith("A trade delegation") and told[1]["url"] == "https://wire.example/b"
    assert len(table(downloads.csv_of(db, "drill_reports", Filters()))) == 3


def test_decisions_are_downloaded_whole(tmp_path: Path) -> None:
    made = seed.Seed(tmp_path / "d.db")
    made.add(
        "decisions", kind="visit", event_id=1, action="reject", reason="=1+1", reviewer="Ana", decided_at="2024-05-01"
    )
    (row,) = table(downloads.csv_of(made.close(), "decisions", Filters(dyad="IRN-PRK")))
    assert (row["decision_id"], row["action"], row["reason"]) == ("1", "reject", "'=1+1")


def test_a_first_row_tells_the_filters_in_one_safe_cell(db: Path) -> None:
    asked = Filters(dyad="IRN-PRK", until="2024-12-31", speaker_types=("expert",), search='=1+1\r\n"x", y')
    out = io.BytesIO()
    downloads.write_csv(db, "quotes", asked, out, describe=True)
    first, header, *_ = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert first == [
        '# DyadWatch quotes: Iran – North Korea, to 2024-12-31, speakers: expert, words: =1+1 "x", y'
    ] and header[0] == "quote_id"  # fmt: skip
    out = io.BytesIO()
    downloads.write_csv(db, "quotes", asked, out)
    assert out.getvalue().startswith(b"\xef\xbb\xbfquote_id,")


def test_the_whole_database_is_one_file_as_it_was_at_one_moment(db: Path, tmp_path: Path) -> None:
    with sqlite3.connect(db) as writer:
        writer.execute("INSERT INTO runs (started_at, arguments) VALUES ('2024-06-01', '[]')")
        writer.commit()
        writer.execute("INSERT INTO runs (started_at, arguments) VALUES ('2024-06-02', '[]')")
        downloads.write_database(db, tmp_path / "copy.sqlite")
        writer.rollback()
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite"]
    with sqlite3.connect(f"file:{tmp_path / 'copy.sqlite'}?immutable=1", uri=True) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT max(started_at) FROM runs").fetchone() == ("2024-06-01",)
        assert copy.execute("SELECT count(*) FROM visits").fetchone() == (4,)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (Filters(), "dyadwatch_visits.csv"),
        (Filters(dyad="IRN-PRK", since="2019-01-01", until="2024-12-31"), "dyadwatch_visits_IRN-PRK_2019-01-01_to_2024-12-31.csv"),
        (Filters(until="2024-12-31"), "dyadwatch_visits_to_2024-12-31.csv"),
        (Filters(status=("planned",), found_by="model"), "dyadwatch_visits_planned_model-only.csv"),
        (Filters(dyad="IRN-PRK", visitor="PRK", since="2019-01-01", sources="one"), "dyadwatch_visits_IRN-PRK_visits-from-PRK_from_2019-01-01_one-origin-only.csv"),
        (Filters(speaker="../../Ri Chol-su", search="평양"), "dyadwatch_visits_Ri-Chol-su_words-other.csv"),
        (Filters(search='a"b\r\nX: y'), "dyadwatch_visits_words-a-b-X-y.csv"),
    ],
)  # fmt: skip
def test_file_names_tell_the_filters(asked: Filters, name: str) -> None:
    assert downloads.file_name("visits", asked) == name


def test_a_file_name_stays_short_and_other_forms_have_their_ending() -> None:
    asked = Filters(kinds=("launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise"),
                    status=("planned", "completed", "cancelled", "failed"), review=("confirmed", "edited"))  # fmt: skip
    name = downloads.file_name("visits", asked, "parquet")
    assert len(name) <= 130 and name.endswith("_and-more.parquet")
    assert downloads.file_name("database", Filters(), "sqlite") == "dyadwatch_database.sqlite"
    assert downloads.file_name("decisions", Filters(dyad="IRN-PRK")) == "dyadwatch_decisions.csv"
