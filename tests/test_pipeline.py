import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl import pipeline
from etl.cli import cli
from etl.errors import DatabaseError, ModelError
from etl.load.store import Store

ROOT = Path(__file__).resolve().parent.parent
PAGE = "SEOUL, May 15 — Russian President Vladimir Putin arrived in China on Wednesday for talks with Xi Jinping. {}"


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(PAGE.format("The two leaders dined together."), "utf-8")
    return tmp_path


def test_second_ingest_changes_nothing(folder: Path) -> None:
    db = folder / "x.db"
    first = pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    before = rows(db, "SELECT * FROM visits") + rows(db, "SELECT * FROM visit_reports")
    second = pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert (first.added, second.added, second.replaced, second.unchanged) == (1, 0, 0, 1)
    assert rows(db, "SELECT * FROM visits") + rows(db, "SELECT * FROM visit_reports") == before


def test_changed_page_replaces_its_facts_and_keeps_the_event(folder: Path) -> None:
    db = folder / "x.db"
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    (event,) = rows(db, "SELECT id FROM visits")
    (folder / "one.txt").write_text(PAGE.format("They signed nothing that evening."), "utf-8")
    summary = pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert summary.replaced == 1
    assert rows(db, "SELECT id FROM visits") == [event]
    assert rows(db, "SELECT count(*) FROM visit_reports") == [(1,)]


def test_two_articles_on_one_visit_are_one_event(folder: Path) -> None:
    (folder / "two.txt").write_text(PAGE.format("Another outlet tells it again here."), "utf-8")
    db = folder / "x.db"
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert rows(db, "SELECT n_reports FROM visits") == [(2,)]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [("empty.html", b"", "empty"), ("doc.txt", b"%PDF-1.7 abc", "PDF"), ("bin.txt", b"\x00\x01" * 99, "binary"), ("cut.html", b"<html><body><p>Cut", "no article")],
)  # fmt: skip
def test_bad_file_is_named_and_the_others_go_on(folder: Path, name: str, data: bytes, word: str) -> None:
    (folder / name).write_bytes(data)
    db = folder / "x.db"
    summary = pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert summary.added == 1
    ((source, error),) = summary.failures
    assert name in source and word in error
    assert rows(db, "SELECT source FROM failures") == [(source,)]


def test_other_languages_are_stored_without_facts(folder: Path) -> None:
    text = (
        "Le président russe est arrivé mercredi à Pékin pour des entretiens avec son homologue chinois, selon son service de presse. "
        * 2
    )
    (folder / "fr.txt").write_text(text, "utf-8")
    summary = pipeline.ingest([str(folder / "fr.txt")], db=folder / "x.db")
    assert summary.added == 1 and summary.visits == 0
    assert "not English" in summary.notes[0][1]


def test_undated_article_is_named(folder: Path) -> None:
    (folder / "one.txt").write_text(
        "Russian President Vladimir Putin arrived in China on Wednesday for talks, his office said in a long statement.",
        "utf-8",
    )
    summary = pipeline.ingest([str(folder)], db=folder / "x.db")
    assert [Path(s).name for s in summary.undated] == ["one.txt"]


def test_workers_find_the_same(folder: Path) -> None:
    (folder / "two.txt").write_text(PAGE.format("Another outlet tells it again here."), "utf-8")
    one = pipeline.ingest([str(folder)], db=folder / "a.db", published="2024-05-16")
    command = [
        sys.executable,
        "-m",
        "etl",
        "ingest",
        str(folder),
        "--db",
        str(folder / "b.db"),
        "--published",
        "2024-05-16",
    ]
    out = subprocess.run([*command, "--workers", "2"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f"2 added, 0 replaced, 0 unchanged, 0 failed; {one.visits} visits, {one.drills} drills" in out


def test_command_says_what_it_did(folder: Path) -> None:
    run = CliRunner().invoke(cli, ["ingest", str(folder), "--db", str(folder / "x.db"), "--published", "2024-05-16"])
    assert run.exit_code == 0 and "1 read, 1 added" in run.output
    again = CliRunner().invoke(cli, ["ingest", str(folder), str(folder / "gone.txt"), "--db", str(folder / "x.db")])
    assert again.exit_code == 1 and "gone.txt: no such file" in again.output


def test_evidence_stands_in_the_text(samples_db: Path) -> None:
    found = rows(
        samples_db,
        "SELECT a.text, r.evidence_start, r.evidence_end FROM visit_reports r JOIN articles a ON a.id = r.article_id",
    )
    assert found and all(0 <= start < end <= len(str(text)) for text, start, end in found)  # type: ignore[operator]
    for text, quote, start, end in rows(
        samples_db, "SELECT a.text, quote, quote_start, quote_end FROM quotes JOIN articles a ON a.id = article_id"
    ):
        # A quotation over paragraphs opens each with a mark that is no part of its words; nothing else may differ.
        assert re.sub(r"\n\n[“\"‘'«„]", "\n\n", str(text)[start:end]) == quote  # type: ignore[misc]


def test_blocks_are_json(samples_db: Path) -> None:
    for (blocks,) in rows(samples_db, "SELECT blocks FROM articles"):
        assert all(len(block) == 3 for block in json.loads(str(blocks)))


def test_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    Store(db).close()
    with sqlite3.connect(db) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('dyadwatch', 'm999', '')"
        )
    with pytest.raises(DatabaseError, match="newer"):
        Store(db)


def test_help_loads_no_language_model() -> None:
    code = "import sys; from click.testing import CliRunner; from etl.cli import cli; CliRunner().invoke(cli, ['-h']); print('spacy' in sys.modules or 'trafilatura' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        == "False\n"
    )


def test_an_id_is_never_given_to_another_event(folder: Path) -> None:
    db = folder / "x.db"
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    (first,) = rows(db, "SELECT id FROM visits")
    (folder / "one.txt").write_text(
        "Nothing happened at all in this quiet little town on the coast, as its mayor said in a long speech.", "utf-8"
    )
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert rows(db, "SELECT id FROM visits") == []
    assert rows(db, "SELECT dyad FROM dyads") == []
    (folder / "one.txt").write_text(
        PAGE.replace("Russian President Vladimir Putin", "French President Emmanuel Macron").format("It rained."),
        "utf-8",
    )
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert rows(db, "SELECT visitor_iso3 FROM visits") == [("FRA",)]
    assert rows(db, "SELECT id FROM visits") != [first]


def test_a_copy_stays_no_copy_when_its_original_changes(folder: Path) -> None:
    db = folder / "x.db"
    (folder / "two.txt").write_text((folder / "one.txt").read_text("utf-8"), "utf-8")
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert rows(db, "SELECT DISTINCT syndication_id FROM articles") == [(1,)]
    (folder / "one.txt").write_text(PAGE.format("They signed nothing that evening."), "utf-8")
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    assert rows(db, "SELECT id FROM articles WHERE syndication_id <> id") == []


def test_a_missing_model_leaves_no_run_behind(folder: Path) -> None:
    with pytest.raises(ModelError, match="nope"):
        pipeline.ingest([str(folder)], db=folder / "x.db", pipeline="nope")
    assert not (folder / "x.db").exists()


def test_a_locked_database_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = folder / "x.db"
    pipeline.ingest([str(folder)], db=db, published="2024-05-16")
    (folder / "two.txt").write_text(PAGE.format("Another outlet tells it again here."), "utf-8")
    with sqlite3.connect(db, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match=r"x\.db"):
            pipeline.ingest([str(folder)], db=db, published="2024-05-16")
        writer.execute("ROLLBACK")


def test_export_into_a_missing_folder_is_one_line(samples_db: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "etl",
        "export",
        "visits",
        "--db",
        str(samples_db),
        "-o",
        str(tmp_path / "no" / "x.csv"),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1 and "Traceback" not in run.stderr and "x.csv" in run.stderr
