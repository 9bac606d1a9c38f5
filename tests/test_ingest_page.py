"""The page "Ingest": what is handed over, how a run is watched, what it found, and earlier runs."""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import seed
from streamlit.testing.v1 import AppTest

from dashboard import ingest_results, ingesting, queries

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"
TEXT = """Envoys meet in Tehran

TEHRAN, April 24 — North Korea's external economy minister Yun Jong Ho arrived in Iran on Tuesday for talks on trade, \
Iranian state media said. He is due to stay until Friday, the agency said.

“The timing of this trip is no accident,” said Mara Ellingsen, a senior fellow at the Fenmoor Institute in Oslo."""
Open = Callable[..., AppTest]


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A function that opens the page on a database with what stands in the address; none lasts longer than the test."""
    opened: list[Path] = []

    def go(db: Path, **address: str) -> AppTest:
        monkeypatch.setenv("DYADWATCH_DB", str(db))
        opened.append(db)
        app = AppTest.from_file(str(APP), default_timeout=60).run()
        app.switch_page("app_pages/ingest.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception and app.title[0].value == "Read articles"
        return app

    yield go
    for db in opened:
        if job := ingesting.latest(db):
            job.cancel()
            assert job.over.wait(60)


def stand_in(monkeypatch: pytest.MonkeyPatch, *told: dict[str, object], seconds: float = 0) -> None:
    """A command that tells this and ends after some seconds."""
    lines = json.dumps([json.dumps(one) for one in told])
    script = f"import json, time; [print(line, flush=True) for line in json.loads({lines!r})]; time.sleep({seconds})"
    monkeypatch.setattr(ingesting, "COMMAND", (sys.executable, "-c", script))


def one(name: str, became: str, **more: object) -> dict[str, object]:
    facts: dict[str, object] = {"article_id": None, "visits": 0, "drills": 0, "quotes": 0, "error": None}
    return facts | {"name": name, "became": became, "undated": False, "notes": []} | more


def field(app: AppTest, kind: str, label: str):
    return next(found for found in getattr(app, kind) if found.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    field(app, "button", label).click().run()
    assert not app.exception
    return app


def wait(app: AppTest, db: Path) -> AppTest:
    job = ingesting.latest(db)
    assert job is not None and job.over.wait(120)
    app.run()
    assert not app.exception
    return app


def cards_of(app: AppTest) -> str:
    return "\n".join(str(element.proto) for element in app.get("bidi_component"))


def links(app: AppTest) -> dict[str, str]:
    found = [element.proto for element in app.get("page_link")]
    return {link.label.removeprefix(":primary[").removesuffix("]"): link.query_string for link in found}


def test_a_new_user_pastes_the_first_article(open_page: Open, tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    app = open_page(db)
    field(app, "text_area", "Text").input(TEXT)
    field(app, "text_input", "Outlet").input("Harbour Gazette")
    field(app, "date_input", "Published").set_value("2024-04-24")
    press(app, "Read the text")
    assert app.button(key="cancel_ingest")
    wait(app, db)
    assert app.success[0].value == "1 document read: 1 new. Found: 1 visit, 0 drills, 1 quote."
    assert links(app)["Read article 1"] == "article=1" and links(app)["Open visit 1"] == "event=visit%3A1"
    shown = cards_of(app)
    assert "Visit 1" in shown and "Yun Jong Ho" in shown and "Mara Ellingsen" in shown and "Harbour Gazette" in shown
    assert field(app, "text_area", "Text").value == ""
    with sqlite3.connect(db) as opened:
        assert opened.execute("SELECT start_date, visitor_iso3 FROM visits").fetchall() == [("2024-04-23", "PRK")]
    field(app, "text_area", "Text").input(TEXT)
    press(app, "Read the text")
    wait(app, db)
    assert "1 already stored" in app.success[0].value and "Already stored" in cards_of(app)


def test_nothing_and_nonsense_are_said_without_a_run(open_page: Open, tmp_path: Path) -> None:
    app = open_page(seed.realistic(tmp_path / "x.db"))
    assert "Paste the text" in press(app, "Read the text").error[0].value
    assert "Choose files" in press(app, "Read the files").error[0].value
    field(app, "text_area", "Addresses").input("/etc/passwd")
    assert "Line 1 is no web address" in press(app, "Fetch and read").error[0].value.replace("\\", "")
    assert ingesting.latest(tmp_path / "x.db") is None
    assert field(app, "text_area", "Addresses").value == "/etc/passwd"


def test_a_day_is_handed_on_for_what_states_none(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = seed.realistic(tmp_path / "x.db")
    monkeypatch.setattr(ingesting, "COMMAND", (sys.executable, "-c", "import sys; sys.exit(str(sys.argv[1:]))"))
    app = open_page(db)
    field(app, "text_area", "Addresses").input("https://a.example")
    next(date for date in app.date_input if "addresses" in date.key).set_value("2024-04-24")
    press(app, "Fetch and read")
    wait(app, db)
    assert "--published=2024-04-24" in app.error[0].value.replace("\\", "")


def test_the_page_says_that_addresses_are_contacted(open_page: Open, tmp_path: Path) -> None:
    app = open_page(tmp_path / "x.db")
    assert any("will contact these addresses" in caption.value for caption in app.caption)
    assert any("5 MB each" in caption.value for caption in app.caption)


def test_a_run_is_watched_over_reruns_and_by_others_and_can_be_cancelled(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = seed.realistic(tmp_path / "x.db")
    stand_in(monkeypatch, one("<b>a</b> [x](http://evil.example)", "added", article_id=1, visits=1), seconds=600)
    app = open_page(db)
    late = AppTest.from_file(str(APP), default_timeout=60).run()
    late.switch_page("app_pages/ingest.py").run()
    field(app, "text_area", "Addresses").input("https://a.example/1\nhttps://a.example/2")
    press(app, "Fetch and read")
    job = ingesting.latest(db)
    assert job is not None
    while not job.told and not job.over.is_set():
        time.sleep(0.01)
    app.run()
    assert "<b>a</b> [x](http://evil.example)" in app.text[-1].value
    assert not [area for area in app.text_area if area.label.startswith("Text")]
    field(late, "text_area", "Text").input(TEXT)
    press(late, "Read the text")
    assert "2 other documents are being read" in late.error[0].value and late.button(key="cancel_ingest")
    late.button(key="cancel_ingest").click().run()
    wait(app, db)
    assert "Cancelled after 1 of 2 documents" in app.warning[0].value


def test_what_failed_is_told_with_what_to_do(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = seed.realistic(tmp_path / "x.db")
    name = "<img src=x>.html"
    stand_in(
        monkeypatch, one(name, "failed", error=f"{name}: holds no article text; it may be cut off"),
        one("b.html", "replaced", article_id=1), {"run_id": 1},
    )  # fmt: skip
    app = open_page(db)
    field(app, "text_area", "Addresses").input("https://a.example")
    press(app, "Fetch and read")
    wait(app, db)
    assert "2 documents read: 1 read again, 1 failed." in app.warning[0].value
    shown = cards_of(app)
    assert "holds no article text" in shown and "then paste its text" in shown and "Envoys and missiles" in shown
    drawn = [e.value for kind in ("markdown", "caption", "warning", "subheader") for e in getattr(app, kind)]
    assert not [value for value in drawn if "<img" in value]


def test_a_run_that_broke_off_is_told_with_the_reason(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = seed.realistic(tmp_path / "x.db")
    monkeypatch.setattr(
        ingesting, "COMMAND", (sys.executable, "-c", "raise SystemExit('dyadwatch: the disk *is* full')")
    )
    app = open_page(db)
    field(app, "text_area", "Text").input(TEXT)
    press(app, "Read the text")
    wait(app, db)
    assert "broke off after 0 of 1 document" in app.error[0].value
    assert "the disk \\*is\\* full" in app.error[0].value


@pytest.mark.parametrize(
    ("reason", "what"),
    [
        ("127.0.0.1 is a private address; --allow-private fetches from there", "--allow-private"),
        ("the server answered 403; save the page and read the file", "Open the page in a browser"),
        ("is a PDF, not a page or text", "Copy the text out of the PDF"),
        ("transform failed: ValueError", ingest_results.OTHERWISE),
    ],
)
def test_every_reason_has_advice(reason: str, what: str) -> None:
    assert what in ingest_results.advice(reason)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    made = seed.Seed(tmp_path / "history.db")
    made.article("Read in the first run.", title="First", added_at="2024-05-01T08:00:05Z")
    made.article("Read in the second.", title=seed.HOSTILE[2], added_at="2024-05-02T09:00:05Z")
    names = json.dumps(["a.html", "b.html", "c.html", "d.html"])
    made.add("runs", started_at="2024-05-02T09:00:00Z", arguments=names)
    made.add("failures", run_id=2, source="c.html", stage="extract", error="c.html: holds no article text")
    return made.close()


def test_runs_are_listed_with_what_they_did(open_page: Open, history: Path) -> None:
    table = open_page(history).dataframe[-1].value
    assert list(table["Run"]) == [2, 1] and list(table["Ended (UTC)"]) == ["Broken off", "2024-05-01 08:00:09"]
    assert table["What"][0] == "a.html, b.html, c.html and 1 more"


def test_one_run_shows_its_failures_and_its_articles(open_page: Open, history: Path) -> None:
    app = open_page(history, run="2")
    assert "holds no article text" in cards_of(app) and links(app)["Read article 2"] == "article=2"
    assert list(app.dataframe[-1].value["Article"]) == [2]
    assert "Read article 1" in links(open_page(history, run="1"))


def test_articles_belong_to_the_run_that_added_them(tmp_path: Path) -> None:
    made = seed.Seed(tmp_path / "runs.db")
    for minute in (1, 2, 3):
        made.add(
            "runs",
            started_at=f"2024-05-02T09:0{minute}:00Z",
            finished_at=f"2024-05-02T09:0{minute}:30Z",
            arguments="[]",
        )
    for second in (0, 5, 30):
        made.article("Second run.", added_at=f"2024-05-02T09:01:{second:02}Z")
    made.article("Fourth run.", added_at="2024-05-02T09:03:10Z")
    path = made.close()
    stored = [[row["article_id"] for row in queries.stored_by(path, run, 9)] for run in (1, 2, 3, 4, 5)]
    assert stored == [[], [1, 2, 3], [], [4], []]
    assert len(queries.stored_by(path, 2, 2)) == 2


@pytest.mark.parametrize("run", ["99", "x", "-1", "9" * 40])
def test_a_run_that_is_not_there_is_left_out(open_page: Open, history: Path, run: str) -> None:
    assert "Read article 1" not in links(open_page(history, run=run))


def test_arguments_of_any_form_are_read(history: Path) -> None:
    with sqlite3.connect(history) as db:
        db.execute(
            "INSERT INTO runs (started_at, arguments) VALUES ('2024-05-03', 'nonsense'), ('2024-05-04', '{\"a\": 1}')"
        )
    assert [run["given"] for run in queries.runs(history, 2)] == [[], []]


def test_an_empty_database_leads_to_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for db in (tmp_path / "none.db", seed.Seed(tmp_path / "empty.db").close()):
        monkeypatch.setenv("DYADWATCH_DB", str(db))
        app = AppTest.from_file(str(APP), default_timeout=60).run()
        app.button(key="first_articles").click().run()
        assert not app.exception and app.title[0].value == "Read articles"
