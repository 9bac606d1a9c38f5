import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import seed
from streamlit.testing.v1 import AppTest

from dashboard import filters

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"
PAGES = ("overview", "pair", "visits", "drills", "commentary", "speakers", "articles", "review")
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {name: getattr(seed, name)(folder / f"{name}.db") for name in ("realistic", "hostile", "dense")}
    return made | {"empty": seed.Seed(folder / "empty.db").close(), "missing": folder / "missing.db"}


@pytest.fixture
def visit_page(databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Open:
    """A function that opens a page on a database with what stands in the address."""

    def go(page: str, database: str = "realistic", **address: str) -> AppTest:
        monkeypatch.setenv("DYADWATCH_DB", str(databases[database]))
        monkeypatch.setattr(filters, "today", lambda: dt.date(2024, 3, 23))
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py")
            for name, value in address.items():
                app.query_params[name] = value
            app.run()
        assert not app.exception
        return app

    return go


def cards_of(app: AppTest) -> str:
    return "\n".join(str(element.proto) for element in app.get("bidi_component"))


def labels(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


@pytest.mark.parametrize("page", [*PAGES, "event"])
@pytest.mark.parametrize("database", ["realistic", "hostile", "dense"])
def test_pages_run(visit_page: Open, page: str, database: str) -> None:
    assert visit_page(page, database).title


@pytest.mark.parametrize("page", PAGES)
def test_filters_that_leave_nothing_are_named(visit_page: Open, page: str) -> None:
    app = visit_page(page, pair="IRN-PRK", since="2050-01-01")
    assert "Iran – North Korea, from 2050-01-01".replace(" ", "") in app.info[0].value.replace("\\", "").replace(
        " ", ""
    )


def test_headline_figures_of_a_pair(visit_page: Open) -> None:
    figures = {metric.label: metric.value for metric in visit_page("overview", pair="prk-irn").metric}
    assert figures == {
        "Days since the last visit": "20",
        "Drills since then": "1",
        "Visits": "2",
        "Drills": "2",
        "Quotes": "2",
        "Articles": "3",
    }


def test_the_pair_stays_when_the_page_changes(visit_page: Open) -> None:
    app = visit_page("overview", pair="IRN-PRK")
    app.switch_page("app_pages/drills.py").run()
    assert app.query_params["pair"] == "IRN-PRK" and labels(app) == ["Download 2 drills (CSV)"]
    app.sidebar.selectbox(key="pair").select("CHN-RUS").run()
    assert app.query_params["pair"] == "CHN-RUS" and labels(app) == ["Download 1 drill (CSV)"]
    app.sidebar.selectbox(key="pair").select("").run()
    assert "pair" not in app.query_params and labels(app) == ["Download 3 drills (CSV)"]


def test_pairs_are_listed_with_counts(visit_page: Open) -> None:
    options = visit_page("overview").sidebar.selectbox(key="pair").options
    assert "Iran – North Korea · 2 visits · 2 drills · 2 quotes" in options
    assert "China – Russia · 1 visit · 1 drill · 0 quotes" in options


@pytest.mark.parametrize(
    ("page", "address", "label"),
    [
        ("visits", {}, "Download 3 visits (CSV)"),
        ("visits", {"since": "2024-03-05"}, "Download 1 visit (CSV)"),
        ("visits", {"status": "Planned"}, "Download 1 visit (CSV)"),
        ("visits", {"confidence": "0.5"}, "Download 2 visits (CSV)"),
        ("visits", {"found_by": "Rules only"}, "Download 3 visits (CSV)"),
        ("visits", {"found_by": "nonsense"}, "Download 3 visits (CSV)"),
        ("visits", {"sources": "Reports disagree"}, "Download 1 visit (CSV)"),
        ("visits", {"sources": "One origin only", "pair": "IRN-PRK"}, "Download 2 visits (CSV)"),
        ("visits", {"pair": "IRN-PRK", "visitor": "PRK"}, "Download 1 visit (CSV)"),
        ("visits", {"pair": "IRN-PRK", "visitor": "CHN"}, "Download 2 visits (CSV)"),
        ("visits", {"visitor": "PRK"}, "Download 3 visits (CSV)"),
        ("drills", {"sources": "One origin only"}, "Download 3 drills (CSV)"),
        ("drills", {"pair": "IRN-PRK", "visitor": "PRK"}, "Download 2 drills (CSV)"),
        ("visits", {"pair": "<script>", "since": "soon", "status": "nonsense"}, "Download 3 visits (CSV)"),
        ("drills", {"kind": "Satellite launch"}, "Download 1 drill (CSV)"),
        ("commentary", {}, "Download 2 quotes (CSV)"),
        ("commentary", {"quotes": "Experts"}, "Download 1 quote (CSV)"),
        ("commentary", {"words": "fenmoor"}, "Download 1 quote (CSV)"),
        ("articles", {"article_words": "satellite"}, "Download 1 article (CSV)"),
    ],
)
def test_filters_in_the_address(visit_page: Open, page: str, address: dict[str, str], label: str) -> None:
    assert labels(visit_page(page, **address)) == [label]


def test_what_no_model_has_found_is_said(visit_page: Open) -> None:
    app = visit_page("visits", found_by="Model only")
    assert "found by model only" in app.info[0].value and not labels(app)


def test_an_event_in_the_address_is_shown_with_its_evidence(visit_page: Open) -> None:
    app = visit_page("visits", event="visit:1")
    shown = cards_of(app)
    assert "Ri Chol-su, Trade minister: North Korea to Iran" in shown
    assert "Tehran received Ri Chol-su" in shown and "https://wire.example/b" in shown
    assert [link.proto.label for link in app.get("page_link")][-1] == "Open this event"


def test_an_event_outside_the_filters_is_not_shown_among_them(visit_page: Open) -> None:
    app = visit_page("visits", event="visit:1", pair="IRN-PRK")
    assert "Ri Chol-su" in cards_of(app)
    app.sidebar.selectbox(key="pair").select("CHN-RUS").run()
    assert "visit 1, is not among what the filters leave" in app.info[0].value
    assert "Ri Chol-su" not in cards_of(app)
    assert [link.proto.label for link in app.get("page_link")][-1] == "Open this event"
    app.sidebar.selectbox(key="pair").select("IRN-PRK").run()
    assert not app.info and "Ri Chol-su" in cards_of(app)


def test_visits_of_a_pair_are_narrowed_to_one_way(visit_page: Open) -> None:
    app = visit_page("visits", pair="IRN-PRK")
    ways = app.sidebar.selectbox(key="visitor")
    assert ways.options == ["Both ways", "Iran to North Korea", "North Korea to Iran"]
    ways.select("PRK").run()
    assert app.query_params["visitor"] == "PRK" and labels(app) == ["Download 1 visit (CSV)"]
    app.sidebar.selectbox(key="pair").select("CHN-RUS").run()
    assert "visitor" not in app.query_params and labels(app) == ["Download 1 visit (CSV)"]


def test_the_tables_name_what_reports_disagree_on(visit_page: Open) -> None:
    shown = visit_page("visits", sources="Reports disagree").dataframe[0].value
    assert list(shown.columns[:2]) == ["From", "Reports disagree on"]
    assert list(shown["Reports disagree on"]) == ["end date (2024-03-07, 2024-03-08)"]


def test_a_chosen_event_stands_in_the_address(visit_page: Open) -> None:
    app = visit_page("overview", pair="IRN-PRK")
    app.session_state["event"] = "drill:1"
    app.run()
    assert "North Korea: Launch test, KN-25" in cards_of(app) and app.query_params["event"] == "drill:1"


@pytest.mark.parametrize("event", ["visit:4", "visit:999999", "drill:999999"])
def test_an_event_that_is_gone_is_explained(visit_page: Open, event: str) -> None:
    assert "in this database" in visit_page("overview", event=event).info[0].value


@pytest.mark.parametrize("event", ["visit", "visit:", "visit:-1", "visit:1 OR 1=1", "table:1", "visit:" + "9" * 40])
def test_nonsense_in_the_address_is_ignored(visit_page: Open, event: str) -> None:
    app = visit_page("overview", event=event)
    assert "event_facts" not in cards_of(app) and not app.info


def test_the_reader_opens_from_the_address(visit_page: Open) -> None:
    shown = cards_of(visit_page("articles", article="1"))
    assert "Pyongyang has sent envoys abroad before." in shown and "Missile or satellite launch" in shown


def test_dense_lanes_are_counted_by_month(visit_page: Open) -> None:
    assert any("each square is a month" in caption.value for caption in visit_page("overview", "dense").caption)


@pytest.mark.parametrize("page", ["overview", "visits"])
def test_a_missing_database_is_explained(visit_page: Open, page: str) -> None:
    app = visit_page(page, "missing")
    assert app.title[0].value == "No database yet" and "dyadwatch ingest" in app.code[0].value


def test_an_empty_database_is_explained(visit_page: Open) -> None:
    app = visit_page("overview", "empty")
    assert app.title[0].value == "No articles yet" and "dyadwatch ingest" in app.code[0].value


def test_a_foreign_file_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter.db").write_text("Dear reader, " * 500)
    monkeypatch.setenv("DYADWATCH_DB", str(tmp_path / "letter.db"))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception and app.title[0].value == "No database yet"
    assert "letter.db" in app.text[0].value


def test_article_text_reaches_no_markdown(visit_page: Open) -> None:
    """Whatever Markdown a page draws holds none of the hostile strings as they stand in the articles."""
    for page in [*PAGES, "event"]:
        app = visit_page(page, "hostile", pair="IRN-PRK", event="visit:3", article="3")
        drawn = [e.value for kind in ("markdown", "caption", "info", "title", "subheader") for e in getattr(app, kind)]
        for text in seed.HOSTILE:
            assert not [value for value in drawn if text.strip() in value], page
