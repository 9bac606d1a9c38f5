"""An analyst's way through the dashboard in a real Chromium, and a hostile database in the same."""

import http.client
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import seed

from dashboard import downloads
from dashboard.database import Filters

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next(
    (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(p).exists()), None
)
REQUIRED = os.environ.get("DYADWATCH_REQUIRE_BROWSER") == "1"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="no Chromium: apt-get install chromium"),
]
sync_api = pytest.importorskip("playwright.sync_api") if not REQUIRED else __import__("playwright.sync_api").sync_api
WAIT_MS = 30_000


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], tuple[str, Path]]]:
    """A function that serves a database of `seed` from an unrelated folder and gives its address."""
    folder = tmp_path_factory.mktemp("browser")
    started: dict[str, tuple[str, Path]] = {}
    processes = []

    def start(name: str) -> tuple[str, Path]:
        if name not in started:
            db = getattr(seed, name)(folder / f"{name}.db")
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "asgi.py")]
            command += ["--server.headless", "true", "--server.port", str(port)]
            log = (folder / f"{name}.log").open("w")
            environment = os.environ | {"DYADWATCH_DB": str(db), "HOME": str(folder)}
            processes.append(subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log))
            for _ in range(300):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
                        if answer.read() == b"ok":
                            break
                except OSError:
                    time.sleep(0.1)
            else:
                pytest.fail((folder / f"{name}.log").read_text())
            started[name] = (f"http://127.0.0.1:{port}", db)
        return started[name]

    yield start
    for process in processes:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM)
        yield running
        running.close()


class Visit:
    """A page that keeps count of what it asked for from elsewhere and of dialogs."""

    def __init__(self, browser, address: str, **context) -> None:
        self.address = address
        self.page = browser.new_context(**({"viewport": {"width": 1280, "height": 1000}} | context)).new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.elsewhere: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", self._note)
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def _note(self, request) -> None:
        own = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(own):
            self.elsewhere.append(request.url)

    def go(self, path: str = "/"):
        self.page.goto(self.address + path)
        self.page.wait_for_selector("h1")
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def expect(locator):
    return sync_api.expect(locator)


def test_from_a_pair_to_its_evidence_and_its_csv(serve, browser, tmp_path: Path) -> None:
    address, db = serve("realistic")
    visit = Visit(browser, address)
    page = visit.go()

    box = page.get_by_role("combobox", name=re.compile("Country pair"))
    box.click()
    box.fill("Iran")
    page.get_by_role("option", name=re.compile("Iran – North Korea · 2 visits")).click()
    page.wait_for_url(re.compile("pair=IRN-PRK"))
    visit.settle()

    page.wait_for_selector(".js-plotly-plot .main-svg")
    expect(page.locator(".ytick text")).to_have_count(1)
    assert "Iran – North" in page.locator(".ytick text").text_content()

    mark = page.locator(".js-plotly-plot .scatterlayer .trace .points path").last
    mark.scroll_into_view_if_needed()
    place = mark.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_url(re.compile(r"event=drill(:|%3A)\d"))
    expect(page.locator("mark").first).to_be_visible()
    assert "launched a satellite" in page.locator("mark").first.text_content()

    page.get_by_role("link", name="Visits").click()
    expect(page.get_by_role("heading", name="Official visits")).to_be_visible()
    page.wait_for_url(re.compile("pair=IRN-PRK"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download 2 visits (CSV)").click()
    download.value.save_as(tmp_path / "visits.csv")
    assert download.value.suggested_filename == "dyadwatch_visits_IRN-PRK.csv"
    assert (tmp_path / "visits.csv").read_bytes() == downloads.csv_of(db, "visits", Filters(dyad="IRN-PRK"))

    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(page.get_by_role("button", name="Download 2 visits (CSV)")).to_be_visible()
    assert not visit.elsewhere and not visit.dialogs


def test_a_row_shows_every_report(serve, browser) -> None:
    visit = Visit(browser, serve("realistic")[0])
    page = visit.go("/visits?pair=IRN-PRK")
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    place = grid.bounding_box()
    page.mouse.click(place["x"] + 15, place["y"] + 52)
    expect(page.get_by_role("heading", name="Ri Chol-su, Trade minister: North Korea to Iran")).to_be_visible()
    expect(page.get_by_text("2 reports of this visit")).to_be_visible()
    links = page.get_by_role("link", name="Open the article")
    expect(links.first).to_have_attribute("href", "https://news.example/a?x=1;y=2")
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")


def test_back_and_forward_keep_what_was_chosen(serve, browser) -> None:
    visit = Visit(browser, serve("realistic")[0])
    page = visit.go("/drills?pair=CHN-RUS&confidence=0.1")
    one_drill = page.get_by_role("button", name="Download 1 drill (CSV)")
    expect(one_drill).to_be_visible(timeout=WAIT_MS)
    visit.settle()
    page.get_by_role("link", name="Visits").click()
    one_visit = page.get_by_role("button", name="Download 1 visit (CSV)")
    expect(one_visit).to_be_visible(timeout=WAIT_MS)
    assert "pair=CHN-RUS" in page.url and "confidence=0.1" in page.url
    visit.settle()
    page.go_back()
    expect(one_drill).to_be_visible(timeout=WAIT_MS)
    assert "/drills?" in page.url and "pair=CHN-RUS" in page.url
    visit.settle()
    page.go_forward()
    expect(one_visit).to_be_visible(timeout=WAIT_MS)


@pytest.mark.parametrize(
    "path", ["/?event=visit:3", "/visits?event=visit:2", "/drills?event=drill:1", "/commentary", "/articles?article=5"]
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


def test_reviewing_with_the_keyboard(serve, browser) -> None:
    """Single keys decide, but not while a reason is typed; what was decided is in the database and can be taken back."""
    address, db = serve("reviewed")
    visit = Visit(browser, address)
    page = visit.go("/review?pair=CHN-RUS")
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
    "path", ["/", "/visits?event=visit:1", "/commentary", "/articles?article=1", "/review", "/ingest?run=1", "/data"]
)
def test_a_narrow_screen_does_not_scroll_sideways(serve, browser, path: str) -> None:
    visit = Visit(browser, serve("realistic")[0], viewport={"width": 390, "height": 844})
    page = visit.go(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
