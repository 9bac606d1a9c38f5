"""What the page of an event asks the database."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import seed

from dashboard import queries, record, record_cards
from dashboard.queries import Window

TEXT = "Envoys met."


@pytest.fixture
def made(tmp_path: Path) -> Any:
    made = seed.Seed(tmp_path / "near.db")
    made.article(TEXT, published_date="2024-03-11")
    return made


def near(
    *, first: str = "2024-03-10", last: str = "2024-03-12", since: str = "2024-02-09", until: str = "2024-04-11"
) -> Window:
    return Window(first, last, since, until)


def test_visits_around_nearest_first(made: Any) -> None:
    dates = [
        "2024-03-10",
        "2024-03-14",
        "2024-02-09",
        "2024-02-08",
        "2024-04-11",
        "2024-04-12",
        "2024-03",
        "2024-02",
        "2024",
        None,
    ]
    for date in dates:
        made.visit("PRK", "IRN", date, [(1, TEXT)])
    made.visit("PRK", "RUS", "2024-03-09", [(1, TEXT)])
    made.visit("RUS", "PRK", "2024-03-09", [(1, TEXT)])  # neither this pair nor this visitor
    made.visit("IRN", "PRK", "2024-03-05", [(1, TEXT)], end_date="2024-03-08")
    made.visit("PRK", "CHN", "2024-03-11", [(1, TEXT)], review_status="rejected")
    rows = queries.visits_around(made.close(), ("PRK",), "PRK", "IRN-PRK", 1, near(), 20)
    assert [(r["visitor_iso3"], r["host_iso3"], r["start_date"], r["gap"]) for r in rows] == [
        ("PRK", "RUS", "2024-03-09", -1), ("IRN", "PRK", "2024-03-05", -2), ("PRK", "IRN", "2024-03-14", 2),
        ("PRK", "IRN", "2024-02-09", -30), ("PRK", "IRN", "2024-04-11", 30), ("PRK", "IRN", "2024-02", None),
        ("PRK", "IRN", "2024-03", None),
    ]  # fmt: skip
    assert len(queries.visits_around(made.path, ("PRK",), "PRK", "IRN-PRK", 1, near(), 3)) == 3
    both = queries.visits_around(made.path, ("PRK", "RUS"), None, None, None, near(), 20)
    assert {r["visit_id"] for r in both} >= {1, 12} and len({r["visit_id"] for r in both}) == len(both)


def test_drills_around_with_partners(made: Any) -> None:
    made.drill("PRK", "2024-03-13", [(1, TEXT)])
    made.drill("RUS", "2024-03-11", [(1, TEXT)], partner_iso3s="CHN;PRK")
    made.drill("CHN", "2024-03-11", [(1, TEXT)])
    made.drill("PRK", "2024-03-12", [(1, TEXT)], review_status="rejected")
    rows = queries.drills_around(made.close(), ("IRN", "PRK"), None, near(), 20)
    assert [(r["drill_id"], r["gap"]) for r in rows] == [(2, 0), (1, 1)]
    assert [r["drill_id"] for r in queries.drills_around(made.path, ("IRN", "PRK"), 2, near(), 20)] == [1]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-03-10", None, ("2024-03-10", "2024-03-10", "2024-02-09", "2024-04-09")),
        ("2024-03-10", "2024-03-12", ("2024-03-10", "2024-03-12", "2024-02-09", "2024-04-11")),
        ("2024-02", None, ("2024-02-01", "2024-02-29", "2024-01-02", "2024-03-30")),
        ("2024-03-10", "2024", ("2024-03-10", "2024-03-10", "2024-02-09", "2024-04-09")),
        ("2024-03-10", "2024-03-01", ("2024-03-10", "2024-03-10", "2024-02-09", "2024-04-09")),
        ("2024", None, None),
        (None, None, None),
    ],
)
def test_window(start: str | None, end: str | None, expected: tuple[str, ...] | None) -> None:
    found = record.window({"start_date": start, "end_date": end})
    assert (found and (found.first, found.last, found.since, found.until)) == expected


def test_numbers_that_lead_on(made: Any) -> None:
    for _ in range(2):
        made.visit("PRK", "IRN", "2024-03-03", [(1, TEXT)])
    rows = [("visit", 7, 2, "rule"), ("visit", 8, 7, "decision"), ("drill", 9, 1, "rule"), ("visit", 10, 11, "rule"), ("visit", 11, 10, "rule")]  # fmt: skip
    made.db.executemany("INSERT INTO event_redirects VALUES (?, ?, ?, ?)", rows)
    db = made.close()
    assert [queries.lead(db, "visit", n) for n in (2, 7, 8, 9, 10)] == [(2, None), (2, "rule"), (2, "decision"), (9, None), (10, None)]  # fmt: skip
    assert queries.event(db, "visit", 8)["visit_id"] == 2  # type: ignore[index]
    assert [row["event_id"] for row in queries.led_here(db, "visit", 2)] == [7]
    assert queries.last_number(db, "visit") == 2 and queries.last_number(db, "drill") == 0


def test_copies_stand_under_their_first_text_and_reports_under_their_origin(made: Any) -> None:
    made.article(TEXT, outlet="Copying Post", published_date="2024-03-12", syndication_id=1)
    made.article(TEXT, outlet="Own Words", published_date="2024-03-13")
    made.article(TEXT, outlet="Elsewhere", published_date="2024-03-14")
    made.visit("PRK", "IRN", "2024-03-03", [(n, TEXT) for n in (1, 2, 3, 4)])
    made.db.execute("UPDATE visit_reports SET origin_source = 'KCNA', origin_iso3 = 'PRK' WHERE article_id < 4")
    cards = record_cards.origins(queries.sources(made.close(), "visit", 1))
    assert [card["heading"] for card in cards] == ["KCNA", "No origin named: counted as one of its own"]
    lines = [(item["link"]["label"], bool(item.get("under"))) for item in cards[0]["list"]]
    assert lines == [("1.html", False), ("Copying Post", True), ("Own Words", False)]
    assert cards[0]["meta"] == "3 reports, 2 texts · speaks for PRK"


def test_a_copy_names_its_first_text_though_that_tells_of_no_such_event(made: Any) -> None:
    made.article(TEXT, outlet="Copying Post", published_date="2024-03-12", syndication_id=1)
    made.visit("PRK", "IRN", "2024-03-03", [(2, TEXT)])
    (card,) = record_cards.origins(queries.sources(made.close(), "visit", 1))
    assert "no report of this event in it" in card["list"][0]["note"] and card["list"][1]["under"]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ((1, 0, None), "Only the visitor's own side tells of it"),
        ((0, 1, None), "No report says when it ended"),
        ((0, 0, "2019"), "(minister), the same way, in this database: 2019."),
        ((0, 0, None), "The first visit at this level (minister)"),
    ],
)
def test_flags_in_plain_words(flags: tuple[int, int, str | None], said: str) -> None:
    names = ("only_visitor_side", "no_return_seen", "last_at_this_level")
    row = {"visit_id": 1, "level": "minister", "start_date": "2024-03-03"} | dict(zip(names, flags, strict=True))
    assert said in " ".join(record_cards.flags(row))
    assert ("ended" in " ".join(record_cards.flags(row))) == bool(flags[1])


@pytest.mark.parametrize("plan", ["visits", "drills"])
def test_neighbours_in_time_are_found_by_index(made: Any, plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    db = made.close()
    asked: list[tuple[str, Any]] = []
    monkeypatch.setattr("dashboard.queries.record.ask", lambda path, sql, values: asked.append((sql, values)) or [])
    if plan == "visits":
        queries.visits_around(db, ("PRK",), "PRK", "IRN-PRK", 1, near(), 5)
    else:
        queries.drills_around(db, ("PRK", "IRN"), 1, near(), 5)
    with sqlite3.connect(db) as opened:
        steps = [row[3] for row in opened.execute("EXPLAIN QUERY PLAN " + asked[0][0], asked[0][1])]
    assert any(
        step.startswith("SEARCH e ") and f"INDEX {plan}_by_d" in step and "<expr>>? AND <expr><?" in step
        for step in steps
    ), steps
    assert not [step for step in steps if step.startswith("SCAN e")]
