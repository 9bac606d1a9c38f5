"""What screens count from tallies is what counting row by row says, under any filters."""

import sqlite3
import sys
from collections import Counter
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.database import Filters, Table, ask
from dashboard.queries import tallied
from dashboard.queries.conditions import condition
from etl.load import tallies

sys.path.insert(0, str(Path(__file__).resolve().parent / "benchmarks"))

import synthetic

PAIR = "AAX-ABX"
FILTERS = {
    "none": Filters(),
    "a year": Filters(since="2015-01-01", until="2015-12-31"),
    "from a day": Filters(since="2011-03-07"),
    "to a day": Filters(until="2009-02-20"),
    "to the end of February": Filters(until="2008-02-29"),
    "a month": Filters(since="2012-02-01", until="2012-02-29"),
    "a day": Filters(since="2012-02-10", until="2012-02-10"),
    "turned around": Filters(since="2015-05-05", until="2012-02-10"),
    "launches": Filters(kinds=("launch_test",)),
    "visits": Filters(kinds=("visit", "firing_drill")),
    "completed": Filters(status=("completed",)),
    "failed": Filters(status=("failed",), since="2010-06-15"),
    "experts": Filters(speaker_types=("expert",)),
    "a step": Filters(confidence=0.35),
    "no step": Filters(confidence=0.333),
    "sure": Filters(confidence=0.95, until="2014-07-07"),
    "model": Filters(found_by="model"),
    "both": Filters(found_by="both", since="2007-07-07"),
    "rejected": Filters(review=("rejected",)),
    "all": Filters(review=queries.REVIEW),
    "words": Filters(search="talks"),
    "speaker": Filters(speaker="Speaker 0"),
    "pair": Filters(dyad=PAIR),
    "pair, dates": Filters(dyad=PAIR, since="2011-03-07", until="2014-09-20", confidence=0.5),
    "no pair": Filters(dyad="AAA-ZZZ"),
    "four": Filters(since="2010-01-01", status=("completed", "ongoing"), confidence=0.5, found_by="rules", review=("unreviewed",)),
}  # fmt: skip
DATES = {"visits": "start_date", "drills": "drill_date", "quotes": "published_date", "articles": "published_date"}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = synthetic.fill(tmp_path_factory.mktemp("t") / "t.db", events=6000, quotes=1500)
    with sqlite3.connect(path) as made:
        # What chance seldom makes: no first day, an end before the start, a stay into another year, a half-known end.
        for number, (start, end) in enumerate(
            [
                (None, "2012-02-11"),
                ("2012-03-09", "2012-02-10"),
                ("2011-12-30", "2012-02-10"),
                ("2012", "2012-02"),
                ("2012-02-28", "2012-02"),
            ],
            start=1,
        ):
            made.execute("UPDATE visits SET start_date = ?, end_date = ?, review_status = 'unreviewed' WHERE id = ?", [start, end, number])  # fmt: skip
        made.execute("UPDATE visits SET confidence = 0.35 WHERE id % 50 = 0")
    return path


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("table", list(DATES))
def test_counts_by_month(db: Path, table: Table, name: str) -> None:
    where = condition(table, FILTERS[name])
    sql = f"SELECT substr(e.{DATES[table]}, 1, 7) AS month, count(*) AS n FROM {table} e WHERE {where} GROUP BY 1"
    expected = Counter({row["month"]: row["n"] for row in ask(db, sql, where.values)})
    found = Counter[str | None]()
    for row in queries.months(db, table, FILTERS[name]):
        found[row["month"]] += row["n"]
    assert found == expected
    assert queries.count(db, table, FILTERS[name]) == expected.total()


@pytest.mark.parametrize("name", FILTERS)
def test_lanes_matrix_and_pairs(db: Path, name: str) -> None:
    chosen = FILTERS[name]
    for kind, table, lane, date in (
        ("visit", "visits", "dyad", "start_date"),
        ("drill", "drills", "country_iso3", "drill_date"),
    ):
        where = condition(table, chosen)  # type: ignore[arg-type]
        each = f"SELECT e.{lane} AS lane, substr(e.{date}, 1, 7) AS month, count(*) AS n FROM {table} e WHERE {where} AND length(e.{date}) >= 7 GROUP BY 1, 2"  # fmt: skip
        expected = {(row["lane"], row["month"]): row["n"] for row in ask(db, each, where.values)}
        found = queries.monthly(db, chosen, (kind,))  # type: ignore[arg-type]
        assert {(row["lane"], row["month"]): row["n"] for row in found} == expected
        totals = Counter[str]()
        for (code, _), n in expected.items():
            totals[code] += n
        ranked = [(row["lane"], row["n"]) for row in queries.busiest_lanes(db, chosen, (kind,), 12)]  # type: ignore[arg-type]
        assert ranked == sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:12]
    where = condition("visits", chosen)
    ways = ask(
        db, f"SELECT e.visitor_iso3, e.host_iso3, count(*) AS n FROM visits e WHERE {where} GROUP BY 1, 2", where.values
    )
    cells = {(row["visitor_iso3"], row["host_iso3"]): row["n"] for row in ways}
    assert {(r["visitor_iso3"], r["host_iso3"]): r["n"] for r in queries.pair_matrix(db, chosen, 1000)} == cells
    lasts = ask(
        db,
        f"SELECT e.dyad, count(*) AS n, max(e.start_date) AS last FROM visits e WHERE {where} GROUP BY 1",
        where.values,
    )
    pairs = {row["dyad"]: row for row in queries.pair_table(db, chosen, 10_000)}
    assert {dyad: (row["n_visits"], row["last_visit"]) for dyad, row in pairs.items()} == {
        row["dyad"]: (row["n"], row["last"]) for row in lasts
    }
    for dyad, row in list(pairs.items())[:5]:
        if not chosen.dyad or chosen.dyad == dyad:
            of_pair = Filters(**{field: getattr(chosen, field) for field in chosen.__slots__} | {"dyad": dyad})
            drills, quotes = condition("drills", of_pair), condition("quotes", of_pair)
            assert [row["n_drills"], row["n_quotes"]] == [
                ask(db, f"SELECT count(*) AS n FROM {table} e WHERE {where}", where.values)[0]["n"]
                for table, where in (("drills", drills), ("quotes", quotes))
            ]


@pytest.mark.parametrize("name", FILTERS)
def test_progress(db: Path, name: str) -> None:
    done = total = 0
    for table in ("visits", "drills"):
        where = condition(table, Filters(**{f: getattr(FILTERS[name], f) for f in Filters.__slots__} | {"review": queries.REVIEW}))  # type: ignore[arg-type]  # fmt: skip
        row = ask(db, f"SELECT count(*) AS n, coalesce(sum(e.review_status <> 'unreviewed'), 0) AS done FROM {table} e WHERE {where}", where.values)[0]  # fmt: skip
        done, total = done + row["done"], total + row["n"]
    assert queries.progress(db, FILTERS[name], "events") == (done, total)


def test_tallies_are_used_where_they_can_tell() -> None:
    assert tallied.by_month("visits", Filters(confidence=0.35)) and tallied.by_lane(
        "drills", Filters(since="2020-01-02")
    )
    assert not tallied.by_month("visits", Filters(confidence=0.333)) and not tallied.by_month(
        "quotes", Filters(search="x")
    )


def test_a_bulk_filled_database_has_its_tallies(db: Path) -> None:
    with sqlite3.connect(db) as made:
        kept = made.execute("SELECT sum(n) FROM month_tallies").fetchone()
        for statement in tallies.FILL:
            made.execute(statement)
        assert made.execute("SELECT sum(n) FROM month_tallies").fetchone() == kept
        made.rollback()
