"""The page of a country pair and the ways in to it: its questions, its charts, and what stands on screen."""

import csv
import datetime as dt
import io
import itertools
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import seed
from streamlit.testing.v1 import AppTest

from dashboard import components, downloads, event_study, filters, queries, study
from dashboard.charts import pair as pair_charts
from dashboard.charts import study as study_charts
from dashboard.charts.pair import Track
from dashboard.database import Filters, ask
from dashboard.dossier import rarity

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"
PAIR = Filters(dyad="IRN-PRK")
Open = Callable[..., AppTest]


def told(path: Path) -> Path:
    """Visits of every precision and rank both ways, drills of one side, of both, and of neither, quotes of all kinds."""
    made = seed.Seed(path)
    said = [(made.article("They met.", "It was fired.", published_date="2024-05-02"), "They met.")]
    fired = [(1, "It was fired.")]
    for start, level, status in (
        ("2018", "minister", "completed"), ("2019-04", "minister", "completed"), ("2019-04-20", "minister", "completed"),
        ("2019", "envoy", "completed"), ("2021-01-05", "minister", "cancelled"), ("2024-04-23", "minister", "ongoing"),
        ("2024-04-23", None, "completed"), (None, "minister", "completed"), ("2024-07", "minister", "planned"),
        ("2024-07-09", "envoy", "completed"),
    ):  # fmt: skip
        made.visit("PRK", "IRN", start, said, level=level, status=status)
    made.visit("PRK", "IRN", "2023-03-03", said, level="envoy", review_status="rejected")
    made.visit("IRN", "PRK", "2020-02-02", said, level="minister", end_date="2020-02-04")
    made.visit("RUS", "CHN", "2020-03-03", said, level="minister")
    made.db.execute("UPDATE visit_reports SET origin_iso3 = 'PRK' WHERE visit_id IN (1, 6)")
    for country, day, partners in (
        ("PRK", "2024-04-22", None), ("PRK", "2024-04-30", None), ("PRK", "2024-05", None), ("IRN", "2024-04-23", None),
        ("IRN", "2020-02-03", "PRK"), ("RUS", "2024-04-23", None), ("PRK", "2024-06-23", None),
    ):  # fmt: skip
        made.drill(country, day, fired, partner_iso3s=partners)
    made.drill("PRK", "2024-04-25", fired, status="planned")
    for name, kind in (("Ana Lyst", "expert"), ("Ben Oracle", "expert"), ("A. Minister", "official")):
        made.quote(1, "They met.", ("IRN-PRK",), speaker_name=name, speaker_type=kind)
    return made.close()


def steady(path: Path) -> Path:
    """Enough of both for a base rate: a visit every 150 days, a launch three days after each, and a few more."""
    made = seed.Seed(path)
    a = made.article("They met.", "It was fired.", published_date="2024-05-02")
    for number in range(20):
        day = dt.date(2015, 1, 1) + dt.timedelta(150 * number + 17 * (number % 5))
        made.visit("PRK", "IRN", day.isoformat(), [(a, "They met.")], level="minister")
        made.drill("PRK", (day + dt.timedelta(3)).isoformat(), [(a, "It was fired.")])
        made.drill("IRN", (day + dt.timedelta(70 + number)).isoformat(), [(a, "It was fired.")])
    return made.close()


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pair")
    made = {name: getattr(seed, name)(folder / f"{name}.db") for name in ("realistic", "hostile", "dense")}
    return made | {"told": told(folder / "told.db"), "steady": steady(folder / "steady.db")}


@pytest.fixture(scope="module")
def db(databases: dict[str, Path]) -> Path:
    return databases["told"]


@pytest.mark.parametrize("dyad", ["IRN-PRK", "CHN-RUS"])
def test_life_cycles_say_what_the_view_of_flags_says(db: Path, dyad: str) -> None:
    flags = {row["visit_id"]: row for row in ask(db, "SELECT * FROM visit_flags")}
    rows = queries.life_cycles(db, Filters(dyad=dyad), 100)
    assert rows and all({name: row[name] for name in flags[1]} == flags[row["visit_id"]] for row in rows)


def test_life_cycles_are_those_of_the_table_of_visits(db: Path) -> None:
    for chosen in (PAIR, replace(PAIR, since="2020-01-01"), replace(PAIR, review=("rejected",))):
        listed = [row["visit_id"] for row in queries.visits(db, chosen)]
        assert [row["visit_id"] for row in queries.life_cycles(db, chosen, 100)] == listed
        assert [row["visit_id"] for row in queries.life_cycles(db, chosen, 2)] == listed[:2]


def test_figures_count_each_way_and_either_side(db: Path) -> None:
    rows = {(row["what"], row["iso3"]): row for row in queries.pair_figures(db, PAIR)}
    assert {key: row["n"] for key, row in rows.items()} == {
        ("visit", "PRK"): 10, ("visit", "IRN"): 1, ("drill", "PRK"): 6, ("drill", "IRN"): 2, ("expert", None): 2,
        ("quote", None): 1,
    }  # fmt: skip
    assert (rows["visit", "IRN"]["first_date"], rows["visit", "IRN"]["last_date"]) == ("2020-02-02", "2020-02-04")
    narrow = queries.pair_figures(db, replace(PAIR, since="2024-06-01", kinds=("launch_test",)))
    assert {(row["what"], row["n"]) for row in narrow} == {("drill", 1)}


def test_months_add_up_to_the_figures(db: Path) -> None:
    rows = queries.pair_months(db, PAIR)
    sums = {key: sum(row["n"] for row in rows if (row["what"], row["iso3"]) == key) for key in
            (("visit", "PRK"), ("visit", "IRN"), ("drill", "PRK"), ("quote", None))}  # fmt: skip
    # Two visits are known to the year only, one not at all.
    assert sums == {("visit", "PRK"): 7, ("visit", "IRN"): 1, ("drill", "PRK"): 6, ("quote", None): 3}


def test_the_matrix_counts_each_direction_under_the_filters(db: Path) -> None:
    def cells(chosen: Filters, most: int = 12) -> dict[tuple[str, str], int]:
        found = queries.pair_matrix(db, chosen, most)
        return {(row["visitor_iso3"], row["host_iso3"]): row["n"] for row in found}

    assert cells(Filters()) == {("PRK", "IRN"): 10, ("IRN", "PRK"): 1, ("RUS", "CHN"): 1}
    assert cells(Filters(status=("planned",))) == {("PRK", "IRN"): 1}
    assert cells(Filters(), most=2) == {("PRK", "IRN"): 10, ("IRN", "PRK"): 1}


@pytest.mark.parametrize("name", ["told", "realistic", "hostile", "dense", "steady"])
def test_pairs_are_counted_as_the_view_of_dyads_counts_them(databases: dict[str, Path], name: str) -> None:
    path = databases[name]
    known = {row["dyad"]: row for row in queries.dyads(path)}
    rows = queries.pair_table(path, Filters(), 100)
    assert {row["dyad"] for row in rows} == {dyad for dyad, row in known.items() if row["n_visits"]}
    for row in rows:
        assert {n: row[n] for n in ("n_visits", "n_drills", "n_quotes")} == {
            n: known[row["dyad"]][n] for n in ("n_visits", "n_drills", "n_quotes")
        }


def test_pairs_follow_the_filters(db: Path) -> None:
    (row,) = queries.pair_table(db, Filters(since="2024-06-01", speaker_types=("expert",)), 100)
    assert row == {"dyad": "IRN-PRK", "n_visits": 2, "last_visit": "2024-07-09", "n_quotes": 0, "n_drills": 1}
    assert [row["dyad"] for row in queries.pair_table(db, Filters(), 1)] == ["IRN-PRK"]


def test_days_of_the_study_are_those_known_to_the_day_that_took_place(db: Path) -> None:
    found = study.counted(queries.event_days(db, PAIR))
    assert found.visits == {
        dt.date(2019, 4, 20): 1, dt.date(2020, 2, 2): 1, dt.date(2024, 4, 23): 2, dt.date(2024, 7, 9): 1,
    }  # fmt: skip
    assert sorted(day.isoformat() for day in found.drills) == [
        "2020-02-03", "2024-04-22", "2024-04-23", "2024-04-30", "2024-06-23",
    ]  # fmt: skip
    assert found.left_out == (
        "6 visits (4 not known to the day, 2 planned or cancelled); 2 drills (1 not known to the day, 1 planned)"
    )


@pytest.mark.parametrize("name", ["told", "steady"])
@pytest.mark.parametrize("window", event_study.WINDOWS)
def test_the_drills_listed_are_those_counted(databases: dict[str, Path], name: str, window: int) -> None:
    path = databases[name]
    found = study.counted(queries.event_days(path, PAIR))
    counted = event_study.study(found.visits, found.drills, window)
    lags = [row["lag"] for row in queries.drills_near(path, PAIR, window, 100, 1000)]
    assert sorted(lags) and len(lags) == sum(lag.observed for lag in counted.bins)
    for lag in counted.bins:
        assert lag.observed == sum(lag.first <= n <= lag.last for n in lags)


def test_a_drill_of_both_countries_is_near_a_visit_once(db: Path) -> None:
    rows = queries.drills_near(db, replace(PAIR, until="2020-12-31"), 30, 100, 100)
    assert [(row["visit_date"], row["drill_date"], row["lag"]) for row in rows] == [("2020-02-02", "2020-02-03", 1)]


def test_comment_days_name_a_speaker(db: Path) -> None:
    (row,) = queries.comment_days(db, replace(PAIR, speaker_types=("expert",)), 10)
    assert row == {"day": "2024-05-02", "n": 2, "n_speakers": 2, "speaker": "Ana Lyst"}


def test_a_mark_of_commentary_leads_to_its_quotes(visit_page: Open) -> None:
    app = visit_page("realistic", pair="IRN-PRK", event="said:2024-03-11")
    shown = cards_of(app).replace("\\", "")
    assert "The timing is no accident" in shown and "Read in its article" in shown and "Link and review" in shown
    assert any("1 quote on this pair in articles of 2024-03-11" in m.value for m in app.markdown)
    assert (
        "No quote of 2024-03-12" in visit_page("realistic", pair="IRN-PRK", event="said:2024-03-12").info[0].value
    )  # an official's
    assert "event" not in visit_page("realistic", pair="IRN-PRK", event="said:<b>").query_params


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            lambda path: queries.pair_figures(path, PAIR),
            ["SEARCH e USING [A-Z ]*INDEX \\w+ \\(dyad=", "SEARCH x USING "],
        ),
        (
            lambda path: queries.pair_months(path, PAIR),
            ["SEARCH e USING [A-Z ]*INDEX \\w+ \\(dyad=", "SEARCH x USING "],
        ),
        (lambda path: queries.event_days(path, PAIR), ["SEARCH e USING [A-Z ]*INDEX \\w+ \\(dyad="]),
        (lambda path: queries.life_cycles(path, PAIR, 10), ["SEARCH p USING [A-Z ]*INDEX \\w+ \\(dyad=\\? AND .*<"]),
        (
            lambda path: queries.drills_near(path, PAIR, 30, 9, 9),
            ["SEARCH e USING [A-Z ]*INDEX \\w+ \\(.*>\\? AND .*<"],
        ),
    ],
)
def test_questions_on_a_pair_go_by_indexes(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch, question: Callable[[Path], object], found: list[str]
) -> None:
    plan: list[str] = []

    def explain(path: Path, sql: str, values: object = ()) -> list[object]:
        plan.extend(row["detail"] for row in ask(path, f"EXPLAIN QUERY PLAN {sql}", values))  # type: ignore[arg-type]
        return []

    monkeypatch.setattr("dashboard.queries.dossier.ask", explain)
    question(databases["steady"])
    assert not [step for step in found if not any(re.search(step, line) for line in plan)], plan
    # Quotes of a pair are held against an index of all quotes: see conditions.OF_PAIR.
    read = [step for step in plan if step.startswith("SCAN e") and "COVERING INDEX quotes_by_" not in step]
    assert not read, plan


@pytest.mark.parametrize(
    ("level", "start", "last", "expected"),
    [
        ("minister", "2024-04-23", "2019", "the first at this level since 2019, as far as was read"),
        ("minister", "2024-04-23", "2024", "not the first at this level in its year"),
        ("minister", "2024-04-23", None, "the first at this level that was read of"),
        (None, "2024-04-23", None, ""),
        ("minister", None, None, ""),
    ],
)
def test_rarity_in_words(level: str | None, start: str | None, last: str | None, expected: str) -> None:
    assert rarity({"level": level, "start_date": start, "last_at_this_level": last}) == expected


def dots(path: Path) -> dict[str, list[pair_charts.Dot]]:
    return pair_charts.event_dots(queries.life_cycles(path, PAIR, 100), queries.drills(path, PAIR), {})


def test_events_stand_on_the_track_of_their_side(db: Path) -> None:
    found = dots(db)
    assert [dot.event for dot in found["visit:IRN"]] == ["visit:12"] and len(found["visit:PRK"]) == 9
    assert {dot.event for dot in found["drill:IRN"]} == {"drill:4", "drill:5"}
    assert "drill:5" in {dot.event for dot in found["drill:PRK"]}


def test_tracks_carry_events_and_months_carry_none(db: Path) -> None:
    found = dots(db)
    months = pair_charts.month_dots([("2024-03", 4), ("2024-04", 1)], "drills")
    figure = pair_charts.pair_tracks(
        [Track("A to B", "#000000", tuple(found["visit:PRK"])), Track("B, drills", "#D94800", tuple(months))]
    ).to_dict()
    marks = {trace["name"]: trace for trace in figure["data"] if trace["mode"] == "markers"}
    assert set(marks["Visit"]["y"]) == {1} and "visit:6" in marks["Visit"]["customdata"]
    square = marks["Events in a month, the fuller the more"]
    assert square["marker"]["opacity"] == [1.0, 0.44] and square["customdata"] == ["", ""]
    assert square["x"][0] == "2024-03-16" and square["hovertext"][0] == "2024-03: 4 drills"


def test_hover_and_labels_are_escaped(databases: dict[str, Path]) -> None:
    path = databases["hostile"]
    said = pair_charts.comment_dots(queries.comment_days(path, PAIR, 100))
    found = [*itertools.chain(*dots(path).values()), *said]
    assert len(said) == len(seed.HOSTILE) and len(found) == 3 * len(seed.HOSTILE)
    figure = pair_charts.pair_tracks([Track(seed.HOSTILE[1], "#000000", tuple(found))]).to_dict()
    shown = [*figure["layout"]["yaxis"]["ticktext"], *(dot.hover for dot in found)]
    for text in shown:
        bare = text.replace("<b>", "").replace("</b>", "").replace("<br>", "")
        assert "<" not in bare and ">" not in bare


def test_the_chart_of_the_study_draws_a_band_only_where_there_is_one(databases: dict[str, Path]) -> None:
    bands = {}
    for name in ("told", "steady"):
        found = study.counted(queries.event_days(databases[name], PAIR))
        figure = study_charts.before_and_after(event_study.study(found.visits, found.drills, 30)).to_dict()
        bands[name] = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
        assert len(figure["data"][0]["y"]) == 13
    assert not bands["told"] and len(bands["steady"]) == 13
    assert figure["data"][0]["text"][7] == "More"  # launches were planted three days after each visit
    assert figure["layout"]["yaxis"]["range"][1] > 20


@pytest.fixture
def visit_page(databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Open:
    """A function that opens the page on a database with what stands in the address."""

    def go(database: str = "told", **address: str) -> AppTest:
        monkeypatch.setenv("DYADWATCH_DB", str(databases[database]))
        monkeypatch.setattr(filters, "today", lambda: dt.date(2024, 6, 1))
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.query_params.update(address)
        app.run()
        app.switch_page("app_pages/pair.py")
        app.query_params.update(address)
        app.run()
        assert not app.exception
        return app

    return go


def texts(app: AppTest) -> str:
    kinds = ("markdown", "caption", "info", "title", "subheader")
    return "\n".join(element.value for kind in kinds for element in getattr(app, kind))


def cards_of(app: AppTest) -> str:
    return "\n".join(str(element.proto) for element in app.get("bidi_component"))


@pytest.mark.parametrize("database", ["told", "steady", "realistic", "hostile", "dense"])
@pytest.mark.parametrize("address", [{}, {"pair": "IRN-PRK"}, {"pair": "CHN-PRK"}, {"pair": "<script>", "days": "x"}])
def test_the_page_runs(visit_page: Open, database: str, address: dict[str, str]) -> None:
    assert visit_page(database, **address).title


def test_without_a_pair_the_ways_in_are_shown(visit_page: Open) -> None:
    app = visit_page()
    assert app.title[0].value == "Country pairs"
    grid, pairs = (frame.value for frame in app.dataframe)
    assert list(grid["origin"]) == ["IRN Iran", "PRK North Korea", "CHN China", "RUS Russia"]
    assert grid["IRN"][1] == 10 and grid["PRK"][0] == 1
    assert list(pairs["Pair"]) == ["Iran – North Korea", "China – Russia"]
    assert list(pairs["Last visit"]) == ["2024-07-09", "2020-03-03"]


def test_the_ways_in_follow_the_filters(visit_page: Open) -> None:
    assert list(visit_page(since="2024-01-01").dataframe[1].value["Visits"]) == [4]
    app = visit_page(since="2050-01-01")
    assert "from 2050" in app.info[0].value and not app.dataframe


def test_a_pair_has_its_figures_and_its_last_visit(visit_page: Open) -> None:
    app = visit_page(pair="prk-irn")
    assert app.title[0].value == "Iran – North Korea"
    figures = {metric.label.replace("\\", ""): metric.value for metric in app.metric}
    assert figures == {
        "Iran to North Korea": "1", "North Korea to Iran": "10", "Iran, drills": "2", "North Korea, drills": "6",
        "Quotes": "3",
    }  # fmt: skip
    shown = cards_of(app)
    assert "2024-04-23, began 39 days ago" in shown and "the first at this level since 2019" in shown
    assert "From 2018 to 2024-07-09" in texts(app)


def test_one_way_leaves_out_the_figure_of_the_other(visit_page: Open) -> None:
    app = visit_page(pair="IRN-PRK", visitor="PRK")
    figures = {metric.label.replace("\\", ""): metric.value for metric in app.metric}
    assert figures["North Korea to Iran"] == "10" and "Iran to North Korea" not in figures
    assert "one way" in texts(app) and "both ways" not in texts(app)


def test_flags_are_said_in_words(visit_page: Open) -> None:
    rows = visit_page(pair="IRN-PRK").dataframe[0].value.set_index("Visit")
    assert rows["Told by"][6] == "Visitor's side only" and rows["Told by"][7] == "Others too"
    assert rows["End"][6] == "Not told" and rows["End"][12] == "–"
    assert rows["Last at this level"][6] == "2019" and rows["Last at this level"][1] == "None read"
    assert rows["Last at this level"][[7, 8]].isna().all()


def test_few_events_are_said_to_say_nothing(visit_page: Open) -> None:
    app = visit_page(pair="IRN-PRK")
    assert "cannot tell a pattern from chance" in app.info[0].value
    assert "here are 5 visits, 5 drills" in app.info[0].value
    assert "6 visits (4 not known to the day, 2 planned or cancelled)" in texts(app)
    assert "no cause" in texts(app) and "shuffled" not in texts(app)


def test_no_events_to_compare_is_said(visit_page: Open) -> None:
    app = visit_page(pair="CHN-RUS")
    assert "there are 1 visit and 1 drill" not in texts(app) and "1 visit and 0 drills" not in texts(app)
    app = visit_page(pair="CHN-RUS", kind="Visit")
    assert "there are 1 visit and 0 drills" in app.info[0].value


@pytest.mark.parametrize("days", ["14", "30", "90"])
def test_a_pattern_is_told_with_its_base_rate(visit_page: Open, days: str) -> None:
    app = visit_page("steady", pair="IRN-PRK", days=days)
    assert f"In the {days} days after a visit" in texts(app) and "in 95 of 100" in texts(app)
    table = next(frame.value for frame in app.dataframe if "Shuffled, on average" in frame.value)
    on_either_side = int(days) // event_study.WINDOWS[int(days)]
    assert len(table) == 2 * on_either_side + 3
    assert "More" in list(table["Against the shuffles"][on_either_side + 1 :])
    if days != "14":
        assert table["Against the shuffles"][on_either_side + 1] == "More"
    if days == "30":
        assert "**more than at other times**" in texts(app)


def test_an_unknown_number_of_days_is_sixty(visit_page: Open) -> None:
    assert "In the 60 days after" in texts(visit_page("steady", pair="IRN-PRK", days="61"))


def test_experts_are_shown_unless_officials_are_asked_for(visit_page: Open) -> None:
    app = visit_page(pair="IRN-PRK")
    shown = cards_of(app)
    assert "Ana Lyst" in shown and "A. Minister" not in shown
    shown = cards_of(visit_page(pair="IRN-PRK", quotes="Officials"))
    assert "A. Minister" in shown and "Ana Lyst" not in shown


def test_a_chosen_event_is_shown(visit_page: Open) -> None:
    app = visit_page(pair="IRN-PRK", event="visit:6")
    assert "1 report of this visit" in texts(app)
    app.button(key="last_visit_reports").click().run()
    assert app.query_params["event"] in ("visit:6", ["visit:6"])


def test_the_way_back_to_all_pairs(visit_page: Open) -> None:
    app = visit_page(pair="IRN-PRK")
    app.button(key="all_pairs").click().run()
    assert app.title[0].value == "Country pairs" and "pair" not in app.query_params


def test_dense_tracks_are_counted_by_month(visit_page: Open) -> None:
    app = visit_page("dense", pair="CHN-PRK")
    assert "A square counts a month" in texts(app)
    (chart, *_) = app.get("plotly_chart")
    assert "Events in a month" in chart.proto.spec and "visit:1" in chart.proto.spec


def test_no_text_of_articles_reaches_markdown(visit_page: Open) -> None:
    for address in ({}, {"pair": "IRN-PRK", "event": "visit:3"}):
        app = visit_page("hostile", **address)
        drawn = [*texts(app).split("\n"), *(metric.label for metric in app.metric)]
        drawn += [box.label for box in app.expander]
        for text in [*seed.HOSTILE, "<img"]:
            assert not [value for value in drawn if text.strip() in value and f"\\{text.strip()}" not in value], text


OF_OVERVIEW = {"download_visits", "download_drills"}


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[str, bytes]]]:
    """What the buttons of a page give: key -> file name and bytes; those of the overview, where a session begins, too."""
    found: dict[str, tuple[str, bytes]] = {}

    def button(label: str, data: bytes, **given: object) -> None:
        # The app opens on the overview, which offers visits and drills.
        if given["key"] not in ("download_visits", "download_drills"):
            found[str(given["key"])] = (str(given["file_name"]), data)

    monkeypatch.setattr(components.st, "download_button", button)
    yield found


def test_each_table_is_downloaded_as_it_is_shown(visit_page: Open, offered: dict[str, tuple[str, bytes]]) -> None:
    compared = set()
    for address in ({}, {"pair": "IRN-PRK"}):
        app = visit_page("steady", since="2016-01-01", **address)
        shown = [[["" if pd.isna(cell) else str(cell) for cell in row] for row in frame.value.to_numpy().tolist()]
                 for frame in app.dataframe]  # fmt: skip
        for key in offered.keys() - compared - {"download_quotes", *OF_OVERVIEW}:
            data = offered[key][1].decode("utf-8-sig")
            rows = [[cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(data, newline=""))]
            assert len(rows) > 1 and rows[1:] in shown, key
            compared.add(key)
    assert compared == {
        "download_pair-matrix", "download_pairs", "download_life-of-visits", "download_drills-60-days-around-visits",
        "download_drills-within-60-days-of-visits",
    }  # fmt: skip
    named = downloads.file_name("life-of-visits", replace(PAIR, since="2016-01-01"))
    assert offered["download_life-of-visits"][0] == named and "IRN-PRK" in named


def test_no_cell_of_a_hostile_database_is_a_formula(visit_page: Open, offered: dict[str, tuple[str, bytes]]) -> None:
    visit_page("hostile", pair="IRN-PRK")
    visit_page("hostile")
    assert len(offered.keys() - OF_OVERVIEW) == 6
    for _, data in offered.values():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for cell in row:
                number = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert number or not cell.lstrip().startswith(downloads.FORMULA)


def test_a_pair_that_is_gone_is_left_out_of_the_address(visit_page: Open, db: Path) -> None:
    with sqlite3.connect(db) as opened:
        assert opened.execute("SELECT count(*) FROM visits WHERE dyad = 'FRA-USA'").fetchone() == (0,)
    app = visit_page(pair="FRA-USA")
    assert app.title[0].value == "Country pairs" and "pair" not in app.query_params
