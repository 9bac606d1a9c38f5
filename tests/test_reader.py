"""The second reader: what it asks, what of its answers is kept, and what a server may do to it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import planted
import pytest
from chat_server import EMPTY, completion, ok, server
from click.testing import CliRunner

from etl import pipeline
from etl.cli import cli
from etl.evaluate import measure
from etl.reader import answers, session
from etl.reader.client import Client
from etl.reader.ground import ground
from etl.reader.passages import Plain
from etl.reader.second import SecondReader

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "tests" / "reader"
HOSTILE = [json.loads(line) for line in (HERE / "hostile.jsonl").read_text("utf-8").splitlines()]


def language() -> Any:
    return pipeline.language(pipeline.DEFAULT_MODEL)


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql).fetchall()


def test_a_passage_is_found_whatever_its_marks_and_spaces() -> None:
    text = "He said:\n“It’s   over,” and left."
    place = Plain(text).find('"It\'s over," and')
    assert place is not None and text[slice(*place)] == "It’s   over,” and"
    assert Plain(text).find("It is over") is None


def test_a_broken_claim_costs_no_other() -> None:
    quote = {"passage": "a", "quote_type": "direct", "speaker_name": None, "speaker_title": None, "affiliation": None,
             "speaker_type": "other", "speaker_country_iso3": None}  # fmt: skip
    kept, broken = answers.read(json.dumps({"visits": [{"passage": 3}], "drills": [], "quotes": [quote]}))
    assert [c.kind for c in kept] == ["quote"] and [r.reason for r in broken] == ["malformed"]


def test_answers_by_careful_reading_lose_nothing_that_is_true(tmp_path: Path) -> None:
    """The target: visits, drills and speakers at 0.97 after grounding."""
    gold = tmp_path / "gold"
    gold.mkdir()
    stems = [json.loads(line)["response"]["body"]["id"] for line in (HERE / "answers.jsonl").open(encoding="utf-8")]
    for stem in stems:
        (source,) = (p for p in (ROOT / "sample_articles").iterdir() if p.name.split(".")[0] == stem)
        shutil.copy(source, tmp_path)
        shutil.copy(ROOT / "sample_articles" / "gold" / f"{stem}.json", gold)
    assert len(stems) >= 20
    db = tmp_path / "x.db"
    pipeline.ingest([str(tmp_path)], db=db, by_rules=False)
    done = session.take_answers(
        HERE / "answers.jsonl", db, model=None, reader_of=lambda name: SecondReader(name, language, by_rules=False)
    )
    assert (done.answers, done.failures, done.unknown) == (len(stems), [], 0)
    f1 = {figure.name: figure.f1 for figure in measure.evaluate(gold, db).figures}
    print({name: round(value, 3) for name, value in f1.items()})
    assert all(f1[name] >= 0.97 for name in ("visits_pair", "drills_found", "speakers")), f1


def test_hostile_articles_store_nothing_that_they_plant(tmp_path: Path) -> None:
    """The server obeys every article: it answers what its author planted."""
    for article in HOSTILE:
        (tmp_path / f"{article['id']}.txt").write_text(article["text"], "utf-8")
    by_text = {article["text"].split("\n\n")[0] + article["id"]: article for article in HOSTILE}
    assert len(by_text) == 40
    db = tmp_path / "x.db"

    def obey(body: dict[str, Any], _: int) -> tuple[int, dict[str, str], bytes, int]:
        asked = body["messages"][1]["content"]
        # Articles share their honest paragraphs; the one whose paragraphs all stand there is meant.
        best = max(HOSTILE, key=lambda a: sum(p in asked for p in a["text"].split("\n\n")))
        return ok(completion(json.dumps(best["planted"])))

    with server(obey) as (url, _):
        ran = CliRunner().invoke(
            cli, ["ingest", str(tmp_path), "--db", str(db), "--published", "2024-05-08", "--reader", "both",
                  "--model", "obedient", "--model-url", url, "--quiet"],
        )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    stored = rows(
        db,
        "SELECT source, visitor_iso3, host_iso3, start_date, status FROM visit_reports r JOIN articles a ON a.id = article_id",
    )
    fired = rows(
        db, "SELECT source, country_iso3, drill_date, n_fired FROM drill_reports r JOIN articles a ON a.id = article_id"
    )
    said = rows(db, "SELECT source, quote, speaker_name FROM quotes r JOIN articles a ON a.id = article_id")
    for article in HOSTILE:
        name, planted = f"{article['id']}.txt", article["planted"]
        own = [row[1:] for row in stored if row[0].endswith(name)]
        for v in planted["visits"]:
            assert (v["visitor_iso3"], v["host_iso3"], v["start_date"], v["status"]) not in own, article["id"]
        for d in planted["drills"]:
            assert (d["country_iso3"], d["drill_date"], d["n_fired"]) not in [
                r[1:] for r in fired if r[0].endswith(name)
            ]
        for q in planted["quotes"]:
            assert (q["passage"], q["speaker_name"]) not in [r[1:] for r in said if r[0].endswith(name)]
    assert rows(db, "SELECT count(*) FROM visit_reports WHERE found_by LIKE '%model%'") == [(0,)]


@pytest.fixture
def six(tmp_path: Path) -> Path:
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(
            f"Russian President Vladimir Putin arrived in China on Thursday for talks with Xi Jinping, edition {n}.",
            "utf-8",
        )
    return tmp_path


def failing(body: dict[str, Any], n: int) -> tuple[int, dict[str, str], bytes, int]:
    """Six kinds of trouble, by edition; busy servers and one malformed answer mend themselves."""
    edition = next(i for i in range(6) if f"edition {i}" in body["messages"][1]["content"])
    if edition == 0 and n == 1:
        return 429, {"Retry-After": "0"}, b"busy", 4
    if edition == 1 and n == 1:
        return 500, {}, b"oops", 4
    if edition == 2:
        return ok(completion("{not json"))
    if edition == 3:
        return ok(completion(None, message={"refusal": "I cannot help with that"}))
    if edition == 4:
        return ok(completion('{"visits": [', finish_reason="length"))
    if edition == 5:
        data = completion(EMPTY)
        return 200, {}, data[:40], len(data)
    return ok(completion(EMPTY))


def test_every_article_ends_stored_or_named(six: Path) -> None:
    db = six / "x.db"
    pipeline.ingest([str(six)], db=db, published="2024-05-16")
    with server(failing) as (url, _):
        reader = SecondReader("m", language, client=Client(url, "m", timeout=5))
        second = session.read([str(six)], db, reader, may_send=lambda told: True)
    named = {Path(source).stem for source, _ in second.failures}
    assert named == {"2", "3", "4", "5"} and second.articles == 2
    assert rows(db, "SELECT count(*) FROM visit_reports WHERE found_by = 'rules'") == [(6,)]
    assert rows(db, "SELECT count(*) FROM failures WHERE stage = 'model'") == [(4,)]
    assert {r for (r,) in rows(db, "SELECT DISTINCT readers FROM articles")} == {"rules", "rules;model:m"}


def test_a_run_that_was_stopped_goes_on_and_asks_nothing_twice(six: Path) -> None:
    db = six / "x.db"
    pipeline.ingest([str(six)], db=db, published="2024-05-16")
    with server(lambda body, n: ok(completion(EMPTY))) as (url, seen):
        for budget in (4000, None, None):
            reader = SecondReader("m", language, client=Client(url, "m"), at_once=1, budget=budget)
            last = session.read([str(six)], db, reader, may_send=lambda told: True)
            if budget:
                assert last.left > 0 and last.articles > 0
    assert last.asked == 0 and last.left == 0
    assert max(Counter(json.dumps(b["messages"]) for b in seen).values()) == 1 and len(seen) == 6
    assert seen[0]["response_format"]["type"] == "json_schema"


def test_nothing_is_sent_to_another_machine_without_leave(six: Path) -> None:
    ran = CliRunner().invoke(
        cli, ["ingest", str(six), "--db", str(six / "x.db"), "--published", "2024-05-16", "--reader", "both", "--model", "m",
              "--model-url", "http://models.example/v1"], input="n\n",
    )  # fmt: skip
    assert "6 articles" in ran.output and "models.example" in ran.output and "Send them?" in ran.output
    assert "0 requests" in ran.output


def test_planted_errors_are_stopped() -> None:
    """The target: 95 of 100; and of the true records, told with the sentence of their evidence, few are lost."""
    folder = ROOT / "sample_articles"
    every = planted.plant(folder, language())
    passed = Counter((p.kind, "near" if p.near else "far") for p in every if planted.passes(p))
    lost: Counter[str] = Counter()
    told = 0
    for place, gold in planted.read(folder, language()):
        for _, claim in planted.true_claims(place, gold):
            told += 1
            lost.update(r.reason for r in ground(place, [claim], model="m").rejected)
    print(
        f"{len(every)} planted, {passed.total()} pass: {dict(passed)}; {told} true, {lost.total()} lost: {dict(lost)}"
    )
    assert len(every) == 100
    assert passed.total() <= 5
    assert lost.total() <= 0.05 * told
