"""One analyst's day in a real Chromium, on articles read by the command: from the overview to a dot, its sentence, two
sources that differ, the experts, a corrected date, the file of what is on screen, and a link that shows the same."""

import csv
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from browsing import ROOT, Visit, browser, expect, pytestmark, serve

__all__ = ["browser", "pytestmark", "serve"]

PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}"></head><body><article><h1>{title}</h1>{text}</article></body></html>"""
ARTICLES = (
    (
        "Harbour Gazette", "2024-03-06", "North Korean economy minister in Tehran",
        "North Korea's external economy minister Yun Jong Ho arrived in Tehran on March 4 for a visit of three days, "
        "Iranian state media said on Wednesday. He was to see a trade fair and a port.",
        "“The timing of this trip is no accident,” said Mara Ellingsen, a senior fellow at the Fenmoor Institute in Oslo.",
    ),
    (
        "Plain Wire", "2024-03-07", "Pyongyang sends economy minister to Iran",
        "Yun Jong Ho, North Korea's external economy minister, arrived in Iran on March 5 at the head of a trade "
        "delegation, South Korea's unification ministry said on Thursday.",
        "Tobias Renneberg, an analyst at the Lowmark Centre, said: “A trade delegation is a modest thing, but it breaks "
        "five years of silence.”",
    ),
    (
        "Plain Wire", "2024-03-11", "North Korea fires two short-range missiles",
        "North Korea fired two short-range ballistic missiles into the sea off its east coast on March 10, South Korea's "
        "military said on Monday. Nobody was hurt, and no ship was near.",
    ),
    (
        "Plain Wire", "2024-01-17", "Iranian envoy in Pyongyang",
        "Iran's deputy foreign minister Bahram Tavassoli arrived in Pyongyang on January 15 for talks with his North Korean "
        "counterpart. Neither side said what they had spoken of.",
    ),
    (
        "Harbour Gazette", "2024-02-20", "Russian foreign minister in Beijing",
        "Russian Foreign Minister Sergei Lavrov arrived in Beijing on February 19 for talks with his Chinese counterpart "
        "Wang Yi. The two spoke of trade and of the war.",
    ),
)  # fmt: skip
# Wide enough for all columns of the table, of which a browser draws those in view.
SCREEN = {"width": 2100, "height": 1200}
MARKS = "node.data.filter(trace => trace.mode === 'markers')"
# What a column of the table of visits is called in the file.
COLUMNS = {
    "From": "start_date", "To": "end_date", "Visitor": "visitor_country", "Host": "host_country", "Led by": "head_name",
    "Title": "head_title", "Status": "visit_status", "Level": "level", "City": "city", "Reports": "n_articles",
    "Confidence": "confidence", "Found by": "found_by",
}  # fmt: skip
CODES = ("Status", "Level")
PAIR = re.compile("Iran – North Korea · 2 visits")
REASON = "the state media of the host name the day"


def read_by_the_command(path: Path) -> Path:
    """A database of these articles."""
    folder = path.with_suffix("")
    folder.mkdir()
    for number, (outlet, day, title, *paragraphs) in enumerate(ARTICLES):
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        page = PAGE.format(outlet=outlet, day=day, title=title, text=text)
        (folder / f"{number}.html").write_text(page, "utf-8")
    command = [sys.executable, "-m", "etl", "ingest", str(folder), "--db", str(path), "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return path


def click_dot(page, chart: str, day: str) -> None:
    """Press the mark of a chart that stands at a day."""
    drawn = page.locator(f".st-key-{chart}")
    traces = drawn.locator(".js-plotly-plot").evaluate(
        f"node => {MARKS}.map(t => [...t.x].map(x => String(x).slice(0, 10)))"
    )
    (number,) = [n for n, days in enumerate(traces) if day in days]
    dot = drawn.locator(".scatterlayer .points:has(path)").nth(number).locator("path").nth(traces[number].index(day))
    dot.scroll_into_view_if_needed()
    place = dot.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def table_on_screen(page) -> list[dict[str, str]]:
    """The cells of the first table, which is drawn on a canvas with its text beside it."""
    grid = page.get_by_test_id("stDataFrame").first.locator("table[role=grid]")
    expect(grid.locator("tbody tr").first).to_be_attached()
    header = grid.locator("[role=columnheader]").all_text_contents()
    rows = [row.locator("[role=gridcell]").all_text_contents() for row in grid.locator("tbody tr").all()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def days_drawn(page, chart: str) -> set[str]:
    """The days at which a chart has marks."""
    plot = page.locator(f".st-key-{chart} .js-plotly-plot")
    return set(plot.evaluate(f"node => {MARKS}.flatMap(t => [...t.x]).map(x => String(x).slice(0, 10))"))


def test_the_day_of_an_analyst(serve, browser, tmp_path: Path) -> None:
    address, db = serve(read_by_the_command)
    visit = Visit(browser, address, viewport=SCREEN)
    page = visit.go()

    # The pair is found.
    box = page.get_by_role("combobox", name=re.compile("Country pair"))
    box.click()
    box.fill("Iran")
    page.get_by_role("option", name=PAIR).click()
    page.wait_for_url(re.compile("pair=IRN-PRK"))
    visit.settle()

    # Why is there a dot?
    lanes = page.locator(".st-key-overview_timeline")
    expect(lanes.locator(".ytick text")).to_have_count(1)
    assert "Iran – North" in lanes.locator(".ytick text").text_content()
    assert days_drawn(page, "overview_timeline") == {"2024-01-15", "2024-03-05", "2024-03-10"}
    click_dot(page, "overview_timeline", "2024-03-05")
    page.wait_for_url(re.compile(r"event=visit(:|%3A)1"))
    expect(page.locator("mark").first).to_contain_text("arrived in Tehran on March 4")
    visit.settle()

    # Two sources differ.
    page.get_by_role("link", name="Open this event").click()
    expect(page.get_by_role("heading", name="Visit 1", exact=True)).to_be_visible()
    visit.settle()
    sides = page.locator(".st-key-record_sides_start_date article")
    expect(sides).to_have_count(2)
    told = {side.get_by_role("heading").text_content(): side.text_content() for side in sides.all()}
    assert told.keys() == {"2024-03-04", "2024-03-05"}
    assert "Harbour Gazette" in told["2024-03-04"] and "Plain Wire" in told["2024-03-05"]

    # The experts are heard, here and on the page of commentary.
    quotes = page.locator(".st-key-record_quotes article")
    expect(quotes).to_have_count(2)
    expect(quotes.filter(has_text="Mara Ellingsen").locator(".role")).to_contain_text("Fenmoor Institute")
    expect(quotes.filter(has_text="Tobias Renneberg")).to_contain_text("breaks five years of silence")
    page.get_by_role("link", name="Commentary", exact=True).first.click()
    expect(page.get_by_role("heading", name="Quoted commentary")).to_be_visible()
    expect(page.locator(".st-key-quotes_list article")).to_have_count(2)
    assert "pair=IRN-PRK" in page.url
    visit.settle()
    page.go_back()
    expect(page.get_by_role("heading", name="Visit 1", exact=True)).to_be_visible()
    visit.settle()

    # The date is corrected.
    name = page.get_by_role("textbox", name="Your name")
    name.fill("Ana Lyst")
    name.press("Enter")
    visit.settle()
    page.get_by_text("Correct", exact=True).click()
    value = page.get_by_role("textbox", name="New value")
    expect(value).to_have_value("2024-03-05")
    value.fill("2024-03-04")
    page.get_by_role("textbox", name="Reason").fill(REASON)
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.get_by_text("Visit 1 start date corrected (decision 1).")).to_be_visible()
    expect(page.locator(".st-key-record_facts dd").first).to_have_text("2024-03-04 to 2024-03-06")
    expect(page.get_by_role("button", name="Take back decision 1")).to_be_visible()
    decided = page.locator(".st-key-history_visit_1 li")
    expect(decided).to_have_count(1)
    expect(decided).to_contain_text("Start date: 2024-03-05 → 2024-03-04")
    expect(decided).to_contain_text(f"{REASON} · Ana Lyst · 20")
    visit.settle()
    page.get_by_role("link", name="Overview").click()
    expect(lanes.locator(".points path")).to_have_count(3)
    visit.settle()
    assert days_drawn(page, "overview_timeline") == {"2024-01-15", "2024-03-04", "2024-03-10"}

    expect(page.locator(".st-key-recent li").first).to_contain_text("Corrected: start date, by Ana Lyst")

    # The file says what is on screen.
    page.get_by_role("link", name="Visits", exact=True).click()
    expect(page.get_by_role("heading", name="Official visits")).to_be_visible()
    visit.settle()
    shown = table_on_screen(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download 2 visits (CSV)").click()
    assert download.value.suggested_filename == "dyadwatch_visits_IRN-PRK.csv"
    download.value.save_as(tmp_path / "visits.csv")
    with (tmp_path / "visits.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["start_date"] for row in rows] == ["2024-03-04", "2024-01-15"]
    for cells, row in zip(shown, rows, strict=True):
        assert cells.keys() == {*COLUMNS, "Reports disagree on"}
        for label, column in COLUMNS.items():
            stored, cell = row[column], cells[label]
            assert cell == (stored.replace("_", " ").capitalize() if label in CODES else stored), label

    # The link shows the same to somebody else, and Back leads back.
    other = Visit(browser, address, viewport=SCREEN)
    other.page.goto(page.url)
    expect(other.page.get_by_role("button", name="Download 2 visits (CSV)")).to_be_visible()
    other.settle()
    assert table_on_screen(other.page) == shown
    expect(other.page.get_by_role("combobox", name=re.compile("Country pair"))).to_have_value(PAIR)
    page.go_back()
    expect(lanes.locator(".points path")).to_have_count(3)
    visit.settle()
    page.go_back()
    expect(decided).to_have_count(1)
    visit.settle()
    page.go_forward()
    expect(lanes.locator(".points path")).to_have_count(3)
    assert "pair=IRN-PRK" in page.url
    visit.settle()
    page.go_back()
    expect(decided).to_have_count(1)
    visit.settle()

    # A decision can be taken back.
    page.get_by_role("button", name="Take back decision 1").click()
    expect(page.locator(".st-key-record_facts dd").first).to_have_text("2024-03-05 to 2024-03-06")
    expect(decided.first).to_contain_text("Undo of 1")
    with sqlite3.connect(db) as opened:
        assert opened.execute("SELECT start_date, review_status FROM visits WHERE id = 1").fetchall() == [
            ("2024-03-05", "unreviewed")
        ]
    assert not visit.elsewhere and not visit.dialogs and not other.elsewhere and not other.dialogs
