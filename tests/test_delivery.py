"""Downloads over an address of the app: the file of the filters, sent to our own pages only, and nothing left behind."""

import asyncio
import io
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import seed
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dashboard import delivery, downloads
from dashboard.database import Filters

Ask = Callable[..., Response]
EVERY = Filters(
    dyad="IRN-PRK", since="2019-01-01", until="2024-12-31", status=("planned", "failed"), kinds=("visit",),
    speaker_types=("official", "state_media"), speaker="Ri & Co; x=1", search='a "b" ß', confidence=0.65, found_by="both",
    review=("confirmed", "rejected"), sources="disagree", visitor="PRK",
)  # fmt: skip


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are written before they are sent."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = seed.realistic(tmp_path / "real.db")
    monkeypatch.setenv("DYADWATCH_DB", str(path))
    monkeypatch.setattr("streamlit.get_option", lambda name: ["localhost", "127.0.0.1"])
    return path


@pytest.fixture
def ask(db: Path, folders: Path) -> Ask:
    """A function from a link and headers to the answer."""

    def answer(link: str, **headers: str) -> Response:
        parts = urlsplit(link)
        what, _, form = parts.path.removeprefix("download/").partition(".")
        headers = {"host": "127.0.0.1:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return delivery.deliver(
            Request(
                {
                    "type": "http", "method": "GET", "path": f"/{parts.path}", "query_string": parts.query.encode(),
                    "path_params": {"what": what, "form": form},
                    "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
                }
            )
        )  # fmt: skip

    return answer


def body(response: Response) -> bytes:
    assert isinstance(response, StreamingResponse) and response.status_code == 200

    async def gather() -> bytes:
        return b"".join([bytes(chunk) async for chunk in response.body_iterator])  # type: ignore[arg-type]

    return asyncio.run(gather())


@pytest.mark.parametrize("filters", [Filters(), EVERY, Filters(found_by="rules", confidence=1.0)])
def test_a_link_says_all_that_the_filters_say(filters: Filters) -> None:
    asked = parse_qsl(urlsplit(delivery.link("quotes", "csv", filters, describe=True)).query)
    assert delivery.filters_of(asked) == filters and ("describe", "1") in asked


def test_a_download_is_the_file_of_the_filters_and_leaves_nothing(ask: Ask, db: Path, folders: Path) -> None:
    filters = Filters(dyad="IRN-PRK", since="2024-01-01")
    response = ask(delivery.link("visits", "csv", filters))
    data = body(response)
    assert data == downloads.csv_of(db, "visits", filters)
    assert response.headers["content-length"] == str(len(data))
    assert response.headers["content-disposition"] == (
        'attachment; filename="dyadwatch_visits_IRN-PRK_from_2024-01-01.csv"'
    )
    assert not list(folders.iterdir())


def test_a_first_row_is_there_where_it_is_asked_for(ask: Ask, db: Path) -> None:
    expected = io.BytesIO()
    downloads.write_csv(db, "articles", Filters(), expected, describe=True)
    assert body(ask(delivery.link("articles", "csv", Filters(), describe=True))) == expected.getvalue()


@pytest.mark.parametrize("what", downloads.ALL)
def test_every_table_is_served_in_both_forms(ask: Ask, what: downloads.Download) -> None:
    assert body(ask(delivery.link(what, "csv", EVERY))).startswith(b"\xef\xbb\xbf")
    assert body(ask(delivery.link(what, "parquet", EVERY))).startswith(b"PAR1")


def test_the_database_is_served_whole(ask: Ask, tmp_path: Path, folders: Path) -> None:
    (tmp_path / "copy.sqlite").write_bytes(body(ask(delivery.link("database", "sqlite", Filters()))))
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM visits").fetchone() == (4,)
    assert not list(folders.iterdir())


def test_a_download_that_is_broken_off_leaves_nothing(ask: Ask, folders: Path) -> None:
    response = ask(delivery.link("visits", "csv", Filters()))
    assert list(folders.iterdir())
    del response
    assert not list(folders.iterdir())


@pytest.mark.parametrize(
    ("link", "status"),
    [
        ("download/passwords.csv", 404),
        ("download/visits.sqlite", 404),
        ("download/database.csv", 404),
        ("download/visits.csv?pair=../../x", 400),
        ("download/visits.csv?since=soon", 400),
        ("download/visits.csv?confidence=much", 400),
        ("download/visits.csv?found_by=nobody", 400),
        ("download/visits.csv?review=all", 400),
        ("download/visits.csv?sources=many", 400),
        ("download/visits.csv?pair=IRN-PRK&visitor=prk'", 400),
        ("download/visits.csv?status=a'b", 400),
        ("download/visits.csv?colour=red", 400),
    ],
)
def test_what_is_no_download_is_said(ask: Ask, folders: Path, link: str, status: int) -> None:
    response = ask(link)
    assert response.status_code == status and response.body and not list(folders.iterdir())


@pytest.mark.parametrize(
    "headers",
    [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}, {"host": "evil.example:8501"}, {"host": "["}, {"host": ""}],
)  # fmt: skip
def test_other_sites_get_nothing(ask: Ask, headers: dict[str, str]) -> None:
    assert ask("download/visits.csv", **headers).status_code == 403


def test_a_database_that_is_gone_is_named(ask: Ask, monkeypatch: pytest.MonkeyPatch, folders: Path) -> None:
    monkeypatch.setenv("DYADWATCH_DB", "/none/gone.db")
    response = ask("download/visits.csv")
    assert response.status_code == 404 and b"gone.db" in response.body and not list(folders.iterdir())
