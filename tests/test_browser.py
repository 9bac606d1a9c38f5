"""What only a real Chromium shows of the dashboard, and a hostile database in the same; a whole day is in test_analyst_day."""

import http.client
import re
import sqlite3
import urllib.request
from pathlib import Path

import pytest
from browsing import WAIT_MS, Visit, browser, expect, pytestmark, serve

__all__ = ["browser", "pytestmark", "serve"]


def test_from_a_row_to_the_page_of_its_event_and_on(serve, browser, tmp_path: Path) -> None:
    """The page has an address that shows the same again; its links keep the filters, and Back comes back."""
    visit = Visit(browser, serve("realistic")[0])
    page = visit.go("/visits?pair=IRN-PRK&confidence=0.1")
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    place = grid.bounding_box()
    page.mouse.click(place["x"] + 15, place["y"] + 52)
    expect(page.get_by_text("2 reports of this visit")).to_be_visible()
    article = page.get_by_role("link", name="Open the article").first
    expect(article).to_have_attribute("href", "https://news.example/a?x=1;y=2")
    expect(article).to_have_attribute("rel", "noopener noreferrer")
    page.get_by_role("link", name="Open this event").click()
    page.wait_for_url(re.compile(r"/event\?.*event=visit(:|%3A)1"))
    record = [
        page.get_by_role("heading", name="Visit 1", exact=True),
        page.get_by_role("heading", name="2024-03-08"),
        page.get_by_text("Mara Ellingsen"),
        page.get_by_text("DyadWatch visit:1, 2 reports"),
    ]
    for part in record:
        expect(part.first).to_be_visible(timeout=WAIT_MS)
    visit.settle()
    shared = page.url
    with page.expect_download() as download:
        page.get_by_role("button", name="Download 2 reports (CSV)").click()
    download.value.save_as(tmp_path / "reports.csv")
    assert "Tehran received Ri Chol-su" in (tmp_path / "reports.csv").read_text("utf-8-sig")

    page.goto("about:blank")
    page.goto(shared)
    for part in record:
        expect(part.first).to_be_visible(timeout=WAIT_MS)
    visit.settle()

    page.get_by_role("link", name="North Korea: Launch test, KN-25").click()
    expect(page.get_by_role("heading", name="Drill 1", exact=True)).to_be_visible(timeout=WAIT_MS)
    assert "confidence=0.1" in page.url and "pair=IRN-PRK" in page.url
    visit.settle()
    page.get_by_role("link", name="Read in its article").click()
    page.wait_for_url(re.compile(r"/articles\?.*mark="))
    expect(page.locator("mark.now")).to_be_in_viewport(timeout=WAIT_MS)
    assert "fired two short-range missiles" in page.locator("mark.now").text_content()
    visit.settle()
    page.go_back()
    expect(page.get_by_role("heading", name="Drill 1", exact=True)).to_be_visible(timeout=WAIT_MS)
    assert not visit.elsewhere and not visit.dialogs


def test_a_brushed_period_narrows_the_lists_and_leaves_the_timeline(serve, browser) -> None:
    """A box over the bars and the slider's keys choose a period; lanes and the chosen event stay; a link keeps it."""
    visit = Visit(browser, serve("realistic")[0])
    page = visit.go("/?pair=IRN-PRK&event=drill:1")
    bars, lanes = (page.locator(f".st-key-{key} .js-plotly-plot") for key in ("period_bars", "overview_timeline"))
    lanes.locator(".trace .points path").first.wait_for(state="attached")
    lanes.evaluate("node => { node.untouched = true }")
    one, two = (page.get_by_role("button", name=re.compile(f"Download {n} visit")) for n in (1, 2))
    expect(two).to_be_visible(timeout=WAIT_MS)
    ground = bars.locator(".nsewdrag").first
    ground.scroll_into_view_if_needed()
    place = ground.bounding_box()
    middle = place["y"] + place["height"] / 2
    page.mouse.move(place["x"] + place["width"] * 0.93, middle)
    page.mouse.down()
    for share in (0.94, 0.96, 0.99):
        page.mouse.move(place["x"] + place["width"] * share, middle, steps=3)
    page.mouse.up()
    page.wait_for_url(re.compile(r"range=2023-\d\d-\d\d\.\.2024-03-\d\d"))
    expect(one).to_be_visible(timeout=WAIT_MS)
    assert lanes.evaluate("node => node.untouched") and "event=drill" in page.url

    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(one).to_be_visible(timeout=WAIT_MS)
    visit.settle()
    low = page.get_by_role("slider", name="Period of figures and lists").first
    low.press("ArrowRight")
    page.wait_for_url(re.compile(r"range=2024-01-01\.\."))
    visit.settle()
    low.press("ArrowLeft")
    page.wait_for_url(re.compile(r"range=2023-10-01\.\."))
    visit.settle()
    page.get_by_role("button", name="Use as From and To").click()
    page.wait_for_url(re.compile(r"^(?!.*range=).*since=2023-10-01"))
    assert not visit.elsewhere and not visit.dialogs


def test_a_month_of_a_dense_lane_is_a_period(serve, browser) -> None:
    visit = Visit(browser, serve("dense")[0])
    page = visit.go()
    cell = page.locator(".st-key-overview_timeline_months .barlayer .trace").nth(1).locator(".point path").first
    expect(cell).to_be_visible(timeout=WAIT_MS)
    cell.scroll_into_view_if_needed()
    place = cell.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_url(re.compile(r"range=2020-01-01\.\.2020-01-31"))
    expect(page.get_by_role("button", name="Download 10 drills (CSV)")).to_be_visible(timeout=WAIT_MS)
    visit.settle()
    page.get_by_role("button", name="Clear the period").click()
    expect(page.get_by_role("button", name="Download 400 drills (CSV)")).to_be_visible(timeout=WAIT_MS)
    page.wait_for_url(re.compile(r"^(?!.*range=)"))


@pytest.mark.parametrize(
    "path",
    [
        "/?event=visit:3",
        "/visits?event=visit:2",
        "/drills?event=drill:1",
        "/event?event=visit:1",
        "/event?event=drill:2",
        "/commentary",
        "/articles?article=5",
        "/pair",
        "/pair?pair=IRN-PRK&event=drill:3",
    ],
)
def test_hostile_articles_stay_text(serve, browser, path: str) -> None:
    visit = Visit(browser, serve("hostile")[0])
    page = visit.go(path)
    page.wait_for_timeout(1500)
    assert page.evaluate("window.__xss") is None
    assert not visit.dialogs and not visit.elsewhere
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 0, 0)"
    targets = page.eval_on_selector_all("a", "links => links.map(link => link.href)")
    assert not [t for t in targets if not t.startswith((visit.address, "https://news.example/"))]
    assert page.locator("img[src*=evil]").count() == 0


def test_from_the_matrix_to_a_pair_and_its_visit(serve, browser) -> None:
    """A number opens its pair, a row its visit, a mark its drill; the address says so, and Back leads back."""
    visit = Visit(browser, serve("realistic")[0], viewport={"width": 1280, "height": 2400})
    page = visit.go("/pair")
    grid = page.get_by_test_id("stDataFrame").first.bounding_box()
    # Rows: the header, Iran, North Korea; columns: names, then Iran.
    page.mouse.click(grid["x"] + 150 + 27, grid["y"] + 35 * 2 + 18)
    page.wait_for_url(re.compile("pair=IRN-PRK"))
    expect(page.get_by_role("heading", name="Iran – North Korea")).to_be_visible()
    visit.settle()
    expect(page.locator(".ytick text").first).to_be_visible()
    assert page.locator(".js-plotly-plot").first.locator(".ytick text").all_text_contents() == [
        "Iran to North Korea", "North Korea to Iran", "Iran, drills", "North Korea, drills", "Experts say",
    ]  # fmt: skip
    table = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(table["x"] + 15, table["y"] + 52)
    page.wait_for_url(re.compile(r"event=visit(:|%3A)1"))
    expect(page.get_by_text("2 reports of this visit")).to_be_visible()
    visit.settle()
    said = page.locator(".st-key-pair_tracks .points path").last
    said.scroll_into_view_if_needed()
    place = said.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_url(re.compile(r"event=said(:|%3A)2024-03-11"))
    expect(page.locator(".st-key-pair_said blockquote")).to_have_text("“The timing is no accident”")
    visit.settle()
    page.go_back()
    expect(page.get_by_text("2 reports of this visit")).to_be_visible()
    visit.settle()
    page.get_by_text("90", exact=True).click()
    page.wait_for_url(re.compile("days=90"))
    visit.settle()
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(page.get_by_text("2 reports of this visit")).to_be_visible()
    expect(page.get_by_text("cannot tell a pattern from chance")).to_be_visible()
    visit.go("/pair?pair=IRN-PRK")
    page.get_by_role("button", name="All pairs").click()
    expect(page.get_by_role("heading", name="Who visits whom")).to_be_visible()
    assert "pair=" not in page.url
    visit.settle()
    page.go_back()
    expect(page.get_by_role("heading", name="Iran – North Korea")).to_be_visible()
    assert not visit.elsewhere and not visit.dialogs


def test_reviewing_with_the_keyboard(serve, browser) -> None:
    """Single keys decide, but not while a reason is typed; what was decided is in the database and can be taken back."""
    address, db = serve("reviewed")
    visit = Visit(browser, address)
    page = visit.go("/?pair=CHN-RUS")
    page.locator(".st-key-doubts").get_by_role("link", name="Delegation: Russia to China").click()
    page.wait_for_url(re.compile(r"event=visit(:|%3A)3"))
    name, reason = page.get_by_role("textbox", name="Your name"), page.get_by_role("textbox", name="Reason")
    name.fill("Ana Lyst")
    name.press("Enter")
    reason.click()
    page.keyboard.type("yes, as usual")
    expect(reason).to_have_value("yes, as usual")
    page.locator("h1").click()
    page.keyboard.press("s")
    page.wait_for_url(re.compile(r"event=drill(:|%3A)3"))
    visit.settle()
    page.keyboard.press("y")
    expect(page.get_by_text("Drill 3 confirmed (decision 1).")).to_be_visible()
    visit.settle()
    page.keyboard.press("u")
    expect(page.get_by_text("Decision 1 taken back.")).to_be_visible()
    page.wait_for_url(re.compile(r"event=drill(:|%3A)3"))
    with sqlite3.connect(db) as opened:
        made = opened.execute("SELECT action, event_id, reviewer FROM decisions").fetchall()
    assert made == [("confirm", 3, "Ana Lyst"), ("undo", 3, "Ana Lyst")]
    assert not visit.elsewhere and not visit.dialogs


def test_headers_keep_the_page_to_itself(serve) -> None:
    with urllib.request.urlopen(serve("realistic")[0]) as answer:
        policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "http" not in policy


def test_another_host_name_gets_no_connection(serve) -> None:
    """A page elsewhere whose name is pointed at this machine must not read the database."""
    port = int(serve("realistic")[0].rsplit(":", 1)[1])
    status = {}
    for host in ("evil.example", "127.0.0.1"):
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {"Host": f"{host}:{port}", "Origin": f"http://{host}:{port}", "Connection": "Upgrade"}
        headers |= {
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        }
        link.request("GET", "/_stcore/stream", headers=headers)
        status[host] = link.getresponse().status
        link.close()
    assert status == {"evil.example": 403, "127.0.0.1": 101}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/visits?event=visit:1",
        "/event?event=visit:1",
        "/commentary",
        "/articles?article=1",
        "/review",
        "/pair",
        "/pair?pair=IRN-PRK",
        "/ingest?run=1",
        "/data",
    ],
)
def test_a_narrow_screen_does_not_scroll_sideways(serve, browser, path: str) -> None:
    visit = Visit(browser, serve("realistic")[0], viewport={"width": 390, "height": 844})
    page = visit.go(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
