"""Every page runs on what the pipeline writes; test_dashboard_pages.py looks closer, on a database of its own."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parent.parent / "dashboard" / "streamlit_app.py"


@pytest.mark.parametrize(
    "page",
    ["overview", "pair", "visits", "drills", "commentary", "speakers", "articles", "review", "ingest", "data"],
)
def test_pages_run(samples_db: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(samples_db))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    assert app.title
