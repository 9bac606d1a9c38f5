"""The page Review and the controls on an event: what is clicked is in the database afterwards."""

import datetime as dt
import json
import sqlite3
from pathlib import Path
from typing import Any, get_args

import pytest
import seed
from streamlit.testing.v1 import AppTest
from test_dashboard_pages import cards_of

from dashboard import decisions, filters, precision, queries
from dashboard.correctable import FIELDS
from dashboard.database import Filters, Row
from etl.load import connection, editable
from etl.models import DrillKind, DrillStatus, Level, SpeakerType, VisitStatus, WeaponClass
from etl.review import statistics

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"
# Disagreed on or without a speaker's name first, then by rising confidence.
ORDER = ["visit:1", "quote:2", "visit:3", "drill:1", "drill:2", "drill:3", "visit:2"]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = seed.realistic(tmp_path / "review.db")
    monkeypatch.setenv("DYADWATCH_DB", str(path))
    monkeypatch.setenv("DYADWATCH_REVIEWER", "Ana Lyst")
    monkeypatch.setattr(filters, "today", lambda: dt.date(2024, 3, 23))
    return path


def open_page(page: str = "review", **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run().switch_page(f"app_pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    (button,) = [b for b in app.button if b.key == key]
    button.click().run()
    assert not app.exception
    return app


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql).fetchall()


def shown(app: AppTest) -> str:
    return str(app.query_params.get("event", ""))


def history(app: AppTest) -> list[dict[str, str]]:
    """The list of decisions on the screen, the latest first."""
    (element,) = [e for e in app.get("bidi_component") if "history_" in e.proto.id]
    return json.loads(element.proto.json)["cards"][0]["list"]  # type: ignore[no-any-return]


def test_the_most_doubtful_come_first(db: Path) -> None:
    assert names(queries.waiting(db, Filters(), 10)) == ORDER
    assert names(queries.waiting(db, Filters(), 2)) == ORDER[:2]
    assert names(queries.waiting(db, Filters(), 10, "quotes")) == ["quote:2"]
    assert names(queries.waiting(db, Filters(dyad="CHN-RUS", kinds=("visit",)), 10)) == ["visit:3"]
    assert "quote:2" not in names(queries.waiting(db, Filters(status=("completed",)), 10))


def names(rows: list[Row]) -> list[str]:
    return [f"{row['kind']}:{row['id']}" for row in rows]


@pytest.mark.parametrize(
    ("quote", "waits"),
    [
        ({"speaker_name": "Mara Ellingsen", "confidence": 0.9}, False),
        ({"speaker_name": "Mara Ellingsen", "confidence": 0.51}, False),
        ({"speaker_name": "Mara Ellingsen", "confidence": 0.5}, True),  # all that a model alone has found
        ({"speaker_name": None, "speaker_type": "anonymous", "confidence": 0.9}, False),
        ({"speaker_name": None, "speaker_type": "anonymous", "confidence": 0.3}, True),
        ({"speaker_name": None, "speaker_type": "official", "confidence": 0.9}, True),
        ({"speaker_name": None, "confidence": 0.9, "review_status": "confirmed"}, False),
        ({"speaker_name": None, "confidence": 0.9, "review_status": "rejected"}, False),
    ],
)
def test_which_quotes_wait(tmp_path: Path, quote: dict[str, Any], waits: bool) -> None:
    made = seed.Seed(tmp_path / "quotes.db")
    number = made.quote(made.article("We watch, he said."), "We watch", ("IRN-PRK",), **quote)
    path = made.close()
    assert names(queries.waiting(path, Filters(), 10)) == ([f"quote:{number}"] if waits else [])
    reviewed = int("review_status" in quote)
    assert queries.progress(path, Filters()) == (reviewed, int(waits) or reviewed)
    assert queries.progress(path, Filters(), "events") == (0, 0)


def test_a_quote_is_gone_through_like_an_event(db: Path) -> None:
    app = open_page(of="Quotes")
    assert shown(app) == "quote:2" and "who said it?" in " ".join(m.value for m in app.markdown)
    assert "We shall answer every step" in cards_of(app)
    app.segmented_control(key="action_quote:2").set_value("edit").run()
    app.text_input(key="value_quote:2_speaker_name").set_value("Juna Halvorsen")
    app.text_input(key="reason_quote:2_edit").set_value("named further up")
    click(app, "submit_quote:2_edit")
    assert ask(db, "SELECT speaker_name, review_status FROM quotes WHERE id = 2") == [("Juna Halvorsen", "edited")]
    assert shown(app) == "quote:2" and queries.progress(db, Filters(), "quotes") == (1, 1)
    click(app, "undo_last")
    assert ask(db, "SELECT speaker_name, review_status FROM quotes WHERE id = 2") == [(None, "unreviewed")]
    click(app, "confirm_quote:2")
    assert shown(app) == "" and "has been reviewed" in app.info[0].value
    click(app, "undo_last")
    assert shown(app) == "quote:2"
    app.text_input(key="reason_quote:2_reject").set_value("nobody said so")
    click(app, "submit_quote:2_reject")
    assert ask(db, "SELECT review_status FROM quotes WHERE id = 2") == [("rejected",)]
    assert shown(app) == "" and "Quote 2 rejected" in app.success[0].value.replace("\\", "")
    app.segmented_control(key="of").set_value("Events").run()
    assert shown(app) == ORDER[0]


def test_confirming_goes_on_to_the_next_and_counts(db: Path) -> None:
    app = open_page()
    assert shown(app) == ORDER[0]
    click(app, "confirm_visit:1")
    assert ask(db, "SELECT review_status FROM visits WHERE id = 1") == [("confirmed",)]
    assert shown(app) == ORDER[1]
    assert "Visit 1 confirmed" in app.success[0].value.replace("\\", "")
    assert queries.progress(db, Filters(), "events") == (2, 7)  # one was rejected before


def test_undo_takes_the_last_decision_back_and_shows_the_event(db: Path) -> None:
    app = click(open_page(), "confirm_visit:1")
    click(app, "undo_last")
    assert ask(db, "SELECT review_status FROM visits WHERE id = 1") == [("unreviewed",)]
    assert shown(app) == "visit:1"


def test_rejecting_needs_a_reason(db: Path) -> None:
    app = open_page(event="drill:2")
    click(app, "submit_drill:2_reject")
    assert "Write a reason" in app.error[0].value and shown(app) == "drill:2"
    app.text_input(key="reason_drill:2_reject").set_value("a launch of 2022")
    click(app, "submit_drill:2_reject")
    assert ask(db, "SELECT review_status FROM drills WHERE id = 2") == [("rejected",)]
    assert ask(db, "SELECT reviewer, reason FROM decisions") == [("Ana Lyst", "a launch of 2022")]


def test_a_field_is_corrected_and_the_event_stays(db: Path) -> None:
    app = open_page(event="visit:1")
    app.segmented_control(key="action_visit:1").set_value("edit").run()
    app.selectbox(key="field_visit:1").set_value("city").run()
    assert app.text_input(key="value_visit:1_city").value == "Tehran"
    app.text_input(key="value_visit:1_city").set_value("Isfahan")
    app.text_input(key="reason_visit:1_edit").set_value("the wire names it")
    click(app, "submit_visit:1_edit")
    assert ask(db, "SELECT city, review_status FROM visits WHERE id = 1") == [("Isfahan", "edited")]
    assert shown(app) == "visit:1"
    (decided,) = history(app)
    assert decided["text"] == "1. City: Tehran → Isfahan" and decided["note"].startswith(
        "the wire names it · Ana Lyst · "
    )
    click(app, "undo_1")
    assert ask(db, "SELECT city FROM visits WHERE id = 1") == [("Tehran",)]
    assert app.button(key="undo_last").disabled  # nothing is left of this session to take back


def test_a_name_is_asked_for(db: Path) -> None:
    app = open_page()
    app.text_input(key="reviewer").set_value("").run()
    click(app, "confirm_visit:1")
    assert "Write your name" in app.error[0].value and not ask(db, "SELECT 1 FROM decisions")


def test_skipped_events_wait_until_the_rest_is_done(db: Path) -> None:
    app, seen = open_page(), []
    while shown(app):
        seen.append(shown(app))
        click(app, "skip")
    assert seen == ORDER and not ask(db, "SELECT 1 FROM decisions")
    assert shown(click(app, "again")) == ORDER[0]


def test_other_filters_lead_to_another_event(db: Path) -> None:
    app = open_page(event="drill:2")
    assert shown(app) == "drill:2"
    app.sidebar.selectbox(key="pair").select("CHN-RUS").run()
    assert shown(app) == "visit:3"
    app.query_params["event"] = "visit:1"
    assert shown(app.run()) == "visit:1"


def test_what_reports_disagree_on_is_shown_side_by_side(db: Path) -> None:
    frames = [frame.value for frame in open_page(event="visit:1").dataframe]
    table = next(frame for frame in frames if "End date" in frame)
    assert list(table["End date"]) == ["2024-03-07", "2024-03-08"]


def test_split_and_merge(db: Path) -> None:
    app = open_page(event="visit:1")
    app.segmented_control(key="action_visit:1").set_value("split").run()
    app.multiselect(key="reports_visit:1").set_value([2])
    app.text_input(key="reason_visit:1_split").set_value("another trip")
    click(app, "submit_visit:1_split")
    ((made,),) = ask(db, "SELECT visit_id FROM visit_reports WHERE id = 2")
    assert made != 1
    app.segmented_control(key="action_visit:1").set_value("merge").run()
    app.selectbox(key="other_visit:1").set_value(made)
    app.text_input(key="reason_visit:1_merge").set_value("one trip after all")
    click(app, "submit_visit:1_merge")
    assert ask(db, "SELECT visit_id FROM visit_reports WHERE id = 2") == [(1,)]


def test_an_event_that_was_rejected_can_be_had_back_where_it_is_shown(db: Path) -> None:
    app = open_page("event", event="visit:2")
    app.text_input(key="reason_visit:2_reject").set_value("hearsay")
    click(app, "submit_visit:2_reject")
    assert "rejected" in app.warning[0].value
    click(app, "undo_1")
    assert ask(db, "SELECT review_status FROM visits WHERE id = 2") == [("unreviewed",)]


@pytest.mark.parametrize(("review", "found"), [((), {1, 2, 3}), (("rejected",), {4}), (("unreviewed",), {1, 2, 3})])
def test_review_status_as_a_filter(db: Path, review: tuple[str, ...], found: set[int]) -> None:
    assert {row["visit_id"] for row in queries.visits(db, Filters(review=review))} == found


@pytest.mark.parametrize("kind", get_args(queries.Subject))
def test_fields_are_those_that_the_command_corrects(kind: queries.Subject) -> None:
    assert set(FIELDS[kind]) == set(editable.FIELDS[kind])
    values = {"visit": {"status": VisitStatus, "level": Level},
              "drill": {"status": DrillStatus, "kind": DrillKind, "weapon_class": WeaponClass},
              "quote": {"speaker_type": SpeakerType}}[kind]  # fmt: skip
    for name, field in FIELDS[kind].items():
        assert field.values == (get_args(values[name]) if name in values else ())
        assert field.may_be_empty == (name not in editable.REQUIRED)


def test_nothing_hostile_is_read_as_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(seed.hostile(tmp_path / "hostile.db")))
    for event in ("visit:3", "drill:5"):
        app = open_page(event=event)
        drawn = [e.value for kind in ("markdown", "caption", "info", "title") for e in getattr(app, kind)]
        drawn += [button.label for button in app.button]
        assert not [value for value in drawn for text in seed.HOSTILE if text.strip() in value]


def test_without_events_it_says_what_to_do(db: Path) -> None:
    assert "Widen the dates" in open_page(since="2050-01-01").info[0].value


def test_precision_is_that_of_the_command(db: Path) -> None:
    by = decisions.Analyst(db, "Ana Lyst")
    decisions.confirm(by, "visit", 1)
    decisions.edit(by, "visit", 2, "city", "Pyongyang", "named in the text")
    with connection.transaction(db) as open_db:
        told = {r.kind: r for r in statistics.measure(open_db).reviews}
    rows = {row["kind"]: row for row in queries.reviewed(db)}
    for kind, review in told.items():
        assert {name: rows[kind][name] for name in queries.REVIEW} == {
            name: getattr(review, name) for name in queries.REVIEW
        }
    assert precision.wilson(2, 3) == pytest.approx(told["visit"].there.interval)
    assert precision.shown(rows["visit"]) == {
        "Kind": "Visits",
        "Reviewed": "3 of 4",
        "Really happened, or was said": "0.67 (0.21–0.94)",
        "Right in every field": "0.33 (0.06–0.79)",
    }
    assert precision.shown(rows["drill"])["Right in every field"] == "Nothing reviewed yet"
    table = open_page("data").table[2].value
    assert "0.67 (0.21–0.94)" in table.to_string()
