"""What the overview counts over time, and which events it calls new or changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
import seed

from dashboard import news, queries
from dashboard.database import Filters, Row, Table


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.realistic(tmp_path_factory.mktemp("activity") / "real.db")


@pytest.mark.parametrize(
    ("table", "filters", "expected"),
    [
        ("visits", Filters(), {("visit", "2019", 1), ("visit", "2024-02", 1), ("visit", "2024-03", 1)}),
        ("visits", Filters(dyad="IRN-PRK"), {("visit", "2019", 1), ("visit", "2024-03", 1)}),
        ("visits", Filters(review=("rejected",)), {("visit", "2024-01", 1)}),
        ("drills", Filters(), {("test", "2024-03", 1), ("test", "2023-05", 1), ("drill", None, 1)}),
        ("drills", Filters(since="2024-01-01"), {("test", "2024-03", 1)}),
        ("quotes", Filters(), {("quote", "2024-03", 2)}),
        ("articles", Filters(), {("article", "2024-03", 2), ("article", "2023-06", 1)}),
    ],
)
def test_counts_by_month(db: Path, table: Table, filters: Filters, expected: set[tuple[str, str | None, int]]) -> None:
    found = queries.months(db, table, filters)
    assert {(row["mark"], row["month"], row["n"]) for row in found} == expected and len(found) == len(expected)


@pytest.mark.parametrize("table", ["visits", "drills", "quotes", "articles"])
def test_counts_by_month_add_up(db: Path, table: Table) -> None:
    assert sum(row["n"] for row in queries.months(db, table, Filters())) == queries.count(db, table, Filters())


@pytest.fixture
def growing(tmp_path: Path) -> Callable[[], Path]:
    """A database in which three runs have read articles and an analyst has decided between them."""

    def make() -> Path:
        grown = seed.Seed(tmp_path / "grown.db")
        told = "The envoy flew to Tehran."
        one = grown.article(told, outlet="One")
        visit = grown.visit("PRK", "IRN", "2024-03-03", [(one, told)], visitor_name="Ri Chol-su")
        grown.visit("RUS", "CHN", "2024-02-02", [(one, told)], visitor_name="Oleg Varin")
        fired = grown.drill("PRK", "2024-03-10", [(one, told)])
        for number, started in ((2, "2024-05-02T08:00:00Z"), (3, "2024-05-03T08:00:00Z")):
            grown.add("runs", id=number, started_at=started, finished_at=started, arguments="[]")
        two = grown.article(told, outlet="Two", added_at="2024-05-02T08:00:05Z")
        report = {"status": "completed", "date_precision": "day", "cue": "flew", "found_by": "rules", "confidence": 0.9}
        place = {"evidence_start": 0, "evidence_end": len(told), "visitor_iso3": "PRK", "host_iso3": "IRN"}
        grown.add("visit_reports", article_id=two, visit_id=visit, **report, **place)
        three = grown.article(told, outlet="Three", added_at="2024-05-03T08:00:05Z")
        grown.visit("USA", "KOR", "2024-05-01", [(three, told)], visitor_name="Dana Whitlock")
        decided = {"kind": "drill", "event_id": fired, "reviewer": "Ana Lyst"}
        grown.add("decisions", action="edit", field="place", decided_at="2024-05-02T12:00:00Z", **decided)
        return grown.close()

    return make


def told(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(news.identity(row), news.what_changed(row), row["changed_at"][:10]) for row in rows]


def test_new_and_changed(growing: Callable[[], Path]) -> None:
    assert told(queries.changed(growing(), Filters(), 8)) == [
        ("visit:3", "New", "2024-05-03"),
        ("drill:1", "Corrected: place, by Ana Lyst", "2024-05-02"),
        ("visit:1", "Another report", "2024-05-02"),
        ("visit:2", "New", "2024-05-01"),
    ]


def test_new_and_changed_under_filters(growing: Callable[[], Path]) -> None:
    path = growing()
    assert [event for event, *_ in told(queries.changed(path, Filters(dyad="IRN-PRK"), 8))] == ["drill:1", "visit:1"]
    assert [event for event, *_ in told(queries.changed(path, Filters(until="2024-02-28"), 8))] == ["visit:2"]
    assert len(queries.changed(path, Filters(), 2)) == 2
    assert queries.changed(path, Filters(since="2050-01-01"), 8) == []


def test_a_rejected_event_shows_as_such(tmp_path: Path) -> None:
    grown = seed.Seed(tmp_path / "rejected.db")
    a = grown.article("He flew home.")
    for status in ("rejected", "unreviewed"):
        number = grown.visit("PRK", "IRN", "2024-03-03", [(a, "He flew home.")], review_status=status)
    grown.add("decisions", kind="visit", event_id=1, action="reject", decided_at="2024-05-04T12:00:00Z")
    path = grown.close()
    assert told(queries.changed(path, Filters(), 8)) == [
        ("visit:1", "Rejected", "2024-05-04"),
        (f"visit:{number}", "New", "2024-05-01"),
    ]
    assert told(queries.changed(path, Filters(review=("unreviewed",)), 8)) == [(f"visit:{number}", "New", "2024-05-01")]


def test_a_decision_on_a_merged_event_shows_on_the_one_that_is_kept(tmp_path: Path) -> None:
    grown = seed.Seed(tmp_path / "merged.db")
    a = grown.article("They fired.")
    grown.drill("PRK", "2024-03-03", [(a, "They fired.")])
    grown.add("event_redirects", event_kind="drill", event_id=7, into_id=1, cause="decision")
    grown.add("decisions", kind="drill", event_id=7, action="undo", decided_at="2024-05-04T12:00:00Z", reviewer="Bo")
    assert told(queries.changed(grown.close(), Filters(), 8)) == [
        ("drill:1", "Decision taken back, by Bo", "2024-05-04")
    ]


def test_what_later_articles_do_not_hold_is_looked_for_in_all(growing: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(queries.activity, "LATEST", 1)
    assert [event for event, *_ in told(queries.changed(growing(), Filters(dyad="CHN-RUS"), 8))] == ["visit:2"]


@pytest.mark.parametrize(
    ("disputed", "confidence", "why"),
    [
        ('{"end_date": {"2024-03-07": [1], "2024-03-08": [2]}}', 0.9, "Reports disagree on end date"),
        (None, 0.2, "Low confidence"),
        (None, 0.8, "Not reviewed yet"),
    ],
)
def test_why_an_event_is_in_doubt(disputed: str | None, confidence: float, why: str) -> None:
    assert news.why_doubtful({"disputed": disputed, "confidence": confidence}) == why
