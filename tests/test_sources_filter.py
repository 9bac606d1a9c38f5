"""Figures, months and the matrix of pairs under the filters for sources and for the way of visits: each counts what the
rows are, however it comes by its number."""

from pathlib import Path

import pytest
import seed

from dashboard import queries
from dashboard.database import Filters

ASKED = [
    Filters(sources="one"),
    Filters(sources="several"),
    Filters(sources="disagree"),
    Filters(visitor="PRK"),
    Filters(dyad="IRN-PRK", visitor="PRK", sources="one"),
]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.realistic(tmp_path_factory.mktemp("sources") / "real.db")


@pytest.mark.parametrize("filters", ASKED)
def test_figures_count_the_rows(db: Path, filters: Filters) -> None:
    visits, drills = queries.visits(db, filters), queries.drills(db, filters)
    assert queries.count(db, "visits", filters) == len(visits)
    assert queries.count(db, "drills", filters) == len(drills)
    assert sum(cell["n"] for cell in queries.pair_matrix(db, filters, 12)) == len(visits)


def test_each_source_filter_leaves_its_part(db: Path) -> None:
    rest = [{row["visit_id"] for row in queries.visits(db, Filters(sources=asked))} for asked in ("one", "several")]
    assert rest[0] | rest[1] == {1, 2, 3} and not rest[0] & rest[1]
    for row in queries.visits(db, Filters(sources="disagree")):
        assert row["disputed"]
    assert all(row["visitor_iso3"] == "PRK" for row in queries.visits(db, Filters(visitor="PRK")))


def test_an_event_is_within_the_filters_that_leave_it(db: Path) -> None:
    for filters in ASKED:
        left = {row["visit_id"] for row in queries.visits(db, filters)}
        assert {n for n in (1, 2, 3) if queries.is_within(db, "visit", n, filters)} == left
