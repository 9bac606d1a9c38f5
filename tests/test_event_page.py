"""The page of one event: what it holds for a visit and a drill, and what it says of numbers that lead elsewhere or nowhere."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
import seed
from streamlit.testing.v1 import AppTest

from dashboard import filters, queries, record

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`seed.realistic` with visit 2 orphaned, 3 gone, 20 and 21 merged into 1, one after the other."""
    path = seed.realistic(tmp_path / "event.db")
    with sqlite3.connect(path) as opened:
        opened.execute("DELETE FROM visit_reports WHERE visit_id IN (2, 3)")
        opened.execute("UPDATE visits SET orphaned = 1, n_reports = 0, n_outlets = 0, n_origins = 0 WHERE id = 2")
        opened.execute("DELETE FROM visits WHERE id = 3")
        opened.execute("INSERT INTO event_redirects VALUES ('visit', 20, 1, 'rule'), ('visit', 21, 20, 'decision')")
    monkeypatch.setenv("DYADWATCH_DB", str(path))
    monkeypatch.setenv("DYADWATCH_REVIEWER", "Ana Lyst")
    monkeypatch.setattr(filters, "today", lambda: dt.date(2024, 3, 23))
    return path


def open_event(event: str = "", **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run().switch_page("app_pages/event.py")
    for name, value in ({"event": event} | address).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def cards_of(app: AppTest) -> str:
    return "\n".join(str(element.proto) for element in app.get("bidi_component"))


def notes(app: AppTest) -> str:
    return "\n".join(e.value for kind in ("info", "warning", "caption", "text") for e in getattr(app, kind)).replace(
        "\\", ""
    )


def test_a_visit_has_its_full_record(db: Path) -> None:
    app = open_event("visit:1")
    shown, said = cards_of(app), notes(app)
    assert app.title[0].value == "Visit 1"
    assert "Tehran received Ri Chol-su" in shown and "https://wire.example/b" in shown
    assert "The timing is no accident" in shown and "Mara Ellingsen" in shown
    assert "North Korea: Launch test, KN-25" in shown and "3 days after" in shown
    assert "2024-03-08" in shown
    assert "Shown is 2024-03-07: " in said
    assert "Completed 2024-03-11 to 2024-03-12 (2 reports)." in said
    assert [b.proto.label for b in app.get("download_button")] == ["Download 2 reports (CSV)"]
    assert "DyadWatch visit:1, 2 reports, 2 outlets, 1 origin, coder version 1" in app.code[0].value
    assert app.code[1].value.endswith("/event?event=visit:1")


def test_a_drill_has_its_full_record(db: Path) -> None:
    app = open_event("drill:1")
    shown = cards_of(app)
    assert "fired two short-range missiles" in shown and "Ri Chol-su, Trade minister: North Korea to Iran" in shown
    assert "3 days before" in shown
    assert app.code[0].value.startswith("North Korea: Launch test, KN-25, 2024-03-10 (conducted).")


@pytest.mark.parametrize(("number", "by"), [(20, "the rules"), (21, "an analyst's decision"), (1, None)])
def test_a_number_that_was_merged_away_shows_the_event_it_is_in(db: Path, number: int, by: str | None) -> None:
    app = open_event(f"visit:{number}")
    assert app.title[0].value == "Visit 1" and "2 reports" in app.code[0].value
    assert (f"Visit {number} is part of visit 1 now, merged by {by}" in notes(app)) == bool(by)


def test_a_rejected_event_is_shown_as_such(db: Path) -> None:
    app = open_event("visit:4")
    assert "was rejected" in app.warning[0].value and "Nobody: North Korea to Iran" in cards_of(app)


def test_an_orphaned_event_is_shown_as_such(db: Path) -> None:
    app = open_event("visit:2")
    assert "No report tells of this visit any more" in app.warning[0].value
    assert "Sources" not in app.code[0].value and not app.get("download_button")


@pytest.mark.parametrize(
    ("event", "why"), [("visit:3", "It was here once"), ("visit:99", "No event has had that number yet"),
                       ("drill:" + "9" * 15, "No event has had that number yet")]
)  # fmt: skip
def test_an_unknown_number_says_so_and_what_to_do(db: Path, event: str, why: str) -> None:
    app = open_event(event)
    assert why in app.info[0].value
    assert f"All {event.split(':')[0]}s" in [link.proto.label for link in app.get("page_link")]


@pytest.mark.parametrize("event", ["tank:1", "visit:1 OR 1=1", "![x](http://evil.example/x.png)", "visit:" + "9" * 40])
def test_an_address_that_names_no_event_says_so(db: Path, event: str) -> None:
    app = open_event(event)
    assert "names no event" in app.warning[0].value and "![x](http" not in app.warning[0].value
    app.text_input(key="asked_event").set_value("Visit 1").run()
    assert app.title[0].value == "Visit 1" and app.query_params["event"] == "visit:1"


def test_a_decision_is_made_and_taken_back_on_the_page(db: Path) -> None:
    app = open_event("visit:1")
    next(b for b in app.button if b.key == "confirm_visit:1").click().run()
    assert not app.exception and "Visit 1 confirmed" in app.success[0].value
    assert queries.event(db, "visit", 1)["review_status"] == "confirmed"  # type: ignore[index]
    assert app.title[0].value == "Visit 1" and "1. Confirm" in cards_of(app)
    next(b for b in app.button if b.key == "undo_1").click().run()
    assert queries.event(db, "visit", 1)["review_status"] == "unreviewed"  # type: ignore[index]


def test_many_reports_are_shown_page_by_page_and_downloaded_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = seed.Seed(tmp_path / "many.db")
    told = [
        (made.article(f"Envoy no. {n} flew to Tehran.", outlet=f"Paper {n}", published_date=f"2024-03-{n % 28 + 1:02}"),
         f"Envoy no. {n} flew to Tehran.") for n in range(35)
    ]  # fmt: skip
    made.visit("PRK", "IRN", "2024-03-03", told)
    monkeypatch.setenv("DYADWATCH_DB", str(made.close()))
    app = open_event("visit:1")
    shown = cards_of(app)
    assert "Envoy no. 0 flew" in shown and "Envoy no. 27 flew" not in shown
    assert "and 5 more" in shown or "And 5 more" in notes(app)
    header, rows = record.of_reports("visit", queries.sources(tmp_path / "many.db", "visit", 1))
    assert len(rows) == 35 and header[0] == "id" and all(row["sentence"].startswith("Envoy") for row in rows)


@pytest.mark.parametrize("kind", ["visit", "drill"])
@pytest.mark.parametrize("number", [1, 3, 5, 10])
def test_hostile_text_reaches_no_markdown(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, kind: str, number: int) -> None:  # fmt: skip
    path = tmp_path_factory.getbasetemp() / "hostile-event.db"
    if not path.exists():
        seed.hostile(path)
    monkeypatch.setenv("DYADWATCH_DB", str(path))
    app = open_event(f"{kind}:{number}")
    drawn = [
        e.value for what in ("markdown", "caption", "info", "warning", "title", "subheader") for e in getattr(app, what)
    ]
    assert not [value for value in drawn for text in seed.HOSTILE if text.strip() in value]
    figures = "".join(chart.proto.spec for chart in app.get("plotly_chart"))
    assert "<a href" not in figures and "<img" not in figures and "<script" not in figures
