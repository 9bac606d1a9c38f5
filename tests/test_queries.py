import sqlite3
from collections import Counter
from pathlib import Path

import pytest
import seed

from dashboard import queries
from dashboard.database import Filters, FoundBy, NoDatabase, ask
from dashboard.queries import conditions

PAIR = Filters(dyad="IRN-PRK")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.realistic(tmp_path_factory.mktemp("q") / "real.db")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {1, 2, 3}),
        (PAIR, {1, 2}),
        (Filters(dyad="CHN-RUS"), {3}),
        (Filters(since="2019-06-15", until="2019-07-01"), {2}),  # "2019" may mean any day of it
        (Filters(since="2024-03-05"), {1}),  # still going on that day
        (Filters(until="2024-02-01"), {2, 3}),
        (Filters(since="2024-03-08"), set()),
        (Filters(status=("planned",)), {3}),
        (Filters(kinds=("launch_test",)), set()),
        (Filters(kinds=("visit", "launch_test")), {1, 2, 3}),
        (Filters(confidence=0.5), {1, 2}),
        (Filters(dyad="PRK-IRN' OR 1=1 --"), set()),
    ],
)
def test_visits(db: Path, filters: Filters, expected: set[int]) -> None:
    assert {row["visit_id"] for row in queries.visits(db, filters)} == expected
    assert queries.count(db, "visits", filters) == len(expected)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {1, 2, 3}),
        (PAIR, {1, 2}),
        (Filters(dyad="CHN-RUS"), {3}),
        (Filters(since="2023-05-20", until="2023-05-25"), {2}),
        (Filters(kinds=("satellite_launch",)), {2}),
        (Filters(kinds=("visit",)), set()),
        (Filters(status=("completed",)), {1, 2, 3}),
        (Filters(status=("failed",)), set()),
    ],
)
def test_drills(db: Path, filters: Filters, expected: set[int]) -> None:
    assert {row["drill_id"] for row in queries.drills(db, filters)} == expected
    assert queries.count(db, "drills", filters) == len(expected)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {1, 2}),
        (PAIR, {1, 2}),
        (Filters(dyad="CHN-RUS"), set()),
        (Filters(speaker_types=("expert",)), {1}),
        (Filters(search="timing accident"), {1}),
        (Filters(search="fenmoor"), {1}),
        (Filters(search="ellingsen OR deputy"), set()),  # OR is a word like any other
        (Filters(search='"'), {1, 2}),
        (Filters(speaker="Mara Ellingsen"), {1}),
    ],
)
def test_quotes(db: Path, filters: Filters, expected: set[int]) -> None:
    assert {row["quote_id"] for row in queries.quotes(db, filters)} == expected
    assert queries.count(db, "quotes", filters) == len(expected)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [2, 1, 3]),
        (PAIR, [2, 1, 3]),
        (Filters(dyad="CHN-RUS"), [3]),
        (Filters(search="satellite"), [3]),
        (Filters(dyad="CHN-RUS", since="2024-01-01"), []),
    ],
)
def test_articles(db: Path, filters: Filters, expected: list[int]) -> None:
    assert [row["article_id"] for row in queries.articles(db, filters)] == expected


@pytest.mark.parametrize("words", seed.HOSTILE)
def test_search_takes_any_words(db: Path, words: str) -> None:
    assert queries.quotes(db, Filters(search=words)) == []
    assert queries.articles(db, Filters(search=words)) == []


def test_rejected_events_are_in_no_list_or_count(db: Path) -> None:
    assert 4 not in {row["visit_id"] for row in queries.visits(db, Filters())}
    assert [row["n_visits"] for row in queries.articles(db, Filters()) if row["article_id"] == 1] == [1]
    assert sum(mark["kind"] == "visit" for mark in queries.marks(db, 1)) == 1
    assert 4 not in {row.get("visit_id") for row in queries.changed(db, Filters(), 10)}


def test_dyads_are_named_and_counted(db: Path) -> None:
    pairs = {row["dyad"]: row for row in queries.dyads(db)}
    assert pairs["IRN-PRK"]["name"] == "Iran – North Korea"
    assert [pairs["IRN-PRK"][f"n_{what}"] for what in ("visits", "drills", "quotes")] == [2, 2, 2]
    assert pairs["CHN-RUS"]["name"] == "China – Russia"


def test_reports_come_with_their_text(db: Path) -> None:
    reports = queries.reports(db, "visit", 1)
    assert [row["outlet"] for row in reports] == ["Harbour Gazette", "Plain Wire"]
    sentences = [row["text"][row["evidence_start"] : row["evidence_end"]] for row in reports]
    assert "Ri Chol-su flew" in sentences[0] and "Tehran received" in sentences[1]
    assert [row["quote_id"] for row in queries.said_about(db, "visit", 1)] == [1]


def test_days_since(db: Path) -> None:
    assert queries.last_visit(db, PAIR, "2024-06-01") == "2024-03-03"
    assert queries.last_visit(db, PAIR, "2024-03-02") is None  # 2019 is not known to the day
    assert queries.drills_since(db, PAIR, "2024-03-03") == 1


def test_months(db: Path) -> None:
    rows = {(row["lane"], row["month"], row["kind"]): row["n"] for row in queries.monthly(db, PAIR)}
    assert rows == {
        ("IRN-PRK", "2024-03", "visit"): 1,
        ("PRK", "2024-03", "drill"): 1,
        ("IRN", "2023-05", "drill"): 1,
    }


def test_the_database_cannot_be_written(db: Path) -> None:
    with pytest.raises(NoDatabase, match="readonly"):
        ask(db, "DELETE FROM visits")


def test_version_changes_with_a_run(tmp_path: Path) -> None:
    path = seed.realistic(tmp_path / "v.db")
    before = queries.version(path)
    with sqlite3.connect(path) as writer:
        writer.execute("INSERT INTO runs (started_at, arguments) VALUES ('2024-05-02T08:00:00Z', '[]')")
    assert queries.version(path) != before


@pytest.fixture(scope="module")
def two_readers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Visit 1 has a report of each reader, 2 is a model's alone, 3 of the rules; of the drills 1 is of both by one report."""
    path = seed.realistic(tmp_path_factory.mktemp("q") / "two.db")
    with sqlite3.connect(path) as db:
        db.execute(
            "UPDATE visits SET found_by = CASE id WHEN 1 THEN 'rules;model:a\"b' WHEN 2 THEN 'model:m' ELSE 'rules' END"
        )
        db.execute("UPDATE drills SET found_by = CASE id WHEN 1 THEN 'rules;model:m' ELSE 'rules' END")
        db.execute("UPDATE quotes SET found_by = 'model:rules' WHERE id = 2")
    return path


@pytest.mark.parametrize(
    ("found_by", "visits", "drills", "quotes"),
    [
        (None, {1, 2, 3}, {1, 2, 3}, {1, 2}),
        ("rules", {3}, {2, 3}, {1}),
        ("model", {2}, set(), {2}),
        ("both", {1}, {1}, set()),
    ],
)
def test_who_found_it(
    two_readers: Path, found_by: FoundBy | None, visits: set[int], drills: set[int], quotes: set[int]
) -> None:
    chosen = Filters(found_by=found_by)
    assert {row["visit_id"] for row in queries.visits(two_readers, chosen)} == visits
    assert {row["drill_id"] for row in queries.drills(two_readers, chosen)} == drills
    assert {row["quote_id"] for row in queries.quotes(two_readers, chosen)} == quotes
    assert queries.count(two_readers, "articles", chosen) == 3


def test_an_event_names_every_reader_of_its_reports(two_readers: Path) -> None:
    named = {row["visit_id"]: row["found_by"] for row in queries.visits(two_readers, Filters())}
    assert named == {1: 'rules;model:a"b', 2: "model:m", 3: "rules"}
    assert [row["found_by"] for row in queries.drills(two_readers, Filters(found_by="both"))] == ["rules;model:m"]


def test_an_event_without_reports_is_nobody_s(two_readers: Path, tmp_path: Path) -> None:
    path = tmp_path / "orphan.db"
    path.write_bytes(two_readers.read_bytes())
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM visit_reports WHERE visit_id = 3")
        db.execute("UPDATE visits SET found_by = NULL WHERE id = 3")
    (orphan,) = (row for row in queries.visits(path, Filters()) if row["visit_id"] == 3)
    assert orphan["found_by"] is None
    assert 3 not in {row["visit_id"] for row in queries.visits(path, Filters(found_by="rules"))}


def test_a_pair_is_found_by_its_index(db: Path) -> None:
    where = conditions.condition("visits", PAIR)
    plan = ask(db, f"EXPLAIN QUERY PLAN SELECT * FROM visits e WHERE {where}", where.values)
    assert "visits_by_dyad" in plan[0]["detail"]


def _missing(path: Path) -> None: ...
def _text(path: Path) -> None:
    path.write_text("this is a letter, not a database " * 200)


def _other(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE visits (id INTEGER)")


@pytest.mark.parametrize("make", [_missing, _text, _other, Path.mkdir])
def test_what_is_no_database_is_named(tmp_path: Path, make: object) -> None:
    path = tmp_path / "thing #1.db"
    make(path)  # type: ignore[operator]
    with pytest.raises(NoDatabase, match=r"thing #1\.db"):
        queries.visits(path, Filters())


def test_the_life_of_a_visit_is_flagged(tmp_path: Path) -> None:
    told = seed.Seed(tmp_path / "f.db")
    said = [(told.article("They met."), "They met.")]
    for start, end, origin in (("2019-04-02", "2019-04-05", "PRK"), ("2024-04-23", None, "IRN"), (None, None, None)):
        number = told.visit("PRK", "IRN", start, said, end_date=end, level="minister")
        told.db.execute("UPDATE visit_reports SET origin_iso3 = ? WHERE visit_id = ?", [origin, number])
    path = told.close()
    flags = [
        (row["only_visitor_side"], row["no_return_seen"], row["last_at_this_level"])
        for number in (1, 2, 3)
        if (row := queries.event(path, "visit", number))
    ]
    assert flags == [(1, 0, None), (0, 1, "2019"), (0, 1, None)]


def test_the_pairs_to_choose_from_are_counted_as_the_view_counts_them(db: Path) -> None:
    columns = ("dyad", "n_visits", "n_drills", "n_quotes")
    viewed = ask(db, f"SELECT {', '.join(columns)} FROM dyads")
    listed = [{name: row[name] for name in columns} for row in queries.dyads(db)]
    assert sorted(listed, key=lambda row: row["dyad"]) == sorted(viewed, key=lambda row: row["dyad"])
    assert set(queries.dyad_names(db)) == {row["dyad"] for row in viewed}


def test_the_busiest_lanes_and_their_months_are_those_of_all(db: Path) -> None:
    everything = queries.monthly(db, Filters())
    lanes = {kind: Counter[str]() for kind in ("visit", "drill")}
    for row in everything:
        lanes[row["kind"]][row["lane"]] += row["n"]
    for kind, counted in lanes.items():
        (busiest,) = {
            lane for lane, n in counted.items() if (-n, lane) == min((-n, lane) for lane, n in counted.items())
        }
        (first,) = queries.busiest_lanes(db, Filters(), (kind,), 1)
        assert (first["lane"], first["n"]) == (busiest, counted[busiest])
        found = queries.monthly(db, Filters(), (kind,), (busiest,))
        assert found and found == [row for row in everything if (row["kind"], row["lane"]) == (kind, busiest)]
