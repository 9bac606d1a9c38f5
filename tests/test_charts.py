import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import seed

from dashboard import bins, charts, queries
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
    assert figure["layout"]["yaxis"]["ticktext"] == ["Iran – North<br>Korea"]
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
    assert figure["layout"]["yaxis"]["ticktext"] == ["North Korea,<br>drills", "China – North<br>Korea"]
    visits, drills = (trace for trace in figure["data"] if trace["type"] == "bar")
    assert list(visits["customdata"]) == ["2020-05"] and len(drills["x"]) == 40
    february = list(drills["customdata"]).index("2020-02")
    assert drills["width"][february] == 29 * 86_400_000 and drills["x"][february] == "2020-02-01"
    assert visits["base"][0] + visits["y"][0] / 2 == pytest.approx(0.2)
    assert {base + height / 2 for base, height in zip(drills["base"], drills["y"], strict=True)} == {0.8}


def test_a_strip_is_compared_with_its_own_fullest_month() -> None:
    counted = [("A-B", "2020-01", 2), ("A-B", "2020-02", 1), ("C-D", "2020-01", 900), ("C-D", "2020-02", 90)]
    rows = [{"lane": lane, "month": month, "kind": "visit", "n": n} for lane, month, n in counted]
    visits = charts.month_strips(rows, {}, 12).to_dict()["data"][0]
    told = dict(zip(visits["hovertext"], visits["marker"]["opacity"], strict=True))
    assert [opacity for hover, opacity in told.items() if "A-B" in hover] == [1.0, 0.62]
    assert [opacity for hover, opacity in told.items() if "C-D" in hover] == [1.0, 0.33]


def traces(points: list[charts.Point]) -> list[dict[str, Any]]:
    return charts.swim_lanes(points, sorted({p.lane for p in points})).to_dict()["data"]


def test_only_what_is_known_to_the_day_is_drawn_as_a_bar(db: Path) -> None:
    drawn = traces(found(db, Filters(dyad="IRN-PRK")))
    solid = [t["x"] for t in drawn if t["mode"] == "lines" and "dash" not in t["line"]]
    dotted = [t["x"] for t in drawn if t["mode"] == "lines" and t["line"].get("dash") == "dot"]
    assert solid == [["2024-03-03", "2024-03-08", None], []]
    assert dotted == [["2019-01-01", "2020-01-01", None], ["2023-05-01", "2023-06-01", None]]


@pytest.mark.parametrize(
    ("mark", "vague", "place"),
    [
        ("visit", False, "2024-05-01T00:00:00"),
        ("visit", True, "2024-05-16T12:00:00"),
        ("drill", False, "2024-05-16T12:00:00"),
        ("test", True, "2024-05-16T12:00:00"),
    ],
)
def test_where_a_mark_stands(mark: charts.Mark, vague: bool, place: str) -> None:
    point = charts.Point("lane", mark, dt.date(2024, 5, 1), dt.date(2024, 5, 31), "", "visit:1", vague)
    assert point.place.isoformat() == place


def test_hover_names_kind_pair_dates_and_sources(db: Path) -> None:
    hovers = {point.event: point.hover.split("<br>") for point in found(db, Filters())}
    assert hovers["visit:1"] == [
        "<b>Ri Chol-su, Trade minister: North Korea to Iran</b>",
        "Visit · Iran – North Korea",
        "2024-03-03 to 2024-03-07 · Completed",
        "Reports: 2 from 2 outlets, 1 origin · confidence 0.90",
    ]
    assert hovers["drill:1"][1] == "Missile or satellite launch · North Korea, drills"


def test_bars_of_the_whole_time(db: Path) -> None:
    rows = [*queries.months(db, "visits", Filters()), *queries.months(db, "drills", Filters())]
    counted = bins.even(rows, tuple(charts.COLOURS), 60)
    assert counted
    figure = charts.period_bars(counted, dt.date(2023, 7, 10), dt.date(2024, 2, 29)).to_dict()
    told = {t["name"]: sum(t["y"]) for t in figure["data"]}
    assert told == {"Visits": 2, "Launches": 2}
    assert len({t["marker"]["pattern"]["shape"] for t in figure["data"]}) == 2
    shaded = [(s["x0"], s["x1"]) for s in figure["layout"]["shapes"]]
    assert shaded == [("2023-05-01", "2023-07-10"), ("2024-03-01", "2024-04-01")]
    assert not charts.period_bars(counted, None, None).to_dict()["layout"]["shapes"]


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


def test_a_lane_of_one_sort_is_drawn_in_its_middle() -> None:
    day = dt.date(2024, 3, 3)
    found = [
        charts.Point(lane, mark, day, day, "", event)
        for lane, mark, event in (("A", "visit", "visit:1"), ("B", "visit", "visit:2"), ("B", "drill", "drill:1"))
    ]
    heights = {
        e: y
        for t in charts.swim_lanes(found, ["A", "B"]).data
        if t.customdata
        for e, y in zip(t.customdata, t.y, strict=True)
    }
    assert heights["visit:1"] == 1 and heights["visit:2"] > 0 > heights["drill:1"]
