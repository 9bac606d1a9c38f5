"""Documents that another program hands over: known by their content, named as the user names them."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl import pipeline
from etl.cli import cli
from etl.errors import SourceError
from etl.extract import documents, front_matter, handed
from etl.extract.draft import Draft
from etl.outcomes import Settled

TEXT = (
    "SEOUL, May 15 — Russian President Vladimir Putin arrived in China on Wednesday for talks with Xi Jinping. "
    "The two leaders dined together, an aide said."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "handed").mkdir()
    return tmp_path / "handed"


def hand(folder: Path, *entries: dict[str, Any]) -> Path:
    (folder / "list.json").write_text(json.dumps(entries), "utf-8")
    return folder / "list.json"


def read(folder: Path, *entries: dict[str, Any], **options: Any) -> list[Settled]:
    told: list[Settled] = []
    pipeline.ingest([], db=folder / "x.db", handed=hand(folder, *entries), settled=told.append, **options)
    return told


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "x.db") as db:
        return db.execute(sql).fetchall()


def test_a_file_is_known_by_its_content_and_named_as_given(folder: Path) -> None:
    (folder / "1.txt").write_text(TEXT, "utf-8")
    (first,) = read(folder, {"file": "1.txt", "name": "Putin in Beijing.txt"})
    assert (first.name, first.became, first.visits, first.article_id) == ("Putin in Beijing.txt", "added", 1, 1)
    (folder / "1.txt").rename(folder / "7.txt")
    (second,) = read(folder, {"file": "7.txt", "name": "again.txt"})
    assert (second.name, second.became, second.article_id) == ("again.txt", "unchanged", 1)
    assert rows(folder, "SELECT path FROM articles") == [("Putin in Beijing.txt",)]
    assert rows(folder, "SELECT arguments FROM runs") == [('["Putin in Beijing.txt"]',), ('["again.txt"]',)]


def test_the_same_text_with_a_day_added_is_the_same_document(folder: Path) -> None:
    (folder / "1.txt").write_text(TEXT, "utf-8")
    (before,) = read(folder, {"file": "1.txt", "name": "a"})
    assert before.undated and rows(folder, "SELECT published_date FROM articles") == [(None,)]
    (folder / "1.txt").write_text(f'---\npublished: "2024-05-16"\noutlet: "Plain Wire"\n---\n{TEXT}', "utf-8")
    (after,) = read(folder, {"file": "1.txt", "name": "a"})
    assert (after.became, after.article_id) == ("replaced", 1)
    assert rows(folder, "SELECT published_date, outlet FROM articles") == [("2024-05-16", "Plain Wire")]
    assert rows(folder, "SELECT start_date FROM visits") == [("2024-05-15",)]
    (folder / "1.txt").write_text(TEXT.replace(". ", ".\n"), "utf-8")
    (bare,) = read(folder, {"file": "1.txt", "name": "a"})
    assert (bare.became, bare.article_id) == ("unchanged", 1)
    assert rows(folder, "SELECT published_date, outlet FROM articles") == [("2024-05-16", "Plain Wire")]


def test_bytes_that_were_read_from_a_folder_are_that_document(folder: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.txt"
    saved.write_text(TEXT, "utf-8")
    pipeline.ingest([str(saved)], db=folder / "x.db")
    (folder / "1.txt").write_text(TEXT, "utf-8")
    (told,) = read(folder, {"file": "1.txt", "name": "upload.txt"})
    assert told.became == "unchanged"
    (told,) = read(folder, {"file": "1.txt", "name": "upload.txt"}, published="2024-05-16")
    assert told.became == "replaced"
    assert rows(folder, "SELECT path, published_date FROM articles") == [(str(saved), "2024-05-16")]


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ({"address": "/etc/passwd"}, "only http"),
        ({"address": "file:///etc/passwd"}, "only http"),
        ({"address": "http://127.0.0.1/a"}, "private address"),
        ({"file": "../x.txt", "name": "up"}, "beside it"),
        ({"file": "/etc/passwd", "name": "root"}, "beside it"),
        ({"file": ".hidden.txt", "name": "dot"}, "beside it"),
        ({"file": "none.txt", "name": "none"}, "cannot be read"),
        ({"file": "list.json", "name": "list"}, "cannot read .json"),
        ({"name": "nothing"}, "beside it"),
        ({"file": "empty.txt", "name": "empty"}, "is empty"),
        ({"file": "short.txt", "name": "short"}, "no article text"),
    ],
)
def test_what_cannot_be_taken_is_named_and_the_others_go_on(folder: Path, entry: dict[str, Any], word: str) -> None:
    (folder / "1.txt").write_text(TEXT, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "short.txt").write_text("A shopping list: milk, eggs.", "utf-8")
    told = {one.name: one for one in read(folder, entry, {"file": "1.txt", "name": "right"})}
    name = str(entry.get("address") or entry["name"])
    assert told["right"].became == "added" and told[name].became == "failed"
    assert word in (told[name].error or "")
    ((source, error),) = rows(folder, "SELECT source, error FROM failures")
    assert source == name and word in error


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json"])
def test_a_list_that_is_none_is_refused(folder: Path, text: str) -> None:
    (folder / "list.json").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"list\.json"):
        handed.read_list(folder / "list.json")


def test_a_name_cannot_steer_a_terminal(folder: Path) -> None:
    (folder / "1.txt").write_text(TEXT, "utf-8")
    (told,) = read(folder, {"file": "1.txt", "name": "a\x1b[31m\u202eb\n" + "x" * 999})
    assert told.name.isprintable() and len(told.name) == handed.LONGEST_NAME


def test_the_command_tells_each_document_and_the_run_as_json(folder: Path) -> None:
    (folder / "1.txt").write_text(TEXT, "utf-8")
    given = hand(folder, {"file": "1.txt", "name": "one"}, {"address": "ftp://a"})
    done = CliRunner().invoke(cli, ["ingest", "--list", str(given), "--json", "--db", str(folder / "x.db")])
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [one.get("became") for one in told] == ["failed", "added", None]
    assert (told[1]["done"], told[1]["total"], told[1]["article_id"]) == (1, 1, 1)
    assert told[2]["run_id"] == 1 and told[2]["added"] == 1 and len(told[2]["failures"]) == 1


@pytest.mark.parametrize("arguments", [[], ["--list", "l.json", "--reader", "both", "--model", "m"]])
def test_what_does_not_go_together_is_said(arguments: list[str]) -> None:
    assert CliRunner().invoke(cli, ["ingest", *arguments]).exit_code == 2


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('""We came": an envoy"', '"We came": an envoy'),
        ('"“Near” is not here"', "“Near” is not here"),
        ('"[Analysis] What now"', "[Analysis] What now"),
        ("Plain words", "Plain words"),
        ("'Quoted once'", "Quoted once"),
    ],
)
def test_a_value_keeps_the_quotation_marks_within_it(written: str, title: str) -> None:
    draft = Draft()
    assert front_matter.take(f"---\ntitle: {written}\n---\nText", draft) == "Text"
    assert draft.title == title


def test_the_size_of_a_file_is_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 50)
    (folder / "1.txt").write_text(TEXT, "utf-8")
    (told,) = read(folder, {"file": "1.txt", "name": "long"})
    assert "more than the 50" in (told.error or "")
