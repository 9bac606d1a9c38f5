"""A new user's first minutes in a real Chromium: paste an article, see the visit, take the data along."""

import re
import sqlite3
from pathlib import Path

from browsing import Visit, browser, expect, pytestmark, serve  # noqa: F401

from dashboard import downloads
from dashboard.database import Filters

ARTICLE = """Envoys of two isolated states meet in Tehran

TEHRAN, April 24 — North Korea's external economy minister Yun Jong Ho arrived in Iran on Tuesday for talks on trade, Iranian state media said. He is due to stay until Friday, the agency said.

“The timing of this trip is no accident,” said Mara Ellingsen, a senior fellow at the Fenmoor Institute in Oslo. “Both want to show that they have friends.”"""


def nothing(path: Path) -> Path:
    """The path of a database that is not there yet."""
    return path


def test_from_no_database_to_the_found_visit_and_its_file(serve, browser, tmp_path: Path) -> None:  # noqa: F811
    address, db = serve(nothing)
    visit = Visit(browser, address, viewport={"width": 1280, "height": 1400})
    page = visit.go()
    page.get_by_role("button", name="Read your first articles").click()
    page.get_by_role("textbox", name="Text of the article").fill(ARTICLE)
    page.get_by_role("textbox", name="Outlet").fill("Harbour Gazette")
    page.get_by_role("spinbutton", name="year, Published on").click()
    page.keyboard.type("20240424")
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    expect(page.get_by_text("1 document read: 1 new. Found: 1 visit, 0 drills, 2 quotes.")).to_be_visible(
        timeout=120_000
    )
    expect(page.get_by_role("heading", name="Visit 1 · Yun Jong Ho")).to_be_visible()
    visit.settle()

    page.get_by_role("link", name="Open visit 1").click()
    expect(page.locator("mark").first).to_be_visible()
    assert "arrived in Iran on Tuesday" in page.locator("mark").first.text_content()
    visit.settle()
    page.go_back()
    page.get_by_role("link", name="Read article 1").click()
    page.wait_for_url(re.compile(r"/articles\?article=1"))
    expect(page.locator("mark.quote").first).to_be_visible()
    visit.settle()

    page.get_by_role("link", name="Data").click()
    links = page.get_by_role("link", name=re.compile("^Visits as"))
    expect(links.first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Visits as CSV", exact=True).click()
    assert download.value.suggested_filename == "dyadwatch_visits.csv"
    assert download.value.path().read_bytes() == downloads.csv_of(db, "visits", Filters())
    with page.expect_download() as download:
        page.get_by_role("link", name="Whole database as SQLite").click()
    download.value.save_as(tmp_path / "copy.sqlite")
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT visitor_iso3, host_iso3, start_date FROM visits").fetchall() == [
            ("PRK", "IRN", "2024-04-23")
        ]
    assert not visit.elsewhere and not visit.dialogs


def test_hostile_file_names_stay_text(serve, browser) -> None:  # noqa: F811
    address, _ = serve("reviewed")
    visit = Visit(browser, address)
    page = visit.go("/ingest")
    page.get_by_role("tab", name="Upload files").click()
    page.wait_for_url(re.compile(r"give=Upload(\+|%20)files"))
    visit.settle()
    names = ["<img src=x onerror='window.__xss=1'>.txt", "![p](evil.example).html", "..;rm -rf ~.md"]
    files = [{"name": name, "mimeType": "text/plain", "buffer": b"milk and eggs " + name.encode()} for name in names]
    page.locator("input[type=file]").set_input_files(files)
    visit.settle()
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_text("3 documents read: 3 failed.")).to_be_visible(timeout=120_000)
    for name in names:
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert page.evaluate("window.__xss") is None
    assert not visit.elsewhere and not visit.dialogs
