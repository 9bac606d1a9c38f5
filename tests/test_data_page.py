"""The page "Data": files under the filters, and figures that are those of the README."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import seed
from streamlit.testing.v1 import AppTest

from dashboard import accuracy, delivery

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("DYADWATCH_DB", str(seed.realistic(tmp_path / "x.db")))
    monkeypatch.setattr(delivery, "is_served", lambda: True)

    def go(**address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard" / "streamlit_app.py"), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        app.switch_page("app_pages/data.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception and app.title[0].value == "Data"
        return app

    return go


def files(app: AppTest) -> str:
    return next(text for text in (str(e.proto) for e in app.get("bidi_component")) if "download/" in text)


def test_every_table_has_its_files_under_the_filters(open_page: Callable[..., AppTest]) -> None:
    shown = files(open_page(pair="IRN-PRK", since="2024-01-01"))
    for table in ("visits", "drills", "quotes", "articles", "visit_reports", "drill_reports"):
        for form in ("csv", "parquet"):
            assert f"download/{table}.{form}?pair=IRN-PRK&since=2024-01-01" in shown
    assert "download/decisions.csv" in shown and "download/database.sqlite" in shown and "1 visit" in shown


def test_the_first_row_is_asked_for_with_a_box(open_page: Callable[..., AppTest]) -> None:
    app = open_page()
    assert "describe=1" not in files(app)
    app.checkbox(key="describe").check().run()
    assert "download/visits.csv?describe=1" in files(app)


def test_what_is_shown_of_accuracy_is_what_ships(open_page: Callable[..., AppTest]) -> None:
    app = open_page()
    assert app.table[0].value.to_dict("records") == accuracy.accuracy()
    assert app.table[1].value.to_dict("records") == accuracy.calibration()
    assert any(str(accuracy.measured()["measured"]) in text.value for text in app.markdown)


def readme_table(first: str) -> list[dict[str, str]]:
    """The table of the README whose first column is called so; no code marks, and a dash for nothing."""
    rows = [line for line in README.split(f"| {first} |")[1].partition("\n\n")[0].splitlines()]
    header = [first, *cells(rows[0])]
    return [dict(zip(header, cells(row), strict=True)) for row in rows[2:]]


def cells(line: str) -> list[str]:
    plain = (cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|"))
    return [accuracy.ABSENT if cell == "-" else cell for cell in plain]


@pytest.mark.parametrize(("first", "shipped"), [("articles", accuracy.accuracy), ("confidence", accuracy.calibration)])
def test_the_readme_says_the_same(first: str, shipped: Callable[[], list[dict[str, str]]]) -> None:
    told = readme_table(first)
    assert len(told) >= 3 and told == [
        {name[:1].lower() + name[1:]: value for name, value in row.items()} for row in shipped()
    ]


def test_the_command_is_one_that_a_reader_can_run() -> None:
    command = accuracy.measured()["command"]
    assert command in README and (ROOT / command.split()[-1]).is_dir()
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", accuracy.measured()["measured"])
