import datetime as dt
from pathlib import Path

import pytest
import seed

from dashboard import charts, queries
from dashboard.database import Filters

NAMES = {"IRN-PRK": "Iran – North Korea", "CHN-RUS": "China – Russia"}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.realistic(tmp_path_factory.mktemp("c") / "real.db")


def found(db: Path, filters: Filters) -> list[charts.Point]:
    return charts.points(queries.visits(db, filters), queries.drills(db, filters), NAMES, filters.dyad)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_days_of_a_date(date: str, first: str, last: str) -> None:
    assert (charts.first_day(date).isoformat(), charts.last_day(date).isoformat()) == (first, last)


def test_lanes_without_a_pair(db: Path) -> None:
    points = found(db, Filters())
    assert {(p.lane, p.mark, p.event) for p in points} == {
        ("Iran – North Korea", "visit", "visit:1"),
        ("Iran – North Korea", "visit", "visit:2"),
        ("China – Russia", "visit", "visit:3"),
        ("North Korea, drills", "test", "drill:1"),
        ("Iran, drills", "test", "drill:2"),
    }
    assert charts.choose_lanes(points, 12)[2:] == ["Iran – North Korea", "China – Russia"]


def test_a_pair_has_one_lane(db: Path) -> None:
    points = found(db, Filters(dyad="IRN-PRK"))
    assert {p.lane for p in points} == {"Iran – North Korea"}
    assert [(p.start, p.end) for p in points if p.event == "visit:1"] == [(dt.date(2024, 3, 3), dt.date(2024, 3, 7))]


def test_marks_carry_the_event_and_stand_apart(db: Path) -> None:
    points = found(db, Filters(dyad="IRN-PRK"))
    figure = charts.swim_lanes(points, charts.choose_lanes(points, 12)).to_dict()
    marks = {trace["name"]: trace for trace in figure["data"] if trace["mode"] == "markers"}
    assert list(marks["Visit"]["customdata"]) == ["visit:1", "visit:2"]
    assert list(marks["Missile or satellite launch"]["customdata"]) == ["drill:1", "drill:2"]
    assert marks["Visit"]["y"][0] > 0 > marks["Missile or satellite launch"]["y"][0]
    assert figure["layout"]["yaxis"]["ticktext"] == ["Iran – North Korea"]
    assert figure["layout"]["xaxis"]["range"][0] < "2019-01-01"


def test_lanes_are_limited_to_the_busiest() -> None:
    day = dt.date(2024, 1, 1)
    points = [charts.Point(f"pair {n}", "visit", day, day, "", f"visit:{n}") for n in range(30) for _ in range(n)]
    assert charts.choose_lanes(points, 3) == ["pair 29", "pair 28", "pair 27"]


def test_hover_text_is_escaped(tmp_path: Path) -> None:
    points = found(seed.hostile(tmp_path / "hostile.db"), Filters())
    assert len(points) == 2 * len(seed.HOSTILE)
    for point in points:
        bare = point.hover.replace("<b>", "").replace("</b>", "").replace("<br>", "")
        assert "<" not in bare and ">" not in bare
    lanes = charts.choose_lanes(points, 12)
    ticks = charts.swim_lanes(points, lanes).to_dict()["layout"]["yaxis"]["ticktext"]
    assert not [tick for tick in ticks if "<" in tick.replace("<br>", "")]


def test_dense_lanes_become_months(tmp_path: Path) -> None:
    path = seed.dense(tmp_path / "dense.db")
    assert charts.is_dense(found(path, Filters()))
    lanes = {"PRK": "North Korea, drills", "CHN-PRK": "China – North Korea"}
    figure = charts.month_strips(queries.monthly(path, Filters()), lanes, 12).to_dict()
    assert set(figure["layout"]["yaxis"]["ticktext"]) == {"North Korea, drills", "China – North Korea"}
    drills = figure["data"][1]
    assert len(drills["x"]) == 40 and max(drills["marker"]["opacity"]) == 1.0


def test_colours_stand_out_on_both_grounds() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in charts.COLOURS.values():
        for ground in ("#FFFFFF", "#171614"):
            high, low = sorted((light(colour), light(ground)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 3.0, (colour, ground)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([2024] * 20, 2024),
        ([2000, *[2024] * 20], 2024),
        ([2000, 2010, 2020], 2000),
        ([2000, 2023, 2023, 2024, 2024], 2023),
        ([2000] * 10 + [2024] * 10, 2000),
    ],
)
def test_a_few_early_events_do_not_press_the_others_together(years: list[int], expected: int) -> None:
    points = [charts.Point("lane", "visit", dt.date(y, 1, 1), dt.date(y, 12, 31), "", "visit:1") for y in years]
    assert charts.opening(points).year == expected
