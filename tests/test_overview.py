"""The overview under AppTest: what a period narrows, and where its lists lead."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import seed
from streamlit.testing.v1 import AppTest

from dashboard import filters

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("overview")
    return {name: getattr(seed, name)(folder / f"{name}.db") for name in ("realistic", "dense")}


@pytest.fixture
def overview(databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Open:
    def go(database: str = "realistic", **address: str) -> AppTest:
        monkeypatch.setenv("DYADWATCH_DB", str(databases[database]))
        monkeypatch.setattr(filters, "today", lambda: dt.date(2024, 3, 23))
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return go


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def table(app: AppTest, key: str) -> list[dict[str, Any]]:
    return next(frame for frame in app.dataframe if key in frame.proto.id).value.to_dict("records")  # type: ignore[no-any-return]


def items(app: AppTest, key: str) -> list[dict[str, Any]]:
    """The lines of a list, each with its link and note."""
    (element,) = [e for e in app.get("bidi_component") if key in e.proto.id]
    return json.loads(element.proto.json)["cards"][0]["list"]  # type: ignore[no-any-return]


def slider(app: AppTest) -> Any:
    return next(s for s in app.select_slider if s.label == "Period of figures and lists")


def test_a_period_in_the_address_narrows_figures_and_lists_but_not_the_timeline(overview: Open) -> None:
    whole, narrowed = overview(), overview(range="2024-03-01..2024-03-31")
    assert figures(whole)["Visits"] == "3" and figures(whole)["Articles"] == "3"
    assert {name: figures(narrowed)[name] for name in ("Visits", "Drills", "Quotes", "Articles")} == {
        "Visits": "1", "Drills": "1", "Quotes": "2", "Articles": "2",
    }  # fmt: skip
    assert [row["Event"] for row in table(narrowed, "events")] == [
        "North Korea: Launch test, KN-25",
        "Ri Chol-su, Trade minister: North Korea to Iran",
    ]
    assert [button.proto.label for button in narrowed.get("download_button")] == [
        "Download 1 visit (CSV)", "Download 1 drill (CSV)",
    ]  # fmt: skip
    assert len(items(whole, "recent")) == 6 and len(items(narrowed, "recent")) == 2
    assert charts(whole)[1] == charts(narrowed)[1]
    assert narrowed.query_params["range"] == "2024-03-01..2024-03-31"
    assert any("from 2024\\-03\\-01, to 2024\\-03\\-31" in c.value.replace("\\,", ",") for c in narrowed.caption)


@pytest.mark.parametrize("text", ["soon", "2024-13-01..", "2024-05-01..2023-01-01", "..", "<script>"])
def test_nonsense_is_no_period(overview: Open, text: str) -> None:
    app = overview(range=text)
    assert figures(app)["Visits"] == "3" and "range" not in app.query_params


def test_a_period_with_nothing_in_it_is_explained(overview: Open) -> None:
    app = overview(range="2030-01-01..2030-12-31")
    assert figures(app)["Visits"] == "0" and figures(app)["Days since the last visit"] == "—"
    assert any("No visits or drills for" in info.value for info in app.info)
    assert len(charts(app)) == 2


def test_the_slider_chooses_a_period_and_the_button_takes_it_away(overview: Open) -> None:
    app = overview()
    assert slider(app).options[:2] == ["Earlier", "2023-05"] and slider(app).value == ("Earlier", "2024-03")
    slider(app).set_range("2024-02", "2024-03").run()
    assert app.query_params["range"] == "2024-02-01.." and figures(app)["Visits"] == "2"
    slider(app).set_range("Earlier", "2023-06").run()
    assert app.query_params["range"] == "..2023-06-30" and figures(app)["Visits"] == "1"
    slider(app).set_range("Earlier", "Earlier").run()
    assert app.query_params["range"] == "..2023-04-30" and slider(app).value == ("Earlier", "Earlier")
    app.button(key="period_clear").click().run()
    assert "range" not in app.query_params and slider(app).value == ("Earlier", "2024-03")
    assert figures(app)["Visits"] == "3"


def test_a_period_becomes_from_and_to(overview: Open) -> None:
    app = overview(range="2024-03-01..2024-03-31")
    app.button(key="period_filters").click().run()
    assert (app.date_input(key="since").value, app.date_input(key="until").value) == (
        dt.date(2024, 3, 1), dt.date(2024, 3, 31),
    )  # fmt: skip
    assert "range" not in app.query_params and figures(app)["Visits"] == "1"


def test_the_bars_shade_what_is_outside(overview: Open) -> None:
    assert not charts(overview())[0]["layout"]["shapes"]
    shaded = charts(overview(range="2023-07-10..2024-02-29"))[0]["layout"]["shapes"]
    assert [(s["x0"], s["x1"]) for s in shaded] == [("2023-05-01", "2023-07-10"), ("2024-03-01", "2024-04-01")]


def test_figures_have_bars_on_even_bins(overview: Open) -> None:
    articles = next(metric for metric in overview().metric if metric.label == "Articles")
    assert list(articles.proto.chart_data) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert "A bar is a month, 2023-06 to 2024-03." in articles.proto.help


def test_every_chart_says_what_it_shows(overview: Open) -> None:
    told = [element.proto.alt for element in overview(pair="IRN-PRK").get("plotly_chart")]
    assert told[0] == "Events by quarter, 2019-Q1 to 2024-Q1; the most, 2, in 2024-Q1."
    assert "2 visits and 2 drills, 2019 to 2024" in told[1] and "the busiest year of these lanes is 2024" in told[1]
    assert "Iran – North Korea 4" in told[1]


def test_what_is_in_doubt_leads_to_its_review(overview: Open) -> None:
    app = overview()
    told = [
        (i["link"]["label"], i["link"]["page"], i["link"]["query"]["event"], i["note"]) for i in items(app, "doubts")
    ]
    assert told[:3] == [
        (
            "Ri Chol-su, Trade minister: North Korea to Iran", "review", "visit:1",
            "Reports disagree on end date · 2024-03-03 to 2024-03-07 · confidence 0.90",
        ),
        (
            "a deputy minister: “We shall answer every step”", "review", "quote:2",
            "Speaker without a name · 2024-03-12 · confidence 0.90",
        ),
        ("Delegation: Russia to China", "review", "visit:3", "Low confidence · 2024-02 · confidence 0.40"),
    ]  # fmt: skip


def test_where_drills_stand_is_said(overview: Open) -> None:
    assert any("lane of their own" in c.value for c in overview().caption)
    assert any("drills of both countries in the lower half" in c.value for c in overview(pair="IRN-PRK").caption)


def test_dense_lanes_say_so_and_sum_up(overview: Open) -> None:
    app = overview("dense")
    assert any("each square is a month" in caption.value for caption in app.caption)
    assert "401 events" in app.get("plotly_chart")[1].proto.alt
