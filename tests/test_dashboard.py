"""The dashboard on what the pipeline itself wrote: the sample articles."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.database import Filters

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"
PAIR = Filters(dyad="PRK-RUS")


@pytest.mark.parametrize("page", ["overview", "visits", "drills", "commentary", "articles"])
def test_pages_run(samples_db: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(samples_db))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception and not app.info
    assert app.title


def test_pair_filter_takes_both_directions(samples_db: Path) -> None:
    rows = queries.visits(samples_db, PAIR)
    assert {(r["visitor_iso3"], r["host_iso3"]) for r in rows} == {("RUS", "PRK"), ("PRK", "RUS")}
    for drill in queries.drills(samples_db, PAIR):
        assert {"PRK", "RUS"} & {drill["country_iso3"], *(drill["partner_iso3s"] or "").split(";")}


def test_pair_in_the_address_is_chosen(samples_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(samples_db))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["pair"] = "PRK-RUS"
    app.run()
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures["Visits"] == str(queries.count(samples_db, "visits", PAIR))


def test_every_event_has_its_sentence(samples_db: Path) -> None:
    for table, kind in (("visits", "visit"), ("drills", "drill")):
        for row in getattr(queries, table)(samples_db, Filters()):
            for report in queries.reports(samples_db, kind, row[f"{kind}_id"]):
                assert report["text"][report["evidence_start"] : report["evidence_end"]].strip()
